"""What the columns of a table of indicators are, by their heads, in any order and of one level or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NUMBER, NAME, CATEGORY, ATTRIBUTE, UNIT = "number", "name", "category", "attribute", "unit"
BASE, TARGET, GROWTH, TARGET_GROWTH, ACTUAL, ACTUAL_GROWTH = (
    "base", "target", "growth", "target_growth", "actual", "actual_growth",
)  # fmt: skip
_FACTS = (NUMBER, NAME, CATEGORY, ATTRIBUTE, UNIT)
_NUMBER = re.compile(r"序号|编号|行次|^号$|^No\.?$", re.IGNORECASE)
_CATEGORY = re.compile(r"分类|类别|一级|领域|类型|维度")
_NAME = re.compile(r"指标|名称|项目")
_ATTRIBUTE = re.compile(r"属性|性质")
_UNIT = re.compile(r"^(?:计量)?单位$")
_GROWTH = re.compile(r"年均|增长|增速|增幅|累计|\[")
_TARGET = re.compile(r"目标|规划值|预期值|规划数")
_DONE = re.compile(r"完成|实际|实绩|现状|基期|基数|基础值|基准|预计|初值")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Columns:
    """The key of each column (a standard name, or the head itself), and the heads as printed."""

    keys: tuple[str, ...]
    heads: tuple[str, ...]
    base_year: int | None = None
    end_year: int | None = None

    def place(self, key: str) -> int | None:
        """Where that column stands, or None."""
        return self.keys.index(key) if key in self.keys else None

    @property
    def values(self) -> list[tuple[int, str]]:
        """The columns that hold figures: place and key."""
        return [(place, key) for place, key in enumerate(self.keys) if key not in _FACTS]


def columns_of(head_rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns under these head rows; None where it is no table of indicators (no name, or nothing to hold it to)."""
    tops, heads = _joined(head_rows)
    is_result = any(_TARGET.search(top) for top in tops) and any(_DONE.search(top) for top in tops)
    keys = _facts(heads)
    if NAME not in keys:
        return None
    years = sorted({int(year) for head in heads for year in _YEAR.findall(head)})
    for place, head in enumerate(heads):
        if not keys[place]:
            keys[place] = _value_key(head, tops[place], years, is_result=is_result)
    keys = _each_once(keys, heads)
    if not {BASE, TARGET, ACTUAL, GROWTH} & set(keys):
        return None
    return Columns(tuple(keys), tuple(heads), years[0] if years else None, years[-1] if years else None)


def _joined(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """The upper head of each column (empty where there is one level), and both levels together."""
    width = max(len(row) for row in rows)
    if len(rows) == 1:
        return [""] * width, [_bare(cell) for cell in rows[0]]
    lower = _wide([_bare(cell) for cell in rows[-1]], width)
    upper = _wide(_spread([_bare(cell) for cell in rows[0]], lower, width), width)
    tops = [top if low and low != top else "" for top, low in zip(upper, lower, strict=True)]
    heads = [top if not low or low == top else f"{top} {low}".strip() for top, low in zip(upper, lower, strict=True)]
    return tops, heads


def _wide(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[:width]


def _spread(upper: list[str], lower: list[str], width: int) -> list[str]:
    """Heads that stand once over several columns, over each of them: evenly, as nothing says how wide each is."""
    if len(upper) == width:
        filled: list[str] = []
        for place, top in enumerate(upper):
            filled.append(top if top or not filled or not lower[place] else filled[-1])
        return filled
    alone = next((place for place, low in enumerate(lower) if low), 0)
    tail = next((place for place, low in enumerate(reversed(lower)) if low), 0)
    over, middle = width - alone - tail, upper[alone : len(upper) - tail if tail else None]
    if not middle or over % len(middle):
        return upper
    each = over // len(middle)
    return [*upper[:alone], *(top for top in middle for _ in range(each)), *upper[len(upper) - tail :][:tail]]


def _facts(heads: Sequence[str]) -> list[str]:
    """Number, name, category, attribute and unit; of two that could be the name the last, and the other is the category."""
    keys = [""] * len(heads)
    for place, head in enumerate(heads):
        if _NUMBER.search(head):
            keys[place] = NUMBER
        elif _UNIT.search(head):
            keys[place] = UNIT
        elif _ATTRIBUTE.search(head):
            keys[place] = ATTRIBUTE
        elif _CATEGORY.search(head) and not _YEAR.search(head):
            keys[place] = CATEGORY
        elif _NAME.search(head) and not (_YEAR.search(head) or _TARGET.search(head) or _DONE.search(head)):
            keys[place] = NAME
    names = [place for place, key in enumerate(keys) if key == NAME]
    for place in names[:-1]:
        keys[place] = CATEGORY
    return keys


def _value_key(head: str, top: str, years: Sequence[int], *, is_result: bool) -> str:
    if is_result:
        is_growth, is_target = bool(_GROWTH.search(head.removeprefix(top))), bool(_TARGET.search(top or head))
        return {(True, True): TARGET_GROWTH, (True, False): ACTUAL_GROWTH, (False, True): TARGET}.get(
            (is_growth, is_target), ACTUAL
        )
    if _GROWTH.search(head):
        return GROWTH
    if _DONE.search(head):
        return BASE
    if _TARGET.search(head):
        return TARGET
    found = _YEAR.search(head)
    if found is None:
        return head
    return TARGET if int(found[0]) == years[-1] and len(years) > 1 else BASE if int(found[0]) == years[0] else head


def _each_once(keys: Sequence[str], heads: Sequence[str]) -> list[str]:
    """A standard name that would stand twice stands for the first; the other column goes by its head."""
    return [heads[place] if key in keys[:place] else key for place, key in enumerate(keys)]


def _bare(cell: str) -> str:
    return re.sub(r"\s+", "", cell)
