"""`NO_SECRETS` on what is written with the two libraries of office files: in the head of every page, and in a cell.

The head stands in the margin, so that no line of a document moves.
"""

from __future__ import annotations

from typing import Any

from haishu_desk.domain.secrecy import NO_SECRETS

# A head of a workbook's page: at the right, small.
SHEET_HEAD = f"&R&9{NO_SECRETS}"
_HEAD_SIZE = 9


def warned(line: str) -> str:
    """A line under a title, with the words behind it."""
    return f"{line}　{NO_SECRETS}" if line else NO_SECRETS


def warn_document(document: Any) -> None:
    """The words in the head of every page of a python-docx document; what an office has in its own heads stays."""
    for section in document.sections[:1]:  # those that follow have the heads of the first
        heads = [section.header]
        if document.settings.odd_and_even_pages_header_footer:
            heads.append(section.even_page_header)
        if section.different_first_page_header_footer:
            heads.append(section.first_page_header)
        for head in heads:
            _warn_head(head)


def _warn_head(head: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415  heavy
    from docx.oxml.ns import qn  # noqa: PLC0415  as above
    from docx.shared import Pt  # noqa: PLC0415  as above

    head.is_linked_to_previous = False
    if any(NO_SECRETS in paragraph.text for paragraph in head.paragraphs):
        return
    empty = [paragraph for paragraph in head.paragraphs if not paragraph.text.strip()]
    paragraph = empty[0] if empty else head.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(NO_SECRETS)
    run.font.name, run.font.size = "黑体", Pt(_HEAD_SIZE)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")  # noqa: SLF001  the library has no name for the Chinese face
