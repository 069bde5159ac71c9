"""Over the table: what is laid against what, which rows, how far the reviewer is, and the keys as buttons."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from haishu_desk.desk.comparing import AGAINST_APPROVED, AGAINST_REPORTED, OTHER, PAIR, Comparison
from haishu_desk.review.compare import KINDS
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import BAD, INFO, OK, WARN

HEIGHT = 44
_AGAINST = {AGAINST_APPROVED: "对 上次批准", AGAINST_REPORTED: "对 上次上报", PAIR: "任选两版…"}


class ReviewBar(QFrame):
    """`compared` carries what to lay it against, `filtered` whether only risky rows are wanted, `sorted_out` a kind.

    `papered` asks for the 对比表.
    """

    compared = Signal(str)
    filtered = Signal(bool)
    sorted_out = Signal(str)
    papered = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setFixedHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(6)
        self.against = QComboBox()
        self.against.setAccessibleName("对照")
        for name, title in _AGAINST.items():
            self.against.addItem(title, name)
        self.risky, self.all = _chip(), _chip()
        self.all.setChecked(True)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName("差异的种类")
        self.paper = QPushButton(icon(theme, "download-simple"), "")
        self.paper.setAccessibleName("存为对比表")
        self.paper.setToolTip("把现在比对的两版存为对比表：Excel 或 Word")
        self._done = QLabel()
        self._done.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.accept = QPushButton(_marked(theme, OK), "认可 F5")
        self.send_back = QPushButton(_marked(theme, BAD), "退回 F6")
        self.ask = QPushButton(_marked(theme, WARN), "查询 F7")
        self.verify = QPushButton(_marked(theme, INFO), "核定数 F10")
        self.forward = QPushButton("下一处 F8")
        for widget in (self.against, self.risky, self.all, self.kinds, self.paper):
            line.addWidget(widget)
        # The first to give way in a narrow window.
        self._done.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self._done, 1)
        for button in self.keys:
            line.addWidget(button)
            if theme.is_large:  # the words say it too, and the laptop has no room
                button.setIcon(QIcon())
        self._connect()

    def _connect(self) -> None:
        self.against.activated.connect(self._compare)
        self.risky.clicked.connect(self._filter_risky)
        self.all.clicked.connect(self._filter_all)
        self.kinds.activated.connect(self._sort_out)
        self.paper.clicked.connect(self.papered)

    @property
    def keys(self) -> tuple[QPushButton, ...]:
        """The buttons of the keys that judge."""
        return self.accept, self.send_back, self.ask, self.verify, self.forward

    def show_against(self, against: str) -> None:
        """What the table is laid against."""
        self.against.setCurrentIndex(self.against.findData(against))

    def show_counts(self, comparison: Comparison, done: int, kind: str) -> None:
        """How many rows of which sort, which of them are shown, and how far the reviewer is."""
        changed, to_judge = len(comparison.rows), len(comparison.to_judge)
        risky = sum(row.group != OTHER for row in comparison.rows)
        self.risky.setText(f"有风险 {risky}")
        self.all.setText(f"全部改动 {changed}")
        self.all.setToolTip(f"未改动 {comparison.unchanged} 格")
        said = f"已定 {done}/{to_judge}" if to_judge and self.accept.isEnabled() else ""
        self._done.setText("　".join(filter(None, (f"未改动 {comparison.unchanged}", said))))
        counts = Counter(row.of for row in comparison.rows)
        self.kinds.clear()
        self.kinds.addItem("各种差异", "")
        for name, word in KINDS.items():
            if counts[name]:
                self.kinds.addItem(f"{word} {counts[name]}", name)
        self.kinds.setCurrentIndex(max(self.kinds.findData(kind), 0))
        self.kinds.setVisible(len(counts) > 1)
        self.paper.setEnabled(comparison.laid is not None)

    def show_filter(self, *, risky_only: bool) -> None:
        """Which rows are shown."""
        self.risky.setChecked(risky_only)
        self.all.setChecked(not risky_only)

    def allow(self, *, judging: bool) -> None:
        """Whether cells may be judged now; there is always a next one."""
        for button in self.keys[:-1]:
            button.setEnabled(judging)

    def show_pair(self, *, is_pair: bool) -> None:
        """Of two chosen versions nothing is judged."""
        for button in self.keys:
            button.setVisible(not is_pair)

    def _compare(self) -> None:
        self.compared.emit(self.against.currentData())

    def _sort_out(self) -> None:
        self.sorted_out.emit(self.kinds.currentData())

    def _filter_risky(self) -> None:
        self.filtered.emit(True)

    def _filter_all(self) -> None:
        self.filtered.emit(False)


def _chip() -> QPushButton:
    chip = QPushButton()
    chip.setObjectName("chip")
    chip.setCheckable(True)
    return chip


def _marked(theme: Theme, mark: str) -> QIcon:
    """A mark as the icon of a button."""
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QPointF(6, 6), mark, theme, 8)
    painter.end()
    return QIcon(picture)
