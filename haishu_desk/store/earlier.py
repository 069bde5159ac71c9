"""A workspace as it was after an entry of its journal: what came later is not there. For reading only."""

from __future__ import annotations

import copy
from collections.abc import Iterator

from haishu_desk.domain.cells import Edit, Heads, ReturnKey, heads_of
from haishu_desk.domain.editions import Edition
from haishu_desk.store.cells import Cells
from haishu_desk.store.workspace import Workspace


class CellsThen(Cells):
    """The cells after entry `until`."""

    def __init__(self, workspace: Workspace, until: int) -> None:
        super().__init__(workspace.database, workspace.journal)
        self._until = until

    def heads(self, key: ReturnKey) -> Heads:
        """The values that stood then in one return."""
        return heads_of(Edit.from_body(body) for body in self.bodies(Edit.kind, key))

    def returns(self) -> list[ReturnKey]:
        """Every return that the journal spoke of then, sorted."""
        rows = self._db.rows("SELECT DISTINCT form, unit, period FROM return_entry WHERE n <= ?", self._until)
        return sorted(ReturnKey(*row) for row in rows)

    def bodies(self, kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
        """The entries of one kind of one return that were there then."""
        return super().bodies(kind, key, self._up_to(until), since)

    def edition(self, name: str) -> Edition | None:
        """The edition that had the highest number then."""
        return next(self.editions(name), None)

    def editions(self, name: str, until: int | None = None) -> Iterator[Edition]:
        """The editions that were there then, the newest one first."""
        return super().editions(name, self._up_to(until))

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
