"""What was handed over, what came back, who has still to be told, what was made here: the trail, read on from where it was.

Nothing in a journal changes, so that what was made of its lines stands, and only the lines since then are read. A window
reads the first ones `some` at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import VERIFY
from haishu_desk.desk.bundle_kinds import APPROVAL, CORRECTION, RECEIPT, REPORT, SENT_BACK_BUNDLE, TASK_BUNDLE
from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.origins import batch_of
from haishu_desk.domain.queries import ASK, CLOSE
from haishu_desk.domain.returns import Decision
from haishu_desk.store.journal import AUDIT, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

HANDED, TAKEN = "传出", "装入"
REPLIES = (RECEIPT, SENT_BACK_BUNDLE, APPROVAL)
# What has to come back for each kind; no entry: nothing.
ANSWERS = {
    TASK_BUNDLE: (REPORT, TASK_BUNDLE, CORRECTION),
    SENT_BACK_BUNDLE: (REPORT, TASK_BUNDLE, CORRECTION),
    REPORT: REPLIES,
    CORRECTION: REPLIES,
}
Place = tuple[Any, Any]
_BESIDE = {f"query-{ASK}", f"query-{CLOSE}", VERIFY}
_MARKS = ('"kind":"query-', f'"kind":"{VERIFY}"')
_TAKEN = TAKEN.encode()
_BATCH = 64


@dataclass(frozen=True)
class Own:
    """An edit that was made here: its running number, its name, its return, who made it, and its batch (`batch_of`).

    `kind` is that of its source. `has_cells`: it changes cells by itself; what became of a received file does not.
    """

    n: int
    id: str
    key: ReturnKey
    person: str
    batch: str
    kind: str | None
    has_cells: bool


class Told:
    """The trail of one desk, as far as bundles and what they tell are concerned."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read = _Read()
        self.was_read = False  # once to the end: from then on only what was written since has to be read

    def sent(self) -> list[dict[str, Any]]:
        """Every bundle that was handed over, oldest first: the rows of `Outbox.rows`, with the `revisions` in each."""
        return list(self._whole().sent.values())

    def due(self) -> list[tuple[str, str]]:
        """The units and periods with something to be told that is newer than the last bundle they were sent, oldest first.

        That is a decision, a 查询 or its 办结, or a 核定数.
        """
        due = self._whole().due
        return sorted(due, key=due.__getitem__)

    def own(self, since: int = 0) -> list[Own]:
        """The edits that were made on this device, oldest first; with `since` those behind that entry.

        Of what was not read yet nothing before that is read for it.
        """
        return [own for own in self._read_from(since).own if own.n > since]

    def taken_as(self, unit: str, period: str) -> str | None:
        """Which values were chosen when a file of that unit and period was taken in last; None where nothing was to choose.

        What was not read yet is looked through from its end.
        """
        journal, read = self._desk.workspace.journal, self._read
        for entry in journal.last_saying(AUDIT, TAKEN, unit, period, since=read.until):
            line = json.loads(entry.body)
            if (line.get("unit"), line.get("period")) == (unit, period):
                return _taken_as(line)
        return read.taken_as.get((unit, period))

    def before(self, what: str) -> int:
        """Up to which entry none says that, as far as was read."""
        return self._read.first.get(what, self._read.until + 1) - 1

    def some(self) -> bool:
        """Read some more lines; False when the last was read."""
        return self._on(self._read)

    def _whole(self) -> _Read:
        """What all lines come to."""
        return self._read_from(0)

    def _read_from(self, since: int) -> _Read:
        """What the lines behind that one come to, or more of them; inside a transaction, which may be given back, it is not kept."""
        is_kept = not self._desk.workspace.database.sql.in_transaction and self._read.until >= since
        read = self._read if is_kept else _Read(since)
        while self._on(read):
            pass
        return read

    def _on(self, read: _Read) -> bool:
        kinds = (AUDIT, Decision.kind)
        device = self._desk.identity.device
        marks = (*_MARKS, f'"device":"{device}"')
        batch = self._desk.workspace.journal.since(read.until, _BATCH, kinds, Edit.kind, marks)
        for entry in batch:
            read.take(entry, device)
        if read is self._read:
            if self._desk.is_district:  # a unit has few files, and its first page does not wait for what reads them
                for part in (self._desk.receipts, self._desk.kept):
                    part.hear(batch, read.until)
            self.was_read = self.was_read or not batch
        return bool(batch)


class _Read:
    """What the lines up to `until` come to, from the one behind `since` on."""

    def __init__(self, since: int = 0) -> None:
        self.until = since
        self.sent: dict[str, dict[str, Any]] = {}
        self.due: dict[Place, int] = {}
        self.own: list[Own] = []
        self.first: dict[str, int] = {}
        self.taken_as: dict[Place, str | None] = {}
        self._waiting: dict[Place, dict[str, dict[str, Any]]] = {}

    def take(self, entry: Entry, device: str) -> None:
        """The next line."""
        self.until = entry.n
        line = json.loads(entry.body)
        place = line.get("unit"), line.get("period")
        if entry.kind == Decision.kind:
            if line["what"] != "issued":
                self.due[place] = entry.n
        elif entry.kind == Edit.kind:
            if line["source"].get("kind") in _BESIDE:
                self.due[place] = entry.n
            if line["author"]["device"] == device:
                key = ReturnKey(line["form"], line["unit"], line["period"])
                source, person = line["source"], line["author"]["person"]
                has_cells = bool(line["changes"]) and "receipt" not in source
                batch = batch_of(source, line["batch"])
                self.own.append(Own(entry.n, entry.id, key, person, batch, source.get("kind"), has_cells))
        else:
            self._hear(line, place)
            self.first.setdefault(line["what"], entry.n)
            if _TAKEN in entry.body:
                self.taken_as[place] = _taken_as(line)

    def _hear(self, line: dict[str, Any], place: Place) -> None:
        what, detail = str(line["what"]), line["detail"]
        if what.startswith(HANDED):
            kind = what.removeprefix(HANDED)
            if kind in (*REPLIES, TASK_BUNDLE):
                self.due.pop(place, None)
            if detail.get("bundle"):
                row = self.sent.setdefault(detail["bundle"], _row(kind, line, self.until))
                row["revisions"] += [detail["revision"]] if detail.get("revision") else []
                self._waiting.setdefault(place, {})[detail["bundle"]] = row
        elif what.startswith(TAKEN):
            _answer(self._waiting.get(place, {}).values(), what.removeprefix(TAKEN), line)


def _taken_as(line: dict[str, Any]) -> str | None:
    found: str | None = line["detail"].get("take")
    return found


def _row(kind: str, line: dict[str, Any], n: int) -> dict[str, Any]:
    detail = line["detail"]
    return {
        "bundle": detail["bundle"], "kind": kind, "unit": line.get("unit"), "period": line.get("period"),
        "at": line["author"]["at"], "file": detail.get("file"), "waits": kind in ANSWERS, "answered": None,
        "kept": "sha256" in detail, "n": n, "revisions": [],
    }  # fmt: skip


def _answer(rows: Iterable[dict[str, Any]], kind: str, line: dict[str, Any]) -> None:
    """Mark what that bundle, which was taken in, is the answer to; `rows` are those of its unit and period."""
    contained = line["detail"].get("contained")
    for row in rows:
        if kind not in ANSWERS.get(row["kind"], ()) or row["answered"] is not None:
            continue
        # A reply of before this was written down names no revisions: the kind has to do.
        if not row["revisions"] or contained is None or set(row["revisions"]) <= set(contained):
            row["answered"] = kind
