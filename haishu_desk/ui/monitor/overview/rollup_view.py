"""汇总: every item brought together, from whom, and who is missing by name; missing is never 0."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.desk.counted import APPROVED
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.monitor.overview.fitted import FittedTable
from haishu_desk.ui.monitor.overview.grabbing import grabbed
from haishu_desk.ui.monitor.overview.ranks import period_of
from haishu_desk.ui.monitor.overview.rolled import CHOSEN, MANNERS, RolledRow, RolledUp, rolled_up
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_text
from haishu_desk.ui.widgets.tables import paint_ground
from haishu_desk.ui.wording import refusal

Index = QModelIndex | QPersistentModelIndex
TITLES = ("序号", "指标", "汇总数", "计量单位", "办法", "汇了哪几家", "没有数的")
NUMBER, NAME, VALUE, UNIT, RULE, IN, MISSING = range(7)
_WIDTHS = (52, 180, 104, 84, 120, 120, 120)
_SHARES = {NAME: 0.2, RULE: 0.1, IN: 0.3, MISSING: 0.4}
_FEW, _UNITS = 2, 200


class RolledModel(QAbstractTableModel):
    """The rows of a roll-up."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[RolledRow] = ()

    def show_rows(self, rows: Sequence[RolledRow]) -> None:
        """Show another roll-up."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == VALUE else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole and column in (IN, MISSING):
            return "\n".join(row.units if column == IN else row.missing)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts_of(row)[column]
        return f"{TITLES[column]} {texts_of(row)[column]}" if role == Qt.ItemDataRole.AccessibleTextRole else None


def texts_of(row: RolledRow) -> tuple[str, ...]:
    """The cells of a row."""
    item = row.item
    return item.number, item.name, row.value, item.unit or "", row.rule, named(row.units), named(row.missing)


def named(units: Sequence[str]) -> str:
    """Few units by name, many with their number first; all of them either way."""
    if not units:
        return "—"
    names = "、".join(units)
    return names if len(units) <= _FEW else f"{len(units)} 家：{names}"


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, column, words = self._theme, index.column(), str(index.data())
        box: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        paint_ground(painter, theme, option, is_first=column == NUMBER)
        is_figure = column == VALUE and words != "—"
        painter.setFont(theme.font("body" if column in (NAME, VALUE) else "chip", bold=is_figure))
        is_gap = column == MISSING and words != "—"
        ink = "warn_text" if is_gap else "text" if column == NAME or is_figure else "text2"
        align = RIGHT if column == VALUE else LEFT
        paint_text(painter, box.adjusted(8, 0, -8, -1), words, theme.color(ink), align)
        painter.restore()


class RollupView(Doorway):
    """For the plan, the period and the figures that the overview is asked for."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._choice: Choice | None = None
        self.rolled: RolledUp | None = None
        self._asking = Asking(session, "汇总", self)
        self._asking.answered.connect(self._show)
        self._asking.refused.connect(self._refuse)
        self.manner = QComboBox(self)
        self.manner.setAccessibleName("怎样汇总")
        for name, title in MANNERS.items():
            self.manner.addItem(title, name)
        self.manner.activated.connect(self._ask)
        self.said = ElidedLabel(self)
        self.said.setObjectName("secondary")
        self.units = QListWidget(self)
        self.units.setObjectName("boxed")
        self.units.setAccessibleName("汇总哪几家")
        self.units.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.units.setFixedWidth(theme.wide(_UNITS))
        self.units.itemChanged.connect(self._ask)
        self.model, self.table = RolledModel(), FittedTable(theme, _WIDTHS, _SHARES, self)
        self._dress()
        self.setFocusProxy(self.table)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Delegate(self._theme, self.table))
        self.table.setAccessibleName("汇总表")
        bar = QFrame(self)
        bar.setObjectName("ground")
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(QLabel("汇总办法", bar))
        line.addWidget(self.manner)
        line.addSpacing(12)
        line.addWidget(self.said, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.units)
        below.addWidget(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addLayout(below, 1)

    def show_choice(self, choice: Choice) -> None:
        """Bring together for that choice."""
        if self._choice is None or period_of(choice) != period_of(self._choice):
            self._offer_units(choice)
        self._choice = choice
        self._ask()

    def _offer_units(self, choice: Choice) -> None:
        period = parse_period(period_of(choice))
        chosen = set(self._chosen())
        self.units.blockSignals(True)  # one question, below
        self.units.clear()
        for unit in self._session.desk.documents.units:
            if unit.reports(period):
                entry = QListWidgetItem(unit.name, self.units)
                entry.setData(Qt.ItemDataRole.UserRole, unit.code)
                entry.setCheckState(Qt.CheckState.Checked if unit.code in chosen else Qt.CheckState.Unchecked)
        self.units.blockSignals(False)

    def _chosen(self) -> list[str]:
        entries = (self.units.item(row) for row in range(self.units.count()))
        return [str(entry.data(Qt.ItemDataRole.UserRole)) for entry in entries if entry.checkState() == _CHECKED]

    def _ask(self) -> None:
        manner, units = str(self.manner.currentData()), self._chosen()
        self.units.setVisible(manner == CHOSEN)
        if self._choice is None:
            return
        if manner == CHOSEN and not units:
            self.rolled = None
            self.model.show_rows(())
            self.said.setText("在左边勾选要汇总的单位")
            return
        self._asking.ask(partial(rolled_up, choice=self._choice, manner=manner, units=tuple(units)))

    def _show(self, rolled: RolledUp) -> None:
        self.rolled = rolled
        self.model.show_rows(rolled.rows)
        gaps = sum(1 for row in rolled.rows if row.missing)
        self.said.setText(f"{len(rolled.rows)} 项，{gaps} 项有单位没有数；缺的不当 0")

    def _refuse(self, error: DeskError) -> None:
        self.rolled = None
        self.model.show_rows(())
        self.said.setText(refusal(error))

    def picture(self) -> QImage | None:
        """The table as it stands on the screen, with its caption."""
        if self.rolled is None:
            return None
        return captioned(grabbed([self.table], self._theme), caption_of(self.rolled), self._theme)

    def numbers(self) -> str:
        """The roll-up as lines of a workbook."""
        if self.rolled is None:
            return ""
        rows = ["\t".join(TITLES), *("\t".join(texts_of(row)) for row in self.rolled.rows)]
        return "\n".join((caption_of(self.rolled).words, *rows))


_CHECKED = Qt.CheckState.Checked


def caption_of(rolled: RolledUp) -> Caption:
    """What a copy of a roll-up says of itself."""
    choice = rolled.choice
    title = f"指标汇总 {choice.title}（{MANNERS[rolled.manner]}）"
    return Caption(title, "", "各单位填报", choice.day, has_unapproved=choice.basis != APPROVED)
