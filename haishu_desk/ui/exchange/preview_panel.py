"""Under the list: 预演 of the current file, cell by cell, with 装入 and 不装入; and 撤回这次装入, shown before it is done."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from haishu_desk.desk.previewing import Shift
from haishu_desk.desk.receipts import Receipt
from haishu_desk.desk.taking_back import TakeBack, TakingBack
from haishu_desk.ui.exchange.files import ReceivedFile
from haishu_desk.ui.exchange.shift_model import TITLES_BACK, ShiftModel, rows_of_shift, rows_of_take_back, summary_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.plain_delegate import PlainDelegate
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.tables import dress_table

HEIGHT = 216
_ROW = 28


class PreviewPanel(QFrame):
    """What the current file does. `taken`: take it in (True: once more); `declined`: off the list, nothing is written.

    `went_back` carries the bundle whose receipt was taken back; `closed`: a receipt was looked at and left as it is.
    """

    taken = Signal(object, bool)
    declined = Signal(object)
    went_back = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("drawer")
        self._session, self._theme = session, theme
        self.file: ReceivedFile | None = None
        self._receipt: Receipt | None = None
        self._planned: TakeBack | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.cells = ShiftModel(self)
        column.addWidget(self._table(), 1)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(8)
        self.title = QLabel()
        self.title.setFont(self._theme.font("body"))
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.said = Said(self._session, self._theme)
        self.take, self.decline = QPushButton("装入这一个"), QPushButton("不装入")
        self.back, self.sure, self.keep = QPushButton("撤回这次装入"), QPushButton("确定撤回"), QPushButton("不撤回")
        line.addWidget(self.title, 1)
        line.addWidget(self.said)
        for button in (self.back, self.decline, self.take, self.keep, self.sure):
            line.addWidget(button)
        self.take.clicked.connect(self._take)
        self.decline.clicked.connect(self._decline)
        self.back.clicked.connect(self.ask_back)
        self.sure.clicked.connect(self._go_back)
        self.keep.clicked.connect(self._keep)
        return line

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("edge")
        table.setModel(self.cells)
        table.setItemDelegate(PlainDelegate(self._theme, table))
        dress_table(table, self._theme, _ROW)
        table.setAccessibleName("会改的格")
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 170), (3, 150)):
            table.setColumnWidth(column, self._theme.wide(width))
        self.table = table
        return table

    def show_file(self, file: ReceivedFile) -> None:
        """What taking in that file does, or did."""
        outcome = file.outcome
        if self.file is not file:
            self.said.forget()
        self.file, self._planned = file, None
        self._receipt = self._receipt_of(file)
        told = file.again if file.was_taken_back else outcome
        shift = (told.shift if told else None) or Shift()
        self.cells.show_rows(list(rows_of_shift(self._session.desk, shift)))
        done = "已装入" if file.taken else ("装入后会" if file.can_be_taken else "")
        said = f"{done}：{summary_of(shift)}" if done else self._why(file)
        self.title.setText(f"<b>{escape(file.path.name)}</b>　{escape(said)}")
        self._offer(take=file.can_be_taken or file.was_taken_back, back=self._receipt is not None)
        self.take.setText("再装入" if file.was_taken_back else "装入这一个")

    def _why(self, file: ReceivedFile) -> str:
        if file.was_taken_back:
            shift = file.again.shift if file.again else None
            return f"装入过，后来撤回了；再装入会：{summary_of(shift)}" if shift else "装入过，后来撤回了"
        return "已装入过，没有新内容" if self._receipt else "没有新内容"

    def _receipt_of(self, file: ReceivedFile) -> Receipt | None:
        """What can be taken back of it."""
        outcome = file.outcome
        if outcome is None or outcome.bundle is None or file.can_be_taken:
            return None
        receipt = TakingBack(self._session.desk).receipts.named(outcome.bundle)
        return receipt if receipt is not None and not receipt.taken_back else None

    def show_receipt(self, receipt: Receipt) -> None:
        """What taking back that receipt does: it is asked for at once."""
        self.file, self._receipt = None, receipt
        self.ask_back()

    def ask_back(self) -> None:
        """Show what going back changes, cell by cell; nothing is written yet."""
        receipt = self._receipt
        if receipt is None:
            return
        planned = self.said.read(lambda: TakingBack(self._session.desk).plan(receipt))
        self._planned = planned
        name = f"<b>{escape(receipt.file)}</b>"
        if planned is None:
            self.cells.show_rows([], TITLES_BACK)
            self.title.setText(name)
            self._offer(take=False, back=False)
            return
        self.cells.show_rows(list(rows_of_take_back(self._session.desk, planned)), TITLES_BACK)
        left = f"；{len(planned.left)} 格后来改过，不动" if planned.left else ""
        self.title.setText(f"{name}　撤回会把 {planned.cells} 格退回装入前的值{left}。任务、决定和原件仍在")
        self._offer(take=False, back=False, sure=bool(planned.edits))
        (self.sure if planned.edits else self.keep).setFocus()

    def _offer(self, *, take: bool, back: bool, sure: bool | None = None) -> None:
        """Show the buttons that can be pressed now; `sure` None: nobody is being asked."""
        for button, is_there in (
            (self.take, take),
            (self.decline, take),
            (self.back, back),
            (self.sure, bool(sure)),
            (self.keep, sure is not None),
        ):
            button.setVisible(is_there)

    def _take(self) -> None:
        if self.file is not None:
            self.taken.emit(self.file, self.file.was_taken_back)

    def _decline(self) -> None:
        if self.file is not None:
            self.declined.emit(self.file)

    def _keep(self) -> None:
        """Back to what was shown before."""
        if self.file is not None:
            self.show_file(self.file)
        else:
            self.closed.emit()

    def _go_back(self) -> None:
        planned = self._planned
        if planned is None:
            return
        receipt = planned.receipt
        desk = self._session.desk
        keys = [
            key for key in desk.workspace.cells.returns() if (key.unit, key.period) == (receipt.unit, receipt.period)
        ]
        answer = self.said.write(keys, lambda: TakingBack(desk).take_back(receipt))
        if answer is not None:
            self._receipt = self._planned = None
            self.went_back.emit(receipt.bundle)
            self.said.say(f"已撤回，{planned.cells} 格退回原值")
