"""What the signs of the picture mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.home.rows import LEFT
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme

_SIGNS = (
    ("heat0", "未录"), ("heat1", "录入中"), ("heat2", "录完"), ("hatch", "不需报"), ("check", "已通过"),
    ("info", "等您审"), ("clash", "数据不一致"), ("bad", "退回在改"), ("overdue", "逾期"),
)  # fmt: skip


_ROOMY = 780


class Legend(QWidget):
    """One line of signs and words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedHeight(theme.tall(26))
        self.setAccessibleName("图例：" + "、".join(word for _, word in _SIGNS))

    def sizeHint(self) -> QSize:
        return QSize(600, self._theme.tall(26))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font("small"))
        left, gap = 0, 14 if self.width() > _ROOMY else 8
        for sign, word in _SIGNS:
            left += self._paint_sign(painter, sign, left) + 6
            width = painter.fontMetrics().horizontalAdvance(word)
            painter.setPen(self._theme.color("text2"))
            painter.drawText(QRect(left, 0, width + 2, self.height()), LEFT, word)
            left += width + gap
        painter.end()

    def _paint_sign(self, painter: QPainter, sign: str, left: int) -> int:
        theme, middle = self._theme, self.height() // 2
        box = QRect(left, middle - 6, 22, 12)
        if sign == "check":
            picture = pixmap(theme, "check", "ok_text", 12, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(left, middle - 6), picture)
            return 12
        if sign in ("info", "clash", "bad"):
            paint_mark(painter, QPointF(left + 5, middle), sign, theme, 8)
            return 10
        painter.fillRect(box, theme.color({"overdue": "bad_soft", "hatch": "surface"}.get(sign, "heat0")))
        if sign == "heat1":
            painter.fillRect(box.adjusted(0, 0, -11, 0), theme.color("heat1"))
        elif sign == "heat2":
            painter.fillRect(box, theme.color("heat2"))
        elif sign == "hatch":
            painter.fillRect(box, QBrush(theme.color("line2"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        return 22
