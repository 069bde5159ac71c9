"""Over the table: what is laid against what, which rows, how far the reviewer is, and the keys as buttons."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from haishu_desk.desk.comparing import AGAINST_APPROVED, AGAINST_REPORTED, OTHER, Comparison
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import BAD, OK

HEIGHT = 44
_AGAINST = {AGAINST_APPROVED: "本次上报 对 上次批准", AGAINST_REPORTED: "本次上报 对 上次上报"}


class ReviewBar(QFrame):
    """`compared` carries what to lay it against, `filtered` whether only risky rows are wanted."""

    compared = Signal(str)
    filtered = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("headStrip")
        self.setFixedHeight(theme.tall(HEIGHT))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(8)
        self.against = QComboBox()
        self.against.setAccessibleName("对照")
        for name, title in _AGAINST.items():
            self.against.addItem(title, name)
        self.risky, self.all = _chip(), _chip()
        self.all.setChecked(True)
        self._rest = QLabel()
        self._rest.setObjectName("tertiary")
        self._done = QLabel()
        self.accept = QPushButton(_marked(theme, OK), "认可  F5")
        self.send_back = QPushButton(_marked(theme, BAD), "退回  F6")
        self.forward = QPushButton("下一处  F8")
        line.addWidget(self.against)
        line.addWidget(self.risky)
        line.addWidget(self.all)
        # The first to give way in a narrow window.
        self._rest.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self._rest, 1)
        for widget in (self._done, self.accept, self.send_back, self.forward):
            line.addWidget(widget)
        self.against.activated.connect(self._compare)
        self.risky.clicked.connect(self._filter_risky)
        self.all.clicked.connect(self._filter_all)

    def show_against(self, against: str) -> None:
        """What the table is laid against."""
        self.against.setCurrentIndex(self.against.findData(against))

    def show_counts(self, comparison: Comparison, done: int) -> None:
        """How many rows of which sort, and how far the reviewer is."""
        changed, unchanged = len(comparison.rows), comparison.unchanged
        risky = sum(row.group != OTHER for row in comparison.rows)
        self.risky.setText(f"有风险 {risky}")
        self.all.setText(f"全部改动 {changed}")
        self._rest.setText(f"未改动 {unchanged} 格")
        self._done.setText(f"已定 {done} / {changed}" if changed else "")

    def show_filter(self, *, risky_only: bool) -> None:
        """Which rows are shown."""
        self.risky.setChecked(risky_only)
        self.all.setChecked(not risky_only)

    def allow(self, *, judging: bool) -> None:
        """Whether cells may be judged now."""
        for button in (self.accept, self.send_back, self.forward):
            button.setEnabled(judging)
        self._done.setVisible(judging)

    def _compare(self) -> None:
        self.compared.emit(self.against.currentData())

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
