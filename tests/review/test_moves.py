"""A figure that moved to another 数值状态 is one difference; each kind of difference has its word."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.cells import VINTAGES, Slot
from haishu_desk.domain.quantity import parse
from haishu_desk.review.compare import KINDS, Difference, Version, compare
from tests.domain.made import KEY, RANDOM
from tests.review.test_compare import item

ITEM = "145-01"


def cells(**values: str) -> Version:
    """The value in each 数值状态 (`无` for none of them), and its 说明 as `预计_note`."""
    made = {}
    for name, text in values.items():
        vintage, _, note = name.partition("_")
        made[KEY, Slot(ITEM, note or "value", None if vintage == "无" else vintage)] = (parse(text),)
    return made


def rows(before: Version, after: Version) -> list[Difference]:
    return compare(before, after, {ITEM: item(values={"target": "90"}, direction="higher")})


def test_expected_that_became_final_is_one_row_with_both_values() -> None:
    (row,) = rows(cells(预计="80", 预计_note="估"), cells(最终核实="92", 最终核实_note="估"))
    assert (row.of, row.kind, row.slot.vintage, row.old_vintage) == ("vintage", "changed", "最终核实", "预计")
    assert (row.before[0].raw, row.after[0].raw, row.difference, row.relative) == ("80", "92", "12", "0.15")
    assert row.risk == ("达标翻转",), "80 misses the 90 of the plan, 92 meets it"
    told = row.as_json()
    assert (told["kind"], told["difference_of"], told["vintage_before"]) == ("changed", "vintage", "预计")


def test_the_same_figure_in_a_better_vintage_is_a_difference_of_its_vintage_only() -> None:
    (row,) = rows(cells(快报="80"), cells(初步核算="80.0"))
    assert (row.of, row.difference, row.relative, row.risk) == ("vintage", "0", "0", ())


def test_a_better_figure_beside_the_older_one_is_the_same_row() -> None:
    (row,) = rows(cells(预计="80"), cells(预计="80", 最终核实="92"))
    assert (row.of, row.kind, row.old_vintage, row.difference) == ("vintage", "changed", "预计", "12")


def test_a_figure_without_a_word_counts_between_flash_and_first_reckoning() -> None:
    (row,) = rows(cells(快报="80"), cells(无="81"))
    assert (row.of, row.old_vintage, row.slot.vintage) == ("vintage", "快报", None)


def test_a_lesser_figure_beside_the_one_that_counts_is_only_added() -> None:
    (row,) = rows(cells(最终核实="92"), cells(最终核实="92", 预计="80"))
    assert (row.of, row.kind, row.slot.vintage) == ("value", "added", "预计")


def test_a_note_that_changed_on_the_way_is_a_row_of_its_own() -> None:
    found = rows(cells(预计="80", 预计_note="估"), cells(最终核实="92", 最终核实_note="年报"))
    assert [(row.of, row.kind, row.slot.field) for row in found] == [
        ("vintage", "changed", "value"), ("explanation", "changed", "note"),
    ]  # fmt: skip


def test_a_move_of_more_than_a_fifth_wants_its_note_at_the_new_figure() -> None:
    (row, gone) = rows(cells(预计="10", 预计_note="估"), cells(最终核实="13"))  # 13 / 10: +30 %
    assert (row.of, row.risk) == ("vintage", ("缺说明",))
    assert (gone.of, gone.kind) == ("explanation", "removed")


def test_two_items_do_not_pair_with_each_other() -> None:
    before = {(KEY, Slot("145-01", "value", "预计")): (parse("1"),)}
    after = {(KEY, Slot("145-02", "value", "最终核实")): (parse("1"),)}
    assert [(row.of, row.kind) for row in compare(before, after, {})] == [("value", "removed"), ("value", "added")]


def test_an_explanation_has_its_own_kind() -> None:
    (row,) = rows(cells(无="80", 无_note="旧"), cells(无="80", 无_note="新"))
    assert (row.of, row.kind, KINDS[row.of]) == ("explanation", "changed", "说明")


def test_every_kind_has_a_word() -> None:
    assert list(KINDS.items()) == [
        ("value", "数值"), ("vintage", "数值状态"), ("explanation", "说明"), ("target", "目标"), ("definition", "口径"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "tolerance", "count"),
    [("12.34", "12.3", "0", 1), ("12.34", "12.3", "0.04", 0), ("12.34", "12.3", "0.039", 1), ("0.1", "0.3", "0.2", 0),
     ("≥5", "5", "1", 1), ("5", "—", "9", 1), ("5", "", "9", 1)],
)  # fmt: skip
def test_numbers_no_further_apart_than_the_tolerance_are_the_same(
    before: str, after: str, tolerance: str, count: int
) -> None:
    assert len(compare(cells(无=before), cells(无=after), {}, Decimal(tolerance))) == count


SIDE = st.dictionaries(st.sampled_from(["无", *VINTAGES]), st.sampled_from(["1", "2", "—", ""]), max_size=4)


@RANDOM
@given(SIDE, SIDE)
def test_every_cell_that_differs_is_told_once_and_turned_round_the_other_way(
    old: dict[str, str], new: dict[str, str]
) -> None:
    there, back = rows(cells(**old), cells(**new)), rows(cells(**new), cells(**old))
    assert len({(row.slot, row.of) for row in there}) == len(there)
    assert sum(row.of == "vintage" for row in there) == sum(row.of == "vintage" for row in back) <= 1
    counted = {(row.before, row.after) for row in there if row.of == "vintage"}
    assert counted == {(row.after, row.before) for row in back if row.of == "vintage"}
    assert bool(there) is bool(back)
    assert rows(cells(**old), cells(**old)) == []
    assert all(row._replace(risk=()) in [each._replace(risk=()) for each in there] for row in there)
