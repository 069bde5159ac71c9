"""责任分解: the assignment as a table, taken from a workbook, checked, compared with the edition before, seen by a unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.foreign.duties import Duties, DutyRow, read_duties
from haishu_desk.bundle.foreign.duty_names import DutyNames
from haishu_desk.desk.breakdown_figures import read_figures
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.planning import ASSIGNMENT, Reassigned, start_of
from haishu_desk.desk.tables import open_tables
from haishu_desk.domain.assignments import (
    KIND_TITLES,
    LEAD,
    PART,
    REPORT,
    Changes,
    Key,
    Row,
    RowChange,
    applied,
    changes_between,
    key_of,
    made_row,
    role_title,
)
from haishu_desk.domain.editions import Edition, in_force
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.quantity import parse, show
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.monitor import sub_targets

if TYPE_CHECKING:
    from haishu_desk.bundle.read_process import Workbook
    from haishu_desk.desk import Desk

TAKEN = "取入责任分解表"


@dataclass(frozen=True)
class Wishes:
    """What is asked for beside the file: the plan, whether the table is all there is, and what a text means (code or `-`)."""

    plan: str | None = None
    is_whole: bool = False
    names: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Taking:
    """A table as it was read: what it says, what it would change, and what does not add up then."""

    file: str
    duties: Duties
    changes: Changes
    told: list[RowChange]
    findings: list[Finding]

    def as_json(self, written: Reassigned | None = None) -> dict[str, Any]:
        """The answer of the verb `assign --from`."""
        return {
            "rows": [_row_json(row) for row in self.duties.rows],
            "unread": [vars(each) for each in self.duties.unread],
            "changes": [change.as_json() for change in self.told],
            "findings": [finding.as_json() for finding in self.findings],
            "written": len(self.told) if written else 0,
            "editions": written.numbers if written else [],
        }


@dataclass(frozen=True)
class Compared:
    """What one edition says otherwise than the one before it."""

    before: Edition
    after: Edition
    rows: list[RowChange]

    def as_json(self) -> dict[str, Any]:
        """The answer of the verb `assign --changes`."""
        return {
            "from": edition_json(self.before),
            "to": edition_json(self.after),
            "changes": [change.as_json() for change in self.rows],
        }


class Breakdown:
    """The assignment of one desk as 责任分解."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # From a workbook.

    def read(
        self, file: Path, wishes: Wishes | None = None, effective: str | None = None,
        read: Callable[[Path], Workbook] | None = None,
    ) -> Taking:  # fmt: skip
        """What taking over the table in `file` would change on the day from which it counts; writes nothing."""
        asked = wishes or Wishes()
        documents = self._desk.documents
        plan = asked.plan or self.plan()
        documents.catalogue.plan(plan)
        names = DutyNames(documents.catalogue, documents.units, plan, asked.names or {})
        workbook = open_tables(file, read)
        duties = read_duties(workbook, names)
        if not duties.heads:
            duties = read_figures(workbook, documents, plan, asked.names or {})
        before = self.rows_on(effective)
        changes = changes_of(duties, before, is_whole=asked.is_whole)
        after = applied(before, changes)
        told = changes_between(before, after)
        return Taking(file.name, duties, changes, told, self.check(after, {change.item for change in told}))

    def take_over(
        self, file: Path, wishes: Wishes | None = None, *, document: str | None = None, effective: str | None = None,
        read: Callable[[Path], Workbook] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Write what the table says as one edition; the answer of the verb. Nothing is written where it changes nothing."""
        if not self._desk.is_district:
            raise NotYoursError("责任分解由区级来做", "单位的数据文件可以查看和打印本单位的部分")
        with self._desk.transaction():
            taking = self.read(file, wishes, effective, read)
            if not taking.told:
                return taking.as_json()
            written = self._desk.planning.reassign(taking.changes, document=document, effective=effective)
            self._desk.audit(f"{TAKEN} {len(taking.told)} 行：{file.name}", file=file.name, editions=written.numbers)
        return taking.as_json(written)

    # What there is.

    def plan(self) -> str:
        """The plan that is meant where none is named: the newest."""
        plans = self._desk.documents.catalogue.plans.values()
        return max(plans, key=lambda plan: plan.start_year).id

    def rows_on(self, effective: str | None) -> list[Row]:
        """The rows in force on the day on which an edition with that effective date begins to count."""
        editions = self._desk.workspace.cells.editions(ASSIGNMENT)
        base = in_force(editions, start_of(effective)) or self._desk.documents.edition(ASSIGNMENT)
        rows: list[Row] = base.content
        return rows

    def rows_of(self, unit: str) -> list[dict[str, Any]]:
        """The rows of one unit in force, as the verb `assign` tells them."""
        self._desk.documents.units.get(unit)
        return [row for row in self._desk.documents.assignment_json() if row["unit"] == unit]

    def check(self, rows: Sequence[Row] | None = None, items: Iterable[str] | None = None) -> list[Finding]:
        """Where the sub-targets do not come to the targets; of all items or of some, in print order."""
        documents = self._desk.documents
        names = {unit.code: unit.name for unit in documents.units}
        townships = {unit.code for unit in documents.units if unit.kind in TOWNSHIP_KINDS}
        by_item: dict[str, list[Row]] = {}
        for row in documents.assignment if rows is None else rows:
            by_item.setdefault(row["item"], []).append(row)
        wanted = by_item if items is None else set(items) & set(by_item)
        return [
            finding
            for item in documents.catalogue
            if item.code in wanted
            for finding in sub_targets.check(
                item, documents.catalogue.plan(item.plan), by_item[item.code], townships, names
            )
        ]

    def changes(self, number: int | None = None, unit: str | None = None) -> Compared:
        """What edition `number`, or the one in force, says otherwise than the one before it; of one unit if that is named."""
        editions = list(self._desk.workspace.cells.editions(ASSIGNMENT))
        after = self._edition(editions, number)
        before = self._counted_before(editions, after)
        if before is None:
            raise UsageError(f"第 {after.number} 版是第一版，没有可以比的", "有了第二版再比")
        rows = [each for each in changes_between(before.content, after.content) if unit in (None, each.unit)]
        return Compared(before, after, rows)

    def _edition(self, editions: Sequence[Edition], number: int | None) -> Edition:
        if number is None:
            return self._desk.documents.edition(ASSIGNMENT)
        found = next((each for each in editions if each.number == number), None)
        if found is None:
            known = "、".join(str(each.number) for each in editions)
            raise UsageError(f"责任分解没有第 {number} 版", f"现有：{known}")
        return found

    @staticmethod
    def _counted_before(editions: Sequence[Edition], after: Edition) -> Edition | None:
        """What was in force until that edition was: not one that only waited."""
        day = after.effective or (after.author.at[:10] if after.author else "")
        earlier = [each for each in editions if each.number < after.number]
        return in_force(earlier, day)

    def told(self, change: RowChange) -> str:
        """A change in a sentence: 改动：145-04 有效发明专利拥有量·鄞江镇·分解：2025 年 12 → 15."""
        documents = self._desk.documents
        item = documents.catalogue.get(change.item)
        unit = documents.units.get(change.unit)
        place = f"{item.code} {item.name}·{unit.name}·{role_title(change.role)}"
        return f"{KIND_TITLES[change.kind]}：{place}" + (f"：{change.told}" if change.told else "")


def changes_of(duties: Duties, before: Sequence[Row], *, is_whole: bool) -> dict[Key, Row | None]:
    """The changes that the tables ask for against `before`.

    Of an item, the units of a role that the tables name take the place of those that had it; a role that they do not
    name stays, and so does what they do not speak of. `is_whole`: that goes, but who reports an item that is named stays
    where no column says who reports.
    """
    old = {key_of(row): row for row in before}
    wanted = _units_by_role(duties)
    named = {row.item.code for row in duties.rows}
    gone = [key for key in old if (key[0], key[2]) in wanted and key[1] not in wanted[key[0], key[2]]]
    if is_whole:
        plans = {row.item.plan for row in duties.rows}
        says_reports = any(REPORT in heads for heads in duties.heads.values())
        gone += [
            key for key in old
            if key[0].partition("-")[0] in plans and (key[0], key[2]) not in wanted
            and not (key[0] in named and key[2] == REPORT and not says_reports)
        ]  # fmt: skip
    rows = {key: dict(row) for key, row in old.items() if key not in gone}
    for (item, role), units in wanted.items():
        for unit in units:
            rows.setdefault((item, unit, role), made_row((item, unit, role), {}))
    for duty in duties.rows:
        _put_annual(rows, duty)
        _put_details(rows, duty)
    removed: dict[Key, Row | None] = dict.fromkeys(key for key in gone if key not in rows)
    return removed | {key: row for key, row in rows.items() if key not in old or row != dict(old[key])}


def _units_by_role(duties: Duties) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in duties.rows:
        for role, units in row.roles.items():
            known = found.setdefault((row.item.code, role), [])
            known += [unit for unit in units if unit not in known]
    return found


def _put_annual(rows: dict[Key, dict[str, Any]], duty: DutyRow) -> None:
    """The years go to the row that the unit answers with, and are taken from its other rows: they stand in one place."""
    if duty.of is None or not duty.annual:
        return
    item = duty.item.code
    own = [key for key in rows if key[:2] == (item, duty.of)]
    main = min(own, key=lambda key: (PART, LEAD).index(key[2]) if key[2] in (PART, LEAD) else len(key), default=None)
    for key in own:
        kept = {year: text for year, text in rows[key]["annual"].items() if year not in duty.annual}
        years = {**kept, **duty.annual} if key == main else kept
        rows[key] = made_row(key, years, rows[key])


def _put_details(rows: dict[Key, dict[str, Any]], duty: DutyRow) -> None:
    """What is said of the item stands in the row of the first unit that leads it, else in its first row."""
    if not duty.details:
        return
    own = [key for key in rows if key[0] == duty.item.code]
    first = next((key for key in own if key[2] == LEAD), own[0] if own else None)
    if first is not None:
        rows[first] = made_row(first, rows[first]["annual"], {**rows[first], **duty.details})


def _row_json(row: DutyRow) -> dict[str, Any]:
    return {
        "sheet": row.sheet,
        "row": row.row,
        "item": row.item.code,
        "name": row.item.name,
        "text": row.text,
        "roles": {role: list(units) for role, units in row.roles.items()},
        "annual": dict(row.annual),
        "of": row.of,
        "below": row.below,
        **row.details,
    }


def edition_json(edition: Edition) -> dict[str, Any]:
    """An edition as it is named: number, 文号, effective date."""
    return {"number": edition.number, "document": edition.document, "effective": edition.effective}


def edition_words(edition: Edition) -> str:
    """第 3 版（海政〔2023〕5号，2023-03-01 起）."""
    said = [edition.document or ("程序自带的建议" if edition.author is None else "没有写文号")]
    said += [f"{edition.effective} 起"] if edition.effective else []
    return f"第 {edition.number} 版（{'，'.join(said)}）"


def sub_target(text: str, unit: str | None) -> str:
    """A sub-target as it is stored; empty for a blank cell, UsageError for what is no number."""
    quantity = parse(text, unit)
    if not text.strip() or quantity.absent is not None:
        return ""
    if quantity.number is None:
        raise UsageError(f"年度分解“{text}”不是数", "请写成 12.5、≥95 或 [8]")
    return show(quantity)
