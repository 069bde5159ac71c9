"""Pages as a PDF: no printer and no screen is needed, and the file is written like every other one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from haishu_desk.report.drawn import Page
from haishu_desk.store.files import write_file
from haishu_desk.ui.printing.faces import PaperFaces
from haishu_desk.ui.printing.painting import paint_page

DOTS = 600
MM_PER_INCH = 25.4


def page_layout(page: Page) -> QPageLayout:
    """A4, upright or across, without margins of its own: the layout has them."""
    across = page.width > page.height
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF(0, 0, 0, 0))


def pdf_of(pages: Sequence[Page], title: str, faces: PaperFaces) -> bytes:
    """The pages as the bytes of a PDF whose text can be searched."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(DOTS)
    writer.setPageLayout(page_layout(pages[0]))
    painter = QPainter(writer)
    try:
        for place, page in enumerate(pages):
            if place:
                writer.newPage()
            paint_page(painter, page, faces, DOTS / MM_PER_INCH)
    finally:
        painter.end()  # Qt aborts where a device goes while it is painted on
    return bytes(buffer.data().data())


def write_pdf(path: Path, pages: Sequence[Page], title: str, faces: PaperFaces) -> Path:
    """Write the pages to a file ending in .pdf, whole or not at all, and tell its name; FileNotWrittenError if not."""
    file = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
    write_file(file, pdf_of(pages, title, faces))
    return file
