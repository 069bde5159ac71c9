"""The tool bar of the tasks and projects: the part, the filter, the period, the figures, the lamps' preset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QHBoxLayout, QPushButton, QWidget

from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor.project_lights import LAMP_PRESETS
from haishu_desk.ui.icons import icon
from haishu_desk.ui.monitor.projects.asked import BASIS_TITLES, BY_TITLES, Board, Choice
from haishu_desk.ui.monitor.projects.wording import FILTERS
from haishu_desk.ui.theme import Theme

HEIGHT = 44
_ALL = "全部"


class ProjectsBar(QFrame):
    """`asked` carries a Choice, `narrowed` the key of a part ("" all) and a filter; `copied` asks for the numbers."""

    asked = Signal(object)
    narrowed = Signal(str, str)
    copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choice: Choice | None = None
        self.setObjectName("toolBar")
        self.setFixedHeight(theme.tall(HEIGHT))
        self.by, self.part = self._box("怎样分"), self._box("看哪一部分")
        self.period, self.basis, self.lamps = self._box("哪一期"), self._box("用哪些数"), self._box("亮灯规则")
        for name, title in BY_TITLES.items():
            self.by.addItem(title, name)
        for name, title in BASIS_TITLES.items():
            self.basis.addItem(title, name)
        self.lamps.addItem("区里定的亮灯", "")
        for name, preset in LAMP_PRESETS.items():
            self.lamps.addItem(preset.title, name)
        # Titles of 专栏 are long: the list shows them whole, the field gives way to what stands beside it.
        self.part.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.part.setMinimumContentsLength(6)
        for box in (self.basis, self.lamps):
            box.setMinimumWidth(theme.wide(88))
        self.part.setMaximumWidth(theme.wide(240))
        for box in (self.by, self.period, self.basis, self.lamps):
            box.activated.connect(self._on_asked)
        self.part.activated.connect(self._on_narrowed)
        self._build_chips()
        self.copy = QPushButton(icon(theme, "table"), "复制数", self)
        self.copy.setObjectName("switch")
        self.copy.setIconSize(QSize(16, 16))
        self.copy.clicked.connect(self.copied)
        self._lay_out()

    def _box(self, said: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(said)
        box.setFont(self._theme.font("chip"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return box

    def _build_chips(self) -> None:
        self.chips: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for name in FILTERS:
            chip = QPushButton(name, self)
            chip.setObjectName("chip")
            chip.setFont(self._theme.font("chip"))
            chip.setCheckable(True)
            chip.clicked.connect(self._on_narrowed)
            self._group.addButton(chip)
            self.chips[name] = chip
        next(iter(self.chips.values())).setChecked(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self.by)
        row.addWidget(self.part, 2)
        for chip in self.chips.values():
            row.addWidget(chip)
        row.addStretch(1)
        for part in (self.period, self.basis, self.lamps, self.copy):
            row.addWidget(part)

    @property
    def filter(self) -> str:
        """The name of the filter that is pressed."""
        return next(name for name, chip in self.chips.items() if chip.isChecked())

    def press(self, name: str) -> None:
        """Press another filter, as a click does."""
        self.chips[name].click()

    def offer(self, periods: Sequence[tuple[str, str]]) -> None:
        """The plans and periods to choose from."""
        self.period.clear()
        for plan, period in periods:
            self.period.addItem(parse_period(period).title, f"{plan} {period}")

    def show_choice(self, choice: Choice) -> None:
        """What is asked for now."""
        self._choice = choice
        asked = f"{choice.plan} {choice.period}"
        for box, data in (
            (self.period, asked),
            (self.by, choice.by),
            (self.basis, choice.basis),
            (self.lamps, choice.preset),
        ):
            box.setCurrentIndex(box.findData(data))

    def show_board(self, board: Board) -> None:
        """The parts to choose from, and by which rules lamps are lit."""
        kept = self.part.currentData()
        self.part.clear()
        self.part.addItem(_ALL, "")
        for part in board.parts:
            self.part.addItem(part.title, part.key)
        for box in (self.part, self.basis, self.lamps):
            words = (box.itemText(place) for place in range(box.count()))
            box.view().setMinimumWidth(max(map(box.fontMetrics().horizontalAdvance, words)) + 40)
        self.part.setCurrentIndex(max(self.part.findData(kept), 0))
        self.lamps.setToolTip("\n".join([f"{board.lamps}，原规则没有说清、由我们定的：", *board.own]))

    def show_counts(self, counts: Sequence[int]) -> None:
        """How many there are of each filter."""
        for (name, chip), count in zip(self.chips.items(), counts, strict=True):
            chip.setText(f"{name} {count}")

    def _on_asked(self) -> None:
        if self._choice is None or self.period.currentData() is None:
            return
        plan, period = str(self.period.currentData()).split()
        self.asked.emit(
            replace(self._choice, plan=plan, period=period, basis=self.basis.currentData(),
                    preset=self.lamps.currentData(), by=self.by.currentData())
        )  # fmt: skip

    def _on_narrowed(self) -> None:
        self.narrowed.emit(self.part.currentData() or "", self.filter)
