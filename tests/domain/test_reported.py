"""What was sealed is reported, with all that it replaced; what was typed since is not."""

from __future__ import annotations

from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot, heads_of
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.reported import reported
from haishu_desk.domain.returns import Revision

KEY = ReturnKey("indicators", "330203105", "2025")
A, B = Slot("145-04"), Slot("145-11")


def edit(number: int, *changes: Change) -> Edit:
    author = Author("张三", "330203105", "d" * 16, number, f"2026-01-06T09:00:0{number}.000+08:00")
    return Edit(KEY, author, changes, str(number))


FIRST = edit(1, Change(A, None, parse("1")), Change(B, None, parse("5")))
SECOND = edit(2, Change(A, parse("1"), parse("2"), (FIRST.id,)))
LATE = edit(3, Change(A, parse("2"), parse("3"), (SECOND.id,)), Change(B, parse("5"), parse("6"), (FIRST.id,)))


def test_the_heads_of_a_revision_and_what_they_replaced_are_reported() -> None:
    revision = Revision(KEY, SECOND.author, heads_of([FIRST, SECOND]))
    assert reported([FIRST, SECOND, LATE], [revision]) == {(SECOND.id, A), (FIRST.id, A), (FIRST.id, B)}


def test_without_a_revision_nothing_is_reported() -> None:
    assert reported([FIRST, SECOND], []) == set()
