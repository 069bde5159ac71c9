"""已装入: the files that were taken in, newest first; Enter or a click on one shows what taking it back would do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from haishu_desk.desk.receipts import Receipt
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.sections import Section
from haishu_desk.ui.widgets.shapes import IDLE, OK
from haishu_desk.ui.wording import moment

_MOST = 40


class TakenSection(QWidget):
    """Shown once something was taken in; `asked` carries the receipt that may be taken back."""

    asked = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        section = Section(theme, "已装入")
        section.column.setContentsMargins(16, 14, 16, 4)
        section.count("回车看能不能撤回")
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "已装入的文件")
        self.view.setMinimumHeight(theme.tall(60))
        self.view.activated.connect(self._ask)
        self.view.clicked.connect(self._ask)
        column.addWidget(section)
        column.addWidget(self.view, 1)
        self.hide()

    def refresh(self) -> None:
        """Read anew what was taken in."""
        desk = self._session.desk
        newest = (self._session.read(desk.receipts.all) or [])[::-1][:_MOST]
        self.lines.show_lines([_line(receipt, desk.is_district, self._name(receipt.unit)) for receipt in newest])
        self.setVisible(bool(newest))

    def _name(self, unit: str) -> str:
        units = self._session.desk.documents.units
        return units.get(unit).name if unit in units else unit

    def _ask(self, index: QModelIndex) -> None:
        receipt = self.lines.lines[index.row()].payload
        if isinstance(receipt, Receipt):
            self.asked.emit(receipt)


def _line(receipt: Receipt, is_district: bool, unit: str) -> Line:  # noqa: FBT001  one of two kinds of line
    period = parse_period(receipt.period).title
    title = f"{receipt.kind} {unit}" if is_district else f"{receipt.kind} {period}"
    detail = f"{period} · {moment(receipt.at)}" if is_district else moment(receipt.at)
    mark, right = (IDLE, "已撤回") if receipt.taken_back else (OK, "")
    return Line(mark, title, detail, right, payload=receipt, tip=f"{receipt.file}，{receipt.person}装入")
