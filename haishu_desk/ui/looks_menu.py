"""显示 in the top bar: colours, 大字 and the size of everything, and 锁屏."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from haishu_desk.ui.settings import FOLLOW, SCALES, Looks
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import LooksWish

MODES_IN_WORDS = ((FOLLOW, "跟随系统"), ("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))


class LooksMenu(QPushButton):
    """The button and its menu; `wished` carries a LooksWish; `locked` asks for the screen to be locked."""

    wished = Signal(object)
    locked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("显示", parent)
        self._theme = theme
        self.setObjectName("switch")
        self.setAccessibleName("显示：颜色、大字、界面大小、锁屏")
        self.setToolTip("颜色、大字、界面大小、锁屏（Ctrl+L）")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu_shown = QMenu(self)
        self.setMenu(self.menu_shown)
        self.menu_shown.triggered.connect(self._wish)
        modes = [(LooksWish("mode", mode), word) for mode, word in MODES_IN_WORDS]
        self._add(modes)
        self._add([(LooksWish("is_large", True), "大字")], only_one=False)
        self.menu_shown.addSection("界面大小")
        self._add([(LooksWish("scale", scale), f"{scale}%") for scale in SCALES])
        self.menu_shown.addAction("锁屏\tCtrl+L").setData(None)
        self.dress()

    def dress(self) -> None:
        """Take on the theme's sizes."""
        self.setFont(self._theme.font("chip"))
        self.setFixedSize(self.fontMetrics().horizontalAdvance(self.text()) + 38, self._theme.tall(26))

    def show_looks(self, looks: Looks) -> None:
        """Mark what is chosen."""
        for action in self.menu_shown.actions():
            wish = action.data()
            if isinstance(wish, LooksWish):
                action.setChecked(getattr(looks, wish.name) == wish.value)

    def _add(self, wishes: Sequence[tuple[LooksWish, str]], *, only_one: bool = True) -> None:
        group = QActionGroup(self.menu_shown)
        for wish, word in wishes:
            action = self.menu_shown.addAction(word)
            action.setCheckable(True)
            action.setData(wish)
            if only_one:
                group.addAction(action)
        self.menu_shown.addSeparator()

    def _wish(self, action: QAction) -> None:
        wish: LooksWish | None = action.data()
        if wish is None:
            self.locked.emit()
            return
        if wish.name == "is_large":
            wish = LooksWish("is_large", action.isChecked())
        self.wished.emit(wish)
