"""查询: what belongs together, in what order, and whose turn it is, whatever the order in which the words arrived."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.cells import (
    Author,
    Change,
    Edit,
    ReturnKey,
    Slot,
    cell_of_word,
    clashes_in,
    heads_of,
    is_figure,
    is_query,
    is_word,
    without_queries,
)
from haishu_desk.domain.quantity import parse, words
from haishu_desk.domain.queries import asked_in, field_of, queries_in, what_of

KEY = ReturnKey("indicators", "330203105", "2025")


def said(name: str, number: int, what: str, text: str, at: str = "2026-01-01T00:00:00") -> Edit:
    """One message of a query about 145-04, by a device of its own."""
    slot = Slot("145-04", field_of(name, number, what, "value"))
    author = Author("甲", KEY.unit, text, 1, at)
    return Edit(KEY, author, (Change(slot, None, words(text)),), "b", None, {"kind": f"query-{what}"})


def state_after(*edits: Edit) -> tuple[str, str | None]:
    by_id = {edit.id: edit for edit in edits}
    (query,) = queries_in(KEY, heads_of(edits), by_id.get)
    return query.state, query.answer


A, B = "a1", "b2"


@pytest.mark.parametrize(
    ("messages", "state", "answer"),
    [
        ([(1, "ask")], "待答复", None),
        ([(1, "ask"), (2, "answer")], "已答复", "2answer"),
        ([(1, "ask"), (2, "answer"), (3, "close")], "已办结", "2answer"),
        ([(1, "ask"), (2, "answer"), (3, "ask")], "待答复", None),
        ([(1, "ask"), (2, "close")], "已办结", None),
        # Written without knowing of each other: the least settled counts.
        ([(1, "ask"), (2, "close"), (2, "answer")], "已答复", "2answer"),
        ([(1, "ask"), (2, "ask"), (2, "answer")], "待答复", None),
    ],
)
def test_the_last_message_says_whose_turn_it_is(
    messages: list[tuple[int, str]], state: str, answer: str | None
) -> None:
    assert state_after(*(said(A, number, what, f"{number}{what}") for number, what in messages)) == (state, answer)


def test_the_clock_of_a_computer_decides_nothing() -> None:
    asked, answered = said(A, 1, "ask", "问", at="2030-01-01"), said(A, 2, "answer", "答", at="1999-01-01")
    assert state_after(asked, answered) == ("已答复", "答")


def test_two_matters_of_one_cell_stand_apart() -> None:
    edits = [said(A, 1, "ask", "一"), said(B, 1, "ask", "二"), said(A, 2, "close", "好")]
    by_id = {edit.id: edit for edit in edits}
    queries = {query.name: query for query in queries_in(KEY, heads_of(edits), by_id.get)}
    assert {name: query.state for name, query in queries.items()} == {A: "已办结", B: "待答复"}
    assert asked_in(queries.values()) == {"145-04": "查询：二"}


MESSAGES = st.lists(
    st.tuples(st.sampled_from([A, B]), st.integers(1, 4), st.sampled_from(["ask", "answer", "close"])),
    min_size=1,
    max_size=8,
)


@given(MESSAGES, st.randoms(use_true_random=False), st.integers(0, 2))
def test_order_and_repeats_of_what_arrives_change_nothing_and_no_word_is_lost(
    messages: list[tuple[str, int, str]], mixed: Random, repeats: int
) -> None:
    edits = [said(name, number, what, f"{place}") for place, (name, number, what) in enumerate(messages)]
    by_id = {edit.id: edit for edit in edits}
    again = edits * (repeats + 1)
    mixed.shuffle(again)
    first, second = (queries_in(KEY, heads_of(each), by_id.get) for each in (edits, again))
    assert first == second
    assert sorted(said.text for query in first for said in query.messages) == sorted(map(str, range(len(edits))))
    assert clashes_in(heads_of(edits)) == []


def test_the_words_are_no_part_of_the_return() -> None:
    asked = said(A, 1, "ask", "问")
    typed = Edit(KEY, asked.author, (Change(Slot("145-04"), None, parse("1")),), "c", None, {"kind": "typed"})
    assert set(without_queries(heads_of([asked, typed]))) == {Slot("145-04")}
    field = asked.changes[0].slot.field
    assert (is_query(field), is_word(field), is_figure(field), what_of(field)) == (True, True, False, "ask")
    assert cell_of_word(asked.changes[0].slot) == Slot("145-04")


@pytest.mark.parametrize(
    "field", ["value", "query|", "query|a|b|value", "query|a|001.ask.ff", "query|a|001.shout.ff|value"]
)
def test_what_is_no_message_is_none(field: str) -> None:
    assert what_of(field) is None
