"""The look of an official document (GB/T 9704) as named styles: fonts by name, exact lines, margins, page numbers.

An office may bring a .docx of its own: the styles that it has rule, with its page and its feet; what it lacks is added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE, BODY, FLUSH, NOTE, SIGNED, ANNEX = "报告标题", "报告正文", "报告顶格", "报告附注", "报告署名", "报告附件号"
HEAD_1, HEAD_2, HEAD_3, HEAD_0 = "报告一级", "报告二级", "报告三级", "报告附件题"
CAPTION, CELL_HEAD, CELL = "报告表题", "报告表头", "报告表文"
FOOT = "报告页码"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_SONG, _FANG, _HEI, _KAI, _TITLE_FACE = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
# 22 lines on 225 mm.
LINE = 28.95
_PITCH = "579"
_MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
# The page number stands 7 mm below the text.
FOOT_UPRIGHT, FOOT_ACROSS = 23, 14


@dataclass(frozen=True)
class _Look:
    """A style: its face and size in points, exact line height or None for single lines, and how it stands."""

    face: str = _FANG
    size: float = 16
    line: float | None = LINE
    indent: int = 0
    align: WD_ALIGN_PARAGRAPH | None = None
    outline: int | None = None
    keep: bool = False
    around: float = 0
    after: float = 0


_LOOKS = {
    TITLE: _Look(_TITLE_FACE, 22, 32, align=_CENTRE, keep=True, after=LINE),
    BODY: _Look(indent=200),
    FLUSH: _Look(),
    NOTE: _Look(size=10.5, line=14),
    SIGNED: _Look(align=_RIGHT),
    ANNEX: _Look(_HEI, keep=True),
    HEAD_0: _Look(_TITLE_FACE, 18, 30, align=_CENTRE, outline=0, keep=True, after=10),
    HEAD_1: _Look(_HEI, indent=200, outline=0, keep=True),
    HEAD_2: _Look(_KAI, indent=200, outline=1, keep=True),
    HEAD_3: _Look(indent=200, outline=2, keep=True),
    CAPTION: _Look(_HEI, 14, 24, align=_CENTRE, keep=True),
    CELL_HEAD: _Look(_HEI, 9, None, align=_CENTRE, keep=True, around=1.5),
    CELL: _Look(size=9, line=None, around=1.5),
    FOOT: _Look(_SONG, 14, None),
}


def prepare(document: Any, *, is_own: bool) -> None:
    """Give the document the styles; its page, grid and feet too unless the office brought its own."""
    for name, look in _LOOKS.items():
        if name not in document.styles:
            _add(document.styles, name, look)
    if is_own:
        return
    _fonts(document.styles["Normal"], _FANG, 16)
    set_page(document.sections[0])
    _feet(document)


def set_page(section: Any) -> None:
    """A4 with the margins of the standard, 22 lines a page."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, width in _MARGINS.items():
        setattr(section, name, Mm(width))
    section.footer_distance = Mm(FOOT_UPRIGHT)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001  the library has no name for the grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001  as above
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), _PITCH)


def _add(styles: Any, name: str, look: _Look) -> None:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = styles["Normal"]
    style.quick_style = True
    _fonts(style, look.face, look.size)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.around), Pt(look.after or look.around)
    form.alignment, form.keep_with_next = look.align, look.keep or None
    form.widow_control = False
    if look.line is None:
        form.line_spacing = 1.0
    else:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    properties = style.element.get_or_add_pPr()
    if look.indent:
        _append(properties, "w:ind", {"w:firstLineChars": str(look.indent), "w:firstLine": "640"})
    if look.line != LINE:  # small type is not stretched to the grid of the text
        _append(properties, "w:snapToGrid", {"w:val": "0"})
    if look.outline is not None:
        _append(properties, "w:outlineLvl", {"w:val": str(look.outline)})


def _fonts(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = face, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        properties.rFonts.set(qn(name), face)
    if properties.find(qn("w:lang")) is None:
        # Digits are Latin type: called Chinese, they would be divided at the end of a line like Chinese signs.
        _append(properties, "w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN"})


def _append(parent: Any, tag: str, values: dict[str, str]) -> None:
    """Add an element where the schema wants it: the order inside w:pPr is fixed."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(name), value)
    order = _ORDER.get(tag)
    if order is None:
        parent.append(made)
    else:
        parent.insert_element_before(made, *order)


_ORDER = {
    "w:ind": ("w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment",
              "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
    "w:snapToGrid": ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
                     "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:rPr"),
    "w:outlineLvl": ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
}  # fmt: skip


# Page numbers: — 1 — in 14 points, at the right of odd pages and the left of even ones, one sign from the edge.


def _feet(document: Any) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for foot, align, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT, "right_indent"),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT, "left_indent"),
    ):
        foot.is_linked_to_previous = False
        paragraph = foot.paragraphs[0]
        paragraph.style = document.styles[FOOT]
        paragraph.alignment = align
        setattr(paragraph.paragraph_format, side, Pt(14))
        paragraph.add_run("— ")
        _count(paragraph)
        paragraph.add_run(" —")


def _count(paragraph: Any) -> None:
    counted = OxmlElement("w:fldSimple")
    counted.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    counted.append(run._element)  # noqa: SLF001  the library has no name for a counted number
    paragraph._p.append(counted)  # noqa: SLF001  as above
