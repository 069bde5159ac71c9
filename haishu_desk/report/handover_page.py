"""A 移交单 as a document: facts, open matters, signature lines, upright A4. Loaded when one is written."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from haishu_desk.report.docx_table import mark_row, number_pages, write
from haishu_desk.report.warned import warn_document

_TITLE_FONT, _FONT, _BOLD = "方正小标宋简体", "仿宋_GB2312", "黑体"
_SIZE, _SMALL = 12, 10.5
_WIDTHS = (32, 52, 56, 34)  # mm, of the 174 between the margins
_LABEL = 28


def handover_docx(
    title: str,
    facts: Sequence[tuple[str, str]],
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    signers: Sequence[tuple[str, str]],
) -> bytes:
    """The bytes of a .docx; every text as it is, a signature line for each of `signers`, with the date by hand."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    write(document.add_paragraph(), title, _TITLE_FONT, 22, align=WD_ALIGN_PARAGRAPH.CENTER)
    number_pages(section.footer.paragraphs[0])
    _table(document, [*map(tuple, facts)], (_LABEL, sum(_WIDTHS) - _LABEL), None)
    write(document.add_paragraph(), f"没有办完的事（{len(rows)} 件）", _BOLD, _SIZE)
    if rows:
        _table(document, rows, _WIDTHS, columns)
    else:
        write(document.add_paragraph(), "没有。", _FONT, _SIZE)
    write(document.add_paragraph(), "以上事项已当面交接，数据文件和备份已查看。", _FONT, _SIZE)
    for role, name in signers:
        write(
            document.add_paragraph(),
            f"{role}：{name or '　　　　'}　　签字：＿＿＿＿＿＿＿＿　　　　年　　月　　日",
            _FONT,
            _SIZE,
        )
    warn_document(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _table(
    document: object, rows: Sequence[Sequence[str]], widths: Sequence[int], columns: Sequence[str] | None
) -> None:
    """A ruled table; its headings, where it has any, come again on every page."""
    lines = [columns, *rows] if columns else list(rows)
    table = document.add_table(rows=len(lines), cols=len(widths), style="Table Grid")  # type: ignore[attr-defined]
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for place, (line, texts) in enumerate(zip(table.rows, lines, strict=True)):
        for cell, text, width in zip(line.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            write(cell.paragraphs[0], text, _FONT, _SMALL, bold=bool(columns) and place == 0)
    if columns:
        mark_row(table.rows[0], "w:tblHeader")
        for line in table.rows[1:]:
            mark_row(line, "w:cantSplit")
