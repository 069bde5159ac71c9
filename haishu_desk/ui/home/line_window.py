"""条线初审: in a department its 初审包 with what it says of each cell; in the district handing out and taking back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from haishu_desk.desk.line_review import AGREED, SEND_BACK, VERIFY, LineOpinion, LineRow, Packet
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.tables import dress_table

SIZE = (1080, 620)
_KIND = "条线初审 (*.json)"
_TITLES = ("指标", "单位", "报的数", "计量单位", "上年同期", "应达", "意见")
_WIDTHS = (250, 110, 90, 80, 90, 90)
_FIGURES = (2, 4, 5)
_ROW = 32
_HOW = (
    "交出初审包：选部门和报告期，写成一个文件交给这个部门。里面只有它牵头、由镇乡街道填报的指标，和各镇乡街道最近上报的数。\n\n"
    "收下意见：部门交回的文件。意见写在审核页那一格的旁边，注明部门、姓名、日期；不改任何数，由区级决定。"
)


class LineWindow(OfficeWindow):
    """A department's: the rows of the last 初审包, and under them what is said of the current one."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "条线初审", parent)
        self.packet: Packet | None = None
        self.head = self.label("条线初审", name="", use="panel", bold=True)
        self.bar.addWidget(self.head, 1)
        self.take = self.button("装入初审包…", "tray")
        self.back = self.button("交回意见…", "paper-plane-tilt", primary=True)
        self.rows, self.view = QStandardItemModel(self), QTableView()
        self._dress(theme)
        self.figure, self.reason = QLineEdit(), QLineEdit()
        self.agree, self.send_back, self.verify = (QPushButton(word) for word in (AGREED, SEND_BACK, VERIFY))
        self.column.addWidget(self.view, 1)
        self.column.addLayout(self._answers())
        self.take.clicked.connect(self._ask_packet)
        self.back.clicked.connect(self._ask_back)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _dress(self, theme: Theme) -> None:
        self.view.setModel(self.rows)
        self.view.setObjectName("edge")
        self.view.setAccessibleName("初审包里的数")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setItemDelegate(_RowDelegate(theme, self.view))
        dress_table(self.view, theme, _ROW)

    def _answers(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 6, 16, 0)
        line.setSpacing(8)
        self.reason.setPlaceholderText("理由、依据（建议退回和建议核定数必填）")
        self.reason.setAccessibleName("理由")
        self.figure.setPlaceholderText("建议的核定数")
        self.figure.setAccessibleName("建议的核定数")
        self.figure.setMaximumWidth(self.theme.wide(140))
        for widget in (self.agree, self.send_back, self.reason, self.figure, self.verify):
            line.addWidget(widget, int(widget is self.reason))
        for button, verdict in ((self.agree, AGREED), (self.send_back, SEND_BACK), (self.verify, VERIFY)):
            button.clicked.connect(lambda _=False, verdict=verdict: self.say(verdict))
        return line

    def show_again(self) -> None:
        """Come up with the last 初审包."""
        self.said.forget()
        self._read()
        self.show()
        self.activateWindow()
        self.view.setFocus()

    def _read(self) -> None:
        packets = self.session.read(self.session.desk.line_review.packets) or []
        self.packet = packets[0] if packets else None
        said = self.session.desk.line_review.said(self.packet) if self.packet else {}
        current = max(self.view.currentIndex().row(), 0)
        self.rows.clear()
        self.rows.setHorizontalHeaderLabels(_TITLES)
        for column in range(len(_TITLES)):
            self.rows.setHeaderData(
                column, Qt.Orientation.Horizontal, _align(column), Qt.ItemDataRole.TextAlignmentRole
            )
        for row in self.packet.rows if self.packet else ():
            self.rows.appendRow(_items(row, said.get(row.place)))
        header = self.view.horizontalHeader()
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, self.theme.wide(width))
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.view.setCurrentIndex(self.rows.index(min(current, self.rows.rowCount() - 1), 0))
        self._show_ready(len(said))

    def _show_ready(self, said: int) -> None:
        packet, writable = self.packet, self.session.desk.workspace.database.writable
        words = (
            f"{parse_period(packet.period).title}，{len(packet.rows)} 格，说了 {said} 格"
            if packet
            else "还没有装入初审包"
        )
        self.head.setText(f"条线初审　{words}")
        for widget in (self.agree, self.send_back, self.verify, self.reason, self.figure):
            widget.setEnabled(packet is not None and writable)
        self.take.setEnabled(writable)
        self.back.setEnabled(writable and said > 0)

    def say(self, verdict: str) -> None:
        """Say that of the selected rows; 建议核定数 of one only. The last word counts until it is handed back."""
        packet, review = self.packet, self.session.desk.line_review
        numbers = sorted({index.row() for index in self.view.selectionModel().selectedRows()})
        if packet is None or not numbers:
            return
        figure = self.figure.text() if verdict == VERIFY else ""
        places = [packet.rows[number].place for number in (numbers[:1] if verdict == VERIFY else numbers)]
        reason = self.reason.text()
        done = self.said.write((), lambda: [review.say(packet, place, verdict, reason, figure) for place in places])
        if done is None:
            return
        self.reason.clear()
        self.figure.clear()
        self._read()
        following = self.rows.index(min(numbers[-1] + 1, self.rows.rowCount() - 1), 0)
        self.view.selectionModel().setCurrentIndex(
            following, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )

    def _ask_packet(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "装入初审包", str(Path.home()), _KIND)
        if chosen:
            self.take_in(Path(chosen))

    def take_in(self, file: Path) -> None:
        """Take in a 初审包."""
        taken = self.said.write((), lambda: self.session.desk.line_review.take_in(file))
        if taken is not None:
            self._read()
            self.said.say(
                f"装入了{parse_period(taken.period).title}的初审包，{len(taken.rows)} 格。数只能看，意见交回区级。"
            )

    def _ask_back(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "交回意见", str(Path.home() / "条线初审意见.json"), _KIND)
        if chosen:
            self.hand_back(Path(chosen))

    def hand_back(self, path: Path) -> None:
        """Write what was said."""
        packet = self.packet
        if packet is None:
            return
        made = self.said.read(lambda: self.session.desk.line_review.hand_back(packet, path))
        if made is not None:
            self.said.say(f"已写出 {path.name}：意见 {made['opinions']} 条。请交给区级。")


class LineOfficeWindow(OfficeWindow):
    """The district's: to whom, of which period; `merged` says that opinions came in."""

    merged = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "条线初审", parent)
        self.bar.addWidget(self.label("条线初审", name="", use="panel", bold=True))
        self.office, self.period = QComboBox(), QLineEdit("2025")
        self.office.setAccessibleName("部门")
        self.period.setAccessibleName("报告期")
        self.period.setMaximumWidth(theme.wide(110))
        self.bar.addWidget(self.office, 1)
        self.bar.addWidget(self.period)
        self.out, self.take = (
            self.button("交出初审包…", "download-simple"),
            self.button("收下意见…", "tray", primary=True),
        )
        self.out.clicked.connect(self._ask_out)
        self.take.clicked.connect(self._ask_files)
        writable = session.desk.workspace.database.writable
        for button in (self.out, self.take):
            button.setEnabled(writable and not session.desk.is_copy)
        self.text = QPlainTextEdit(_HOW)
        self.text.setAccessibleName("说明和结果")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.column.addWidget(self.text, 1)
        self.column.setContentsMargins(16, 0, 16, 12)
        self.resize(theme.wide(760), theme.tall(420))

    def show_again(self) -> None:
        """Come up with the departments that lead something."""
        self.said.forget()
        documents, chosen = self.session.desk.documents, self.office.currentData()
        leads = {row["unit"] for row in documents.assignment if row["role"] == "lead"}
        self.office.clear()
        for unit in documents.units:
            if unit.kind == "department" and unit.code in leads and not unit.has_ended:
                self.office.addItem(unit.name, unit.code)
        self.office.setCurrentIndex(max(self.office.findData(chosen), 0))
        periods = sorted({key.period for key in self.session.desk.workspace.cells.returns()}, key=parse_period)
        if periods:
            self.period.setText(periods[-1])
        self.show()
        self.activateWindow()
        self.out.setFocus()

    def _ask_out(self) -> None:
        name = f"{self.office.currentText()}_{self.period.text()}_初审包.json"
        chosen, _ = QFileDialog.getSaveFileName(self, "交出初审包", str(Path.home() / name), _KIND)
        if chosen:
            self.hand_out(Path(chosen))

    def hand_out(self, path: Path) -> None:
        """Write the 初审包 of the department and period that are chosen."""
        unit, period = str(self.office.currentData()), self.period.text().strip()
        made = self.said.write((), lambda: self.session.desk.line_review.hand_out(unit, period, path))
        if made is not None:
            office = self.office.currentText()
            self.said.say(f"已交出 {path.name}：{made['cells']} 格，其中 {made['reported']} 格已报。请交给{office}。")

    def _ask_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, "收下意见", str(Path.home()), _KIND)
        if chosen:
            self.take_back(Path(name) for name in chosen)

    def take_back(self, files: Iterable[Path]) -> None:
        """Take in what departments said, file by file; one that is refused stops no other."""
        lines, review, units = [], self.session.desk.line_review, self.session.desk.documents.units
        for file in files:
            taken = self.said.write((), lambda file=file: review.take_back(file))  # type: ignore[misc]
            if taken is None:
                lines.append(f"{file.name}：没有收下。{self.said.text()}")
                continue
            told = (
                "已收过，没有新内容"
                if taken["status"] == "duplicate"
                else f"意见 {taken['opinions']} 条，在审核页那一格的旁边"
            )
            lines.append(f"{file.name}（{units.get(taken['unit']).name}）：{told}。")
            self.merged.emit()
        self.text.setPlainText("\n".join(lines))


class _RowDelegate(PlainDelegate):
    """What is not there is quiet."""

    def ink_of(self, text: str) -> str:
        return "text3" if text in ("未报", "—") else "text"


def _align(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _FIGURES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _items(row: LineRow, opinion: LineOpinion | None) -> list[QStandardItem]:
    words = (
        f"{row.number} {row.name}", row.unit_name, row.value or "未报", row.measure, row.previous or "—", row.due or "—",
        opinion.said if opinion else "",
    )  # fmt: skip
    items = [QStandardItem(text) for text in words]
    for column, item in enumerate(items):
        item.setToolTip(item.text())
        item.setTextAlignment(_align(column))
    return items
