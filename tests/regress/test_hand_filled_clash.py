"""A workbook filled in by hand meets a cell in 数据不一致 (found by tests/exchange_histories).

Which of the two values came first in the order of their ids used to decide: a value that the workbook had never shown
could be replaced by it, and a decision between the two that it had shown could be dropped.
"""

from __future__ import annotations

import pytest

from haishu_desk.desk.handfilled import HandClaim, _change
from haishu_desk.domain.cells import Change, Head, Slot
from haishu_desk.domain.quantity import parse

CELL = Slot("145-04")
ONE, TWO, TWO_AGAIN = Head("a", parse("1")), Head("b", parse("2")), Head("c", parse("2.0"))


def change(typed: str, base: tuple[Head, ...], ours: tuple[Head, ...]) -> Change | None:
    return _change(HandClaim(CELL, parse(typed), "填报表!E5"), base, ours)


def replaced(typed: str, base: tuple[Head, ...], ours: tuple[Head, ...]) -> set[str]:
    made = change(typed, base, ours)
    assert made is not None
    assert made.after == parse(typed)
    return set(made.replaces)


@pytest.mark.parametrize("ours", [(ONE, TWO), (TWO, ONE)])
def test_a_value_that_the_workbook_had_not_shown_stays_beside_what_was_typed(ours: tuple[Head, ...]) -> None:
    assert replaced("3", (ONE,), ours) == {"a"}
    assert replaced("2", (ONE,), ours) == {"a"}
    assert replaced("3", (), ours) == set()


@pytest.mark.parametrize("printed", [(ONE, TWO), (TWO, ONE)])
@pytest.mark.parametrize("typed", ["1", "2", "3"])
def test_who_was_shown_both_values_decides_between_them(typed: str, printed: tuple[Head, ...]) -> None:
    assert replaced(typed, printed, printed) == {"a", "b"}


def test_a_value_that_was_shown_is_replaced_whoever_else_wrote_it() -> None:
    assert replaced("3", (ONE, TWO), (ONE, TWO_AGAIN)) == {"a", "b", "c"}


def test_what_was_decided_so_meanwhile_and_what_was_printed_need_no_change() -> None:
    assert change("2", (ONE, TWO), (TWO,)) is None
    assert change("1.0", (ONE,), (ONE, TWO)) is None
