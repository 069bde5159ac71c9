"""已留存: files of a newer program wait here; after an upgrade one button takes them in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section, rule
from haishu_desk.ui.wording import for_the_window


class KeptSection(QWidget):
    """Shown only while something waits; `took` says that something was taken in."""

    took = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule(theme))
        section = Section(theme, "已留存")
        column.addWidget(section)
        self.words = section.words()
        self.take = section.button("装入留存的", "download-simple")
        self.take.clicked.connect(self.take_in)
        self.said = Said(session, theme)
        section.column.addWidget(self.said)
        self.hide()

    def refresh(self) -> None:
        """Read anew what waits."""
        rows = self._session.read(self._session.desk.kept.rows) or []
        readable = sum(row["readable"] for row in rows)
        names = "、".join(row["file"] for row in rows[:2]) + ("等" if len(rows) > 2 else "")  # noqa: PLR2004
        then = "现在可以装入了。" if readable else "升级程序以后，在这里装入，不用再找文件。"
        self.words.setText(f"{len(rows)} 个文件（{names}）由更新的程序传出，原件已留存。{then}")
        self.take.setText(f"装入留存的 {readable} 个" if readable else "等升级后装入")
        self.take.setEnabled(bool(readable) and self._session.desk.workspace.database.writable)
        self.setVisible(bool(rows) or self.said.isVisibleTo(self))

    def take_in(self) -> None:
        """Take in what this program can read."""
        desk = self._session.desk
        outcomes = self.said.write(desk.workspace.cells.returns(), desk.kept.take_in)
        if outcomes is None:
            return
        done = sum(outcome.status in ("received", "duplicate") for outcome in outcomes)
        wrong = next((outcome.error for outcome in outcomes if outcome.error), None)
        said = for_the_window(f"{wrong['message']}。{wrong['advice']}") if wrong else ""
        self.said.say(f"装入 {done} 个。{said}", "bad" if wrong else "ok")
        self.took.emit()
