"""A disk of the test's own under the program's own SQLite: every call on a file is seen first, and may be refused.

SQLite reaches its files through a table of functions, its VFS. `watched` puts another one in front of the real one, in
Python and for the library that `sqlite3` itself has loaded, so that the program runs unchanged: no second SQLite, no
statements copied by hand. What is not found in this way (a library without these names) is said by `why_not`.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

OK, FULL, CANTOPEN, IOERR = 0, 13, 14, 10
_CREATE = 0x4
_AT_REAL = 16  # where the real file begins within ours, which begins with its own table of functions


@dataclass(frozen=True)
class Call:
    """What SQLite is about to do: `what` open read write truncate sync delete lock size access; the name of the file.

    `at` is an offset, or the new size of a truncate; `is_new` a file that is made, or for a delete that its folder is
    synced too.
    """

    what: str
    file: str
    at: int = 0
    data: bytes = b""
    is_new: bool = False


# Says what SQLite is told instead (a code of `sqlite3.h`); 0: the call is carried out. -1: it is not, and called done.
Watcher = Callable[[Call], int]
SKIPPED = -1

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("own", c_void_p),
        ("open", _OPEN),
        ("delete", _DELETE),
        ("others", c_void_p * 11),
    )


_SIGNATURES: dict[str, Any] = {
    "close": CFUNCTYPE(c_int, c_void_p),
    "read": CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64),
    "write": CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64),
    "truncate": CFUNCTYPE(c_int, c_void_p, c_int64),
    "sync": CFUNCTYPE(c_int, c_void_p, c_int),
    "size": CFUNCTYPE(c_int, c_void_p, c_void_p),
    "lock": CFUNCTYPE(c_int, c_void_p, c_int),
    "unlock": CFUNCTYPE(c_int, c_void_p, c_int),
    "reserved": CFUNCTYPE(c_int, c_void_p, c_void_p),
    "control": CFUNCTYPE(c_int, c_void_p, c_int, c_void_p),
    "sector": CFUNCTYPE(c_int, c_void_p),
    "device": CFUNCTYPE(c_int, c_void_p),
}


class _Methods(ctypes.Structure):
    _fields_ = (("version", c_int), *_SIGNATURES.items())


_POINTER = POINTER(c_void_p)


def _library() -> Any:
    return ctypes.CDLL(_sqlite3.__file__)


def why_not() -> str | None:
    """Why there can be no such disk here; None where there can."""
    try:
        library = _library()
        library.sqlite3_vfs_find.restype = c_void_p
        library.sqlite3_libversion.restype = c_char_p
        version = library.sqlite3_libversion().decode()
    except (AttributeError, OSError) as error:
        return f"the SQLite of this Python hides its functions ({error})"
    return None if version == sqlite3.sqlite_version else f"another SQLite was found ({version})"


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Every database that is opened meanwhile stands on this disk; all of them must be closed before the end."""
    disk = _Disk(watcher)
    _Disk.alive.append(disk)
    library = _library()
    library.sqlite3_vfs_register(ctypes.byref(disk.vfs), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(c_void_p(disk.real_address), 1)
        library.sqlite3_vfs_unregister(ctypes.byref(disk.vfs))
    assert not disk.names, f"left open: {set(disk.names.values())}"
    _Disk.alive.remove(disk)


@dataclass(eq=False)
class _Disk:
    alive: ClassVar[list[_Disk]] = []
    """A connection that was forgotten is closed by the garbage collector, perhaps much later: the functions must be there."""
    watcher: Watcher
    names: dict[int, str] = field(default_factory=dict)
    """The open files by the address of ours."""

    def __post_init__(self) -> None:
        library = _library()
        library.sqlite3_vfs_find.restype = c_void_p
        self.real_address = int(library.sqlite3_vfs_find(None))
        self.real = _Vfs.from_address(self.real_address)
        self.vfs = _Vfs()
        ctypes.memmove(ctypes.byref(self.vfs), self.real_address, ctypes.sizeof(_Vfs))
        self.vfs.version = 2  # of the third version no function is taken over
        self.vfs.file_size = _AT_REAL + self.real.file_size
        self.vfs.next, self.vfs.name = None, b"watched"
        self._real_delete = self.real.delete
        self.vfs.open, self.vfs.delete = _OPEN(self._open), _DELETE(self._delete)
        self._own = {
            name: kind(getattr(self, f"_{name}", None) or _passed_on(name)) for name, kind in _SIGNATURES.items()
        }
        self.methods = _Methods(1, *self._own.values())

    def _asked(self, call: Call) -> int:
        return self.watcher(call)

    def _open(self, _: int, name: int | None, file: int, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        is_new = bool(flags & _CREATE) and bool(path) and not Path(path).exists()
        c_void_p.from_address(file).value = None
        refused = self._asked(Call("open", Path(path).name, is_new=is_new))
        if refused:
            return refused
        code: int = self.real.open(self.real_address, name, file + _AT_REAL, flags, out)
        if code == OK:
            self.names[file] = Path(path).name
            c_void_p.from_address(file).value = ctypes.addressof(self.methods)
        return code

    def _delete(self, _: int, name: bytes, is_folder_synced: int) -> int:
        path = Path(name.decode())
        refused = self._asked(Call("delete", path.name, is_new=bool(is_folder_synced))) if path.exists() else OK
        if refused:
            return max(refused, OK)
        code: int = self.real.delete(self.real_address, name, is_folder_synced)
        return code

    def _close(self, file: int) -> int:
        del self.names[file]
        return int(_methods_of(file).close(file + _AT_REAL))

    def _read(self, file: int, into: int, amount: int, at: int) -> int:
        refused = self._asked(Call("read", self.names[file], at))
        return refused or int(_methods_of(file).read(file + _AT_REAL, into, amount, at))

    def _write(self, file: int, data: int, amount: int, at: int) -> int:
        refused = self._asked(Call("write", self.names[file], at, ctypes.string_at(data, amount)))
        return max(refused, OK) if refused else int(_methods_of(file).write(file + _AT_REAL, data, amount, at))

    def _truncate(self, file: int, size: int) -> int:
        refused = self._asked(Call("truncate", self.names[file], size))
        return max(refused, OK) if refused else int(_methods_of(file).truncate(file + _AT_REAL, size))

    def _sync(self, file: int, flags: int) -> int:
        refused = self._asked(Call("sync", self.names[file]))
        return max(refused, OK) if refused else int(_methods_of(file).sync(file + _AT_REAL, flags))

    def _lock(self, file: int, level: int) -> int:
        refused = self._asked(Call("lock", self.names[file]))
        return refused or int(_methods_of(file).lock(file + _AT_REAL, level))

    def _size(self, file: int, out: int) -> int:
        refused = self._asked(Call("size", self.names[file]))
        return refused or int(_methods_of(file).size(file + _AT_REAL, out))


def _methods_of(file: int) -> Any:
    """The real functions of an open file of ours."""
    return _Methods.from_address(c_void_p.from_address(file + _AT_REAL).value or 0)


def _passed_on(name: str) -> Callable[..., int]:
    def call(file: int, *rest: Any) -> int:
        return int(getattr(_methods_of(file), name)(file + _AT_REAL, *rest))

    return call
