"""Libraries that the bundle leaves to the system, and the Debian packages that bring them.

They must fit what the system has: its drivers, fonts, printers, message bus and windows. Every desktop has them. All other
libraries that the program is linked to lie in the bundle; `bundle` refuses what is in neither place.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PROMISED = (2, 31)  # the oldest glibc: Debian 11, 银河麒麟 V10 SP1
_LIBC = f"libc6 (>= {PROMISED[0]}.{PROMISED[1]})"

# Name of the library -> package. On Debian 13 libglib2.0-0t64 says that it is libglib2.0-0 too.
SYSTEM = {
    "ld-linux-aarch64.so.1": _LIBC,
    "ld-linux-x86-64.so.2": _LIBC,
    "libc.so.6": _LIBC,
    "libdl.so.2": _LIBC,
    "libm.so.6": _LIBC,
    "libpthread.so.0": _LIBC,
    "librt.so.1": _LIBC,
    "libutil.so.1": _LIBC,
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}
# A plugin that does not load without it is left out by Qt: nobody can print, all else goes on.
WISHED = {"libcups.so.2": "libcups2"}

_GLIBC = re.compile(r"\bGLIBC_(\d+)\.(\d+)")
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)


def is_elf(path: Path) -> bool:
    """Whether the file is a program or library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def elf_files(folder: Path) -> list[Path]:
    """Every program and library below the folder, each once."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink() and is_elf(path)]


def glibc_of(path: Path) -> set[tuple[int, int]]:
    """Versions of glibc that the file's symbols ask for, as its header lists them."""
    _before, _heading, references = _header(path).partition("Version References:")
    return {(int(major), int(minor)) for major, minor in _GLIBC.findall(references)}


def needed_by(path: Path) -> set[str]:
    """Libraries that the file is linked to, as it names them itself."""
    return set(_NEEDED.findall(_header(path)))


def floor_of(folder: Path) -> tuple[tuple[int, int], Path]:
    """The oldest glibc that everything in the folder starts on, and a file that asks for it; ValueError without any."""
    asked = [(version, path) for path in elf_files(folder) for version in glibc_of(path)]
    return max(asked, key=lambda need: need[0])


def from_outside(folder: Path) -> dict[str, Path]:
    """Libraries that something in the folder is linked to and that do not lie in it -> one file that asks."""
    there = {path.name for path in folder.rglob("*")}
    needed = {name: path for path in elf_files(folder) for name in needed_by(path)}
    return {name: path for name, path in needed.items() if name not in there}


def complaints(folder: Path) -> list[str]:
    """What keeps the bundle from being handed out: a newer glibc than promised, a library that nobody brings."""
    floor, asker = floor_of(folder)
    said = [
        f"{path.name} 要 {name}，包里没有" for name, path in from_outside(folder).items() if name not in SYSTEM | WISHED
    ]
    if floor > PROMISED:
        said.append(f"{asker.name} 要 glibc {floor[0]}.{floor[1]}，承诺的是 {PROMISED[0]}.{PROMISED[1]}")
    return said


def _header(path: Path) -> str:
    return subprocess.run(["objdump", "-p", str(path)], check=True, capture_output=True, encoding="utf-8").stdout
