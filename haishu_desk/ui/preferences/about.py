"""关于: the version, what the program is made of, and under which licences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from haishu_desk import __version__
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.preferences.parts import licences_folder, parts
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.sections import EDGE
from haishu_desk.ui.widgets.tables import dress_table

SIZE = (760, 520)
_ROW = 28
_WIDTHS = (220, 170)
_WORDS = "不联网：数据只在本机的文件里，来往的包由人传递。本程序按 MIT 许可；Qt 和 PySide6 按 LGPL-3 使用，没有改动，程序文件夹里的同名库文件可以换成自己编译的。"


class AboutWindow(OfficeWindow):
    """One row a part: name, version, licence."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "关于", parent)
        self.version = self.label(f"海曙规划监测 {__version__}", name="", use="panel", bold=True)
        self.bar.addWidget(self.version, 1)
        words = self.label(_WORDS)
        words.setWordWrap(True)
        self.where = self.label(_where())
        self.where.setWordWrap(True)
        self.table = self._table()
        inner = QVBoxLayout()
        inner.setContentsMargins(EDGE, 0, EDGE, 0)
        inner.setSpacing(8)
        for widget in (words, self.where, self.table):
            inner.addWidget(widget)
        self.column.addLayout(inner, 1)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))
        self.table.setFocus()

    def _table(self) -> QTableWidget:
        rows = parts()
        table = QTableWidget(len(rows), len(_WIDTHS) + 1)
        table.setAccessibleName("组成部分")
        table.setHorizontalHeaderLabels(["组成部分", "版本", "许可"])
        dress_table(table, self.theme, _ROW)
        for row, part in enumerate(rows):
            for column, text in enumerate((part.name, part.version, part.licence)):
                cell = QTableWidgetItem(text)
                cell.setFont(self.theme.font("chip"))
                cell.setToolTip(text)
                table.setItem(row, column, cell)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, self.theme.wide(width))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setStretchLastSection(True)
        return table


def _where() -> str:
    """Where the texts lie."""
    folder = licences_folder()
    return f"许可的全文在 {folder}" if folder else "许可的全文在各组成部分自己的文件夹里，Qt 的在 resources/licences。"
