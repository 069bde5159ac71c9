"""What the tests of work in a process of its own call there."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.domain.errors import UsageError
from haishu_desk.store.database import SpoiltFileError

Told = Callable[[int, int], object]


def doubled(number: int, told: Told) -> tuple[int, int, bool]:
    """Twice the number, the process that reckoned it, and whether it has Qt."""
    told(1, 2)
    told(2, 2)
    return number * 2, os.getpid(), any(name.startswith("PySide6") for name in sys.modules)


def refuse(told: Told) -> None:
    """An error with a word of its own."""
    del told
    raise UsageError("没有这一年", "请核对年份", code="no-year")


def spoilt(path: Path, told: Told) -> None:
    """An error whose class takes something else than the sentence that it keeps."""
    del told
    raise SpoiltFileError(path)


def fail(told: Told) -> None:
    """A fault."""
    del told
    raise ZeroDivisionError


def die(*given: object) -> None:
    """The end without an answer, whatever was asked."""
    del given
    os._exit(9)


def linger(file: Path, told: Told) -> None:
    """Says its process in that file, and then does nothing for long."""
    told(0, 1)
    part = file.with_suffix(".part")
    part.write_text(str(os.getpid()), "ascii")
    part.rename(file)
    time.sleep(120)


def linger_beside(desk: Desk, file: Path) -> None:
    """The same as a question to a Desk."""
    del desk
    linger(file, lambda _done, _of: None)
