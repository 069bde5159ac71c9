"""The caches of the journal: standing values, and which entries belong to which return. Rebuilt, they are the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from json.encoder import encode_basestring as _quoted
from typing import Any

from haishu_desk.domain.cells import QUERIED, Edit, Head, Heads, ReturnKey, Slot
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.quantity import Quantity, unpacked
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.store.database import Database, SpoiltFileError
from haishu_desk.store.journal import Entry, Journal, whole_body

_THE_CELL = "form = ? AND unit = ? AND period = ? AND item = ? AND field = ? AND vintage = ?"
_NEW_HEAD = """
INSERT INTO head SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (
    SELECT 1 FROM replaced
    WHERE edit = ?7 AND form = ?1 AND unit = ?2 AND period = ?3 AND item = ?4 AND field = ?5 AND vintage = ?6
)
"""
# Each return once, from one value of the key to the next: so many steps as there are returns, however many their entries.
# One step over the whole key, `(form, unit, period) > (...)`, would begin at the first entry of the form each time.
_FORMS = """
WITH RECURSIVE
a_form (form) AS (
    SELECT MIN(form) FROM return_entry
    UNION ALL
    SELECT (SELECT MIN(form) FROM return_entry WHERE form > a_form.form) FROM a_form WHERE form IS NOT NULL
),"""
_UNITS = """
a_unit (form, unit) AS (
    SELECT form, (SELECT MIN(unit) FROM return_entry WHERE form = a_form.form) FROM a_form WHERE form IS NOT NULL
    UNION ALL
    SELECT form, (SELECT MIN(unit) FROM return_entry WHERE form = a_unit.form AND unit > a_unit.unit)
    FROM a_unit WHERE unit IS NOT NULL
),"""
_ONE_UNIT = "a_unit (form, unit) AS (SELECT form, ? FROM a_form WHERE form IS NOT NULL),"
_PERIODS = """
a_return (form, unit, period) AS (
    SELECT form, unit, (SELECT MIN(period) FROM return_entry WHERE form = a_unit.form AND unit = a_unit.unit)
    FROM a_unit WHERE unit IS NOT NULL
    UNION ALL
    SELECT form, unit, (
        SELECT MIN(period) FROM return_entry
        WHERE form = a_return.form AND unit = a_return.unit AND period > a_return.period
    )
    FROM a_return WHERE period IS NOT NULL
)
"""
_RETURNS, _RETURNS_OF_UNIT = _FORMS + _UNITS + _PERIODS, _FORMS + _ONE_UNIT + _PERIODS
_ALL_RETURNS = (
    f"{_RETURNS} SELECT form, unit, period FROM a_return WHERE period IS NOT NULL ORDER BY form, unit, period"
)
_RETURNS_OF = """
WITH RECURSIVE a_return (period) AS (
    SELECT MIN(period) FROM return_entry WHERE form = ?1 AND unit = ?2
    UNION ALL
    SELECT (SELECT MIN(period) FROM return_entry WHERE form = ?1 AND unit = ?2 AND period > a_return.period)
    FROM a_return WHERE period IS NOT NULL
)
SELECT period FROM a_return WHERE period IS NOT NULL
"""
_AT_ONCE = 1_000  # entries whose rows are in memory together while the caches are made anew
_FEW = 8  # up to so many cells are looked up one by one; more are picked out of the whole return
Said = Edit | Revision | Decision | Edition
_READERS: dict[str, Callable[[bytes], Said]] = {
    Edit.kind: Edit.from_body,
    Revision.kind: Revision.kept,  # of a revision only its return is asked for
    Decision.kind: Decision.from_body,
    Edition.kind: Edition.from_body,
}
_BEHIND_QUERIED = QUERIED[:-1] + chr(ord(QUERIED[-1]) + 1)  # the first text after all that begin so
CACHES = ("return_entry", "edition_entry", "head", "replaced")


class Cells:
    """Heads by return, and the journal's entries by return and by edition."""

    def __init__(self, database: Database, journal: Journal) -> None:
        self._db = database
        self._journal = journal

    def take(self, *entries: Entry) -> None:
        """Bring the caches up to new entries, inside the caller's transaction."""
        self.take_read([(entry, _READERS[entry.kind](entry.body)) for entry in entries if entry.kind in _READERS])

    def take_read(self, entries: Sequence[tuple[Entry, Said]]) -> None:
        """The same for entries that were read already: each with what its body says.

        All rows of a table at once and in the order of its key; whatever the order of arrival, the same stands then.
        """
        returns, editions, edits = [], [], []
        for entry, said in entries:
            if isinstance(said, Edition):
                editions.append((said.name, said.number, entry.n))
                continue
            returns.append((said.key.form, said.key.unit, said.key.period, entry.kind, entry.n))
            if isinstance(said, Edit):
                edits.append((entry.id, said))
        self._many("INSERT INTO return_entry VALUES (?, ?, ?, ?, ?)", returns)
        self._many("INSERT INTO edition_entry VALUES (?, ?, ?)", editions)
        self._stand(edits)

    def rebuild(self) -> None:
        """Drop all caches and make them anew from the journal."""
        with self._db.transaction():
            for cache in CACHES:
                self._db.sql.execute(f"DELETE FROM {cache}")
            entries = self._journal.entries()
            while some := list(islice(entries, _AT_ONCE)):
                self.take(*some)

    def heads(self, key: ReturnKey, item: str | None = None) -> Heads:
        """The standing values of one return, or of one item of it."""
        of_item, wanted = (" AND item = ?", (item,)) if item is not None else ("", ())
        rows = self._db.rows(
            "SELECT item, field, vintage, edit, value FROM head WHERE form = ? AND unit = ? AND period = ?"
            f"{of_item} ORDER BY edit", key.form, key.unit, key.period, *wanted,
        )  # fmt: skip
        heads: dict[Slot, list[Head]] = {}
        for code, field, vintage, edit, value in rows:
            heads.setdefault(Slot(code, field, vintage or None), []).append(Head(edit, self._value(value)))
        return {slot: tuple(standing) for slot, standing in heads.items()}

    def heads_at(self, key: ReturnKey, slots: Collection[Slot]) -> Heads:
        """The standing values of those cells of a return, however many others it has."""
        if len(slots) > _FEW:
            whole = self.heads(key)
            return {slot: whole[slot] for slot in slots if slot in whole}
        found = {slot: self._standing(key, slot) for slot in slots}
        return {slot: standing for slot, standing in found.items() if standing}

    def _standing(self, key: ReturnKey, slot: Slot) -> tuple[Head, ...]:
        rows = self._db.rows(f"SELECT edit, value FROM head WHERE {_THE_CELL} ORDER BY edit", *_cell(key, slot))
        return tuple(Head(edit, self._value(value)) for edit, value in rows)

    def keys_of_item(self, item: str, unit: str | None = None, fields: Sequence[str] = ()) -> list[ReturnKey]:
        """The returns that have something of that item, or one of these fields of it, sorted.

        Each is sought: most values are of other items.
        """
        asked = f" AND field IN ({', '.join('?' * len(fields))})" if fields else ""
        returns, whose = (_RETURNS, ()) if unit is None else (_RETURNS_OF_UNIT, (unit,))
        rows = self._db.rows(
            f"{returns} SELECT form, unit, period FROM a_return WHERE period IS NOT NULL"
            " AND EXISTS (SELECT 1 FROM head WHERE head.form = a_return.form AND head.unit = a_return.unit"
            f" AND head.period = a_return.period AND item = ?{asked}) ORDER BY form, unit, period", *whose, item, *fields
        )  # fmt: skip
        return [ReturnKey(*row) for row in rows]

    def heads_of_item(self, form: str, unit: str, item: str) -> dict[str, Heads]:
        """The standing values of one item of a unit by the period, the periods in no order."""
        rows = self._db.rows(
            "SELECT period, field, vintage, edit, value FROM head WHERE form = ? AND unit = ? AND item = ? ORDER BY edit",
            form, unit, item,
        )  # fmt: skip
        found: dict[str, dict[Slot, list[Head]]] = {}
        for period, field, vintage, edit, value in rows:
            slots = found.setdefault(period, {})
            slots.setdefault(Slot(item, field, vintage or None), []).append(Head(edit, self._value(value)))
        return {period: {slot: tuple(standing) for slot, standing in slots.items()} for period, slots in found.items()}

    def _value(self, stored: str) -> Quantity:
        try:
            return unpacked(json.loads(stored))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError) as error:
            raise SpoiltFileError(self._db.path) from error

    def returns(self) -> list[ReturnKey]:
        """Every return that the journal speaks of, sorted."""
        return [ReturnKey(*row) for row in self._db.rows(_ALL_RETURNS)]

    def returns_since(self, n: int) -> list[ReturnKey]:
        """Every return that an entry behind `n` speaks of."""
        return [
            ReturnKey(*row)
            for row in self._db.rows("SELECT DISTINCT form, unit, period FROM return_entry WHERE n > ?", n)
        ]

    def returns_of(self, form: str, unit: str) -> list[ReturnKey]:
        """Those of one form and unit, by period: one step each, as above."""
        rows = self._db.rows(_RETURNS_OF, form, unit)
        return [ReturnKey(form, unit, period) for (period,) in rows]

    def last_of(self, kind: str, key: ReturnKey) -> int:
        """The number of the last entry of that kind of a return; 0 if there is none."""
        where = "form = ? AND unit = ? AND period = ? AND kind = ?"
        place = (key.form, key.unit, key.period, kind)
        return int(self._db.rows(f"SELECT COALESCE(MAX(n), 0) FROM return_entry WHERE {where}", *place)[0][0])

    def first_saying(self, kind: str, key: ReturnKey, text: str, since: int) -> int | None:
        """The number of the first entry of that kind of a return behind `since` with that text in its bytes; None without one."""
        rows = self._db.rows(
            "SELECT n FROM return_entry JOIN journal USING (n) WHERE form = ? AND unit = ? AND period = ?"
            " AND return_entry.kind = ? AND n > ? AND instr(body, ?) ORDER BY return_entry.n LIMIT 1",
            key.form, key.unit, key.period, kind, since, text.encode(),
        )  # fmt: skip
        return int(rows[0][0]) if rows else None

    def counts(self, key: ReturnKey) -> tuple[int, int]:
        """How many standing values a return has, and how many messages of 查询 beside them."""
        ((values, messages),) = self._db.rows(
            "SELECT COUNT(*), COALESCE(SUM(field >= ? AND field < ?), 0) FROM head WHERE form = ? AND unit = ? AND period = ?",
            QUERIED, _BEHIND_QUERIED, key.form, key.unit, key.period,
        )  # fmt: skip
        return values - messages, messages

    def bodies(self, kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
        """The entries of one kind of one return, in the order of arrival; those after `since`, up to `until` if given."""
        rows = self._db.rows(
            "SELECT n, id, body FROM journal JOIN return_entry USING (n) WHERE form = ? AND unit = ? AND period = ?"
            " AND return_entry.kind = ? AND n > ? AND n <= ? ORDER BY return_entry.n",
            key.form, key.unit, key.period, kind, since, until if until is not None else 1 << 62,
        )  # fmt: skip
        return (whole_body(self._db, *row) for row in rows)

    def bodies_of_unit(self, kind: str, unit: str) -> Iterator[bytes]:
        """The entries of one kind of all returns of a unit, the newest first; each is read when it is asked for."""
        numbers = self._db.rows(
            f"{_RETURNS} SELECT n FROM a_return JOIN return_entry USING (form, unit, period)"
            " WHERE unit = ? AND kind = ? ORDER BY n DESC", unit, kind,
        )  # fmt: skip
        for (number,) in numbers:
            (row,) = self._db.rows("SELECT n, id, body FROM journal WHERE n = ?", number)
            yield whole_body(self._db, *row)

    def first_at(self, kind: str, period: str | None = None) -> dict[ReturnKey, str]:
        """When the first entry of that kind was recorded in this file, by return: this computer's clock, an ISO time.

        Of the returns of one period if it is given: one step for each form and unit, however many periods there are.
        """
        asked, of = ("a_return", ()) if period is None else ("(SELECT form, unit, ? AS period FROM a_unit)", (period,))
        rows = self._db.rows(
            f"{_RETURNS} SELECT form, unit, period, at FROM {asked} AS a_place JOIN journal ON n = ("
            "SELECT MIN(n) FROM return_entry WHERE form = a_place.form AND unit = a_place.unit"
            " AND period = a_place.period AND kind = ?)", *of, kind,
        )  # fmt: skip
        return {ReturnKey(form, unit, period): str(at) for form, unit, period, at in rows}

    def edition(self, name: str) -> Edition | None:
        """The edition of that document with the highest number, whether it is in force yet or not."""
        return next(self.editions(name), None)

    def editions(self, name: str, until: int | None = None) -> Iterator[Edition]:
        """All editions of that document, the newest one first; each is read when it is asked for.

        Of those up to journal entry `until` if that is given. Of two first editions the one that came later counts: the
        district's program is another one than the unit's, and the district's bundle brought its own.
        """
        numbers = self._db.rows(
            "SELECT n FROM edition_entry WHERE name = ? AND n <= ?"
            " ORDER BY number DESC, CASE number WHEN 1 THEN -n ELSE n END",
            name, until if until is not None else 1 << 62,
        )  # fmt: skip
        for (number,) in numbers:
            (row,) = self._db.rows("SELECT n, id, body FROM journal WHERE n = ?", number)
            yield Edition.from_body(whole_body(self._db, *row))

    def last_edition(self, names: Collection[str], until: int | None = None) -> int:
        """The journal entry that brought the last edition of any of those documents, up to entry `until` if given; 0 for none."""
        marks, asked = ", ".join("?" * len(names)), until if until is not None else 1 << 62
        rows = self._db.rows(
            f"SELECT COALESCE(MAX(n), 0) FROM edition_entry WHERE name IN ({marks}) AND n <= ?", *names, asked
        )
        return int(rows[0][0])

    def edition_names(self) -> list[str]:
        """The names of all documents there are editions of."""
        return [row[0] for row in self._db.rows("SELECT DISTINCT name FROM edition_entry ORDER BY name")]

    def _stand(self, edits: Iterable[tuple[str, Edit]]) -> None:
        """Take away what the changes replace, and make each a head that no edit replaces, be it of these or an earlier one."""
        gone, heads = [], []
        for identity, edit in edits:
            place = (edit.key.form, edit.key.unit, edit.key.period)
            for change in edit.changes:
                slot = change.slot
                cell = (*place, slot.item, slot.field, slot.vintage or "")
                heads.append((*cell, identity, _stored(change.after)))
                if change.replaces:
                    gone += [(*cell, old) for old in change.replaces]
        self._many("INSERT OR IGNORE INTO replaced VALUES (?7, ?1, ?2, ?3, ?4, ?5, ?6)", gone)
        self._many(f"DELETE FROM head WHERE {_THE_CELL} AND edit = ?", gone)
        self._many(_NEW_HEAD, heads)

    def _many(self, sql: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            self._db.sql.executemany(sql, sorted(rows))


def _cell(key: ReturnKey, slot: Slot) -> tuple[str, ...]:
    """The parameters of `_THE_CELL`."""
    return (key.form, key.unit, key.period, slot.item, slot.field, slot.vintage or "")


def _stored(value: Quantity) -> str:
    """A value as it stands in `head`: as `json.dumps` writes `Quantity.packed`, without making a writer for each."""
    if value.value is not None and not (value.cumulative or value.percent):  # most are plain numbers
        return f'{{"raw": {_quoted(value.raw)}, "op": {_quoted(value.op)}, "value": {_quoted(value.value)}}}'
    said = [f'"{part}": {"true" if word is True else _quoted(word)}' for part, word in value.packed().items()]
    return f"{{{', '.join(said)}}}"
