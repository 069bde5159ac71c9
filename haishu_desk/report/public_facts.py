"""What a public edition says, and nothing else: the page, the workbook and the table are written from this alone.

There is no field here for a 说明, a comment, a reason or a person, so that none of them can get out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from haishu_desk.domain.canonical import canonical, digest, version_code

# How a target can be drawn: at the plan's last year, over the whole term, or not at all.
AT_THE_END, ALL_ALONG, IN_WORDS = "end", "along", "words"
ESTIMATED = "预计"
# Verdicts as shapes: a sign says the same as the colour.
AHEAD, ON_COURSE, BEHIND, OPEN = "ahead", "on-course", "behind", "open"


@dataclass(frozen=True)
class PublicPoint:
    """What is public of one year: `words` as people read them, a value or why there is none.

    `number` is what can be drawn; `vintage` is empty for a figure without one; `has_value` is False where `words` say why not.
    """

    year: int
    words: str
    number: Decimal | None = None
    vintage: str = ""
    is_base: bool = False
    has_value: bool = True

    @property
    def is_estimate(self) -> bool:
        """预计, which is never shown as if it were a figure like the others."""
        return self.vintage == ESTIMATED

    @property
    def whole(self) -> str:
        """The value with its 数值状态: 1594.8（最终核实）."""
        return f"{self.words}（{self.vintage}）" if self.vintage else self.words


@dataclass(frozen=True)
class PublicTarget:
    """What the plan wants: in words, and how it can be drawn; `growth` is what it wants of the way there, in words."""

    level: str
    growth: str = ""
    drawn: str = IN_WORDS
    number: Decimal | None = None

    @property
    def words(self) -> str:
        """Level and growth in one line."""
        return "；".join(filter(None, (self.level, self.growth))) or "没有定目标"


@dataclass(frozen=True)
class PublicVerdict:
    """The verdict in the public wording; `why` says why there is none, in public words."""

    word: str
    shape: str
    why: str = ""

    @property
    def whole(self) -> str:
        """The word with its reason."""
        return f"{self.word}（{self.why}）" if self.why else self.word


@dataclass(frozen=True)
class PublicItem:
    """One indicator: `latest` is its figure of the year, of the period `period`; `points` the years of the plan."""

    code: str
    number: str
    name: str
    category: str
    unit: str
    attribute: str
    period: str
    latest: PublicPoint
    target: PublicTarget
    verdict: PublicVerdict
    source: str
    notes: tuple[str, ...] = ()
    points: tuple[PublicPoint, ...] = ()
    breaks: tuple[int, ...] = ()

    @property
    def has_figure(self) -> bool:
        """Whether any year has a number to draw."""
        return any(point.number is not None for point in self.points)


@dataclass(frozen=True)
class PublicEdition:
    """A public edition: `until` is the day up to which is judged, `tasks` are counts with their titles.

    `method` are sentences about how was judged; `words` the verdicts with their definitions; `all_items` counts the
    plan's indicators, public or not.
    """

    district: str
    plan: str
    short_plan: str
    years: tuple[int, int, int]
    year: int
    until: str
    all_items: int
    items: tuple[PublicItem, ...]
    tasks: tuple[tuple[str, int], ...]
    words: tuple[tuple[str, str], ...]
    method: tuple[str, ...]
    is_sample: bool = False

    @property
    def title(self) -> str:
        """The title of the page."""
        sample = "示例　" if self.is_sample else ""
        return f"{sample}{self.district}{self.short_plan}规划主要指标进展（{self.year}年）"

    @property
    def categories(self) -> list[tuple[str, list[PublicItem]]]:
        """The items by category, in print order."""
        found: dict[str, list[PublicItem]] = {}
        for item in self.items:
            found.setdefault(item.category, []).append(item)
        return list(found.items())

    @property
    def counted(self) -> list[tuple[str, int]]:
        """How many items have each verdict, in the order of the wording; a word that nobody has is 0."""
        said = [item.verdict.word for item in self.items]
        return [(word, said.count(word)) for word in dict.fromkeys((*(word for word, _ in self.words), *said))]

    @property
    def digest(self) -> str:
        """The name of exactly what is said: two editions with one name say the same."""
        return digest(canonical(_plain(asdict(self))))


@dataclass(frozen=True)
class Stamp:
    """Under what the edition goes out: its name, and the day on which it was looked through and confirmed."""

    digest: str
    day: str

    @property
    def code(self) -> str:
        """The short form of the name."""
        return version_code(self.digest)


def stamp_of(edition: PublicEdition, day: str) -> Stamp:
    """The stamp of an edition that was confirmed on that day (an ISO date)."""
    return Stamp(edition.digest, day)


def _plain(part: Any) -> Any:
    if isinstance(part, Decimal):
        return str(part)
    if isinstance(part, dict):
        return {key: _plain(each) for key, each in part.items()}
    if isinstance(part, Sequence) and not isinstance(part, str):
        return [_plain(each) for each in part]
    return part
