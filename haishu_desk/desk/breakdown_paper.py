"""责任分解表 for the printer and for other offices: of the whole district, or of one unit what is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.breakdown import edition_words
from haishu_desk.domain.assignments import (
    DETAILS,
    KIND_TITLES,
    LEAD,
    PART,
    REPORT,
    SUPPORT,
    Row,
    annual_by_unit,
    role_title,
)
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import Item, Plan
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.report.duty_table import DutyColumn, DutySheet
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

NO_DOCUMENT, AT_ONCE = "（没有文号）", "发布之日"
_SUFFIXES = (".docx", ".xlsx")
_TOGETHER = {"各镇乡街道": TOWNSHIP_KINDS, "各街道": ("street",), "各镇乡": ("town", "township")}
_UNIT_COLUMNS = {LEAD: "牵头单位", SUPPORT: "配合单位", PART: "分解单位"}


@dataclass(frozen=True)
class Paper:
    """One file that is to be written: where, of which unit (None: the district), what."""

    file: Path
    unit: str | None
    sheet: DutySheet


def write_paper(paper: Paper) -> int:
    """Write one file whole, or not at all (SurroundingsError); how many rows it has. Touches no workspace."""
    write_file(paper.file, _writer_of(paper.file)(paper.sheet))
    return len(paper.sheet.rows)


class BreakdownPaper:
    """Prints the assignment of one desk, one plan at a time."""

    def __init__(self, desk: Desk, plan: str | None = None) -> None:
        self._desk = desk
        documents = desk.documents
        self._plan: Plan = documents.catalogue.plan(plan or desk.breakdown.plan())
        self._units = {unit.code: unit for unit in documents.units}
        self._by_item: dict[str, list[Row]] = {}
        for row in documents.assignment:
            self._by_item.setdefault(row["item"], []).append(row)

    def write(self, out: Path, unit: str | None = None) -> list[dict[str, Any]]:
        """Write what `papers` gives; returns `[{"file", "unit", "rows"}]`."""
        papers = self.papers(out, unit)
        return [{"file": str(each.file), "unit": each.unit, "rows": write_paper(each)} for each in papers]

    def papers(self, out: Path, unit: str | None = None) -> list[Paper]:
        """One paper for a file; in a folder a .docx and an .xlsx for each unit that has a part, or for the one unit.

        DeskError for a file's name that ends neither in .docx nor in .xlsx, UsageError for a unit that is none.
        """
        if unit is not None:
            self._desk.documents.units.get(unit)
        if out.suffix and not out.is_dir():
            _writer_of(out)
            return [Paper(out, unit, self.sheet(unit))]
        units = [unit] if unit is not None else [code for code in self._units if self._rows(code)]
        sheets = {each: self.sheet(each) for each in units}
        return [
            Paper(out / f"{self._units[each].name}_责任分解表{suffix}", each, sheet)
            for each, sheet in sheets.items()
            for suffix in _SUFFIXES
        ]

    def sheet(self, unit: str | None = None) -> DutySheet:
        """What is printed; of a unit the rows in which it has a part, with its own sub-targets."""
        edition = self._desk.documents.edition("assignment")
        rows = self._rows(unit)
        about = [
            f"文号：{edition.document or NO_DOCUMENT}　　生效日期：{edition.effective or AT_ONCE}　　第 {edition.number} 版"
        ]
        if unit is not None:
            about.insert(0, f"单位：{self._units[unit].name}")
        changed, changes = self._changes(unit)
        years = (
            "带*的是全区年度目标，本单位没有自己的。"
            if unit
            else "年度目标是全区的；各单位有自己的，写在下面“其中”一行。"
        )
        notes = (
            ("牵头、配合、分解是定责，报数单位是数从哪里来；两栏分开。", years) if rows else ("本单位没有责任分解。",)
        )
        title = f"海曙区{self._plan_title()}责任分解表"
        return DutySheet(title, tuple(about), tuple(self._columns(unit)), tuple(rows), changed, changes, notes)

    def _plan_title(self) -> str:
        from haishu_desk.desk.series import short_title  # noqa: PLC0415  only where it is printed

        return f"{short_title(self._plan)}规划"

    def _columns(self, unit: str | None) -> Iterable[DutyColumn]:
        yield from (DutyColumn("编号", 7.5), DutyColumn("目标或任务", 14), DutyColumn("类别", 6), DutyColumn("属性", 5))
        if unit is not None:
            yield DutyColumn("本单位职责", 5)
        yield DutyColumn("牵头领导", 5)
        yield from (DutyColumn(title, 8.5) for title in _UNIT_COLUMNS.values())
        yield from (DutyColumn(str(year), 5.2, is_year=True) for year in self._years)
        yield DutyColumn("报数单位", 8)
        yield from (
            DutyColumn(title, share) for title, share in (("报数频度", 4), ("首报月", 4), ("来源制度", 6), ("备注", 6))
        )

    @property
    def _years(self) -> range:
        return range(self._plan.start_year, self._plan.end_year + 1)

    def _rows(self, unit: str | None) -> list[tuple[str, ...]]:
        return [
            row
            for item in self._desk.documents.catalogue
            if item.plan == self._plan.id and self._concerns(item, unit)
            for row in self._lines(item, self._by_item[item.code], unit)
        ]

    def _lines(self, item: Item, rows: Sequence[Row], unit: str | None) -> Iterator[tuple[str, ...]]:
        """The item's line, and in the table of the whole district one below it for each part that has figures of its own."""
        whole = self._row(item, rows, unit)
        yield whole
        leads = [row["unit"] for row in rows if row["role"] == LEAD]
        for code, years in annual_by_unit(rows).items() if unit is None else ():
            if code not in leads:
                figures = [years.get(str(year), "—") for year in self._years]
                yield (
                    "",
                    f"　其中：{self._units[code].name}",
                    *[""] * 6,
                    *figures,
                    *[""] * (len(whole) - 8 - len(figures)),
                )

    def _concerns(self, item: Item, unit: str | None) -> bool:
        rows = self._by_item.get(item.code, [])
        return bool(rows) and (unit is None or any(row["unit"] == unit for row in rows))

    def _row(self, item: Item, rows: Sequence[Row], unit: str | None) -> tuple[str, ...]:
        said = {name: next((str(row[name]) for row in rows if row.get(name)), "") for name in DETAILS}
        annual = annual_by_unit(rows)
        target = f"（目标 {item.target}{item.unit or ''}）" if item.target not in (None, "—") else ""
        own: list[str] = [role_title(row["role"]) for row in rows if row["unit"] == unit]
        return (  # as `_columns`
            item.code,
            f"{item.name}{target}",
            item.group,
            str(item.record.get("attribute") or "—"),
            *(["、".join(own)] if unit is not None else []),
            said["leader"] or "—",
            *(self._named(rows, role) for role in _UNIT_COLUMNS),
            *self._yearly(rows, annual, unit),
            self._named(rows, REPORT),
            said["frequency"] or item.frequency,
            said["first_month"] or "—",
            said["source"] or "—",
            said["note"] or "—",
        )

    def _named(self, rows: Sequence[Row], role: str) -> str:
        """The units of a role; all townships, all 街道 or all 镇乡 together by that name."""
        codes = [row["unit"] for row in rows if row["role"] == role]
        names: list[str] = []
        for name, kinds in _TOGETHER.items():
            group = [unit.code for unit in self._units.values() if unit.kind in kinds and unit.valid_to is None]
            if group and set(group) <= set(codes):
                names.append(name)
                codes = [code for code in codes if code not in group]
        return "、".join([*names, *(self._units[code].name for code in codes)]) or "—"

    def _yearly(self, rows: Sequence[Row], annual: Mapping[str, Mapping[str, str]], unit: str | None) -> list[str]:
        """The unit's own figures; else those of who leads, which are the district's."""
        own = annual.get(unit or "", {})
        leads = [row["unit"] for row in rows if row["role"] == LEAD]
        whole = next((annual[code] for code in leads if code in annual and code != unit), {})
        if unit is None or own:
            whole = own if unit else next((annual[code] for code in leads if code in annual), {})
            return [whole.get(str(year), "—") for year in self._years]
        return [f"{whole[str(year)]}*" if str(year) in whole else "—" for year in self._years]

    def _changes(self, unit: str | None) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """The line over the changes and their rows; both empty for a first edition."""
        try:
            compared = self._desk.breakdown.changes(None, unit)
        except UsageError:
            return "", ()
        catalogue = self._desk.documents.catalogue
        rows = tuple(
            (
                KIND_TITLES[change.kind],
                change.item,
                catalogue.get(change.item).name,
                self._units[change.unit].name,
                role_title(change.role),
                change.told or "—",
            )
            for change in compared.rows
            if catalogue.get(change.item).plan == self._plan.id
        )
        said = f"{edition_words(compared.after)}与{edition_words(compared.before)}相比"
        return (f"{said}，变动 {len(rows)} 处" if rows else f"{said}，没有变动"), rows


def _writer_of(file: Path) -> Callable[[DutySheet], bytes]:
    from haishu_desk.report.duty_table import docx_duties, xlsx_duties  # noqa: PLC0415  only where one is written

    writers = {".docx": docx_duties, ".xlsx": xlsx_duties}
    writer = writers.get(file.suffix.lower())
    if writer is None:
        raise DeskError(f"不会写 {file.suffix} 文件", "文件名请以 .docx 或 .xlsx 结尾，或写一个文件夹", code="usage")
    return writer
