"""全审: what is wrong or wants a word in a return, what was said of it, and whether it may be handed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.checks.rules import RuleSet
from haishu_desk.checks.run import Checked, Progress, Tally, Walk, check_cells, in_order
from haishu_desk.desk.explaining import EXEMPTION, Explaining
from haishu_desk.desk.fault_list import write_fault_list
from haishu_desk.desk.ground import DeskGround
from haishu_desk.domain.cells import Heads, ReturnKey, Slot, cell_of_word, changed_slots, is_word
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import HARD, HINT, QUERY, Finding
from haishu_desk.domain.periods import Period, parse_period

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

__all__ = ["EXEMPTION", "Checking", "LongCheck", "OpenFindingsError", "Review"]
INDICATORS = "indicators"
_NAMED = 3


class OpenFindingsError(DeskError):
    """What stands in the way of 上报: how many, and where the first of them are."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        hard = [finding for finding in findings if finding.severity == HARD]
        query = [finding for finding in findings if finding.severity == QUERY]
        said = [f"强制性错误 {len(hard)} 条"] if hard else []
        said += [f"核实性问题 {len(query)} 条没有审核说明"] if query else []
        first = "；".join(f"{finding.place}：{finding.message}" for finding in [*hard, *query][:_NAMED])
        more = "……" if len(findings) > _NAMED else ""
        super().__init__(
            f"还有{'、'.join(said)}，不能上报。{first}{more}",
            "请全审（check，窗口里按 F9）逐条改正；核实性的写审核说明（explain），强制性的确实无误可申请豁免",
            code="findings",
        )
        self.findings = tuple(findings)


@dataclass(frozen=True)
class Review:
    """The answer of 全审 over one or more returns: what was found, and with which edition of the rules."""

    checked: Checked
    edition: int
    current: int

    @property
    def about(self) -> str:
        """How much was found and with which edition of the rules, in a line."""
        return f"强制性 {self.checked.hard} 条，核实性 {self.checked.query} 条没有说明；按第 {self.edition} 版规则审核"

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract, what could not be judged, and the edition that was used."""
        return {
            "hard": self.checked.hard,
            "query": self.checked.query,
            "findings": [finding.as_json() for finding in self.checked.findings],
            "unjudged": [finding.as_json() for finding in self.checked.unjudged],
            "rules": {"edition": self.edition, "current": self.current},
        }


class Checking:
    """The checks of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.words = Explaining(desk)
        self._known: dict[ReturnKey, Checked] = {}
        self._asked: dict[ReturnKey, set[ReturnKey]] = {}
        self._stale: set[ReturnKey] = set()
        self._forgotten = 0  # how often the documents were written to
        self._walks: list[set[ReturnKey]] = []  # of each walk under way: what was written to since it began

    @cached_property
    def ground(self) -> DeskGround:
        """What the checks read."""
        return DeskGround(self._desk)

    def prepare(self) -> bool:
        """Read what every check begins with, for whoever has an event for it; whether that was still to be read."""
        if "ground" in self.__dict__:
            return False
        self.ground = DeskGround(self._desk)
        return True

    def forget(self, keys: Iterable[ReturnKey] | None = None) -> None:
        """Those returns were written to (None: the documents): what was found in a return that asked for one is not known."""
        if keys is None:
            self._forgotten += 1
            for stored in (self._known, self._asked, self._stale):
                stored.clear()
            self.__dict__.pop("ground", None)
            return
        written = set(keys)
        if "ground" in self.__dict__:
            self.ground.forget(written)
        for meanwhile in self._walks:
            meanwhile.update(written)
        for key, asked in self._asked.items():
            if key in written or asked & written:
                self._known.pop(key, None)
            if asked & (written - {key}):
                self._stale.add(key)

    # 全审.

    def check(self, unit: str, period: str, form: str | None = None, progress: Progress | None = None) -> Review:
        """Everything that there is to say of a unit's returns of that period."""
        keys = self.keys_of(unit, period, form)
        together, done = self.long(keys), 0
        while together.step():
            if progress is not None and done < together.done and not progress(together.done, together.total):
                break
            done = together.done
        return Review(together.found, self.edition_of(keys[0]).number, self._desk.rulebook.edition.number)

    def long(self, keys: Sequence[ReturnKey]) -> LongCheck:
        """The check of many returns, an item a step; what is known already is not checked again."""
        return LongCheck(self, keys)

    def walk(self, key: ReturnKey) -> Iterator[Checked | bool]:
        """The check of one return, something that is read or an item a step; at the end the whole, which is remembered.

        True after each item but the last, False where there was none. From the beginning again, without another True, where
        something was written meanwhile that it may depend on.
        """
        counts = True
        while key not in self._known:
            for is_item in self._try(key):
                yield is_item and counts
            counts = False
        yield self._known[key]

    def _try(self, key: ReturnKey) -> Iterator[bool]:
        """Check it, and remember what was found if nothing of it was written to between two steps."""
        meanwhile, forgotten = set[ReturnKey](), self._forgotten
        self._walks.append(meanwhile)
        try:
            edition = self.edition_of(key)
            yield False
            for _ in self._desk.rulebook.reading(edition):
                yield False
            if self.prepare():
                yield False
            ground, items = self.ground, self.items_of(key)
            ground.read(key, items)
            yield False
            walk = Walk(ground, self._desk.rulebook.rules(edition), [(key, items)])
            goes_on, asked = True, {key}
            while goes_on:
                with ground.noting() as noted:
                    goes_on = walk.step()
                asked |= noted
                if goes_on:
                    yield True
            if forgotten == self._forgotten and ground is self.ground and not asked & meanwhile:
                self._remember(key, walk.found, asked)
        finally:
            self._walks = [each for each in self._walks if each is not meanwhile]

    def walk_rehearsed(self, standing: Mapping[ReturnKey, Heads]) -> Iterator[Checked | bool]:
        """The check of the returns in which a rehearsal left that, an item a step: the whole of each in turn.

        The first step belongs into the rehearsal; what it read is enough after that was given back. Nothing is remembered.
        """
        ground = self.ground.over(standing)
        asked = [(key, self.edition_of(key), self.items_of(key)) for key in standing]
        yield False
        for key, edition, items in asked:
            for _ in self._desk.rulebook.reading(edition):
                yield False
            walk = Walk(ground, self._desk.rulebook.rules(edition), [(key, items)])
            while walk.step():
                yield True
            yield walk.found

    def of_return(self, key: ReturnKey) -> Checked:
        """The findings of one return, remembered until something is written that they may depend on."""
        return self.known(key) or next(found for found in self.walk(key) if isinstance(found, Checked))

    def known(self, key: ReturnKey) -> Checked | None:
        """The findings of a return, if it was checked since something was written that they may depend on."""
        return self._known.get(key)

    def after_typing(
        self, key: ReturnKey, slots: Iterable[Slot], before: Checked, tally: Tally | None = None
    ) -> Checked:
        """What is known of a return after those cells were typed: only what they touch is tried again."""
        typed = [cell_of_word(slot) for slot in slots]
        self.forget([key])
        with self.ground.noting() as asked:
            tried = check_cells(self.ground, self._rules_of(key), key, self.items_of(key), typed, tally=tally)
        return self._remember(key, before.after(tried), asked | self._asked.get(key, set()))

    def of_cells(self, key: ReturnKey, slots: Iterable[Slot]) -> Checked:
        """What there is to say of those cells of a return; nothing of it is remembered."""
        return check_cells(self.ground, self._rules_of(key), key, self.items_of(key), map(cell_of_word, slots))

    def is_stale(self, key: ReturnKey) -> bool:
        """Whether another return that its findings depend on was written to since it was checked: check the whole again."""
        return key not in self._asked or key in self._stale

    def _remember(self, key: ReturnKey, found: Checked, asked: set[ReturnKey]) -> Checked:
        # Not what was tried: that is asked of the newer one only, and of a sheet it is some sixty kilobytes.
        kept = self._known[key] = replace(found, touched=frozenset())
        self._asked[key] = asked
        self._stale.discard(key)
        return kept

    def counts(self, key: ReturnKey, *, check: bool = True) -> tuple[int, int] | tuple[None, None]:
        """The open 强制性 and 核实性 findings of a return; None for both if it was not checked and `check` is False."""
        found = self.of_return(key) if check else self.known(key)
        return (found.hard, found.query) if found else (None, None)

    def write_list(self, found: Review, unit: str, period: str, file: Path) -> str:
        """差错清单 as .xlsx or .docx; the file's name. UsageError for another ending."""
        name = self._desk.documents.name_of(unit, period)
        title = f"{name}{parse_period(period).title}差错清单"
        write_fault_list(file, title, found.about, found.checked.findings)
        return str(file)

    def refuse_open(self, keys: Iterable[ReturnKey]) -> None:
        """OpenFindingsError while a 强制性 finding stands or a 核实性 one has no word."""
        found = [finding for key in keys for finding in self.of_return(key).findings if finding.is_open]
        if found:
            raise OpenFindingsError(found)

    # What is checked, and with what.

    def keys_of(self, unit: str, period: str, form: str | None = None) -> list[ReturnKey]:
        """The returns of a unit and period that are checked: all forms that are due, or the one that is asked for."""
        documents, asked = self._desk.documents, parse_period(period)
        if documents.units.get(unit) == documents.units.district and form in (None, INDICATORS):
            return [ReturnKey(INDICATORS, unit, str(asked))]  # where the sum of the townships stands
        return [ReturnKey(each, unit, str(asked)) for each in documents.forms_asked(unit, asked, form)]

    def items_of(self, key: ReturnKey) -> list[str]:
        """What is due on the return; on the district's own also what its townships report a part of."""
        documents, period = self._desk.documents, parse_period(key.period)
        due = [item.code for item in documents.items_due(key.unit, period, key.form)]
        if key.unit != documents.units.district.code:
            return due
        parts = self._parts(period, key.form)
        return due + [code for code in documents.codes_on(key.form) if code in parts and code not in due]

    def _parts(self, period: Period, form: str) -> set[str]:
        """What the townships report."""
        documents = self._desk.documents
        townships = [unit.code for unit in documents.units if self.ground.is_part(unit.code)]
        return {item.code for unit in townships for item in documents.items_due(unit, period, form)}

    def edition_of(self, key: ReturnKey) -> Edition:
        """The edition that a received return was filled under; of one that is being filled in, the one in force.

        A word that is said of a finding afterwards changes no figure.
        """
        last = self._desk.course(key).last_revision
        changed = changed_slots(last.heads, self._desk.heads(key)) if last else []
        if last is None or any(not is_word(slot.field) for slot in changed):
            return self._desk.rulebook.edition
        return self._desk.rulebook.edition_named(last.rules)

    def _rules_of(self, key: ReturnKey) -> RuleSet:
        return self._desk.rulebook.rules(self.edition_of(key))

    # What is said of a finding.

    def explain(
        self, unit: str, period: str, item: str, rule: str, *, klass: str, text: str, field: str | None = None
    ) -> Finding:
        """审核说明 of a 核实性 finding, 豁免申请 for a 强制性 one: stored beside the cell; the finding as it is then."""
        key, found = self._findings(unit, period, item, rule, field)
        self.words.explain(key, found, klass, text)
        return self._again(key, found[0])

    def decide_exemption(
        self, unit: str, period: str, item: str, rule: str, *, granted: bool, text: str, field: str | None = None
    ) -> Finding:
        """The district's answer to a 豁免申请, on record with its reason; the finding as it is then."""
        key, found = self._findings(unit, period, item, rule, field)
        self.words.decide(key, found, granted=granted, text=text)
        return self._again(key, found[0])

    def _findings(
        self, unit: str, period: str, item: str, rule: str, field: str | None
    ) -> tuple[ReturnKey, list[Finding]]:
        """The findings of that rule in one cell, as a rule one; a sentence if there is none that wants a word."""
        documents = self._desk.documents
        documents.units.get(unit)
        form = documents.form_of(documents.catalogue.get(item))
        key = ReturnKey(form, unit, str(parse_period(period)))
        found = [
            finding
            for finding in self.of_return(key).findings
            if (finding.rule, finding.item) == (rule, item) and field in (None, finding.field)
        ]
        if not found:
            raise DeskError(
                f"{item} 这一格没有“{rule}”这条问题", "请先全审（check），按差错清单上的编号和代码写", code="no-finding"
            )
        fields = list(dict.fromkeys(finding.field for finding in found))
        if len(fields) > 1:
            raise UsageError(f"{item} 有几格都有这条问题（{'、'.join(map(str, fields))}）", "请用 --field 写明是哪一格")
        if found[0].severity == HINT:
            raise DeskError("提示性的问题不用写审核说明", "看过即可；要说明的写在该格的说明里", code="hint")
        return key, found

    def _again(self, key: ReturnKey, finding: Finding) -> Finding:
        same = (finding.rule, finding.item, finding.field)
        found = (each for each in self.of_return(key).findings if (each.rule, each.item, each.field) == same)
        return next(found, finding)


class LongCheck:
    """The check of many returns under way, an item a step, so that a window stays alive and a person can stop it.

    `by_key` is what was found so far.
    """

    def __init__(self, checking: Checking, keys: Sequence[ReturnKey]) -> None:
        self._sizes = {key: len(checking.items_of(key)) for key in keys}
        self._steps = _walked(checking, keys)
        self.total, self.done = sum(self._sizes.values()), 0
        self._whole = 0
        self.by_key: dict[ReturnKey, Checked] = {}

    def step(self) -> bool:
        """Read one more rule or check one more item; False if there was none left."""
        for key, found in self._steps:
            if not isinstance(found, Checked):
                self.done += found
                return True
            self.by_key[key] = found
            self._whole += self._sizes[key]
            if self.done < self._whole:  # known already
                self.done = self._whole
                return True
        return False

    @property
    def found(self) -> Checked:
        """What was found so far in all of them; `stopped` while it is not the whole."""
        found = self.by_key.values()
        return Checked(
            in_order(finding for each in found for finding in each.findings),
            in_order(finding for each in found for finding in each.unjudged),
            frozenset().union(*(each.touched for each in found)),
            len(self.by_key) < len(self._sizes),
        )


def _walked(checking: Checking, keys: Iterable[ReturnKey]) -> Iterator[tuple[ReturnKey, Checked | bool]]:
    """The steps of each. They do not know the LongCheck: one that is left half way goes at once, with all that it found."""
    for key in keys:
        for found in checking.walk(key):
            yield key, found
