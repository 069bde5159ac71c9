"""The heads of a cell do not depend on order, repeats or clocks, and nothing that somebody wrote is ever lost."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.cells import (
    VINTAGES,
    Change,
    Edit,
    Head,
    Slot,
    changed_slots,
    clashes_in,
    heads_of,
    is_clash,
    is_filled,
    is_note,
    note_of,
    slot_of,
    values_of,
    vintage_rank,
)
from haishu_desk.domain.quantity import CLEARED, parse
from tests.domain.made import RANDOM, History, change, edit, histories, revision

CELL = Slot("145-01")
FIRST = edit(change("145-01", "12"))


def second(value: str, device: str = "b" * 16, replaces: tuple[str, ...] = (FIRST.id,)) -> Edit:
    return edit(change("145-01", value, before=parse("12"), replaces=replaces), seq=2, device=device)


def test_no_edit_leaves_no_cell() -> None:
    assert heads_of([]) == {}


def test_one_edit_stands() -> None:
    assert heads_of([FIRST]) == {CELL: (Head(FIRST.id, parse("12")),)}


def test_an_edit_that_another_one_replaces_stands_no_more() -> None:
    later = second("13")
    assert heads_of([FIRST, later]) == {CELL: (Head(later.id, parse("13")),)}


def test_two_edits_that_did_not_see_each_other_clash() -> None:
    ours, theirs = second("13"), second("14", device="c" * 16)
    heads = heads_of([FIRST, ours, theirs])
    assert {head.edit for head in heads[CELL]} == {ours.id, theirs.id}
    assert clashes_in(heads) == [CELL]


def test_two_edits_that_mean_the_same_are_one_value_and_no_clash() -> None:
    heads = heads_of([FIRST, second("13.0"), second("13", device="c" * 16)])
    assert len(heads[CELL]) == 2
    assert len(values_of(heads[CELL])) == 1
    assert not is_clash(heads[CELL])
    assert clashes_in(heads) == []


@pytest.mark.parametrize("other", ["0", "—", "不适用", "[13]", ">13", ""])
def test_a_value_clashes_with_everything_that_means_something_else(other: str) -> None:
    assert is_clash(heads_of([FIRST, second("13"), second(other, device="c" * 16)])[CELL])


def test_a_settlement_that_saw_both_leaves_one_value() -> None:
    ours, theirs = second("13"), second("14", device="c" * 16)
    settled = edit(change("145-01", "13.5", before=parse("13"), replaces=(ours.id, theirs.id)), seq=3)
    assert heads_of([settled, theirs, ours, FIRST]) == {CELL: (Head(settled.id, parse("13.5")),)}


def test_a_settlement_does_not_silence_a_third_value_that_it_had_not_seen() -> None:
    sides = [second(value, device=value * 8) for value in ("13", "14", "15")]
    settled = edit(change("145-01", "13", before=parse("13"), replaces=(sides[0].id, sides[1].id)), seq=3)
    assert {head.edit for head in heads_of([FIRST, *sides, settled])[CELL]} == {settled.id, sides[2].id}


def test_taking_back_is_a_new_edit_and_the_earlier_value_stands_again() -> None:
    later = second("13")
    back = edit(change("145-01", "12", before=parse("13"), replaces=(later.id,)), seq=3)
    assert values_of(heads_of([FIRST, later, back])[CELL]) == (parse("12"),)


def test_taking_back_the_first_value_leaves_a_cleared_cell_and_not_zero() -> None:
    back = edit(Change(CELL, parse("12"), CLEARED, (FIRST.id,)), seq=2)
    (head,) = heads_of([FIRST, back])[CELL]
    assert head.value.absent == "cleared"
    assert not is_filled(head.value)


def test_replacing_one_cell_of_an_edit_leaves_its_other_cells_alone() -> None:
    wide = edit(change("145-01", "1"), change("145-02", "2"))
    heads = heads_of([wide, second("9", replaces=(wide.id,))])
    assert values_of(heads[CELL]) == (parse("9"),)
    assert heads[Slot("145-02")] == (Head(wide.id, parse("2")),)


def test_vintages_of_one_item_are_different_cells() -> None:
    edits = [FIRST, edit(change("145-01", "13", vintage="快报"), seq=2)]
    assert set(heads_of(edits)) == {CELL, Slot("145-01", "value", "快报")}


@RANDOM
@given(histories(), st.randoms(use_true_random=False))
def test_heads_are_the_same_in_any_order_and_with_repeats(history: History, random: Any) -> None:
    shuffled = [*history.edits, *random.choices(history.edits, k=5)] if history.edits else []
    random.shuffle(shuffled)
    assert heads_of(shuffled) == heads_of(history.edits)


@RANDOM
@given(histories())
def test_every_value_stands_or_was_replaced_by_an_edit_that_descends_from_it(history: History) -> None:
    heads = heads_of(history.edits)
    after = {(old, each.slot): made.id for made in history.edits for each in made.changes for old in each.replaces}
    for made in history.edits:
        for each in made.changes:
            now, steps = made.id, 0
            while (now, each.slot) in after and steps <= len(history.edits):
                now, steps = after[now, each.slot], steps + 1
            assert now in {head.edit for head in heads[each.slot]}


@RANDOM
@given(histories())
def test_each_head_is_a_change_that_was_made_and_that_nobody_replaced(history: History) -> None:
    written = {(made.id, each.slot): each.after for made in history.edits for each in made.changes}
    replaced = {(old, each.slot) for made in history.edits for each in made.changes for old in each.replaces}
    found = {(head.edit, slot): head.value for slot, standing in heads_of(history.edits).items() for head in standing}
    assert found == {place: value for place, value in written.items() if place not in replaced}


@RANDOM
@given(histories())
def test_merging_is_a_union_commutative_associative_and_idempotent(history: History) -> None:
    one, other, third = (*history.sites, history.sites[0])[:3]
    merged = heads_of([*one, *other])
    assert heads_of([*other, *one]) == merged
    assert heads_of([*one, *other, *one, *other]) == merged
    assert heads_of([*[*one, *other], *third]) == heads_of([*one, *[*other, *third]])


@RANDOM
@given(histories())
def test_what_stands_after_a_merge_stood_on_one_of_the_sides(history: History) -> None:
    for one, other in itertools.combinations(history.sites, 2):
        before = heads_of(one), heads_of(other)
        for slot, standing in heads_of([*one, *other]).items():
            assert set(standing) <= {head for side in before for head in side.get(slot, ())}


@RANDOM
@given(histories())
def test_an_edit_is_read_back_from_its_bytes_with_its_id(history: History) -> None:
    for made in history.edits:
        again = Edit.from_body(made.body)
        assert again == made
        assert (again.id, again.body) == (made.id, made.body)


def test_the_id_of_an_edit_is_that_of_its_bytes_and_changes_with_every_word_of_it() -> None:
    body = FIRST.body
    assert Edit.from_body(body.replace("张三".encode(), "李四".encode())).id != FIRST.id
    assert Edit.from_body(body.replace(b":", b": ", 1)).id != FIRST.id


def test_an_edit_names_what_it_replaces_in_one_order_whatever_order_it_was_given() -> None:
    one, other = change("145-01", "1", replaces=("b", "a")), change("145-01", "1", replaces=("a", "b"))
    assert edit(one).id == edit(other).id


def test_an_edit_that_touches_a_cell_twice_is_refused_when_it_is_read() -> None:
    twice = edit(change("145-01", "1"), change("145-01", "2"))
    with pytest.raises(ValueError, match="twice"):
        Edit.from_body(twice.body)


@pytest.mark.parametrize("part", ["changes", "author", "form", "batch", "source", "reason"])
def test_a_body_without_one_of_its_parts_is_no_edit(part: str) -> None:
    stored = json.loads(FIRST.body)
    del stored[part]
    with pytest.raises((KeyError, TypeError)):
        Edit.from_body(json.dumps(stored).encode())


def test_slots_sort_by_item_field_and_the_better_vintage_last() -> None:
    names = ["预计", "快报", None, "初步核算", "最终核实", "普查修订"]
    slots = [Slot("145-01", "value", vintage) for vintage in names] + [Slot("145-02")]
    assert sorted([*slots[3:], *slots[:3]]) == slots


def test_a_figure_without_a_word_ranks_between_the_quick_and_the_verified_ones() -> None:
    ranks = [vintage_rank(vintage) for vintage in VINTAGES]
    assert ranks == sorted(ranks)
    assert vintage_rank("快报") < vintage_rank(None) < vintage_rank("初步核算")


@pytest.mark.parametrize("slot", [Slot("145-01"), Slot("145-01", "numerator", "快报"), Slot("a", "note")])
def test_a_slot_is_read_back_from_its_three_keys(slot: Slot) -> None:
    assert list(slot.as_json()) == ["item", "field", "vintage"]
    assert slot_of(slot.as_json()) == slot


@pytest.mark.parametrize("vintage", ["", "终值", "预计 "])
def test_a_slot_with_a_vintage_that_there_is_none_of_is_refused(vintage: str) -> None:
    with pytest.raises(ValueError, match="vintage"):
        slot_of({"item": "145-01", "field": "value", "vintage": vintage})


def test_the_note_of_a_field_is_a_cell_of_its_own() -> None:
    assert (note_of("value"), note_of("numerator")) == ("note", "numerator.note")
    assert [is_note(field) for field in ("note", "numerator.note", "value", "footnote")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("typed", "filled"), [("0", True), ("—", True), ("不适用", True), ("未取得", True), ("完成", True), ("", False)]
)
def test_every_answer_fills_a_cell_and_clearing_does_not(*, typed: str, filled: bool) -> None:
    assert is_filled(parse(typed)) is filled


def test_changed_cells_are_those_that_no_longer_mean_the_same() -> None:
    before = revision({"145-01": "12", "145-02": "5", "145-03": "", "145-05": "1"}).heads
    after = revision({"145-01": "12.0", "145-02": "6", "145-04": "", "145-06": "—"}).heads
    assert changed_slots(before, after) == [Slot("145-02"), Slot("145-05"), Slot("145-06")]
    assert changed_slots(after, before) == changed_slots(before, after)
    assert changed_slots(before, before) == []
