"""A finding: something about the data that a person should see, with its place. Collected and shown together."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

HARD, QUERY, HINT = "强制性", "核实性", "提示"
SEVERITIES = (HARD, QUERY, HINT)
# The check for numbers of persons: the one hint that is marked in its cell.
PERSONAL = "personal"
ASKED, GRANTED, REFUSED = "申请", "同意", "不同意"


@dataclass(frozen=True)
class Finding:
    """`severity` is 强制性, 核实性 or 提示; `place` is `sheet!cell` or unit·period·item in words.

    What compares two sides says both as text (`left`, `right`), and their `difference` where both are numbers.
    `explained` is true of a 核实性 one whose 审核说明 was accepted for just these values; `exemption` of a 强制性 one is
    申请 (豁免 is asked for), 同意 or 不同意 (decided by the district), None where nobody asked.
    """

    rule: str
    severity: str
    message: str
    place: str | None = None
    item: str | None = None
    field: str | None = None
    advice: str = ""
    title: str = ""
    unit: str | None = None
    period: str | None = None
    left: str | None = None
    right: str | None = None
    difference: str | None = None
    causes: tuple[str, ...] = ()
    explained: bool = False
    exemption: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of 上报: a 核实性 one without a word, a 强制性 one that nobody asked to except."""
        if self.severity == HARD:
            return self.exemption in (None, REFUSED)
        return self.severity == QUERY and not self.explained

    @property
    def stands(self) -> bool:
        """Whether it counts as a 强制性 error: one that the district has excepted does not."""
        return self.severity == HARD and self.exemption != GRANTED

    def as_json(self) -> dict[str, Any]:
        """All fields under their own names."""
        return {**asdict(self), "causes": list(self.causes)}
