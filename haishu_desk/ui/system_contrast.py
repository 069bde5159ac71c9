"""The system's own high contrast, which comes before ours: whether it is on, and our tokens in its colours."""

from __future__ import annotations

import sys

from PySide6.QtGui import QColor, QPalette

_GET_HIGH_CONTRAST, _ON = 0x42, 0x1  # SPI_GETHIGHCONTRAST, HCF_HIGHCONTRASTON
_BRIGHT = 0.5
# Everything but these is the ink that the person chose for text: in high contrast there are no shades.
_GROUNDS = (
    "bg", "rail", "surface", "wash", "sunk", "raised", "accent_soft", "ok_soft", "warn_soft", "bad_soft", "idle_soft",
    "clash_soft", "c_prev", "c_prev2", "paper", "desk", "heat0", "shadow",
)  # fmt: skip


def is_on(platform: str = sys.platform) -> bool:
    """Whether the person switched on the high contrast of Windows; elsewhere nobody can say, so no."""
    if platform != "win32":
        return False
    import ctypes  # noqa: PLC0415  only there

    class HighContrast(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

    asked = HighContrast(ctypes.sizeof(HighContrast), 0, None)
    user32 = ctypes.windll.user32  # type: ignore[attr-defined]
    answered = user32.SystemParametersInfoW(_GET_HIGH_CONTRAST, asked.size, ctypes.byref(asked), 0)
    return bool(answered) and bool(asked.flags & _ON)


def is_bright(color: QColor) -> bool:
    """Whether dark ink is what can be read on it."""
    return color.lightnessF() > _BRIGHT


def in_system_colors(names: list[str], palette: QPalette) -> dict[str, str]:
    """Each token in the colours of the system: grounds, ink, what is chosen, what is off."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    tokens = {name: ground if name in _GROUNDS else ink for name in names}
    highlight, on_highlight = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    tokens.update(accent=highlight, accent_hover=highlight, accent_line=highlight, on_accent=on_highlight)
    tokens["on_bad"] = ground
    tokens["off"] = palette.color(QPalette.ColorGroup.Disabled, role.WindowText).name()
    # A bar under words may not swallow them.
    tokens.update(heat1=ground, heat2=ground, mark=ground)
    return tokens
