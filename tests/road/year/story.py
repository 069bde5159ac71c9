"""A year of work from January to December, and the page that tells of it."""

from __future__ import annotations

from pathlib import Path

from tests.road.year import beginning, end, first_half, second_half
from tests.road.year.clock import Clock, hung_up
from tests.road.year.mended import MENDED, PICTURES
from tests.road.year.offices import Offices
from tests.road.year.protocol import Protocol, page


def run(folder: Path) -> tuple[Offices, Protocol]:
    """Work through the year in that empty folder."""
    clock = Clock()
    with hung_up(clock):
        offices = Offices(folder, clock)
        book = Protocol(offices)
        for part in (beginning, first_half, second_half, end):
            part.run(offices, book)
    return offices, book


def text_of(book: Protocol) -> str:
    """The page of the help."""
    return page(book.steps, PICTURES, MENDED)
