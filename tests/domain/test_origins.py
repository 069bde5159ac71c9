"""Where a standing value really comes from, through undo and redo."""

from __future__ import annotations

from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot
from haishu_desk.domain.origins import origin
from haishu_desk.domain.quantity import CLEARED, Quantity, parse

SLOT, KEY = Slot("145-04"), ReturnKey("indicators", "330203105", "2025")


def _edit(number: int, after: Quantity, replaces: tuple[str, ...], **source: str) -> Edit:
    author = Author("张三", KEY.unit, "d", number, "")
    return Edit(KEY, author, (Change(SLOT, None, after, replaces),), f"b{number}", None, source)


def test_undo_lets_the_edit_before_speak_and_redo_the_edit_itself() -> None:
    first = _edit(1, parse("1"), (), kind="typed")
    second = _edit(2, parse("2"), (first.id,), kind="typed")
    back = _edit(3, parse("1"), (second.id,), kind="undo", of=second.id)
    again = _edit(4, parse("2"), (back.id,), kind="redo", of=back.id)
    known = {edit.id: edit for edit in (first, second, back, again)}
    assert origin([second.id], SLOT, known.get) == [second.id]
    assert origin([back.id], SLOT, known.get) == [first.id]
    assert origin([again.id], SLOT, known.get) == [second.id]


def test_what_was_empty_before_comes_from_nowhere_and_several_heads_are_themselves() -> None:
    first = _edit(1, parse("1"), (), kind="typed")
    back = _edit(2, CLEARED, (first.id,), kind="undo", of=first.id)
    known = {edit.id: edit for edit in (first, back)}
    assert origin([back.id], SLOT, known.get) == []
    assert origin(["a", "b"], SLOT, known.get) == ["a", "b"]
    assert origin(["unknown"], SLOT, known.get) == ["unknown"]
