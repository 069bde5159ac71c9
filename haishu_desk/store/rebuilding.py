"""Making a workspace anew from its journal, where a page that is no part of the journal cannot be read any more.

The caches come from the journal, so that a spoilt page of theirs loses nothing: the entries and the words beside them are
written to a new file, which is read whole before it takes the place of the old one. An entry that does not hold is another
matter: nothing is made from such a journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store import notes
from haishu_desk.store.cells import Cells
from haishu_desk.store.database import Database, SpoiltFileError
from haishu_desk.store.health import all_is_damage, digest_of, examine, faults_of_file
from haishu_desk.store.journal import DamagedError, Entry, Journal
from haishu_desk.store.lock import WriterLock
from haishu_desk.store.replacing import name_for_old, put_instead, settle
from haishu_desk.store.verified import SpoiltCopyError, free_place
from haishu_desk.store.workspace import OWNER

_WORDS = "SELECT key, value FROM workspace NOT INDEXED ORDER BY key"


@dataclass(frozen=True)
class MadeAnew:
    """The hash that ends the journal, which is that of before; the digest of the caches; where the spoilt file is kept."""

    journal: str
    values: str
    old: Path


def make_anew(path: Path, person: str = "") -> MadeAnew:
    """Put a new file under the name, with every entry and every word of the spoilt one, which is kept beside as `.old`.

    DamagedError or SpoiltFileError where the journal or those words do not hold, and nothing is changed then.
    """
    with ExitStack() as held:
        held.callback(WriterLock(path, person).release)
        settle(path)
        with free_place(path, is_replaced=True) as part:
            last = _written_anew(path, part)
            with closing(Database(part, write=False)) as made:
                values = digest_of(made)
            old = name_for_old(path)
            put_instead(part, path, old)
    return MadeAnew(last.hash if last else "", values, old)


def words_hold(database: Database) -> bool:
    """Whether the words beside the journal can be read and are what was written: without them there is nothing to make anew."""
    try:
        with all_is_damage(database.path):
            return notes.hold(database.sql) and {key for key, _ in database.rows(_WORDS)} >= OWNER
    except SurroundingsError:
        return False


def _written_anew(path: Path, part: Path) -> Entry | None:
    """Write it, and read it whole; its last entry."""
    with closing(Database(path, write=False)) as spoilt, closing(Database(part, write=True, create=True)) as made:
        spoilt.refuse_newer()
        with all_is_damage(path):
            last, words = Journal(spoilt).head(), spoilt.rows(_WORDS)
            if not words_hold(spoilt):
                raise SpoiltFileError(path)
            with made.transaction():
                made.sql.executemany("INSERT INTO workspace VALUES (?, ?)", words)
                for entry in _whole_entries(spoilt):
                    made.sql.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)", entry)
                Cells(made, Journal(made)).rebuild()
        found = examine(made)
        is_whole = found.is_chain_whole and found.differing is None and not faults_of_file(made)
        if not is_whole or Journal(made).head() != last or made.rows(_WORDS) != words:
            raise SpoiltCopyError(path, "重建的和留痕对不上")
        return last


def _whole_entries(spoilt: Database) -> Iterator[Entry]:
    """All entries, each checked against the one before; DamagedError behind the last that holds."""
    for batch in Journal(spoilt).walk():
        yield from batch.entries
        if batch.broken is not None:
            raise DamagedError(spoilt.path, batch.broken)
        if not batch.entries:
            return
