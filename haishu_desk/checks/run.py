"""全审: the built-in checks and the rules over one return, over the cells that were just typed, or over everything.

Each evaluation (one check or rule on one item) is counted, so that a test can see that a typed cell costs no more with
rules that do not touch it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from haishu_desk.checks.builtin import BUILTIN, Check
from haishu_desk.checks.builtin.look import Complaint, Look
from haishu_desk.checks.causes import said, said_apart
from haishu_desk.checks.evaluation import EXACT, Spot
from haishu_desk.checks.ground import Ground, Place
from haishu_desk.checks.judging import HELD, MISSING, SKIPPED, UNDEFINED, VIOLATED, judge, placed, told, with_word
from haishu_desk.checks.language import EACH
from haishu_desk.checks.rules import Compiled, RuleSet
from haishu_desk.domain.cells import VALUE, VERIFIED, ReturnKey, Slot, field_of_note
from haishu_desk.domain.findings import QUERY, SEVERITIES, Finding
from haishu_desk.domain.items import INDICATOR
from haishu_desk.domain.periods import parse_period

Progress = Callable[[int, int], bool]
Touched = frozenset[tuple[str, str]]


@dataclass
class Tally:
    """How many evaluations were made."""

    evaluations: int = 0


@dataclass(frozen=True)
class Checked:
    """What was found; `unjudged` says of which rules a cell is missing (缺数), `touched` which (rule, item) were tried.

    `stopped` if the caller's progress said so: then it is not the whole.
    """

    findings: tuple[Finding, ...] = ()
    unjudged: tuple[Finding, ...] = ()
    touched: Touched = frozenset()
    stopped: bool = False

    @property
    def hard(self) -> int:
        """How many 强制性 ones stand."""
        return sum(finding.stands for finding in self.findings)

    @property
    def query(self) -> int:
        """How many 核实性 ones still want their 审核说明."""
        return sum(finding.severity == QUERY and not finding.explained for finding in self.findings)

    def after(self, newer: Checked) -> Checked:
        """This with what `newer` found of the rules and items that it tried again."""

        def kept(findings: Iterable[Finding]) -> list[Finding]:
            return [finding for finding in findings if (finding.rule, finding.item) not in newer.touched]

        return Checked(
            in_order([*kept(self.findings), *newer.findings]),
            in_order([*kept(self.unjudged), *newer.unjudged]),
            self.touched | newer.touched,
            self.stopped or newer.stopped,
        )


def check_return(
    ground: Ground,
    rules: RuleSet,
    key: ReturnKey,
    items: Sequence[str],
    *,
    progress: Progress | None = None,
    tally: Tally | None = None,
) -> Checked:
    """Everything that there is to say of the return; `items` are the codes that are due on it.

    `progress(done, of)` is called after each item and stops the run by returning False.
    """
    return _run(ground, rules, [(key, items)], progress, tally)


def check_returns(
    ground: Ground,
    rules: RuleSet,
    returns: Sequence[tuple[ReturnKey, Sequence[str]]],
    *,
    progress: Progress | None = None,
    tally: Tally | None = None,
) -> Checked:
    """The same over many returns; `progress` counts the items of all of them."""
    return _run(ground, rules, returns, progress, tally)


def check_cells(
    ground: Ground,
    rules: RuleSet,
    key: ReturnKey,
    items: Sequence[str],
    slots: Iterable[Slot],
    *,
    tally: Tally | None = None,
) -> Checked:
    """What there is to say after those cells of the return were typed; `Checked.after` puts it into what was known."""
    due = set(items)
    typed = [(slot.item, field_of_note(slot.field)) for slot in slots]
    counting = [(item, VALUE) for item, field in typed if field == VERIFIED]  # a 核定数 is the value that counts
    cells = dict.fromkeys([*typed, *counting])
    tried = _Run(ground, rules, key, items, tally or Tally())
    for code in dict.fromkeys(item for item, _ in cells if item in due):
        tried.builtin(code)
    for item, field in cells:
        for compiled in rules.touched_by(item, field):
            tried.rule(compiled)
        for compiled in rules.touched_by_each(field) if item in due else ():
            tried.rule(compiled, only=item)
    return tried.result()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """强制性 first, then by unit, period and cell."""

    def place(finding: Finding) -> tuple[int, str, str, str, str]:
        return (
            SEVERITIES.index(finding.severity), finding.unit or "", finding.period or "", finding.item or "", finding.field or "",
        )  # fmt: skip

    return tuple(sorted(findings, key=place))


def by_cell(findings: Iterable[Finding]) -> dict[Place, list[Finding]]:
    """The findings of each cell."""
    grouped: dict[Place, list[Finding]] = {}
    for finding in findings:
        place = Place(finding.item or "", finding.field or "", finding.unit or "", finding.period or "")
        grouped.setdefault(place, []).append(finding)
    return grouped


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each rule or built-in check."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.rule, []).append(finding)
    return grouped


def by_unit(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each unit."""
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.unit or "", []).append(finding)
    return grouped


@dataclass(frozen=True)
class Trial:
    """A rule tried on real data: how often it held, was violated, lacked a cell, did not apply or had no result."""

    rule: str
    held: int
    violated: int
    missing: int
    skipped: int
    undefined: int
    examples: tuple[Finding, ...]


def try_rules(
    ground: Ground,
    rules: RuleSet,
    returns: Sequence[tuple[ReturnKey, Sequence[str]]],
    *,
    progress: Progress | None = None,
    examples: int = 3,
) -> list[Trial]:
    """Each rule tried on those returns, before it counts; at most that many examples of what it would say."""
    trials = []
    for done, compiled in enumerate(rules, start=1):
        counts = dict.fromkeys((HELD, VIOLATED, MISSING, SKIPPED, UNDEFINED), 0)
        shown: list[Finding] = []
        for key, items in returns:
            for spot in _spots(ground, compiled, key, items):
                verdict = judge(ground, compiled, rules.names, spot)
                counts[verdict.outcome] += 1
                if verdict.outcome in (VIOLATED, UNDEFINED) and len(shown) < examples:
                    shown.append(told(ground, compiled, spot, verdict))
        trials.append(Trial(compiled.rule.code, **counts, examples=tuple(shown)))
        if progress is not None and not progress(done, len(rules)):
            break
    return trials


def _run(
    ground: Ground,
    rules: RuleSet,
    returns: Sequence[tuple[ReturnKey, Sequence[str]]],
    progress: Progress | None,
    tally: Tally | None,
) -> Checked:
    walk = Walk(ground, rules, returns, tally=tally)
    while walk.step():
        if progress is not None and not progress(walk.done, walk.total):
            break
    return walk.found


class Walk:
    """A check of returns under way, one item a step: whoever shows a window can let it live between two steps."""

    def __init__(
        self,
        ground: Ground,
        rules: RuleSet,
        returns: Sequence[tuple[ReturnKey, Sequence[str]]],
        *,
        tally: Tally | None = None,
    ) -> None:
        tally = tally or Tally()
        self._runs = [_Run(ground, rules, key, items, tally) for key, items in returns]
        # These do not know the Walk: one that is left half way goes at once, with all that it found.
        self._steps = chain.from_iterable(run.steps() for run in self._runs)
        self.total, self.done = sum(len(items) for _, items in returns), 0

    def step(self) -> bool:
        """Check one more item; False if there was none left."""
        for _ in self._steps:
            self.done += 1
            return True
        return False

    @property
    def found(self) -> Checked:
        """What was found so far; `stopped` while it is not the whole."""
        found = _together([run.result() for run in self._runs])
        return replace(found, stopped=self.done < self.total)


def _together(found: Sequence[Checked]) -> Checked:
    return Checked(
        in_order(finding for each in found for finding in each.findings),
        in_order(finding for each in found for finding in each.unjudged),
        frozenset().union(*(each.touched for each in found)),
        any(each.stopped for each in found),
    )


class _Run:
    """One return under way."""

    def __init__(self, ground: Ground, rules: RuleSet, key: ReturnKey, items: Sequence[str], tally: Tally) -> None:
        self._ground, self._rules, self._key, self._items, self._tally = ground, rules, key, items, tally
        self._findings: list[Finding] = []
        self._unjudged: list[Finding] = []
        self._touched: set[tuple[str, str]] = set()

    def steps(self) -> Iterator[None]:
        """Check one item after the other: what is built in, then the rules that stand there."""
        by_anchor = self.rules_by_item()
        for code in self._items:
            self.builtin(code)
            for compiled in by_anchor.get(code, ()):
                self.rule(compiled, only=code)
            yield

    def builtin(self, code: str) -> None:
        """All built-in checks of one item."""
        look = Look(self._ground, self._ground.item(code), self._key.unit, parse_period(self._key.period))
        for check in BUILTIN:
            self._tally.evaluations += 1
            self._touched.add((check.id, code))
            self._findings += (_complained(look, check, complaint) for complaint in check.judge(look))

    def rules_by_item(self) -> dict[str, list[Compiled]]:
        """The rules that stand at each item of the return."""
        standing: dict[str, list[Compiled]] = {}
        for compiled in self._rules:
            for spot in _spots(self._ground, compiled, self._key, self._items):
                standing.setdefault(spot.item, []).append(compiled)
        return standing

    def rule(self, compiled: Compiled, only: str | None = None) -> None:
        """One rule at each item that it stands at; at one of them if `only` says which. What was tried is not tried again."""
        items = self._items if only is None or not compiled.is_for_each else [only]
        for spot in _spots(self._ground, compiled, self._key, items):
            tried = (compiled.rule.code, spot.item)
            if tried in self._touched:
                continue
            self._tally.evaluations += 1
            self._touched.add(tried)
            verdict = judge(self._ground, compiled, self._rules.names, spot)
            if verdict.outcome == MISSING:
                self._unjudged.append(told(self._ground, compiled, spot, verdict))
            elif verdict.outcome not in (HELD, SKIPPED):
                self._findings.append(told(self._ground, compiled, spot, verdict))

    def result(self) -> Checked:
        """What was found so far."""
        return Checked(in_order(self._findings), in_order(self._unjudged), frozenset(self._touched))


def _spots(ground: Ground, compiled: Compiled, key: ReturnKey, items: Sequence[str]) -> Iterator[Spot]:
    """Where on the return a rule stands: at its anchor, or at every indicator that has the fields it speaks of."""
    period = parse_period(key.period)
    if not compiled.is_for_each:
        if compiled.anchor.item in items:
            yield Spot(key.unit, period, compiled.anchor.item)
        return
    wanted = {cell.field for cell in compiled.cells if cell.item == EACH}
    for code in items:
        if ground.item(code).kind == INDICATOR and wanted <= {*ground.fields(code), "verified"}:
            yield Spot(key.unit, period, code)


def _complained(look: Look, check: Check, complaint: Complaint) -> Finding:
    """The finding that a complaint of a built-in check is."""
    severity = complaint.severity or check.severity
    left, right, difference = _sides(complaint.left, complaint.right)
    place = look.place_of(complaint.field)
    finding = Finding(
        check.id, severity, complaint.message, placed(look.ground, place), place.item, place.field, complaint.advice,
        check.title, place.unit, place.period, left, right, difference, complaint.causes,
    )  # fmt: skip
    return with_word(look.ground, finding)


def _sides(left: Decimal | str | None, right: Decimal | str | None) -> tuple[str | None, str | None, str | None]:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return (*said_apart(left, right), said(EXACT.subtract(left, right)))
    return (None if left is None else str(left), None if right is None else str(right), None)
