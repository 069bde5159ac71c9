"""The icons in resources/icons (Phosphor Regular, MIT), tinted with a token when they are loaded."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from haishu_desk import paths
from haishu_desk.ui.theme import Theme

CONTROL, RAIL, CELL, CARET = 16, 20, 14, 12
_SCALES = (1.0, 1.25, 1.5, 2.0)


def icon(theme: Theme, name: str, ink: str = "text2", size: int = CONTROL) -> QIcon:
    """The icon in that token's colour, sharp on every screen, and paler where it is disabled; KeyError for no such name."""
    made = QIcon()
    for scale in _SCALES:
        made.addPixmap(pixmap(theme, name, ink, size, scale))
        made.addPixmap(pixmap(theme, name, "off", size, scale), QIcon.Mode.Disabled)
    return made


def pixmap(theme: Theme, name: str, ink: str = "text2", size: int = CONTROL, scale: float = 1.0) -> QPixmap:
    """The picture of that icon for a screen of that `scale`; KeyError for a name that there is none of."""
    color = theme.color(ink).name()
    key = f"haishu-icon/{name}/{color}/{size}/{scale}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    drawn = _drawn(_source(name).replace("currentColor", color), round(size * scale))
    drawn.setDevicePixelRatio(scale)
    QPixmapCache.insert(key, drawn)
    return drawn


@lru_cache(maxsize=128)  # an icon is drawn in two inks for four screens, and its file is the program's own
def _source(name: str) -> str:
    file = paths.resources() / "icons" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(name)
    return file.read_text("utf-8")


def _drawn(svg: str, edge: int) -> QPixmap:
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return picture
