"""Writing a bundle with XlsxWriter: a cover, the forms, charts, instructions, lists, and the hidden manifest.

Nothing is ever written as a formula or a link: what looks like one is text. How each sheet looks stands in `pages`.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING

from haishu_desk.bundle.book import Book
from haishu_desk.bundle.layout import MANIFEST_SHEET
from haishu_desk.bundle.manifest import Envelope, Payload
from haishu_desk.bundle.pages.cover import draw_cover
from haishu_desk.bundle.pages.form_sheet import draw_form
from haishu_desk.bundle.pages.guide import draw_dictionary, draw_guide
from haishu_desk.bundle.pages.looks import styles_of
from haishu_desk.bundle.pages.trend import draw_trend
from haishu_desk.bundle.pages.validation import LISTS

if TYPE_CHECKING:
    from xlsxwriter import Workbook

__all__ = ["Book", "pack"]


def pack(book: Book, payload: Payload, envelope: Envelope) -> bytes:
    """The bytes of the .xlsx; the same input gives the same visible cells and the same payload."""
    from haishu_desk.bundle.text_workbook import TextWorkbook as NewWorkbook  # noqa: PLC0415  heavy: loaded when a bundle is written

    stream = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False, "in_memory": True}
    workbook = NewWorkbook(stream, options)
    styles = styles_of(workbook)
    draw_cover(workbook, styles, book, payload, envelope)
    shown = [printed for printed in payload.returns if printed.cells]
    for printed in shown:
        draw_form(workbook, styles, book, envelope, printed)
    if shown:  # a 登记申请 or a 暂不报说明 is one small sheet
        draw_trend(workbook, styles, book)
        draw_guide(workbook, styles, book)
        draw_dictionary(workbook, styles, LISTS)
    _manifest(workbook, payload, envelope)
    workbook.close()
    return stream.getvalue()


def _manifest(workbook: Workbook, payload: Payload, envelope: Envelope) -> None:
    sheet = workbook.add_worksheet(MANIFEST_SHEET)
    for row, (name, text) in enumerate(envelope.rows()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, text)
    sheet.very_hidden()
    sheet.protect()
    for name, text in (("bundle", envelope.bundle), ("unit", payload.unit), ("period", payload.period)):
        workbook.set_custom_property(f"haishu-desk-{name}", text, "text")
    workbook.set_properties({"title": payload.kind, "created": datetime.fromisoformat(payload.at).replace(tzinfo=None)})
