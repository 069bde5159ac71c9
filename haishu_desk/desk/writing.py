"""Making a bundle from what the desk knows: the printed sheets, the entries, the editions and the signature."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

from haishu_desk.bundle.layout import columns_of, columns_of_adhoc
from haishu_desk.bundle.manifest import DOWN, UP, Envelope, Payload, PrintedReturn
from haishu_desk.bundle.pack import Book, pack
from haishu_desk.bundle.sign import ALGORITHM, public_key, sign
from haishu_desk.desk.filled import counting_value, filled_items, shown_vintage, shown_vintages, verified_texts
from haishu_desk.desk.showing import Showing
from haishu_desk.domain.adhoc import is_adhoc
from haishu_desk.domain.cells import (
    NOTE,
    Edit,
    Heads,
    ReturnKey,
    is_filled,
    is_query,
    values_of,
)
from haishu_desk.domain.editions import Edition, stays_at_home
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import show
from haishu_desk.domain.reported import reported
from haishu_desk.domain.returns import Course

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.figures import Figures

Result = TypeVar("Result")


@dataclass(frozen=True)
class Written:
    """A bundle as bytes, with what the verbs say of it."""

    data: bytes
    bundle: str
    kind: str
    cells: int


@dataclass(frozen=True)
class Content:
    """What a bundle will hold, as plain data and signed: its bytes can be made in any thread."""

    book: Book
    payload: Payload
    envelope: Envelope
    cells: int

    @property
    def bundle(self) -> str:
        """The name of the bundle."""
        return self.envelope.bundle

    def pack(self) -> Written:
        """The workbook."""
        data = pack(self.book, self.payload, self.envelope)
        return Written(data, self.bundle, self.payload.kind, self.cells)


def packed(content: Content, told: Callable[[int, int], object]) -> Written:
    """Its bytes, for a process of its own; it tells nothing on its way."""
    del told
    return content.pack()


class BundleWriter:
    """Writes bundles of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def write(self, unit: str, period: Period, forms: Iterable[str], kind: str) -> Written:
        """The bundle of those returns of a unit, signed with this workspace's key."""
        return self.gather(unit, period, forms, kind).pack()

    def gather(self, unit: str, period: Period, forms: Iterable[str], kind: str) -> Content:
        """What goes into that bundle."""
        return whole(self.gathering(unit, period, forms, kind))

    def gathering(
        self, unit: str, period: Period, forms: Iterable[str], kind: str, figures: Figures | None = None
    ) -> Generator[None, None, Content]:
        """The same in steps; `figures` are those of the unit's whole years where they were read already."""
        desk = self._desk
        keys, author = [ReturnKey(form, unit, str(period)) for form in forms], desk.author()
        before, returns = dict[ReturnKey, dict[str, str]](), list[PrintedReturn]()
        for key in keys:
            due = desk.documents.items_due(unit, period, key.form)
            before[key] = self.previous_of(due, key)
            yield
            returns.append(self._printed(key, due, before[key]))
            yield
        entries = self._entries(keys)
        yield
        editions = dict[str, Edition]()
        for name in desk.workspace.cells.edition_names():
            if not stays_at_home(name):
                editions[name] = desk.documents.edition(name)
                yield
        if desk.is_district:
            for edition in self._documents_to_send(editions.values()):
                entries.append(edition.body)
                yield
        private = desk.identity.private_key
        payload = Payload(
            DOWN if desk.is_district else UP, kind, desk.unit, desk.person, unit, str(period), author.at,
            tuple(returns), tuple(entries), tuple(_references(before)) if desk.is_district else (),
            public_key(private),
            {name: edition.id for name, edition in editions.items()},
        )  # fmt: skip
        cells = sum(len({item for item, _ in printed.cells}) for printed in returns)
        filled = sum(len(filled_items(desk.heads(key))) for key in keys)
        yield
        book = yield from Showing(desk, unit, period, keys, figures).book(kind, cells, filled)
        yield
        data = payload.to_bytes()
        yield
        return Content(book, payload, Envelope(data, ALGORITHM, public_key(private), sign(private, data)), cells)

    def _documents_to_send(self, in_force: Iterable[Edition]) -> Iterator[Edition]:
        """What is in force, and what will be: a unit that hears nothing more until that day goes by it then."""
        for edition in in_force:
            yield edition
            for newer in self._desk.workspace.cells.editions(edition.name):
                if newer.number <= edition.number:
                    break
                yield newer

    def _entries(self, keys: Iterable[ReturnKey]) -> list[bytes]:
        """Every edit, revision and decision of those returns, in the order in which they came about here."""
        entries = [entry for key in keys for entry in (*self._edits(key), *_events(self._desk.course(key)))]
        order = self._desk.workspace.journal.numbers(entry.id for entry in entries)
        return [entry.body for entry in sorted(entries, key=lambda entry: order[entry.id])]

    def _edits(self, key: ReturnKey) -> list[Edit]:
        """The edits of a return; what a unit typed and never reported stays with it, such as after 审核通过."""
        edits = self._desk.edits(key)
        if self._desk.is_district:
            return edits
        sealed = {name for name, _ in reported(edits, self._desk.course(key).revisions)}
        return [edit for edit in edits if edit.id in sealed or _is_said_at_once(edit, self._desk.own_units)]

    def _printed(self, key: ReturnKey, items: Sequence[Item], previous: Mapping[str, str]) -> PrintedReturn:
        desk = self._desk
        heads, course = desk.heads(key), desk.course(key)
        with_parts = key.form == "indicators" and any(item.record.get("rollup") == "mean" for item in items)
        form = desk.documents.form(key.form)
        remarks = _joined(_remarks(course), verified_texts(heads), desk.querying.texts(key))
        columns = columns_of_adhoc(form) if is_adhoc(form) else columns_of(key.form, with_parts=with_parts)
        asked = desk.documents.fields(key.form)
        columns = tuple(column for column in columns if not column.is_optional or column.name in asked)
        cells: dict[tuple[str, str], str] = {}
        own = _by_item(heads)
        for item in items:
            row = self._row(item, previous[item.code], own.get(item.code, {}), remarks)
            for column in columns:
                cells[item.code, column.name] = row.get(column.name, "")
        last = course.last_revision
        return PrintedReturn(key, cells, last.id if last else None, course.state(has_edits=bool(heads)))

    def _row(self, item: Item, previous: str, heads: Heads, remarks: dict[str, str]) -> dict[str, str]:
        vintage = shown_vintage(heads, item.code)
        own = {
            slot.field: " / ".join(show(value) for value in values_of(standing))
            for slot, standing in heads.items()
            if slot.vintage == vintage
        }
        own.setdefault(NOTE, "")
        return {
            "number": item.number,
            "group": item.group,
            "name": item.name,
            "unit": item.unit or "",
            "summary": str(item.record.get("summary") or ""),
            "previous": previous,
            "target": item.target or "",
            **own,
            "vintage": vintage or "",
            "remark": remarks.get(item.code, ""),
        }

    def previous_of(self, items: Iterable[Item], key: ReturnKey) -> dict[str, str]:
        """上年同期 of items by code: what was reported for the same period a year before, else the printed base value."""
        before = parse_period(key.period).year_before
        heads = self._desk.counting(self._desk.documents.key_in(key.form, key.unit, before))
        vintages, references = shown_vintages(heads), self._desk.exchange.references()
        own, found = _by_item(heads), {}
        for item in items:
            standing = counting_value(own.get(item.code, {}), item.code, vintages.get(item.code))
            if standing and is_filled(standing[0].value):
                found[item.code] = " / ".join(show(value) for value in values_of(standing))
            else:
                known = references.get((key.unit, str(before), item.code))
                found[item.code] = known or self._printed_base(item, key.unit, before) or ""
        return found

    def _printed_base(self, item: Item, unit: str, before: Period) -> str | None:
        """The printed base is the whole district's: a township's own part is not to be held against it."""
        plan = self._desk.documents.catalogue.plan(item.plan)
        is_whole = unit in item.record.get("reporters", ()) or unit == self._desk.documents.units.district.code
        return item.base if is_whole and before == Period(plan.base_year) else None


def whole(steps: Generator[None, None, Result]) -> Result:
    """What comes of the steps, one after the other at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return cast("Result", end.value)


def _references(before: Mapping[ReturnKey, Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    for key, texts in before.items():
        period = parse_period(key.period).year_before
        yield from ({"period": str(period), "item": item, "text": text} for item, text in texts.items() if text)


def _by_item(heads: Heads) -> dict[str, Heads]:
    found: dict[str, Heads] = {}
    for slot, standing in heads.items():
        found.setdefault(slot.item, {})[slot] = standing
    return found


def _is_said_at_once(edit: Edit, own_units: Collection[str]) -> bool:
    """Whether an edit needs no report: what the district wrote, and 答复."""
    return edit.author.unit not in own_units or all(is_query(change.slot.field) for change in edit.changes)


def _events(course: Course) -> tuple[Any, ...]:
    return (*course.revisions, *course.decisions)


def _remarks(course: Course) -> dict[str, str]:
    remarks: dict[str, list[str]] = {}
    for slot, comment in course.open_remarks().items():
        remarks.setdefault(slot.item, []).append(comment)
    return {item: "；".join(dict.fromkeys(comments)) for item, comments in remarks.items()}


def _joined(*texts: dict[str, str]) -> dict[str, str]:
    """What is said of each item, one after the other."""
    items = dict.fromkeys(item for each in texts for item in each)
    return {item: "；".join(each[item] for each in texts if item in each) for item in items}
