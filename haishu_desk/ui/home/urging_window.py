"""催报: who is to be urged, the 催报单 in words ready to copy, and the list as a workbook or a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from haishu_desk.desk.urging import TITLE, Owed
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.home.overdue import OwedList
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

SIZE = (940, 560)
OVERDUE, ALL = "overdue", "all"


class UrgingWindow(OfficeWindow):
    """One choice at the top decides what is listed, copied and written; copying and writing is what is put on record."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "催报", parent)
        self._rows: Sequence[Owed] = ()
        self._all: Sequence[Owed] = ()
        self.who = QComboBox()
        self.who.setAccessibleName("催谁")
        self.who.setMinimumWidth(theme.wide(260))
        self.count = self.label()
        self.list, self.text = OwedList(theme), QPlainTextEdit()
        self.text.setAccessibleName("催报单")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.bar.addWidget(self.who)
        self.bar.addWidget(self.count, 1)
        self.save = self.button("存清单…", "download-simple")
        self.copy = self.button("复制催报单并记下", "copy-simple", primary=True)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(self.list, 1)
        middle.addWidget(self.text, 1)
        self.column.addLayout(middle, 1)
        quiet = self.label(
            "复制或存清单时，记下催了谁、哪一天、谁催的；首页和留痕里都看得到。没有下发、没有截止日期的不催。",
            name="tertiary",
        )
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.who.currentIndexChanged.connect(self._show_choice)
        self.list.opened.connect(self._choose_unit_of)
        self.copy.clicked.connect(self.copy_text)
        self.save.clicked.connect(self._ask_where)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._ask_where)
        session.changed.connect(self._on_changed)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_for(self, unit: str | None = None) -> None:
        """Come up with what that unit owes; without one, with everything that is overdue."""
        self.said.forget()
        self._read(unit or OVERDUE)
        self.show()
        self.activateWindow()
        self.who.setFocus()

    def _read(self, choice: str) -> None:
        self._all = self.session.read(self.session.desk.urging.owed) or []
        late = [row for row in self._all if row.is_overdue]
        self.who.blockSignals(True)  # shown once, below
        self.who.clear()
        self.who.addItem(f"全部逾期的（{len({row.key.unit for row in late})} 家 {len(late)} 份）", OVERDUE)
        self.who.addItem(f"全部未报的（{len({row.key.unit for row in self._all})} 家 {len(self._all)} 份）", ALL)
        for unit, name in {row.key.unit: row.unit for row in self._all}.items():
            self.who.addItem(f"{name}（{sum(row.key.unit == unit for row in self._all)} 份）", unit)
        if choice == OVERDUE and not late:
            choice = ALL
        self.who.setCurrentIndex(max(self.who.findData(choice), 0))
        self.who.blockSignals(False)
        self._show_choice()

    def _show_choice(self) -> None:
        choice = self.who.currentData()
        self._rows = [
            row for row in self._all if choice in (ALL, row.key.unit) or (choice == OVERDUE and row.is_overdue)
        ]
        self.list.rows.show(self._rows)
        self.text.setPlainText(self.session.desk.urging.text(self._rows) if self._rows else "没有要催的。")
        self.count.setText(f"{len(self._rows)} 份")
        may = bool(self._rows) and self.session.desk.workspace.database.writable
        self.copy.setEnabled(may)
        self.save.setEnabled(may)

    def _choose_unit_of(self, row: Owed) -> None:
        self.who.setCurrentIndex(self.who.findData(row.key.unit))

    def _on_changed(self, keys: object) -> None:
        del keys
        if self.isVisible():
            self._read(str(self.who.currentData()))

    # What can be done.

    def copy_text(self) -> None:
        """Put the words on the clipboard, and on record that these were urged."""
        rows, text = self._rows, self.text.toPlainText()
        if self.said.write([row.key for row in rows], lambda: self.session.desk.urging.record(rows)) is not None:
            QGuiApplication.clipboard().setText(text)
            self.said.say(f"已复制，记下催报 {len(rows)} 份。粘到短信、钉钉或邮件里发出。")

    def _ask_where(self) -> None:
        if self.save.isEnabled():
            path = self.ask_where("存催报清单", f"{TITLE}.xlsx", "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)")
            if path is not None:
                self.save_list(path)

    def save_list(self, path: Path) -> None:
        """Write the list to that file, and put on record that these were urged."""
        rows = self._rows
        file = self.said.write([row.key for row in rows], lambda: self.session.desk.urging.urge(rows, path))
        if file is not None:
            self.said.say(f"已存为 {file}，记下催报 {len(rows)} 份")
