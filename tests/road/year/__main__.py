"""Writes the page and its pictures: `QT_QPA_PLATFORM=offscreen python -m tests.road.year`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.road.year.pictures import paint
from tests.road.year.story import run, text_of

PAGE = Path(__file__).parents[3] / "resources" / "help" / "year.md"

if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        _, book = run(Path(folder))
        PAGE.write_text(text_of(book), encoding="utf-8")
        paint(PAGE.with_suffix(""), Path(folder))
