"""Reading a bundle: the envelope, the payload, and what the visible sheets say, found by their marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from haishu_desk.bundle.cell_text import without_unseen
from haishu_desk.bundle.entry_sheet import Gathered, VisibleCell, read_sheet
from haishu_desk.bundle.layout import (
    COVER_FORM,
    ENTRY,
    FILLED_BY,
    MANIFEST_SHEET,
    OWN_SHEETS,
    SHEET_MARK,
    SHEET_OF_FORM,
    Column,
    columns_of_adhoc,
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
from haishu_desk.bundle.part_scan import shown
from haishu_desk.bundle.read_process import Sheet, Workbook, address
from haishu_desk.bundle.sheet_marks import columns_of_sheet, own_mark, rows_of
from haishu_desk.domain.adhoc import is_adhoc, is_adhoc_code
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.findings import HARD, HINT, QUERY, Finding
from haishu_desk.domain.signs import that_travels

__all__ = ["OpenedBundle", "Unpacked", "VisibleCell", "manifest_sheet", "opened", "unpack"]

_NAME_LENGTH = 40
_OWN_TITLES = frozenset({"填报说明", "词"})  # what stands in the first cell of a sheet of ours that was renamed


@dataclass(frozen=True)
class Unpacked:
    """A bundle as read: `typed` are changed entry cells, `edited_outside` changed locked ones (`sheet!cell`)."""

    envelope: Envelope
    payload: Payload
    typed: tuple[VisibleCell, ...]
    edited_outside: tuple[str, ...]
    findings: tuple[Finding, ...]
    filled_by: str | None


def manifest_sheet(workbook: Workbook) -> Sheet | None:
    """The sheet with the envelope, by name or by its mark; None for a workbook that is none of ours."""
    for sheet in workbook.sheets:
        first = sheet.cells.get((0, 0))
        if sheet.name == MANIFEST_SHEET or (first is not None and first.text == MARK):
            return sheet
    return None


@dataclass(frozen=True)
class OpenedBundle(Workbook):
    """A workbook that is taken apart once, in whatever thread `opened` is called."""

    @cached_property
    def unpacked(self) -> Unpacked:
        """What `unpack` says of it; an error is not kept."""
        return _unpacked(self)


def opened(workbook: Workbook) -> OpenedBundle:
    """The same workbook, taken apart already as far as it is a bundle."""
    bundle = OpenedBundle(workbook.sheets, workbook.properties, workbook.digest)
    with suppress(NotOurBundleError):  # whoever takes it in says so
        bundle.unpacked.payload.journal_entries()
    return bundle


def unpack(workbook: Workbook) -> Unpacked:
    """Everything that a bundle says; NotOurBundleError (E21, E30, E33, E43) for what is none or contradicts itself."""
    return workbook.unpacked if isinstance(workbook, OpenedBundle) else _unpacked(workbook)


def _unpacked(workbook: Workbook) -> Unpacked:
    manifest = manifest_sheet(workbook)
    if manifest is None:
        raise _not_ours(workbook)
    envelope = read_envelope(_pairs(manifest))
    payload = read_payload(envelope.payload)
    _refuse_mixture(workbook, envelope)
    marks = {sheet.name: own_mark(sheet) for sheet in workbook.sheets}
    tables = _tables_in(payload)
    with_sheets = [printed for printed in payload.returns if printed.cells]  # what shows no cell has no sheet
    gathered = [_read_return(workbook, marks, envelope, printed, tables) for printed in with_sheets]
    filled_by, doubts = _filled_by(workbook, envelope, payload)
    return Unpacked(
        envelope,
        payload,
        tuple(cell for each in gathered for cell in each.typed),
        tuple(place for each in gathered for place in each.outside),
        (*(finding for each in gathered for finding in each.findings), *doubts, *_extra_sheets(workbook, manifest)),
        filled_by,
    )


def _not_ours(workbook: Workbook) -> NotOurBundleError:
    copied = next((sheet.name for sheet in workbook.sheets if own_mark(sheet).startswith(SHEET_MARK)), None)
    if copied is not None:
        return NotOurBundleError(
            f"只有填报页“{shown(copied)}”，没有原来的隐藏页（可能是把填报页复制到了新文件里）",
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
    said |= {mark.split("|")[2] for mark in map(own_mark, workbook.sheets) if mark.startswith(f"{SHEET_MARK}1|")}
    if said - {envelope.bundle[:16]}:
        raise NotOurBundleError("里面几处的编号对不上，像是两个文件拼在一起", "请用原来的文件重新填写或重新传出", "E43")


def _tables_in(payload: Payload) -> Mapping[str, tuple[Column, ...]]:
    """The columns of the 临时报表 whose edition the bundle brings; none if that is no edition of forms."""
    brought = [entry for entry in payload.journal_entries() if isinstance(entry, Edition) and entry.name == "forms"]
    newest = max(brought, key=lambda edition: edition.number, default=None)
    try:
        forms = [form for form in newest.content if is_adhoc(form)] if newest else []
        return {form["code"]: columns_of_adhoc(form) for form in forms}
    except (KeyError, TypeError, AttributeError, ArithmeticError):  # somebody else's program wrote it
        return {}


def _read_return(
    workbook: Workbook,
    marks: Mapping[str, str],
    envelope: Envelope,
    printed: PrintedReturn,
    tables: Mapping[str, Sequence[Column]],
) -> Gathered:
    mark = sheet_mark(envelope.bundle, printed.key.unit, printed.key.period, printed.key.form)
    sheets = [sheet for sheet in workbook.sheets if marks[sheet.name] == mark]
    if len(sheets) == 1:
        return read_sheet(sheets[0], printed, tables.get(printed.key.form, ()))
    names = "、".join(shown(sheet.name) for sheet in sheets)
    usual = "临时报表" if is_adhoc_code(printed.key.form) else printed.key.form
    title = SHEET_OF_FORM.get(printed.key.form, usual)
    message = f"{title}这一页{f'出现了{len(sheets)}次（{names}）' if sheets else '找不到了'}，这一页的填写没有采用"
    return Gathered(findings=[Finding("sheet", HARD, message, names or title, advice="请用原来的文件填写")])


def _extra_sheets(workbook: Workbook, manifest: Sheet) -> Iterator[Finding]:
    """Sheets that the bundle did not have: nothing is read from them, and whoever added them should know."""
    extra = [sheet for sheet in workbook.sheets if sheet is not manifest and not _is_own(sheet)]
    if extra:
        names = "、".join(f"“{shown(sheet.name)}”" for sheet in extra[:5])
        many = f"等 {len(extra)} 张" if len(extra) > 5 else ""  # noqa: PLR2004 - names that fit a sentence
        hidden = "，其中有隐藏的" if any(sheet.visible != "visible" for sheet in extra) else ""
        message = f"多了工作表{names}{many}{hidden}，里面的没有读"
        yield Finding("extra-sheet", HINT, message, extra[0].name, advice="要交的数请填在原来的填报页里")


def _is_own(sheet: Sheet) -> bool:
    """Whether a sheet is one that a bundle has: by its mark, its name, or (renamed) the title in its first cell."""
    first = sheet.cells.get((0, 0))
    return bool(own_mark(sheet)) or sheet.name in OWN_SHEETS or (first is not None and first.text in _OWN_TITLES)


def _filled_by(workbook: Workbook, envelope: Envelope, payload: Payload) -> tuple[str | None, Iterable[Finding]]:
    """Who filled the workbook in, as the cover says; a formula says nothing."""
    mark = sheet_mark(envelope.bundle, payload.unit, payload.period, COVER_FORM)
    for sheet in workbook.sheets:
        if own_mark(sheet) != mark:
            continue
        rows, columns = rows_of(sheet).get(FILLED_BY), columns_of_sheet(sheet).get(ENTRY)
        place = (rows[0][0], columns[0][1]) if rows and columns else None
        found = sheet.cells.get(place) if place else None
        if place is None:
            return None, ()
        where = address(*place)
        if where in sheet.formulas | sheet.errors | sheet.duplicates:
            message = f"{shown(sheet.name)} {where}（填表人）是公式、错误值或重复的格，没有采用"
            return None, [Finding("E51", QUERY, message, f"{sheet.name}!{where}", advice="请直接写姓名")]
        return that_travels(without_unseen(found.text if found else "")).strip()[:_NAME_LENGTH] or None, ()
    return None, ()
