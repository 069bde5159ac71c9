"""The handbook on pages of A4: a page of contents with the numbers of the pages, then each book with its name at the head."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QTextBlock, QTextDocument

from haishu_desk.press.faces import SANS
from haishu_desk.press.flowing import FlowedLeaf, Part, families, flowed, page_of, px
from haishu_desk.press.painting import INK
from haishu_desk.report.drawn import POINT
from haishu_desk.report.handbook import CLERK, COMMANDS, ERRORS, IT, REVIEWER, WORKBOOK, Book, book, folder, shelves
from haishu_desk.report.marked import html_of

TITLE = "使用手册"
# What each role gets on paper: its own pages, and what one looks up.
OF_ROLE = {CLERK: (CLERK, ERRORS), REVIEWER: (REVIEWER, ERRORS), IT: (IT,), WORKBOOK: (WORKBOOK,)}
_MARGINS = (26.0, 22.0, 24.0, 24.0)
_PICTURE = 600  # dots of 96 an inch: 159 mm
_HEAD_SIZE, _HEAD_TOP = 9.0, 14.0
_DEEPEST = 2


@dataclass(frozen=True)
class HeadedLeaf:
    """A page with the name of its book above the text."""

    leaf: FlowedLeaf
    head: str

    @property
    def width(self) -> float:
        """From left to right."""
        return self.leaf.width

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.leaf.height

    def paint(self, painter: QPainter, scale: float) -> None:
        """See `Leaf`."""
        self.leaf.paint(painter, scale)
        painter.save()
        font = QFont(list(SANS))
        font.setPixelSize(round(_HEAD_SIZE * POINT * scale))
        painter.setFont(font)
        painter.setPen(INK)
        _, right, _, left = _MARGINS
        box = QRectF(left * scale, _HEAD_TOP * scale, (self.width - left - right) * scale, 5 * scale)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.head)
        painter.restore()


def handbook(role: str | None = None) -> tuple[HeadedLeaf, ...]:
    """The pages for one role, or the whole handbook."""
    if role is not None:
        return book_leaves([book(name) for name in OF_ROLE[role]])
    return book_leaves([each for books in shelves().values() for each in books if each.name != COMMANDS])


def book_leaves(books: Sequence[Book]) -> tuple[HeadedLeaf, ...]:
    """The contents, then the books one after the other; a single short book needs no contents."""
    leaves: list[HeadedLeaf] = []
    number = 1
    for each in books:
        pages = flowed([Part(html_of(each.text, _picture), style_sheet(), margins=_MARGINS)], number)
        leaves += [HeadedLeaf(leaf, f"{TITLE}　{each.title}") for leaf in pages]
        number += len(pages)
    if number <= _DEEPEST + 1:
        return tuple(leaves)
    entries = [entry for leaf in leaves if leaf.leaf.place == 0 for entry in _entries(leaf.leaf)]
    front = flowed([Part(_contents(entries), style_sheet(), margins=_MARGINS, is_numbered=False)])
    return (*(HeadedLeaf(leaf, TITLE) for leaf in front), *leaves)


def style_sheet() -> str:
    """The faces and sizes of the paper, in what Qt understands."""
    sans = families(SANS)
    return f"""
p, li {{ font-size: 10.5pt; line-height: {px(17)}; margin-top: 3px; margin-bottom: 3px }}
h1 {{ font-family: {sans}; font-size: 20pt; margin-bottom: 14px }}
h2 {{ font-family: {sans}; font-size: 15pt; margin-top: 20px; margin-bottom: 8px }}
h3 {{ font-family: {sans}; font-size: 12pt; margin-top: 14px; margin-bottom: 4px }}
h4 {{ font-family: {sans}; font-size: 10.5pt; margin-top: 10px; margin-bottom: 4px }}
a {{ color: #000000; text-decoration: none }}
pre {{ font-size: 9pt; margin: 6px }}
code {{ font-size: 9.5pt }}
span.code {{ font-size: 9pt; color: #555555; font-weight: normal }}
table {{ border-collapse: collapse; margin-top: 6px; margin-bottom: 8px }}
th, td {{ font-size: 9.5pt }}
table.contents td {{ border-style: none; font-size: 10.5pt; padding: 2px }}
span.k1 {{ font-family: {sans}; font-size: 10.5pt; font-weight: bold }}
span.k2 {{ font-size: 10.5pt }}
p.caption {{ font-size: 9pt; color: #444444; margin-bottom: 10px }}
"""


def _entries(first: FlowedLeaf) -> Iterator[tuple[int, str, int]]:
    """Level, title and page of each heading of a book, of whose pages this is the first."""
    for block in _blocks(first.document):
        level = block.blockFormat().headingLevel()
        if 0 < level <= _DEEPEST:
            yield level, block.text().strip(), (first.number or 1) + page_of(first.document, block)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _contents(entries: Sequence[tuple[int, str, int]]) -> str:
    rows = "".join(
        f"<tr><td><span class='k{level}'>{'　　' * (level - 1)}{escape(title)}</span></td><td align='right'>{page}</td></tr>"
        for level, title, page in entries
    )
    return f"<h1>{TITLE}</h1><table class='contents' width='100%' border='0' cellspacing='0'>{rows}</table>"


def _picture(file: str, said: str) -> str:
    source = (folder() / file).as_posix()
    return f'<p><img src="{escape(source)}" width="{_PICTURE}"></p><p class="caption">{escape(said)}</p>'
