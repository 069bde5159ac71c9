"""A bundle with everything on it, as another reader and as its own XML."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

from haishu_desk.bundle.book import Course
from haishu_desk.bundle.pack import pack
from tests.bundle.packed import INDICATORS, TASKS, book, envelope, payload

COURSE = Course(
    "145-01 甲 & <乙>", "亿元", "2025年目标 30", range(2020, 2026),
    ["19", "21.2", None, "25.6", "27.8", "30"], ["19", None, "22.9", "24.1", None, None], 1,
)  # fmt: skip
YEARLESS = Course("145-02 只有实际", "", "约束性", range(2020, 2026), [None] * 6, ["2", "2", None, None, None, None])


def whole(path: Path, **changed: Any) -> Path:
    """A 退回包 of two returns with two courses; a warning of the writer or of the reader is an error."""
    made = payload(INDICATORS, TASKS)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path.write_bytes(pack(book(**{"courses": (COURSE, YEARLESS), **changed}), made, envelope(made)))
    return path


def opened(path: Path) -> Any:
    """The workbook as openpyxl reads it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(path)


def xml_of(path: Path, beginning: str) -> Iterator[tuple[str, str]]:
    """Names and texts of the parts whose name begins so."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith(beginning):
                yield name, archive.read(name).decode()


def found(pattern: str, path: Path, beginning: str = "xl/") -> list[str]:
    """Every match in those parts."""
    return [match for _, text in xml_of(path, beginning) for match in re.findall(pattern, text)]
