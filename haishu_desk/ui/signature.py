"""How the word for a signature is shown: a shape beside it, and a colour."""

from __future__ import annotations

from haishu_desk.desk.signatures import BAD, GOOD, LEVELS, MIND
from haishu_desk.ui.widgets import shapes
from haishu_desk.ui.widgets.shapes import Status

_MARKS = {GOOD: shapes.OK, MIND: shapes.WARN, BAD: shapes.BAD}


def signature_status(word: str | None) -> Status:
    """The mark and the word; without a word nothing could be read."""
    return Status(_MARKS[LEVELS[word]], word) if word else Status(shapes.IDLE, "读不出")
