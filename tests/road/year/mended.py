"""The end of the page: what was mended while the year was worked through, and the pictures of the window."""

from __future__ import annotations

MENDED: tuple[tuple[str, str], ...] = ()
PICTURES: tuple[tuple[str, str], ...] = ()
