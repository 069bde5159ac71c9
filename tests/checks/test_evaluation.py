"""Formulas on values: exact decimals, missing cells that are never 0, and a sentence for what has no result."""

from __future__ import annotations

import decimal
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.checks import language as lang
from haishu_desk.checks.evaluation import (
    EXACT,
    Evaluation,
    Missing,
    NotHereError,
    Spot,
    UndefinedError,
    compare,
    reckonable,
    rounded,
)
from haishu_desk.checks.grammar import parse_condition, parse_formula
from haishu_desk.domain.quantity import parse
from tests.checks.made import DISTRICT, OTHER, THIRD, TOWN, MadeGround, at, ground, made_item
from tests.domain.made import RANDOM

CELLS = {
    "145-01": "1700",
    "145-01@2023": "1600",
    "145-01@2022": "1500.5",
    "145-01@2024-Q3": "1274.9",
    "145-01@2023#普查修订": "1622.4",
    "145-01@2023#最终核实": "1594.8",
    "145-03.numerator": "45.9",
    "145-04|dept-wjj": "77",
    "145-10": "—",
    "145-11": "不适用",
    "145-12": "未取得",
    "145-21": "<27",
    "145-25": "[8]",
    "145-25.cumulative": "[8]",
    "145-20": "约90",
    "145-22": "完成",
}


def number(formula: str, made: MadeGround | None = None, spot: Spot | None = None) -> Decimal | Missing:
    return Evaluation(made or ground(CELLS), spot or at()).number(parse_formula(formula))


def why(answer: object) -> list[tuple[str, str]]:
    """What is missing: the item and the reason."""
    assert isinstance(answer, Missing)
    return [(place.item, reason) for place, reason in answer.cells]


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("[145-01]", "1700"),
        ("[145-01@上年同期]", "1622.4"),  # the better vintage counts
        ("[145-01@上期]", "1622.4"),
        ("[145-01@上年]", "1622.4"),
        ("[145-01@2022]", "1500.5"),
        ("[145-01@3季度]", "1274.9"),
        ("[145-01@2023#最终核实]", "1594.8"),
        ("[145-01@2023#无]", "1600"),
        ("[145-03.分子]", "45.9"),
        ("[145-04|dept-wjj]", "77"),
        ("[145-20]", "90"),
        ("[145-25.累计]", "8"),
        ("年份 * 100 + 月份", "202412"),
        ("基期([145-01])", "1201"),
        ("目标([145-01])", "2000"),
        ("目标([145-21])", "27"),
        ("末位([145-03])", "0.01"),
        ("末位([145-04])", "1"),
        ("绝对值(1 - 3)", "2"),
        ("最大(1, [145-01], 3)", "1700"),
        ("最小(2, 1, 3)", "1"),
        ("四舍五入(2.5, 0)", "3"),
        ("四舍五入(-2.45, 1)", "-2.5"),
        ("如果(1 < 2, 10, 20)", "10"),
        ("如果([145-01] < 2 或 是百分数, 10, 20)", "20"),
        ("0.1 + 0.2", "0.3"),
        ("1 - 2 - 3", "-4"),
        ("8 / 2 / 2 * 3", "6"),
        ("-2 * -3", "6"),
    ],
)
def test_each_kind_of_reference_and_function_gives_its_number(formula: str, result: str) -> None:
    assert number(formula, spot=at(item="145-01")) == Decimal(result)


@pytest.mark.parametrize(
    ("formula", "missing"),
    [
        ("[145-02]", [("145-02", "没有填")]),
        ("[145-01@2021]", [("145-01", "没有填")]),
        ("[145-01#预计]", [("145-01", "没有填")]),
        ("[145-04]", [("145-04", "没有填")]),  # another unit has one
        ("[145-10] * 0", [("145-10", "写的是“—”")]),
        ("[145-11] + [145-12]", [("145-11", "写的是“不适用”"), ("145-12", "写的是“未取得”")]),
        ("[145-21]", [("145-21", "写的是“<27”")]),
        ("[145-22]", [("145-22", "写的是“完成”")]),
        ("[145-25]", [("145-25", "写的是“[8]”")]),  # a sum of five years is no value of one
        ("-[145-02]", [("145-02", "没有填")]),
        ("最大([145-02], 1)", [("145-02", "没有填")]),
        ("如果([145-02] > 1, 1, 2)", [("145-02", "没有填")]),
        ("[145-02] / 0", [("145-02", "没有填")]),
    ],
)
def test_a_cell_that_says_nothing_is_missing_and_never_zero(formula: str, missing: list[tuple[str, str]]) -> None:
    assert why(number(formula)) == missing


def test_townships_are_added_and_those_that_are_silent_are_named() -> None:
    cells = {f"145-04|{TOWN}": "10", f"145-04|{OTHER}": "20", f"145-04|{DISTRICT}": "60"}
    district = at(unit=DISTRICT)
    silent = number("下级合计([145-04])", ground(cells), district)
    assert isinstance(silent, Missing)
    assert [place.unit for place, _ in silent.cells] == [THIRD]
    assert number("已报合计([145-04])", ground(cells), district) == 30
    assert number("已报个数([145-04])", ground(cells), district) == 2
    cells[f"145-04|{THIRD}"] = "30"
    assert number("[145-04] - 下级合计([145-04])", ground(cells), district) == 0
    assert why(number("已报合计([145-04])", ground(), district)) == [("145-04", "下级都没有报")]
    assert number("已报个数([145-04])", ground(), district) == 0


def test_what_there_is_none_of_here_does_not_apply() -> None:
    with pytest.raises(NotHereError):
        number("下级合计([145-04])", spot=at(unit=TOWN))
    with pytest.raises(NotHereError):
        number("下级合计([145-01])", spot=at(unit=DISTRICT))  # no township reports it
    for formula in ("基期([145-01])", "目标([145-01])", "应达([145-01])"):
        with pytest.raises(NotHereError):
            number(formula, spot=at(unit=TOWN))
    with pytest.raises(NotHereError):
        number("基期([145-29])")  # printed as —
    made = ground()
    made.plans["应达", "145-01@2024"] = "1805.76"
    assert number("应达([145-01])", made) == Decimal("1805.76")


def test_years_of_the_plan_are_added_and_reductions_multiplied() -> None:
    cells = {"145-16@2021": "4", "145-16@2022": "5", "145-16@2023": "-1", "145-16": "3"}
    assert number("历年合计([145-16])", ground(cells)) == 11
    # 1 - 0.96 * 0.95 * 1.01 * 0.97 = 1 - 0.8934864
    assert number("历年累计降低([145-16])", ground(cells)) == Decimal("10.65136")
    del cells["145-16@2022"]
    gap = number("历年合计([145-16])", ground(cells))
    assert isinstance(gap, Missing)
    assert [place.period for place, _ in gap.cells] == ["2022"]


def test_division_by_zero_is_a_sentence_with_the_divisor() -> None:
    with pytest.raises(UndefinedError, match=r"“\[145-01@上年同期\] - 1622.4”是 0，不能作除数") as refused:
        number("[145-01] / ([145-01@上年同期] - 1622.4)")
    assert "未取得" in refused.value.advice


def test_a_number_without_end_is_a_sentence() -> None:
    huge = {"145-04": "9" * 2000}  # ten thousand digits, a hundred and eighty times over
    with pytest.raises(UndefinedError, match="太大"):
        number("[145-04]*" * 180 + "1", _of_huge(huge, 700))
    with pytest.raises(UndefinedError, match="太大"):
        number("四舍五入([145-04], 2)", ground(huge))


def _of_huge(cells: dict[str, str], times: int) -> MadeGround:
    made = ground(cells)
    for place, quantity in made.cells.items():
        made.cells[place] = parse(quantity.raw * (times // 100))
    return made


@pytest.mark.parametrize(
    ("condition", "met"),
    [
        ("[145-01] > 1600", True),
        ("[145-01] ≤ 1600", False),
        ("1 = 1.0", True),
        ("1 ≠ 1.0", False),
        ("非 1 < 2", False),
        ("1 < 2 且 2 < 3", True),
        ("1 > 2 或 2 > 3", False),
        ("有数([145-01])", True),
        ("有数([145-10])", False),
        ("有数([145-02])", False),
        ("[145-02] > 1 且 1 > 2", False),  # settled whatever the missing one is
        ("[145-02] > 1 或 1 < 2", True),
    ],
)
def test_conditions_are_met_or_not(condition: str, *, met: bool) -> None:
    assert Evaluation(ground(CELLS), at()).truth(parse_condition(condition)) is met


@pytest.mark.parametrize(
    "condition", ["[145-02] > 1", "非 [145-02] > 1", "[145-02] > 1 且 1 < 2", "[145-02] > 1 或 1 > 2"]
)
def test_a_condition_on_a_missing_cell_is_unknown(condition: str) -> None:
    assert why(Evaluation(ground(CELLS), at()).truth(parse_condition(condition))) == [("145-02", "没有填")]


@pytest.mark.parametrize(
    ("flag", "item", "met"),
    [("是比率", "145-03", True), ("是比率", "145-01", False), ("是流量", "145-01", True), ("是存量", "145-04", True), ("是增速", "145-16", True),
     ("是百分数", "145-03", True), ("是百分数", "145-26", False), ("是约束性", "145-16", True), ("是约束性", "145-01", False),
     ("是越低越好", "145-21", True), ("是守住", "145-23", True), ("是合计项", "145-33", True), ("是加权项", "145-22", True), ("是年报", "145-01", True)],
)  # fmt: skip
def test_flags_say_what_kind_of_item_is_at_hand(flag: str, item: str, *, met: bool) -> None:
    assert Evaluation(ground(), at(item=item)).truth(parse_condition(flag)) is met


def test_flags_of_the_unit_and_the_period() -> None:
    township, month = Evaluation(ground(), at(unit=TOWN)), Evaluation(ground(), at("2024-06"))
    assert township.truth(parse_condition("是镇街")) is True
    assert month.truth(parse_condition("是镇街 或 是年报")) is False


def test_each_item_stands_for_the_item_at_hand() -> None:
    assert number("[本项] - [本项@2022]", spot=at(item="145-01")) == Decimal("199.5")


def test_a_named_formula_is_evaluated_once_however_often_it_is_used() -> None:
    made = ground({"145-99": "3"}, made_item())
    names = {"底": parse_formula("[145-99]")}
    for level in range(25):  # 2 ** 25 evaluations if each use were one
        names[f"名{level}"] = parse_formula(
            f"{{{f'名{level - 1}' if level else '底'}}} + {{{f'名{level - 1}' if level else '底'}}}"
        )
    assert Evaluation(made, at(), names).number(parse_formula("{名24}")) == 3 * 2**25
    assert made.asked == 1


def test_only_exact_and_approximate_numbers_are_reckoned_with() -> None:
    assert reckonable(parse("约5")) == 5
    assert [reckonable(parse(typed)) for typed in (">5", "5-6", "2倍", "[5]", "—", "好", "")] == [None] * 7
    assert reckonable(None) is None


@pytest.mark.parametrize(
    ("left", "sign", "right", "allowed", "holds"),
    [("1", "=", "1.05", "0.05", True), ("1", "=", "1.06", "0.05", False), ("1", "约等于", "0.95", "0.05", True), ("1", "≠", "1.05", "0.05", False),
     ("1", "≠", "1.06", "0.05", True), ("1", "<", "1", "0", False), ("1", "<", "1", "0.05", True), ("1.05", "≤", "1", "0.05", True),
     ("1.06", "≤", "1", "0.05", False), ("1", ">", "1", "0", False), ("1", ">", "1.04", "0.05", True), ("1", "≥", "1.05", "0.05", True),
     ("1", "≥", "1.06", "0.05", False)],
)  # fmt: skip
def test_two_sides_are_compared_with_what_they_may_differ_by(
    left: str, sign: str, right: str, allowed: str, *, holds: bool
) -> None:
    assert compare(Decimal(left), sign, Decimal(right), Decimal(allowed)) is holds


def test_long_numbers_are_compared_to_the_last_digit() -> None:
    long = Decimal("1" * 40)
    assert not compare(long, "=", long + 1)
    assert rounded(Decimal("0.125"), 2) == Decimal("0.13")


def _reference(tree: lang.Formula) -> Decimal:
    """The same in Python's own arithmetic, in a context of 50 digits."""
    match tree:
        case lang.Number():
            return tree.value
        case lang.Negative():
            return -_reference(tree.inner)
        case lang.Sum():
            total = Decimal(0)
            for sign, term in tree.terms:
                total = total + _reference(term) if sign == "+" else total - _reference(term)
            return total
        case lang.Product():
            total = Decimal(1)
            for sign, factor in tree.factors:
                total = total * _reference(factor) if sign == "*" else total / _reference(factor)
            return total
        case lang.Call():
            numbers = [_reference(argument) for argument in tree.arguments]
            if tree.name == "绝对值":
                return abs(numbers[0])
            return max(numbers) if tree.name == "最大" else min(numbers)
    raise TypeError(tree)


_WRITTEN = st.recursive(
    st.decimals(0, 10**5, places=2).map(str),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: f"({' + '.join(parts)})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} - {pair[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: f"{three[0]} * {three[1]} / {three[2]}"),
        st.tuples(inner, inner).map(lambda pair: f"最大({pair[0]}, 最小({pair[1]}, {pair[0]}))"),
        inner.map(lambda one: f"绝对值(-{one})"),
    ),
    max_leaves=12,
)


@RANDOM
@given(_WRITTEN)
def test_a_formula_of_numbers_gives_what_decimals_give(text: str) -> None:
    tree = parse_formula(text)
    with decimal.localcontext(EXACT):
        try:
            wanted: Decimal | None = _reference(tree)
        except (ZeroDivisionError, decimal.InvalidOperation):
            wanted = None
    if wanted is None:
        with pytest.raises(UndefinedError):
            number(text)
    else:
        assert number(text) == wanted
