"""Three-way merging of quantities: the rule of a cell, cells that are in 数据不一致 already, and groups."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.domain.quantity import CLEARED, Quantity, parse
from haishu_desk.merge.cells import BOTH, OURS, THEIRS, CellContested, CellTaken, Values, merge_cells


def side(**cells: str) -> dict[str, Values]:
    """Each cell as typed; several values with `/` between them, an empty text for a cleared cell."""
    return {name: tuple(parse(text) if text else CLEARED for text in said.split("/")) for name, said in cells.items()}


def one(text: str) -> Quantity:
    return parse(text)


def test_each_cell_by_itself() -> None:
    base = side(a="1", b="1", c="1", d="1", e="1")
    ours = side(a="2", b="1", c="2", d="2", e="1.0")
    theirs = side(a="1", b="3", c="2.0", d="3", e="1", f="9")
    assert merge_cells(base, ours, theirs) == [
        CellTaken("a", one("2"), OURS),
        CellTaken("b", one("3"), THEIRS),
        CellTaken("c", one("2"), BOTH),
        CellContested("d", (one("1"),), (one("2"),), (one("3"),)),
        CellTaken("f", one("9"), THEIRS),
    ]  # e: 1.0 is 1, nobody wrote


def test_cleared_is_taken_where_only_one_side_wrote_and_a_clash_where_both_did() -> None:
    assert merge_cells(side(a="1", b="1"), side(a="", b=""), side(a="1", b="2")) == [
        CellTaken("a", CLEARED, OURS),
        CellContested("b", (one("1"),), (CLEARED,), (one("2"),)),
    ]


def test_a_cell_with_two_values_on_one_side_waits_and_on_both_sides_alike_is_nothing_new() -> None:
    assert merge_cells(side(a="1"), side(a="1"), side(a="2/3")) == [
        CellContested("a", (one("1"),), (one("1"),), (one("2"), one("3")))
    ]
    assert merge_cells(side(a="1"), side(a="3/2"), side(a="2/3")) == []


def test_a_group_that_both_sides_changed_is_decided_together() -> None:
    # 计划 1000 and 完成 400; here the plan was raised, there the progress reported: 1200 with 500 was said by nobody.
    base, ours, theirs = (side(p="1000", i="400"), side(p="1200", i="400"), side(p="1000", i="500"))
    assert merge_cells(base, ours, theirs, lambda _: "investment") == [
        CellContested("p", (one("1000"),), (one("1200"),), (one("1000"),)),
        CellContested("i", (one("400"),), (one("400"),), (one("500"),)),
    ]
    assert [type(each) for each in merge_cells(base, ours, theirs)] == [CellTaken, CellTaken]


def test_a_group_that_one_side_changed_or_both_alike_is_taken() -> None:
    base, ours = side(p="1000", i="400"), side(p="1200", i="500")
    assert merge_cells(base, ours, base, lambda _: "g") == [
        CellTaken("p", one("1200"), OURS), CellTaken("i", one("500"), OURS),
    ]  # fmt: skip
    assert {take.side for take in merge_cells(base, ours, ours, lambda _: "g") if isinstance(take, CellTaken)} == {BOTH}


SIDES = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(st.sampled_from(["", "1", "1.0", "2", "—"]).map(parse), min_size=1, max_size=2).map(tuple),
)
GROUPS = {"a": "g", "b": "g"}


@settings(max_examples=200, deadline=None)
@given(SIDES, SIDES, SIDES)
def test_ours_and_theirs_may_change_places(
    base: dict[str, Values], ours: dict[str, Values], theirs: dict[str, Values]
) -> None:
    here = {each.place: each for each in merge_cells(base, ours, theirs, GROUPS.get)}
    there = {each.place: each for each in merge_cells(base, theirs, ours, GROUPS.get)}
    assert set(here) == set(there)
    for place, each in here.items():
        other = there[place]
        if isinstance(each, CellContested):
            assert other == CellContested(place, each.base, each.theirs, each.ours)
        else:
            assert isinstance(other, CellTaken)
            assert {each.side, other.side} in ({OURS, THEIRS}, {BOTH})


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES)
def test_two_sides_that_say_the_same_never_clash(base: dict[str, Values], both: dict[str, Values]) -> None:
    assert not [each for each in merge_cells(base, both, both, GROUPS.get) if isinstance(each, CellContested)]
