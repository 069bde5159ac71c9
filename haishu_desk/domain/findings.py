"""A finding: something about the data that a person should see, with its place. Collected and shown together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """`severity` is 强制性, 核实性 or 提示; `place` is `sheet!cell` or unit·period·item in words."""

    rule: str
    severity: str
    message: str
    place: str | None = None
    item: str | None = None
    field: str | None = None
    advice: str = ""

    def as_json(self) -> dict[str, Any]:
        """All fields under their own names."""
        return asdict(self)
