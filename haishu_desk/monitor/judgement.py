"""One indicator judged: by its level and by its growth, side by side, since the two can differ (水平, 增速).

By level: how far it has come against how far its path expects; where there is no share of the way (a flow in the middle of a
year, no base), actual over expected. By growth: the average yearly growth since the base year against the printed one. In
the last year growth, and a level without a base, have reached what was promised or have not: no room is left then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import Quantity, show
from haishu_desk.monitor.chain import Together, chained, reduced, reduction_words, summed, yearly_average
from haishu_desk.monitor.commitment import (
    ASSIGNED,
    GROWTH,
    KEPT_OR_BROKEN,
    REDUCTION,
    REFERENCE,
    TOTAL,
    WORDS,
    Commitment,
)
from haishu_desk.monitor.expectation import HALF_OF_YEAR, Expected, HalfYear
from haishu_desk.monitor.keeping import keeps, margin
from haishu_desk.monitor.moment import Moment, moment_of
from haishu_desk.monitor.needed import ADDING_UP, needed, needed_growth, reaches
from haishu_desk.monitor.numbers import HUNDRED, exact, reckoning, settled, shown
from haishu_desk.monitor.path import expected, growth_path
from haishu_desk.monitor.progress import Share, attainment, due_progress, progress
from haishu_desk.monitor.reasons import IN_WORDS, NO_BASE, NO_TARGET
from haishu_desk.monitor.verdict import (
    BEHIND,
    EARLY,
    GREEN,
    OPEN,
    RATIO,
    RED,
    Graded,
    Rules,
    graded,
    kept_or_not,
    not_judged,
)

WORSE, BROKEN, DIFFER = "低于基期", "越过界限", "水平与增速不一致"
NO_YEARS, UNDECIDED = "缺年份", "界限判不出"
_GAP_PLACES, _FINEST = 2, 12


@dataclass(frozen=True)
class Facts:
    """What is known of one indicator at the end of the period `at`.

    `yearly` are the figures of the years of the plan up to then, the last one of the part of a year; `growths` the yearly
    growth in per cent likewise; `total` is a printed sum of the whole term, `average` a printed average growth of it.
    """

    commitment: Commitment
    at: Period
    actual: Quantity
    yearly: Mapping[int, Decimal | None] = field(default_factory=dict)
    growths: Mapping[int, Decimal | None] = field(default_factory=dict)
    total: Decimal | None = None
    average: Decimal | None = None
    is_binding: bool = False


@dataclass(frozen=True)
class Judgement:
    """What came of it. `actual` and `expected` are comparable: of a sum or a reduction what has come together since the base.

    With a year missing there is no such sum and `actual` is None. `ratio` is the 实现度; `required` the yearly rate in per cent still needed (of a sum the yearly amount).
    """

    graded: Graded
    by_level: Graded | None = None
    by_growth: Graded | None = None
    actual: Decimal | None = None
    due: Decimal | None = None
    progress: Decimal | None = None
    ratio: Decimal | None = None
    required: Decimal | None = None
    formula: str = ""


def judge(facts: Facts, rules: Rules) -> Judgement:
    """The verdict on one indicator by the rules, with the figures it rests on and its formula in words."""
    return _Judging(facts, rules).judgement()


def due_of(promise: Commitment, at: Period, half_year: HalfYear = HALF_OF_YEAR) -> Expected:
    """What is expected by then; of a sum or a reduction what should have come together since the base."""
    due = expected(promise, at, half_year=half_year)
    if promise.kind in ADDING_UP:
        return replace(due, value=due.since_start, since_start=None)
    return due


class _Judging:
    def __init__(self, facts: Facts, rules: Rules) -> None:
        self._facts, self._rules, self._promise = facts, rules, facts.commitment
        self._moment = moment_of(facts.at)
        self._is_over = self._moment == Moment(self._promise.end_year)
        self._together = self._added_up()
        self._due = due_of(self._promise, facts.at, rules.half_year)
        is_one = facts.actual.op in ("eq", "approx")
        own = facts.actual.number if is_one else None
        self._value = self._together.value if self._together is not None else own
        self._said: list[str] = []

    def judgement(self) -> Judgement:
        """By level first; what has no level by growth."""
        if self._due.formula:
            self._said.append(f"应达 {self._due.formula}")
        share = self._share()
        level, growth = self._by_level(share), self._by_growth()
        whole = self._whole(level, growth)
        needed_yearly = self._needed()
        has_share = share.value is not None and self._together_is_whole
        return Judgement(
            whole,
            level,
            growth,
            self._value if self._together_is_whole else None,
            self._due.value,
            share.value if has_share else None,
            self._ratio().value,
            needed_yearly,
            "；".join(self._said),
        )

    def _needed(self) -> Decimal | None:
        promise = self._promise
        if promise.kind == GROWTH:
            found = needed_growth(promise, self._index().value, self._moment)
        else:
            found = needed(promise, self._value if self._together_is_whole else None, self._moment)
        self._said += [found.told] if found.told else []
        return found.value

    def _whole(self, level: Graded | None, growth: Graded | None) -> Graded:
        """The level counts; growth where there is no level, or none that can be judged. That the two differ is said."""
        judged = [each for each in (level, growth) if each is not None and each.verdict != OPEN]
        if not judged:
            is_words = self._facts.actual.op == "text" or self._promise.kind == WORDS
            alone = not_judged(IN_WORDS if is_words else self._due.why or self._promise.why or NO_TARGET)
            return level or growth or alone
        whole = judged[0]
        if len({each.verdict == BEHIND for each in judged}) > 1:
            return replace(whole, reason=whole.reason or DIFFER)
        return whole

    # What there is.

    def _added_up(self) -> Together | None:
        """What the years come to, of the kinds that add up."""
        promise, year = self._promise, self._moment.year
        first = promise.base_year + 1
        if promise.kind in ADDING_UP and self._facts.total is not None:
            return Together(self._facts.total, ())
        if promise.kind == TOTAL:
            return summed(self._facts.yearly, first, year)
        if promise.kind == REDUCTION:
            return reduced(self._facts.yearly, first, year)
        return None

    @property
    def _together_is_whole(self) -> bool:
        return self._together is None or self._together.is_whole

    def _share(self) -> Share:
        if self._value is None:
            return Share(why=IN_WORDS)
        found = progress(self._promise, self._value, self._facts.at)
        if found.value is not None and self._together_is_whole:
            self._said.append(f"进度 {found.formula}")
        return found

    def _ratio(self) -> Share:
        if self._value is None or not self._together_is_whole or self._promise.kind in (GROWTH, WORDS):
            return Share()
        return attainment(self._promise, self._due, self._value)

    # By level.

    def _by_level(self, share: Share) -> Graded | None:
        kind = self._promise.kind
        if kind in (GROWTH, WORDS, REFERENCE):
            return None
        if kind in KEPT_OR_BROKEN:
            return self._kept()
        if kind == ASSIGNED:
            return self._by_year_alone()
        if not self._together_is_whole and self._together is not None:
            self._said.append(f"缺 {'、'.join(str(year) for year in self._together.missing)} 年的数，缺的年份不当 0")
            return not_judged(NO_YEARS)
        if self._value is None:
            return not_judged(IN_WORDS)
        return self._along_the_way(share, self._value)

    def _along_the_way(self, share: Share, value: Decimal) -> Graded:
        is_reached = reaches(self._promise, value, self._moment)
        if is_reached and (not self._is_over or self._was_reached_before()):
            self._said.append("已达到规划目标")
            return Graded(EARLY, GREEN, self._gap(share))
        gap = self._gap(share)
        if share.value is not None and share.value < 0:
            return Graded(BEHIND, RED, gap, WORSE)
        if gap is None:
            return not_judged(self._due.why or NO_TARGET)
        has_base = share.value is not None
        room = self._rules.room(is_binding=self._facts.is_binding)
        return graded(gap, room, self._rules, is_final=self._is_over and not has_base)

    def _gap(self, share: Share) -> Decimal | None:
        """In points of progress, or in per cent of the expected value."""
        due = due_progress(self._promise, self._facts.at, half_year=self._rules.half_year)
        ratio = self._ratio()
        if share.value is not None and due.value is not None and (self._rules.method != RATIO or ratio.value is None):
            with reckoning():
                gap = settled((share.value - due.value) * HUNDRED)
            self._said.append(f"应有进度 {shown(due.value, 4)}，相差 {_signed(gap)} 个百分点")
            return gap
        if ratio.value is None:
            return None
        with reckoning():
            gap = settled((ratio.value - 1) * HUNDRED)
        self._said.append(f"实现度 {ratio.formula}")
        return gap

    def _was_reached_before(self) -> bool:
        if self._promise.kind in ADDING_UP:
            first, last = self._promise.base_year + 1, self._moment.year - 1
            find = summed if self._promise.kind == TOTAL else reduced
            before = [find(self._facts.yearly, first, last).value]
        else:
            before = [value for year, value in self._facts.yearly.items() if year < self._moment.year]
        return any(value is not None and reaches(self._promise, value, self._moment) for value in before)

    def _kept(self) -> Graded:
        promise, actual = self._promise, self._facts.actual
        found = keeps(promise, actual, self._facts.at)
        if found is None:
            return not_judged(self._due.why or (IN_WORDS if actual.op == "text" else UNDECIDED))
        room = (
            margin(promise, actual.number, self._facts.at) if actual.op == "eq" and actual.number is not None else None
        )
        told = f"实际 {show(actual)}，{'守住' if found else '没有守住'}"
        self._said.append(told if room is None else f"{told}，余量 {shown(room, promise.places)}")
        return kept_or_not(is_kept=found, is_over=self._is_over, reason=BROKEN)

    def _by_year_alone(self) -> Graded | None:
        """A target from above that is not there yet: only the year's own sub-target can be judged."""
        due, value = self._due.value, self._value
        if due is None or value is None:
            return None
        with reckoning():
            gap = settled(value - due)
        self._said.append(f"本年{reduction_words(value, self._promise.places)}，相差 {_signed(gap)} 个百分点")
        return graded(gap, Decimal(0), self._rules)

    # By growth.

    def _by_growth(self) -> Graded | None:
        if self._promise.kind == REFERENCE:
            return self._kept()
        if self._promise.growth is None:
            return None
        average, missing = self._average()
        if average is None:
            if missing:
                self._said.append(f"增速缺 {'、'.join(str(year) for year in missing)} 年的数，缺的年份不当 0")
            return not_judged(NO_YEARS) if missing else not_judged(NO_BASE)
        with reckoning():
            gap = settled(average - self._promise.growth)
        wanted = f"目标年均 {exact(self._promise.growth)}%"
        self._said.append(f"年均增长 {shown(average, 2)}%，{wanted}，相差 {_signed(gap)} 个百分点")
        room = Decimal(0) if self._facts.is_binding else self._rules.growth_tolerance
        return graded(gap, room, self._rules, is_final=self._is_over)

    def _average(self) -> tuple[Decimal | None, tuple[int, ...]]:
        """The average yearly growth since the base year, and the years that are missing for it."""
        if self._facts.average is not None:
            return self._facts.average, ()
        promise, years = self._promise, self._moment.year - self._promise.base_year
        index = self._index()
        if index.value is not None:
            line = growth_path(promise, self._facts.at)
            if line.value is not None:
                self._said.append(f"累计指数 {shown(index.value, 2)}，应达指数 {line.formula}")
            return yearly_average(index.value, years), ()
        value, base = self._facts.actual.number, promise.base
        if promise.measure == "growth" or promise.is_comparable or not self._moment.is_year_end:
            return None, index.missing
        if value is None or base is None or base <= 0:
            return None, index.missing if base is not None else ()
        with reckoning():
            return yearly_average(value / base * HUNDRED, years), ()

    def _index(self) -> Together:
        """What the yearly growth comes to, 100 before; of an item that is a growth rate its own figures are that."""
        rates = self._facts.yearly if self._promise.measure == "growth" else self._facts.growths
        return chained(rates, self._promise.base_year + 1, self._moment.year)


def _signed(gap: Decimal) -> str:
    """A gap to two digits; one that they would show as 0 with as many as it takes to see which side it is on."""
    places = _GAP_PLACES
    if gap and shown(gap, places) == "0":
        places = min(-gap.adjusted(), _FINEST)
    return f"{'+' if gap > 0 else ''}{shown(gap, places)}"
