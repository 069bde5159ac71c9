"""From what was typed to rows for the Desk: one cell or a block, with its 数值状态, written all or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from haishu_desk.domain.cells import VINTAGES, is_filled, vintage_rank
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import Item
from haishu_desk.domain.quantity import CLEARED, Quantity, words
from haishu_desk.ui.entry.columns import VINTAGE, Column
from haishu_desk.ui.entry.wording import sentence
from haishu_desk.ui.session import Session

if TYPE_CHECKING:
    from haishu_desk.ui.entry.sheet import Sheet
    from haishu_desk.ui.entry.sheet_lines import Shown

Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Typed:
    """A text for one cell of the sheet."""

    item: Item
    column: Column
    text: str


@dataclass(frozen=True)
class Fault:
    """Why a cell of a block cannot be stored."""

    typed: Typed
    why: str


class Typist(QObject):
    """Understands and writes; every refusal comes back as the error with its sentence."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._refused: DeskError | None = None
        session.failed.connect(self._on_failed)

    def understand(self, sheet: Shown, typed: Typed) -> Quantity:
        """What the text means in that cell, without asking the database; DeskError says why it means nothing."""
        if typed.column.name == VINTAGE:
            if typed.text.strip() not in ("", *VINTAGES):
                raise DeskError(f"没有数值状态“{typed.text}”", f"可用：{'、'.join(VINTAGES)}", code="E50")
            return words(typed.text)
        own, item = sheet.row(typed.item)
        return self._session.desk.entry.quantity(item, own.key.form, typed.column.name, typed.text)

    def faults(self, sheet: Shown, block: Iterable[Typed]) -> Iterator[Fault]:
        """The cells of a block that cannot be stored, each with its reason."""
        for typed in block:
            why = self.refusal(sheet, typed)
            if why is not None:
                yield Fault(typed, why.message)
            elif self.is_clashing(sheet, typed):
                yield Fault(typed, "数据不一致，要先写明理由定下一个")

    def refusal(self, sheet: Shown, typed: Typed) -> DeskError | None:
        """The sentence why that text cannot stand in that cell; None if it can."""
        refused = self.closed(sheet, typed)
        if refused is None:
            try:
                self.understand(sheet, typed)
            except DeskError as error:
                return error
        return refused

    def verdict(self, sheet: Shown, typed: Typed) -> tuple[str, str]:
        """Of a text of a block: ("closed", why) where nothing may be typed, ("", why) where it is not understood, else ("", "")."""
        closed = self.closed(sheet, typed)
        if closed is not None:
            return "closed", closed.message.removeprefix(f"{sheet.row(typed.item)[1].code} ")
        if self.is_clashing(sheet, typed):
            return "closed", "数据不一致，要先写明理由定下一个"
        refused = self.refusal(sheet, typed)
        return "", sentence(refused)

    def closed(self, sheet: Shown, typed: Typed) -> DeskError | None:
        """The sentence why nothing at all can be typed into that cell now; None if something can."""
        own, item = sheet.row(typed.item)
        if own.is_read_only or not own.is_field_of(item, typed.column) or item in own.others:
            return DeskError(
                f"{typed.item.name}的“{typed.column.title}”不能填", "只有白底的格可以录入", code="not-entry"
            )
        return own.refusal(item, typed.column)

    def is_clashing(self, sheet: Shown, typed: Typed) -> bool:
        """Whether the values of that cell do not agree."""
        own, item = sheet.row(typed.item)
        return own.clash_at(item, typed.column.name)

    def store(self, sheet: Shown, block: Sequence[Typed], reason: str | None = None) -> DeskError | None:
        """Write the cells as one batch; the error if they were refused, and then none is written."""
        by_item: dict[str, list[Typed]] = {}
        for typed in block:
            by_item.setdefault(typed.item.code, []).append(typed)
        rows = [row for cells in by_item.values() for row in self._rows(sheet, cells)]
        if not rows:
            return None
        return self.enter(sheet, rows, reason)

    def enter(self, sheet: Shown, rows: Sequence[Row], reason: str | None = None) -> DeskError | None:
        """Write rows of `session.enter`; the error if they were refused."""
        self._refused = None
        if self._session.enter_rows(sheet.keys, rows, reason):
            return None
        return self._why()

    def settle(self, sheet: Sheet, row: Row, reason: str) -> DeskError | None:
        """Settle 数据不一致 of one return: a unit types over it, the district decides."""
        if not self._session.desk.is_district:
            place = {"unit": sheet.key.unit, "period": sheet.key.period}
            return self.enter(sheet, [{**place, **row}], reason)
        self._refused = None
        key, answer = sheet.key, [{**row, "reason": reason}]
        reviewing = self._session.desk.reviewing
        done = self._session.write(
            [key], lambda: reviewing.review(key.unit, key.period, None, form=key.form, settlements=answer)
        )
        return None if done is not None else self._why()

    def _why(self) -> DeskError:
        """What `failed` said last."""
        return self._refused or DeskError("没有存入", "请再试一次")

    def _rows(self, shown: Shown, cells: Sequence[Typed]) -> Iterator[Row]:
        """The rows of one item. A new 数值状态 makes what stands there cells of that 数值状态."""
        sheet, item = shown.row(cells[0].item)
        texts = {typed.column.name: typed.text for typed in cells}
        place = {"unit": sheet.key.unit, "period": sheet.key.period, "item": item.code}
        before = sheet.vintage(item)
        vintage = (texts.pop(VINTAGE).strip() or None) if VINTAGE in texts else before
        if vintage != before and item.code not in sheet.pending:
            for field in sheet.fields:
                value = sheet.value(item, field)
                if value is not None:
                    texts.setdefault(field, value.raw)
            yield from ({**place, **row} for row in _cleared_above(sheet, item, vintage))
        if not texts and vintage != before:
            sheet.pending[item.code] = vintage
        for field, text in texts.items():
            yield {**place, "field": field, "vintage": vintage, "value": text}

    def _on_failed(self, error: object) -> None:
        if isinstance(error, DeskError):
            self._refused = error


def _cleared_above(sheet: Sheet, item: Item, vintage: str | None) -> Iterator[Row]:
    """A better 数值状态 would still be the one that counts: what stands under it is cleared in the same batch."""
    for slot, standing in sheet.heads.items():
        is_above = slot.item == item.code and vintage_rank(slot.vintage) > vintage_rank(vintage)
        if is_above and slot.field in sheet.fields and is_filled(standing[0].value):
            yield {"field": slot.field, "vintage": slot.vintage, "value": CLEARED.raw}
