"""What some edits changed, read from the bytes of the earlier ones, is what all edits say; however they are written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.around import changes_by_return, changes_of_items, values_around
from haishu_desk.domain.cells import Change, Edit, Slot, heads_of, is_word, values_of
from haishu_desk.domain.quantity import CLEARED, parse, words
from tests.domain.made import KEY, RANDOM, History, author, change, edit, histories


@RANDOM
@given(histories(), st.data())
def test_around_some_edits_the_items_that_they_wrote_to_stand_as_all_edits_say(
    history: History, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(history.edits)))
    earlier, later = history.edits[:cut], history.edits[cut:]
    written = changes_by_return(each.body for each in later)
    around = values_around(written, lambda key: (each.body for each in earlier if each.key == key))
    items = {(each.key, change.slot.item) for each in later for change in each.changes}
    for found, edits in zip(around, (earlier, history.edits), strict=True):
        assert found == {
            (key, slot): values_of(standing)
            for key in {each.key for each in edits}
            for slot, standing in heads_of(each for each in edits if each.key == key).items()
            if (key, slot.item) in items and not is_word(slot.field)
        }


def test_an_edit_that_arrives_after_the_one_that_replaces_it_does_not_stand() -> None:
    first = edit(change("145-01", "1"))
    second = edit(change("145-01", "2", replaces=[first.id]), seq=2)
    then, now = values_around(changes_by_return([first.body]), lambda _: [second.body])
    assert then == now == {(KEY, Slot("145-01")): (parse("2"),)}


def test_what_is_said_of_a_finding_is_left_out() -> None:
    said = Change(Slot("145-01", "explanation|r1|value"), None, words("核对过"))
    later = edit(said, change("145-01", "2"))
    then, now = values_around(changes_by_return([later.body]), lambda _: [])
    assert (then, list(now)) == ({}, [(KEY, Slot("145-01"))])


_ITEMS = st.sampled_from(["145-01", "145-02", "145-b01-1", '"', '145-01","x', "指标", "\\"])
_TEXTS = st.sampled_from(["1", "—", "", "完 成", '},{"after":', '"item":"145-01"', "\n", "\\", '}],"form":', "\u2028"])
_CHANGES = st.builds(
    Change,
    st.builds(Slot, _ITEMS, st.sampled_from(["value", "note", '"item":'])),
    st.one_of(st.none(), _TEXTS.map(parse)),
    _TEXTS.map(words),
    st.lists(st.sampled_from(["a" * 64, "b" * 64]), max_size=2, unique=True).map(tuple),
)
_WAYS: tuple[dict[str, Any], ...] = (
    {"separators": (",", ":")},
    {"separators": (",", ":"), "ensure_ascii": False},
    {"separators": (", ", ":")},
    {"separators": (",", ": ")},
    {"indent": 1},
    {"indent": "\t"},
)


@RANDOM
@given(
    st.lists(_CHANGES, min_size=1, max_size=5, unique_by=lambda each: each.slot),
    st.frozensets(_ITEMS, min_size=1, max_size=3),
    st.sampled_from(_WAYS),
    st.sampled_from([sorted, reversed]),
)
def test_the_changes_of_some_items_are_told_from_the_bytes_as_from_the_whole(
    changes: list[Change], items: frozenset[str], way: dict[str, Any], order: Any
) -> None:
    source = {"changes": [{"after": 1, "item": "145-01", "replaces": []}], "form": "x"}
    made = Edit(KEY, author(), tuple(changes), "b", None, source)
    stored = json.loads(made.body)
    wanted = [each for each in stored["changes"] if each["item"] in items]
    assert changes_of_items(made.body, items) == wanted
    stored["changes"] = [dict(order(list(each.items()))) for each in stored["changes"]]
    stored = dict(order(list(stored.items())))
    assert changes_of_items(json.dumps(stored, **way).encode(), items) == wanted


@pytest.mark.parametrize("text", ["5", "完成"])
def test_only_the_cells_of_those_items_are_read(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    loads = json.loads

    def counted(body: bytes) -> Any:
        read.append(body)
        return loads(body)

    monkeypatch.setattr(json, "loads", counted)
    body = edit(*(change(f"145-{number:02d}", text) for number in range(100))).body
    (found,) = changes_of_items(body, frozenset({"145-07"}))
    assert found["item"] == "145-07"
    assert len(read) == 1
    assert len(read[0]) < len(body) // 50
    assert changes_of_items(body, frozenset({"145-99", "145-100"}))[0]["item"] == "145-99"
    assert changes_of_items(body, frozenset({"145-100"})) == []


def test_a_cleared_cell_stands_as_cleared() -> None:
    first = edit(change("145-01", "1"))
    cleared = edit(change("145-01", "", replaces=[first.id]), seq=2)
    then, now = values_around(changes_by_return([cleared.body]), lambda _: [first.body])
    assert (then[KEY, Slot("145-01")], now[KEY, Slot("145-01")]) == ((parse("1"),), (CLEARED,))
