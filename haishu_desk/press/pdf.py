"""Pages as a PDF: no printer and no screen is needed, and the file is written like every other one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.leaves import Leaf, drawn
from haishu_desk.report.drawn import Page
from haishu_desk.store.files import write_file

DOTS = 600
MM_PER_INCH = 25.4


def page_layout(page: Page | Leaf) -> QPageLayout:
    """A4, upright or across, without margins of its own: the layout has them."""
    across = page.width > page.height
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0))


class PdfMaking:
    """A PDF whose pages are painted one by one; its text can be searched. To be ended by `done` or by `drop`."""

    def __init__(self, first: Leaf, title: str) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setTitle(title)
        self._writer.setResolution(DOTS)
        self._writer.setPageLayout(page_layout(first))
        self._painter = QPainter(self._writer)
        self._pages = 0

    def add(self, leaf: Leaf) -> None:
        """Paint the next page."""
        if self._pages:
            self._writer.setPageLayout(page_layout(leaf))
            self._writer.newPage()
        self._pages += 1
        leaf.paint(self._painter, DOTS / MM_PER_INCH)

    def pages(self, leaves: Iterable[Leaf]) -> Iterator[int]:
        """Paint them, a page a step: how many of them are painted."""
        for done, leaf in enumerate(leaves, 1):
            self.add(leaf)
            yield done

    def done(self) -> bytes:
        """The bytes of the whole file."""
        self.drop()
        return bytes(self._buffer.data().data())

    def drop(self) -> None:
        """Let go of it: Qt aborts where a device goes while it is painted on."""
        if self._painter.isActive():
            self._painter.end()

    def __del__(self) -> None:
        """Nobody may be told of the end: the window is closed between two pages."""
        self.drop()


def pdf_of_leaves(leaves: Sequence[Leaf], title: str, went: Callable[[int], bool] = lambda _: True) -> bytes:
    """The leaves, at least one, as the bytes of a PDF; some may stand across.

    `went` is told how many leaves are painted and says whether to go on; where it says no, the bytes are empty.
    """
    making = PdfMaking(leaves[0], title)
    try:
        for done in making.pages(leaves):
            if not went(done):
                return b""
        return making.done()
    finally:
        making.drop()


def pdf_of(pages: Sequence[Page], title: str, faces: PaperFaces) -> bytes:
    """Pages that were laid out, as the bytes of a PDF."""
    return pdf_of_leaves(drawn(pages, faces), title)


def write_pdf(path: Path, pages: Sequence[Page], title: str, faces: PaperFaces) -> Path:
    """Write the pages to a file ending in .pdf, whole or not at all, and tell its name; FileNotWrittenError if not."""
    return write_leaves(path, drawn(pages, faces), title)


def pdf_file(path: Path) -> Path:
    """The file as it will be called: .pdf is added where it does not end so."""
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")


def write_leaves(path: Path, leaves: Sequence[Leaf], title: str) -> Path:
    """The same of any leaves."""
    file = pdf_file(path)
    write_file(file, pdf_of_leaves(leaves, title))
    return file
