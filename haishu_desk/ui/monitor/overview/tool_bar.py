"""The tool bar of the overview: which view, which items, which year up to which day, and on which figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from haishu_desk.ui.icons import icon
from haishu_desk.ui.monitor.overview.asked import BASIS_TITLES, CUTOFFS, Choice, YearOffered
from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.models import FILTERS
from haishu_desk.ui.monitor.overview.segments import Segments
from haishu_desk.ui.theme import Theme

ITEMS, RANKING, ROLLUP, PROJECTS = "items", "ranking", "rollup", "projects"
VIEWS = {ITEMS: "指标", RANKING: "镇街排名", ROLLUP: "汇总", PROJECTS: "项目与任务"}
HEIGHT, TIGHT = 44, 1110
_FULL, _SHORT = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
# The boxes, and how wide each is where there is little room.
_BOXES = (("year", 84), ("cutoff", 84), ("basis", 92))
_SHORTER = {"镇街排名": "排名", "项目与任务": "项目"}


class ToolBar(QFrame):
    """`viewed` carries one of the views, `asked` a Choice, `arranged` a filter and whether in print order.

    `pictures_asked`, where there is room for one only, whether small pictures are wanted in place of the table.
    """

    viewed = Signal(str)
    asked = Signal(object)
    arranged = Signal(str, bool)
    picture_asked = Signal()
    pictures_asked = Signal(bool)
    page_asked = Signal()
    numbers_asked = Signal()

    def __init__(self, theme: Theme, views: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choice: Choice | None = None
        self._view, self._words = ITEMS, dict(views)
        self._counted: dict[str, str] = {}
        self.setObjectName("toolBar")
        self.setFixedHeight(theme.tall(HEIGHT))
        self.segments = Segments(theme, "看什么", self)
        self.segments.offer(views)
        self.segments.chosen.connect(self.viewed)
        self.segments.setVisible(len(views) > 1)
        self._build_filters()
        self._build_choices()
        self._lay_out()

    def _build_filters(self) -> None:
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in FILTERS:
            chip = QPushButton(name, self)
            chip.setObjectName("chip")
            chip.setFont(self._theme.font("chip"))
            chip.setCheckable(True)
            chip.clicked.connect(self._on_arranged)
            self._group.addButton(chip)
            self.chips[name] = chip
        self.chips["全部"].setChecked(True)
        self.order = QPushButton("按规划表顺序", self)
        self.order.setObjectName("chip")
        self.order.setFont(self._theme.font("chip"))
        self.order.setCheckable(True)
        self.order.setToolTip("不按下时差的在前")
        self.order.clicked.connect(self._on_arranged)
        self.pictures = QPushButton("小图", self)
        self.pictures.setObjectName("chip")
        self.pictures.setFont(self._theme.font("chip"))
        self.pictures.setCheckable(True)
        self.pictures.setToolTip("窗口窄，表和小图一次看一样")
        self.pictures.hide()
        self.pictures.toggled.connect(self.pictures_asked)

    def _build_choices(self) -> None:
        self.year, self.cutoff, self.basis = QComboBox(self), QComboBox(self), QComboBox(self)
        said = ("哪一年", "截至哪天", "用哪些数")
        for box, name in zip((self.year, self.cutoff, self.basis), said, strict=True):
            box.setAccessibleName(name)
            box.setFont(self._theme.font("chip"))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(self._on_asked)
        for name, title in BASIS_TITLES.items():
            _add(self.basis, name, title, title.removesuffix("通过的数").removesuffix("数"))
        self.copy = QPushButton(icon(self._theme, "copy-simple"), "复制", self)
        self.copy.setObjectName("switch")
        self.copy.setIconSize(QSize(16, 16))
        self.copy.setAccessibleName("复制")
        self.copy.setToolTip("复制图（Ctrl+Shift+C）或复制数")
        menu = QMenu(self)
        menu.addAction("复制小图").triggered.connect(self.picture_asked)
        menu.addAction("复制整页图").triggered.connect(self.page_asked)
        menu.addAction("复制数").triggered.connect(self.numbers_asked)
        self.copy.setMenu(menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self.segments)
        row.addSpacing(4)
        for chip in (*self.chips.values(), self.order, self.pictures):
            row.addWidget(chip)
        row.addSpacing(6)
        row.addStretch(1)
        for box in (self.year, self.cutoff, self.basis):
            row.addWidget(box)
        row.addWidget(self.copy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tighten()

    def _tighten(self) -> None:
        """On a narrow bar the order and the word of the copy button give way, so that nothing has to be scrolled to."""
        is_tight = self.width() < self._theme.wide(TIGHT)
        self.order.setVisible(not is_tight and self._view == ITEMS)
        for name, button in self.segments.buttons.items():
            words = self._words[name]
            button.setText(
                _SHORTER.get(words, words.removeprefix("全区 ").removeprefix("本单位 ")) if is_tight else words
            )
        self.copy.setText("" if is_tight else "复制")
        for name, chip in self.chips.items():
            chip.setText(name if is_tight else self._counted.get(name, name))
            chip.setToolTip(self._counted.get(name, name))
        for box, width in _BOXES:
            shown: QComboBox = getattr(self, box)
            shown.setMinimumWidth(self._theme.wide(width) if is_tight else 0)
            for place in range(shown.count()):
                shown.setItemText(place, str(shown.itemData(place, _SHORT if is_tight else _FULL)))

    def offer(self, years: Sequence[YearOffered]) -> None:
        """The years to choose from."""
        self.year.clear()
        for each in years:
            _add(self.year, each, each.title, f"{each.year} 年")

    def show_choice(self, choice: Choice) -> None:
        """What is asked for now."""
        self._choice = choice
        places = (place for place in range(self.year.count()) if _is_year(self.year.itemData(place), choice))
        self.year.setCurrentIndex(next(places, -1))
        self.cutoff.clear()
        for cutoff, title in CUTOFFS.items():
            _add(self.cutoff, cutoff, f"{title}·截至 {cutoff}", title)
        self.cutoff.setCurrentIndex(self.cutoff.findData(choice.cutoff))
        self.basis.setCurrentIndex(self.basis.findData(choice.basis))
        for box in (self.year, self.cutoff, self.basis):
            box.setToolTip(str(box.currentData(_FULL)))
        self._tighten()

    def show_board(self, board: Board) -> None:
        """How many there are, and how many of each filter."""
        # Ranking is the district's: without it these are the figures of one unit.
        whose = "全区" if RANKING in self._words else "本单位"
        self._words[ITEMS] = f"{whose} {len(board.lines)} 项"
        self._counted = {
            name: f"{name} {sum(map(FILTERS[name], board.lines))}" for name in self.chips if name != "全部"
        }
        self._tighten()

    def show_for(self, view: str) -> None:
        """Filters and order are for the items only; tasks and projects have a bar of their own."""
        self._view = view
        for chip in self.chips.values():
            chip.setVisible(view == ITEMS)
        for part in (self.year, self.cutoff, self.basis, self.copy):
            part.setVisible(view != PROJECTS)
        self._tighten()

    def _on_arranged(self) -> None:
        chosen = next(name for name, chip in self.chips.items() if chip.isChecked())
        self.arranged.emit(chosen, self.order.isChecked())

    def _on_asked(self) -> None:
        year: YearOffered | None = self.year.currentData()
        if self._choice is None or year is None:
            return
        asked = replace(
            self._choice,
            plan=year.plan,
            year=year.year,
            cutoff=str(self.cutoff.currentData()),
            basis=str(self.basis.currentData()),
        )
        if asked != self._choice:
            self.asked.emit(asked)


def _add(box: QComboBox, data: object, words: str, shorter: str) -> None:
    """An entry of a box, with what it says where there is little room."""
    box.addItem(words, data)
    box.setItemData(box.count() - 1, words, _FULL)
    box.setItemData(box.count() - 1, shorter, _SHORT)


def _is_year(offered: YearOffered, choice: Choice) -> bool:
    return (offered.plan, offered.year) == (choice.plan, choice.year)
