"""目标 and 口径 of an item that are others than before."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.cells import Slot
from haishu_desk.domain.quantity import parse, show
from haishu_desk.review.compare import Difference, Version
from haishu_desk.review.promises import Frame, compare_promises
from tests.domain.made import KEY
from tests.review.test_compare import item

CELLS: Version = {(KEY, Slot("145-01")): (parse("85"),)}


def frame(annual: dict[str, str] | None = None, **record: Any) -> Frame:
    shares = {("145-01", KEY.unit): annual} if annual else {}
    return Frame({"145-01": item(**{"direction": "higher", **record})}, shares)


def rows(old: Frame, new: Frame, before: Version = CELLS, after: Version = CELLS) -> list[Difference]:
    return compare_promises(before, after, old, new)


def test_a_target_that_was_lowered_is_a_row_and_turns_the_verdict() -> None:
    (row,) = rows(frame(values={"target": "90"}), frame(values={"target": "80"}))
    assert (row.of, row.kind, row.slot) == ("target", "changed", Slot("145-01", "target"))
    assert (row.difference, row.relative) == ("-10", "-0.1111")  # -10 / 90
    assert row.risk == ("达标翻转",), "85 misses 90 and meets 80"


def test_a_target_of_a_binding_item_is_a_risk() -> None:
    (row,) = rows(
        frame(values={"target": "90"}, attribute="约束性"), frame(values={"target": "95"}, attribute="约束性")
    )
    assert row.risk == ("约束性",)


def test_a_target_that_is_written_otherwise_is_the_same() -> None:
    assert rows(frame(values={"target": "1,200"}), frame(values={"target": "1200.0"})) == []


def test_the_years_part_of_a_target_is_a_target() -> None:
    year = KEY.period[:4]
    (row,) = rows(frame({year: "40"}), frame({year: "50", "1999": "1"}))
    assert (row.of, row.slot.field, row.difference, row.relative) == ("target", "annual", "10", "0.25")
    (added,) = rows(frame(), frame({year: "50"}))
    assert (added.of, added.kind) == ("target", "added")


def test_a_definition_tells_only_the_parts_that_are_others() -> None:
    old = frame(statistical_scope="全区", rollup="sum", measure="flow", resident_basis=False)
    new = frame(statistical_scope="区本级", rollup="sum", measure="flow", resident_basis=True)
    (row,) = rows(old, new)
    assert (row.of, row.kind, row.slot.field) == ("definition", "changed", "definition")
    assert [show(side[0]) for side in (row.before, row.after)] == [
        "统计范围 全区",
        "统计范围 区本级；人口口径 常住人口",
    ]


@pytest.mark.parametrize("empty", [{}, {(KEY, Slot("145-01")): (parse(""),)}])
def test_an_item_that_one_version_does_not_speak_of_has_no_row(empty: Version) -> None:
    old, new = frame(values={"target": "90"}), frame(values={"target": "80"})
    assert rows(old, new, before={}) == []
    assert rows(old, old, after=empty) == []


def test_without_another_edition_there_is_nothing_to_tell() -> None:
    assert rows(frame(values={"target": "90"}), frame(values={"target": "90"})) == []
