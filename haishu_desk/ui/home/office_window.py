"""A window of its own beside 首页: what 催报 and 留痕 share. It is not modal; Esc closes it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said


class OfficeWindow(QWidget):
    """A bar with what can be done, a line for what became of it, and the content under it."""

    def __init__(self, session: Session, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.session, self.theme = session, theme
        self.setWindowTitle(title)
        self.said = Said(session, theme, self)
        self.bar = QHBoxLayout()
        self.bar.setContentsMargins(16, 10, 16, 8)
        self.bar.setSpacing(8)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 12)
        self.column.setSpacing(6)
        self.column.addLayout(self.bar)
        line = QHBoxLayout()
        line.setContentsMargins(16, 0, 16, 0)
        line.addWidget(self.said)
        self.column.addLayout(line)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)

    def button(self, text: str, icon_name: str, *, primary: bool = False) -> QPushButton:
        """A new button at the end of the bar."""
        made = QPushButton(icon(self.theme, icon_name, "on_accent" if primary else "text2"), text)
        if primary:
            made.setObjectName("primary")
        self.bar.addWidget(made)
        return made

    def label(self, text: str = "", *, name: str = "secondary", use: str = "chip", bold: bool = False) -> QLabel:
        """Words in plain text."""
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setFont(self.theme.font(use, bold=bold))
        made.setObjectName(name)
        return made

    def ask_where(self, title: str, name: str, kinds: str) -> Path | None:
        """The file that the person chooses; None for none. The ending of the chosen kind is added where it lacks one."""
        chosen, kind = QFileDialog.getSaveFileName(self, title, str(Path.home() / name), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(".docx" if "docx" in kind else ".xlsx")
