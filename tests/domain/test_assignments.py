"""Rows of the assignment: changes, what differs, and a change that meets an edition that waits."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.domain.assignments import (
    Key,
    Row,
    applied,
    changes_between,
    difference,
    key_of,
    made_row,
    merged,
    role_title,
)

A, B, C = ("145-04", "town", "part"), ("145-04", "other", "part"), ("145-11", "town", "lead")


def row(key: Key, **years: str) -> dict[str, Any]:
    return made_row(key, {year.removeprefix("y"): value for year, value in years.items()})


def assignments() -> st.SearchStrategy[list[Row]]:
    keys = st.tuples(st.sampled_from(["145-01", "145-04"]), st.sampled_from("abc"), st.sampled_from(["lead", "part"]))
    years = st.dictionaries(st.sampled_from(["2024", "2025"]), st.sampled_from(["1", "2"]))
    return st.dictionaries(keys, years).map(lambda found: [made_row(key, annual) for key, annual in found.items()])


def as_set(rows: list[Row]) -> dict[Key, dict[str, Any]]:
    return {key_of(each): dict(each) for each in rows}


@settings(max_examples=50)
@given(assignments(), assignments())
def test_the_difference_of_two_editions_makes_the_second_of_the_first(before: list[Row], after: list[Row]) -> None:
    assert as_set(applied(before, difference(before, after))) == as_set(after)


@settings(max_examples=50)
@given(assignments(), assignments(), assignments())
def test_a_change_goes_into_a_waiting_edition_unless_that_changes_the_row_itself(
    base: list[Row], now: list[Row], waiting: list[Row]
) -> None:
    changes = difference(base, now)
    rows, kept = merged(base, waiting, changes)
    old, came, later = as_set(base), as_set(rows), as_set(waiting)
    for key in {*old, *came, *later}:
        if key in changes and later.get(key) == old.get(key):
            assert came.get(key) == changes[key]  # the immediate change is not lost
        else:
            assert came.get(key) == later.get(key)  # nor what the waiting edition decides
    assert set(kept) <= set(changes)


def test_a_row_that_both_change_stays_as_the_waiting_edition_says_and_is_named() -> None:
    base, waiting = [row(A, y2025="10")], [row(A, y2025="12")]
    rows, kept = merged(base, waiting, {A: row(A, y2025="11"), C: row(C)})
    assert [dict(each) for each in rows] == [row(A, y2025="12"), row(C)]
    assert kept == (A,)


def test_a_changed_row_stays_in_its_place_and_a_new_one_stands_behind_its_item() -> None:
    rows = applied([row(A), row(C)], {A: row(A, y2025="1"), B: row(B)})
    assert [key_of(each) for each in rows] == [A, B, C]


def test_what_changed_is_told_by_item_unit_role_and_year() -> None:
    before = [made_row(A, {"2024": "8", "2025": "10"}, {"note": "试行"}), row(C)]
    after = [row(A, y2024="8", y2025="12"), row(B)]
    told = changes_between(before, after)
    assert [(each.kind, each.item, each.unit) for each in told] == [
        ("changed", "145-04", "town"),
        ("added", "145-04", "other"),
        ("removed", "145-11", "town"),
    ]
    changed = next(each for each in told if each.kind == "changed")
    assert changed.told == "2025 年 10 → 12；备注 试行 → —"


def test_a_row_keeps_nothing_that_is_not_said() -> None:
    assert made_row(A, {"2025": "2", "2024": "1", "2023": ""}, {"leader": " 张三 ", "note": "", "other": "x"}) == {
        "item": "145-04", "unit": "town", "role": "part", "annual": {"2024": "1", "2025": "2"}, "leader": "张三",
    }  # fmt: skip


def test_a_role_that_is_not_known_is_called_by_its_own_name() -> None:
    assert (role_title("part"), role_title("later")) == ("分解", "later")
