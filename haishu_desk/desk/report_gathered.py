"""What a shown report is made from, and the bytes of its file: both are done in a process of their own (`desk.aside`).

On 760,000 values the gathering takes 2.3 GB at its peak, which only the end of a process gives back whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.earlier import DeskThen
from haishu_desk.desk.report_records import Written
from haishu_desk.desk.reporting import Made, Told, Wanted, writer_of
from haishu_desk.report.document import Document
from haishu_desk.report.draft import Chapter
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import Line, Material
from haishu_desk.report.personal_places import personal_of_document

BY_HAND = "人工改判"


@dataclass(frozen=True)
class Gathered:
    """A report before it is on pages. `differing` are the indicators that are judged otherwise today, `by_hand` those overruled.

    `personal` are the places that look like a person's number, as `personal_of_document` words them.
    """

    wanted: Wanted
    document: Document
    material: Material
    record: Written
    facts: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]
    differing: tuple[str, ...]
    by_hand: tuple[str, ...]
    personal: tuple[str, ...]


def gather(path: Path, wanted: Wanted, told: Told) -> Gathered:
    """What the report says, read from that workspace by a Desk of its own that only reads; the errors of `Reporting.make`."""
    with Desk(path) as desk:
        made = desk.reporting.make(wanted, told)
        differing, by_hand = _beside(desk, made.material, made.record)
    personal = tuple(personal_of_document(made.document))
    return Gathered(
        wanted, made.document, made.material, made.record, made.facts, made.chapters, differing, by_hand, personal
    )


def office_bytes(path: Path, gathered: Gathered, ending: str, told: Told) -> bytes:
    """The bytes of a .docx or an .xlsx of what is shown."""
    with Desk(path) as desk:
        then = DeskThen(desk, gathered.record.n, gathered.record.day)
        made = Made(gathered.document, gathered.material, then, gathered.record)
        return writer_of(Path(f"a{ending}"))(made, told)


def _beside(desk: Desk, material: Material, record: Written) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The indicators whose figure 监测 has otherwise today, and those that were judged by hand."""
    judged = desk.evaluating.judged(record.plan, record.year, cutoff=record.cutoff, base=record.base)
    today = {each.row["item"]: each.row for each in judged}
    differing = tuple(
        line.name
        for line in material.lines
        if line.code in today and _number(_stated(line)) != _number(today[line.code]["actual"])
    )
    by_hand = tuple(line.name for line in material.lines if today.get(line.code, {}).get("reason") == BY_HAND)
    return differing, by_hand


def _stated(line: Line) -> str | None:
    """What is judged of the indicator: what the years together come to where that is what was promised."""
    fact = line.together or line.actual
    return fact.value if fact else None


def _number(text: str | None) -> Decimal | None:
    """The figure without its 约, > or %; None for what is none."""
    found = re.search(r"-?[0-9][0-9,]*\.?[0-9]*", text or "")
    return Decimal(found[0].replace(",", "")) if found else None
