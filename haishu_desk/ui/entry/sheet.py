"""One return as a sheet: its rows and columns, read once, and what stands in its cells, read again after each write."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.desk.beside import holds_others
from haishu_desk.desk.carrying import is_copy, waiting_in
from haishu_desk.desk.evidence import evidence_in
from haishu_desk.desk.filled import filled_items, shown_vintages, verified_texts
from haishu_desk.desk.permission import permit_edit
from haishu_desk.domain.adhoc import is_adhoc
from haishu_desk.domain.cells import (
    VALUE,
    Author,
    Change,
    Edit,
    Head,
    Heads,
    ReturnKey,
    Slot,
    clashes_in,
    is_clash,
    is_filled,
    values_of,
    without_queries,
)
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.items import INDICATOR, TARGET, Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import CLEARED, Quantity, show
from haishu_desk.domain.queries import asked_in, queries_in
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.columns import PREVIOUS, VINTAGE, Column, columns_for, fields_of, has_parts
from haishu_desk.ui.entry.found import Found

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.expecting import Due

_NOBODY = Author("", "", "", 0, "")


@dataclass(frozen=True)
class Line:
    """One row: an item, or the heading of the items that follow."""

    item: Item | None
    title: str = ""
    detail: str = ""
    members: tuple[str, ...] = ()


class Sheet:
    """Rows, columns and values of one return. `read` is the only thing that asks the database after it was made."""

    def __init__(self, desk: Desk, key: ReturnKey, *, beside: bool = True) -> None:
        self._desk, self.key = desk, key
        documents = desk.documents
        self.unit = documents.units.get(key.unit)
        self.unit_name = documents.called(key.unit, key.period)
        self.period = parse_period(key.period)
        self.form = documents.form(key.form)
        self.pending: dict[str, str | None] = {}
        self.found: Found = {}
        self._titles = {
            f"专栏{box['number']}": box["title"]
            for plan in documents.catalogue.plans.values()
            if plan.covers(self.period.year)
            for box in plan.content.get("boxes", ())
        }
        self.due = documents.items_due(key.unit, self.period, key.form)
        self.has_beside = False  # whether 上年同期 and 序时应达 were read
        self.previous: dict[str, str] = {}
        self.expected: dict[str, Due] = {}
        self.edits: dict[str, Edit] = {}
        self._read_until = 0
        self._has_copies = False
        self._standing: Heads = {}
        self.lines: tuple[Line, ...] = ()
        self._vintages: dict[str, str | None] = {}
        self.read()
        others = sorted({slot.item for slot in self.heads} - {item.code for item in self.due})
        self.others = [documents.catalogue.get(code) for code in others if code in documents.catalogue]
        with_parts = any(has_parts(item, self.unit.kind) for item in self.due)
        self.columns = columns_for(key.form, documents.fields(key.form), with_parts=with_parts)
        self.fields = fields_of(self.columns)
        if beside:  # else whoever makes it reads that by and by
            self.read_previous()
        self.lines = tuple(self._lines())

    def read(self, keys: Collection[ReturnKey] | None = None) -> set[str]:
        """Read what was written to this return since it was read last: no other return is asked.

        The codes of the rows that may look otherwise now: all of them where the return as a whole stands otherwise. Nothing
        is read where `keys` says that only others were written to.
        """
        if keys is not None and self.key not in keys:
            return set()
        desk, key = self._desk, self.key
        before, pending = self._whole() if self._read_until else None, set(self.pending)
        # An edit never changes, and nothing but edits says what stands: only those that are new are read.
        until = len(desk.workspace.journal)  # before: what another program writes meanwhile is read the next time
        new = desk.edits(key, since=self._read_until)
        self.edits |= {edit.id: edit for edit in new}
        self._has_copies = self._has_copies or any(is_copy(edit) for edit in new)
        written = {change.slot for edit in new for change in edit.changes}
        self._take(written if self._read_until else None)
        self._read_until = until
        self.course = desk.course(key)
        self._say()
        if before is None or before != self._whole():
            return {line.item.code for line in self.lines if line.item is not None}
        return {slot.item for slot in written} | (pending ^ set(self.pending))

    def _take(self, slots: Collection[Slot] | None) -> None:
        """What stands in those cells of the return (None: in all), and still in the others."""
        cells, key = self._desk.workspace.cells, self.key
        if slots is None:
            self._standing = cells.heads(key)
        elif slots:
            others = {slot: standing for slot, standing in self._standing.items() if slot not in slots}
            self._standing = others | cells.heads_at(key, slots)
        self.heads = without_queries(self._standing)

    def _whole(self) -> tuple[object, ...]:
        """What every row depends on."""
        course = self.course
        return [each.id for each in course.revisions], course.decisions, self.state, self.is_read_only

    def _say(self) -> None:
        """What follows from what stands and from what was decided."""
        standing = self._standing
        self.asked = asked_in(queries_in(self.key, standing, self.edits.get)) if len(standing) > len(self.heads) else {}
        self.verified = verified_texts(self.heads)
        self.state = self.course.state(has_edits=bool(self.heads))
        self.filled = filled_items(self.heads)
        self.remarks = self.course.open_remarks()
        self.approved, self.reported = self.course.approved(), self.course.last_revision
        self.carried = frozenset(waiting_in(self.heads, self.edits.get) if self._has_copies else ())
        self.carried_items = {slot.item for slot in self.carried}
        # What is 待核 stands in its cell and is shown there, but nobody has answered it yet.
        self.answered = self.filled - {slot.item for slot in self.carried if slot.field == VALUE}
        self.clashing = clashes_in(self.heads)
        self.files = evidence_in(self.heads)
        self._refusals: dict[Slot, DeskError | None] = {}
        for item in self.filled:
            self.pending.pop(item, None)
        self._keep_vintages()

    def _keep_vintages(self) -> None:
        """A row whose value was cleared keeps its 数值状态 for the value that will follow."""
        now = shown_vintages(self.heads)
        for item, vintage in self._vintages.items():
            if vintage is not None and now.get(item) is None and item not in self.filled:
                self.pending.setdefault(item, vintage)
        self._vintages = now

    def read_previous(self, keys: Collection[ReturnKey] | None = None) -> set[str]:
        """Read 上年同期 of every row from the return of the year before, and what is expected of each.

        The codes of the rows that say something else now. Nothing is read where `keys` says that only others were written to.
        """
        if keys is not None and self.before not in keys:
            return set()
        is_first, self.has_beside = not self.has_beside, True
        previous, expected = self.previous, self.expected
        if any(column.name == PREVIOUS for column in self.columns):
            self.previous = self._desk.exchange.writer.previous_of(self.due, self.key)
            self.expected = self._desk.expecting.dues_of(self.due, self.key.unit, self.period)
        if is_first:  # a cell that was empty may say now that there is none
            return {item.code for item in (*self.due, *self.others)}
        codes = {*previous, *self.previous, *expected, *self.expected}
        return {
            code for code in codes
            if previous.get(code) != self.previous.get(code) or expected.get(code) != self.expected.get(code)
        }  # fmt: skip

    @property
    def before(self) -> ReturnKey:
        """The return of the year before."""
        return ReturnKey(self.key.form, self.key.unit, str(self.period.year_before))

    def _lines(self) -> Iterator[Line]:
        group = ""
        for item in self.due:
            if item.group != group:
                group = item.group
                members = tuple(other.code for other in self.due if other.group == group)
                yield Line(None, f"{group}　{self._titles.get(group, '')}".strip(), f"{len(members)} 项", members)
            yield Line(item)
        if self.others:
            yield Line(None, "本期不再要求填报", "只能看，不能改")
            yield from (Line(item) for item in self.others)

    # The cells.

    def vintage(self, item: Item) -> str | None:
        """The 数值状态 that the row shows: the best one that is filled, or the one chosen before there is a value."""
        if item.code in self.pending:
            return self.pending[item.code]
        return self._vintages.get(item.code) if item.kind in (INDICATOR, TARGET) else None

    def stored_vintage(self, code: str) -> str | None:
        """The 数值状态 of the best figure that is filled for that item."""
        return self._vintages.get(code)

    def slot(self, item: Item, field: str) -> Slot:
        """The cell that the row shows in that column."""
        return Slot(item.code, field, self.vintage(item))

    def heads_at(self, item: Item, field: str) -> tuple[Head, ...]:
        """What stands in that cell."""
        return self.heads.get(self.slot(item, field), ())

    def value(self, item: Item, field: str = VALUE) -> Quantity | None:
        """The one value of that cell; None if it is empty or its values do not agree."""
        values = values_of(self.heads_at(item, field))
        return values[0] if len(values) == 1 and is_filled(values[0]) else None

    def text(self, item: Item, field: str) -> str:
        """The value as it is copied and edited: plain, without commas."""
        if field == VINTAGE:
            return self.vintage(item) or ""
        return " / ".join(show(value) for value in values_of(self.heads_at(item, field)))

    def clash_at(self, item: Item, field: str) -> bool:
        """Whether the values of that cell do not agree."""
        return is_clash(self.heads_at(item, field))

    def is_field_of(self, item: Item, column: Column) -> bool:
        """Whether the item has that column at all: not every one is made up from 分子 and 分母."""
        if column.name in ("numerator", "denominator"):
            return has_parts(item, self.unit.kind)
        return column.is_entry

    # What may be done.

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be typed at all: the return is closed, its 更正 waits, or the file is open for reading."""
        waits = holds_others(self.course) and not self._desk.is_district
        return self.state in CLOSED or waits or not self._desk.workspace.database.writable

    def may_edit(self, item: Item, column: Column) -> bool:
        """Whether the cell is shown as a field that can be typed into."""
        if self.is_read_only or not self.is_field_of(item, column) or item in self.others:
            return False
        return self.refusal(item, column) is None

    def refusal(self, item: Item, column: Column) -> DeskError | None:
        """The sentence with which the Desk would refuse an edit of that cell now; None if it would take it."""
        slot = self.slot(item, VALUE if column.name == VINTAGE else column.name)
        if slot not in self._refusals:
            standing = self.heads.get(slot, ())
            before = standing[0].value if standing else None
            tried = Change(slot, before, CLEARED, tuple(head.edit for head in standing))
            source = {"kind": "typed" if self.key.unit in self._desk.own_units else "on-behalf"}
            edit = Edit(self.key, _NOBODY, (tried,), "", None, source)
            try:
                permit_edit(
                    edit, self.heads, self.course, own_units=self._desk.own_units, is_district=self._desk.is_district
                )
            except DeskError as error:
                self._refusals[slot] = error.with_traceback(None)  # it would hold all that was under way
            else:
                self._refusals[slot] = None
        return self._refusals[slot]

    # What stands where.

    def row(self, item: Item) -> tuple[Sheet, Item]:
        """The return and the item that a row speaks of: here this one; of a matrix another one in each row."""
        return self, item

    @property
    def front_titles(self) -> tuple[str, str, str]:
        """The titles over what stays when the sheet is scrolled."""
        if is_adhoc(self.form):
            return ("序号", "项目", "单位" if any(item.unit for item in self.due) else "")
        has_units = any(item.unit for item in (*self.due, *self.others))
        return ("序号", "指标", "单位") if has_units else ("编号", "任务 / 项目", "")

    @property
    def keys(self) -> tuple[ReturnKey, ...]:
        """The returns that are shown."""
        return (self.key,)

    def who(self, head: Head) -> tuple[str, str]:
        """Who wrote a standing value, and on which day."""
        edit = self.edits.get(head.edit)
        return (edit.author.person, edit.author.at[:10]) if edit else ("", "")
