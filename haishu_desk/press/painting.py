"""A page on a painter: a screen, a printer or a PDF. Everything stands where the layout has put it."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.press.faces import SANS, STEPS, PaperFaces
from haishu_desk.report.drawn import BODY, CENTRE, LEFT, POINT, RIGHT, Page, Text

# Paper is paper in every theme: black on white, and the word across it pale enough to write on.
INK, ACROSS, PAPER = QColor(0, 0, 0), QColor(232, 232, 232), QColor(255, 255, 255)
_ALIGNMENT = {
    LEFT: Qt.AlignmentFlag.AlignLeft,
    CENTRE: Qt.AlignmentFlag.AlignHCenter,
    RIGHT: Qt.AlignmentFlag.AlignRight,
}
_ACROSS_PARTS = 4
# The words in the margin above: where they stand and how large they are, in millimetres and points.
_WORDS_TOP, _WORDS_EDGE, _WORDS_TALL, _WORDS_SIZE = 6.0, 15.0, 4.0, 8.0


def paint_no_secrets(painter: QPainter, right: float, scale: float) -> None:
    """`NO_SECRETS` at the top of a page, above its text, ending `right` millimetres from the left."""
    painter.save()
    font = QFont(list(SANS))
    font.setPixelSize(max(round(_WORDS_SIZE * POINT * scale), 1))
    painter.setFont(font)
    painter.setPen(INK)
    box = QRectF(0, _WORDS_TOP * scale, right * scale, _WORDS_TALL * scale)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), NO_SECRETS)
    painter.restore()


def paint_page(painter: QPainter, page: Page, faces: PaperFaces, scale: float) -> None:
    """Paint a page with its corner at the painter's origin; `scale` is how many of the painter's units a millimetre has."""
    paint_no_secrets(painter, page.width - _WORDS_EDGE, scale)
    painter.save()
    painter.scale(scale / STEPS, scale / STEPS)
    if page.across:
        _paint_across(painter, page, faces)
    for picture in page.pictures:
        box = QRectF(picture.x * STEPS, picture.y * STEPS, picture.width * STEPS, picture.height * STEPS)
        painter.drawImage(box, QImage.fromData(picture.png))
    for rule in page.rules:
        painter.setPen(QPen(INK, rule.weight * STEPS, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(rule.x1 * STEPS, rule.y1 * STEPS, rule.x2 * STEPS, rule.y2 * STEPS))
    painter.setPen(INK)
    for text in page.texts:
        _paint_text(painter, text, faces)
    painter.restore()


def _paint_text(painter: QPainter, text: Text, faces: PaperFaces) -> None:
    painter.setFont(faces.font(text.face, round(text.size * POINT * STEPS)))
    box = QRectF(text.x * STEPS, text.y * STEPS, text.width * STEPS, text.height * STEPS)
    flags = (
        _ALIGNMENT[text.align] | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    )
    painter.drawText(box, int(flags), text.words)


def _paint_across(painter: QPainter, page: Page, faces: PaperFaces) -> None:
    """The word across the page, under everything else."""
    painter.save()
    painter.translate(QPointF(page.width * STEPS / 2, page.height * STEPS / 2))
    painter.rotate(-30)
    painter.setFont(faces.font(BODY, round(min(page.width, page.height) * STEPS / _ACROSS_PARTS)))
    painter.setPen(ACROSS)
    half = max(page.width, page.height) * STEPS
    painter.drawText(QRectF(-half, -half, 2 * half, 2 * half), Qt.AlignmentFlag.AlignCenter, page.across)
    painter.restore()
