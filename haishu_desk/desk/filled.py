"""What is filled in of a return, and which value of an item shows and counts: read from its standing values alone."""

from __future__ import annotations

from haishu_desk.domain.cells import VALUE, VERIFIED, Head, Heads, Slot, is_aside, is_filled, vintage_rank
from haishu_desk.domain.quantity import show


def filled_items(heads: Heads) -> set[str]:
    """The items whose value somebody has answered, be it by —, 不适用 or 未取得."""
    return {slot.item for slot, standing in heads.items() if slot.field == VALUE and is_filled(standing[0].value)}


def shown_vintage(heads: Heads, item: str) -> str | None:
    """The 数值状态 that the sheet shows for an item: the best one that is filled."""
    return shown_vintages({slot: standing for slot, standing in heads.items() if slot.item == item}).get(item)


def shown_vintages(heads: Heads) -> dict[str, str | None]:
    """The same of every item that has something filled in; what stands beside the form belongs to no 数值状态."""
    best: dict[str, str | None] = {}
    for slot, standing in heads.items():
        if not is_filled(standing[0].value) or is_aside(slot.field):
            continue
        if slot.item not in best or vintage_rank(slot.vintage) > vintage_rank(best[slot.item]):
            best[slot.item] = slot.vintage
    return best


def counting_value(heads: Heads, item: str, vintage: str | None) -> tuple[Head, ...]:
    """What counts of an item: its 核定数 if there is one, else the value of that 数值状态."""
    for slot in sorted((slot for slot in heads if (slot.item, slot.field) == (item, VERIFIED)), reverse=True):
        if is_filled(heads[slot][0].value):
            return heads[slot]
    return heads.get(Slot(item, VALUE, vintage), ())


def verified_texts(heads: Heads) -> dict[str, str]:
    """The 核定数 of each item, in words for whoever reads the sheet."""
    verified = [slot for slot, standing in heads.items() if slot.field == VERIFIED and is_filled(standing[0].value)]
    return {slot.item: f"核定数 {show(heads[slot][0].value)}" for slot in sorted(verified)}
