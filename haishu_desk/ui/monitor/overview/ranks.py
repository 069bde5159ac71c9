"""镇街排名 as rows that are ready to be shown. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.counted import APPROVED
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.units import TOWNSHIP_KINDS
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.lines import DASH, MINUS, SILENT, grouped

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

NAMELESS = "某单位"
_PARTS = {"12-31": "", "09-30": "-Q3", "06-30": "-H1", "03-31": "-Q1"}


@dataclass(frozen=True)
class Rank:
    """One unit: `number` None where it has no figure; `length` is the bar's share of the longest one."""

    place: str
    name: str
    value: str
    number: Decimal | None
    length: float
    share: str
    change: str
    contribution: str
    completion: str


@dataclass(frozen=True)
class Ranks:
    """The ranking of an item: `rows` as the district sees them, `outside` as they may be shown to others."""

    item: Item
    choice: Choice
    rows: tuple[Rank, ...]
    outside: tuple[Rank, ...]
    is_named: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has no figure, by name."""
        return tuple(row.name for row in self.rows if row.number is None)


def period_of(choice: Choice) -> str:
    """The period that ends on that day: a year, a half year or a quarter."""
    return f"{choice.year}{_PARTS[choice.cutoff]}"


def items_ranked(desk: Desk, plan: str) -> list[Item]:
    """The indicators of a plan that townships report."""
    documents = desk.documents

    def has_parts(item: Item) -> bool:
        kinds = (documents.units.get(unit).kind for unit in documents.reporters(item.code))
        return any(kind in TOWNSHIP_KINDS for kind in kinds)

    catalogue = documents.catalogue
    return [item for item in catalogue if item.plan == plan and item.kind == INDICATOR and has_parts(item)]


def ranks_of(desk: Desk, item: str, choice: Choice) -> Ranks:
    """The ranking of that item; UsageError where it is not reported by such a period."""
    period = period_of(choice)
    inside = desk.ranking.rank(item, period, basis=choice.basis)
    outside = desk.ranking.rank(item, period, basis=choice.basis, outside=True)
    named = desk.settings.names_in_ranking
    return Ranks(desk.documents.catalogue.get(item), choice, tuple(_rows(inside)), tuple(_rows(outside)), named)


def has_unapproved(ranks: Ranks) -> bool:
    """Whether figures may be among them that nobody approved."""
    return ranks.choice.basis != APPROVED


def _rows(found: Iterable[Mapping[str, Any]]) -> list[Rank]:
    rows = list(found)
    longest = max((abs(Decimal(row["value"])) for row in rows if row["value"]), default=Decimal(0))
    return [_row(row, longest) for row in rows]


def _row(row: Mapping[str, Any], longest: Decimal) -> Rank:
    number = Decimal(row["value"]) if row["value"] else None
    length = float(abs(number) / longest) if number is not None and longest else 0.0
    return Rank(
        str(row["rank"]) if row["rank"] else DASH,
        row["name"] or NAMELESS,
        grouped(row["value"]) if row["value"] else SILENT,
        number,
        length,
        _percent(row["share"]),
        _percent(row["change"], signed=True) if row["change"] else _signed(row["difference"]),
        _signed(row["contribution"]),
        _percent(row["completion"]),
    )


def _percent(ratio: str | None, *, signed: bool = False) -> str:
    if ratio is None:
        return DASH
    text = f"{Decimal(ratio) * 100:{'+' if signed else ''}.1f}%"
    return text.replace("-", MINUS)


def _signed(number: str | None) -> str:
    return DASH if number is None else f"{Decimal(number):+.2f}".replace("-", MINUS)
