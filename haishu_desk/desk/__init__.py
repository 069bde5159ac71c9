"""The one door and the use cases: every write of the program, from a keystroke to a received bundle, is `Desk.apply`.

`entry` types and reads cells, `exchange` hands over and takes in, `reviewing` compares and decides, `planning` writes
editions, `keeping` shows the trail. The window and the command line are shells over this.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from haishu_desk.desk.all_parts import DeskParts
from haishu_desk.desk.beside import is_beside, may_seal_closed, permit_beside, refuse_while_corrected
from haishu_desk.desk.documents import Documents
from haishu_desk.desk.permission import NotYoursError, permit_decision, permit_edit, permit_revision
from haishu_desk.desk.return_reader import ReturnReader
from haishu_desk.desk.shipped import RULES, shipped_editions
from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.cells import Author, Edit, ReturnKey
from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.journal import AUDIT, Entry
from haishu_desk.store.workspace import Identity, Workspace

DeskEntry = Edit | Revision | Decision | Edition
Moment = tuple[str, int]


def documents_without_workspace() -> Documents:
    """The shipped documents, for the verbs that answer where there is no workspace."""
    shipped = shipped_editions()
    return Documents(shipped.get, lambda: [name for name in shipped if name.startswith("plan:")])


class Desk(DeskParts, ReturnReader):
    """One open workspace and the person who acts."""

    _still: str | None = None
    _heard: int | None = None
    _met: tuple[int, Sequence[str]] = (0, ())
    """Who has acted up to that line of the trail."""

    def __init__(
        self, path: Path, *, write: bool = False, person: str | None = None, workspace: Workspace | None = None
    ) -> None:
        self._named = person or os.environ.get("HAISHU_DESK_AS")
        self.workspace = workspace or Workspace(path, write=write, person=self._named or "")
        self._last_seq = 0
        self._known: list[str] = []
        self._touched: set[ReturnKey] = set()
        if write and not self._named:
            self._sign_lock()

    def _sign_lock(self) -> None:
        try:
            known = self.persons()
        except DeskError:  # a damaged file is let go of
            self.workspace.close()
            raise
        if len(known) == 1:
            self.workspace.database.sign_lock(known[0])

    @cached_property
    def identity(self) -> Identity:
        """Whose workspace it is."""
        return self.workspace.identity

    @cached_property
    def is_copy(self) -> bool:
        """Whether this is a copy that a second reviewer works on: it judges, and decides nothing."""
        return self.workspace.copy_of is not None

    def refuse_in_copy(self) -> None:
        """NotYoursError in a copy for reviewing."""
        if self.is_copy:
            raise NotYoursError(
                "这是审核副本，不能审核通过、退回、下发和装入", "请写意见和核定数，交回原来的数据文件，由那里决定"
            )

    @property
    def unit(self) -> str:
        """The code of the unit that this workspace acts for now: the one it was made for, or who took that one over."""
        return self.documents.units.heir(self.identity.unit)

    @property
    def own_units(self) -> set[str]:
        """The units whose returns this workspace may fill in: its own and those that it took over."""
        return {self.identity.unit, *self.documents.units.spoken_for_by(self.unit)}

    @property
    def is_district(self) -> bool:
        """Whether this workspace reviews."""
        return self.identity.role == "district"

    @cached_property
    def person(self) -> str:
        """Who acts: named by `--as` or HAISHU_DESK_AS, else the only person of the workspace."""
        if self._named:
            return self._named
        known = self.persons()
        if len(known) != 1:
            raise UsageError(f"本数据文件有几个人用过（{'、'.join(known)}）", "请用 --as 姓名 说明是谁在操作")
        return known[0]

    def persons(self) -> list[str]:
        """Everybody who has acted here, in order of first appearance; what was read of the trail is not read again."""
        journal = self.workspace.journal
        (since, met), until = self._met, len(journal)

        def names(entries: Iterable[Entry]) -> list[str]:
            return list(dict.fromkeys(json.loads(entry.body)["author"]["person"] for entry in entries))

        # The author stands first in the bytes of a line; only in a name with a quotation mark the text ends too soon.
        found = list(dict.fromkeys([*met, *names(journal.firsts(AUDIT, '"person":"', since))]))
        if any('"' in name for name in found):
            return names(journal.entries(AUDIT))
        if not self.workspace.database.sql.in_transaction:  # it may be given back
            self._met = until, found
        return list(found)

    @cached_property
    def documents(self) -> Documents:
        """The editions in force today; read anew after one was written."""
        return self.documents_on(self.today)

    @property
    def today(self) -> str:
        """The office's own day, an ISO date."""
        return date.today().isoformat()  # noqa: DTZ011  as it says

    def documents_on(self, day: str) -> Documents:
        """The editions that were, are or will be in force on that day (an ISO date)."""
        cells = self.workspace.cells
        return Documents(
            lambda name: in_force(cells.editions(name), day),
            lambda: [name for name in cells.edition_names() if name.startswith("plan:")],
        )

    def documents_with(self, name: str, number: int) -> Documents:
        """The documents in force with one of them in an earlier edition; UsageError if there is no such edition."""
        cells = self.workspace.cells
        chosen = next((each for each in cells.editions(name) if each.number == number), None)
        if chosen is None:
            known = "、".join(str(each.number) for each in cells.editions(name))
            raise UsageError(f"没有第 {number} 版", f"现有：{known or '没有'}")
        return Documents(
            lambda asked: chosen if asked == name else in_force(cells.editions(asked), self.today),
            lambda: [each for each in cells.edition_names() if each.startswith("plan:")],
        )

    def forget_documents(self) -> None:
        """Read the editions in force, whose workspace it is and who has acted here anew when they are asked for next."""
        self.__dict__.pop("documents", None)
        self._forget_edition()
        for part in ("reviewing", "standings"):
            if part in self.__dict__:
                getattr(self, part).forget()

    def _forget_edition(self, *, are_rules: bool = True) -> None:
        """An edition was written, or given back, and none of what the rows of returns rest on: plans, units, forms, assignment.

        The documents are other ones all the same, so that it shows that an edition was written. What was found wrong in
        returns stands, unless it may be the rules of the checks that were written.
        """
        if "documents" in self.__dict__:
            self.__dict__["documents"] = self.documents.renewed()
        self.__dict__.pop("identity", None)
        self._known = []
        for part in ("checking", "rulebook") if are_rules else ():
            if part in self.__dict__:
                getattr(self, part).forget()

    def hear_of_others(self) -> None:
        """Where this program may only read another one may write: what it wrote since the last time is read anew when it is asked for.

        The first time nothing was read yet.
        """
        if self.workspace.database.writable:
            return
        since, self._heard = self._heard, len(self.workspace.journal)
        if since in (None, self._heard):
            return
        cells = self.workspace.cells
        if cells.last_edition(cells.edition_names()) > since:
            self.forget_documents()
        self._forget_returns(cells.returns_since(since))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One user action, all of it or nothing: where it fails, what was read of what it wrote is forgotten too."""
        before = self.documents_read
        with ExitStack() as failing:
            failing.callback(self.forget_given_back, before)
            with self.workspace.transaction():
                yield
            failing.pop_all()

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """What is written inside is given back at the end, and nothing is remembered of it."""
        before = self.documents_read
        try:
            with self.workspace.rehearsal():
                yield
        finally:
            self.forget_given_back(before)

    def moment(self) -> Moment:
        """Now: what a rehearsal writes can be written so once more."""
        return now(), max(self._last_seq, len(self.workspace.journal))

    @contextmanager
    def at(self, moment: Moment) -> Iterator[None]:
        """What is written inside has the time and the running numbers of that moment.

        Only for what was rehearsed then and nothing was written since: no number comes twice.
        """
        self._still, self._last_seq = moment
        try:
            yield
        finally:
            self._still = None

    def _now(self) -> str:
        return self._still or now()

    @property
    def documents_read(self) -> Documents | None:
        """The documents, if they were read."""
        found: Documents | None = self.__dict__.get("documents")
        return found

    def forget_given_back(self, documents: Documents | None) -> None:
        """What was written may have been given back: forget what was read of it.

        `documents` are those that were read before; where they still are, no edition was written.
        """
        now = self.documents_read
        if documents is None or now is None or now.ground is not documents.ground:
            self.forget_documents()
        elif now is not documents:
            self._forget_edition()
        self._known = []
        self._look_anew()
        self._forget_returns(self._touched)

    def _forget_returns(self, keys: Collection[ReturnKey]) -> None:
        for part in ("checking", "reviewing", "standings"):
            if part in self.__dict__:
                getattr(self, part).forget(keys)

    def author(self) -> Author:
        """This person on this device, now; the running number never repeats, whatever the clock does.

        PinNeededError for a person who has a PIN and has not given it: nothing is written in a name without it.
        """
        self.people.require(self.person)
        return self.author_of(self.person)

    def author_of(self, person: str) -> Author:
        """`author` without asking for a PIN: for the lines that say that one was tried."""
        self._last_seq = max(self._last_seq, len(self.workspace.journal)) + 1
        identity = self.identity
        return Author(person, self.unit, identity.device, self._last_seq, self._now())

    def apply(self, *entries: DeskEntry) -> None:
        """Write all `entries` of this person, or none of them; the error says why not."""
        with ExitStack() as failing:
            failing.callback(setattr, self, "_known", [])  # the line that says who this is is given back with the rest
            with self.workspace.transaction():
                self.introduce()
                for some in _apart(entries):
                    for entry in some:
                        self._permit(entry)
                    self._record([_as_written(entry) for entry in some])
            failing.pop_all()

    def take_over(self, *entries: DeskEntry) -> int:
        """Write entries of others, as read from a bundle whose signature was checked; returns how many were new."""
        with self.workspace.transaction():
            return self._record(entries)

    def audit(self, what: str, key: ReturnKey | None = None, **detail: Any) -> None:
        """Write a line of the audit trail: something that happened and changed no value."""
        place = {"unit": key.unit, "period": key.period} if key else {}
        line = {"kind": AUDIT, "what": what, "author": self.author().as_json(), **place, "detail": detail}
        with self.workspace.transaction():
            self.workspace.record(AUDIT, canonical(line), self._now())

    def introduce(self) -> None:
        """A second person is known from the first write on, so that nobody is taken for somebody else later.

        `apply` does it by itself; who makes entries in a rehearsal does it before, so that their numbers come out the same.
        """
        if self.person in self._known:
            return
        if self.workspace.journal.begins_with(AUDIT, '"person":"', json.dumps(self.person, ensure_ascii=False)[1:]):
            self._known = [self.person]
            return
        self._known = self.persons()
        if self.person not in self._known:
            self._known.append(self.person)
            self.audit("首次使用")

    def _record(self, entries: Sequence[DeskEntry]) -> int:
        new = self.workspace.record_all(entries, self._now())
        for entry in new:
            self._forget(entry)
        return len(new)

    def _forget(self, entry: DeskEntry) -> None:
        """What was read before that entry was written may be otherwise now."""
        if isinstance(entry, Edition):
            if Documents.hold(entry.name):
                self.forget_documents()
            else:
                self._forget_edition(are_rules=entry.name == RULES)
            return
        self._touched.add(entry.key)
        self._look_anew(entry)
        self._forget_returns([entry.key])

    def _permit(self, entry: DeskEntry) -> None:
        if not isinstance(entry, Edit):
            self.refuse_in_copy()
        if isinstance(entry, Edit):
            slots = [change.slot for change in entry.changes]
            heads, course = self.workspace.cells.heads_at(entry.key, slots), self.course(entry.key)
            if not is_beside(entry):
                refuse_while_corrected(entry, course, is_district=self.is_district)
            permit = permit_beside if is_beside(entry) else permit_edit
            permit(entry, heads, course, own_units=self.own_units, is_district=self.is_district)
        elif isinstance(entry, Revision):
            course = self.course(entry.key)
            if not may_seal_closed(entry, course, self.edit):
                permit_revision(entry, course, own_units=self.own_units, is_district=self.is_district)
        elif isinstance(entry, Decision):
            permit_decision(entry, self.course(entry.key), is_district=self.is_district)
            self.settings.refuse_alone(entry)
        elif not self.is_district:
            raise NotYoursError("这一步由区级来做", "单位的数据文件可以录入、上报和装入")

    def close(self) -> None:
        """Close the workspace."""
        self.workspace.close()

    def let_go(self) -> None:
        """Nothing more is asked of this desk: its parts know it and it knows them, and all of it would wait for the collector."""
        vars(self).clear()

    def __enter__(self) -> Self:
        """Open until the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the workspace."""
        self.close()


def _apart(entries: Iterable[DeskEntry]) -> Iterator[list[DeskEntry]]:
    """Runs of entries of which none changes what another one may: edits of different returns; any other entry alone."""
    some: dict[ReturnKey | str, DeskEntry] = {}
    for entry in entries:
        place = entry.key if isinstance(entry, Edit) else entry.kind
        if some and (place in some or not isinstance(entry, Edit) or not isinstance(next(iter(some)), ReturnKey)):
            yield list(some.values())
            some = {}
        some[place] = entry
    if some:
        yield list(some.values())


def _as_written(entry: DeskEntry) -> DeskEntry:
    """What can be read from the bytes of an entry of this person; an error if they cannot be read again."""
    return type(entry).from_body(entry.body)


def now() -> str:
    """The machine's clock as a label, never used to order anything."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")
