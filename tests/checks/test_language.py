"""Formulas as trees: they print and are read back, say which cells they touch, and random text never crashes."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.checks import language as lang
from haishu_desk.checks.grammar import DEEPEST, LONGEST, FormulaError, parse_condition, parse_formula
from haishu_desk.checks.ground import COUNTS
from haishu_desk.domain.cells import VINTAGES
from tests.domain.made import RANDOM

_CELLS = st.builds(
    lang.Cell,
    st.sampled_from(["145-01", "135-19a", "145-b09-2-03", "本项"]),
    st.sampled_from([*lang.FIELDS.values(), "problem"]),
    st.sampled_from([None, "330203105", "dept-tjj"]),
    st.sampled_from(
        ["本期", "上期", "上年同期", "上年", "全年", "12月", "3季度", "上半年", "2023", "2023-Q3", "2023-09"]
    ),
    st.sampled_from([COUNTS, None, *VINTAGES]),
)
_NUMBERS = st.decimals(0, 10**6, places=2) | st.integers(0, 10**9).map(Decimal)


@st.composite
def cells(draw: st.DrawFn) -> lang.Cell:
    return draw(_CELLS)


@st.composite
def formulas(draw: st.DrawFn, levels: int = 3) -> lang.Formula:
    """A tree of at most that many levels; drawn by hand, since the strategies' own description would be pages long."""
    kind = draw(st.sampled_from("ncakd" if levels == 0 else "ncakd-+*mbr?"))
    inner = formulas(max(levels - 1, 0))
    if kind == "n":
        return lang.Number(draw(_NUMBERS))
    if kind == "c":
        return draw(cells())
    if kind == "a":
        return lang.Asked(draw(st.sampled_from(lang.ASKED)), draw(cells()))
    if kind == "k":
        return lang.Clock(draw(st.sampled_from(lang.CLOCK)))
    if kind == "d":
        return lang.Named(draw(st.sampled_from(["三产合计", "a 1"])))
    return _combined(draw, kind, inner, levels)


def _combined(draw: st.DrawFn, kind: str, inner: st.SearchStrategy[lang.Formula], levels: int) -> lang.Formula:
    if kind == "-":
        return lang.Negative(draw(inner))
    if kind in "+*":
        signs = st.sampled_from("+-" if kind == "+" else "*/")
        rest = [(draw(signs), draw(inner)) for _ in range(draw(st.integers(1, 3)))]
        return (lang.Sum if kind == "+" else lang.Product)(((kind, draw(inner)), *rest))
    if kind == "m":
        return lang.Call(draw(st.sampled_from(["最大", "最小"])), (draw(inner), draw(inner)))
    if kind == "r":
        return lang.Call("四舍五入", (draw(inner), lang.Number(Decimal(2))))
    if kind == "b":
        return lang.Call("绝对值", (draw(inner),))
    return lang.Choice(draw(conditions(levels - 1)), draw(inner), draw(inner))


@st.composite
def conditions(draw: st.DrawFn, levels: int = 2) -> lang.Condition:
    """A condition of at most that many levels."""
    kind = draw(st.sampled_from("=kf" if levels <= 0 else "=kf!&|"))
    inner = conditions(levels - 1)
    if kind == "k":
        return lang.Known(draw(cells()))
    if kind == "f":
        return lang.Flag(draw(st.sampled_from(lang.FLAGS)))
    if kind == "!":
        return lang.Not(draw(inner))
    if kind in "&|":
        parts = tuple(draw(inner) for _ in range(draw(st.integers(2, 3))))
        return lang.All(parts) if kind == "&" else lang.Some(parts)
    sides = formulas(1)
    return lang.Comparison(draw(sides), draw(st.sampled_from(lang.COMPARISONS)), draw(sides))


@RANDOM
@given(formulas())
def test_a_formula_that_is_printed_is_read_back_as_the_same_tree(tree: lang.Formula) -> None:
    assert parse_formula(lang.printed(tree)) == tree


@RANDOM
@given(conditions())
def test_a_condition_that_is_printed_is_read_back_as_the_same_tree(tree: lang.Condition) -> None:
    assert parse_condition(lang.printed(tree)) == tree


@RANDOM
@given(st.text() | st.text("[]()+-*/=<>≤|@#.{},本项145-0有数且或非约 　％（【", max_size=40))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(text: str) -> None:
    for read in (parse_formula, parse_condition):
        error = refusal(read, text)
        assert error is None or (error.message and error.advice and 0 <= error.column <= len(text) + 1)


def refusal(read: Callable[[str], lang.Tree], text: str) -> FormulaError | None:
    """Why it cannot be read; None for what is read and printed."""
    try:
        lang.printed(read(text))
    except FormulaError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("（１＋２）×３÷４", "(1 + 2) * 3 / 4"),
        ("【145-01＠上期】－1", "[145-01@上期] - 1"),
        ("[145-01#预计@上期|dept-tjj]", "[145-01|dept-tjj@上期#预计]"),
        ("[ 145-01 . 分子 ]", "[145-01.分子]"),
        ("1 - -2", "1 - -2"),
        ("+1", "1"),
        ("(((1)))", "1"),
        ("1 + 2 - 3 * 4 / (5 - 6)", "1 + 2 - 3 * 4 / (5 - 6)"),
        ("如果([145-01]>=1 且 是比率, 1, 2)", "如果([145-01] ≥ 1 且 是比率, 1, 2)"),
        ("[145-01#无]", "[145-01#无]"),
    ],
)
def test_what_people_type_is_read_in_its_shortest_form(typed: str, printed: str) -> None:
    assert lang.printed(parse_formula(typed)) == printed


def test_products_hold_tighter_than_sums_and_both_go_from_left_to_right() -> None:
    three = [lang.Number(Decimal(n)) for n in (1, 2, 3)]
    product = lang.Product((("*", three[1]), ("/", three[2])))
    assert parse_formula("1 - 2 / 3") == lang.Sum((("+", three[0]), ("-", product)))


def test_and_holds_tighter_than_or_and_not_tighter_than_both() -> None:
    rate, flow, level = lang.Flag("是比率"), lang.Flag("是流量"), lang.Flag("是存量")
    assert parse_condition("是比率 或 非 是流量 且 是存量") == lang.Some((rate, lang.All((lang.Not(flow), level))))


@pytest.mark.parametrize(
    ("typed", "column", "says", "advises"),
    [
        ("1 +", 4, "没有写完", "数"),
        ("平均([145-01])", 1, "看不懂“平均”", "最大"),
        ("最大值(1, 2)", 3, "看不懂“值”", "左括号"),
        ("[145-01] * 93%", 14, "看不懂“%”", "93 而不是 93%"),
        ("[145-01", 1, "看不懂“[”", "成对"),
        ("(1 + 2", 7, "没有写完", "右括号"),
        ("1 + 2)", 6, "看不懂“)”", "结束"),
        ("1 2", 3, "看不懂“2”", "+ 或 -"),
        ("最大(1)", 1, "至少两个", "逗号"),
        ("绝对值(1, 2)", 1, "1个数，这里有2个", "逗号"),
        ("四舍五入(1, 11)", 1, "0 到 10", "四舍五入"),
        ("1 + [145]", 5, "看不懂“[145]”", "代码"),
        ("[145-01@昨天]", 1, "看不懂期别“昨天”", "上年同期"),
        ("[145-01#快些]", 1, "没有数值状态“快些”", "快报"),
        ("[145-01.人数]", 1, "没有栏目“人数”", "分子"),
        ("[145-01@上期@上年]", 1, "“@”写了两次", "各写一次"),
        ("1" * 41, 1, "太长", "40位"),
        ("", 0, "空", "[145-01]"),
        (" \n ", 0, "空", "[145-01]"),
    ],
)
def test_a_formula_that_cannot_be_read_says_at_which_sign_and_what_may_stand_there(
    typed: str, column: int, says: str, advises: str
) -> None:
    with pytest.raises(FormulaError) as refused:
        parse_formula(typed)
    assert refused.value.column == column
    assert says in refused.value.message
    assert advises in refused.value.advice


def test_conditions_and_formulas_are_told_apart() -> None:
    with pytest.raises(FormulaError, match="看不懂“=”"):
        parse_formula("1 = 1")
    with pytest.raises(FormulaError, match="没有写完"):
        parse_condition("[145-01]")
    with pytest.raises(FormulaError, match="看不懂“约等于”") as refused:
        parse_condition("1 约等于 2")
    assert "容差" in refused.value.advice


def test_a_formula_of_ten_thousand_signs_and_one_of_a_thousand_brackets_are_refused_with_a_sentence() -> None:
    with pytest.raises(FormulaError, match=f"10000个字，最多{LONGEST}个字"):
        parse_formula("[145-01]+" * 1111 + "1")
    for deep in ("绝对值(" * 300 + "1" + ")" * 300, "-" * 900 + "1", "如果(1 < 2, 1, " * 90 + "1" + ")" * 90):
        with pytest.raises(FormulaError, match=f"最多{DEEPEST}层"):
            parse_formula(deep)
    assert parse_formula("(" * 900 + "1" + ")" * 900) == parse_formula("1")  # brackets alone are no depth
    assert lang.depth(parse_formula("1+" * 900 + "1")) == 2


def test_the_cells_that_a_tree_touches_are_named_once_from_left_to_right() -> None:
    tree = parse_condition("[145-02] > 下级合计([145-04]) + [145-02] 且 有数([145-01@上期])")
    assert [lang.printed_cell(cell) for cell in lang.references(tree)] == ["[145-02]", "[145-04]", "[145-01@上期]"]
    assert lang.names(parse_formula("{甲} + {乙} * {甲}")) == ("甲", "乙")


def test_the_parser_is_loaded_with_the_first_formula_and_not_before() -> None:
    code = "import sys, haishu_desk.checks.run, haishu_desk.checks.compiling as c; assert 'lark' not in sys.modules;"
    code += "c.parse_formula('1'); assert 'lark' in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_tree_never_changes() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        parse_formula("1").value = Decimal(2)  # type: ignore[union-attr,misc]
