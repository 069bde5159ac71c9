"""A revision that is read without its figures is the same revision; one item of it carries the name of the whole."""

from __future__ import annotations

import pytest

from haishu_desk.domain.cells import Author, Slot
from haishu_desk.domain.returns import Revision, course_of
from tests.domain.made import change, decision, edit, revision

FIRST = revision({"145-04": "120", "145-11": "12.5"})
SECOND = revision({"145-04": "130", "145-11": "12.5", "145-33": "0.3"}, previous=[FIRST], seq=2)


def test_a_kept_revision_says_all_that_the_whole_says() -> None:
    kept, whole = Revision.kept(SECOND.body), Revision.from_body(SECOND.body)
    assert "heads" not in vars(kept), "nobody has asked for a figure yet"
    assert (kept.key, kept.author, kept.previous, kept.decision, kept.signed, kept.rules, kept.id) == (
        whole.key, whole.author, whole.previous, whole.decision, whole.signed, whole.rules, whole.id,
    )  # fmt: skip
    assert kept.heads == SECOND.heads
    assert kept == whole
    assert kept.heads is kept.heads, "read once"
    with pytest.raises(AttributeError):
        kept.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_one_item_of_a_revision_has_its_figures_and_the_name_of_the_whole() -> None:
    for whole in (SECOND, Revision.kept(SECOND.body), Revision.from_body(SECOND.body)):
        part = whole.only("145-04")
        assert set(part.heads) == {Slot("145-04")}
        assert part.id == SECOND.id
        assert set(whole.heads) == set(SECOND.heads), "the whole is as it was"


def test_what_was_approved_of_one_item_is_the_same_without_the_others() -> None:
    issued = decision("issued")
    approved = decision("approved", FIRST, issued)
    partly = decision("approved", SECOND, approved, remarks=["145-04"])
    course = course_of([Revision.kept(FIRST.body), Revision.kept(SECOND.body)], [issued, approved, partly])
    whole = course_of([FIRST, SECOND], [issued, approved, partly]).approved()
    for item in ("145-04", "145-11", "145-33", "145-99"):
        assert course.only(item).approved() == {slot: value for slot, value in whole.items() if slot.item == item}
    assert whole[Slot("145-04")][1] == FIRST.id, "it was sent back, so what was approved before still counts"


def test_the_author_is_read_without_the_cells_behind_him() -> None:
    made = edit(*(change(f"145-{number}", "1") for number in range(400)))
    assert Author.of(made.body) == made.author
    assert Author.of(b'{"a":1,' + made.body[1:]) == made.author, "where he does not stand first"
    long_name = edit(change("145-04", "1"), device="名" * 3000)
    assert Author.of(long_name.body) == long_name.author
