"""Typing: one cell or a table, understood, checked against what may stand there, and written all or none."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.cells import (
    VALUE,
    VINTAGES,
    Change,
    Edit,
    Head,
    Heads,
    ReturnKey,
    Slot,
    field_of_note,
    is_clash,
    is_filled,
    is_note,
    note_of,
)
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import Quantity, parse, show, words
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.domain.provenance import Provenance

TEXT_LIMIT = 2000
_ADDRESS = {"unit": "单位", "period": "报告期", "item": "指标"}


class NotUnderstoodError(DeskError):
    """What was typed is no value of that cell."""

    def __init__(self, item: Item, typed: str, why: str, advice: str) -> None:
        super().__init__(f"{item.code} {item.name}：“{typed[:40]}”{why}", advice, code="E50")


class ClashingCellError(DeskError):
    """The cell is in 数据不一致; typing over it is a decision and needs a reason."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(f"{slot.item} 这一格数据不一致", "请用 --reason 写明为什么以新填的为准", code="clash")


class CellEntry:
    """Typing into cells."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def key_of(self, unit: str, period: str, item_code: str) -> tuple[ReturnKey, Item]:
        """The return that holds a cell, and its item; an error says what of the address is wrong."""
        documents = self._desk.documents
        name = documents.units.get(unit).name
        item = documents.catalogue.get(item_code)
        asked = parse_period(period)
        if not asked.fits(item.frequency):
            raise DeskError(
                f"{item.code} {item.name}按{item.frequency}填报，没有{asked.title}这一期",
                f"请填到更长的报告期，例如 {asked.year}",
                code="period-too-fine",
            )
        documents.refuse_other_time(unit, asked)
        if unit not in documents.reporters(item.code):
            raise NotYoursError(
                f"{item.code} {item.name}不由{name}填报",
                "由谁填报见 assign；区级可用 assign --item --unit --role report 增加",
            )
        return ReturnKey(documents.form_of(item), unit, str(asked)), item

    def quantity(self, item: Item, form: str, field: str, typed: str) -> Quantity:
        """What was typed, understood for that field; NotUnderstoodError says why it cannot stand there."""
        if len(typed) > TEXT_LIMIT or cannot_travel(typed):
            raise NotUnderstoodError(item, typed, "太长或含有看不见的符号", f"请删去，每格不超过{TEXT_LIMIT}字")
        fields = self._desk.documents.fields(form)
        spoken_of = field_of_note(field)
        if spoken_of not in fields:
            raise UsageError(f"没有字段“{spoken_of}”", f"可用：{'、'.join(fields)}")
        if is_note(field) or fields[field]["type"] == "text":
            return _one_of(fields[spoken_of].get("choices"), item, typed) if field == spoken_of else words(typed)
        return _number_for(item, field, typed)

    def enter(
        self,
        rows: Iterable[Mapping[str, str | None]],
        reason: str | None = None,
        *,
        file: str | None = None,
        check: bool = False,
        told: Provenance | None = None,
    ) -> dict[str, Any]:
        """Write a table of cells, all or none; each row has unit, period, item, field, value, vintage, note.

        `file` is the name of the file that the table came from: its cells of periods that are over are 补录. `told` is
        where figures that are entered for another unit come from; of one's own nobody asks that.
        Returns `{"written", "findings", "mapping"}`; `written` counts the cells that changed. Where nothing was written the
        findings say why; what `check` says of the written cells takes nothing back.
        """
        table = list(rows)
        gathered, findings = self._gather(table)
        if gathered is None:
            return {"written": 0, "findings": [finding.as_json() for finding in findings], "mapping": {}}
        batch = uuid.uuid4().hex
        words = self._desk.backfill.words(gathered) if file else {}
        sources: dict[ReturnKey, dict[str, str | None]] = {
            key: {"file": file, "word": word} for key, word in words.items()
        }
        for key in gathered if told else ():
            if key.unit not in self._desk.own_units and told:
                sources[key] = {**sources.get(key, {}), **told.as_json()}
        made = (self._edit(key, slots, batch, reason, sources.get(key, {})) for key, slots in gathered.items())
        edits = [edit for edit in made if edit]
        self._desk.apply(*edits)
        written = sum(len(edit.changes) for edit in edits)
        if not written and any(gathered.values()):
            findings.append(Finding("unchanged", "提示", "与现值相同，没有写入"))
        for edit in edits if check else ():
            findings += self._desk.checking.of_cells(edit.key, [change.slot for change in edit.changes]).findings
        return {"written": written, "findings": [finding.as_json() for finding in findings], "mapping": {}}

    def _gather(
        self, table: list[Mapping[str, str | None]]
    ) -> tuple[dict[ReturnKey, dict[Slot, Quantity]] | None, list[Finding]]:
        """The cells by return; None with every fault of a table, shown together. A single cell raises its sentence."""
        gathered: dict[ReturnKey, dict[Slot, Quantity]] = {}
        findings: list[Finding] = []
        faults: list[Finding] = []
        for number, row in enumerate(table, start=2):
            try:
                key, slots = self.understand(row)
                _refuse_doubled(slots, gathered.get(key, {}))
            except DeskError as error:
                if len(table) == 1:
                    raise
                message = f"第{number}行：{error.message}"
                faults.append(
                    Finding(error.code, "强制性", message, f"第{number}行", row.get("item"), advice=error.advice)
                )
                continue
            if not slots:
                findings.append(_no_value(f"第{number}行", row.get("item")))
            gathered.setdefault(key, {}).update(slots)
            findings += self._understood_as(slots)
        return (None, faults) if faults else (gathered, findings)

    def understand(self, row: Mapping[str, str | None]) -> tuple[ReturnKey, dict[Slot, Quantity]]:
        """The return and the cells that a row of a table speaks of; DeskError says what of it is wrong."""
        for column, what in _ADDRESS.items():
            if not row.get(column):
                raise UsageError(f"没有写{what}", f"请在表里加一列 {column}，或用 --{column} 写明")
        key, item = self.key_of(row["unit"] or "", row["period"] or "", row["item"] or "")
        self._desk.documents.refuse_not_asked(item, parse_period(key.period))
        field, vintage = row.get("field") or VALUE, row.get("vintage") or None
        if vintage is not None and vintage not in VINTAGES:
            raise UsageError(f"没有数值状态“{vintage}”", f"可用：{'、'.join(VINTAGES)}")
        slots: dict[Slot, Quantity] = {}
        if row.get("value") is not None:
            slots[Slot(item.code, field, vintage)] = self.quantity(item, key.form, field, row["value"] or "")
        if row.get("note"):
            noted = note_of(field)
            slots[Slot(item.code, noted, vintage)] = self.quantity(item, key.form, noted, row["note"] or "")
        return key, slots

    def _understood_as(self, slots: Mapping[Slot, Quantity]) -> list[Finding]:
        """What was read otherwise than it was written, said once: 3.2万 is 32000 here."""
        findings = []
        for slot, quantity in slots.items():
            shown = show(quantity)
            if quantity.op != "text" and not quantity.missing and quantity.raw.strip() != shown:
                unit = self._desk.documents.catalogue.get(slot.item).unit if slot.field == VALUE else None
                message = f"{slot.item}：“{quantity.raw}”按 {shown}{unit or ''} 记"
                findings.append(Finding("understood-as", "提示", message, item=slot.item, field=slot.field))
        return findings

    def _edit(
        self,
        key: ReturnKey,
        slots: Mapping[Slot, Quantity],
        batch: str,
        reason: str | None,
        source: Mapping[str, str | None],
    ) -> Edit | None:
        heads = self._desk.workspace.cells.heads_at(key, slots)
        clashing = next((slot for slot in slots if is_clash(heads.get(slot, ()))), None)
        if clashing is not None and not reason:
            raise ClashingCellError(clashing)
        changes = (*changes_to(slots, heads), *self._confirming(key, slots, heads))
        if not changes:
            return None
        kind = "typed" if key.unit in self._desk.own_units else "on-behalf"
        return Edit(key, self._desk.author(), changes, batch, reason, {"kind": kind, **source})

    def _confirming(self, key: ReturnKey, slots: Mapping[Slot, Quantity], heads: Heads) -> tuple[Change, ...]:
        """Who types into a cell that is 待核 what stands there says that it is right."""
        same = [slot for slot in slots if is_filled(slots[slot]) and says(heads.get(slot, ()), slots[slot])]
        return self._desk.carrying.confirming(key, same) if same else ()


def _no_value(line: str, item: str | None) -> Finding:
    """A row of a table that says nothing clears nothing."""
    advice = "要清除这一格，请用 enter --value ''"
    return Finding("no-value", "提示", f"{line}没有写值，没有动", line, item, advice=advice)


def _refuse_doubled(slots: Mapping[Slot, Quantity], before: Mapping[Slot, Quantity]) -> None:
    """A table that gives a cell two values says nothing of which one is meant."""
    for slot, quantity in slots.items():
        if slot in before and before[slot].meaning != quantity.meaning:
            raise DeskError(
                f"{slot.item} 与前面的行是同一格，值却不同（{show(before[slot])}、{show(quantity)}）",
                "请只留一行；不同的数值状态请在 vintage 一列写明",
                code="doubled",
            )


def changes_to(slots: Mapping[Slot, Quantity], heads: Heads) -> tuple[Change, ...]:
    """The changes that bring `heads` to `slots`; cells that already say so to the letter are left out."""
    changes = []
    for slot, quantity in slots.items():
        standing = heads.get(slot, ())
        nothing = not standing and quantity.absent == "cleared"
        if not says(standing, quantity) and not nothing:
            before = standing[0].value if standing else None
            changes.append(Change(slot, before, quantity, tuple(head.edit for head in standing)))
    return tuple(changes)


def says(standing: tuple[Head, ...], quantity: Quantity) -> bool:
    """Whether a cell says just that, to the letter."""
    return len(standing) == 1 and standing[0].value == quantity


def _one_of(choices: Sequence[str] | None, item: Item, typed: str) -> Quantity:
    """The words of a field; where it has a list, one of it."""
    said = words(typed)
    if choices and said.text is not None and said.text not in choices:
        raise NotUnderstoodError(item, typed, "不在可选的词里", f"可用：{'、'.join(choices)}")
    return said


def _number_for(item: Item, field: str, typed: str) -> Quantity:
    unit = item.unit if field == VALUE else None
    quantity = parse(typed, unit)
    if quantity.op == "text" and typed.lstrip().startswith(("=", "＝")):
        raise NotUnderstoodError(item, typed, "是公式，这一格要填算好的数", "请把算出来的数填进来；公式可以写在说明里")
    if quantity.op == "text" and not (item.takes_words and field == VALUE):
        shown = f"，单位是{item.unit}" if unit else ""
        raise NotUnderstoodError(
            item, typed, f"看不懂，这一格要填数{shown}", "例如 12.5、>93、约5、[8]；没有数请填 —、不适用 或 未取得"
        )
    if quantity.percent and unit not in (None, "%"):
        raise NotUnderstoodError(item, typed, f"是百分数，这一格的单位是{unit}", f"请按{unit}填写")
    return quantity
