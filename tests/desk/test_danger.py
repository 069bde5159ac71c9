"""约束性告急: what the figures here say against a bound or the path, and nothing more."""

from __future__ import annotations

import pytest

from haishu_desk.desk.danger import BROKEN, SILENT, in_danger
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
