"""How wide signs are where no font can be asked: what an office program will set is not known here."""

from __future__ import annotations

import unicodedata


class EvenFaces:
    """A Chinese sign is as wide as its type is high, any other three fifths as wide, as wider faces have it."""

    def advance(self, sign: str, face: str) -> float:
        """See `Faces`."""
        del face
        return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.6
