"""约束性告急: what the figures here say against a bound or the path, and nothing more."""

from __future__ import annotations

import pytest

from haishu_desk.desk.danger import BROKEN, SHORT, SILENT, in_danger
from haishu_desk.domain.cells import Change, Edit, Heads, ReturnKey, Slot
from haishu_desk.domain.items import INDICATOR
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import parse
from haishu_desk.monitor.commitment import LEVEL
from haishu_desk.store.cells import Cells
from tests.desk.office import PERIOD, Office


def words(office: Office) -> dict[str, str]:
    with office.desk("district") as desk:
        return {row.code: row.word for row in in_danger(desk)}


def reporter(office: Office, item: str) -> str:
    with office.desk("district") as desk:
        return str(desk.documents.reporters(item)[0])


def test_without_any_figure_every_binding_indicator_says_so(office: Office) -> None:
    with office.desk("district") as desk:
        binding = {item.code for item in desk.documents.catalogue if item.plan == "145" and item.is_binding}
    assert set(words(office)) == {code for code in binding if code.split("-")[1].isdigit()}
    assert set(words(office).values()) == {SILENT}


@pytest.mark.parametrize(("value", "word"), [("49.82", BROKEN), ("49.83", BROKEN), ("49.84", None)])
def test_a_bound_is_kept_by_its_sign_to_the_letter(value: str, word: str | None, office: Office) -> None:
    """森林覆盖率 is to stay >49.83: 49.83 itself is outside."""
    place = ("--unit", reporter(office, "145-23"), "--period", PERIOD)
    office.ask("district", "enter", *place, "--item", "145-23", "--value", value)
    assert words(office).get("145-23") == word


def test_the_gravest_comes_first_with_its_figure_bound_and_basis(office: Office) -> None:
    place = ("--unit", reporter(office, "145-23"), "--period", PERIOD)
    office.ask("district", "enter", *place, "--item", "145-23", "--value", "49.8")
    with office.desk("district") as desk:
        first = in_danger(desk)[0]
    assert (first.code, first.mark, first.fact, first.basis) == ("145-23", "bad", "49.8%　界 >49.83", "2025 年 录入中")


def test_a_figure_in_dispute_is_no_figure(clashing: Office) -> None:
    """145-04 is not 约束性; a 约束性 one that two edits disagree on is said to be in dispute."""
    place = ("--unit", reporter(clashing, "145-23"), "--period", PERIOD)
    clashing.ask("district", "enter", *place, "--item", "145-23", "--value", "49.9")
    with clashing.desk("district", write=True) as desk:
        key = ReturnKey("indicators", reporter(clashing, "145-23"), PERIOD)
        change = Change(Slot("145-23"), None, parse("49.1"))
        desk.take_over(Edit(key, desk.author(), (change,), "other"))
        row = next(row for row in in_danger(desk) if row.code == "145-23")
    assert (row.word, row.basis) == (SILENT, "2025 年 数据不一致")


def test_behind_the_path_is_said_of_a_level_only_and_with_what_was_due(office: Office) -> None:
    """Whatever level the plan has on a path: nothing of it is far behind, ten times as much is not."""
    with office.desk("district") as desk:
        levels = [
            item
            for item in desk.documents.catalogue
            if item.plan == "145" and item.is_binding and item.direction == "higher"
            for commitment in [desk.expecting.commitment_of(item, reporter(office, item.code), Period(2025))]
            if commitment is not None and commitment.kind == LEVEL and item.kind == INDICATOR
        ]
    for item in levels:
        place = ("--unit", reporter(office, item.code), "--period", PERIOD, "--item", item.code)
        office.ask("district", "enter", *place, "--value", "0.01")
        assert words(office)[item.code] == SHORT


def test_of_a_return_only_the_indicators_that_are_asked_about_are_read(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ("--unit", reporter(office, "145-23"), "--period", PERIOD)
    office.ask("district", "enter", *place, "--item", "145-23", "--value", "49.8")
    whole = Cells.heads

    def heads(self: Cells, key: ReturnKey, item: str | None = None) -> Heads:
        assert item is not None, "a whole return"
        return whole(self, key, item)

    monkeypatch.setattr(Cells, "heads", heads)
    assert words(office)["145-23"] == BROKEN
