"""体检: whether the data file, its backups and this computer are as they should be, each with what to do.

Of the data file three things are looked at: the chain of the journal from its first entry, the file with its pages, tables
and the words beside the journal, and the caches, made anew beside the file and compared. A flipped bit that changes
anything a person can see is found by one of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from haishu_desk.desk import machine
from haishu_desk.desk.backups import OLD, Made, standing_of
from haishu_desk.desk.good_backups import newest_good
from haishu_desk.desk.machine import Finding
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.store.database import Database, NoWorkspaceError
from haishu_desk.store.health import Examination, faults_of_file, rebuild_caches, said_of_cache
from haishu_desk.store.rebuilding import make_anew, words_hold
from haishu_desk.store.verified import contents
from haishu_desk.store.workspace import Workspace

TITLES = {
    "chain": "留痕", "integrity": "数据文件", "caches": "缓存", "backup": "备份", "disk": "磁盘", "clock": "时钟",
    "fonts": "字体", "input-method": "输入法", "sqlite": "存储部件", "qt": "窗口部件",
}  # fmt: skip
_WHOLE, _WEEK = "health:whole", 7
_NOT_KNOWN = "数据文件读不全，没有看"
_UNREADABLE = "缓存读不出来。请重建缓存，留痕里的数都在"
_TO_REBUILD = "留痕对得上的，请重建缓存，不丢数；对不上的，请从备份恢复"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: its name in `TITLES`, whether it is as it should be, and the finding in words.

    `is_lost` where what is wrong of the data file cannot come from its journal, so that only a backup helps.
    """

    name: str
    ok: bool
    detail: str
    is_lost: bool = False

    @property
    def title(self) -> str:
        """The name for people."""
        return TITLES[self.name]

    def as_json(self) -> dict[str, Any]:
        """`{"name", "ok", "detail"}`."""
        return {"name": self.name, "ok": self.ok, "detail": self.detail}


def examined(path: Path) -> list[Check]:
    """Every check, in the order of `TITLES`; NoWorkspaceError where there is no data file. Nothing is changed."""
    return [*file_checks(path), *around(path)]


def looked_through(path: Path, told: Callable[[int, int], object]) -> list[Check]:
    """The same for an open window, in a process of its own; a file that has become none meanwhile is a finding too."""
    del told  # nobody knows beforehand how much there is
    try:
        return examined(path)
    except NoWorkspaceError as error:
        return [*_of_no_file(error), *around(path)]


def file_checks(path: Path) -> list[Check]:
    """`chain`, `integrity` and `caches`; NoWorkspaceError if the file is no data file."""
    try:
        database = Database(path, write=False)
    except NoWorkspaceError:
        raise
    except SurroundingsError as error:
        return _of_no_file(error)
    with closing(database):
        whole = _of_file(database)
    look = Look(path, whole=True)
    while look.step():
        pass
    chain, caches = look.checks
    return [chain, whole, caches]


def _of_no_file(error: SurroundingsError) -> list[Check]:
    return [Check(name, ok=False, detail=_said(error), is_lost=True) for name in ("chain", "integrity", "caches")]


class Look:
    """The journal, and if `whole` the caches too, looked through by and by while a window is open."""

    def __init__(self, path: Path, *, whole: bool) -> None:
        self._is_whole = whole
        self._database: Database | None = None
        self._examination: Examination | None = None
        self.checks: list[Check] = []
        try:
            self._database = Database(path, write=False)
            self._examination = Examination(self._database, caches=whole)
        except DeskError as error:
            self._refuse(error)

    def step(self) -> bool:
        """Look at some more; False when `checks` says what was found."""
        try:
            if self._examination is None or self._examination.step():
                return self._examination is not None
            chain, caches = of_examination(self._examination)
            self.checks = [chain, caches] if self._is_whole or not chain.ok else [chain]
        except DeskError as error:
            self._refuse(error)
        self.close()
        return False

    def close(self) -> None:
        """Look no further."""
        for opened in (self._examination, self._database):
            if opened is not None:
                opened.close()
        self._examination = self._database = None

    def _refuse(self, error: DeskError) -> None:
        """The chain may be whole all the same, where it is a cache that cannot be read."""
        found = self._examination
        if found is not None and found.is_chain_whole:
            self.checks = [_whole_chain(found), Check("caches", ok=False, detail=_UNREADABLE)]
        else:
            self.checks = [
                Check("chain", ok=False, detail=_said(error), is_lost=True),
                Check("caches", ok=False, detail=_NOT_KNOWN),
            ]


def is_whole_due(workspace: Workspace, day: date) -> bool:
    """Whether the whole of this very file was not looked at and found well within a week before that day.

    A clock that jumped asks for it too, and so does a file that was copied or put back: a copy that was made while the
    program wrote to it can have the journal of one moment and the caches of another.
    """
    stored, _, file = (workspace.note(_WHOLE) or "").partition(" ")
    return not stored or file != _file_of(workspace) or not 0 <= (day - date.fromisoformat(stored)).days < _WEEK


def remember_whole(workspace: Workspace, day: date) -> None:
    """The whole was looked at on that day and is well."""
    with workspace.transaction():
        workspace.remember(_WHOLE, f"{day.isoformat()} {_file_of(workspace)}")


def _file_of(workspace: Workspace) -> str:
    """The number that the system has given the file; none where the file is out of reach."""
    with suppress(OSError):
        return str(workspace.path.stat().st_ino)
    return ""


def of_examination(found: Examination) -> tuple[Check, Check]:
    """`chain` and `caches` of what an examination has found."""
    if found.broken is not None:
        chain = f"第 {found.broken} 条留痕和写入时不一样，它后面的都对不上了。请不要再录入，从备份恢复"
        return Check("chain", ok=False, detail=chain, is_lost=True), Check(
            "caches", ok=False, detail="留痕不完整，推不出缓存该是什么"
        )
    chain_whole = _whole_chain(found)
    if found.differing is not None:
        words = f"{said_of_cache(found.differing)}和留痕对不上，显示的数可能不对。请重建缓存，留痕里的数都在"
        return chain_whole, Check("caches", ok=False, detail=words)
    return chain_whole, Check("caches", ok=True, detail="和留痕推出来的一样")


def _whole_chain(found: Examination) -> Check:
    return Check("chain", ok=True, detail=f"{found.entries} 条，从第一条起都对得上")


def around(path: Path) -> list[Check]:
    """The checks of the backups and of this computer."""
    now = datetime.now().astimezone()
    return [
        _checked("backup", lambda: _backup(path, now)),
        _checked("disk", lambda: machine.disk(path)),
        _checked("clock", lambda: machine.clock(_last_at(path), now)),
        _checked("fonts", machine.fonts),
        _checked("input-method", lambda: machine.input_method(os.environ)),
        _checked("sqlite", machine.sqlite),
        _checked("qt", machine.qt),
    ]


def repair(path: Path, person: str | None = None) -> dict[str, str | None]:
    """Make the caches anew: `{"journal", "values", "old"}`, the digests, the first of them the same before and after.

    Where something else of the file is spoilt that is no part of the journal (a page, an index, a table) a new file is written from the journal, and `old` is the spoilt one,
    kept beside it; else None. SurroundingsError where the journal itself is damaged, with the backup to take; nothing is
    changed then.
    """
    try:
        with closing(Workspace(path, write=True, person=person or "")) as workspace:
            if not faults_of_file(workspace.database):
                return {**rebuild_caches(workspace.database), "old": None}
    except SurroundingsError as error:
        if error.code != "damaged":
            raise
    try:
        made = make_anew(path, person or "")
    except SurroundingsError as error:
        if error.code != "damaged":
            raise
        raise SurroundingsError(f"{error.message}，重建缓存没有用", to_restore(path), code="damaged") from error
    return {"journal": made.journal, "values": made.values, "old": str(made.old)}


def to_restore(path: Path) -> str:
    """Which backup to take, in words."""
    return f"请从备份恢复。{offered(path)}"


def offered(path: Path) -> str:
    """The newest backup that holds, in words."""
    good = newest_good(path)
    return f"最新的好备份：{good.said}" if good is not None else "没有找到好的备份，请插上存备份的U盘"


def _checked(name: str, look: Callable[[], Finding]) -> Check:
    try:
        return Check(name, *look())
    except DeskError as error:
        return Check(name, ok=False, detail=_said(error))


def _of_file(database: Database) -> Check:
    """`integrity`: what is wrong with the file itself, and whether it can be written anew from the journal."""
    try:
        faults = faults_of_file(database)
    except SurroundingsError as error:
        if error.code != "damaged":
            return Check("integrity", ok=False, detail=_said(error), is_lost=True)
        faults = ["有一页读不出来"]
    if not faults:
        return Check("integrity", ok=True, detail="页面、索引、表的定义和记着的话都对")
    is_lost = not words_hold(database)
    detail = f"{'；'.join(faults)}。{'请从备份恢复' if is_lost else _TO_REBUILD}"
    return Check("integrity", ok=False, detail=detail, is_lost=is_lost)


def _backup(path: Path, now: datetime) -> Finding:
    try:
        with closing(Workspace(path)) as workspace:
            standing = standing_of(workspace, now.date())
            first = next(iter(workspace.database.rows("SELECT at FROM journal WHERE n = 1")), ("",))[0]
    except SurroundingsError:
        return False, _NOT_KNOWN
    if standing.last is None:
        age = (now.date() - datetime.fromisoformat(str(first)).date()).days if first else 0
        told = "还没有备份到第二处。请选U盘、移动硬盘或另一台电脑上的文件夹"
        return (True, "刚建立，还没有备份到第二处") if 0 <= age < OLD else (False, told)
    verdict = _verified(standing.last)
    if standing.is_wanting:
        return False, f"{standing.words}。请现在备份（{verdict[1]}）"
    return verdict[0], f"{standing.words}，{verdict[1]}"


def _verified(last: Made) -> Finding:
    """Whether the last copy still holds; a stick that is not in cannot be asked."""
    file = Path(last.file)
    if not file.is_file():
        return True, "第二处现在不在，没有核对"
    try:
        found = contents(file)
    except DeskError as error:
        return False, f"{error.message}。请再备份一次"
    return True, f"{file.name} 读回核对过，{found.entries} 条记录"


def _last_at(path: Path) -> str | None:
    try:
        with closing(Workspace(path)) as workspace:
            last = workspace.journal.head()
    except SurroundingsError:
        return None
    return last.at if last else None


def _said(error: DeskError) -> str:
    return "。".join(filter(None, (error.message, error.advice)))
