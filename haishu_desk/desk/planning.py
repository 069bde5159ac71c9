"""Writing the documents: new editions of who reports what."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import is_date
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

ROLES = ("lead", "report", "support")


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
        row = {"item": item, "unit": unit, "role": role, "annual": annual}
        same = (item, unit, role)
        rows = [kept for kept in documents.assignment if (kept["item"], kept["unit"], kept["role"]) != same]
        self.publish("assignment", [*rows, row], document=document, effective=effective)
        return self._desk.documents.assignment_json()

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
