"""The journal: the append-only truth. Each entry is linked to the one before by hash."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from haishu_desk.domain.canonical import digest
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.store.database import Database

# `file`: the bytes of a received file; `sent`: those of one that was handed over.
AUDIT, FILE, REFERENCE, SENT = "audit", "file", "reference", "sent"
GENESIS = digest(b"haishu_desk journal")
_EDIT = "edit"
_STEP = 16  # entries that are read at once where somebody waits: a file among them may have megabytes
_COLUMNS = "n, id, kind, body, at, hash"


class Entry(NamedTuple):
    """One line of the journal, as its row; `id` is the sha256 of `body`, `hash` links it to the entry before."""

    n: int
    id: str
    kind: str
    body: bytes
    at: str
    hash: str


def link(previous: str, n: int, identity: str, kind: str, at: str) -> str:
    """The hash that ties entry `n` to the entry before it."""
    return digest(f"{previous}\n{n}\n{identity}\n{kind}\n{at}".encode())


@dataclass(frozen=True)
class Batch:
    """Some entries that hold, and the number of the one behind them that does not; None if none was met."""

    entries: list[Entry]
    broken: int | None


class DamagedError(SurroundingsError):
    """An entry of the journal is not what was written."""

    def __init__(self, path: Path, n: int) -> None:
        super().__init__(
            f"{path.name}：数据文件已损坏（第 {n} 条留痕和写入时不一样），不能再写入",
            "读得出来的还可以查看；请从备份恢复", code="damaged",
        )  # fmt: skip


def whole_body(database: Database, n: int, identity: str, body: object) -> bytes:
    """The body of entry `n`, DamagedError if it is not what its name says."""
    if isinstance(body, bytes) and digest(body) == identity:
        return body
    raise DamagedError(database.path, n)


class Journal:
    """Append and read; nothing is ever changed or deleted."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, new: Iterable[tuple[str, str, bytes]], at: str) -> list[Entry]:
        """Write entries (id, kind, body) inside the caller's transaction and read all of them back before it may be committed."""
        last = self._db.rows("SELECT n, hash FROM journal WHERE n = (SELECT MAX(n) FROM journal)")
        before, previous = last[0] if last else (0, GENESIS)
        entries: list[Entry] = []
        for number, (identity, kind, body) in enumerate(new, start=before + 1):
            previous = link(previous, number, identity, kind, at)
            entries.append(Entry(number, identity, kind, body, at, previous))
        self._db.sql.executemany(f"INSERT INTO journal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", entries)
        self._read_back(before, entries)
        return entries

    def _read_back(self, before: int, entries: list[Entry]) -> None:
        """Row by row, so that a large file is in memory once."""
        stored = self._db.sql.execute("SELECT n, id, body FROM journal WHERE n > ? ORDER BY n", (before,))
        expected = ((entry.n, entry.id, entry.body) for entry in entries)
        if any(row != wanted for row, wanted in zip_longest(stored, expected)):
            raise SurroundingsError("写进去的和读出来的不一样，这一步没有存上", "请检查磁盘", code="disk")

    def __contains__(self, identity: str) -> bool:
        """Whether an entry of that id is there."""
        return bool(self.known([identity]))

    def known(self, identities: Iterable[str]) -> set[str]:
        """Those of the ids that are there."""
        return set(self.numbers(identities))

    def numbers(self, identities: Iterable[str]) -> dict[str, int]:
        """The running number of each of those entries that is there: a sender's journal arrives in its own order."""
        # One text of a statement, however many they are: SQLite keeps those that it knows, each with what it was asked last.
        asked = json.dumps(list(identities))
        return dict(self._db.rows("SELECT id, n FROM journal WHERE id IN (SELECT value FROM json_each(?))", asked))

    def __len__(self) -> int:
        """How many entries there are: the number of the last one."""
        return int(self._db.rows("SELECT COALESCE(MAX(n), 0) FROM journal")[0][0])

    def head(self) -> Entry | None:
        """The last entry, whose hash stands for all before it; None while nothing was written."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM journal WHERE n = (SELECT MAX(n) FROM journal)")
        return Entry(*rows[0]) if rows else None

    def get(self, identity: str) -> Entry | None:
        """The entry of that id, or None."""
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM journal WHERE id = ?", identity)
        return self._whole(Entry(*rows[0])) if rows else None

    def entries(self, kind: str | None = None) -> Iterator[Entry]:
        """All entries, oldest first; those of one kind if it is given, each checked against its name: DamagedError.

        All of them are not checked: the trail shows a damaged file too.
        """
        where, parameters = ("WHERE kind = ?", (kind,)) if kind else ("", ())
        if kind and kind != _EDIT:
            where += " AND kind <> 'edit'"  # as the index says that it holds
        for row in self._db.rows(f"SELECT {_COLUMNS} FROM journal {where} ORDER BY n", *parameters):
            yield self._whole(Entry(*row)) if kind else Entry(*row)

    def between(self, kind: str, since: int, until: int) -> Iterator[bytes]:
        """The bodies of that kind that came after entry `since`, up to `until`, in the order of arrival: DamagedError."""
        rows = self._db.rows(
            "SELECT n, id, body FROM journal WHERE n > ? AND n <= ? AND kind = ? ORDER BY n", since, until, kind
        )
        return (whole_body(self._db, *row) for row in rows)

    def saying(self, kind: str, *texts: str, since: int = 0) -> Iterator[Entry]:
        """The entries of one kind (no edits) behind `since` with one of these texts in their bytes, oldest first: DamagedError.

        The others are looked through where they lie: a trail has ten thousand lines, and as a rule a few are wanted.
        """
        found = " OR ".join("instr(body, ?)" for _ in texts)
        for row in self._db.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE kind = ? AND kind <> 'edit' AND n > ? AND ({found}) ORDER BY n",
            kind,
            since,
            *(text.encode() for text in texts),
        ):
            yield self._whole(Entry(*row))

    def last_saying(self, kind: str, *texts: str, since: int = 0) -> Iterator[Entry]:
        """The entries of one kind (no edits) behind `since` with all of these texts in their bytes, newest first: DamagedError.

        Each is sought when it is asked for: what came last is found without a look at the whole trail.
        """
        asked = " AND ".join(["kind = ?", "kind <> 'edit'", "n > ?", "n < ?", *("instr(body, ?)" for _ in texts)])
        n, wanted = len(self) + 1, [text.encode() for text in texts]
        while rows := self._db.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE {asked} ORDER BY n DESC LIMIT 1", kind, since, n, *wanted
        ):
            n = rows[0][0]
            yield self._whole(Entry(*rows[0]))

    def since(self, n: int, most: int, kinds: Sequence[str], beside: str, marks: Iterable[str]) -> list[Entry]:
        """At most so many entries behind `n`, of those kinds, and those of kind `beside` with one of these texts in their bytes."""
        marked = [mark.encode() for mark in marks]
        asked = f"kind IN ({', '.join('?' * len(kinds))}) OR (kind = ? AND ({' OR '.join(['instr(body, ?)'] * len(marked))}))"
        rows = self._db.rows(
            f"SELECT {_COLUMNS} FROM journal WHERE n > ? AND ({asked}) ORDER BY n LIMIT ?", n, *kinds, beside, *marked, most
        )  # fmt: skip
        return [self._whole(Entry(*row)) for row in rows]

    def backwards(self, before: int | None = None) -> Iterator[Entry]:
        """All entries (those before entry `before`), the newest first, as they are; some are read at a time, when they are wanted."""
        n = before or len(self) + 1
        while rows := self._db.rows(f"SELECT {_COLUMNS} FROM journal WHERE n < ? ORDER BY n DESC LIMIT ?", n, _STEP):
            yield from map(Entry._make, rows)
            n = rows[-1][0]

    def naming(self, kind: str, text: str) -> list[Entry]:
        """The entries of one kind (no edits) with that text in their bytes, oldest first, as they are: the trail shows damaged ones too."""
        asked = "kind = ? AND kind <> 'edit' AND instr(body, ?)"
        rows = self._db.rows(f"SELECT {_COLUMNS} FROM journal WHERE {asked} ORDER BY n", kind, text.encode())
        return list(map(Entry._make, rows))

    def firsts(self, kind: str, mark: str, since: int = 0) -> Iterator[Entry]:
        """Of the entries of one kind (no edits) behind `since` with `mark` in them the first of each text up to the next quotation mark."""
        behind = mark.encode()
        numbers = self._db.rows(
            "SELECT MIN(n) FROM (SELECT n, substr(body, instr(body, ?) + ?) AS rest FROM journal"
            " WHERE kind = ? AND kind <> 'edit' AND n > ? AND instr(body, ?)) GROUP BY substr(rest, 1, instr(rest, X'22')) ORDER BY 1",
            behind, len(behind), kind, since, behind,
        )  # fmt: skip
        for (number,) in numbers:
            (row,) = self._db.rows(f"SELECT {_COLUMNS} FROM journal WHERE n = ?", number)
            yield self._whole(Entry(*row))

    def begins_with(self, kind: str, mark: str, text: str) -> bool:
        """Whether that text follows the first `mark` of an entry of one kind (no edits); the newest are looked at first."""
        behind, sought = mark.encode(), text.encode()
        found = self._db.rows(
            "SELECT 1 FROM journal WHERE kind = ? AND kind <> 'edit' AND instr(body, ?)"
            " AND substr(body, instr(body, ?) + ?, ?) = ? ORDER BY n DESC LIMIT 1",
            kind, behind, behind, len(behind), len(sought), sought,
        )  # fmt: skip
        return bool(found)

    def _whole(self, entry: Entry) -> Entry:
        whole_body(self._db, entry.n, entry.id, entry.body)
        return entry

    def hashed(self, beginning: str) -> list[tuple[int, str, str]]:
        """Number, time and hash of every entry whose hash begins so (lower-case hexadecimal digits)."""
        limits = (beginning, beginning + "g")  # no hexadecimal digit comes after f
        return list(self._db.rows("SELECT n, at, hash FROM journal WHERE hash >= ? AND hash < ? ORDER BY n", *limits))

    def last_before(self, moment: str) -> int:
        """The number of the last entry recorded up to `moment` (an ISO time or date, compared as text)."""
        return self.last_before_each(moment)[0]

    def last_before_each(self, *moments: str) -> list[int]:
        """The same of several; what came before the earlier one is not looked at again for the later one."""
        limits = [f"{each}T23:59:59.999999" if len(each) == len("2025-01-01") else each for each in moments]
        found, since = dict[str, int](), 0
        for limit in sorted(limits):
            later = self._db.rows("SELECT MIN(n) FROM journal WHERE at > ? AND n > ?", limit, since)[0][0]
            found[limit] = since = len(self) if later is None else int(later) - 1
        return [found[limit] for limit in limits]

    def first_broken(self) -> int | None:
        """The number of the first entry that does not hold, None if the whole chain is intact."""
        for batch in self.walk():
            if batch.broken is not None or not batch.entries:
                return batch.broken
        return None

    def refuse_broken(self) -> None:
        """DamagedError if the chain is not intact: nothing may be written behind an entry that does not hold."""
        broken = self.first_broken()
        if broken is not None:
            raise DamagedError(self._db.path, broken)

    def walk(self, size: int = 64) -> Iterator[Batch]:
        """The entries from the first on, `size` at a time, each checked against the one before; it ends behind a broken one.

        Without an end: where all are read an empty batch comes, and later whatever was written meanwhile.
        """
        previous, n = GENESIS, 0
        # As bytes: a flipped bit can leave text that is no text, and can make text or nothing of a body.
        columns = ", ".join(f"COALESCE(CAST({name} AS BLOB), x'')" for name in ("body", "id", "kind", "at", "hash"))
        while True:
            entries: list[Entry] = []
            for number, type_of_body, body, *texts in self._db.rows(
                f"SELECT n, typeof(body), {columns} FROM journal WHERE n > ? ORDER BY n LIMIT ?", n, size
            ):
                identity, kind, at, stored = (text.decode("utf-8", "replace") for text in texts)
                sound = type_of_body == "blob" and number == n + 1 and digest(body) == identity
                if not sound or link(previous, number, identity, kind, at) != stored:
                    yield Batch(entries, number)
                    return
                entries.append(Entry(number, identity, kind, body, at, stored))
                previous, n = stored, number
            if not entries and n != len(self):
                yield Batch([], n + 1)
                return
            yield Batch(entries, None)
