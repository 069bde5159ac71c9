"""What people type is understood as the contract says, is shown so that it means the same, and is never a float."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.domain.quantity import CLEARED, OPERATORS, Quantity, parse, show, unpacked, words
from tests.domain.made import RANDOM

TEN_KEYS = ["raw", "op", "value", "low", "high", "cumulative", "percent", "text", "missing", "absent"]
EMPTY: dict[str, Any] = {
    "value": None,
    "low": None,
    "high": None,
    "cumulative": False,
    "percent": False,
    "text": None,
    "missing": False,
    "absent": None,
}
UNITS = [None, "人", "万人", "%", "亿元", "万元", "亿斤", "人/个", "平方米", "㎡", "倍"]

CONTRACT: list[tuple[str, dict[str, Any]]] = [
    (">93", {"op": "gt", "value": "93"}),
    ("—", {"op": "none", "missing": True, "absent": "dash"}),
    ("不适用", {"op": "none", "missing": True, "absent": "not-applicable"}),
    ("未取得", {"op": "none", "missing": True, "absent": "not-obtained"}),
    ("", {"op": "none", "missing": True, "absent": "cleared"}),
    ("[8]", {"op": "eq", "value": "8", "cumulative": True}),
    ("7.5%", {"op": "eq", "value": "7.5", "percent": True}),
    ("1-2", {"op": "range", "low": "1", "high": "2"}),
    ("与经济增长基本同步", {"op": "text", "text": "与经济增长基本同步"}),
    ("双倍增", {"op": "multiple", "value": "2"}),
    ("翻番", {"op": "multiple", "value": "2"}),
]

OPERATOR_WORDS = {
    "eq": ["{}", "达到{}", "为{}", "实现{}", "完成{}", "建成{}", "保持{}", "稳定在{}", "保持在{}", "={}"],
    "ge": ["{}以上", "不低于{}", "至少{}", "≥{}", ">={}", "{}及以上", "不低于{}以上", "达到{}以上"],
    "gt": ["{}多", "{}余", "超{}", "超过{}", "突破{}", "大于{}", ">{}", "＞{}", "高于{}", "达到 >{}"],
    "le": ["{}以下", "{}以内", "不超过{}", "≤{}", "<={}", "不高于{}", "保持在{}以内", "不超过 {} 以内"],
    "lt": ["小于{}", "低于{}", "<{}", "＜{}"],
    "approx": ["{}左右", "约{}", "≈{}", "大约{}", "达到{}左右", "约{}左右"],
}
WORDED = [(op, form) for op, forms in OPERATOR_WORDS.items() for form in forms]

NUMBERS = [
    ("0", "0"),
    ("12", "12"),
    ("12.50", "12.50"),
    ("-3.2", "-3.2"),
    ("－3.2", "-3.2"),
    ("+3", "3"),
    (".5", "0.5"),
    ("-.5", "-0.5"),
    ("1,234", "1234"),
    ("1,234,567.80", "1234567.80"),
    ("１２．５", "12.5"),
    ("１，２３４", "1234"),
    (" 7 ", "7"),
    ("　7　", "7"),
    ("0012", "0012"),
    ("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789"),
]

TEXTS = [
    "12,34", "1,2345", "1e3", "1E3", "10⁴", "10㎡", "5㎡", "m2", "1.2.3", "5.", "5 6", "--5", "=1+1", "=A1", "0x10", "١٢",
    "½", "2-1", "超过5以上", "不低于5以下", "约>5", "约1-2", "[翻番]", "[]", "[[8]]", "[8", "市下达目标", "√", "5%人", "5%%",
    "约", "达到", ">", "1-2-3", "nan", "inf", "Infinity", "None", "2025-09", "12月", "一", "∞", "5到6",
]  # fmt: skip

SCALED = [
    ("3.2万", "万人", "3.2"),
    ("3.2万", "人", "32000"),
    ("3.20万", "万人", "3.20"),
    ("3.2万人", "万人", "3.2"),
    ("3.2万人", "人", "32000"),
    ("5人", "万人", "0.0005"),
    ("5人", "人", "5"),
    ("3.2万", None, "32000"),
    ("2亿", None, "200000000"),
    ("1.5亿", "亿元", "1.5"),
    ("3000万", "亿元", "0.3"),
    ("0.5亿", "万元", "5000"),
    ("1万亿", "亿元", "10000"),
    ("1,200万", "亿元", "0.12"),
    ("３．２万", "人", "32000"),
    ("-3.2万", "人", "-32000"),
    ("0万", "亿元", "0"),
    ("12㎡", "㎡", "12"),
    ("123456789012345678901234567890.12345万", "元", "1234567890123456789012345678901234.5"),
]


@pytest.mark.parametrize(("typed", "meant"), CONTRACT)
def test_an_example_of_the_contract_gives_exactly_its_json(typed: str, meant: dict[str, Any]) -> None:
    assert parse(typed).as_json() == {**EMPTY, "raw": typed, **meant}


def test_json_has_exactly_the_ten_keys_of_the_contract_in_their_order() -> None:
    assert all(list(parse(typed).as_json()) == TEN_KEYS for typed, _ in CONTRACT)


@pytest.mark.parametrize(("op", "form"), WORDED)
def test_a_word_beside_a_number_is_its_operator(op: str, form: str) -> None:
    quantity = parse(form.format("93.5"))
    assert (quantity.op, quantity.value, quantity.raw) == (op, "93.5", form.format("93.5"))


@pytest.mark.parametrize(("op", "form"), WORDED)
def test_a_word_beside_a_percentage_keeps_the_percent_sign(op: str, form: str) -> None:
    quantity = parse(form.format("93.5%"))
    assert (quantity.op, quantity.value, quantity.percent) == (op, "93.5", True)


@pytest.mark.parametrize(("typed", "value"), NUMBERS)
def test_a_plain_number_keeps_its_digits(typed: str, value: str) -> None:
    assert parse(typed) == Quantity(typed, "eq", value=value)


@pytest.mark.parametrize("typed", TEXTS)
def test_what_is_no_number_is_text_and_untouched(typed: str) -> None:
    assert parse(typed) == Quantity(typed, "text", text=typed)


@pytest.mark.parametrize(("typed", "unit", "value"), SCALED)
def test_a_suffix_is_read_against_the_unit_of_the_item(typed: str, unit: str | None, value: str) -> None:
    assert parse(typed, unit) == Quantity(typed, "eq", value=value)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("3.2万", "%"), ("3.2万元", "万人"), ("5个", "人"), ("5人", None), ("5万%", "人"), ("5公里", "米")],
)
def test_a_unit_that_is_not_the_items_makes_it_text(typed: str, unit: str | None) -> None:
    assert parse(typed, unit).op == "text"


@pytest.mark.parametrize(
    ("typed", "low", "high", "percent"),
    [
        ("1-2", "1", "2", False),
        ("1～2", "1", "2", False),
        ("1—2", "1", "2", False),
        ("1至2", "1", "2", False),
        ("1 - 2", "1", "2", False),
        ("1%-2%", "1", "2", True),
        ("1-2%", "1", "2", True),
        ("-5--3", "-5", "-3", False),
        ("2-2", "2", "2", False),
        ("１－２", "1", "2", False),
        ("达到1-2", "1", "2", False),
    ],
)
def test_two_numbers_with_a_dash_are_a_range(*, typed: str, low: str, high: str, percent: bool) -> None:
    assert parse(typed) == Quantity(typed, "range", low=low, high=high, percent=percent)


def test_a_range_is_scaled_on_both_ends() -> None:
    assert parse("1-2万", "人") == Quantity("1-2万", "range", low="10000", high="20000")


def test_a_bound_inside_brackets_is_cumulative() -> None:
    assert parse("[>8]") == Quantity("[>8]", "gt", value="8", cumulative=True)
    assert parse("［7.5%］") == Quantity("［7.5%］", "eq", value="7.5", cumulative=True, percent=True)


@pytest.mark.parametrize("typed", ["—", "——", "–", "-", "--", "－", " — "])
def test_every_dash_alone_means_that_there_is_none(typed: str) -> None:
    assert parse(typed) == Quantity(typed, "none", absent="dash")


@pytest.mark.parametrize("typed", ["", " ", "　", "\t", "\u00a0"])
def test_a_cleared_cell_is_none_and_not_zero(typed: str) -> None:
    assert parse(typed) == CLEARED
    assert parse(typed).number is None
    assert parse(typed).meaning != parse("0").meaning


def test_the_four_kinds_of_nothing_and_zero_mean_five_different_things() -> None:
    meanings = {parse(typed).meaning for typed in ("", "—", "不适用", "未取得", "0")}
    assert len(meanings) == 5


@pytest.mark.parametrize(
    ("one", "other"), [("12.5", "12.50"), ("1,234", "1234"), ("≥5", "不低于5"), ("-0", "0"), ("—", "--")]
)
def test_other_spellings_of_one_value_mean_the_same(one: str, other: str) -> None:
    assert parse(one).meaning == parse(other).meaning


@pytest.mark.parametrize(("one", "other"), [("5", "[5]"), (">5", "≥5"), ("5", "约5"), ("2", "翻番"), ("5", "5-5")])
def test_what_looks_alike_and_is_not_means_something_else(one: str, other: str) -> None:
    assert parse(one).meaning != parse(other).meaning


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12.50", "12.50"), (">93", "93"), ("[8]", "8"), ("1-2", None), ("翻番", None), ("完成", None), ("—", None)],
)
def test_only_a_single_number_can_be_reckoned_with(typed: str, number: str | None) -> None:
    assert parse(typed).number == (None if number is None else Decimal(number))


@pytest.mark.parametrize("typed", ["12", "[8]", "—", ">5", "1-2"])
def test_words_are_never_read_as_a_number(typed: str) -> None:
    assert words(typed) == Quantity(typed, "text", text=typed)


def test_blank_words_are_a_cleared_cell() -> None:
    assert words(" \n") == CLEARED


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("不低于 1,234.50", "≥1234.50"), ("１～２％", "1-2%"), ("[ >8 ]", "[>8]"), ("-5--3", "-5~-3"), ("翻两番", "4倍"),
     ("--", "—"), ("", ""), (" 完成 ", "完成"), ("达到95%左右", "约95%")],
)  # fmt: skip
def test_the_short_form_is_plain(typed: str, shown: str) -> None:
    assert show(parse(typed)) == shown


LETTERS = (
    "0123456789０１５.,，%％+-－—–~～<>＜＞=≥≤≈[]［］ 　万亿人元倍翻番约超过不低于高以上下内左右达到为至增长适用未取得"
)
SOME_TEXT = st.one_of(st.text(max_size=30), st.text(alphabet=LETTERS, max_size=14))


@st.composite
def typed_quantities(draw: st.DrawFn) -> str:
    """A quantity as people may type it: digits with or without commas, words, signs, brackets, wide or narrow."""
    whole, decimals = draw(st.integers(0, 10**12)), draw(st.sampled_from(["", ".5", ".050", ".12345678901234567890"]))
    number = f"{whole:,}" if draw(st.booleans()) else str(whole)
    body = draw(st.sampled_from(["", "-"])) + number + decimals + draw(st.sampled_from(["", "%", "万", "亿"]))
    if draw(st.booleans()):
        body = draw(st.sampled_from([form for _, form in WORDED])).format(body)
    elif draw(st.booleans()):
        body = f"{body}{draw(st.sampled_from('-~—至'))}{body}"
    body = f"[{body}]" if draw(st.booleans()) else body
    if draw(st.booleans()):
        body = body.translate(str.maketrans("0123456789.,%-<>=[]", "０１２３４５６７８９．，％－＜＞＝［］"))
    return body


@RANDOM
@given(st.one_of(SOME_TEXT, typed_quantities()), st.sampled_from(UNITS))
def test_what_is_shown_means_what_was_typed(typed: str, unit: str | None) -> None:
    quantity = parse(typed, unit)
    assert parse(show(quantity), unit).meaning == quantity.meaning


@RANDOM
@given(st.one_of(SOME_TEXT, typed_quantities()), st.sampled_from(UNITS))
def test_what_was_typed_is_kept_to_the_letter_unless_it_is_blank(typed: str, unit: str | None) -> None:
    quantity = parse(typed, unit)
    assert quantity.raw == (typed if typed.strip() else "")


@RANDOM
@given(st.one_of(SOME_TEXT, typed_quantities()), st.sampled_from(UNITS))
def test_a_packed_quantity_is_read_back_whole_and_holds_no_float(typed: str, unit: str | None) -> None:
    quantity = parse(typed, unit)
    assert unpacked(quantity.packed()) == quantity
    assert all(value is None or isinstance(value, str | bool) for value in quantity.as_json().values())
    assert quantity.op in OPERATORS
    assert quantity.missing == (quantity.absent is not None)


@RANDOM
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, places=6), st.sampled_from(WORDED))
def test_a_generated_number_with_its_word_is_exactly_that_number(number: Decimal, worded: tuple[str, str]) -> None:
    quantity = parse(worded[1].format(f"{number:f}"))
    assert (quantity.op, quantity.number) == (worded[0], number)


@RANDOM
@given(st.integers(0, 10**60), st.from_regex(r"[0-9]{0,30}", fullmatch=True))
def test_scaling_is_exact_for_any_number_of_digits(whole: int, decimals: str) -> None:
    number = f"{whole}.{decimals}" if decimals else str(whole)
    moved = f"{whole}{decimals[:4].ljust(4, '0')}.{decimals[4:] or '0'}"
    value = parse(f"{number}万", "人").value
    assert value is not None
    assert Decimal(value) == Decimal(moved)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"raw": "1"},
        {"op": "eq", "value": "1"},
        {"raw": "1", "op": "eq"},
        {"raw": "1", "op": "eq", "value": ""},
        {"raw": "1", "op": "eq", "value": "1e3"},
        {"raw": "1", "op": "eq", "value": "nan"},
        {"raw": "1", "op": "eq", "value": "١"},
        {"raw": "1", "op": "eq", "value": "1\n"},
        {"raw": "1", "op": "eq", "value": 1},
        {"raw": "1", "op": "eq", "value": 1.5},
        {"raw": "1", "op": "eq", "value": "1", "percent": "yes"},
        {"raw": "1", "op": "eq", "value": "1", "cumulative": 1},
        {"raw": "1", "op": "eq", "value": "1", "absent": "dash"},
        {"raw": "1", "op": "eq", "value": "1", "low": "1", "high": "2"},
        {"raw": "1", "op": "equals", "value": "1"},
        {"raw": "1", "op": None, "value": "1"},
        {"raw": "1", "op": "range", "low": "1"},
        {"raw": "1", "op": "range", "value": "1"},
        {"raw": "1", "op": "text"},
        {"raw": "1", "op": "text", "text": 1.5},
        {"raw": "1", "op": "text", "text": "1", "value": "1"},
        {"raw": "", "op": "none"},
        {"raw": "", "op": "none", "absent": "lost"},
        {"raw": 1, "op": "eq", "value": "1"},
        {"raw": None, "op": "eq", "value": "1"},
        {"raw": "1", "op": "eq", "value": "1", "unit": "人"},
        {"raw": "1", "op": "eq", "value": "1", "missing": True},
    ],
)
def test_unpacking_refuses_what_no_quantity_packed(stored: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        unpacked(stored)
