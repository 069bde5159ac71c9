"""A workspace as it was after an entry of its journal: what came later is not there. For reading only."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Sequence

from haishu_desk.domain.cells import Edit, Heads, ReturnKey, heads_of, is_query
from haishu_desk.domain.editions import Edition
from haishu_desk.store.cells import Cells
from haishu_desk.store.workspace import Workspace


class CellsThen(Cells):
    """The cells after entry `until`."""

    def __init__(self, workspace: Workspace, until: int) -> None:
        super().__init__(workspace.database, workspace.journal)
        self._until = until

    def heads(self, key: ReturnKey, item: str | None = None) -> Heads:
        """The values that stood then in one return, or of one item of it."""
        heads = heads_of(Edit.from_body(body) for body in self.bodies(Edit.kind, key))
        return {slot: standing for slot, standing in heads.items() if item in (None, slot.item)}

    def keys_of_item(self, item: str, unit: str | None = None, fields: Sequence[str] = ()) -> list[ReturnKey]:
        """The returns that had something of that item then, or one of these fields of it, sorted."""
        return [
            key for key in self.returns()
            if unit in (None, key.unit) and any(not fields or slot.field in fields for slot in self.heads(key, item))
        ]  # fmt: skip

    def heads_of_item(self, form: str, unit: str, item: str) -> dict[str, Heads]:
        """The values that stood then of one item of a unit, by the period."""
        keys = [key for key in self.returns() if (key.form, key.unit) == (form, unit)]
        found = {key.period: self.heads(key, item) for key in keys}
        return {period: heads for period, heads in found.items() if heads}

    def counts(self, key: ReturnKey) -> tuple[int, int]:
        """How many values stood then in a return, and how many messages of 查询 beside them."""
        heads = self.heads(key)
        messages = sum(len(standing) for slot, standing in heads.items() if is_query(slot.field))
        return sum(map(len, heads.values())) - messages, messages

    def last_of(self, kind: str, key: ReturnKey) -> int:
        """The running number of the last entry of that kind that a return had then."""
        rows = self._db.rows(
            "SELECT MAX(n) FROM return_entry WHERE form = ? AND unit = ? AND period = ? AND kind = ? AND n <= ?",
            key.form, key.unit, key.period, kind, self._until,
        )  # fmt: skip
        return int(rows[0][0] or 0)

    def returns(self) -> list[ReturnKey]:
        """Every return that the journal spoke of then, sorted."""
        rows = self._db.rows("SELECT DISTINCT form, unit, period FROM return_entry WHERE n <= ?", self._until)
        return sorted(ReturnKey(*row) for row in rows)

    def bodies(self, kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
        """The entries of one kind of one return that were there then."""
        return super().bodies(kind, key, self._up_to(until), since)

    def bodies_of_unit(self, kind: str, unit: str) -> Iterator[bytes]:
        """The entries of one kind of all returns of a unit that were there then, the newest first."""
        keys = [key for key in self.returns() if key.unit == unit]
        newest = sorted(keys, key=lambda key: -self.last_of(kind, key))
        return (body for key in newest for body in reversed(list(self.bodies(kind, key))))

    def edition(self, name: str) -> Edition | None:
        """The edition that had the highest number then."""
        return next(self.editions(name), None)

    def editions(self, name: str, until: int | None = None) -> Iterator[Edition]:
        """The editions that were there then, the newest one first."""
        return super().editions(name, self._up_to(until))

    def last_edition(self, names: Collection[str], until: int | None = None) -> int:
        """The journal entry that had brought the last edition of any of those documents then."""
        return super().last_edition(names, self._up_to(until))

    def edition_names(self) -> list[str]:
        """The names of all documents there were editions of then."""
        rows = self._db.rows("SELECT DISTINCT name FROM edition_entry WHERE n <= ? ORDER BY name", self._until)
        return [row[0] for row in rows]

    def _up_to(self, until: int | None) -> int:
        return self._until if until is None else min(until, self._until)


def workspace_then(workspace: Workspace, until: int) -> Workspace:
    """The same file, whose cells are those after entry `until`; it shares the connection, and is not closed by itself."""
    then = copy.copy(workspace)
    then.cells = CellsThen(workspace, until)
    return then
