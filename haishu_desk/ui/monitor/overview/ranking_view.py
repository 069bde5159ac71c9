"""镇街排名: the units' figures of one item as bars in their order, and who has none by name; 晾晒 on or off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.asking import Asking
from haishu_desk.ui.monitor.overview.fitted import FittedTable
from haishu_desk.ui.monitor.overview.rank_picture import paint_bar, picture_of_ranks
from haishu_desk.ui.monitor.overview.ranks import Rank, Ranks, has_unapproved, items_ranked, ranks_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_text
from haishu_desk.ui.widgets.tables import paint_ground
from haishu_desk.ui.wording import refusal

Index = QModelIndex | QPersistentModelIndex
TITLES = ("名次", "单位", "数值", "", "占比", "比上年", "拉动（百分点）", "完成年度分解")
PLACE, NAME, VALUE, BAR = range(4)
_WIDTHS = (52, 150, 96, 120, 72, 84, 104, 104)


class RankModel(QAbstractTableModel):
    """The rows of a ranking."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Rank] = ()

    def show_rows(self, rows: Sequence[Rank]) -> None:
        """Show another ranking."""
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
            side = Qt.AlignmentFlag.AlignLeft if section in (NAME, BAR) else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        texts = (row.place, row.name, row.value, "", row.share, row.change, row.contribution, row.completion)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return texts[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[index.column()]} {texts[index.column()]}".strip()
        return row if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, row, column = self._theme, index.data(Qt.ItemDataRole.UserRole), index.column()
        box: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        paint_ground(painter, theme, option, is_first=column == PLACE)
        inner = box.adjusted(8, 0, -8, -1)
        if column == BAR:
            paint_bar(painter, theme, row, QRectF(inner))
        else:
            known = row.number is not None
            painter.setFont(theme.font("body", bold=column == VALUE and known))
            ink = "text" if known and column in (NAME, VALUE) else "text2" if known or column == NAME else "text3"
            paint_text(painter, inner, str(index.data()), theme.color(ink), LEFT if column == NAME else RIGHT)
        painter.restore()


class RankingView(Doorway):
    """One item at a time, for the year and the figures that the overview is asked for."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._choice: Choice | None = None
        self._wanted = ""
        self.ranks: Ranks | None = None
        self._asking = Asking(session, "排名", self)
        self._asking.answered.connect(self._show)
        self._asking.refused.connect(self._refuse)
        self.items = QComboBox(self)
        self.items.setMinimumContentsLength(14)  # a name can be told from the next
        self.items.setAccessibleName("哪项指标")
        self.items.activated.connect(self._on_item)
        self.naming = QCheckBox("晾晒：给单位看和对外时写单位名", self)
        self.naming.setObjectName("tick")
        self.naming.clicked.connect(self._on_naming)
        self.missing = ElidedLabel(self)
        self.missing.setObjectName("secondary")
        self.model, self.table = RankModel(), FittedTable(theme, _WIDTHS, {BAR: 1}, self)
        self._dress()
        self.setFocusProxy(self.table)

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setItemDelegate(_Delegate(self._theme, self.table))
        self.table.setAccessibleName("镇街排名")
        bar = QFrame(self)
        bar.setObjectName("ground")
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 8, 16, 8)
        line.addWidget(QLabel("指标", bar))
        line.addWidget(self.items)
        line.addSpacing(12)
        line.addWidget(self.naming)
        line.addWidget(self.missing, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.table, 1)

    def show_choice(self, choice: Choice, wanted: str = "") -> None:
        """Rank for that choice; `wanted` is the item that was looked at last."""
        desk = self._session.desk
        if self._choice is None or self._choice.plan != choice.plan or not self.items.count():
            self.items.clear()
            for item in items_ranked(desk, choice.plan):
                self.items.addItem(f"{item.number} {item.name}", item.code)
        self._choice = choice
        self.naming.setChecked(desk.settings.names_in_ranking)
        place = self.items.findData(wanted)
        if place >= 0:
            self.items.setCurrentIndex(place)
        self._ask()

    def _ask(self) -> None:
        item = self.items.currentData()
        if self._choice is None or item is None:
            self.model.show_rows(())
            self.missing.setText("这个规划没有镇街报的指标")
            return
        self._asking.ask(partial(ranks_of, item=str(item), choice=self._choice))

    def _show(self, ranks: Ranks) -> None:
        self.ranks = ranks
        self.model.show_rows(ranks.rows)
        gone = ranks.missing
        self.missing.setText(f"没有数的 {len(gone)} 家：{'、'.join(gone)}" if gone else "各家都有数")

    def _refuse(self, error: DeskError) -> None:
        self.ranks = None
        self.model.show_rows(())
        self.missing.setText(refusal(error))

    def picture(self) -> QImage | None:
        """The ranking with its caption; without names where 晾晒 is off, since a picture goes outside."""
        ranks = self.ranks
        if ranks is None:
            return None
        ratio = self.devicePixelRatioF()
        return captioned(picture_of_ranks(ranks.outside, self._theme, ratio), caption_of(ranks), self._theme)

    def numbers(self) -> str:
        """The ranking as lines of a workbook, as it may be shown outside."""
        ranks = self.ranks
        if ranks is None:
            return ""
        rows = ["\t".join(title for title in TITLES if title)]
        rows += [
            f"{row.place}\t{row.name}\t{row.value}\t{row.share}\t{row.change}\t{row.contribution}\t{row.completion}"
            for row in ranks.outside
        ]
        return "\n".join((caption_of(ranks).words, *rows))

    def _on_item(self) -> None:
        self._ask()

    def _on_naming(self, wanted: bool) -> None:  # noqa: FBT001  what the signal carries
        settings = self._session.desk.settings
        self._session.write((), partial(settings.show_names_in_ranking, wanted=wanted))
        self.naming.setChecked(settings.names_in_ranking)
        self._ask()


def caption_of(ranks: Ranks) -> Caption:
    """What a picture of a ranking says of itself."""
    item = ranks.item
    title = f"{item.number} {item.name} 镇街排名 {ranks.choice.title}"
    return Caption(title, item.unit or "", "各镇街填报", ranks.choice.day, has_unapproved=has_unapproved(ranks))
