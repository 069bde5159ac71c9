"""The faces of the paper by name, with fall-back: a serif for the text, a sans serif for titles. And how wide their signs are."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from haishu_desk.press.families import FAMILIES
from haishu_desk.report.drawn import BODY, BOLD, HEAD

SERIF = ("SimSun", "NSimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "AR PL UMing CN", *FAMILIES)
SANS = ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", *FAMILIES)
_FAMILIES = {BODY: SERIF, BOLD: SERIF, HEAD: SANS}
# A font is measured and painted in steps of a hundredth of a millimetre, so that no screen or printer rounds its signs.
STEPS = 100


class PaperFaces:
    """The faces that this machine has."""

    def __init__(self) -> None:
        known = set(QFontDatabase.families())
        self._families = {face: [name for name in names if name in known] for face, names in _FAMILIES.items()}
        self._metrics = {face: QFontMetricsF(self.font(face, 10 * STEPS)) for face in _FAMILIES}
        self.advance = cache(self._advance)

    def font(self, face: str, pixels: int) -> QFont:
        """The font of a face, so many steps high."""
        font = QFont(self._families[face] or list(_FAMILIES[face]))
        font.setPixelSize(pixels)
        font.setBold(face != BODY)
        # The width of a text is the sum of its signs, and each sign is its own in the PDF: a face that sets other forms of
        # figures beside letters would paint what no program can search for.
        font.setKerning(False)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _advance(self, sign: str, face: str) -> float:
        return self._metrics[face].horizontalAdvance(sign) / (10 * STEPS)
