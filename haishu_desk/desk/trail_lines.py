"""The lines of the trail that say one thing, read on from where it was: nothing in a journal changes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class TrailLines:
    """Of one desk; each time only the lines that came since are looked through."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._until: dict[str, int] = {}
        self._found: dict[str, list[Mapping[str, Any]]] = {}

    def saying(self, what: str) -> list[Mapping[str, Any]]:
        """All lines whose `what` is that, oldest first; those that were written inside a transaction are not kept."""
        journal, since = self._desk.workspace.journal, max(self._until.get(what, 0), self._desk.told.before(what))
        until = len(journal)
        found = list(self._found.get(what, ()))
        for entry in journal.saying(AUDIT, what, since=since) if until > since else ():
            until, line = max(until, entry.n), json.loads(entry.body)
            found += [line] if line["what"] == what else []
        if not self._desk.workspace.database.sql.in_transaction:  # it may be given back
            self._until[what], self._found[what] = until, found
        return found
