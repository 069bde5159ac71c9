"""Files of a newer program: their bytes wait in the journal and are taken in after an upgrade, without the file."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle import manifest
from haishu_desk.domain.canonical import digest
from haishu_desk.store.journal import AUDIT, FILE, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.outcomes import Outcome

KEPT, DONE = "留存更新格式的文件", "处理留存的文件"


class KeptFiles:
    """What waits for a newer program: the trail is read on from where it was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._until, self._waiting = 0, dict[str, dict[str, Any]]()

    def keep(self, name: str, data: bytes, written_by: int) -> None:
        """Keep a file that a program of format `written_by` wrote; once, however often it comes."""
        sha256 = digest(data)
        if any(row["sha256"] == sha256 for row in self.rows()):
            return
        desk = self._desk
        with desk.workspace.transaction():
            desk.workspace.record(FILE, data, desk.author().at)
            desk.audit(KEPT, file=name, sha256=sha256, format=written_by)

    def rows(self) -> list[dict[str, Any]]:
        """`[{"file", "sha256", "format", "at", "readable"}]`, oldest first; `readable`: this program can read it now."""
        journal, waiting = self._desk.workspace.journal, dict(self._waiting)
        until = len(journal)
        for entry in journal.saying(AUDIT, KEPT, DONE, since=self._until) if until > self._until else ():
            _hear(waiting, entry)
        if not self._desk.workspace.database.sql.in_transaction:  # it may be given back
            self._until, self._waiting = until, dict(waiting)
        return [{**row, "readable": row["format"] <= manifest.FORMAT} for row in waiting.values()]

    def hear(self, entries: Iterable[Entry], until: int) -> None:
        """What somebody has read of the trail up to `until`, as `Receipts.hear` does."""
        for entry in entries:
            if entry.kind == AUDIT and entry.n > self._until:
                _hear(self._waiting, entry)
        self._until = max(self._until, until)

    def take_in(self) -> list[Outcome]:
        """装入 all that this program can read now; what waits for a decision (held) stays in the list."""
        return [self._take(row) for row in self.rows() if row["readable"]]

    def _take(self, row: dict[str, Any]) -> Outcome:
        kept = self._desk.workspace.journal.get(row["sha256"])
        with tempfile.TemporaryDirectory(prefix="haishu-desk-") as folder:
            file = Path(folder) / Path(row["file"]).name
            file.write_bytes(kept.body if kept else b"")
            outcome = self._desk.exchange.receiver.take_in(file)
        if outcome.status != "held":
            self._desk.audit(DONE, sha256=row["sha256"], file=row["file"], status=outcome.status)
        return outcome


def _hear(waiting: dict[str, dict[str, Any]], entry: Entry) -> None:
    """Add what that line of the trail says of a file that is kept, or take off the one that was dealt with."""
    if not any(what.encode() in entry.body for what in (KEPT, DONE)):
        return
    line = json.loads(entry.body)
    detail = line["detail"]
    if line["what"] == KEPT:
        told = {name: detail[name] for name in ("file", "sha256", "format")}
        waiting[detail["sha256"]] = {**told, "at": line["author"]["at"]}
    elif line["what"] == DONE:
        waiting.pop(detail["sha256"], None)
