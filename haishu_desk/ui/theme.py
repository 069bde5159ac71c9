"""Colours, type, heights and the style sheet from the tokens in resources/style; Fusion on every system.

大字 makes every text 2 points larger. What holds text grows with it in this one place: a height, or the place of a line
in it, is written as `theme.tall(30)`, a width as `theme.wide(72)`, both counted without 大字.
"""

from __future__ import annotations

import json
import re
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from haishu_desk import paths
from haishu_desk.press.families import FAMILIES
from haishu_desk.ui.system_contrast import in_system_colors, is_bright

MODES = ("light", "dark", "contrast")
SYSTEM = "system"
# Points, without 大字.
SIZES = {
    "count": 18.0,
    "figure": 16.0,
    "page": 13.0,
    "sheet": 12.0,
    "panel": 11.0,
    "body": 10.0,
    "chip": 9.5,
    "small": 9.0,
    "badge": 8.5,
}
LARGER = 2.0
# A row of 30 becomes 36, the rail of 72 becomes 84.
_TALLER, _WIDER = 1.2, 7 / 6
_ROLES = {
    QPalette.ColorRole.Window: "bg",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "wash",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "bad_text",
    QPalette.ColorRole.Highlight: "accent_soft",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Mid: "line2",
    QPalette.ColorRole.Dark: "line2",
    QPalette.ColorRole.Light: "surface",
}


class Theme:
    """The tokens of one mode, and how large text is."""

    def __init__(self, mode: str = "light", *, is_large: bool = False) -> None:
        self.mode, self.is_large = "", is_large
        self.tokens: dict[str, str] = {}
        self.become(mode)

    def become(self, mode: str, *, is_large: bool | None = None) -> None:
        """Take on the tokens of another mode, or 大字; who asks for a colour or a size from now on gets the new one.

        `system` are the colours of the system's own high contrast, which nothing here overrules.
        """
        self.mode = mode
        self.is_large = self.is_large if is_large is None else is_large
        self.tokens = tokens_of_system() if mode == SYSTEM else tokens_of(mode)

    def color(self, token: str) -> QColor:
        """The colour of a token; KeyError for a name that there is none of."""
        return QColor(self.tokens[token])

    def points(self, use: str = "body") -> float:
        """The size of one use of `SIZES` in points."""
        return SIZES[use] + (LARGER if self.is_large else 0)

    def tall(self, height: int) -> int:
        """A height that holds text, or the place of a line in it, in pixels."""
        return round(height * _TALLER) if self.is_large else height

    def wide(self, width: int) -> int:
        """A width that holds text, in pixels."""
        return round(width * _WIDER) if self.is_large else width

    def font(self, use: str = "body", *, bold: bool = False) -> QFont:
        """The font for one use of `SIZES`."""
        font = QFont(list(self._families))
        font.setPointSizeF(self.points(use))
        font.setBold(bold)
        return font

    @cached_property
    def _families(self) -> tuple[str, ...]:
        """The named families that this machine has, else all of them for Qt to choose."""
        known = set(QFontDatabase.families())
        return tuple(family for family in FAMILIES if family in known) or FAMILIES

    def palette(self) -> QPalette:
        """The palette of the whole application."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("off"))
        return palette

    def style_sheet(self) -> str:
        """The short style sheet with this mode's colours and sizes in it."""
        text = (paths.resources() / "style" / "app.qss").read_text("utf-8")
        for token in sorted(self.tokens, key=len, reverse=True):
            text = text.replace(f"@{token};", f"{self.tokens[token]};").replace(f"@{token} ", f"{self.tokens[token]} ")
        icons, ink = (paths.resources() / "icons").as_posix(), self.mode
        if ink == SYSTEM:  # the pictures come in three inks: the one that can be seen on this ground
            ink = "contrast" if is_bright(self.color("surface")) else "dark"
        text = re.sub(r"url\(@([a-z-]+)\)", lambda found: f'url("{icons}/{found[1]}-{ink}.svg")', text)
        text = re.sub(r"(min-height: )(\d+)px", lambda found: f"{found[1]}{self.tall(int(found[2]))}px", text)
        return re.sub(r"(font-size: )(\d+)pt", lambda found: f"{found[1]}{int(found[2]) + self._more}pt", text)

    @property
    def _more(self) -> int:
        return int(LARGER) if self.is_large else 0

    def dress(self, application: QApplication) -> None:
        """Put style, palette, font and style sheet on the application."""
        application.setStyle("Fusion")
        application.setPalette(self.palette())
        application.setFont(self.font())
        application.setStyleSheet(self.style_sheet())


def tokens_of(mode: str) -> dict[str, str]:
    """The colours of one of `MODES` as #RRGGBB, by token."""
    tokens: dict[str, str] = json.loads((paths.resources() / "style" / "tokens.json").read_text("utf-8"))[mode]
    return tokens


def tokens_of_system() -> dict[str, str]:
    """The colours of the system's high contrast, by token."""
    QGuiApplication.setPalette(QPalette())  # ours away: what is asked then is the system's
    return in_system_colors(list(tokens_of("contrast")), QGuiApplication.palette())
