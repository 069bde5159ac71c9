"""A year of work by verbs (tests/road/year): every step agrees in all workspaces, and the page tells it as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.road.year.beginning import DESK
from tests.road.year.first_half import NO_OFFICE_PROGRAM
from tests.road.year.offices import Offices
from tests.road.year.protocol import Protocol
from tests.road.year.story import run, text_of

PAGE = Path(__file__).parents[2] / "resources" / "help" / "year.md"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> tuple[Offices, Protocol]:
    """The year, worked through once."""
    return run(tmp_path_factory.mktemp("year"))


def test_the_page_is_what_the_script_writes(year: tuple[Offices, Protocol]) -> None:
    """`python -m tests.road.year` writes it; where there is no LibreOffice the workbook is carried as it was."""
    said = text_of(year[1]).replace(f"（{NO_OFFICE_PROGRAM}）", "用 LibreOffice 另存后")
    assert said == PAGE.read_text(encoding="utf-8")


def test_nothing_is_typed_twice_and_nothing_is_lost(year: tuple[Offices, Protocol]) -> None:
    """What a person typed last stands at the district, under the unit that reported it; nothing was typed again for nothing."""
    offices, _ = year
    assert offices.typed.twice == []
    units = {unit for unit, *_ in offices.typed.values}
    there = {cell: value for unit in units for cell, value in offices.values(DESK, unit).items()}
    lost = {cell: value for cell, value in offices.typed.values.items() if there.get(cell) != value}
    assert lost == {}


def test_every_picture_of_the_page_is_there() -> None:
    named = [
        line.split("](")[1].rstrip(")")
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("![")
    ]
    assert len(named) == 6
    assert all((PAGE.parent / name).stat().st_size < 200_000 for name in named)
