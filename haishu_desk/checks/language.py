"""The language of the rules as a small tree that never changes: its parts, how it is printed, which cells it touches.

A formula gives a number, a condition yes or no. `printed` gives the text that the grammar reads back to the same tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.checks.ground import COUNTS
from haishu_desk.checks.moments import THIS
from haishu_desk.domain.cells import VALUE, field_of_note, is_note
from haishu_desk.domain.items import Item

EACH = "本项"
FIELDS = {
    "本期值": "value",
    "增速": "growth",
    "累计": "cumulative",
    "分子": "numerator",
    "分母": "denominator",
    "完成投资": "invested",
    "核定数": "verified",
}
_TITLES = {name: title for title, name in FIELDS.items()}
NO_WORD = "无"  # how a formula names the 数值状态 without a word

# Functions of numbers and how many they take (None: two or more).
FUNCTIONS: dict[str, int | None] = {"绝对值": 1, "最大": None, "最小": None, "四舍五入": 2}
# What is asked of one cell instead of its value.
SUMS = ("下级合计", "已报合计", "历年合计", "历年累计降低")
PLANNED = ("基期", "目标", "应达")
MEASURES = ("末位", "已报个数")
ASKED = (*SUMS, *PLANNED, *MEASURES)
CLOCK = ("年份", "月份")
COMPARISONS = ("=", "≠", "<", "≤", ">", "≥")
FLAGS = (
    "是比率", "是流量", "是存量", "是增速", "是百分数", "是约束性", "是越低越好", "是守住", "是合计项", "是加权项",
    "是镇街", "是年报",
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number as written, never negative."""

    value: Decimal


@dataclass(frozen=True)
class Cell:
    """A cell: `item` is a code or 本项, `unit` a code or None for the unit at hand, `moment` a word of `moments`."""

    item: str
    field: str = VALUE
    unit: str | None = None
    moment: str = THIS
    vintage: str | None = COUNTS


@dataclass(frozen=True)
class Asked:
    """下级合计(…), 基期(…), 末位(…): what is asked of a cell instead of its value."""

    name: str
    cell: Cell


@dataclass(frozen=True)
class Clock:
    """年份 or 月份 of the period at hand."""

    name: str


@dataclass(frozen=True)
class Named:
    """The left side of the rule that has this 名称."""

    name: str


@dataclass(frozen=True)
class Negative:
    """The same with the other sign."""

    inner: Formula


@dataclass(frozen=True)
class Sum:
    """Two or more terms, each with + or - before it; the first has +."""

    terms: tuple[tuple[str, Formula], ...]


@dataclass(frozen=True)
class Product:
    """Two or more factors, each with * or / before it; the first has *."""

    factors: tuple[tuple[str, Formula], ...]


@dataclass(frozen=True)
class Call:
    """A function of numbers."""

    name: str
    arguments: tuple[Formula, ...]


@dataclass(frozen=True)
class Choice:
    """如果(condition, a, b)."""

    condition: Condition
    yes: Formula
    no: Formula


@dataclass(frozen=True)
class Comparison:
    """Two numbers compared to the last digit."""

    left: Formula
    sign: str
    right: Formula


@dataclass(frozen=True)
class Known:
    """有数(…): whether a cell has a number."""

    cell: Cell


@dataclass(frozen=True)
class Flag:
    """是比率, 是镇街: what kind of item, unit or period is at hand."""

    name: str


@dataclass(frozen=True)
class Not:
    """非."""

    inner: Condition


@dataclass(frozen=True)
class All:
    """Two or more joined by 且."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """Two or more joined by 或."""

    parts: tuple[Condition, ...]


Formula = Number | Cell | Asked | Clock | Named | Negative | Sum | Product | Call | Choice
Condition = Comparison | Known | Flag | Not | All | Some
Tree = Formula | Condition


def parts(tree: Tree) -> tuple[Tree, ...]:
    """What a tree is directly made of."""
    inner: tuple[Tree, ...] = ()
    match tree:
        case Asked() | Known():
            inner = (tree.cell,)
        case Negative() | Not():
            inner = (tree.inner,)
        case Sum():
            inner = tuple(term for _, term in tree.terms)
        case Product():
            inner = tuple(factor for _, factor in tree.factors)
        case Call():
            inner = tree.arguments
        case Choice():
            inner = (tree.condition, tree.yes, tree.no)
        case Comparison():
            inner = (tree.left, tree.right)
        case All() | Some():
            inner = tree.parts
    return inner


def walk(tree: Tree) -> Iterator[Tree]:
    """The tree and all in it, from left to right, however deep."""
    waiting = [tree]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += reversed(parts(found))


def depth(tree: Tree) -> int:
    """How many levels lie in each other; 1 for a number."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        found, level = waiting.pop()
        deepest = max(deepest, level)
        waiting += [(part, level + 1) for part in parts(found)]
    return deepest


def references(tree: Tree) -> tuple[Cell, ...]:
    """The cells that the tree touches, each once, from left to right."""
    return tuple(dict.fromkeys(found for found in walk(tree) if isinstance(found, Cell)))


def names(tree: Tree) -> tuple[str, ...]:
    """The named rules that the tree uses directly."""
    return tuple(dict.fromkeys(found.name for found in walk(tree) if isinstance(found, Named)))


def printed_cell(cell: Cell) -> str:
    """The cell as it is typed, without what goes without saying."""
    field = "" if cell.field == VALUE else f".{_TITLES.get(cell.field, cell.field)}"
    unit = "" if cell.unit is None else f"|{cell.unit}"
    moment = "" if cell.moment == THIS else f"@{cell.moment}"
    vintage = "" if cell.vintage == COUNTS else f"#{cell.vintage or NO_WORD}"
    return f"[{cell.item}{field}{unit}{moment}{vintage}]"


def field_title(field: str) -> str:
    """The field as people call it."""
    return _TITLES.get(field, field)


def title_in(item: Item, field: str) -> str:
    """The field as people call it on the item's own form; a 说明 by what it speaks of."""
    spoken_of = field_of_note(field)
    title = item.title_of(spoken_of) or field_title(spoken_of)
    return f"{title}的说明" if is_note(field) else title


# How tightly a part holds together; what holds less than its place asks for is put in parentheses.
_SUM, _PRODUCT, _ATOM = 1, 2, 3
_SOME, _ALL, _NOT = 1, 2, 3


def printed(tree: Tree) -> str:
    """The text that the grammar reads back to the same tree."""
    match tree:
        case Number():
            text = f"{tree.value:f}"
        case Cell():
            text = printed_cell(tree)
        case Asked():
            text = f"{tree.name}({printed_cell(tree.cell)})"
        case Clock() | Flag():
            text = tree.name
        case Named():
            text = f"{{{tree.name}}}"
        case Known():
            text = f"有数({printed_cell(tree.cell)})"
        case _:
            text = _joined(tree)
    return text


def _joined(tree: Negative | Sum | Product | Call | Choice | Comparison | Not | All | Some) -> str:
    """What is made of parts."""
    match tree:
        case Negative():
            text = f"-{_within(tree.inner, _ATOM)}"
        case Sum():
            text = " ".join(f"{sign} {_within(term, _PRODUCT)}" for sign, term in tree.terms)[2:]
        case Product():
            text = " ".join(f"{sign} {_within(factor, _ATOM)}" for sign, factor in tree.factors)[2:]
        case Call():
            text = f"{tree.name}({', '.join(map(printed, tree.arguments))})"
        case Choice():
            text = f"如果({printed(tree.condition)}, {printed(tree.yes)}, {printed(tree.no)})"
        case Comparison():
            text = f"{printed(tree.left)} {tree.sign} {printed(tree.right)}"
        case Not():
            text = f"非 {_within(tree.inner, _NOT)}"
        case All():
            text = " 且 ".join(_within(part, _NOT) for part in tree.parts)
        case Some():
            text = " 或 ".join(_within(part, _ALL) for part in tree.parts)
    return text


def _within(tree: Tree, place: int) -> str:
    tightness = {Sum: _SUM, Product: _PRODUCT, Some: _SOME, All: _ALL}.get(type(tree), _ATOM)
    return printed(tree) if tightness >= place else f"({printed(tree)})"
