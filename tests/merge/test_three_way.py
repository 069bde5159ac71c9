"""The merge rule of architecture.md section 1, row by row."""

from __future__ import annotations

import itertools

import pytest

from haishu_desk.domain.quantity import Quantity, parse
from haishu_desk.merge.three_way import Clash, Take, same, three_way


def cell(typed: str | None) -> Quantity | None:
    """None is a cell that was never filled, an empty text one that was cleared."""
    return None if typed is None else parse(typed)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("12", "12", "13"),
        (None, None, "13"),
        ("12", "12", ""),
        ("", "", "13"),
        (None, "", "13"),
        ("", None, "13"),
        ("12", "12.0", "—"),
    ],
)
def test_where_only_they_wrote_their_value_is_taken(base: str | None, ours: str | None, theirs: str) -> None:
    assert three_way(cell(base), cell(ours), parse(theirs)) == Take(parse(theirs))


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [("12", "13", "12"), (None, "13", ""), ("12", "", "12.00"), ("", "5", ""), (None, None, "")],
)
def test_where_only_we_wrote_there_is_nothing_to_do(base: str | None, ours: str | None, theirs: str) -> None:
    assert three_way(cell(base), cell(ours), parse(theirs)) is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [("12", "13", "13"), (None, "13", "13.0"), ("12", "", ""), ("12", "≥5", "不低于5"), ("12", None, "")],
)
def test_where_both_wrote_the_same_nothing_is_written(base: str | None, ours: str | None, theirs: str) -> None:
    assert three_way(cell(base), cell(ours), parse(theirs)) is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("12", "13", "14"),
        (None, "13", "14"),
        ("", "13", "14"),
        ("12", "", "14"),
        ("12", "14", ""),
        ("12", "0", "—"),
        ("12", "—", "不适用"),
    ],
)
def test_where_both_wrote_and_differ_both_stay(base: str | None, ours: str | None, theirs: str) -> None:
    assert three_way(cell(base), cell(ours), parse(theirs)) == Clash(cell(base), cell(ours), parse(theirs))


VALUES = (None, "", "0", "12", "12.0", "—", "[12]")


def test_a_clash_is_one_from_both_sides_and_never_do_both_sides_take() -> None:
    for base, ours, theirs in itertools.product(VALUES, VALUES, VALUES[1:]):
        here = three_way(cell(base), cell(ours), parse(theirs or ""))
        there = three_way(cell(base), parse(theirs or ""), cell(ours) or parse(""))
        assert isinstance(here, Clash) == isinstance(there, Clash)
        assert not (isinstance(here, Take) and isinstance(there, Take))


def test_between_sides_never_filled_and_cleared_are_both_nothing_and_none_is_zero() -> None:
    assert same(None, parse(""))
    assert not same(None, parse("0"))
    assert not same(parse(""), parse("—"))
