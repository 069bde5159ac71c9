"""A report as a .docx that an office goes on with in WPS or Word: named styles, tables with repeated heads, wide ones across.

The same document gives the same document.xml, byte for byte. Loaded when one is written.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from zipfile import BadZipFile

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.signs import that_travels
from haishu_desk.report import document as parts
from haishu_desk.report import docx_styles as looks
from haishu_desk.report.docx_charts import add_chart
from haishu_desk.report.docx_grid import add_table
from haishu_desk.report.warned import warn_document

Told = Callable[[int, int], object]
_HEADINGS = (looks.HEAD_0, looks.HEAD_1, looks.HEAD_2, looks.HEAD_3)
_KINDS = {
    parts.BODY: looks.BODY, parts.FLUSH: looks.FLUSH, parts.NOTE: looks.NOTE, parts.SIGNED: looks.SIGNED,
    parts.ANNEX: looks.ANNEX,
}  # fmt: skip
SAMPLE = "（示例数据，不得作为正式文件）"


class NoStyleFileError(DeskError):
    """What was given as the office's own style file is no .docx."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"版式文件“{name}”不是 .docx 文件，或已损坏", "请用 WPS 或 Word 另存为 .docx，再选一次", code="style-file"
        )


def docx_of(document: parts.Document, style: bytes | None = None, told: Told | None = None, *, name: str = "") -> bytes:
    """The bytes of a .docx; `style` are those of the office's own file, called `name`, whose styles and page then rule.

    `told` is called after each part with how many are written, and of how many; it may raise to stop.
    """
    writer = _Writer(_opened(style, name), is_own=style is not None)
    writer.front(document)
    for done, part in enumerate(document.parts, start=1):
        writer.put(part, across=_is_across(document.parts[done:]))
        if told is not None:
            told(done, len(document.parts))
    return writer.finished(document)


def docx_of_letters(letters: Sequence[parts.Document]) -> bytes:
    """The bytes of a .docx of several documents, at least one; each begins a page, and counts its pages from 1."""
    writer = _Writer(_opened(None, ""), is_own=False)
    for place, letter in enumerate(letters):
        if place:
            writer.begin_anew()
        writer.front(letter)
        for part in letter.parts:
            writer.put(part, across=False)
    return writer.finished(letters[0])


def refuse_no_style(style: bytes, name: str) -> None:
    """NoStyleFileError if these bytes are no .docx."""
    _opened(style, name)


def _opened(style: bytes | None, name: str) -> Any:
    if style is None:
        return docx.Document()
    try:
        opened = docx.Document(io.BytesIO(style))
    except (ValueError, KeyError, OSError, BadZipFile, PackageNotFoundError, SyntaxError) as error:
        raise NoStyleFileError(name) from error
    body = opened.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    return opened


def _is_across(after: tuple[parts.Part, ...]) -> bool:
    """Whether what follows a page's end is an annex that lies across: its headings stand on the page of its table."""
    body = next((part for part in after if not _is_annex_head(part)), None)
    return isinstance(body, parts.Table) and body.landscape


def _is_annex_head(part: parts.Part) -> bool:
    is_title = isinstance(part, parts.Heading) and part.level == 0
    return is_title or (isinstance(part, parts.Paragraph) and part.kind == parts.ANNEX)


class _Writer:
    def __init__(self, made: Any, *, is_own: bool) -> None:
        self._made, self._is_own = made, is_own
        looks.prepare(made, is_own=is_own)
        self._is_across = False

    def front(self, document: parts.Document) -> None:
        """The title, with the edition and the 文号 under it."""
        self._line(document.title, looks.TITLE)
        for below in (document.subtitle, document.number, SAMPLE if document.is_sample else ""):
            if below:
                self._line(below, looks.CAPTION)

    def begin_anew(self) -> None:
        """What follows begins a page, whose number is 1."""
        self._turn(across=False)
        section = self._made.add_section(WD_SECTION.NEW_PAGE)
        self._made.paragraphs[-1].style = self._made.styles[looks.NOTE]
        numbered = OxmlElement("w:pgNumType")
        numbered.set(qn("w:start"), "1")
        properties = section._sectPr  # noqa: SLF001  the library has no name for the number of a section's first page
        for old in properties.findall(qn("w:pgNumType")):
            properties.remove(old)
        place = next((each for each in properties if each.tag in (qn("w:cols"), qn("w:docGrid"))), None)
        if place is None:
            properties.append(numbered)
        else:
            place.addprevious(numbered)

    def put(self, part: parts.Part, *, across: bool) -> None:
        """One part at the end; `across` says how the page lies that a page's end begins."""
        if isinstance(part, parts.Table):
            self._turn(across=part.landscape)
            add_table(self._made, part, self._room)
            return
        if isinstance(part, parts.PageBreak):
            self._break(across=across)
            return
        if not _is_annex_head(part):
            self._turn(across=False)
        if isinstance(part, parts.Heading):
            self._line(part.text, _HEADINGS[part.level])
        elif isinstance(part, parts.Paragraph):
            paragraph = self._made.add_paragraph(style=_KINDS[part.kind])
            for run in part.runs:
                _add_run(paragraph, run)
        else:
            add_chart(self._made, part, self._room)

    def finished(self, document: parts.Document) -> bytes:
        """The bytes; what the file says of itself is of the report's day, so that it is the same tomorrow."""
        warn_document(self._made)
        told = self._made.core_properties
        told.title, told.author, told.language = document.title, document.office, "zh-CN"
        told.keywords = document.snapshot[:255]
        told.created = told.modified = datetime.fromisoformat(document.day or "2000-01-01").replace(tzinfo=UTC)
        told.last_modified_by, told.revision, told.comments = document.office, 1, ""
        stream = io.BytesIO()
        self._made.save(stream)
        return stream.getvalue()

    @property
    def _room(self) -> int:
        section = self._made.sections[-1]
        return int(section.page_width - section.left_margin - section.right_margin)

    def _line(self, text: str, style: str) -> Any:
        return self._made.add_paragraph(that_travels(text), style=style)

    def _break(self, *, across: bool) -> None:
        """What follows begins a page; a section that begins does so by itself."""
        if across == self._is_across:
            self._made.add_paragraph(style=looks.NOTE).paragraph_format.page_break_before = True
        else:
            self._turn(across=across)

    def _turn(self, *, across: bool) -> None:
        """Begin a section on upright paper or across, if the paper lies otherwise."""
        if across == self._is_across:
            return
        section = self._made.add_section(WD_SECTION.NEW_PAGE)
        # The mark of a section stands in a paragraph of its own: in small type, it does not become a page.
        self._made.paragraphs[-1].style = self._made.styles[looks.NOTE]
        section.page_width, section.page_height = section.page_height, section.page_width
        section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
            (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
            if across
            else (section.right_margin, section.bottom_margin, section.left_margin, section.top_margin)
        )
        if not self._is_own:
            section.footer_distance = Mm(looks.FOOT_ACROSS if across else looks.FOOT_UPRIGHT)
        self._is_across = across


def _add_run(paragraph: Any, run: parts.Run) -> None:
    """A run with the mark of its fact, small and raised, behind it."""
    added = paragraph.add_run(that_travels(run.text))
    if run.strong:
        added.font.bold = True
    if run.fact is not None:
        paragraph.add_run(f"〔{run.fact}〕").font.superscript = True
