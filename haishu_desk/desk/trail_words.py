"""The words of the trail: what an edit was, what a decision was, what a field is called, how a value is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.desk.reading import EVENTS
from haishu_desk.domain.cells import VERIFIED, Edit, field_of_note, is_evidence, is_note, is_word
from haishu_desk.domain.editions import SHIPPED, Edition
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.domain.returns import VERIFIED_SINCE

if TYPE_CHECKING:
    from haishu_desk.desk.documents import Documents

DECIDED = {
    "issued": "下发任务",
    "received": "接收",
    "returned": "退回",
    "approved": "审核通过",
    "reopened": "重新打开",
    "locked": "锁定",
    "voided": "作废",
    VERIFIED_SINCE: "核定",
}

_DOCUMENTS = {
    "plan": "规划",
    "text": "规划原文",
    "units": "单位",
    "forms": "报表",
    "rules": "规则",
    "assignment": "分工",
    "roster": "登记的电脑",
    "verdicts": "评价办法",
    "overrules": "人工改判",
    "settings": "全区设置",
    "reports": "写出的报告",
    "report-settings": "报告设置",
    "report-public": "公开范围",
}


def event_of(edit: Edit) -> str:
    """录入, 代录, 补录, 裁定, 撤回 ...: how the values of an edit came about."""
    word = edit.source.get("word")
    return str(word) if word else EVENTS.get(str(edit.source.get("kind", "typed")), "录入")


def edition_title(edition: Edition) -> str:
    """Which document, and its number: 规划 145 第 1 版."""
    title = document_title(edition.name)
    return f"{title}{' ' if title[-1].isascii() else ''}第 {edition.number} 版"


def document_title(name: str) -> str:
    """What kind of document, and which: 规划 145; of what the program shipped, 随程序来的规划 145."""
    if name.startswith(SHIPPED):
        return f"随程序来的{document_title(name.removeprefix(SHIPPED))}"
    kind, _, which = name.partition(":")
    return f"{_DOCUMENTS.get(kind, kind)}{f' {which}' if which else ''}"


def field_title(documents: Documents, form: str, name: str) -> str:
    """A field as the form titles it; of what stands beside the form, what it is."""
    known = documents.fields(form) if form in documents.forms else {}
    spoken_of = field_of_note(name.rpartition("|")[2])
    title = "核定数" if spoken_of == VERIFIED else str(known.get(spoken_of, {}).get("title", spoken_of))
    if is_evidence(name):
        return "佐证材料"
    if is_word(name):
        said = "豁免决定" if name.startswith("exemption|") else "审核说明"
        return f"{title}的{said}（{name.split('|')[1]}）"
    return f"{title}的说明" if is_note(name) else title


def shown_value(quantity: Quantity) -> str:
    """A value as it is understood, and as it was typed where that looks otherwise; 清除 for one that was taken out."""
    if quantity.absent == "cleared":
        return "清除"
    meant, typed = show(quantity), quantity.raw.strip()
    return meant if typed in ("", meant) else f"{meant}（键入 {typed}）"
