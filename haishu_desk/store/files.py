"""The one way to write a file: temporary, sync, re-read, rename, retry. A half-written file never has the final name."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from weakref import finalize

from haishu_desk.domain.canonical import digest
from haishu_desk.domain.errors import DeskError, SurroundingsError, said_of

# A virus scanner holds a new file for a moment on Windows: access denied, sharing violation, lock violation. Ten seconds.
_HELD = (5, 32, 33, None)
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, *[1.2] * 7)

_DATABASE = b"SQLite format 3\x00"


class FileNotWrittenError(SurroundingsError):
    """The file could not be written whole; nothing stands under its name that was not there before."""

    def __init__(
        self, path: Path, why: str, advice: str = "请看磁盘是否已满、U盘是否还在、有没有写入权限，然后再试一次"
    ) -> None:
        super().__init__(f"文件没有写成：{path}（{why}）", advice)


class FileHeldError(FileNotWrittenError):
    """What stands under the name is open in another program, and was so for ten seconds; it is as it was."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, "正被另一个程序占用，或是只读的", "请在 WPS、Excel 或别的程序里关掉它，再试一次；也可以换一个文件名"
        )


class Part:
    """A file that is whole under a name for the time being: it gets its own by `give`, or goes with this object."""

    def __init__(self, path: Path, data: bytes) -> None:
        """Write and read back, without any name yet. FileNotWrittenError if that fails.

        DeskError where a workspace lies under that name.
        """
        self.path = path
        self._let_go: Callable[[], object] = lambda: None
        with _speaking_of(path), ExitStack() as failing:
            _refuse_workspace(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
            self._part = Path(name)
            self._let_go = finalize(self, _unlink, self._part)
            failing.callback(self._let_go)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                _forget(file.fileno())
            if digest(self._part.read_bytes()) != digest(data):
                raise FileNotWrittenError(path, "写进去的和读出来的不一样")
            with suppress(OSError):  # a stick knows no such rights
                self._part.chmod(0o644)
            failing.pop_all()

    def give(self) -> None:
        """Give it its name, to last; errors as above. Whatever comes of it, nothing is left beside."""
        try:
            with _speaking_of(self.path):
                _refuse_workspace(self.path)
                give_name(self._part, self.path)
                sync_folder(self.path.parent)
        finally:
            self._let_go()


def write_file(path: Path, data: bytes) -> None:
    """Put `data` under `path`, whole or not at all; read back before the name is given. FileNotWrittenError if not.

    DeskError where a workspace lies under that name.
    """
    Part(path, data).give()


def _unlink(part: Path) -> None:
    with suppress(OSError):  # the stick is gone, and the rest with it
        part.unlink(missing_ok=True)


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _refusal(path, error) from error


def _refuse_workspace(path: Path) -> None:
    """A workspace, or a backup of one, is never written over by what was handed over."""
    if path.is_file():
        with path.open("rb") as file:
            if file.read(len(_DATABASE)) == _DATABASE:
                raise DeskError(f"{path} 是数据文件，没有改动它", "请换一个文件名", code="exists")


def put_in_place(part: Path, path: Path) -> None:
    """Give a file that was written and checked under `part` its name, to last; for this account alone, as it holds a key."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    with suppress(OSError):  # a stick knows no such rights
        part.chmod(0o600)
    give_name(part, path)
    sync_folder(path.parent)


def _forget(handle: int) -> None:
    """Let the system forget what it remembers of the file, so that it is read back from the disk or stick itself."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def give_name(part: Path, path: Path) -> None:
    """Rename, in the place of what is there; tried again for ten seconds while another program holds one of the two."""
    for wait in _WAITS:
        try:
            part.replace(path)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise  # the stick is gone, or cannot be written to: waiting does not help
            time.sleep(wait)
        else:
            return
    part.replace(path)


def _refusal(path: Path, error: OSError) -> FileNotWrittenError:
    if getattr(error, "winerror", None) in (5, 32, 33) and path.exists():
        return FileHeldError(path)
    return FileNotWrittenError(path, said_of(error))


def sync_folder(folder: Path) -> None:
    """Make the names in it last: a rename is only durable when its folder is; Windows has no such call."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
