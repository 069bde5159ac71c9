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
    for token, mode in ((ink, QIcon.Mode.Normal), ("off", QIcon.Mode.Disabled)):
        for picture in _pictures(theme, name, token, size, _SCALES):
            made.addPixmap(picture, mode)
    return made


def pixmap(theme: Theme, name: str, ink: str = "text2", size: int = CONTROL, scale: float = 1.0) -> QPixmap:
    """The picture of that icon for a screen of that `scale`; KeyError for a name that there is none of."""
    (picture,) = _pictures(theme, name, ink, size, (scale,))
    return picture


def _pictures(theme: Theme, name: str, ink: str, size: int, scales: tuple[float, ...]) -> list[QPixmap]:
    """One for each scale: those that are kept, and the others of a source that is read once for all."""
    color = theme.color(ink).name()
    found: list[QPixmap] = []
    renderer: QSvgRenderer | None = None
    for scale in scales:
        key, picture = f"haishu-icon/{name}/{color}/{size}/{scale}", QPixmap()
        if not QPixmapCache.find(key, picture):
            renderer = renderer or QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))
            picture = _drawn(renderer, round(size * scale))
            picture.setDevicePixelRatio(scale)
            QPixmapCache.insert(key, picture)
        found.append(picture)
    return found


@lru_cache(maxsize=128)  # an icon is drawn in two inks for four screens, and its file is the program's own
def _source(name: str) -> str:
    """What stands in the file: eight pictures are made of it for each colour."""
    file = paths.resources() / "icons" / f"{name}.svg"
    if not file.is_file():
        raise KeyError(name)
    return file.read_text("utf-8")


def _drawn(renderer: QSvgRenderer, edge: int) -> QPixmap:
    picture = QPixmap(edge, edge)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    return picture
