"""How a row of the sheet stands: the mark and the word of its last column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.carrying import ACCEPTED, CARRIED
from haishu_desk.domain.cells import VALUE, Slot

if TYPE_CHECKING:
    from haishu_desk.domain.cells import Edit
    from haishu_desk.domain.items import Item
    from haishu_desk.domain.quantity import Quantity
    from haishu_desk.ui.entry.sheet import Sheet

UNFILLED, RETURNED, CHANGED, WAITING, CLASHING = "未录", "退回", "退回已改", "待核", "数据不一致"
ASKED, VERIFIED_WORD = "查询", "核定"
_MISSING = {"dash": "无数", "not-applicable": "不适用", "not-obtained": "未取得"}


@dataclass(frozen=True)
class Standing:
    """How a row stands: a mark, a word, and what there is to know."""

    mark: str
    word: str
    tip: str = ""


def standing_of(sheet: Sheet, item: Item) -> Standing:
    """What waits for somebody comes first: 数据不一致, 退回, 待核."""
    if any(slot.item == item.code for slot in sheet.clashing):
        return Standing("clash", CLASHING, "两台电脑报的数不一样，要写明理由定下一个")
    remarks = {slot: comment for slot, comment in sheet.remarks.items() if slot.item == item.code}
    if remarks:
        tip = "；".join(dict.fromkeys(remarks.values()))
        is_open = any(is_as_judged(sheet, slot) for slot in remarks)
        return Standing("bad", RETURNED, tip) if is_open else Standing("info", CHANGED, tip)
    value = sheet.value(item)
    basis = _basis(sheet, item, value) if value is not None else Standing("idle", UNFILLED)
    if basis.word != "已批" and item.code in sheet.carried_items:
        return Standing("warn", WAITING, "从上期复制来的，还没有人核对；核对后按 Enter 认可，或改成本期的数")
    if item.code in sheet.asked:
        return Standing("warn", ASKED, sheet.asked[item.code])
    if item.code in sheet.verified:
        return Standing("ok", VERIFIED_WORD, f"{sheet.verified[item.code]}，算数的是它；报上来的数不变")
    return basis


def _basis(sheet: Sheet, item: Item, value: Quantity) -> Standing:
    if value.absent in _MISSING:
        return Standing("idle", _MISSING[value.absent])
    slot, approved, reported = sheet.slot(item, VALUE), sheet.approved, sheet.reported
    if slot in approved and approved[slot][0].meaning == value.meaning:
        return Standing("ok", "已批")
    if any(head.value.meaning == value.meaning for head in (reported.heads.get(slot, ()) if reported else ())):
        return Standing("ok", "已报")
    edit = sheet.edits.get(sheet.heads[slot][0].edit)
    if edit is not None and (edit.source.get("kind") == "on-behalf" or _is_of_others(sheet, edit)):
        return Standing("info", "代录", f"由{edit.author.person}代录")
    return Standing("ok", "已录")


def _is_of_others(sheet: Sheet, edit: Edit) -> bool:
    """Whether somebody else than the unit copied or accepted what stands there."""
    return edit.source.get("kind") in (CARRIED, ACCEPTED) and edit.author.unit != sheet.key.unit


def is_as_judged(sheet: Sheet, slot: Slot) -> bool:
    """Whether a cell that was sent back still says what it said then."""
    judgements = ("returned", "approved", "reopened")
    last = next((step for step in reversed(sheet.course.decisions) if step.what in judgements), None)
    judged = next((each for each in sheet.course.revisions if last and each.id == last.revision), None)
    then = {head.value.meaning for head in judged.heads.get(slot, ())} if judged else set()
    shown = sheet.stored_vintage(slot.item)
    now = {head.value.meaning for head in sheet.heads.get(Slot(slot.item, slot.field, shown), ())}
    return (slot.vintage, then) == (shown, now)
