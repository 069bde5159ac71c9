"""Rules -> `RuleSet`: every reference is looked up, every circle found, before a rule counts."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar

from haishu_desk.checks import language as lang
from haishu_desk.checks.builtin import BUILTIN
from haishu_desk.checks.grammar import FormulaError, parse_condition, parse_formula
from haishu_desk.checks.moments import named
from haishu_desk.checks.rules import COMPARISONS, ROUNDING, Compiled, Fault, Rule, RuleSet, Tolerance, anchor_of
from haishu_desk.domain.cells import VERIFIED
from haishu_desk.domain.findings import SEVERITIES
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.signs import cannot_travel, that_travels

FIRST_ROW = 2
_DEEPEST = 100
_LONGEST_CODE = 40
_LONGEST_TEXT = 500
_SEEN_FROM = Period(2024, "月", 6)


@dataclass(frozen=True)
class Known:
    """What rules may speak of: items by code, codes of units, and the names of the fields of each item."""

    items: Mapping[str, Item]
    units: frozenset[str]
    fields: Mapping[str, frozenset[str]]

    @staticmethod
    def of(items: Iterable[Item], units: Iterable[str], fields_of: Callable[[Item], Iterable[str]]) -> Known:
        """From the catalogue, the codes of the units, and what gives the fields of an item's form."""
        by_code = {item.code: item for item in items}
        fields = {code: frozenset((*fields_of(item), VERIFIED)) for code, item in by_code.items()}
        return Known(by_code, frozenset(units), fields)


_Read = TypeVar("_Read")


@dataclass
class _Draft:
    """A rule on its way: what could be read of it, and what is wrong."""

    row: int
    rule: Rule
    left: lang.Formula | None = None
    right: lang.Formula | None = None
    condition: lang.Condition | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def trees(self) -> dict[str, lang.Tree]:
        """What could be read, by column."""
        read = {"左式": self.left, "右式": self.right, "条件": self.condition}
        return {column: tree for column, tree in read.items() if tree is not None}

    def read(self, column: str, text: str, reader: Callable[[str], _Read]) -> _Read | None:
        """The tree of that text; None, and a fault, where it cannot be read."""
        try:
            return reader(text)
        except FormulaError as error:
            self.refuse(column, error.message, error.advice)
            return None

    def refuse(self, column: str, message: str, advice: str) -> None:
        self.faults.append(Fault(self.row, that_travels(self.rule.code), column, message, advice))


Read = tuple[RuleSet, list[Fault]]


def compile_rules(rules: Sequence[Rule], known: Known, lines: Iterable[int] | None = None) -> Read:
    """The rules that can count and the faults of those that cannot, in the order of the rows.

    `lines` are the numbers of the rows that they stand in, if not one after the other below the headings.
    """
    reading = compiling(rules, known, lines)
    while True:
        try:
            next(reading)
        except StopIteration as whole:
            compiled: Read = whole.value
            return compiled


def compiling(rules: Sequence[Rule], known: Known, lines: Iterable[int] | None = None) -> Generator[None, None, Read]:
    """The same a rule a step: the answer is what the generator returns."""
    drafts = []
    for row, rule in zip(lines or count(FIRST_ROW), rules, strict=False):
        drafts.append(_read(row, rule, known))
        yield
    _refuse_doubled(drafts)
    named_drafts = {draft.rule.name: draft for draft in drafts if draft.rule.name}
    _refuse_unknown_names(drafts, named_drafts)
    for path in _circles(named_drafts):
        first = named_drafts[path[0]]
        first.refuse("左式", f"名称绕成了圈：{' → '.join(path)}", "请改其中一条，不要再用到自己")
    sound = _sound_names(drafts, named_drafts)
    compiled = [each for draft in drafts if (each := _compiled(draft, sound)) is not None]
    faults = [fault for draft in drafts for fault in draft.faults]
    return RuleSet(tuple(compiled), {name: sound[name].formula for name in sound}), faults


def _read(row: int, rule: Rule, known: Known) -> _Draft:
    draft = _Draft(row, rule)
    for column, part in rule.as_row().items():
        if cannot_travel(part):
            draft.refuse(column, "含有看不见的符号", "请删去这一格，重新输入")
    if draft.faults:
        return draft  # no sentence about the rest may show such a sign
    _read_words(draft)
    draft.left = draft.read("左式", rule.left, parse_formula)
    if not rule.defines_only:
        draft.right = draft.read("右式", rule.right, parse_formula)
    if rule.condition:
        draft.condition = draft.read("条件", rule.condition, parse_condition)
    for column, tree in draft.trees.items():
        for cell in lang.references(tree):
            for message, advice in _unknown(cell, known):
                draft.refuse(column, message, advice)
    return draft


def _read_words(draft: _Draft) -> None:
    """The columns that hold no formula."""
    rule = draft.rule
    if not rule.code or len(rule.code) > _LONGEST_CODE:
        draft.refuse(
            "编号", "没有编号" if not rule.code else "编号太长", f"请给一个不重复的编号，最多{_LONGEST_CODE}个字"
        )
    elif any(rule.code == check.id for check in BUILTIN):
        draft.refuse("编号", f"“{rule.code}”是程序自带审核的编号", "请换一个编号")
    if any(sign in rule.name for sign in "{}"):
        draft.refuse("名称", "名称里不能有花括号", "请只用字和数字，例如 三产合计")
    if len(rule.text) > _LONGEST_TEXT:
        draft.refuse("说明", f"说明太长（{len(rule.text)}字）", f"请缩到{_LONGEST_TEXT}字以内")
    if not rule.defines_only:
        _read_judgement(draft)


def _read_judgement(draft: _Draft) -> None:
    """The columns that a row which only gives a name has not."""
    rule = draft.rule
    if rule.severity not in SEVERITIES:
        draft.refuse("级别", f"没有级别“{rule.severity}”", f"请写 {'、'.join(SEVERITIES)}")
    if rule.comparison not in COMPARISONS:
        draft.refuse("比较", f"没有比较“{rule.comparison}”", f"请写 {'、'.join(COMPARISONS)}")
    tolerance = Tolerance.parse(rule.tolerance)
    if tolerance is None:
        draft.refuse(
            "容差", f"看不懂容差“{rule.tolerance}”", f"请写数（0.15）、百分数（2%）或 {ROUNDING}，不写就是一点不差"
        )
    elif rule.comparison == "约等于" and not rule.tolerance:
        draft.refuse("容差", "“约等于”没有写容差", f"请写数（0.15）、百分数（2%）或 {ROUNDING}")
    if not rule.text:
        draft.refuse("说明", "没有说明", "请用一句话写明两边为什么应当这样，填报的人看到的就是这句话")


def _unknown(cell: lang.Cell, known: Known) -> Iterator[tuple[str, str]]:
    if cell.unit is not None and cell.unit not in known.units:
        yield f"{lang.printed_cell(cell)} 里没有代码为“{cell.unit}”的单位", "单位代码见单位一览"
    if cell.item == lang.EACH:
        if not any(cell.field in names for names in known.fields.values()):
            yield f"没有栏目“{cell.field}”", f"可用：{'、'.join(lang.FIELDS)}"
        return
    item = known.items.get(cell.item)
    if item is None:
        yield f"没有代码为“{cell.item}”的指标或任务", "代码见指标一览"
        return
    if cell.field not in known.fields.get(cell.item, ()):
        yield f"{item.code} {item.name}没有栏目“{lang.field_title(cell.field)}”", f"可用：{_titles(known, cell.item)}"
    period = named(cell.moment, _SEEN_FROM)
    is_fixed = named(cell.moment, Period(2024)) == period  # 上期 follows the return, 12月 does not
    if period is not None and is_fixed and not period.fits(item.frequency):
        yield f"{item.code} {item.name}按{item.frequency}填报，没有“{cell.moment}”这一期", "请改用更长的报告期"


def _titles(known: Known, item: str) -> str:
    return "、".join(lang.field_title(name) for name in sorted(known.fields.get(item, ())))


def _refuse_doubled(drafts: list[_Draft]) -> None:
    for column, key in (("编号", "code"), ("名称", "name")):
        seen: dict[str, int] = {}
        for draft in drafts:
            said = getattr(draft.rule, key)
            if said and said in seen:
                draft.refuse(column, f"{column}“{said}”与第{seen[said]}行重复", "请换一个")
            elif said:
                seen[said] = draft.row


def _uses(draft: _Draft) -> Iterator[tuple[str, str]]:
    """The names that a rule uses, each with the column that it stands in."""
    for column, tree in draft.trees.items():
        for name in lang.names(tree):
            yield column, name


def _refuse_unknown_names(drafts: list[_Draft], named_drafts: Mapping[str, _Draft]) -> None:
    for draft in drafts:
        for column, name in _uses(draft):
            if name not in named_drafts:
                draft.refuse(column, f"没有名称为“{name}”的规则", "请在“名称”一栏给那条规则取这个名称，或改用格")


def _circles(named_drafts: Mapping[str, _Draft]) -> list[list[str]]:
    """Each circle of names once, as the path that comes back to where it began."""
    uses = {name: _used_by_left(draft) for name, draft in named_drafts.items()}
    done: set[str] = set()
    found = []
    for start, first in uses.items():
        path = [start]
        waiting = [(start, iter(first))] if start not in done else []
        while waiting:
            name, rest = waiting[-1]
            following = next((each for each in rest if each in uses), None)
            if following is None:
                done.add(name)
                waiting.pop()
                path.pop()
            elif following in path:
                found.append([*path[path.index(following) :], following])
            elif following not in done:
                path.append(following)
                waiting.append((following, iter(uses[following])))
    return found


def _used_by_left(draft: _Draft) -> tuple[str, ...]:
    return lang.names(draft.left) if draft.left is not None else ()


@dataclass(frozen=True)
class _Sound:
    """A name that can be used: its formula, all cells behind it, and how deep it lies in all."""

    formula: lang.Formula
    cells: tuple[lang.Cell, ...]
    depth: int


def _sound_names(drafts: list[_Draft], named_drafts: Mapping[str, _Draft]) -> dict[str, _Sound]:
    """The names without fault whose own names are all sound; those on a faulty one are refused."""
    sound: dict[str, _Sound] = {}
    waiting = {name: draft for name, draft in named_drafts.items() if not draft.faults}
    while ready := [name for name, draft in waiting.items() if all(used in sound for used in _used_by_left(draft))]:
        for name in ready:
            draft = waiting.pop(name)
            behind = [sound[used] for used in _used_by_left(draft)]
            depth = max((each.depth for each in behind), default=0) + (lang.depth(draft.left) if draft.left else 0)
            if depth > _DEEPEST:
                draft.refuse("左式", f"名称套名称套得太深，最多{_DEEPEST}层", "请直接写格，少用几层名称")
            elif draft.left is not None:
                sound[name] = _Sound(draft.left, _cells_of([draft.left], sound), depth)
    for draft in drafts:
        for column, name in _uses(draft):
            if name in named_drafts and name not in sound and not draft.faults:
                draft.refuse(column, f"用到的“{name}”本身有错", f"请先改好名称为“{name}”的那一条")
    return sound


def _cells_of(trees: Iterable[lang.Tree], sound: Mapping[str, _Sound]) -> tuple[lang.Cell, ...]:
    """The cells that the trees touch, also through names, each once, in order."""
    cells: list[lang.Cell] = []
    for tree in trees:
        for found in lang.walk(tree):
            if isinstance(found, lang.Cell):
                cells.append(found)
            elif isinstance(found, lang.Named):
                cells += sound[found.name].cells
    return tuple(dict.fromkeys(cells))


def _compiled(draft: _Draft, sound: Mapping[str, _Sound]) -> Compiled | None:
    left, right, condition = draft.left, draft.right, draft.condition
    if draft.faults or left is None or right is None:
        return None
    anchor = anchor_of(_cells_of([left, right], sound))
    if anchor is None:
        draft.refuse("左式", "两边都没有本单位本期的格，不知道错误落在哪一格", "请至少写一个本期的格，例如 [145-01]")
        return None
    tolerance = Tolerance.parse(draft.rule.tolerance) or Tolerance()
    cells = _cells_of([left, right, *([condition] if condition is not None else [])], sound)
    return Compiled(draft.rule, left, right, condition, tolerance, cells, anchor)
