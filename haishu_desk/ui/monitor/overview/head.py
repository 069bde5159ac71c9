"""The strip above the overview: the lights with their counts, the 结论 and the rules, and what is hardly to be reached any more."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from haishu_desk.monitor.verdict import GREEN, GREY, RED, WORDINGS, YELLOW
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.lines import MARKS, Line
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.elided import ElidedLabel

HEIGHT = 64
_SHOWN = (GREEN, YELLOW, RED, GREY)
_WORDS = {GREEN: "绿·达序时", YELLOW: "黄·略滞后", RED: "红·滞后", GREY: "暂不评价"}
_CHIPS, _EDGE, _STEP = 3, 12, 14


class LightBar(QWidget):
    """A bar in four parts, as long as there are items of each light, and under it mark, word and count."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.lights: Mapping[str, int] = {}
        self.setFixedHeight(theme.tall(44))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_lights(self, lights: Mapping[str, int]) -> None:
        """Show other counts."""
        self.lights = lights
        self.setAccessibleName("，".join(f"{_WORDS[light]} {lights.get(light, 0)} 项" for light in _SHOWN))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._theme.font("chip"))
        bold = QFontMetrics(self._theme.font("chip", bold=True))
        each = (words.horizontalAdvance(_WORDS[light]) + bold.horizontalAdvance("00") + 19 + _STEP for light in _SHOWN)
        return QSize(sum(each) - _STEP, self._theme.tall(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._bar(painter)
        self._words(painter)
        painter.end()

    def _bar(self, painter: QPainter) -> None:
        theme, left = self._theme, 0.0
        whole = sum(self.lights.values())
        painter.setPen(Qt.PenStyle.NoPen)
        if not whole:
            painter.setBrush(theme.color("sunk"))
            painter.drawRoundedRect(QRectF(0, 3, self.width(), 10), 2, 2)
        for light in _SHOWN:
            width = self.width() * self.lights.get(light, 0) / whole if whole else 0.0
            if width:
                painter.setBrush(theme.color(MARKS[light]))
                painter.drawRoundedRect(QRectF(left, 3, width - 1.5, 10), 2, 2)
            left += width

    def _words(self, painter: QPainter) -> None:
        theme, left, tall = self._theme, 0, self._theme.tall
        for light in _SHOWN:
            paint_mark(painter, QPointF(left + 5, tall(31)), MARKS[light], theme, 9)
            left += 14
            for words, bold in ((_WORDS[light], False), (str(self.lights.get(light, 0)), True)):
                font = theme.font("chip", bold=bold)
                painter.setFont(font)
                painter.setPen(theme.color("text"))
                width = QFontMetrics(font).horizontalAdvance(words)
                painter.drawText(QRect(left, tall(20), width + 2, tall(22)), Qt.AlignmentFlag.AlignVCenter, words)
                left += width + 5
            left += _STEP - 5


class Head(QFrame):
    """`words_chosen` carries the set of 结论 that is wanted; `item_asked` the code of an item."""

    words_chosen = Signal(str)
    item_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("headStrip")
        self.setFixedHeight(theme.tall(HEIGHT))
        self.bar = LightBar(theme, self)
        self.verdicts = ElidedLabel(self)
        self.verdicts.setFont(theme.font("body"))
        self.rules = ElidedLabel(self)
        self.words = QComboBox(self)
        self.words.setAccessibleName("结论的用词")
        for name, wording in WORDINGS.items():
            self.words.addItem(wording.title, name)
        self.words.activated.connect(self._on_words)
        self._title = QLabel("结论", self)
        self._doubtful = QLabel("预计难以完成的约束性指标", self)
        self.chips: list[QPushButton] = []
        self._chip_parts: list[QWidget] = []
        self._chip_row = QHBoxLayout()
        self._chip_row.setSpacing(6)
        self._chip_row.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(20)
        row.addWidget(self.bar)
        row.addWidget(self._middle(), 1)
        row.addWidget(self._right())

    def _middle(self) -> QWidget:
        middle = QWidget(self)
        line = QHBoxLayout()
        line.setSpacing(8)
        self._title.setObjectName("tertiary")
        self._title.setFont(self._theme.font("chip"))
        line.addWidget(self._title)
        line.addWidget(self.words)
        self.rules.setObjectName("tertiary")
        self.rules.setFont(self._theme.font("small"))
        line.addWidget(self.rules, 1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self.verdicts)
        return middle

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(2)
        self._doubtful.setObjectName("tertiary")
        self._doubtful.setFont(self._theme.font("chip"))
        column.addWidget(self._doubtful)
        column.addLayout(self._chip_row)
        return right

    def show_board(self, board: Board) -> None:
        """Show the counts of another board."""
        self.bar.show_lights(board.lights)
        counts = board.verdicts
        self.verdicts.setText("　".join(f"{word} {count}" for word, count in counts.items()))
        tip = "\n".join(f"{word}：{said}" for word, said in board.definitions.items())
        self.verdicts.setToolTip(tip)
        self.words.setToolTip(tip)
        self.rules.setText(board.rules)
        self.words.setCurrentIndex(self.words.findData(board.choice.words))
        self._show_chips(board.doubtful)

    def _show_chips(self, doubtful: tuple[Line, ...]) -> None:
        for part in self._chip_parts:
            self._chip_row.removeWidget(part)
            part.deleteLater()
        self.chips = [self._chip(line) for line in doubtful[:_CHIPS]]
        self._chip_parts = [*self.chips]
        if not doubtful or len(doubtful) > _CHIPS:
            more = QLabel(f"等 {len(doubtful)} 项" if doubtful else "现在没有", self)
            more.setObjectName("tertiary")
            more.setToolTip("\n".join(f"{line.item.number} {line.item.name}　{line.warning}" for line in doubtful))
            self._chip_parts.append(more)
        for place, part in enumerate(self._chip_parts):
            self._chip_row.insertWidget(place, part)

    def _chip(self, line: Line) -> QPushButton:
        name = QFontMetrics(self._theme.font("chip")).elidedText(
            f"{line.item.number} {line.short_name}", Qt.TextElideMode.ElideRight, self._theme.wide(150)
        )
        chip = QPushButton(_icon(self._theme, line.mark), name, self)
        chip.setObjectName("chip")
        chip.setFont(self._theme.font("chip"))
        chip.setIconSize(QSize(_EDGE, _EDGE))
        chip.setToolTip(f"{line.spoken}\n{line.warning}\n点这里看大图")
        chip.setAccessibleName(line.spoken)
        chip.setProperty("item", line.code)
        chip.clicked.connect(self._on_chip)
        return chip

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self.item_asked.emit(str(chip.property("item")))

    def _on_words(self, place: int) -> None:
        self.words_chosen.emit(str(self.words.itemData(place)))


def _icon(theme: Theme, mark: str) -> QIcon:
    picture = QPixmap(2 * _EDGE, 2 * _EDGE)
    picture.setDevicePixelRatio(2)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_mark(painter, QPointF(_EDGE / 2, _EDGE / 2), mark, theme, 8)
    painter.end()
    return QIcon(picture)
