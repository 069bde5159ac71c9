"""A picture that leaves the program says by itself what it shows: title and unit above it, source and day below it, burnt in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter

from haishu_desk.ui.marks import paint_mark, text_token
from haishu_desk.ui.theme import Theme

UNAPPROVED = "含未审数"
ONLY_APPROVED = "只用审核通过的数"
_EDGE, _GAP, _MARK = 16, 4, 9
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class Caption:
    """What stands on a picture: what it shows, where the figures come from, the day up to which they speak.

    `unit` is the unit of measure, empty where there are several; `has_unapproved`: not all of it was approved.
    """

    title: str
    unit: str
    source: str
    as_of: str
    has_unapproved: bool = False

    @property
    def head(self) -> str:
        """The line above the picture."""
        return f"{self.title}（{self.unit}）" if self.unit else self.title

    @property
    def foot(self) -> str:
        """The line below it, without 含未审数, which has a line and a mark of its own."""
        return f"来源：{self.source}　截至：{self.as_of}"

    @property
    def state(self) -> str:
        """Whether only approved figures are shown."""
        return UNAPPROVED if self.has_unapproved else ONLY_APPROVED

    @property
    def words(self) -> str:
        """All of it as lines of text, for what is copied as numbers."""
        return f"{self.head}\n{self.foot}　{self.state}"


def captioned(picture: QImage, caption: Caption, theme: Theme) -> QImage:
    """A new picture: `picture` with the caption around it, as sharp as `picture` is (its devicePixelRatio is kept).

    As wide as the picture and its edges; a line that is too long goes on in the next one, nothing is cut off.
    """
    ratio = picture.devicePixelRatio()
    inner = QSize(round(picture.width() / ratio), round(picture.height() / ratio))
    head, foot = _height(caption.head, inner, theme, "sheet"), _height(caption.foot, inner, theme, "small")
    state = QFontMetrics(theme.font("small")).height()
    size = QSize(inner.width() + 2 * _EDGE, inner.height() + 3 * _EDGE + head + foot + state + _GAP)
    made = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    made.fill(theme.color("surface"))
    painter = QPainter(made)
    top = _EDGE
    _line(painter, theme, QRect(_EDGE, top, inner.width(), head), caption.head, "sheet")
    top += head + _EDGE // 2
    painter.drawImage(QPointF(_EDGE, top), picture)
    top += inner.height() + _EDGE // 2
    _line(painter, theme, QRect(_EDGE, top, inner.width(), foot), caption.foot, "small")
    _state(painter, theme, QRect(_EDGE, top + foot + _GAP, inner.width(), state), caption)
    painter.end()
    return made


def _height(text: str, inner: QSize, theme: Theme, use: str) -> int:
    metrics = QFontMetrics(theme.font(use, bold=use == "sheet"))
    return metrics.boundingRect(QRect(0, 0, inner.width(), 10_000), int(_WRAP), text).height()


def _line(painter: QPainter, theme: Theme, box: QRect, text: str, use: str) -> None:
    painter.setFont(theme.font(use, bold=use == "sheet"))
    painter.setPen(theme.color("text" if use == "sheet" else "text2"))
    painter.drawText(box, int(_WRAP), text)


def _state(painter: QPainter, theme: Theme, box: QRect, caption: Caption) -> None:
    """A shape and the words: 含未审数 must be seen by whom the picture is sent to."""
    mark = "warn" if caption.has_unapproved else "ok"
    paint_mark(painter, QPointF(box.left() + _MARK / 2, box.center().y() + 0.5), mark, theme, _MARK)
    painter.setFont(theme.font("small", bold=caption.has_unapproved))
    painter.setPen(theme.color(text_token(mark)))
    painter.drawText(box.adjusted(_MARK + 5, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), caption.state)
