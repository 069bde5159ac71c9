"""A unit's own return for signature, as a file: every form that is due of a unit and a period, or one of them.

.docx and .xlsx are written here; the pages of a PDF are made by whoever has Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.filled import filled_items
from haishu_desk.desk.paper import printed_return
from haishu_desk.domain.cells import ReturnKey, is_filled
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import parse_period
from haishu_desk.report.sheet import Printed
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

KIND = "return"
ENDINGS = (".docx", ".xlsx", ".pdf")


@dataclass(frozen=True)
class ReturnPaper:
    """What goes to signature: one sheet a form; `facts` cells are filled, `missing` are the items that nobody has answered."""

    title: str
    sheets: tuple[Printed, ...]
    keys: tuple[ReturnKey, ...]
    facts: int
    missing: tuple[dict[str, str], ...]

    @property
    def notices(self) -> list[str]:
        """What is to be known before it is signed, each once: sample data, marks past their validity, values that clash."""
        return list(dict.fromkeys(notice for sheet in self.sheets for notice in sheet.notices))

    def as_json(self, file: Path) -> dict[str, Any]:
        """The answer of the verb `report`; `version` is what is printed of each form."""
        versions = {key.form: sheet.version for key, sheet in zip(self.keys, self.sheets, strict=True)}
        rows = [dict(row) for row in self.missing]
        return {"file": str(file), "kind": KIND, "facts": self.facts, "missing": rows, "version": versions, "notices": self.notices}  # fmt: skip


def return_paper(
    desk: Desk, unit: str, period: str, form: str | None = None, *, blank: bool = False, today: date | None = None
) -> ReturnPaper:
    """The sheets of that unit and period; `blank` for filling in by hand.

    UsageError for an unknown unit, form or period, and for one that has nothing due.
    """
    asked, documents = parse_period(period), desk.documents
    forms = documents.forms_asked(unit, asked, form)
    keys = tuple(documents.key_in(each, unit, asked) for each in forms)
    sheets = tuple(printed_return(desk, key, blank=blank, today=today) for key in keys)
    heads = [desk.heads(key) for key in keys]
    facts = (
        0
        if blank
        else sum(is_filled(each.value) for standing in heads for cell in standing.values() for each in cell[:1])
    )
    missing = tuple(
        {"form": key.form, "item": item.code, "name": item.name}
        for key, standing in zip(keys, heads, strict=True)
        for item in documents.items_due(key.unit, asked, key.form)
        if item.code not in filled_items(standing)
    )
    title = f"{sheets[0].unit} {asked.title} {sheets[0].title if len(sheets) == 1 else '填报表'}"
    return ReturnPaper(title, sheets, keys, facts, missing)


def ending_of(file: Path) -> str:
    """The ending that says what to write; UsageError for another."""
    ending = file.suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"不会写 {file.suffix or '没有扩展名'} 的填报表", "请用 .docx、.xlsx 或 .pdf")
    return ending


def write_office_file(paper: ReturnPaper, file: Path) -> None:
    """Write a .docx or an .xlsx, whole or not at all; FileNotWrittenError if not."""
    write_file(file, _sheets_as(ending_of(file), paper.sheets))


def _sheets_as(ending: str, sheets: Sequence[Printed]) -> bytes:
    """A document (.docx) or a workbook (.xlsx) of some sheets, at least one."""
    if ending == ".docx":
        from haishu_desk.report.return_docx import docx_returns  # noqa: PLC0415  heavy

        return docx_returns(sheets)
    from haishu_desk.report.return_xlsx import xlsx_returns  # noqa: PLC0415  as above

    return xlsx_returns(sheets)


def sheet_apart(ending: str, sheet: Printed, told: Callable[[int, int], object]) -> bytes:
    """A document or a workbook of one sheet, for a process of its own; it tells nothing on its way."""
    del told
    return _sheets_as(ending, [sheet])


def note_written(desk: Desk, paper: ReturnPaper, file: Path) -> None:
    """Put on record that it went on paper; who may only read leaves no trace."""
    if desk.workspace.database.writable:
        with desk.workspace.transaction():
            for key in paper.keys:
                desk.audit("存为填报表", key, form=key.form, printed=paper.title, file=file.name)
