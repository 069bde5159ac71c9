"""On what machine it was measured: nothing that names a computer, a person or a place on a disk."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path


def described() -> dict[str, str]:
    """Cores, model of the processor, system, and the versions of Python, SQLite and Qt, each by its Chinese word."""
    from PySide6.QtCore import qVersion  # noqa: PLC0415  a verb must not load Qt

    return {
        "处理器": f"{_model()}，{os.cpu_count()} 核",
        "系统": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Qt": qVersion(),
    }


def _model() -> str:
    """What the processor is called; what Python knows of it where the system does not say."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8", errors="replace").splitlines() if told.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
