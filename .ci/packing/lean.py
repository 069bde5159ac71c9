"""Which of the files that PyInstaller collected the program needs: no plugin, translation or library of Qt that nothing uses.

PyInstaller takes every plugin that could belong to a module of Qt and every library that such a plugin asks for; on Linux
that would even bring GTK. What stays: the plugins named here, and the libraries that something that stays is linked to.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterable
from pathlib import Path, PurePath

from packing.system import SYSTEM, WISHED, needed_by

Entry = tuple[str, str, str]  # name in the bundle, path of the file, kind

# Name of the folder in Qt's plugins -> the plugins that stay, without `lib`, `q` and the suffix.
PLUGINS = {
    "iconengines": {"svgicon"},
    "imageformats": {"ico", "jpeg", "svg"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platforms": {"minimal", "offscreen", "windows", "xcb"},
    "platformthemes": {"xdgdesktopportal"},
    "printsupport": {"cupsprintersupport", "windowsprintersupport"},
    "xcbglintegrations": set(),
}
TRANSLATIONS = {"qtbase_zh_CN.qm"}
UNREAD = {"phrases_dict.json"}  # ui/pinyin.py reads single signs only
# Python's modules that the program is never asked for; with `ssl` goes every way to speak over a network in the clear or not.
EXCLUDES = [
    "IPython", "PIL", "PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtTest",
    "_ssl", "curses", "haishu_desk.bench", "lxml.html", "lxml.isoschematron", "lxml.objectify", "matplotlib",
    "numpy._core._multiarray_tests", "numpy._core._simd", "numpy.f2py", "numpy.fft", "numpy.polynomial", "numpy.random",
    "numpy.testing", "pandas", "pip",
    "pyarrow", "pyqtgraph.console", "pyqtgraph.examples", "pyqtgraph.jupyter", "pyqtgraph.opengl", "readline", "scipy",
    "setuptools", "sqlite3.test", "ssl", "test", "tkinter", "wheel", "xmlrpc",
    "hypothesis", "importlinter", "mypy", "pytest", "ruff",
]  # fmt: skip


def _linked_to(path: str) -> set[str]:
    """Libraries that the file itself names: `get_imports` would name theirs too on Linux, those of a printer server and all."""
    if platform.system() == "Linux":
        return needed_by(Path(path))
    from PyInstaller.depend import bindepend  # noqa: PLC0415  in `.venv-build` only

    return {PurePath(library).name for library, _path in bindepend.get_imports(path)}


def lean(binaries: Iterable[Entry], data: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """What stays of both: programs, modules and libraries; other files, and second names of libraries that stay."""
    staying = _linked(binaries)
    names = {name for name, _path, _kind in staying}
    others = [entry for entry in data if entry[2] != "SYMLINK" and _is_wanted_data(PurePath(entry[0]))]
    links = [
        entry for entry in data if entry[2] == "SYMLINK" and (PurePath(entry[0]).parent / entry[1]).as_posix() in names
    ]
    return staying, others + links


def _linked(collected: Iterable[Entry]) -> list[Entry]:
    """Modules and wanted plugins, and the libraries that they need."""
    entries = [entry for entry in collected if _is_wanted_plugin(entry[0]) and not _is_of_the_system(entry[0])]
    by_name = {PurePath(name).name: (name, path, kind) for name, path, kind in entries}
    waiting = [entry for entry in entries if not _is_shared_library(entry[0])]
    staying: dict[str, Entry] = {}
    while waiting:
        name, path, _kind = entry = waiting.pop()
        if name in staying:
            continue
        staying[name] = entry
        waiting += [by_name[library] for library in _linked_to(path) if library in by_name]
    return [entry for entry in entries if entry[0] in staying]


def _is_wanted_plugin(name: str) -> bool:
    parts = PurePath(name).parts
    if "plugins" not in parts or "PySide6" not in parts:
        return True
    stem = re.sub(r"^(lib)?q?|\.(so|dll|dylib)$", "", parts[-1])
    return stem in PLUGINS.get(parts[-2], set())


def _is_wanted_data(path: PurePath) -> bool:
    if "translations" in path.parts and "PySide6" in path.parts:
        return path.name in TRANSLATIONS
    if path.name in UNREAD or {"tests", "test", "examples"} & set(path.parts):
        return False
    return path.suffix not in {".pyi", ".pxd", ".h", ".lib", ".cmake"}


def _is_shared_library(name: str) -> bool:
    """Whether the file is there for others only; a module of Python or a plugin is there for itself."""
    path = PurePath(name)
    if "plugins" in path.parts or path.suffix == ".pyd":
        return False
    is_top = len(path.parts) == 1 and not path.name.startswith(("libpython", "python3"))
    in_qt = path.parts[:3] == ("PySide6", "Qt", "lib") or (path.parts[:1] == ("PySide6",) and path.suffix == ".dll")
    return (is_top and (".so" in path.name or path.suffix == ".dll") and "cpython-" not in path.name) or in_qt


def _is_of_the_system(name: str) -> bool:
    return len(PurePath(name).parts) == 1 and name in SYSTEM | WISHED
