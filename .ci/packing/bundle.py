"""The one-dir program: PyInstaller by build.spec, then the symbols of debuggers taken out and the licences put in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from packing import licences
from packing.system import elf_files

NAME = "haishu-desk"


def build(root: Path, dist: Path) -> Path:
    """Pack the clone at `root` into the folder `dist/haishu-desk` and return it; CalledProcessError if a step fails."""
    folder = freeze(root / "build.spec", root / "build", dist, NAME)
    licences.collect(root, folder)
    return folder


def freeze(spec: Path, work: Path, dist: Path, name: str) -> Path:
    """The lean one-dir program `name` of that recipe, without symbols."""
    shutil.rmtree(dist / name, ignore_errors=True)
    words = [str(spec), "--noconfirm", "--clean", "--log-level=WARN", "--distpath", str(dist), "--workpath", str(work)]
    subprocess.run([sys.executable, "-m", "PyInstaller", *words], check=True, stdin=subprocess.DEVNULL)
    if sys.platform == "linux":
        strip(dist / name)
    return dist / name


def strip(folder: Path) -> None:
    """Take out what only debuggers read.

    Not out of numpy's own libraries: they were moved about by the tool that made the wheel, and a stripped one does not load.
    """
    for path in elf_files(folder):
        is_program = path.parent == folder  # it carries Python's modules at its end
        if not is_program and not path.parent.name.endswith(".libs"):
            path.chmod(path.stat().st_mode | 0o200)
            subprocess.run(["strip", "--strip-unneeded", os.fspath(path)], check=True, capture_output=True)
