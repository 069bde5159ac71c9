"""How each cell of a sheet looks: computed when something changed, so that painting only paints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.domain.cells import VALUE, values_of
from haishu_desk.domain.items import Item
from haishu_desk.ui.entry.columns import (
    CHANGE,
    CHOICE,
    EXPECTED,
    NUMBER,
    PREVIOUS,
    STATE,
    SUMMARY,
    TEXT,
    VINTAGE,
    Column,
)
from haishu_desk.ui.entry.figures import change, grouped, grouped_text
from haishu_desk.ui.entry.found import dressed
from haishu_desk.ui.entry.standings import Standing, is_as_judged, standing_of
from haishu_desk.ui.entry.wording import sentence

if TYPE_CHECKING:
    from haishu_desk.desk.expecting import Due
    from haishu_desk.ui.entry.sheet import Line, Sheet
    from haishu_desk.ui.entry.sheet_lines import Shown

PLAIN, FIELD, HEADING = "plain", "field", "heading"
CLASH, BETWEEN = "clash", " / "
_WAITING = "待核：从上期复制来的，核对后按 Enter 认可，或改成本期的数"


@dataclass(frozen=True)
class Look:
    """One cell: its words and their ink; `kind` its ground, `mark` a shape before the words, `tone` of a field."""

    text: str = ""
    kind: str = PLAIN
    ink: str = "text2"
    is_bold: bool = False
    is_right: bool = False
    is_choice: bool = False
    wraps: bool = False
    mark: str = ""
    tone: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Kept:
    """What was typed into a cell and is not stored: the text, and why."""

    text: str
    why: str


def looks_of(shown: Shown, line: Line, kept: dict[str, Kept], *, is_edited: bool = False) -> list[Look]:
    """The looks of one row; `kept` are its cells with text that is not stored, by column."""
    item = line.item
    if item is None:
        return [Look(kind=HEADING) for _ in shown.columns]
    sheet, real = shown.row(item)
    found = sheet.found.get(real.code, ())
    return [dressed(_look(sheet, real, column, kept, is_edited=is_edited), column, found) for column in shown.columns]


def look_of(shown: Shown, line: Line, column: Column, kept: dict[str, Kept], *, is_edited: bool = False) -> Look:
    """The look of one cell of it."""
    if line.item is None:
        return Look(kind=HEADING)
    sheet, real = shown.row(line.item)
    return dressed(_look(sheet, real, column, kept, is_edited=is_edited), column, sheet.found.get(real.code, ()))


def _look(sheet: Sheet, item: Item, column: Column, kept: dict[str, Kept], *, is_edited: bool) -> Look:
    if column.name == STATE:
        standing = _standing(sheet, item, kept, is_edited=is_edited)
        return Look(standing.word, mark=standing.mark, ink="", tip=standing.tip)
    if column.name in (PREVIOUS, EXPECTED, CHANGE):
        # While it is not read yet a dash would say that there is none.
        return _beside(sheet, item, column) if sheet.has_beside else Look(is_right=True)
    if column.name == SUMMARY:
        summary = str(item.record.get("summary") or "")
        return Look(summary, wraps=True, tip=summary)
    return _entry(sheet, item, column, kept)


def _beside(sheet: Sheet, item: Item, column: Column) -> Look:
    """What stands beside the values: 上年同期, 序时应达, 同比."""
    if column.name == EXPECTED:
        return _expected(sheet.expected.get(item.code), item)
    before = sheet.previous.get(item.code, "")
    is_change = column.name == CHANGE
    shown = change(sheet.value(item), before, item) if is_change else grouped_text(before, item.unit)
    return Look(shown or "—", ink="text2" if shown else "text3", is_right=True, tip="" if is_change else shown)


def _expected(due: Due | None, item: Item) -> Look:
    """What the cell should have come to; the formula or the reason why there is none is its tip."""
    if due is None or not due.text:
        return Look("—", ink="text3", is_right=True, tip=due.why if due else "")
    as_of = f"；这项不按这样短的期填报，* 指{due.as_of.title}" if due.as_of else ""
    text = grouped_text(due.text.removesuffix("*"), item.unit) + ("*" if due.as_of else "")
    return Look(text, is_right=True, tip=f"{due.formula}{as_of}")


def _entry(sheet: Sheet, item: Item, column: Column, kept: dict[str, Kept]) -> Look:
    if not sheet.is_field_of(item, column):
        return Look()
    is_open = sheet.may_edit(item, column)
    kind = FIELD if is_open else PLAIN
    refused = None if is_open or sheet.is_read_only else sheet.refusal(item, column)
    tip = sentence(refused)
    if column.name == VINTAGE:
        return Look(sheet.vintage(item) or "", kind, "text", is_choice=is_open, tip=tip)
    if sheet.clash_at(item, column.name):
        return _clash(sheet, item, column, kind)
    if column.name in kept:
        draft = kept[column.name]
        return Look(draft.text, FIELD, "bad_text", is_right=column.is_right, mark="bad", tone="bad", tip=draft.why)
    return _filled(sheet, item, column, Look(kind=kind, tip=tip, is_choice=is_open and column.kind == CHOICE))


def _filled(sheet: Sheet, item: Item, column: Column, look: Look) -> Look:
    is_open = look.kind == FIELD
    value = sheet.value(item, column.name)
    remark = sheet.remarks.get(sheet.slot(item, column.name), "")
    is_back = bool(remark) and is_as_judged(sheet, sheet.slot(item, column.name))
    is_waiting = sheet.slot(item, column.name) in sheet.carried
    tone, mark = ("bad", "bad") if is_back else ("warn", "warn") if is_waiting else ("", "")
    beside = sheet.verified.get(item.code, "") if column.name == VALUE else ""
    tip = f"退回：{remark}" if remark else _WAITING if is_waiting else f"{beside}，算数的是它" if beside else look.tip
    if value is None:
        waits = column.name == VALUE and is_open
        faint = tone or ("" if waits else "faint")
        return Look(
            "待填" if waits else "",
            look.kind,
            "text3",
            is_right=column.is_right,
            is_choice=look.is_choice,
            tone=faint,
            mark=mark,
            tip=tip,
        )
    text = grouped(value)
    is_word = value.op in ("text", "none")
    return Look(
        text, look.kind,
        "bad_text" if is_back else "text3" if value.missing else "text" if is_open else "text2",
        is_bold=column.name == VALUE and column.kind == NUMBER and not is_word,
        is_right=column.is_right,
        wraps=column.kind == TEXT,
        mark=mark, tone=tone, tip=tip or (text if column.kind == TEXT else ""), is_choice=look.is_choice,
    )  # fmt: skip


def _clash(sheet: Sheet, item: Item, column: Column, kind: str) -> Look:
    heads = sheet.heads_at(item, column.name)
    said = "\n".join(f"{grouped(head.value) or '（清除）'}　{'　'.join(sheet.who(head))}" for head in heads)
    text = BETWEEN.join(grouped(value) or "（清除）" for value in values_of(heads))
    return Look(text, kind, "clash_text", is_right=column.is_right, mark=CLASH, tone=CLASH, tip=f"数据不一致\n{said}")


def _standing(sheet: Sheet, item: Item, kept: dict[str, Kept], *, is_edited: bool) -> Standing:
    if is_edited:
        return Standing("info", "正在录入")
    standing = standing_of(sheet, item)
    if kept and standing.mark != "clash":
        return Standing("bad", "没有存入", "；".join(f"“{draft.text}”{draft.why}" for draft in kept.values()))
    return standing
