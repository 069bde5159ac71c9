"""One line of the overview: an item's figure of the year, what it is held against, and the words for both. No Qt here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import parse, show
from haishu_desk.monitor.commitment import ASSIGNED, BOUND, GROWTH, HOLD, RANGE, REFERENCE, WORDS
from haishu_desk.monitor.judgement import Judgement
from haishu_desk.monitor.numbers import fixed
from haishu_desk.monitor.rows import is_reduction
from haishu_desk.monitor.verdict import EARLY, GREEN, GREY, LIGHT_WORDS, RED, YELLOW
from haishu_desk.ui.monitor.overview.spark import Spark

DASH, SILENT, MINUS = "—", "未出数", "\u2212"
REACHED = "达标"
_MANY_TIMES = 2
LIGHTS = (RED, YELLOW, GREEN, GREY)
MARKS = {GREEN: "ok", YELLOW: "warn", RED: "bad", GREY: "idle"}
_SIGNS = {GREEN: "绿·", YELLOW: "黄·", RED: "红·", GREY: ""}
# What is kept or broken, in words: never a share of a way that there is not.
_KEPT = {
    BOUND: ("未越界", "越界"),
    HOLD: ("守住", "没守住"),
    RANGE: ("在区间内", "出区间"),
    REFERENCE: ("同步", "没同步"),
}
_WITHOUT_SHARE = {GROWTH: "看年均增速", ASSIGNED: "按市下达", WORDS: "文字目标"}
_SHORTER = (
    (re.compile(r"占.{2,12}比重$"), "占比"),
    (re.compile(r"增加值(?=占比$)"), ""),
    (re.compile(r"（[^）]*）"), ""),
    (re.compile(r"研究与试验发展"), "研发"),
    (re.compile(r"(?<=[单万元亿位])(元?)地区生产总值"), r"\1GDP"),
    (re.compile(r"比率$"), "率"),
)


@dataclass(frozen=True)
class Line:
    """An item in words and numbers; `order` is its place in print.

    `value` is the year's figure as people read it (of a sum what has come together, `is_sum`), or the word that stands
    there; `word` stands where there is no `progress`. `place` is the return that the figure was filled in, None where no
    single one holds it. `warning` says why it will hardly be reached, empty if it may be.
    """

    item: Item
    order: int
    value: str
    is_number: bool
    due: str
    target: str
    spark: Spark
    light: str = GREY
    verdict: str = ""
    reason: str = ""
    vintage: str = ""
    basis: str = ""
    formula: str = ""
    rests_on: str = ""
    word: str = ""
    progress: Decimal | None = None
    time: Decimal | None = None
    is_sum: bool = False
    place: ReturnKey | None = None
    warning: str = ""

    @property
    def code(self) -> str:
        """The item's code."""
        return self.item.code

    @property
    def mark(self) -> str:
        """The mark of its light."""
        return MARKS[self.light]

    @property
    def light_words(self) -> str:
        """The light with its sign and word: `黄·略滞后`."""
        return f"{_SIGNS[self.light]}{LIGHT_WORDS[self.light]}"

    @property
    def short_light(self) -> str:
        """The word alone."""
        return LIGHT_WORDS[self.light]

    @property
    def short_name(self) -> str:
        """The name for a small place."""
        return short_name(self.item.name)

    @property
    def unit(self) -> str:
        """The unit of measure, empty if there is none."""
        return self.item.unit or ""

    @property
    def progress_words(self) -> str:
        """`62%`, or the word that stands instead; many times the way is no share any more."""
        if self.progress is None:
            return self.word or DASH
        return REACHED if self.progress >= _MANY_TIMES else percent(self.progress)

    @property
    def wants_care(self) -> bool:
        """Whether it is behind."""
        return self.light in (RED, YELLOW)

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        figure = f"{self.value} {self.unit}".strip() if self.is_number else self.value
        parts = [
            f"{self.item.number} {self.item.name}{'，约束性' if self.item.is_binding else ''}",
            f"{figure}{f'（{self.vintage}）' if self.vintage else ''}",
            f"应达 {self.due}",
            f"目标 {self.target}",
            f"进度 {self.progress_words}",
            self.light_words,
            self.verdict,
        ]
        return "，".join(part for part in parts if part)

    @property
    def worst_first(self) -> tuple[int, bool, int]:
        """Red, yellow, green, grey; within a light 约束性 first."""
        return LIGHTS.index(self.light), not self.item.is_binding, self.order


def percent(share: Decimal) -> str:
    """A share as a whole number of per cent, minus as U+2212."""
    return f"{fixed(share * 100, 0)}%".replace("-", MINUS)


def grouped(words: str) -> str:
    """A figure with commas between thousands; whatever is no plain number stays as it is."""
    found = re.fullmatch(r"([^\d.,]*?)(-?)(\d+)(\.\d+)?(.*)", words)
    if found is None or found[5] not in ("", "%"):
        return words
    minus = MINUS if found[2] else ""
    return f"{found[1]}{minus}{int(found[3]):,}{found[4] or ''}{found[5]}"


def short_name(name: str) -> str:
    """A long printed name for a small place; the whole name is in the tool tip."""
    shorter = name
    for pattern, instead in _SHORTER:
        shorter = pattern.sub(instead, shorter)
    return shorter


def target_words(item: Item) -> str:
    """The target as it is printed: the level, else the growth, else —."""
    values = item.record.get("values") or {}
    level, growth = values.get("target"), values.get("growth") or values.get("target_growth")
    if level not in (None, DASH):
        return grouped(show(parse(level, item.unit)))
    if growth in (None, DASH):
        return DASH
    quantity = parse(growth)
    if quantity.number is not None and is_reduction(item):
        return f"五年降 {show(quantity)}"
    is_rate = quantity.number is not None and not quantity.cumulative
    return f"年均 {show(quantity)}" if is_rate else show(quantity)


def word_of(kind: str, found: Judgement | None, reason: str, light: str) -> str:
    """What stands where a share of the way means nothing; why there is no verdict where there is none."""
    if found is None or light == GREY:
        return reason or _WITHOUT_SHARE.get(kind, "")
    if found.graded.verdict == EARLY:
        return REACHED
    if kind in _KEPT:
        return _KEPT[kind][0 if light == GREEN else 1]
    if kind in _WITHOUT_SHARE:
        return _WITHOUT_SHARE[kind]
    return f"应达的{fixed(found.ratio * 100, 1)}%" if found.ratio is not None else ""
