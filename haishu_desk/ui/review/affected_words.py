"""What was built on a figure, in a few lines under the table where it is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_SHOWN = 4


def told_affected(rows: Sequence[Mapping[str, Any]]) -> str:
    """A line with the count and the first few; empty where nothing was built on it."""
    if not rows:
        return ""
    first = "；".join(str(row["what"]) for row in rows[:_SHOWN])
    more = f"；还有 {len(rows) - _SHOWN} 处" if len(rows) > _SHOWN else ""
    return f"用到这些数的有 {len(rows)} 处，要一并看：{first}{more}"
