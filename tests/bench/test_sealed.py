"""What the bytes of two revisions tell is what their cells tell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.bench.sealed import differing
from haishu_desk.domain.cells import Head, Heads, Slot, values_of
from haishu_desk.domain.quantity import parse, words
from haishu_desk.domain.returns import Revision
from tests.domain.made import KEY, RANDOM, author, revision

_TEXTS = st.sampled_from(["1", "1.0", "2", "—", "", '{"field":', '],"decision":', '"item":', ","])
_SLOTS = st.builds(
    Slot,
    st.sampled_from(["145-01", "145-02", "145-b01-1-01"]),
    st.sampled_from(["value", "note"]),
    st.sampled_from([None, "快报"]),
)
_HEADS = st.dictionaries(
    _SLOTS, st.lists(st.tuples(st.sampled_from(["a", "b"]), _TEXTS), min_size=1, max_size=2, unique_by=lambda it: it[0])
)


def sealed(cells: dict[Slot, list[tuple[str, str]]]) -> Revision:
    heads: Heads = {
        slot: tuple(Head(edit, words(text) if slot.field == "note" else parse(text)) for edit, text in said)
        for slot, said in cells.items()
    }
    return Revision(KEY, author(), heads)


@RANDOM
@given(_HEADS, _HEADS)
def test_what_is_left_out_is_the_same_in_both(
    one: dict[Slot, list[tuple[str, str]]], other: dict[Slot, list[tuple[str, str]]]
) -> None:
    before, after = sealed(one), sealed(other)
    old, new = differing(before.body, after.body)
    for found, whole in ((old, before), (new, after)):
        assert all(found[slot] == values_of(whole.heads[slot]) for slot in found)
    for slot in {*before.heads, *after.heads}:
        if before.heads.get(slot) != after.heads.get(slot):
            assert (slot in old, slot in new) == (slot in before.heads, slot in after.heads)


@RANDOM
@given(_HEADS, _HEADS, _HEADS)
def test_of_three_an_item_that_differs_in_any_is_read_in_all(
    one: dict[Slot, list[tuple[str, str]]],
    other: dict[Slot, list[tuple[str, str]]],
    third: dict[Slot, list[tuple[str, str]]],
) -> None:
    wholes = [sealed(one), sealed(other), sealed(third)]
    found = differing(*(whole.body for whole in wholes))
    items = {
        slot.item
        for slot in {*one, *other, *third}
        if any(whole.heads.get(slot) != wholes[0].heads.get(slot) for whole in wholes)
    }
    for read, whole in zip(found, wholes, strict=True):
        assert {slot for slot in whole.heads if slot.item in items} <= read.keys()
        assert all(read[slot] == values_of(whole.heads[slot]) for slot in read)


def test_only_the_items_with_a_cell_that_differs_are_read() -> None:
    before, after = revision({"145-01": "1", "145-02": "2"}), revision({"145-01": "1", "145-02": "3"})
    old, new = differing(before.body, after.body)
    assert [old, new] == [{Slot("145-02"): (parse("2"),)}, {Slot("145-02"): (parse("3"),)}]


def test_a_cell_that_came_about_otherwise_is_among_them_and_equal_bytes_say_nothing() -> None:
    before = sealed({Slot("145-01"): [("a", "1")]})
    assert differing(before.body, before.body) == [{}, {}]
    assert differing(before.body, sealed({Slot("145-01"): [("b", "1.0")]}).body)[1] == {Slot("145-01"): (parse("1.0"),)}
    assert differing(sealed({}).body, before.body) == [{}, {Slot("145-01"): (parse("1"),)}]
