"""Colours, type and the style sheet from the tokens in resources/style; Fusion on every system."""

from __future__ import annotations

import json
import re
from functools import cached_property

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from haishu_desk import paths

MODES = ("light", "dark", "contrast")
FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
# Point sizes of tokens.md section 2.
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
    """The tokens of one mode."""

    def __init__(self, mode: str = "light") -> None:
        self.mode = ""
        self.tokens: dict[str, str] = {}
        self.become(mode)

    def become(self, mode: str) -> None:
        """Take on the tokens of another mode; who asks for a colour from now on gets the new one."""
        self.mode = mode
        self.tokens = json.loads((paths.resources() / "style" / "tokens.json").read_text("utf-8"))[mode]

    def color(self, token: str) -> QColor:
        """The colour of a token; KeyError for a name that there is none of."""
        return QColor(self.tokens[token])

    def font(self, use: str = "body", *, bold: bool = False) -> QFont:
        """The font for one use of `SIZES`."""
        font = QFont(list(self._families))
        font.setPointSizeF(SIZES[use])
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
        """The short style sheet with this mode's colours in it."""
        text = (paths.resources() / "style" / "app.qss").read_text("utf-8")
        for token in sorted(self.tokens, key=len, reverse=True):
            text = text.replace(f"@{token};", f"{self.tokens[token]};").replace(f"@{token} ", f"{self.tokens[token]} ")
        icons = (paths.resources() / "icons").as_posix()
        return re.sub(r"url\(@([a-z-]+)\)", lambda found: f'url("{icons}/{found[1]}-{self.mode}.svg")', text)

    def dress(self, application: QApplication) -> None:
        """Put style, palette, font and style sheet on the application."""
        application.setStyle("Fusion")
        application.setPalette(self.palette())
        application.setFont(self.font())
        application.setStyleSheet(self.style_sheet())
