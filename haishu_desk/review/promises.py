"""What the documents say of an item, compared: its 目标 with the year's breakdown, and its 口径.

An edition of a plan or of the 责任分解 that came between two versions changes what their figures are held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from haishu_desk.domain.cells import VALUE, ReturnKey, Slot, is_aside
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import Quantity, parse, words
from haishu_desk.review.compare import OF_DEFINITION, OF_TARGET, Difference, kind_of
from haishu_desk.review.moves import Version, counting, filled
from haishu_desk.review.risk import meets

# The fields of these rows; no form has a field of that name.
TARGET, ANNUAL, DEFINITION = "target", "annual", "definition"
_ROLLUPS = {"sum": "求和", "mean": "加权平均", "single": "单一来源", "max": "取最大"}
_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "keep": "保持"}
_MEASURES = {"level": "时点数", "flow": "时期数", "rate": "比率", "growth": "增速"}


@dataclass(frozen=True)
class Frame:
    """What was in force with a version: the items by code, and the yearly breakdown by (item, unit), its figures by year."""

    items: Mapping[str, Item]
    annual: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


def compare_promises(before: Version, after: Version, old: Frame, new: Frame) -> list[Difference]:
    """A row a 目标 and a 口径 that is another one, for every item that is filled in both versions."""
    if old == new:
        return []
    then, now = ({(key, slot.item) for key, slot in each if not is_aside(slot.field)} for each in (before, after))
    counts = counting(after, {(key, code, VALUE) for key, code in then & now})
    found: list[Difference] = []
    for key, code in sorted(then & now):
        first, second = old.items.get(code), new.items.get(code)
        if first is not None and second is not None:
            slot = counts.get((key, code, VALUE))
            found += _of_item(key, (first, second), (old, new), filled(after, (key, slot)) if slot else ())
    return found


def _of_item(
    key: ReturnKey, items: tuple[Item, Item], frames: tuple[Frame, Frame], value: tuple[Quantity, ...]
) -> Iterator[Difference]:
    first, second = items
    binding = ("约束性",) if second.is_binding else ()
    flips = ("达标翻转",) if {meets(item, value) for item in items} == {True, False} else ()
    yield from _row(key, Slot(second.code, TARGET), (_printed(first.target), _printed(second.target)), binding + flips)
    year = key.period[:4]
    shares = [frame.annual.get((second.code, key.unit), {}).get(year) for frame in frames]
    yield from _row(key, Slot(second.code, ANNUAL), (_printed(shares[0]), _printed(shares[1])), binding)
    parts = [dict(_definition(item)) for item in items]
    changed = [name for name in {**parts[0], **parts[1]} if parts[0].get(name) != parts[1].get(name)]
    texts = ["；".join(f"{name} {part[name]}" for name in changed if name in part) for part in parts]
    sides = tuple((words(text),) if text else () for text in texts)
    yield from _row(key, Slot(second.code, DEFINITION), (sides[0], sides[1]), binding)


def _row(
    key: ReturnKey, slot: Slot, sides: tuple[tuple[Quantity, ...], tuple[Quantity, ...]], risk: tuple[str, ...]
) -> Iterator[Difference]:
    old, new = sides
    if [value.meaning for value in old] == [value.meaning for value in new]:
        return
    of = OF_DEFINITION if slot.field == DEFINITION else OF_TARGET
    yield Difference(key, slot, kind_of(old, new), old, new, risk, of)


def _printed(text: str | None) -> tuple[Quantity, ...]:
    return (parse(text),) if text not in (None, "", "—") else ()


def _definition(item: Item) -> Iterator[tuple[str, str]]:
    """The parts of a 口径 by their names."""
    record = item.record
    parts = (
        ("名称", item.name),
        ("计量单位", item.unit),
        ("性质", record.get("attribute")),
        ("统计范围", record.get("statistical_scope")),
        ("人口口径", "常住人口" if record.get("resident_basis") else None),
        ("数的种类", _MEASURES.get(str(record.get("measure")))),
        ("方向", _DIRECTIONS.get(str(record.get("direction")))),
        ("汇总", _ROLLUPS.get(str(record.get("rollup")))),
        ("填报频度", item.frequency),
        ("审核要点", record.get("review_points")),
    )
    return ((name, text) for name, text in parts if text)
