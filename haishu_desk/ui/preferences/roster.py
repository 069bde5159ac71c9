"""登记表: which computer may speak for whom; the district revokes one here, with a reason."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from haishu_desk.desk import Desk
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section
from haishu_desk.ui.widgets.shapes import BAD, OK, Status, paint_status, paint_text
from haishu_desk.ui.widgets.tables import dress_table, paint_ground

STATUS = Qt.ItemDataRole.UserRole + 1
_TITLES = ("单位", "校验码", "电脑", "登记", "状态")
_WIDTHS = (118, 196, 84, 96)
_ROW = 34
Index = QModelIndex | QPersistentModelIndex


class RosterModel(QAbstractTableModel):
    """The rows of the roster; the last column says whether the computer is still admitted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[dict[str, Any]] = []
        self._names: dict[str, str] = {}

    def show_roster(self, desk: Desk) -> None:
        """Show what is in force."""
        units = desk.documents.units
        self.beginResetModel()
        self.rows = desk.exchange.roster.rows()
        self._names = {row["unit"]: units.get(row["unit"]).name for row in self.rows if row["unit"] in units}
        self.endResetModel()

    def name(self, row: dict[str, Any]) -> str:
        """The name of the unit of a row."""
        return self._names.get(row["unit"], str(row["unit"]))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        status = _status(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            code = "  ".join(row["code"].split("-"))
            return (self.name(row), code, row.get("computer", ""), row["from"], status.word)[index.column()] or None
        return status if role == STATUS and index.column() == len(_TITLES) - 1 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class RosterDelegate(QStyledItemDelegate):
    """Paints a cell; the state with its mark."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        first = index.column() == 0
        paint_ground(painter, self._theme, option, is_first=first)
        box: QRect = option.rect  # type: ignore[attr-defined]
        box = box.adjusted(16 if first else 8, 0, -8, -1)
        status = index.data(STATUS)
        if status is not None:
            paint_status(painter, self._theme, status, box)
        else:
            paint_text(painter, box, str(index.data() or ""), self._theme.color("text"))
        painter.restore()


class RosterSection(Section):
    """The table, and in the district the line to revoke; `changed` says that a computer was revoked."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "登记表", parent)
        self._session = session
        district = session.desk.is_district
        self.words(
            "单位的电脑用登记申请来登记（在收发页装入申请，核对校验码）。电脑遗失、换人换机的，在这里撤销：从那一号起不再收它的包，以前收下的仍然有效。"
            if district else "区级登记过的电脑，随每次回执更新。本单位的电脑遗失了，请打电话让区级撤销，新电脑重新申请。"
        )  # fmt: skip
        self.model = RosterModel(self)
        self.view = QTableView()
        self.view.setObjectName("edge")
        self.view.setModel(self.model)
        self.view.setItemDelegate(RosterDelegate(theme, self.view))
        self.view.setAccessibleName("登记表")
        dress_table(self.view, theme, _ROW)
        self.view.horizontalHeader().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.view.setColumnWidth(column, theme.wide(width))
        self.column.addWidget(self.view, 1)
        self.reason, self.revoke = QLineEdit(), QPushButton("撤销这台电脑的登记")
        self._answer = self._line()
        self.column.addWidget(self._answer)
        self.said = Said(session, theme)
        self.column.addWidget(self.said)
        if not (district and session.desk.workspace.database.writable):
            self._answer.hide()
        self.view.selectionModel().currentRowChanged.connect(self._judge)
        self.reason.textChanged.connect(self._judge)
        self.reason.returnPressed.connect(self.revoke_chosen)
        self.revoke.clicked.connect(self.revoke_chosen)

    def _line(self) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self.reason.setPlaceholderText("撤销的理由，如 电脑遗失（必填）")
        self.reason.setAccessibleName("撤销的理由")
        line.addWidget(self.reason, 1)
        line.addWidget(self.revoke)
        return widget

    def refresh(self) -> None:
        """Read the roster anew."""
        current = self.chosen
        self._session.read(lambda: self.model.show_roster(self._session.desk))
        keys = [row["key"] for row in self.model.rows]
        if current is not None and current["key"] in keys:
            self.view.selectRow(keys.index(current["key"]))
        self.count(f"{sum(row['until'] is None for row in self.model.rows)} 台在用")
        self._judge()

    @property
    def chosen(self) -> dict[str, Any] | None:
        """The row that is current."""
        row = self.view.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _judge(self) -> None:
        row = self.chosen
        own = self._session.desk.identity.unit
        can = row is not None and row["until"] is None and row["unit"] != own
        self.revoke.setText(
            f"撤销{self.model.name(row)}这台电脑的登记" if row is not None and can else "先选要撤销的电脑"
        )
        self.revoke.setEnabled(can and bool(self.reason.text().strip()))

    def revoke_chosen(self) -> None:
        """Revoke the key of the current row."""
        row, reason = self.chosen, self.reason.text()
        if row is None or not self.revoke.isEnabled():
            return
        roster = self._session.desk.exchange.roster
        if self.said.write((), lambda: roster.revoke(row["key"], reason)) is not None:
            self.reason.clear()
            self.said.say(f"已撤销{self.model.name(row)}（校验码 {row['code']}）的登记；随下一份回执传给各单位。")
            self.changed.emit()


def _status(row: dict[str, Any]) -> Status:
    if row["until"] is None:
        return Status(OK, "在用")
    revoked = row.get("revoked") or {}
    since = f"从第 {revoked['receipt']} 号起" if revoked.get("receipt") else f"{row['until']} 起"
    return Status(BAD, f"已撤销 {since}：{revoked.get('reason') or '没有写明理由'}")
