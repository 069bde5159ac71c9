"""Three-way merging of tables: every case with its result worked out by hand, and what must hold for any three tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.merge.tables import (
    ADDED,
    BOTH,
    DELETED,
    DROPPED,
    OURS,
    THEIRS,
    Contested,
    Key,
    Merged,
    Table,
    Taken,
    merge_tables,
)

A, B, C = ("a",), ("b",), ("c",)


def table(text: str) -> Table:
    """`数 注|a 1 x|b 2 -`: the columns, then a row each; `-` is blank."""
    head, *lines = [part.split() for part in text.split("|")]
    rows: dict[Key, dict[str, str]] = {
        (line[0],): dict(zip(head, ["" if cell == "-" else cell for cell in line[1:]], strict=True)) for line in lines
    }
    return Table(tuple(head), rows)


BASE = "数 注|a 1 x|b 2 -"

# Base as above; what ours and theirs made of it; what is taken; what clashes.
CASES: Mapping[str, tuple[str, str, list[Taken], list[Contested]]] = {
    "nothing": (BASE, BASE, [], []),
    "one edit": (BASE, "数 注|a 9 x|b 2 -", [Taken(A, "数", "9", THEIRS)], []),
    "one edit a side, in one row": (
        "数 注|a 9 x|b 2 -",
        "数 注|a 1 y|b 2 -",
        [Taken(A, "数", "9", OURS), Taken(A, "注", "y", THEIRS)],
        [],
    ),
    "the same edit": ("数 注|a 9 x|b 2 -", "数 注|a 9 x|b 2 -", [Taken(A, "数", "9", BOTH)], []),
    "two edits of a cell": (
        "数 注|a 8 x|b 2 -",
        "数 注|a 9 x|b 2 -",
        [],
        [Contested(A, "数", "1", "8", "9")],
    ),
    "cleared by one": ("数 注|a - x|b 2 -", BASE, [Taken(A, "数", "", OURS)], []),
    "cleared against an edit": ("数 注|a - x|b 2 -", "数 注|a 9 x|b 2 -", [], [Contested(A, "数", "1", "", "9")]),
    "a blank filled by both": (
        "数 注|a 1 x|b 2 p",
        "数 注|a 1 x|b 2 q",
        [],
        [Contested(B, "注", "", "p", "q")],
    ),
    "1 and 01 are two texts": ("数 注|a 01 x|b 2 -", BASE, [Taken(A, "数", "01", OURS)], []),
    "a row added": (
        BASE,
        "数 注|a 1 x|b 2 -|c 3 z",
        [Taken(C, None, {"数": "3", "注": "z"}, THEIRS, ADDED)],
        [],
    ),
    "the same row added": (
        "数 注|a 1 x|b 2 -|c 3 z",
        "数 注|a 1 x|b 2 -|c 3 z",
        [Taken(C, None, {"数": "3", "注": "z"}, BOTH, ADDED)],
        [],
    ),
    "a row added with other cells": (
        "数 注|a 1 x|b 2 -|c 3 z",
        "数 注|a 1 x|b 2 -|c 4 z",
        [Taken(C, None, {"注": "z"}, BOTH, ADDED)],
        [Contested(C, "数", None, "3", "4")],
    ),
    "a row added, blank here and filled there": (
        "数 注|a 1 x|b 2 -|c 3 -",
        "数 注|a 1 x|b 2 -|c - z",
        [Taken(C, None, {"数": "3", "注": "z"}, BOTH, ADDED)],
        [],
    ),
    "a row deleted": (BASE, "数 注|b 2 -", [Taken(A, None, None, THEIRS, DELETED)], []),
    "a row deleted by both": ("数 注|b 2 -", "数 注|b 2 -", [Taken(A, None, None, BOTH, DELETED)], []),
    "a row deleted against an edit": (
        "数 注|b 2 -",
        "数 注|a 9 x|b 2 -",
        [],
        [Contested(A, None, {"数": "1", "注": "x"}, None, {"数": "9", "注": "x"}, DELETED)],
    ),
    "a row deleted against a cell cleared": (
        "数 注|a 1 -|b 2 -",
        "数 注|b 2 -",
        [],
        [Contested(A, None, {"数": "1", "注": "x"}, {"数": "1", "注": ""}, None, DELETED)],
    ),
    "another order of rows and columns": ("注 数|b - 2|a x 1", BASE, [], []),
    "a column added": ("数 注 率|a 1 x 5|b 2 - -", BASE, [Taken(None, "率", [(A, "5")], OURS, ADDED)], []),
    "the same column added": (
        "数 注 率|a 1 x 5|b 2 - -",
        "率 数 注|a 5 1 x|b - 2 -",
        [Taken(None, "率", [(A, "5")], BOTH, ADDED)],
        [],
    ),
    "a column added with other cells": (
        "数 注 率|a 1 x 5|b 2 - 6",
        "数 注 率|a 1 x 7|b 2 - -",
        [Taken(None, "率", [(B, "6")], BOTH, ADDED)],
        [Contested(A, "率", None, "5", "7")],
    ),
    "a column added here, a row there": (
        "数 注 率|a 1 x 5|b 2 - 6",
        "数 注|a 1 x|b 2 -|c 3 z",
        [
            Taken(None, "率", [(A, "5"), (B, "6")], OURS, ADDED),
            Taken(C, None, {"数": "3", "注": "z"}, THEIRS, ADDED),
        ],
        [],
    ),
    "a column dropped": (BASE, "数|a 1|b 2", [Taken(None, "注", None, THEIRS, DROPPED)], []),
    "a column dropped by both": ("数|a 1|b 2", "数|a 1|b 2", [Taken(None, "注", None, BOTH, DROPPED)], []),
    "a column dropped against an edit in it": (
        "数|a 1|b 2",
        "数 注|a 1 y|b 2 -",
        [],
        [Contested(None, "注", [(A, "x")], None, [(A, "y")], DROPPED)],
    ),
    "a column dropped against a row that fills it": (
        "数 注|a 1 x|b 2 -|c 3 z",
        "数|a 1|b 2",
        [Taken(C, None, {"数": "3"}, OURS, ADDED)],
        [Contested(None, "注", [], [(C, "z")], None, DROPPED)],
    ),
    "a column dropped beside an edit in another": (
        "数|a 1|b 2",
        "数 注|a 9 x|b 2 -",
        [Taken(None, "注", None, OURS, DROPPED), Taken(A, "数", "9", THEIRS)],
        [],
    ),
    "a row deleted where a new column speaks of it": (
        "数 注 率|a 1 x 5|b 2 - -",
        "数 注|b 2 -",
        [Taken(None, "率", [], OURS, ADDED)],
        [Contested(A, None, {"数": "1", "注": "x"}, {"数": "1", "注": "x", "率": "5"}, None, DELETED)],
    ),
    "a row deleted here, a column dropped there": (
        "数 注|b 2 -",
        "数|a 1|b 2",
        [Taken(None, "注", None, THEIRS, DROPPED), Taken(A, None, None, OURS, DELETED)],
        [],
    ),
}


@pytest.mark.parametrize(("ours", "theirs", "takes", "clashes"), CASES.values(), ids=CASES)
def test_each_case_comes_out_as_worked_out_by_hand(
    ours: str, theirs: str, takes: list[Taken], clashes: list[Contested]
) -> None:
    assert merge_tables(table(BASE), table(ours), table(theirs)) == Merged(tuple(takes), tuple(clashes))


TEXTS = st.sampled_from(["", "1", "01", "x"])


@st.composite
def tables(draw: st.DrawFn) -> Table:
    fields = tuple(draw(st.permutations(["p", "q", "r"]))[: draw(st.integers(1, 3))])
    keys = draw(st.lists(st.sampled_from("abcd"), unique=True))
    return Table(fields, {(key,): {name: draw(TEXTS) for name in fields} for key in keys})


def _turned(each: Taken | Contested) -> Taken | Contested:
    if isinstance(each, Contested):
        return Contested(each.row, each.column, each.base, each.theirs, each.ours, each.fate)
    side = {OURS: THEIRS, THEIRS: OURS}.get(each.side, each.side)
    return Taken(each.row, each.column, each.value, side, each.fate)


def _sorted(merged: Merged) -> list[str]:
    """Everything that a merge says, in an order of its own: the orders of the two sides are no part of it."""
    return sorted([*map(_said, merged.takes), *map(_said, merged.clashes)])


def _said(each: Taken | Contested) -> str:
    values = {name: sorted(value.items()) if isinstance(value, dict) else value for name, value in vars(each).items()}
    return repr(values)


@settings(max_examples=300, deadline=None)
@given(tables(), tables(), tables())
def test_ours_and_theirs_may_change_places(base: Table, ours: Table, theirs: Table) -> None:
    here, there = merge_tables(base, ours, theirs), merge_tables(base, theirs, ours)
    turned = Merged(
        tuple(each for each in map(_turned, there.takes) if isinstance(each, Taken)),
        tuple(each for each in map(_turned, there.clashes) if isinstance(each, Contested)),
    )
    assert _sorted(here) == _sorted(turned)


@settings(max_examples=200, deadline=None)
@given(tables(), tables())
def test_two_sides_that_say_the_same_never_clash_and_are_taken_as_both(base: Table, side: Table) -> None:
    merged = merge_tables(base, side, side)
    assert not merged.clashes
    assert {take.side for take in merged.takes} <= {BOTH}


@settings(max_examples=200, deadline=None)
@given(tables(), tables())
def test_where_one_side_did_nothing_the_other_is_the_result(base: Table, side: Table) -> None:
    merged = merge_tables(base, base, side)
    assert not merged.clashes
    assert {take.side for take in merged.takes} <= {THEIRS}
    assert _applied(base, merged) == _filled(side)


def _applied(base: Table, merged: Merged) -> dict[Key, dict[str, str]]:
    """The filled cells of the base after all takes, done here the slow way; a row stands without any too."""
    rows = {key: {name: text for name, text in row.items() if text} for key, row in base.rows.items()}
    for take in merged.takes:
        if take.row is None:
            for row in rows.values():
                row.pop(take.column or "", None)
            for key, text in cast("list[tuple[Key, str]]", take.value or []):
                rows[key][take.column or ""] = text
        elif take.column is not None:
            rows[take.row][take.column] = str(take.value)
    for take in merged.takes:
        if take.row is not None and take.column is None:
            rows.pop(take.row, None)
            if take.fate == ADDED:
                rows[take.row] = dict(cast("dict[str, str]", take.value))
    return {key: {name: text for name, text in row.items() if text} for key, row in rows.items()}


def _filled(side: Table) -> dict[Key, dict[str, str]]:
    return {key: {name: text for name, text in row.items() if text} for key, row in side.rows.items()}
