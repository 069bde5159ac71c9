"""Opening a workspace: pragmas that lose nothing at a power cut, the writer's lock, versions, errors in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.home import refuse_unsafe_home
from haishu_desk.store.lock import WriterLock

SCHEMA_VERSION = 2
APPLICATION_ID = 0x48534453
sqlite_version = sqlite3.sqlite_version


class NoWorkspaceError(SurroundingsError):
    """There is no workspace file, or the file is something else."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path} {why}", "请先建立：haishu-desk init --role unit --unit 单位代码 --person 姓名", code="no-workspace"
        )


class SpoiltFileError(SurroundingsError):
    """A file cannot be read whole."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name}：数据文件已损坏", "请从备份恢复", code="damaged")


class Database:
    """One workspace file, open for reading or (with the lock) for writing."""

    def __init__(self, path: Path, *, write: bool, person: str = "", create: bool = False) -> None:
        if not create and not path.is_file():
            raise NoWorkspaceError(path, "是文件夹，不是数据文件" if path.is_dir() else "不存在")
        if create or write:
            refuse_unsafe_home(path, is_there=not create)
        if create:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = WriterLock(path, person) if write else None
        self.writable = write
        self.version = 0
        with ExitStack() as failing:
            failing.callback(self.close)
            with speaking_of(path):
                self.sql = _connect(path, write=write)
                self._check_version(create=create)
            failing.pop_all()

    def _check_version(self, *, create: bool) -> None:
        known = self.sql.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        if not known and not create:
            raise NoWorkspaceError(self.path, "不是本程序的数据文件")
        self.version = int(self.sql.execute("PRAGMA user_version").fetchone()[0])
        if self.writable:
            self.refuse_newer()
        if self.is_older and self.writable:
            # sqlite_utils brings pandas along (0.4 s): only a file that needs a migration waits for it.
            from haishu_desk.store.migrations import bring_up  # noqa: PLC0415  it reads the copy by this class

            bring_up(self)

    @property
    def is_older(self) -> bool:
        """Whether the file is of an earlier format than this program's."""
        return self.version < SCHEMA_VERSION

    @property
    def is_newer(self) -> bool:
        """Whether the file is of a later format than this program knows."""
        return self.version > SCHEMA_VERSION

    def refuse_newer(self) -> None:
        """SurroundingsError where the file is newer than this program: nothing may be written to it."""
        if self.is_newer:
            raise SurroundingsError(
                f"{self.path.name} 由更新的程序建立（格式 {self.version}，本程序 {SCHEMA_VERSION}）",
                "请升级程序；现在可以查看，不能改动",
                code="newer-workspace",
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One user action: all of it or nothing. Inside another one it is part of that one."""
        self.refuse_read_only()
        if self.sql.in_transaction:
            yield
            return
        with speaking_of(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            with self.sql:  # commits, or gives back whatever the error was
                yield

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part of a transaction that is given back alone when it fails; outside of one it is a whole transaction."""
        if not self.sql.in_transaction:
            with self.transaction():
                yield
            return
        self.sql.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.sql.in_transaction:  # a full disk may have given back the whole already
                self.sql.execute("ROLLBACK TO part")
                self.sql.execute("RELEASE part")
            raise
        self.sql.execute("RELEASE part")

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """Whatever is written inside can be read inside, and is given back at the end; inside a transaction that alone."""
        self.refuse_read_only()
        if self.sql.in_transaction:
            self.sql.execute("SAVEPOINT rehearsal")
            try:
                yield
            finally:
                if self.sql.in_transaction:  # a full disk may have given back the whole already
                    self.sql.execute("ROLLBACK TO rehearsal")
                    self.sql.execute("RELEASE rehearsal")
            return
        with speaking_of(self.path):
            self.sql.execute("BEGIN IMMEDIATE")
            try:
                yield
            finally:
                self.sql.rollback()

    def refuse_read_only(self) -> None:
        """SurroundingsError where the file is open for reading only."""
        if not self.writable:
            raise SurroundingsError("数据文件以只读方式打开，不能改动", "请用能写入的方式重新打开", code="read-only")

    @property
    def changes(self) -> int:
        """Another number after each write: of this window, or of whoever writes where this one may only read.

        A writer asks the file nothing for it: as long as it has the lock nobody else writes.
        """
        return self.sql.total_changes if self.writable else int(self.rows("PRAGMA data_version")[0][0])

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with speaking_of(self.path):
            return self.sql.execute(sql, parameters).fetchall()

    def sign_lock(self, person: str) -> None:
        """Say who writes here, once that is known."""
        if self._lock is not None:
            self._lock.sign(person)

    def close(self) -> None:
        """Close the file and give the lock back."""
        if hasattr(self, "sql"):
            self.sql.close()
        if self._lock is not None:
            self._lock.release()


def compile_options() -> list[str]:
    """How the SQLite was built that this program uses."""
    memory = sqlite3.connect(":memory:")
    try:
        return [str(row[0]) for row in memory.execute("PRAGMA compile_options")]
    finally:
        memory.close()


def speaking_of(path: Path) -> AbstractContextManager[None]:
    """Turn what the environment does to a file into a sentence; a bug of ours stays what it is."""
    return _Speaking(path)


class _Speaking:
    """A class, as each query of the program goes through it: a generator would cost half as much as a short query."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The sentence instead of the error, where there is one."""
        if isinstance(error, sqlite3.DatabaseError):
            sentence = _sentence(error)
            if sentence is not None:
                raise SurroundingsError(f"{self._path.name}：{sentence[0]}", sentence[1], code=sentence[2]) from error
        # sqlite3 cannot even say what is wrong where the damage stands in the words of its own message.
        if isinstance(error, UnicodeDecodeError) and b"malformed" in error.object:
            raise SurroundingsError(f"{self._path.name}：数据文件已损坏", "请从备份恢复", code="damaged") from error


def _sentence(error: sqlite3.DatabaseError) -> tuple[str, str, str] | None:
    said = str(error)
    known = {
        "full": ("磁盘已满，这一步没有存上", "请腾出空间再试一次；之前存上的都在", "disk-full"),
        "locked": ("数据文件正忙", "请稍后再试", "locked"),
        "disk I/O": ("磁盘读写出错，这一步没有存上", "请检查磁盘，并从备份恢复", "disk"),
        "readonly": ("数据文件不能写入", "请检查文件和文件夹的写入权限", "read-only"),
        "unable to open": ("打不开数据文件", "请检查路径和权限", "disk"),
        "not a database": ("不是本程序的数据文件", "请检查 --db 后面的路径", "no-workspace"),
        "malformed": ("数据文件已损坏", "请从备份恢复", "damaged"),
        "Could not decode": ("数据文件已损坏", "请从备份恢复", "damaged"),
    }
    return next((sentence for part, sentence in known.items() if part in said), None)


def _connect(path: Path, *, write: bool) -> sqlite3.Connection:
    sql = sqlite3.connect(path, isolation_level=None, timeout=5.0)
    with ExitStack() as failing:
        failing.callback(sql.close)
        if write:
            # Python's default DELETE + FULL lost the last acknowledged commit in 707 of 3,000 power cuts; this pair none.
            sql.execute("PRAGMA journal_mode = TRUNCATE")
            sql.execute("PRAGMA synchronous = EXTRA")
        else:
            sql.execute("PRAGMA query_only = ON")
        sql.execute("PRAGMA foreign_keys = ON")
        sql.execute("PRAGMA recursive_triggers = ON")
        failing.pop_all()
    return sql
