"""How large the program is and how long it takes to stand, beside a bare window of Qt that was packed in the same way."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from packing import bundle

# Program -> what X calls the class of its windows: Qt makes it of the application's name.
CLASSES = {bundle.NAME: "^Haishu_desk$", "bare": "^bare$"}
_TIMES = 7
_LONGEST = 60
_MEGABYTE = 1_000_000


def report(root: Path, dist: Path, program: Path) -> str:
    """Sizes in MB and, where there is Xvfb and xdotool, seconds until the window stands; each with its ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        bare = bundle.freeze(root / ".ci" / "packing" / "bare.spec", Path(scratch) / "work", Path(scratch), "bare")
        lines = [
            _line("目录 MB", _size(program) / _MEGABYTE, _size(bare) / _MEGABYTE),
            _line("tar.xz MB", _packed(program, dist) / _MEGABYTE, _packed(bare, Path(scratch)) / _MEGABYTE),
        ]
        if shutil.which("Xvfb") and shutil.which("xdotool"):
            ours, theirs = _starts([program / bundle.NAME, bare / "bare"])
            lines.append(_line(f"窗口出现 秒（{_TIMES} 次中位数）", ours, theirs))
    return "\n".join(lines)


def _line(name: str, ours: float, bare: float) -> str:
    return f"{name}：{ours:.2f}，空窗口 {bare:.2f}，比值 {ours / bare:.2f}"


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _packed(folder: Path, into: Path) -> int:
    """Bytes of the folder as one .tar.xz, which is left in `into`."""
    made = into / f"{folder.name}.tar.xz"
    words = ["tar", "--owner=0", "--group=0", "--sort=name", "-C", str(folder.parent), "-cJf", str(made), folder.name]
    subprocess.run(words, check=True, env={**os.environ, "XZ_OPT": "-6 -T0"})
    return made.stat().st_size


def _starts(programs: list[Path]) -> list[float]:
    """The median of each, taken in turns so that a busy machine is busy for all."""
    times: list[list[float]] = [[] for _ in programs]
    display = ":97"
    server = subprocess.Popen(
        ["Xvfb", display, "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(2)
        for _ in range(_TIMES + 1):
            for program, taken in zip(programs, times, strict=True):
                taken.append(_start(program, display))
    finally:
        server.terminate()
        server.wait()
    return [statistics.median(taken[1:]) for taken in times]  # the first one fills the caches of the disk


def _start(program: Path, display: str) -> float:
    """Seconds until a window of the program is on the screen."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"DISPLAY": display, "HOME": home, "PATH": os.defpath, "LANG": "C.UTF-8"}
        begun = time.monotonic()
        running = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # Not --sync: it looks twice a second only.
            words = ["xdotool", "search", "--onlyvisible", "--class", CLASSES[program.name]]
            while not subprocess.run(words, env=environment, capture_output=True, check=False).stdout:
                if running.poll() is not None or time.monotonic() - begun > _LONGEST:
                    raise TimeoutError(program)
                time.sleep(0.01)
            return time.monotonic() - begun
        finally:
            running.kill()
            running.wait()
