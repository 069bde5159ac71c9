"""Writing the documents: new editions of who reports what; what waits for its day loses nothing by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.assignments import ROLES, Changes, Key, applied, key_of, made_row, merged
from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import is_date
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

ASSIGNMENT = "assignment"


@dataclass(frozen=True)
class Reassigned:
    """The edition that was written, those that wait for their day and were written anew, and the rows that these keep."""

    edition: Edition
    waiting: tuple[Edition, ...] = ()
    kept: tuple[tuple[Edition, Key], ...] = ()

    @property
    def numbers(self) -> list[int]:
        """The numbers of all editions that were written."""
        return [self.edition.number, *(each.number for each in self.waiting)]


class Planning:
    """Writing new editions: the district assigns items to units."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def assign(
        self,
        item: str,
        unit: str,
        role: str,
        *,
        annual: dict[str, str],
        document: str | None = None,
        effective: str | None = None,
    ) -> list[dict[str, Any]]:
        """Let `unit` have `role` for `item`; a new edition of the assignment. Returns all rows in force."""
        documents = self._desk.documents
        documents.catalogue.get(item)
        documents.units.get(unit)
        wrong = [year for year, value in annual.items() if parse(value).number is None]
        if wrong:
            raise UsageError(f"{wrong[0]} 年的年度分解“{annual[wrong[0]]}”不是数", "请写成 2025=1900")
        if role not in ROLES:
            raise UsageError(f"没有角色“{role}”", f"可用：{'、'.join(ROLES)}")
        key = (item, unit, role)
        self.reassign({key: made_row(key, annual, self._row(key, effective))}, document=document, effective=effective)
        return self._desk.documents.assignment_json()

    def unassign(
        self, item: str, unit: str, role: str, *, document: str | None = None, effective: str | None = None
    ) -> list[dict[str, Any]]:
        """Take that role from the unit; UsageError if it has none. Returns all rows in force."""
        if not self._row((item, unit, role), effective):
            raise UsageError(f"{unit} 对 {item} 没有这个角色", "现有分工见 assign --unit 单位")
        self.reassign({(item, unit, role): None}, document=document, effective=effective)
        return self._desk.documents.assignment_json()

    def reassign(self, changes: Changes, *, document: str | None = None, effective: str | None = None) -> Reassigned:
        """Write the assignment with those changes as one edition, on what is in force on the day from which it counts.

        An edition that waits for a later day would hide it, or be hidden by its higher number: so each such edition is
        written anew with the changes, with its own 文号 and day. A row that it changes itself stays as it says.
        """
        editions = list(self._desk.workspace.cells.editions(ASSIGNMENT))
        start = start_of(effective)
        base = in_force(editions, start) or self._desk.documents.edition(ASSIGNMENT)
        kept: list[tuple[Edition, Key]] = []
        again: list[Edition] = []
        with self._desk.transaction():
            edition = self.publish(ASSIGNMENT, applied(base.content, changes), document=document, effective=effective)
            for each in still_to_come(editions, start):
                rows, own = merged(base.content, each.content, changes)
                again.append(self.publish(ASSIGNMENT, rows, document=each.document, effective=each.effective))
                kept += [(again[-1], key) for key in own]
        return Reassigned(edition, tuple(again), tuple(kept))

    def waiting(self) -> list[Edition]:
        """The editions of the assignment that will come into force some later day, the next one first."""
        return still_to_come(list(self._desk.workspace.cells.editions(ASSIGNMENT)), today())

    def _row(self, key: Key, effective: str | None) -> dict[str, Any]:
        """The row that stands there on the day from which a change would count; empty if none does."""
        base = in_force(self._desk.workspace.cells.editions(ASSIGNMENT), start_of(effective))
        rows: list[dict[str, Any]] = base.content if base else []
        return next((row for row in rows if key_of(row) == key), {})

    def editions(self, name: str | None = None) -> list[dict[str, Any]]:
        """Every edition of that document, or of all, newest first, with whether it is in force today."""
        cells = self._desk.workspace.cells
        names = cells.edition_names()
        if name is not None and name not in names:
            raise UsageError(f"没有“{name}”这份文件", f"现有：{'、'.join(names)}")
        found = []
        for each in [name] if name is not None else names:
            counting = in_force(cells.editions(each), today())
            found += [_told(edition, counting) for edition in cells.editions(each)]
        return found

    def publish(self, name: str, content: Any, *, document: str | None = None, effective: str | None = None) -> Edition:
        """The next edition of a document, numbered after the newest one; it counts from its effective date (ISO) on.

        UsageError for a date or a 文号 that is none; NotYoursError in a unit's workspace.
        """
        if effective is not None and not is_date(effective):
            raise UsageError(f"看不懂生效日期“{effective}”", "请写成 2026-01-10")
        if document and cannot_travel(document):
            raise UsageError("文号里有看不见的符号", "请重新输入文号，例如 海规〔2026〕1号")
        newest = self._desk.workspace.cells.edition(name)
        number, previous = (newest.number + 1, newest.id) if newest else (1, None)
        edition = Edition(name, number, content, previous, self._desk.author(), document, effective)
        self._desk.apply(edition)
        return edition


def start_of(effective: str | None) -> str:
    """The day on which an edition that is written now begins to count."""
    return max(effective or "", today())


def still_to_come(newest_first: Sequence[Edition], day: str) -> list[Edition]:
    """The editions that will be in force some day after that, in the order in which they will."""
    coming = [
        each for place, each in enumerate(newest_first)
        if each.effective is not None and each.effective > day
        and not any(newer.is_effective(each.effective) for newer in newest_first[:place])
    ]  # fmt: skip
    return sorted(coming, key=lambda each: each.effective or "")


def today() -> str:
    """The office's own day, an ISO date."""
    return date.today().isoformat()  # noqa: DTZ011  as it says


def _told(edition: Edition, counting: Edition | None) -> dict[str, Any]:
    author = edition.author
    return {
        "name": edition.name,
        "number": edition.number,
        "document": edition.document,
        "effective": edition.effective,
        "by": author.person if author else None,
        "at": author.at if author else None,
        "in_force": counting is not None and edition.id == counting.id,
        "id": edition.id,
    }
