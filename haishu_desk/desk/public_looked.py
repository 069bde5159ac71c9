"""What a public edition would say, for the window: gathered in a process of its own (`desk.aside`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.desk import Desk
from haishu_desk.desk.publishing import Confirmation
from haishu_desk.desk.reporting import Told


@dataclass(frozen=True)
class Looked:
    """What would go out now: the rows of the 审查单, its title and code, how many figures, who confirmed it, what looks personal."""

    year: int
    title: str
    code: str
    rows: tuple[Mapping[str, Any], ...]
    facts: int
    missing: int
    confirmed: Confirmation | None
    personal: tuple[str, ...] = ()


def look(path: Path, year: int, told: Told) -> Looked:
    """What would go out of that year, read from that workspace by a Desk of its own."""
    with Desk(path) as desk:
        draft = desk.publishing.draft(year)
        told(0, 2)
        rows = tuple(draft.review())
        told(1, 2)
        edition, confirmed = draft.edition, desk.publishing.confirmation(draft.edition.digest)
    return Looked(
        year, edition.title, draft.code, rows, draft.facts, len(draft.missing), confirmed, tuple(draft.personal)
    )
