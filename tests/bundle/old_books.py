"""Old workbooks: one that LibreOffice writes from a new one, and ways to spoil it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("libreoffice") or shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not here: it writes the old workbook")


def as_old(path: Path) -> Path:
    """The workbook saved as .xls beside it, by an office program in a home of its own."""
    home = path.parent / "office"
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            "--convert-to",
            "xls",
            "--outdir",
            str(path.parent),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return path.with_suffix(".xls")


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The container with one stream under another name."""
    before = old.encode("utf-16-le")
    start = data.index(before + b"\0\0")
    entry = new.encode("utf-16-le").ljust(64, b"\0") + (2 * len(new) + 2).to_bytes(2, "little")
    return data[:start] + entry + data[start + 66 :]
