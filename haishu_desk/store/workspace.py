"""A workspace: the journal with its caches in one file, and the few words that say whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeVar

from haishu_desk.domain.canonical import digest
from haishu_desk.store import notes
from haishu_desk.store.cells import Cells, Said
from haishu_desk.store.copying import COPY_OF
from haishu_desk.store.database import Database, speaking_of
from haishu_desk.store.journal import Journal

SaidT = TypeVar("SaidT", bound=Said)


@dataclass(frozen=True)
class Identity:
    """Whose workspace it is: `role` district or unit, the unit's code, and its signing key (32 private bytes, hex)."""

    role: str
    unit: str
    private_key: str
    device: str


OWNER = frozenset(field.name for field in fields(Identity))
"""The words without which nobody knows whose file it is."""


class Workspace:
    """One file: `journal` is the truth, `cells` its caches."""

    def __init__(
        self,
        path: Path,
        *,
        write: bool = False,
        person: str = "",
        create: bool = False,
        database: Database | None = None,
    ) -> None:
        self.database = database or _opened(path, write=write, person=person, create=create)
        self.path = path
        self.journal = Journal(self.database)
        self.cells = Cells(self.database, self.journal)

    @property
    def identity(self) -> Identity:
        """Whose workspace it is."""
        rows = self.database.rows("SELECT key, value FROM workspace")
        stored = {str(key): str(value) for key, value in rows}
        return Identity(stored["role"], stored["unit"], stored["private_key"], stored["device"])

    @property
    def copy_of(self) -> str | None:
        """The device that this file was copied from for reviewing; None for a workspace of its own."""
        rows = self.database.rows("SELECT value FROM workspace WHERE key = ?", COPY_OF)
        return str(rows[0][0]) if rows else None

    def found(self, identity: Identity) -> None:
        """Write down whose workspace it is; once, when it is made."""
        for key, value in vars(identity).items():
            self.database.sql.execute("INSERT INTO workspace VALUES (?, ?)", (key, value))
        notes.seal(self.database.sql)

    def note(self, key: str) -> str | None:
        """What this file remembers under `key` beside the journal; it is in no bundle and in no trail."""
        rows = self.database.rows("SELECT value FROM workspace WHERE key = ?", key)
        return str(rows[0][0]) if rows else None

    def remember(self, key: str, value: str) -> None:
        """Remember it from now on, inside the caller's transaction."""
        self.database.sql.execute("INSERT OR REPLACE INTO workspace VALUES (?, ?)", (key, value))
        notes.seal(self.database.sql)

    def forget(self, key: str) -> None:
        """Remember it no more, inside the caller's transaction."""
        self.database.sql.execute("DELETE FROM workspace WHERE key = ?", (key,))
        notes.seal(self.database.sql)

    def transaction(self) -> AbstractContextManager[None]:
        """One user action: all of it or nothing."""
        return self.database.transaction()

    def part(self) -> AbstractContextManager[None]:
        """A part of an action that is given back alone when it fails; outside of one it is an action of its own."""
        return self.database.part()

    def rehearsal(self) -> AbstractContextManager[None]:
        """An action that is given back at the end, whatever comes of it."""
        return self.database.rehearsal()

    def record(self, kind: str, body: bytes, at: str) -> bool:
        """Append an entry and bring the caches up to it; False if it was there already (a repeat changes nothing)."""
        identity = digest(body)
        if identity in self.journal:
            return False
        self.cells.take(*self.journal.append([(identity, kind, body)], at))
        return True

    def record_all(self, entries: Sequence[SaidT], at: str) -> list[SaidT]:
        """Append those of the entries that are not there yet, all at once; which they were.

        Each must be as `from_body` reads it from its own bytes: nothing is read anew here.
        """
        distinct = {entry.id: entry for entry in entries}
        known = self.journal.known(distinct)
        new = [entry for entry in distinct.values() if entry.id not in known]
        if new:
            written = self.journal.append([(entry.id, entry.kind, entry.body) for entry in new], at)
            self.cells.take_read(list(zip(written, new, strict=True)))
        return new

    def close(self) -> None:
        """Close the file and give the lock back."""
        self.database.close()


def _opened(path: Path, *, write: bool, person: str, create: bool) -> Database:
    """The file, or where it is older and only looked at a copy of it in this program's format."""
    database = Database(path, write=write, person=person, create=create)
    if not database.is_older:
        return database
    # sqlite_utils brings pandas along (0.4 s): only an older file waits for it.
    from haishu_desk.store.migrations import BroughtUp  # noqa: PLC0415

    with closing(database), speaking_of(path):
        return BroughtUp(database)
