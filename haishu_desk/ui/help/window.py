"""The help window: contents at the left, the text at the right, back and forward, print and PDF. It is not modal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.press.handbook import book_leaves
from haishu_desk.press.pdf import write_leaves
from haishu_desk.report.handbook import Book, book
from haishu_desk.ui.help.contents import Contents
from haishu_desk.ui.help.looks import html_of_book, style_of
from haishu_desk.ui.help.text import HelpText
from haishu_desk.ui.icons import icon
from haishu_desk.ui.printing.printer import ask_and_print_leaves
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import refusal

SIZE = (1080, 720)


class HelpWindow(QWidget):
    """Shows one book at a place of it; links inside the handbook are followed here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        self.place = ""
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self.contents = Contents(theme, self)
        self.text = HelpText(self)
        self.back = self._button("caret-left", "后退（Alt+←）")
        self.forward = self._button("caret-right", "前进（Alt+→）")
        self.title, self.said = QLabel(), QLabel()
        self.title.setFont(theme.font("page", bold=True))
        self.said.setObjectName("secondary")
        self.print_button, self.save_button = QPushButton("打印…"), QPushButton("存为 PDF…")
        self._lay_out()
        self._connect()
        self.setWindowTitle("帮助")
        self.resize(theme.wide(SIZE[0]), SIZE[1])

    def _button(self, name: str, said: str) -> QPushButton:
        button = QPushButton(icon(self._theme, name, "text2", 16), "")
        button.setToolTip(said)
        button.setAccessibleName(said.partition("（")[0])
        button.setFixedWidth(34)
        return button

    def _lay_out(self) -> None:
        bar = QWidget()
        bar.setObjectName("toolBar")
        line, right, whole = QHBoxLayout(bar), QVBoxLayout(), QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        for widget in (self.back, self.forward, self.title, self.said, self.print_button, self.save_button):
            line.addWidget(widget, int(widget is self.said))
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right.addWidget(bar)
        right.addWidget(self.text, 1)
        whole.addWidget(self.contents)
        whole.addLayout(right, 1)
        for layout in (right, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.contents.chosen.connect(self.open)
        self.text.anchorClicked.connect(self._follow)
        for button, action in (
            (self.back, self.go_back), (self.forward, self.go_forward), (self.print_button, self._print),
            (self.save_button, self._ask_where),
        ):  # fmt: skip
            button.clicked.connect(action)
        keyed: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Left", self.go_back), ("Alt+Right", self.go_forward), ("Esc", self.close), ("Ctrl+P", self._print),
            ("Ctrl+S", self._ask_where), ("Ctrl+F", self.contents.field.setFocus),
        )  # fmt: skip
        for keys, does in keyed:
            QShortcut(QKeySequence(keys), self).activated.connect(does)

    def open(self, place: str) -> None:
        """Show that place, `book.md#heading`; one that is not in the handbook is passed over."""
        if place != self.place and self._show(place):
            self._ahead.clear()
            self._enable()

    def go_back(self) -> None:
        """To the place before."""
        if self._behind:
            here, before = self.place, self._behind.pop()
            self._show(before, note=False)
            self._ahead.append(here)
            self._enable()

    def go_forward(self) -> None:
        """To the place that one came back from."""
        if self._ahead:
            here, after = self.place, self._ahead.pop()
            self._show(after, note=False)
            self._behind.append(here)
            self._enable()

    @property
    def book(self) -> Book:
        """The book that is shown."""
        return book(self.place.partition(".md")[0])

    def _show(self, place: str, *, note: bool = True) -> bool:
        name, _, anchor = place.partition(".md")
        try:
            wanted = book(name)
        except OSError:
            return False
        before, self.place = self.place, place
        if note and before:
            self._behind.append(before)
        if before.partition(".md")[0] != name:
            self.text.document().setDefaultStyleSheet(style_of(self._theme))
            self.text.setHtml(html_of_book(wanted, self.text.picture_width))
        self.text.scrollToAnchor(anchor.removeprefix("#") or wanted.sections[0].anchor)
        self.title.setText(wanted.title)
        self.said.clear()
        self.contents.mark(place)
        self._enable()
        return True

    def _enable(self) -> None:
        self.back.setEnabled(bool(self._behind))
        self.forward.setEnabled(bool(self._ahead))

    def _follow(self, link: QUrl) -> None:
        if not link.scheme():
            anchor = link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
            self.open(f"{link.path() or f'{self.book.name}.md'}{f'#{anchor}' if anchor else ''}")

    def _print(self) -> None:
        try:
            if ask_and_print_leaves(book_leaves([self.book]), self.book.title, self):
                self.said.setText("已送去打印")
        except DeskError as error:
            self.said.setText(refusal(error))

    def _ask_where(self) -> None:
        name = str(Path.home() / f"使用手册（{self.book.title}）.pdf")
        path, _ = QFileDialog.getSaveFileName(self, "存为 PDF", name, "PDF 文件 (*.pdf)")
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the book that is shown as a PDF."""
        try:
            file = write_leaves(path, book_leaves([self.book]), self.book.title)
        except DeskError as error:
            self.said.setText(refusal(error))
        else:
            self.said.setText(f"已存为 {file.name}")
