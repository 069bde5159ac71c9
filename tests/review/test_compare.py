"""Comparing two versions: what changed, by how much in exact decimals, and what a reviewer should see first."""

from __future__ import annotations

import operator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.quantity import parse
from haishu_desk.review.compare import RISKS, Difference, Version, compare, in_order
from haishu_desk.review.moves import filled, moves_between
from tests.domain.made import KEY, RANDOM

TOWNSHIP = ReturnKey("indicators", "330203200", "2025")


def item(code: str = "145-01", **record: Any) -> Item:
    return Item(code, "名称", INDICATOR, "145", "1", "经济发展", "亿元", "年", record)


def version(cells: dict[str, str], key: ReturnKey = KEY) -> Version:
    """Cells by `item` or `item|field`; several values stand with a slash between them."""
    made = {}
    for name, text in cells.items():
        code, _, field = name.partition("|")
        made[key, Slot(code, field or "value")] = tuple(parse(part) for part in text.split("/"))
    return made


def only(before: str | None, after: str | None, known: Item | None = None, *, note: bool = True) -> Difference:
    """The one difference of a cell; with a note beside it, so that 缺说明 does not stand in the way."""
    noted = {"145-01|note": "已核实"} if note else {}
    found = compare(
        version(({"145-01": before} if before is not None else {}) | noted),
        version(({"145-01": after} if after is not None else {}) | noted),
        {"145-01": known} if known else {},
    )
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(None, "5", "added"), ("", "5", "added"), ("5", None, "removed"), ("5", "", "removed"), ("5", "6", "changed"),
     ("5", "—", "changed"), ("0", "—", "changed"), (None, "—", "added"), ("完成", "未完成", "changed")],
)  # fmt: skip
def test_a_difference_is_added_removed_or_changed(before: str | None, after: str | None, kind: str) -> None:
    assert only(before, after).kind == kind


@pytest.mark.parametrize(
    ("before", "after"), [("5", "5.0"), ("", ""), ("—", "--"), ("1,234", "1234"), ("≥5", "不低于5")]
)
def test_what_means_the_same_is_no_difference(before: str, after: str) -> None:
    assert compare(version({"145-01": before}), version({"145-01": after}), {}) == []
    assert compare({}, version({"145-01": ""}), {}) == []


@pytest.mark.parametrize(
    ("before", "after", "difference", "relative"),
    [
        ("10", "12.5", "2.5", "0.25"),
        ("12.5", "10", "-2.5", "-0.2"),
        ("0.1", "0.3", "0.2", "2"),
        ("3", "4", "1", "0.3333"),
        ("-4", "-3", "1", "0.25"),
        ("0", "5", "5", None),
        ("1.10", "1.2", "0.1", "0.0909"),
        ("5", "5000000", "4999995", "999999"),
        ("100", "100.001", "0.001", "0"),
        ("5", "—", None, None),
        ("5", "1-2", None, None),
        ("1-2", "1-3", None, None),
        ("123456789012345678901234567890.1", "123456789012345678901234567890.3", "0.2", "0"),
        ("0.0000001", "1" + "0" * 30, "9" * 30 + ".9999999", "1" + "0" * 37),
        ("100.001", "100", "-0.001", "0"),
    ],
)
def test_differences_are_exact_decimal_strings(
    before: str, after: str, difference: str | None, relative: str | None
) -> None:
    found = only(before, after)
    assert (found.difference, found.relative) == (difference, relative)


def test_a_side_with_two_values_is_a_list_and_has_no_difference() -> None:
    (found,) = compare(version({"145-01": "5"}), version({"145-01": "6/7"}), {})
    assert [value["raw"] for value in found.as_json()["after"]] == ["6", "7"]
    assert found.as_json()["before"]["raw"] == "5"
    assert (found.difference, found.relative) == (None, None)


def test_json_has_exactly_the_keys_of_the_contract_beside_the_form() -> None:
    row = only(None, "5").as_json()
    wanted = "form unit period item field vintage kind before after difference relative risk difference_of"
    assert list(row) == wanted.split()
    assert (row["before"], row["risk"]) == (None, [])


@pytest.mark.parametrize(("attribute", "risk"), [("约束性", ("约束性",)), ("预期性", ()), (None, ())])
def test_every_change_of_a_binding_item_is_a_risk(attribute: str | None, risk: tuple[str, ...]) -> None:
    assert only("5", "5.1", item(attribute=attribute)).risk == risk
    assert only(None, "5.1", item(attribute=attribute)).risk == risk


LIMITS = {"low": "0", "high": "100", "change_low": "-5", "change_high": "5"}


@pytest.mark.parametrize(
    ("before", "after", "change_kind", "is_out"),
    [
        (None, "100", "points", False),
        (None, "100.1", "points", True),
        (None, "-0.1", "points", True),
        ("50", "55", "points", False),
        ("50", "55.1", "points", True),
        ("50", "44.9", "points", True),
        ("50", "52.5", "percent", False),
        ("50", "52.6", "percent", True),
        ("0", "5", "percent", False),
        ("5", "—", "points", False),
    ],
)
def test_a_value_or_a_move_that_is_not_plausible_is_out_of_limits(
    *,
    before: str | None,
    after: str,
    change_kind: str,
    is_out: bool,
) -> None:
    known = item(limits={**LIMITS, "change_kind": change_kind})
    assert ("越限" in only(before, after, known).risk) is is_out


def test_a_part_of_a_sum_is_not_held_against_the_limits_of_the_whole() -> None:
    record = item(limits=LIMITS, rollup="sum", reporters=["dept-tjj"])
    for key, is_out in ((TOWNSHIP, False), (KEY, True)):
        (found,) = compare({}, version({"145-01": "101"}, key), {"145-01": record})
        assert ("越限" in found.risk) is is_out


def test_limits_are_those_of_the_value_and_not_of_its_parts() -> None:
    (found,) = compare({}, version({"145-01|numerator": "101"}), {"145-01": item(limits=LIMITS)})
    assert found.risk == ()


@pytest.mark.parametrize(
    ("target", "direction", "before", "after", "flips"),
    [
        ("90", "higher", "91", "89", True),
        ("90", "higher", "89", "90", True),
        ("90", "higher", "91", "92", False),
        ("90", "lower", "89", "91", True),
        ("90", "lower", "95", "91", False),
        (">90", "higher", "90", "90.1", True),
        ("<90", "lower", "90", "89.9", True),
        ("≤90", None, "90", "90.1", True),
        ("[8]", "higher", "7", "9", False),
        ("—", "higher", "7", "9", False),
        ("与经济增长同步", "higher", "7", "9", False),
        ("90", "higher", None, "95", False),
        ("90", "higher", "89", "—", False),
    ],
)
def test_a_value_that_crosses_the_target_flips_it(
    *,
    target: str,
    direction: str | None,
    before: str | None,
    after: str,
    flips: bool,
) -> None:
    known = item(values={"target": target}, direction=direction)
    assert ("达标翻转" in only(before, after, known).risk) is flips


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [("5", "-5", True), ("-0.1", "0.1", True), ("5", "0", False), ("0", "-5", False), ("-5", "-6", False)],
)
def test_a_change_of_sign_is_a_risk_and_zero_has_none(*, before: str, after: str, changed: bool) -> None:
    assert ("变号" in only(before, after, item()).risk) is changed


@pytest.mark.parametrize(
    ("before", "after", "slipped"),
    [
        ("5", "50", True),
        ("50", "5", True),
        ("5", "-50", True),
        ("5", "49.9", False),
        ("5", "0.51", False),
        ("0", "50", False),
        ("5", "0", False),
    ],
)
def test_ten_times_or_a_tenth_is_a_slip_of_the_unit(*, before: str, after: str, slipped: bool) -> None:
    assert ("量级" in only(before, after, item()).risk) is slipped


@pytest.mark.parametrize(
    ("before", "after", "note", "lacking"),
    [("10", "12.1", False, True), ("10", "7.9", False, True), ("10", "12", False, False), ("10", "8", False, False),
     ("10", "12.1", True, False), ("0", "5", False, False)],
)  # fmt: skip
def test_a_move_of_more_than_a_fifth_wants_a_note(*, before: str, after: str, note: bool, lacking: bool) -> None:
    assert ("缺说明" in only(before, after, item(), note=note).risk) is lacking


def test_a_cleared_note_explains_nothing() -> None:
    (row, note) = compare(
        version({"145-01": "10", "145-01|note": "因为"}),
        version({"145-01": "20", "145-01|note": ""}),
        {"145-01": item()},
    )
    assert (row.slot.field, row.risk) == ("value", ("缺说明",))
    assert (note.slot.field, note.kind, note.risk) == ("note", "removed", ())


def test_a_note_is_never_a_risk_even_of_a_binding_item() -> None:
    (found,) = compare({}, version({"145-01|note": "新写的"}), {"145-01": item(attribute="约束性")})
    assert found.risk == ()


def test_all_words_of_risk_can_stand_together_and_only_those_of_the_contract() -> None:
    known = item(attribute="约束性", limits=LIMITS, values={"target": "90"}, direction="higher")
    assert only("95", "-995", known, note=False).risk == RISKS


def test_rows_with_the_most_risks_come_first_and_equals_in_print_order() -> None:
    codes = ["145-01", "145-02", "145-03", "145-04"]
    known = {code: item(code, attribute="约束性" if code in ("145-02", "145-04") else "预期性") for code in codes}
    before, after = version(dict.fromkeys(codes, "5")), version(dict.fromkeys(codes, "5.1") | {"145-04": "50"})
    found = [row.slot.item for row in compare(before, after, known)]
    assert found == ["145-04", "145-02", "145-01", "145-03"]


def test_an_item_that_no_plan_knows_is_compared_without_risk() -> None:
    assert only("5", "-5000").risk == ()


NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,20})?", fullmatch=True)


@RANDOM
@given(
    st.dictionaries(st.sampled_from(["145-01", "145-02", "145-03"]), NUMBERS),
    st.dictionaries(st.sampled_from(["145-01", "145-02", "145-03"]), NUMBERS),
)
def test_turning_the_comparison_round_turns_every_row_round(old: dict[str, str], new: dict[str, str]) -> None:
    known = {code: item(code, limits=LIMITS, values={"target": "5"}) for code in ("145-01", "145-02", "145-03")}
    there, back = compare(version(old), version(new), known), compare(version(new), version(old), known)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(row.slot, row.kind, row.before, row.after) for row in there} == {
        (row.slot, turned[row.kind], row.after, row.before) for row in back
    }
    assert compare(version(old), version(old), known) == []


_PLACES = st.tuples(
    st.sampled_from([KEY, TOWNSHIP]),
    st.builds(
        Slot,
        st.sampled_from(["145-01", "145-02"]),
        st.sampled_from(["value", "note", "evidence.a"]),
        st.sampled_from([None, "预计", "最终核实"]),
    ),
)
_SAID = st.lists(st.sampled_from(["5", "5.0", "6", "60", "≥6", "—", "", "完成"]).map(parse), min_size=1, max_size=2)
_VERSIONS = st.dictionaries(_PLACES, _SAID.map(tuple), max_size=8)


def plainly(before: Version, after: Version, tolerance: Decimal) -> set[tuple[ReturnKey, Slot]]:
    """Every cell that says something else, without a thought for how long it takes."""

    def differs(place: tuple[ReturnKey, Slot]) -> bool:
        sides = [[each for each in version.get(place, ()) if each.absent != "cleared"] for version in (before, after)]
        if {each.meaning for each in sides[0]} == {each.meaning for each in sides[1]}:
            return False
        numbers = [side[0].number if len(side) == 1 else None for side in sides]
        first, second = numbers
        if not tolerance or first is None or second is None or sides[0][0].op != sides[1][0].op:
            return True
        return abs(first - second) > tolerance

    return {place for place in {*before, *after} if differs(place)}


@RANDOM
@given(_VERSIONS, _VERSIONS, st.sampled_from([Decimal(0), Decimal(1)]))
def test_every_cell_that_says_something_else_is_told_once_and_no_other(
    before: Version, after: Version, tolerance: Decimal
) -> None:
    found = compare(before, after, {}, tolerance)
    wanted = plainly(before, after, tolerance)
    told = [(row.key, row.slot) for row in found]
    assert len(told) == len(set(told))
    # A figure that moved stands at its new cell, which may say the same there as before.
    unmoved = {(row.key, row.slot) for row in found if row.old_vintage is None and row.of == "value"}
    assert unmoved <= wanted
    left = {(row.key, Slot(row.slot.item, row.slot.field, row.old_vintage)) for row in found if row.of == "vintage"}
    items = {(key, slot.item) for key, slot in left}
    assert {place for place in wanted if (place[0], place[1].item) not in items} <= set(told)
    for row in found:
        if (row.key, row.slot.item) not in items:
            sides = [
                tuple(each for each in version.get((row.key, row.slot), ()) if each.absent != "cleared")
                for version in (before, after)
            ]
            assert (row.before, row.after) == tuple(sides)
    assert found == in_order(reversed(found))


@RANDOM
@given(_VERSIONS, _VERSIONS)
def test_a_figure_moves_only_where_a_cell_came_or_went_and_it_is_found_there(before: Version, after: Version) -> None:
    every = {*before, *after}
    come_or_gone = [place for place in every if not (filled(before, place) and filled(after, place))]
    key = operator.attrgetter("key", "old.item", "old.field")
    assert sorted(moves_between(before, after, every), key=key) == sorted(
        moves_between(before, after, come_or_gone), key=key
    )
