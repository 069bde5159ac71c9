"""Reading a bundle: the envelope, the payload, and what the visible sheets say, found by their marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from haishu_desk.bundle.layout import (
    COLUMN_MARK,
    COVER_FORM,
    ENTRY,
    FILLED_BY,
    MANIFEST_SHEET,
    ROW_MARK,
    SHEET_MARK,
    entry_columns,
    sheet_mark,
)
from haishu_desk.bundle.manifest import (
    MARK,
    Envelope,
    NotOurBundleError,
    Payload,
    PrintedReturn,
    read_envelope,
    read_payload,
)
from haishu_desk.bundle.read_process import Sheet, Workbook, address
from haishu_desk.domain.findings import Finding


@dataclass(frozen=True)
class VisibleCell:
    """An entry cell that does not say what it said when the bundle was written."""

    form: str
    item: str
    column: str
    text: str
    place: str


@dataclass(frozen=True)
class Unpacked:
    """A bundle as read: `typed` are changed entry cells, `edited_outside` changed locked ones (`sheet!cell`)."""

    envelope: Envelope
    payload: Payload
    typed: tuple[VisibleCell, ...]
    edited_outside: tuple[str, ...]
    findings: tuple[Finding, ...]
    filled_by: str | None


@dataclass
class _Reading:
    """What has been gathered so far from the visible sheets."""

    typed: list[VisibleCell]
    outside: list[str]
    findings: list[Finding]


def manifest_sheet(workbook: Workbook) -> Sheet | None:
    """The sheet with the envelope, by name or by its mark; None for a workbook that is none of ours."""
    for sheet in workbook.sheets:
        first = sheet.cells.get((0, 0))
        if sheet.name == MANIFEST_SHEET or (first is not None and first.text == MARK):
            return sheet
    return None


def unpack(workbook: Workbook) -> Unpacked:
    """Everything that a bundle says; NotOurBundleError (E21, E30, E33, E43) for what is none or contradicts itself."""
    manifest = manifest_sheet(workbook)
    if manifest is None:
        raise _not_ours(workbook)
    envelope = read_envelope(_pairs(manifest))
    payload = read_payload(envelope.payload)
    _refuse_mixture(workbook, envelope)
    reading = _Reading([], [], [])
    for printed in payload.returns:
        _read_return(workbook, envelope, printed, reading)
    return Unpacked(
        envelope,
        payload,
        tuple(reading.typed),
        tuple(reading.outside),
        tuple(reading.findings),
        _filled_by(workbook, envelope, payload),
    )


def _not_ours(workbook: Workbook) -> NotOurBundleError:
    if any(cell.text.startswith(SHEET_MARK) for sheet in workbook.sheets for cell in sheet.cells.values()):
        return NotOurBundleError(
            "只有填报页，没有原来的隐藏页（可能是把填报页复制到了新文件里）",
            "请用原来的文件填好交回，不要复制页",
            "E30",
        )
    return NotOurBundleError(
        "不是本程序的数据包，是普通工作簿", "请选择任务包、上报包或回执；普通表格请用 enter --from", "E30"
    )


def _pairs(sheet: Sheet) -> list[tuple[str, str]]:
    rows = sorted({row for row, _ in sheet.cells})
    empty = None
    pairs = [(sheet.cells.get((row, 0), empty), sheet.cells.get((row, 1), empty)) for row in rows]
    return [(name.text, text.text) for name, text in pairs if name is not None and text is not None]


def _refuse_mixture(workbook: Workbook, envelope: Envelope) -> None:
    """The same id stands in the manifest, in the properties and in each sheet: copies that disagree are refused."""
    said = {text[:16] for name, text in workbook.properties.items() if name == "haishu-desk-bundle"}
    said |= {mark.split("|")[2] for mark in map(_own_mark, workbook.sheets) if mark.startswith(f"{SHEET_MARK}1|")}
    if said - {envelope.bundle[:16]}:
        raise NotOurBundleError("里面几处的编号对不上，像是两个文件拼在一起", "请用原来的文件重新填写或重新传出", "E43")


def _sheets_of(workbook: Workbook, envelope: Envelope, printed: PrintedReturn) -> list[Sheet]:
    mark = sheet_mark(envelope.bundle, printed.key.unit, printed.key.period, printed.key.form)
    return [sheet for sheet in workbook.sheets if _own_mark(sheet) == mark]


def _read_return(workbook: Workbook, envelope: Envelope, printed: PrintedReturn, reading: _Reading) -> None:
    sheets = _sheets_of(workbook, envelope, printed)
    if len(sheets) != 1:
        what = "找不到了" if not sheets else f"出现了{len(sheets)}次（{'、'.join(sheet.name for sheet in sheets)}）"
        message = f"填报页{what}，这一页的填写没有采用"
        reading.findings.append(Finding("sheet", "强制性", message, printed.key.form, advice="请用原来的文件填写"))
        return
    sheet = sheets[0]
    rows, columns = _marks(sheet, ROW_MARK), _marks(sheet, COLUMN_MARK)
    for (item, column), text in printed.cells.items():
        row, position = rows.get(item, []), columns.get(column, [])
        if len(row) != 1 or len(position) != 1:
            _note_lost(sheet, (item, column), (len(row), len(position)), reading)
            continue
        _read_cell(sheet, (row[0][0], position[0][1]), printed, (item, column, text), reading)


def _origin(sheet: Sheet) -> tuple[int, int] | None:
    """Where the sheet's own mark stands: the marks of columns are in its row, those of rows in its column."""
    return min((place for place, cell in sheet.cells.items() if cell.text.startswith(SHEET_MARK)), default=None)


def _own_mark(sheet: Sheet) -> str:
    """The mark that says whose sheet it is; blank for a sheet that is none of a bundle's."""
    origin = _origin(sheet)
    return sheet.cells[origin].text if origin else ""


def _marks(sheet: Sheet, mark: str) -> Mapping[str, list[tuple[int, int]]]:
    origin, along = _origin(sheet), 0 if mark == COLUMN_MARK else 1
    found: dict[str, list[tuple[int, int]]] = {}
    for place, cell in sheet.cells.items():
        # A note may begin with what looks like a mark; it stands elsewhere.
        if origin and place[along] == origin[along] and cell.text.startswith(mark):
            found.setdefault(cell.text.removeprefix(mark), []).append(place)
    return found


def _note_lost(sheet: Sheet, cell: tuple[str, str], found: tuple[int, int], reading: _Reading) -> None:
    (item, column), (rows, columns) = cell, found
    what = f"{item} 这一行" if rows != 1 else f"{column} 这一列"
    how = "不见了" if 0 in (rows, columns) else "出现了不止一次"
    finding = Finding(
        "lost", "强制性", f"{what}{how}，没有采用", sheet.name, item if rows != 1 else None, advice="请用原来的文件填写"
    )
    if finding not in reading.findings:
        reading.findings.append(finding)


def _read_cell(
    sheet: Sheet, place: tuple[int, int], printed: PrintedReturn, cell: tuple[str, str, str], reading: _Reading
) -> None:
    item, column, before = cell
    where = address(*place)
    is_entry = column in entry_columns(printed.key.form)
    trouble = next(
        (
            word
            for word, marked in (("公式", sheet.formulas), ("错误值", sheet.errors), ("重复的格", sheet.duplicates))
            if where in marked
        ),
        None,
    )
    if trouble and is_entry:
        message = f"{sheet.name} {where}（{item}）是{trouble}，没有采用"
        reading.findings.append(
            Finding("E51", "强制性", message, f"{sheet.name}!{where}", item, column, "请直接填写数字，再交一次")
        )
        return
    found = sheet.cells.get(place)
    text = _plain(found.text) if found is not None else ""
    if text == _plain(before) and not trouble:
        return
    if is_entry:
        reading.typed.append(VisibleCell(printed.key.form, item, column, text, f"{sheet.name}!{where}"))
    else:
        reading.outside.append(f"{sheet.name}!{where}")


def _filled_by(workbook: Workbook, envelope: Envelope, payload: Payload) -> str | None:
    mark = sheet_mark(envelope.bundle, payload.unit, payload.period, COVER_FORM)
    for sheet in workbook.sheets:
        if _own_mark(sheet) == mark:
            rows, columns = _marks(sheet, ROW_MARK).get(FILLED_BY), _marks(sheet, COLUMN_MARK).get(ENTRY)
            found = sheet.cells.get((rows[0][0], columns[0][1])) if rows and columns else None
            return found.text.strip() or None if found else None
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
