"""示例数据 in the top bar: the badge that says it on every page, and the menu that changes over to another workspace of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import LEAVE

if TYPE_CHECKING:
    from haishu_desk.ui.session import Session

WORD = "示例数据"


class SampleSwitch(QWidget):
    """Badge and menu; hidden where one's own data is open. `switched` carries `district`, a unit's code, or LEAVE."""

    switched = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.badge = QLabel(WORD)
        self.badge.setObjectName("sample")
        self.badge.setToolTip("这是示例，数字多为虚构，可以随便试；自己的数据在别处")
        self.button = QPushButton("切换")
        self.button.setObjectName("switch")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setToolTip("换成示例里的区级或别的单位，或退出示例")
        self.menu = QMenu(self.button)
        self.menu.triggered.connect(self._switch)
        self.button.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.badge)
        row.addWidget(self.button)
        self.dress()
        self.hide()

    def dress(self) -> None:
        """Take on the theme's sizes."""
        self.badge.setFont(self._theme.font("chip", bold=True))
        self.badge.setFixedHeight(self._theme.tall(22))
        self.button.setFont(self._theme.font("chip"))
        width = self.button.fontMetrics().horizontalAdvance(self.button.text()) + 38
        self.button.setFixedSize(width, self._theme.tall(26))

    def show_places(self, places: Sequence[tuple[str, str]], current: str) -> None:
        """Offer these workspaces, `current` being open; none: this is no sample."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        for place, name in places:
            action = self._action(name, place)
            action.setCheckable(True)
            action.setChecked(place == current)
            group.addAction(action)
        self.menu.addSeparator()
        self._action("退出示例", LEAVE)
        here = next((name for place, name in places if place == current), "")
        self.button.setAccessibleName(f"切换示例，现在是{here}")
        self.setVisible(bool(places))

    def _action(self, word: str, place: str) -> QAction:
        action = self.menu.addAction(word)
        action.setData(place)
        return action

    def _switch(self, action: QAction) -> None:
        self.switched.emit(str(action.data()))


def sample_places(session: Session) -> list[tuple[str, str]]:
    """The workspaces of the sample, place and name; empty where one's own data is open."""
    if not session.is_sample:
        return []
    from haishu_desk.desk.sample import DISTRICT, UNITS  # noqa: PLC0415  one's own data does not need it

    units = session.desk.documents.units
    return [(DISTRICT, f"{units.district.name}（区级）"), *((code, units.get(code).name) for code in UNITS)]


def sample_place(session: Session) -> str:
    """Which of them is open."""
    from haishu_desk.desk.sample import DISTRICT  # noqa: PLC0415  as above

    return DISTRICT if session.desk.is_district else str(session.desk.identity.unit)
