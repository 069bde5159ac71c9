"""What in a plan does not add up. Rules, not a list of findings: they hold for any plan's document.

Both values are kept and told, nothing is corrected. `RULES` is the whole of it, in the order in which it is told: add a
function there that yields what it finds. Prices, notes and rounding never silence a finding; they are told with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from haishu_desk.monitor import glyphs, table_rules, text_rules
from haishu_desk.monitor.plan_text import Document, Found, PlanText, Where

RULES: dict[str, Callable[[PlanText], Iterator[Found]]] = {
    "bracket": table_rules.bracket,
    "growth-rate": table_rules.growth_rate,
    "growth-column-repeats-target": table_rules.growth_column_repeats_target,
    "target-looser-than-base": table_rules.looser_than_base,
    "base-changed": table_rules.base_changed,
    "two-values": text_rules.two_values,
    "sum-of-parts": text_rules.sum_of_parts,
    "declared-count": text_rules.declared_count,
    "garbled-count": text_rules.garbled_count,
    "two-statuses": text_rules.two_statuses,
    "repeated-note-number": text_rules.repeated_note_number,
    "stray-glyph": glyphs.stray_glyph,
}


@dataclass(frozen=True)
class Inconsistency:
    """One thing that does not add up.

    `where` is `{"plan", "table"|"box"|"chapter", "item"}`; `printed` is the text as it stands there, `computed` what
    stands elsewhere or follows from other figures, blank where nothing follows; `message` says both in a sentence.
    """

    rule: str
    where: Where
    printed: str
    computed: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract."""
        return asdict(self)


def consistency(plan: Document, others: Sequence[Document] = ()) -> list[Inconsistency]:
    """All that does not add up in a plan's document, by rule and then in print order.

    `others` are the documents of the plans that its rows continue or its text tells of; without them those are skipped.
    """
    text = PlanText(plan, others)
    return [Inconsistency(rule, *found) for rule, find in RULES.items() for found in find(text)]
