"""What a report is written from, gathered before a sentence is made: indicators judged, tasks, warnings, what is missing.

Plain values without a number of their own; each figure is a `Fact` that a builder notes when it states it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from haishu_desk.report.document import Chart
from haishu_desk.report.facts import Fact

ANNUAL, MIDTERM, FINAL = "annual", "midterm", "final"
KIND_TITLES = {ANNUAL: "年度监测报告", MIDTERM: "中期评估报告", FINAL: "总结评估报告"}
# The two editions of the final evaluation: before the last year's figures are out, and after.
BEFORE_THE_END, CHECKED = "期末版", "复核版"
EDITIONS = (BEFORE_THE_END, CHECKED)
WILL, MAY, HARDLY = "能完成", "力争完成", "难以完成"
OUTLOOKS = (WILL, MAY, HARDLY)
ESTIMATED = "预计"


@dataclass(frozen=True)
class Line:
    """One indicator. `why` is what the reporting units said; `verdict` a word of the chosen wording, `light` its lamp.

    `is_behind` and `is_open` say what the verdict means in any wording. `together` is what a sum or a reduction has come to.
    `required` is what each year left has to bring, between the words of `needed`; `gap` by how much it is short of what was expected.
    """

    code: str
    number: str
    name: str
    category: str
    unit: str = ""
    is_binding: bool = False
    lead: str = ""
    when: str = ""
    base: Fact | None = None
    target: Fact | None = None
    growth: Fact | None = None
    annual: Fact | None = None
    before: Fact | None = None
    actual: Fact | None = None
    together: Fact | None = None
    expected: Fact | None = None
    ratio: Fact | None = None
    progress: Fact | None = None
    required: Fact | None = None
    gap: Fact | None = None
    forecast: Fact | None = None
    average: Fact | None = None
    verdict: str = ""
    light: str = "grey"
    is_behind: bool = False
    is_open: bool = False
    by_level: str = ""
    by_growth: str = ""
    reason: str = ""
    outlook: str = ""
    needed: tuple[str, str] = ("", "")
    next_due: Fact | None = None
    next_annual: Fact | None = None
    formula: str = ""
    why: tuple[str, ...] = ()
    amended: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_estimate(self) -> bool:
        """Whether its figure is 预计."""
        return self.actual is not None and self.actual.vintage == ESTIMATED

    @property
    def title(self) -> str:
        """Its name with its unit."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name


@dataclass(frozen=True)
class Missing:
    """What a report lacks: of what, the reason's class, by whom it is to come, when, and what to do.

    `item` is the code of the indicator, empty for the tasks of a unit.
    """

    what: str
    kind: str
    why: str
    who: str
    when: str
    todo: str
    item: str = ""


@dataclass(frozen=True)
class Task:
    """A task of a 专栏 or a named project: what the plan says, who leads, how far it is in words, its money."""

    code: str
    box: str
    group: str
    name: str
    summary: str = ""
    lead: str = ""
    support: str = ""
    stage: str = ""
    progress: Fact | None = None
    planned: Fact | None = None
    invested: Fact | None = None
    problem: str = ""
    verdict: str = ""
    is_project: bool = False
    evidence: str = ""


@dataclass(frozen=True)
class Group:
    """A block or an action plan: how many tasks and projects belong to it, and how many of them have which verdict."""

    kind: str
    name: str
    tasks: int
    projects: int
    verdicts: tuple[tuple[str, int], ...]
    silent: int


@dataclass(frozen=True)
class Warned:
    """A warning: of which indicator, what, what the figures are, and what is advised."""

    name: str
    what: str
    advice: str = ""


@dataclass(frozen=True)
class Revised:
    """A published figure that was changed later: from, to, and on what grounds."""

    what: str
    before: Fact
    after: Fact
    grounds: str


@dataclass(frozen=True)
class Differs:
    """What a second edition says otherwise than the first: the figure and the verdict then and now."""

    name: str
    when: str
    before: str
    after: str
    verdict_before: str = ""
    verdict_after: str = ""


@dataclass(frozen=True)
class Advice:
    """Whether an indicator's target should be adjusted, and why."""

    name: str
    lead: str
    is_wanted: bool
    reason: str


@dataclass(frozen=True)
class Passed:
    """An indicator that goes on in the next plan: what it came to, and its base there (the same where none is printed)."""

    name: str
    result: Fact | None
    next_name: str
    next_base: Fact | None


@dataclass(frozen=True)
class Method:
    """How was judged: the preset's title, sentences of thresholds, the words with their definitions; `of_tasks` those of tasks and projects."""

    title: str
    sentences: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    of_tasks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Frame:
    """The settings of the office for one kind: empty for what it did not set."""

    title: str = ""
    number: str = ""
    office: str = ""
    addressee: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Material:
    """All of it. `day` is the report's ISO date, `cutoff` the day up to which is judged, `snapshot` names what it was taken from."""

    kind: str
    plan: str
    first_year: int
    last_year: int
    year: int
    cutoff: str
    day: str
    snapshot: str
    district: str
    time_progress: Fact
    lines: tuple[Line, ...]
    method: Method
    tasks: tuple[Task, ...] = ()
    groups: tuple[Group, ...] = ()
    totals: tuple[tuple[str, Fact], ...] = ()
    missing: tuple[Missing, ...] = ()
    warnings: tuple[Warned, ...] = ()
    revised: tuple[Revised, ...] = ()
    differences: tuple[Differs, ...] = ()
    earlier: str = ""
    advice: tuple[Advice, ...] = ()
    frame: Frame = field(default_factory=Frame)
    edition: str = ""
    base: str = ""
    estimates: tuple[tuple[Fact, Fact | None], ...] = ()
    passed: tuple[Passed, ...] = ()
    is_sample: bool = False
    charts: tuple[Chart, ...] = ()

    @property
    def judged(self) -> list[Line]:
        """The indicators with a verdict."""
        return [line for line in self.lines if not line.is_open]

    @property
    def open(self) -> list[Line]:
        """Those without."""
        return [line for line in self.lines if line.is_open]

    @property
    def behind(self) -> list[Line]:
        """Those that lag."""
        return [line for line in self.lines if line.is_behind]

    @property
    def categories(self) -> list[str]:
        """The categories of the plan's table in its order."""
        return list(dict.fromkeys(line.category for line in self.lines))

    def words(self) -> list[str]:
        """The verdict words in the order of their definitions."""
        return [word for word, _ in self.method.definitions]


def counted(lines: Iterable[Line]) -> Counter[str]:
    """How many of the lines have each verdict."""
    return Counter(line.verdict for line in lines)
