"""The print window: the pages of one return beside what can be done with them. It is not modal; typing goes on behind it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.desk.paper import printed_return
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.leaves import drawn
from haishu_desk.report.drawn import Page
from haishu_desk.report.layout import laid_out
from haishu_desk.report.sheet import Printed
from haishu_desk.ui.printing.bar import PrintBar
from haishu_desk.ui.printing.marks_panel import MarksPanel
from haishu_desk.ui.printing.paper_view import PaperView
from haishu_desk.ui.printing.printer import ask_and_print
from haishu_desk.ui.printing.saving import OFFICE, Asked, Saving
from haishu_desk.ui.session import Session
from haishu_desk.ui.shortly import Shortly
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.wording import refusal

SIZE = (1120, 760)


class PrintWindow(QWidget):
    """Shows what is printed of one return, and follows what is written to it."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._session = session
        self._key: ReturnKey | None = None
        self._is_noting = False
        self._coming = Shortly(session, self)
        self.sheet: Printed | None = None
        self.pages: tuple[Page, ...] = ()
        self._faces = PaperFaces()
        self.bar, self.view = PrintBar(theme, self), PaperView(theme, self)
        self.said = Said(session, theme, self)
        self.said.setContentsMargins(16, 8, 16, 8)
        self.saving = Saving(session, self)
        self.marks = MarksPanel(session, theme, self)
        self.marks.setVisible(session.desk.is_district)
        self._lay_out()
        self._connect()
        self.resize(*SIZE)

    def _lay_out(self) -> None:
        middle, whole = QHBoxLayout(), QVBoxLayout(self)
        middle.addWidget(self.view, 1)
        middle.addWidget(self.marks)
        whole.addWidget(self.bar)
        whole.addWidget(self.said)
        whole.addLayout(middle, 1)
        for layout in (middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        bar, view = self.bar, self.view
        for button, slot in (
            (bar.filled, self._show), (bar.blank, self._show), (bar.back, self.go_back), (bar.forth, self.go_forth),
            (bar.smaller, view.smaller), (bar.larger, view.larger), (bar.fit, view.fit_width), (bar.save, self._ask_where),
            (bar.print, self.print)
        ):  # fmt: skip
            button.clicked.connect(slot)
        for keys, action in (
            ("Ctrl+P", self.print), ("Ctrl+S", self._ask_where), ("PgUp", self.go_back), ("PgDown", self.go_forth),
            ("Ctrl+-", view.smaller), ("Ctrl++", view.larger), ("Ctrl+=", view.larger)
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(action)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)
        view.moved.connect(self._show_place)
        self.saving.ended.connect(self._on_saved)
        self._session.changed.connect(self._on_changed)

    # What is shown.

    def show_return(self, key: ReturnKey) -> None:
        """Show the pages of that return: now, or as soon as the window is shown; of a large workspace in the event after."""
        self._key = key
        self.said.forget()
        if self.isVisible():
            self._coming.then(self._show)

    def _show(self) -> None:
        key, desk = self._key, self._session.desk
        if key is None:
            return
        blank = self.bar.blank.isChecked()
        sheet = self.said.read(lambda: printed_return(desk, key, blank=blank))
        if sheet is None:
            return
        self._coming.then(partial(self._lay, sheet, key))

    def _lay(self, sheet: Printed, key: ReturnKey) -> None:
        """What was read on pages: measuring every sign of a long table takes its time too."""
        if sheet != self.sheet:
            self.sheet, self.pages = sheet, laid_out(sheet, self._faces)
            self.view.show_pages(drawn(self.pages, self._faces))
        self.setWindowTitle(f"打印：{self.title}")
        if self._session.desk.is_district:
            self.marks.show_form(key.form)
        self._show_place()

    @property
    def is_settled(self) -> bool:
        """Whether what is to be printed stands there."""
        return not self._coming.is_waiting

    @property
    def title(self) -> str:
        """What is printed, in one line."""
        if self.sheet is None:
            return ""
        kind = "（空表）" if self.sheet.is_blank else ""
        return f"{self.sheet.unit} {self.sheet.period} {self.sheet.title}{kind}"

    def _show_place(self) -> None:
        self.bar.show_place(self.view.page, len(self.pages), self.view.percent)

    def _on_changed(self, keys: frozenset[ReturnKey]) -> None:
        is_ours = not keys or any(key.unit == getattr(self._key, "unit", None) for key in keys)
        if self.isVisible() and is_ours and not self._is_noting:
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._coming.then(self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        self._coming.rest()
        super().hideEvent(event)

    # What can be done.

    def go_back(self) -> None:
        """To the page before."""
        self.view.go(self.view.page - 1)

    def go_forth(self) -> None:
        """To the page after."""
        self.view.go(self.view.page + 1)

    def print(self) -> None:
        """Ask for a printer, and print."""
        self._coming.finish()
        if self.said.read(lambda: ask_and_print(self.pages, self.title, self._faces, self)):
            self._note("打印", self._key, self.title)
            self.said.say(f"已送去打印：{self.title}")

    def _note(self, what: str, key: ReturnKey | None, title: str) -> None:
        """Put on record that it went on paper; who may only read leaves no trace."""
        desk = self._session.desk
        if key is not None and desk.workspace.database.writable:
            self._is_noting = True  # what is on the paper stays as it is
            try:
                self.said.write([key], lambda: desk.audit(what, key, form=key.form, printed=title))
            finally:
                self._is_noting = False

    def _ask_where(self) -> None:
        self._coming.finish()
        name = f"{self.title.replace(' ', '_')}.pdf"
        kinds = "PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 工作簿 (*.xlsx)"
        path, kind = QFileDialog.getSaveFileName(self, "存为文件", str(Path.home() / name), kinds)
        if path:
            ending = next((each for each in OFFICE if each in kind), "")
            file = Path(path)
            self.save(file if file.suffix.lower() in OFFICE or not ending else file.with_suffix(ending))

    def save(self, path: Path) -> None:
        """Write the pages as a PDF to that file; as a document or a workbook where its name ends so. `saving` says when."""
        self._coming.finish()
        if self._key is None or self.sheet is None or self.saving.is_running:
            return
        self.said.forget()
        leaves = drawn(self.pages, self._faces)
        self.saving.save(Asked(self._key, self.title, self.sheet, leaves, path))
        self.bar.save.setEnabled(False)

    def _on_saved(self, asked: Asked, refused: DeskError | None) -> None:
        self.bar.save.setEnabled(True)
        if refused is not None:
            self.said.say(refusal(refused), "warn" if refused.code == "stopped" else "bad")
            return
        self._note("存为填报表" if asked.is_office else "存为 PDF", asked.key, asked.title)
        pages = "" if asked.is_office else f"，共 {len(asked.leaves)} 页"
        self.said.say(f"已存为 {asked.file}{pages}")
