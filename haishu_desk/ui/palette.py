"""The palette (Ctrl K): type a few signs of a page, a form or an indicator, Enter goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from haishu_desk.ui.icons import icon, pixmap
from haishu_desk.ui.messages import Shadow
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import Goal

WIDTH, TOP, ROW, HEAD, AT_MOST = 640, 84, 32, 24, 40
# Another window comes to the front, or a menu opens: the palette is still what one wants to come back to.
_NOT_LEFT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_Index = QModelIndex | QPersistentModelIndex


class _Goals(QAbstractListModel):
    """The goals that fit, best group first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[Goal] = []

    def show(self, goals: list[Goal]) -> None:
        self.beginResetModel()
        self.shown = goals
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        goal = self.shown[index.row()]
        return goal.text if role == Qt.ItemDataRole.DisplayRole else f"{goal.group}，{goal.text}，{goal.detail}"

    def begins_group(self, row: int) -> bool:
        return row == 0 or self.shown[row].group != self.shown[row - 1].group


class _Painter(QStyledItemDelegate):
    """A row: icon, text, what kind of thing at the right; the first of a group has its name above."""

    def __init__(self, theme: Theme, goals: _Goals, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._goals = theme, goals

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option
        return QSize(200, self._theme.tall(ROW + (HEAD if self._goals.begins_group(index.row()) else 0)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, goal = self._theme, self._goals.shown[index.row()]
        place = QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._goals.begins_group(index.row()):
            painter.setFont(theme.font("small", bold=True))
            painter.setPen(theme.color("text3"))
            painter.drawText(
                QRect(place.left() + 12, place.top() + 4, 300, theme.tall(18)),
                Qt.AlignmentFlag.AlignVCenter,
                goal.group,
            )
            place.setTop(place.top() + theme.tall(HEAD))
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(place.adjusted(2, 0, -2, 0), 5, 5)
        scale = painter.device().devicePixelRatioF()
        painter.drawPixmap(
            QPointF(place.left() + 12, place.center().y() - 7.5), pixmap(theme, goal.icon, "text2", 16, scale)
        )
        painter.setFont(theme.font("body"))
        painter.setPen(theme.color("text"))
        detail_width = theme.wide(200) if goal.detail else 12
        words = place.adjusted(40, 0, -detail_width, 0)
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(goal.text, Qt.TextElideMode.ElideRight, words.width()),
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text3"))
        painter.drawText(
            place.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, goal.detail
        )
        painter.restore()


class Palette(QFrame):
    """The field and the list under it; `chosen` carries the target of a goal.

    The focus goes back to where it was; `left` says that there is nothing left there.
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popover")
        self.hide()
        Shadow(self, theme)
        self._theme = theme
        self._all: list[Goal] = []
        self._before: QWidget | None = None
        self._typed: Callable[[str], list[Goal]] = _nothing_typed
        self._goals = _Goals(self)
        self.field = QLineEdit()
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText("页面、操作、单位、报表、指标、项目的几个字，或拼音首字母，或版本码")
        self.field.setFont(theme.font("page"))
        self.field.addAction(_magnifier(theme, self), QLineEdit.ActionPosition.LeadingPosition)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._go)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setModel(self._goals)
        self.list.setItemDelegate(_Painter(theme, self._goals, self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._go)
        self._nothing = QLabel("没有找到。换几个字试试。")
        self._nothing.setObjectName("secondary")
        self._nothing.setContentsMargins(20, 12, 20, 16)
        foot = QLabel("↑ ↓ 选　　Enter 打开　　Esc 关")
        foot.setObjectName("foot")
        foot.setFont(theme.font("small"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for widget in (self.field, self.list, self._nothing, foot):
            column.addWidget(widget)

    def open(self, goals: list[Goal], typed: Callable[[str], list[Goal]] | None = None) -> None:
        """Come up, with these to choose from; `typed` are those that a text leads to by itself, before all others."""
        self._all = goals
        self._typed = typed or _nothing_typed
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self.field.clear()
        self._search("")
        self.show()
        self.raise_()
        self.field.setFocus()

    @property
    def shown(self) -> list[Goal]:
        """What fits the typed text."""
        return self._goals.shown

    def place(self) -> None:
        """Stand in the middle of the window, as high as what is shown needs."""
        window = self.window()
        self.setFixedWidth(min(WIDTH, window.width() - 16))
        heads = sum(self._goals.begins_group(row) for row in range(len(self.shown)))
        rows = self._theme.tall(ROW) * len(self.shown) + self._theme.tall(HEAD) * heads
        self.list.setFixedHeight(min(rows + 8, 404, max(window.height() - TOP - self._theme.tall(150), 96)))
        self.adjustSize()
        self.move((window.width() - self.width()) // 2, min(TOP, max(window.height() - self.height(), 0)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _NOT_LEFT:
            self.hide()
        if not isinstance(event, QKeyEvent) or watched is not self.field:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # a page may have a key of that name for the whole window
        return event.type() == QEvent.Type.KeyPress and self._steer(event)

    def _steer(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if event.key() == Qt.Key.Key_Escape:
            self._go_back()
        elif step is not None and self.shown:
            row = min(max(self.list.currentIndex().row() + step, 0), len(self.shown) - 1)
            self.list.setCurrentIndex(self._goals.index(row))
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        words = text.lower().split()
        fitting = [*self._typed(text), *_best_first(self._all, words)]
        self._goals.show(fitting[:AT_MOST])
        self.list.setVisible(bool(fitting))
        self._nothing.setVisible(not fitting)
        if fitting:
            self.list.setCurrentIndex(self._goals.index(0))
        self.place()

    def _go(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.shown):
            target = self.shown[row].target
            self._go_back()
            self.chosen.emit(target)

    def _go_back(self) -> None:
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.left.emit()


def _nothing_typed(text: str) -> list[Goal]:
    del text
    return []


def _best_first(goals: Sequence[Goal], words: Sequence[str]) -> list[Goal]:
    """Those that fit: groups as they come, one with the very words first, and in each the best first."""
    ranked = [(rank, goal) for goal in goals if (rank := goal.rank(words)) is not None]
    exact = {goal.group for rank, goal in ranked if rank == 0}
    groups = list(dict.fromkeys(goal.group for goal in goals))
    places = {group: (group not in exact, place) for place, group in enumerate(groups)}
    return [goal for _, goal in sorted(ranked, key=lambda found: (places[found[1].group], found[0]))]


def _magnifier(theme: Theme, parent: QObject) -> QAction:
    return QAction(icon(theme, "magnifying-glass", "text3", 16), "", parent)
