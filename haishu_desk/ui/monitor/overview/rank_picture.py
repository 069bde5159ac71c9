"""A ranking as a picture that can stand in a paper: place, name, bar, figure; who has no figure in a line of words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from haishu_desk.ui.monitor.overview.ranks import Rank
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.shapes import LEFT, RIGHT, paint_text

WIDTH, ROW = 640, 24
_PLACE, _NAME, _VALUE, _BAR = 36, 130, 90, 10


def picture_of_ranks(rows: Sequence[Rank], theme: Theme, ratio: float = 1.0) -> QImage:
    """The rows with a figure, one under the other, and how many have none."""
    known = [row for row in rows if row.number is not None]
    gone = [row.name for row in rows if row.number is None]
    height = theme.tall(ROW)
    lines = len(known) + (2 if gone else 0)
    image = QImage(round(WIDTH * ratio), round(max(lines, 1) * height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    painter.setFont(theme.font("body"))
    for place, row in enumerate(known):
        _row(painter, theme, row, QRect(0, place * height, WIDTH, height))
    if gone:
        names = f"没有数的 {len(gone)} 家：{'、'.join(gone)}" if len(set(gone)) > 1 else f"没有数的 {len(gone)} 家"
        painter.setPen(theme.color("text2"))
        painter.setFont(theme.font("small"))
        box = QRect(0, len(known) * height, WIDTH, 2 * height)
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter), names)
    painter.end()
    return image


def _row(painter: QPainter, theme: Theme, row: Rank, box: QRect) -> None:
    paint_text(painter, QRect(box.left(), box.top(), _PLACE - 8, box.height()), row.place, theme.color("text3"), RIGHT)
    name = QRect(box.left() + _PLACE, box.top(), _NAME, box.height())
    paint_text(painter, name, row.name, theme.color("text"), LEFT)
    figure = QRect(box.right() - _VALUE, box.top(), _VALUE, box.height())
    paint_text(painter, figure, row.value, theme.color("text"), RIGHT)
    left = name.right() + 8
    paint_bar(painter, theme, row, QRectF(left, box.top(), figure.left() - left - 8, box.height()))


def paint_bar(painter: QPainter, theme: Theme, row: Rank, box: QRectF) -> None:
    """The bar of a unit's figure, as long as its share of the longest; nothing for who has no figure."""
    if row.number is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("c_actual"))
    top = box.center().y() - _BAR / 2
    painter.drawRoundedRect(QRectF(box.left(), top, max(box.width() * row.length, 2), _BAR), 3, 3)
