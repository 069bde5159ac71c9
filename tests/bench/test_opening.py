"""The goal of the opening: measured in a process of its own, on a district that the Desk made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bench import opening
from haishu_desk.bench.district import SMALL, build, counted

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_opening_is_measured_against_a_second_of_our_own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "REAL", SMALL)
    taken = iter([0.2, 5.0, 0.3, 1.2, 0.3, 1.1])
    monkeypatch.setattr(opening, "own_seconds", lambda _: next(taken))
    for met in (True, False):
        (measured,) = opening.opening(3, full=False)
        assert (measured.ok, measured.ratio) == (met, None)
        assert measured.name.startswith("opening ")


def test_the_first_page_stands_and_says_how_long_it_took(tmp_path: Path) -> None:
    built = build(tmp_path / "district.db", SMALL)
    assert counted(tmp_path / "district.db").values == built.values > 1000
    assert opening.own_seconds(tmp_path / "district.db") > 0
