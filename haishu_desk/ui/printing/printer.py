"""Pages on paper, by the system's own dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.leaves import Leaf, drawn
from haishu_desk.press.pdf import MM_PER_INCH, page_layout
from haishu_desk.report.drawn import Page

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class NoPrinterError(SurroundingsError):
    """This computer has no printer."""

    def __init__(self) -> None:
        super().__init__("这台电脑上没有打印机", "请存为 PDF，拿到有打印机的电脑上打印", code="no-printer")


class NotPrintedError(SurroundingsError):
    """The printer did not take the pages."""

    def __init__(self, name: str) -> None:
        super().__init__(f"打印机“{name}”没有接收", "请看它是否开着、连着，再试一次；或存为 PDF", code="not-printed")


def ask_and_print(pages: Sequence[Page], title: str, faces: PaperFaces, parent: QWidget) -> bool:
    """Let the person choose a printer, and print; False if they gave it up. NoPrinterError, NotPrintedError."""
    printer = _asked(drawn(pages, faces), title, parent)
    if printer is not None:
        print_pages(printer, pages, faces)
    return printer is not None


def ask_and_print_leaves(leaves: Sequence[Leaf], title: str, parent: QWidget) -> bool:
    """The same of any leaves."""
    printer = _asked(leaves, title, parent)
    if printer is not None:
        print_leaves(printer, leaves)
    return printer is not None


def _asked(leaves: Sequence[Leaf], title: str, parent: QWidget) -> QPrinter | None:
    """The printer that the person chose, with the pages that they want."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo  # noqa: PLC0415  only who prints waits for it

    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinterError
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setPageLayout(page_layout(leaves[0]))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(leaves))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def print_pages(printer: QPrinter, pages: Sequence[Page], faces: PaperFaces) -> None:
    """Print the pages that were asked for, to the millimetre whatever margins the printer has; NotPrintedError if not."""
    print_leaves(printer, drawn(pages, faces))


def print_leaves(printer: QPrinter, pages: Sequence[Leaf]) -> None:
    """The same of any leaves."""
    # The paper that was chosen in the dialogue does not change what is laid out for A4.
    printer.setFullPage(True)
    printer.setPageLayout(page_layout(pages[0]))
    first = max(printer.fromPage(), 1)
    wanted = pages[first - 1 : printer.toPage() or len(pages)]
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError(printer.printerName())
    try:
        for place, page in enumerate(wanted):
            if place:
                printer.setPageLayout(page_layout(page))  # some may stand across
                printer.newPage()
            page.paint(painter, printer.resolution() / MM_PER_INCH)
    finally:
        painter.end()
