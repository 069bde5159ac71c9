"""What a page is made of: lines of text and ruled lines, each at its place in millimetres from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

BODY, BOLD, HEAD = "body", "bold", "head"
LEFT, CENTRE, RIGHT = "left", "centre", "right"
PORTRAIT, LANDSCAPE = (210.0, 297.0), (297.0, 210.0)
POINT = 25.4 / 72
LEADING = 1.32


class Faces(Protocol):
    """How wide the signs of the three faces are."""

    def advance(self, sign: str, face: str) -> float:
        """The width of a sign as a part of the size of its type."""


@dataclass(frozen=True)
class Text:
    """One line of text in its box; `size` in points."""

    x: float
    y: float
    width: float
    height: float
    words: str
    size: float
    face: str = BODY
    align: str = LEFT


@dataclass(frozen=True)
class Rule:
    """A straight line, `weight` millimetres thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True)
class Picture:
    """A picture in its box; `png` are the bytes of its file. It fills the box, whose sides have its own proportion."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


@dataclass(frozen=True)
class Page:
    """One page of A4; `across` is a word that stands pale across the whole page, or nothing."""

    width: float
    height: float
    texts: tuple[Text, ...]
    rules: tuple[Rule, ...]
    across: str = ""
    pictures: tuple[Picture, ...] = ()


def line_height(size: float) -> float:
    """The height of one line of that size, in millimetres."""
    return size * POINT * LEADING


def width_of(words: str, size: float, faces: Faces, face: str = BODY) -> float:
    """How wide a text is on one line, in millimetres."""
    return sum(faces.advance(sign, face) for sign in words) * size * POINT
