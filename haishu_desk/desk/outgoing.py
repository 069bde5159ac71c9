"""A bundle on its way out, in three parts: what it holds, its bytes, and that it was handed over.

`prepare` reads what goes in, a few milliseconds a step; where a revision or a decision belongs to it, that is written in a
rehearsal and given back. Its `content` becomes bytes wherever there is time (`desk.writing.packed`); `made` writes them to a
file in whatever thread, under a name for the time being; nothing of the Desk is in either. `settle` writes the same entries once more, keeps the bytes and gives the file its name, in one transaction: 上报
stands only if the file does. A verb does one part after the other, a window lives between them.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.bundle_kinds import down_kind
from haishu_desk.desk.deferral_bundle import deferral_bundle
from haishu_desk.desk.figures import Figures
from haishu_desk.desk.statements import DEFERRAL
from haishu_desk.desk.told import HANDED
from haishu_desk.desk.writing import Content, Written, whole
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import Period
from haishu_desk.store.files import Part
from haishu_desk.store.journal import SENT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk, DeskEntry, Moment

Row = dict[str, Any]
Entries = Callable[[], Iterator[list["DeskEntry"]]]


class ChangedMeanwhileError(DeskError):
    """Something was written since the bundle was prepared; nothing was handed over."""

    def __init__(self) -> None:
        super().__init__("写出数据包的时候，数据又有了改动，没有传出", "请再传出一次", code="changed-meanwhile")


@dataclass(frozen=True)
class Parcel:
    """The returns of a unit and period that go out together; `out` is the file, or the folder that it goes into."""

    unit: str
    period: Period
    forms: tuple[str, ...]
    out: Path
    many: bool = False

    @property
    def keys(self) -> list[ReturnKey]:
        """The returns."""
        return [ReturnKey(form, self.unit, str(self.period)) for form in self.forms]

    def file(self, name: str, content: Content) -> Path:
        """`out` itself for a file; inside a folder a name that says what it is, with the `name` of the unit."""
        if not self.many and self.out.suffix.lower() == ".xlsx" and not self.out.is_dir():
            return self.out
        return self.out / f"{name}_{self.period}_{content.payload.kind}_{content.bundle[:6]}.xlsx"


@dataclass(frozen=True)
class Made:
    """The bytes of a bundle, and the file that has no name yet."""

    written: Written
    part: Part


@dataclass(frozen=True)
class _Prepared:
    """What goes in and where to, after so many entries; the `entries` that belong to it, when, and the hash after them."""

    content: Content
    file: Path
    seen: int
    entries: list[list[DeskEntry]]
    moment: Moment
    head: str


class Outgoing:
    """One bundle of one desk.

    `kind` says what it is called, None by the states of its returns; `entries` yields what is written along with it, some
    after the other, each after what came before stands; `rows` says of the row of the bundle what the verb says.
    """

    def __init__(
        self,
        desk: Desk,
        parcel: Parcel,
        *,
        kind: Callable[[], str | None] = lambda: None,
        entries: Entries | None = None,
        rows: Callable[[Row], list[Row]] = lambda row: [row],
    ) -> None:
        self.parcel = parcel
        self._desk = desk
        self._kind = kind
        self._entries = entries
        self._rows = rows
        self._prepared: _Prepared | None = None

    def prepare(self) -> Iterator[None]:
        """Read what goes in, as it stands at one moment; again from the beginning after something else was written."""
        journal, self._prepared = self._desk.workspace.journal, None
        seen = -1
        while seen != len(journal):
            seen = len(journal)
            figures = Figures(self._desk, self.parcel.unit)
            yield from figures.reading()
            if self._entries is None:
                prepared = yield from self._as_it_is(figures, seen)
            elif seen == len(journal):
                prepared = self._as_it_will_be(figures, seen, self._entries)
        self._prepared = prepared

    def _as_it_is(self, figures: Figures, seen: int) -> Generator[None, None, _Prepared]:
        """Nothing is written along with it: step by step."""
        content = yield from self._content(figures)
        return _Prepared(content, self._file(content), seen, [], self._desk.moment(), self._head())

    def _as_it_will_be(self, figures: Figures, seen: int, entries: Entries) -> _Prepared:
        """What belongs to it is written, read along with the rest, and given back: in one step."""
        desk, moment, written = self._desk, self._desk.moment(), list[list["DeskEntry"]]()
        with desk.rehearsal(), desk.at(moment):
            desk.introduce()
            for some in entries():
                desk.apply(*some)
                written.append(some)
            for key in self.parcel.keys:
                figures.read_anew(key)
            content = whole(self._content(figures))
            return _Prepared(content, self._file(content), seen, written, moment, self._head())

    @property
    def is_current(self) -> bool:
        """Whether nothing was written since it was prepared."""
        return self._prepared is not None and len(self._desk.workspace.journal) == self._prepared.seen

    @property
    def content(self) -> Content:
        """What goes into it. ChangedMeanwhileError where it is not prepared."""
        return self._ready().content

    def made(self, written: Written) -> Made:
        """Its content as bytes, and the file without its name: in any thread. FileNotWrittenError if it cannot be written."""
        return Made(written, Part(self._ready().file, written.data))

    def make(self) -> Made:
        """Both here and now."""
        return self.made(self.content.pack())

    def settle(self, made: Made) -> list[Row]:
        """Hand it over: the rows of the verb. ChangedMeanwhileError if anything was written since it was prepared."""
        desk, prepared = self._desk, self._ready()
        with desk.transaction():
            self._write_as_rehearsed(prepared)
            self._keep(made.written, prepared.file)
            made.part.give()
        self._prepared = None
        return self._rows(
            {
                "file": str(prepared.file),
                "bundle": made.written.bundle,
                "kind": made.written.kind,
                "unit": self.parcel.unit,
                "period": str(self.parcel.period),
                "cells": made.written.cells,
            }
        )

    def with_rows(self, rows: Callable[[Row], list[Row]]) -> Outgoing:
        """The same bundle, of which another verb says those rows."""
        return Outgoing(self._desk, self.parcel, kind=self._kind, entries=self._entries, rows=rows)

    def done(self) -> list[Row]:
        """All of it, one part after the other."""
        for _ in self.prepare():
            pass
        return self.settle(self.make())

    def _ready(self) -> _Prepared:
        if self._prepared is None:
            raise ChangedMeanwhileError
        return self._prepared

    def _content(self, figures: Figures) -> Generator[None, None, Content]:
        """What goes into it as things stand."""
        desk, parcel = self._desk, self.parcel
        states = [desk.course(key).state(has_edits=bool(desk.heads(key))) for key in parcel.keys]
        kind = self._kind() or down_kind(states)
        if kind == DEFERRAL:
            return deferral_bundle(desk, parcel.unit, parcel.period, parcel.forms)
        return (yield from desk.exchange.writer.gathering(parcel.unit, parcel.period, parcel.forms, kind, figures))

    def _file(self, content: Content) -> Path:
        return self.parcel.file(self._desk.documents.name_of(self.parcel.unit, str(self.parcel.period)), content)

    def _write_as_rehearsed(self, prepared: _Prepared) -> None:
        """The same entries with the same times: what the bundle says of the journal is so."""
        if len(self._desk.workspace.journal) != prepared.seen:
            raise ChangedMeanwhileError
        with self._desk.at(prepared.moment):
            if self._entries is not None:
                self._desk.introduce()
            for some in prepared.entries:
                self._desk.apply(*some)
        if self._head() != prepared.head:
            raise ChangedMeanwhileError

    def _head(self) -> str:
        head = self._desk.workspace.journal.head()
        return head.hash if head else ""

    def _keep(self, written: Written, file: Path) -> None:
        """A line of the trail for each return, and the bytes, so that the bundle can be written once more."""
        desk = self._desk
        journal = len(desk.workspace.journal)
        desk.workspace.record(SENT, written.data, desk.author().at)
        for key in self.parcel.keys:
            last = desk.course(key).last_revision
            desk.audit(
                f"{HANDED}{written.kind}",
                key,
                bundle=written.bundle,
                file=file.name,
                journal=journal,
                sha256=digest(written.data),
                revision=last.id if last else None,
            )


def all_done(outgoing: Iterable[Outgoing]) -> list[Row]:
    """Hand over one after the other."""
    return [row for each in outgoing for row in each.done()]
