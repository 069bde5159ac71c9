"""The colours can be read: every pair of ink and ground that is used (resources/style/pairs.json), computed from the tokens.

Contrast is that of WCAG 2; what a colour-blind person sees is that of Machado, Oliveira and Fernandes 2009, severity 1.
"""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette

from haishu_desk import paths
from haishu_desk.ui.marks import MARKS, text_token
from haishu_desk.ui.system_contrast import in_system_colors
from haishu_desk.ui.theme import MODES, tokens_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Color = tuple[float, float, float]
UI = Path(__file__).parents[2] / "haishu_desk" / "ui"
STYLE = paths.resources() / "style"
PAIRS = json.loads((STYLE / "pairs.json").read_text("utf-8"))
WORDS, EDGES, APART = PAIRS["words"], PAIRS["edges"], PAIRS["apart"]
LEAST = {"light": 4.5, "dark": 4.5, "contrast": 7.0}
EDGE, FAR = 3.0, 15.0
# Linear RGB to what is seen, table 1 of the paper at severity 1.0.
BLIND = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(color: str) -> Color:
    """#RRGGBB as linear light, 0 to 1."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    light, dark = sorted(
        (0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (linear(one), linear(other))),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def lab(color: Color) -> Color:
    """Linear sRGB as CIE L*a*b* under D65."""
    red, green, blue = color
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    f, g, h = (each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z))
    return 116 * g - 16, 500 * (f - g), 200 * (g - h)


def seen(color: str, eyes: str) -> Color:
    """A colour as those eyes see it, as L*a*b*."""
    light = linear(color)
    red, green, blue = (
        min(max(sum(part * each for part, each in zip(row, light, strict=True)), 0.0), 1.0) for row in BLIND[eyes]
    )
    return lab((red, green, blue))


def distance(one: str, other: str, eyes: str) -> float:
    """How far apart two colours are for those eyes (CIE76)."""
    pairs = zip(seen(one, eyes), seen(other, eyes), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def too_close(tokens: Mapping[str, str], pairs: Mapping[str, list[str]], least: float) -> list[str]:
    """The pairs that do not reach that contrast, in words."""
    return [
        f"{ink} on {ground}: {contrast(tokens[ink], tokens[ground]):.2f}"
        for ink, grounds in pairs.items()
        for ground in grounds
        if contrast(tokens[ink], tokens[ground]) < least
    ]


def test_the_measure_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#FFFFFF")) == pytest.approx((100, 0, 0), abs=0.05)


@pytest.mark.parametrize("mode", MODES)
def test_all_words_can_be_read_on_their_ground(mode: str) -> None:
    assert too_close(tokens_of(mode), WORDS, LEAST[mode]) == []


@pytest.mark.parametrize("mode", MODES)
def test_edges_of_fields_focus_rings_marks_and_lines_can_be_seen(mode: str) -> None:
    assert too_close(tokens_of(mode), EDGES, EDGE) == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("group", APART)
@pytest.mark.parametrize("eyes", BLIND)
def test_statuses_and_lines_stay_apart_for_the_colour_blind(mode: str, group: str, eyes: str) -> None:
    tokens = tokens_of(mode)
    close = {
        (one, other): round(distance(tokens[one], tokens[other], eyes), 1)
        for one, other in combinations(APART[group], 2)
        if distance(tokens[one], tokens[other], eyes) < FAR
    }
    assert close == {}


def test_every_ink_of_words_that_the_code_names_is_in_the_table() -> None:
    """A new token for words cannot be used without being measured."""
    code = "\n".join(file.read_text("utf-8") for file in UI.rglob("*.py")) + (STYLE / "app.qss").read_text("utf-8")
    named = {token for token in tokens_of("light") if re.search(rf"[\"'@]{token}[\"'; ]", code)}
    inks = {token for token in named if "text" in token or token.startswith("on_")}
    assert inks <= set(WORDS)
    assert {text_token(mark) for mark in MARKS} <= set(WORDS)
    grounds = {token for token in named if token.endswith("_soft") or token in ("wash", "sunk", "raised", "mark")}
    assert grounds <= {ground for measured in WORDS.values() for ground in measured}


@pytest.mark.parametrize(
    ("ground", "ink", "highlight", "on_highlight", "off"),
    [
        # Windows' Aquatic, Desert and Night sky.
        ("#202020", "#FFFFFF", "#8EE3F0", "#263B50", "#A6A6A6"),
        ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3", "#676767"),
        ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B", "#A6A6A6"),
    ],
)
def test_in_the_colours_of_the_system_everything_stays_readable(
    ground: str, ink: str, highlight: str, on_highlight: str, off: str
) -> None:
    palette, role = QPalette(), QPalette.ColorRole
    for each, color in (
        (role.Window, ground), (role.WindowText, ink), (role.Highlight, highlight), (role.HighlightedText, on_highlight),
    ):  # fmt: skip
        palette.setColor(each, QColor(color))
    palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, QColor(off))
    tokens = in_system_colors(list(tokens_of("contrast")), palette)
    assert set(tokens) == set(tokens_of("contrast"))
    assert too_close(tokens, WORDS, 4.5) == []
    assert too_close(tokens, EDGES, EDGE) == []
