"""更正 of what was approved: choose the return, type the right figure and why, see what was built on it, report it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.domain.cells import ReturnKey, slot_of
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.icons import icon
from haishu_desk.ui.review.affected_words import told_affected
from haishu_desk.ui.review.corrections_model import (
    NAME,
    NOW,
    NUMBER,
    REASON,
    VALUE,
    VINTAGE,
    CorrectionsModel,
    correctable_cells,
    correctable_returns,
)
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.shapes import paint_text
from haishu_desk.ui.widgets.tables import dress_table

HEIGHT, ROW, _INSET = 44, 36, 5
_WIDTHS = {NUMBER: 56, NAME: 260, VINTAGE: 92, NOW: 110, VALUE: 130}
Index = QModelIndex | QPersistentModelIndex
_HOW = "在“更正为”里填对的数，写明理由和来源；批准以前，仍以批准的数为准。"


class CorrectionsPanel(Doorway):
    """`open_page` asks for the page where the 更正包 is handed over."""

    open_page = Signal(str)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._theme = session, theme
        self.model = CorrectionsModel(self)
        self.view = CorrectionsView(self.model, theme)
        self.said = Said(session, theme)
        self.nothing = Nothing(
            theme, "check-circle", "没有可以更正的报表", "审核通过的报表才需要更正；没有审核通过的，直接改了再上报"
        )
        self.middle = QStackedWidget()
        self.middle.addWidget(self.nothing)
        self.middle.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.middle, 1)
        column.addWidget(self._foot())
        self.setFocusProxy(self.view)
        self.chosen.activated.connect(self._show)
        self.model.typed.connect(self._count)
        self.report.clicked.connect(self.correct)
        self.hand_over.clicked.connect(self._to_exchange)

    def _head(self) -> QFrame:
        head = QFrame(self)
        head.setObjectName("headStrip")
        head.setFixedHeight(self._theme.tall(HEIGHT))
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.chosen = QComboBox(head)
        self.chosen.setAccessibleName("更正哪一份报表")
        self.chosen.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        how = QLabel(_HOW, head)
        how.setObjectName("secondary")
        how.setFont(self._theme.font("chip"))
        line.addWidget(self.chosen)
        line.addWidget(how, 1)
        self._head_strip = head
        return head

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("drawer")
        self.affected = QLabel(foot)
        self.affected.setWordWrap(True)
        self.affected.setFont(self._theme.font("chip"))
        self.report = QPushButton(icon(self._theme, "check-circle", "on_accent"), "上报更正", foot)
        self.report.setObjectName("primary")
        self.hand_over = QPushButton(icon(self._theme, "paper-plane-tilt"), "到“收发”传出", foot)
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        line.addStretch(1)
        line.addWidget(self.hand_over)
        line.addWidget(self.report)
        column = QVBoxLayout(foot)
        column.setContentsMargins(16, 8, 16, 8)
        column.addWidget(self.affected)
        column.addLayout(line)
        return foot

    def refresh(self) -> None:
        """Read anew what can be corrected; what is being typed stays while its return is still there."""
        keys = self.session.read(lambda: correctable_returns(self.session.desk)) or []
        forms = self.session.desk.documents.forms
        before, desk = self.key, self.session.desk
        if [self.chosen.itemData(place) for place in range(self.chosen.count())] != keys:
            self.chosen.clear()
            for key in keys:
                self.chosen.addItem("", key)
            self.chosen.setCurrentIndex(max(self.chosen.findData(before), 0) if keys else -1)
        for place, key in enumerate(keys):
            waits = "（更正等审核）" if desk.course(key).correction is not None else ""
            self.chosen.setItemText(place, f"{parse_period(key.period).title}　{forms[key.form]['title']}{waits}")
        if self.key != before or not self.model.rows:
            self._show()
        self._count()

    @property
    def key(self) -> ReturnKey | None:
        """The return that is corrected."""
        found = self.chosen.currentData()
        return found if isinstance(found, ReturnKey) else None

    @property
    def count(self) -> int:
        """How many returns can be corrected."""
        return self.chosen.count()

    def _show(self) -> None:
        key = self.key
        cells = (self.session.read(lambda: correctable_cells(self.session.desk, key)) or []) if key else []
        self.model.show_cells(cells)
        self.middle.setCurrentIndex(1 if cells else 0)
        self._head_strip.setVisible(bool(cells))
        self.setFocusProxy(self.view if cells else self.hand_over)
        self.view.setCurrentIndex(self.model.index(0, VALUE) if cells else QModelIndex())
        self._count()

    def _count(self) -> None:
        """Before anything is reported: how many cells, and what was built on them."""
        key, rows = self.key, self.model.rows
        self.report.setText(f"上报更正 {len(rows)} 格" if rows else "上报更正")
        self.report.setEnabled(bool(rows) and self.session.desk.workspace.database.writable)
        self.report.setVisible(bool(self.model.cells))
        affecting = self.session.desk.affecting
        slots = [slot_of(row) for row in rows]
        found = (self.session.read(lambda: affecting.of(key, slots)) or []) if key and rows else []
        self.affected.setText(told_affected(found))
        self.affected.setVisible(bool(found))

    def correct(self) -> None:
        """Report the correction: a new version that touches these cells only."""
        key, rows = self.key, self.model.rows
        if key is None or not rows:
            return
        done = self.said.write([key], lambda: self.session.desk.revising.revise(key.unit, key.period, rows, None))
        if done is not None:
            self.model.show_cells([])
            self.refresh()
            self.said.say(f"已更正 {done['cells']} 格，请到“收发”传出更正包；批准以前仍以批准的数为准")

    def close_editors(self) -> None:
        """What is being typed is kept as if Enter had been pressed."""
        if self.view.state() == QAbstractItemView.State.EditingState:
            self.view.setFocus()

    def _to_exchange(self) -> None:
        self.open_page.emit("exchange")


class CorrectionsView(QTableView):
    """The table; typing begins to edit."""

    def __init__(self, model: CorrectionsModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("edge")
        self.setModel(model)
        self.setItemDelegate(_Delegate(theme, self))
        self.setAccessibleName("更正：在“更正为”和“理由和来源”里打字")
        dress_table(self, theme, ROW)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """理由 takes what the others leave."""
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, self._theme.wide(width))
        self.horizontalHeader().setSectionResizeMode(REASON, QHeaderView.ResizeMode.Stretch)
        super().resizeEvent(event)


class _Delegate(QStyledItemDelegate):
    """The two columns to type into look like the fields of the sheet."""

    def __init__(self, theme: Theme, view: CorrectionsView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        theme = self._theme
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.fillRect(rect, theme.color("surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = rect.adjusted(16 if index.column() == NUMBER else 10, 0, -10, -1)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            current = self._view.hasFocus() and index == self._view.currentIndex()
            painter.setBrush(theme.color("raised"))
            painter.setPen(QPen(theme.color("accent" if current else "field"), 2 if current else 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, _INSET, -4, -_INSET - 1), 3, 3)
        painter.setFont(theme.font("body", bold=index.column() == VALUE))
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        paint_text(painter, box, str(index.data() or ""), theme.color("text"), align)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        del option
        editor = QLineEdit(parent)
        what = "更正为" if index.column() == VALUE else "理由和来源"
        editor.setAccessibleName(f"{index.sibling(index.row(), NAME).data()} {what}")
        return editor
