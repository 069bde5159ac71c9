"""A leaf: one page that paints itself on a screen, a printer, a picture or a PDF, whatever it was made from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.painting import PAPER, paint_page
from haishu_desk.report.drawn import Page


class Leaf(Protocol):
    """One page; its width and height in millimetres."""

    @property
    def width(self) -> float:
        """From left to right."""

    @property
    def height(self) -> float:
        """From top to bottom."""

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paint it with its corner at the painter's origin; `scale` is how many of the painter's units a millimetre has."""


@dataclass(frozen=True)
class DrawnLeaf:
    """A page that was laid out to the millimetre."""

    page: Page
    faces: PaperFaces

    @property
    def width(self) -> float:
        """From left to right."""
        return self.page.width

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.page.height

    def paint(self, painter: QPainter, scale: float) -> None:
        """See `Leaf`."""
        paint_page(painter, self.page, self.faces, scale)


def drawn(pages: Iterable[Page], faces: PaperFaces) -> tuple[Leaf, ...]:
    """Pages that were laid out, as leaves."""
    return tuple(DrawnLeaf(page, faces) for page in pages)


def picture_of(leaf: Leaf, width: int) -> QImage:
    """The leaf on white paper, `width` dots wide."""
    scale = width / leaf.width
    image = QImage(QSize(width, round(leaf.height * scale)), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    try:
        leaf.paint(painter, scale)
    finally:
        painter.end()
    return image
