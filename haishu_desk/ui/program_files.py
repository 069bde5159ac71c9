"""Files that are wanted later, read from the disk before: else the window's thread waits for the disk at each of them.

On a slow or a busy disk that is half a second for one module. Reading needs no interpreter, so it is done in a thread; whatever
is loaded later then lies in the memory of the system.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from zoneinfo import TZPATH

# Of the libraries those that are loaded ahead, and Qt's that are there already: of these the system reads a page when it is used.
_PACKAGES = ("haishu_desk", "lark", "cryptography", "shiboken6")
_QT = ("QtCore*", "QtGui*", "QtWidgets*", "**/*Qt6Core.*", "**/*Qt6Gui.*", "**/*Qt6Widgets.*")
_LOADED = frozenset((".pyc", ".so", ".pyd"))
_PIECE = 1 << 20


def read_ahead(is_wanted: Callable[[], bool]) -> int:
    """Read them all while they are wanted, to be called in a thread: how many bytes that were.

    What cannot be read is passed over, since whoever wants it says why.
    """
    count = 0
    with suppress(OSError):  # a folder whose names cannot be read
        for file in takewhile(lambda _: is_wanted(), files_wanted_later()):
            with suppress(OSError), file.open("rb", buffering=0) as opened:
                while piece := opened.read(_PIECE):
                    count += len(piece)
    return count


def files_wanted_later() -> Iterator[Path]:
    """What modules are loaded from, what of Qt is used, and the time zones, which Qt goes through when a PDF gets its date."""
    if getattr(sys, "frozen", False):
        yield Path(sys.executable)  # its compiled modules are in itself
    for package in _PACKAGES:
        yield from (file for place in _places(package) for file in place.rglob("*") if file.suffix in _LOADED)
    for place in _places("PySide6"):
        yield from (file for name in _QT for file in place.glob(name) if file.suffix != ".pyi")
    yield from (file for place in map(Path, TZPATH[:1]) for file in place.rglob("*") if file.is_file())


def _places(package: str) -> list[Path]:
    spec = find_spec(package)
    return list(map(Path, (spec.submodule_search_locations or ()) if spec is not None else ()))
