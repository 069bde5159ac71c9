"""Units that change keep their history: the old one ends, its heir goes on, and lines and breaks follow by date."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.unit_changes import MERGED, REPLACED, NewUnit, UnitChange, renamed, succeeded
from haishu_desk.domain.units import UnitTree


def row(code: str, name: str, kind: str, parent: str | None = "330203") -> dict[str, Any]:
    return {"code": code, "name": name, "kind": kind, "parent": parent, "valid_from": None, "valid_to": None}


ROWS = [
    row("330203", "海曙区", "district", None),
    row("A", "高桥镇", "town"),
    row("B", "横街镇", "town"),
    row("C", "龙观乡", "township"),
    row("D", "区统计局", "department"),
]
JULY, OCTOBER = "2026-07-01", "2026-10-01"


def test_a_renamed_unit_keeps_its_code_and_its_old_name_until_the_day_before() -> None:
    unit = UnitTree(renamed(ROWS, "D", "区统计和数据局", JULY)).get("D")
    assert (unit.name_on("2026-06-30"), unit.name_on(JULY), unit.name) == (
        "区统计局",
        "区统计和数据局",
        "区统计和数据局",
    )
    assert (unit.name_in(parse_period("2026-Q2")), unit.name_in(parse_period("2026"))) == ("区统计局", "区统计和数据局")


def test_renamed_twice_it_has_three_names_by_date() -> None:
    twice = renamed(renamed(ROWS, "A", "新桥镇", JULY), "A", "望桥镇", OCTOBER)
    names = [UnitTree(twice).get("A").name_on(day) for day in ("2026-01-01", JULY, "2026-09-30", OCTOBER)]
    assert names == ["高桥镇", "新桥镇", "新桥镇", "望桥镇"]


def test_a_town_that_becomes_a_street_ends_the_day_before_and_one_line_runs_through_both() -> None:
    tree = UnitTree(succeeded(ROWS, ["A"], [NewUnit("A2", "高桥街道")], JULY))
    old, new = tree.get("A"), tree.get("A2")
    assert (old.valid_to, old.heir, new.valid_from, new.kind, new.parent) == (
        "2026-06-30", "A2", JULY, "street", "330203",
    )  # fmt: skip
    assert [unit.code for unit in tree] == ["330203", "A", "A2", "B", "C", "D"]
    assert (tree.heir("A"), tree.heir("A2"), tree.spoken_for_by("A2")) == ("A2", "A2", {"A", "A2"})
    assert (tree.line("A2"), tree.line("A"), tree.breaks("A2")) == (["A", "A2"], ["A"], [JULY])


@pytest.mark.parametrize(
    ("period", "reporting"),
    [("2026-Q2", "A"), ("2026-H1", "A"), ("2025", "A"), ("2026-Q3", "A2"), ("2026", "A2"), ("2026-07", "A2")],
)
def test_a_period_is_reported_by_the_unit_that_is_there_on_its_last_day(period: str, reporting: str) -> None:
    tree = UnitTree(succeeded(ROWS, ["A"], [NewUnit("A2", "高桥街道")], JULY))
    assert [unit.code for unit in tree if unit.code in ("A", "A2") and unit.reports(parse_period(period))] == [
        reporting
    ]


def test_two_units_merged_into_a_new_one_have_one_heir_and_the_new_line_begins_with_it() -> None:
    tree = UnitTree(succeeded(ROWS, ["A", "B"], [NewUnit("N", "桥街镇")], OCTOBER))
    assert (tree.heir("A"), tree.heir("B"), tree.spoken_for_by("N")) == ("N", "N", {"A", "B", "N"})
    assert (tree.line("N"), tree.breaks("N"), tree.breaks("A")) == (["N"], [OCTOBER], [OCTOBER])
    change = UnitChange(MERGED, ("A", "B"), ("N",), OCTOBER)
    assert change.told(tree) == "高桥镇、横街镇自 2026-10-01 起并入桥街镇"


def test_a_unit_that_takes_another_in_goes_on_with_a_break() -> None:
    tree = UnitTree(succeeded(ROWS, ["B"], [NewUnit("A")], OCTOBER))
    assert (tree.get("A").valid_from, tree.get("A").valid_to, tree.get("B").heir) == (None, None, "A")
    assert (tree.line("A"), tree.breaks("A"), tree.spoken_for_by("A")) == (["A"], [OCTOBER], {"A", "B"})


def test_a_unit_that_was_there_since_a_known_day_keeps_its_own_line_when_it_takes_another_in() -> None:
    since = [{**each, "valid_from": "2016-09-28"} if each["code"] == "A" else each for each in ROWS]
    tree = UnitTree(succeeded(since, ["B"], [NewUnit("A")], OCTOBER))
    assert (tree.line("A"), tree.reporting("A", parse_period("2025"))) == (["A"], "A")


def test_a_split_unit_has_the_first_of_the_new_ones_as_its_heir_and_no_line_runs_through() -> None:
    tree = UnitTree(succeeded(ROWS, ["A"], [NewUnit("A1", "桥东镇"), NewUnit("A2", "桥西镇")], JULY))
    assert (tree.heir("A"), tree.line("A1"), tree.line("A2")) == ("A1", ["A1"], ["A2"])
    assert tree.breaks("A1") == tree.breaks("A") == [JULY]


def test_a_unit_that_gives_a_part_away_goes_on_itself() -> None:
    tree = UnitTree(succeeded(ROWS, ["A"], [NewUnit("A"), NewUnit("A2", "桥西街道")], JULY))
    assert (tree.get("A").valid_to, tree.heir("A"), tree.line("A2"), tree.line("A")) == (None, "A", ["A2"], ["A"])
    assert tree.breaks("A") == tree.breaks("A2") == [JULY]


def test_a_unit_that_ends_without_an_heir_speaks_for_nobody_else() -> None:
    tree = UnitTree(succeeded(ROWS, ["C"], [], JULY))
    assert (tree.get("C").valid_to, tree.get("C").heir, tree.heir("C")) == ("2026-06-30", None, "C")


def test_an_heir_may_end_too() -> None:
    once = succeeded(ROWS, ["A"], [NewUnit("A2", "高桥街道")], JULY)
    tree = UnitTree(succeeded(once, ["A2", "B"], [NewUnit("N", "桥街街道")], OCTOBER))
    assert (tree.heir("A"), tree.spoken_for_by("N")) == ("N", {"A", "A2", "B", "N"})


def test_a_department_stays_one_whatever_its_new_name_ends_with() -> None:
    tree = UnitTree(succeeded(ROWS, ["D"], [NewUnit("D2", "区统计局街道")], JULY))
    assert tree.get("D2").kind == "department"


WRONG = [
    (["330203"], [], JULY, "区级不能撤并"),
    (["A", "A"], [], JULY, "写了两次"),
    (["X"], [], JULY, "没有代码为“X”的单位"),
    (["A"], [NewUnit("A9")], JULY, "新设的要写名称"),
    (["A"], [NewUnit("A9", "横街镇")], JULY, "已经有一个单位叫“横街镇”"),
    (["A"], [NewUnit("A9", "桥", "区")], JULY, "没有单位类别“区”"),
    (["A"], [], "2026-7-1", "看不懂日期"),
]


@pytest.mark.parametrize(("old", "new", "day", "said"), WRONG)
def test_what_cannot_be_is_refused_by_name(old: list[str], new: list[NewUnit], day: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        succeeded(ROWS, old, new, day)


def test_a_unit_that_has_ended_or_changed_later_cannot_change_before() -> None:
    ended = succeeded(ROWS, ["A"], [NewUnit("A2", "高桥街道")], JULY)
    with pytest.raises(DeskError, match="高桥镇（A）2026-06-30 已经撤销"):
        succeeded(ended, ["A"], [], OCTOBER)
    with pytest.raises(DeskError, match="2026-07-01 才设立"):
        renamed(ended, "A2", "桥", JULY)
    with pytest.raises(DeskError, match="已有一次变动"):
        renamed(renamed(ROWS, "A", "新桥镇", OCTOBER), "A", "望桥镇", JULY)


def test_a_new_name_that_is_none_or_taken_is_refused() -> None:
    for name in ("", "高桥镇", "横街镇"):
        with pytest.raises(UsageError):
            renamed(ROWS, "A", name, JULY)


def test_the_change_is_told_in_a_sentence() -> None:
    tree = UnitTree(succeeded(ROWS, ["A"], [NewUnit("A2", "高桥街道")], JULY))
    assert UnitChange(REPLACED, ("A",), ("A2",), JULY).told(tree) == "高桥镇自 2026-07-01 起改设高桥街道"
