"""The window of a 一页纸: the page as it will be on paper, 存为 PDF and 打印. Not modal."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.leaves import drawn
from haishu_desk.press.pdf import write_pdf
from haishu_desk.report.drawn import Page
from haishu_desk.report.one_page import OnePage, one_page
from haishu_desk.ui.printing.bar import PrintBar
from haishu_desk.ui.printing.paper_view import PaperView
from haishu_desk.ui.printing.printer import ask_and_print
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said

SIZE = (900, 760)


class PageWindow(QWidget):
    """Shows one page, writes and prints it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._session = session
        self.title = self._code = ""
        self.pages: tuple[Page, ...] = ()
        self._faces = PaperFaces()
        self.bar, self.view = PrintBar(theme, self), PaperView(theme, self)
        for chip in (self.bar.filled, self.bar.blank, self.bar.back, self.bar.forth):
            chip.hide()
        self.said = Said(session, theme, self)
        self.said.setContentsMargins(16, 8, 16, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.said)
        layout.addWidget(self.view, 1)
        bar, view = self.bar, self.view
        for button, slot in (
            (bar.smaller, view.smaller), (bar.larger, view.larger), (bar.fit, view.fit_width), (bar.save, self._ask_where),
            (bar.print, self.print),
        ):  # fmt: skip
            button.clicked.connect(slot)
        for keys, action in (("Ctrl+P", self.print), ("Ctrl+S", self._ask_where), ("Esc", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        view.moved.connect(self._show_place)
        self.resize(*SIZE)

    def show_page(self, sheet: OnePage, code: str) -> None:
        """Show the page of another item; `code` names it on record."""
        self.title, self._code = f"{sheet.title.replace('　', ' ')} 一页纸", code
        self.pages = (one_page(sheet, self._faces),)
        self.said.forget()
        self.view.show_pages(drawn(self.pages, self._faces))
        self.setWindowTitle(f"打印：{self.title}")
        self._show_place()

    def _show_place(self) -> None:
        self.bar.show_place(1, 1, self.view.percent)

    def print(self) -> None:
        """Ask for a printer, and print."""
        if self.said.read(lambda: ask_and_print(self.pages, self.title, self._faces, self)):
            self._note("打印")
            self.said.say(f"已送去打印：{self.title}")

    def _ask_where(self) -> None:
        name = f"{self.title.replace(' ', '_')}.pdf"
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", str(Path.home() / name), "PDF 文件 (*.pdf)")
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the page as a PDF to that file."""
        file = self.said.read(lambda: write_pdf(path, self.pages, self.title, self._faces))
        if file is not None:
            self._note("存为 PDF")
            self.said.say(f"已存为 {file}")

    def _note(self, what: str) -> None:
        """Put on record that it went on paper; who may only read leaves no trace."""
        desk = self._session.desk
        if desk.workspace.database.writable:
            self.said.write([], lambda: desk.audit(what, item=self._code, printed=self.title))
