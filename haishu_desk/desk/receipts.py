"""The files that were taken in, as the trail has them: what each brought, and whether that was taken back since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.cells import Edit, ReturnKey
from haishu_desk.domain.errors import UsageError
from haishu_desk.store.journal import AUDIT, Entry

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TAKEN, TAKEN_BACK = "装入", "撤回装入"
_SHORTEST = 4  # fewer signs of a bundle's name would hit one by accident


@dataclass(frozen=True)
class Receipt:
    """One file that was taken in: its bundle and content by name, and its lines in the trail (`first` to `last`).

    `after` is the last line of the file taken in before it: what it brought stands between. `person` took it in.
    """

    bundle: str
    content: str
    file: str
    kind: str
    unit: str
    period: str
    person: str
    at: str
    after: int
    first: int
    last: int
    taken_back: bool = False


class Receipts:
    """Reads the trail, on from where it was: nothing in a journal changes. Writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._until, self._found = 0, list[Receipt]()

    def all(self) -> list[Receipt]:
        """Every file that was taken in and changed something, oldest first."""
        journal, found = self._desk.workspace.journal, list(self._found)
        until = len(journal)
        for entry in journal.saying(AUDIT, TAKEN, since=self._until) if until > self._until else ():
            until = max(until, entry.n)  # another program may have written meanwhile
            _hear(found, entry)
        if not self._desk.workspace.database.sql.in_transaction:  # it may be given back
            self._until, self._found = until, list(found)
        return found

    def hear(self, entries: Iterable[Entry], until: int) -> None:
        """What somebody has read of the trail up to `until`, all lines from the beginning or from the last time on.

        `Told` reads them by and by, so that the first `all` of a window has not all of them to read.
        """
        for entry in entries:
            if entry.kind == AUDIT and entry.n > self._until:
                _hear(self._found, entry)
        self._until = max(self._until, until)

    def named(self, bundle: str) -> Receipt | None:
        """The last receipt of the bundle whose name begins so; UsageError if there are several such bundles."""
        wanted = bundle.replace("-", "").lower()
        if len(wanted) < _SHORTEST:
            return None
        found = [receipt for receipt in self.all() if receipt.bundle.startswith(wanted)]
        if len({receipt.bundle for receipt in found}) > 1:
            raise UsageError(f"“{bundle}”对应不止一个数据包", "请多写几位编号")
        return found[-1] if found else None

    def of_content(self, content: str) -> Receipt | None:
        """The last receipt of exactly that content."""
        return next((receipt for receipt in reversed(self.all()) if receipt.content == content), None)

    def have(self, *contents: str) -> bool:
        """Whether a file of one of these contents was taken in: looked for in the lines that were not read yet."""
        if any(receipt.content in contents for receipt in self._found):
            return True
        lines = self._desk.workspace.journal.saying(AUDIT, *contents, since=self._until) if contents else iter(())
        return next(lines, None) is not None

    def brought(self, receipt: Receipt) -> dict[ReturnKey, list[Edit]]:
        """The edits that came with it, by return, in the order of arrival.

        What others wrote arrives with a file only, and its lines in the trail follow in the same transaction; what was
        written here for it names the bundle.
        """
        own, found = self._desk.identity.device, dict[ReturnKey, list[Edit]]()
        for key in self._desk.workspace.cells.returns():
            if (key.unit, key.period) != (receipt.unit, receipt.period):
                continue
            for edit in self._desk.edits(key, until=receipt.first, since=receipt.after):
                if edit.author.device != own or edit.source.get("bundle") == receipt.bundle:
                    found.setdefault(key, []).append(edit)
        return found


def _hear(found: list[Receipt], entry: Entry) -> None:
    """Add what that line of the trail says of files that were taken in, or taken back."""
    if TAKEN.encode() not in entry.body:
        return
    line = json.loads(entry.body)
    what, detail = str(line["what"]), line["detail"]
    last = found[-1] if found else None
    if what.startswith(TAKEN) and "content" in detail:
        if last and (last.content, last.last) == (detail["content"], entry.n - 1):
            found[-1] = replace(last, last=entry.n)
        else:
            found.append(_receipt(line, entry.n, entry.at, last.last if last else 0))
    elif what == TAKEN_BACK:
        found[:] = [replace(each, taken_back=True) if each.first == detail["line"] else each for each in found]


def _receipt(line: dict[str, Any], number: int, at: str, after: int) -> Receipt:
    detail = line["detail"]
    return Receipt(
        str(detail["bundle"]),
        str(detail["content"]),
        str(detail.get("file", "")),
        str(line["what"]).removeprefix(TAKEN),
        str(line["unit"]),
        str(line["period"]),
        str(line["author"]["person"]),
        at,
        after,
        number,
        number,
    )
