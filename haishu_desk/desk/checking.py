"""全审: what is wrong or wants a word in a return, what was said of it, and whether it may be handed over."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.checks.explain import CLASSES, Explanation, refuse_explanation
from haishu_desk.checks.rules import RuleSet
from haishu_desk.checks.run import Checked, Progress, Tally, check_cells, check_return, in_order
from haishu_desk.desk.entry import changes_to
from haishu_desk.desk.ground import DeskGround, spoken_in
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.cells import VALUE, Edit, ReturnKey, Slot, exemption_of, explanation_of, is_word
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.findings import GRANTED, HARD, QUERY, REFUSED, Finding
from haishu_desk.domain.periods import Period, parse_period
from haishu_desk.domain.quantity import words
from haishu_desk.domain.returns import CLOSED, changed_slots
from haishu_desk.store.files import write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

EXEMPTION = "豁免申请"
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
        self._known: dict[ReturnKey, Checked] = {}

    @cached_property
    def ground(self) -> DeskGround:
        """What the checks read."""
        return DeskGround(self._desk)

    def forget(self, keys: Iterable[ReturnKey] | None = None) -> None:
        """What was found may be different now: those returns were written to, or the documents."""
        self._known.clear()  # a figure may be asked for by any other return
        if keys is None:
            self.__dict__.pop("ground", None)
        else:
            self.ground.forget(keys)

    # 全审.

    def check(self, unit: str, period: str, form: str | None = None, progress: Progress | None = None) -> Review:
        """Everything that there is to say of a unit's returns of that period."""
        asked = parse_period(period)
        keys = self._keys(unit, asked, form)
        found = [self.of_return(key, progress) for key in keys]
        edition = self._edition_of(keys[0])
        together = Checked(
            in_order(finding for each in found for finding in each.findings),
            in_order(finding for each in found for finding in each.unjudged),
            frozenset().union(*(each.touched for each in found)),
            any(each.stopped for each in found),
        )
        return Review(together, edition.number, self._desk.rulebook.edition.number)

    def of_return(self, key: ReturnKey, progress: Progress | None = None) -> Checked:
        """The findings of one return, remembered until something is written."""
        if key not in self._known:
            checked = check_return(self.ground, self._rules_of(key), key, self._items(key), progress=progress)
            if checked.stopped:
                return checked
            self._known[key] = checked
        return self._known[key]

    def after_typing(
        self, key: ReturnKey, slots: Iterable[Slot], before: Checked, tally: Tally | None = None
    ) -> Checked:
        """What is known of a return after those cells were typed: only what they touch is tried again."""
        typed = [self._spoken_of(slot) for slot in slots]
        self.ground.forget([key])
        tried = check_cells(self.ground, self._rules_of(key), key, self._items(key), typed, tally=tally)
        self._known.clear()
        self._known[key] = before.after(tried)
        return self._known[key]

    def counts(self, key: ReturnKey) -> tuple[int, int]:
        """The open 强制性 and 核实性 findings of a return; a closed one has none left open."""
        if self._desk.course(key).state(has_edits=True) in CLOSED:
            return 0, 0
        found = self.of_return(key)
        return found.hard, found.query

    def write_list(self, found: Review, unit: str, period: str, file: Path) -> str:
        """差错清单 as .xlsx or .docx; the file's name. UsageError for another ending."""
        name = self._desk.documents.units.get(unit).name
        title = f"{name}{parse_period(period).title}差错清单"
        about = (
            f"强制性 {found.checked.hard} 条，核实性 {found.checked.query} 条没有说明；按第 {found.edition} 版规则审核"
        )
        rows = [list(map(str, _listed(finding))) for finding in found.checked.findings]
        write_file(file, _paper_for(file)(title, about, LIST, rows))
        return str(file)

    def refuse_open(self, keys: Iterable[ReturnKey]) -> None:
        """OpenFindingsError while a 强制性 finding stands or a 核实性 one has no word."""
        found = [finding for key in keys for finding in self.of_return(key).findings if finding.is_open]
        if found:
            raise OpenFindingsError(found)

    def _keys(self, unit: str, period: Period, form: str | None) -> list[ReturnKey]:
        documents = self._desk.documents
        if documents.units.get(unit) == documents.units.district and form in (None, INDICATORS):
            return [ReturnKey(INDICATORS, unit, str(period))]  # where the sum of the townships stands
        return [ReturnKey(each, unit, str(period)) for each in documents.forms_asked(unit, period, form)]

    def _items(self, key: ReturnKey) -> list[str]:
        """What is due on the return; on the district's own also what its townships report a part of."""
        documents, period = self._desk.documents, parse_period(key.period)
        due = [item.code for item in documents.items_due(key.unit, period, key.form)]
        if key.unit != documents.units.district.code:
            return due
        parts = {item.code for unit in documents.units if self.ground.is_part(unit.code)
                 for item in documents.items_due(unit.code, period, key.form)}  # fmt: skip
        return due + [code for code in documents.codes_on(key.form) if code in parts and code not in due]

    def _edition_of(self, key: ReturnKey) -> Edition:
        """The edition that a received return was filled under; of one that is being filled in, the one in force."""
        last = self._desk.course(key).last_revision
        typed = changed_slots(last.heads, self._desk.heads(key)) if last else []
        if last is None or not all(is_word(slot.field) for slot in typed):
            return self._desk.rulebook.edition
        return self._desk.rulebook.edition_named(last.rules)

    def _rules_of(self, key: ReturnKey) -> RuleSet:
        return self._desk.rulebook.rules(self._edition_of(key))

    def _spoken_of(self, slot: Slot) -> Slot:
        """The cell that a word is said of; any other cell is itself."""
        return Slot(slot.item, slot.field.rpartition("|")[2], slot.vintage) if is_word(slot.field) else slot

    # What is said of a finding.

    def explain(
        self, unit: str, period: str, item: str, rule: str, *, klass: str, text: str, field: str | None = None
    ) -> Finding:
        """审核说明 of a 核实性 finding, 豁免申请 for a 强制性 one: stored beside the cell; the finding as it is then."""
        key, found = self._findings(unit, period, item, rule, field)
        if found[0].severity == HARD:
            self._refuse_exemption(found[0], klass, text)
        else:
            self._refuse_word(key, found[0], klass, text)
        self._write(key, found, explanation_of(rule, found[0].field or VALUE), klass, text)
        return self._again(key, found[0])

    def decide_exemption(
        self, unit: str, period: str, item: str, rule: str, *, granted: bool, text: str, field: str | None = None
    ) -> Finding:
        """The district's answer to a 豁免申请, on record with its reason; the finding as it is then."""
        if not self._desk.is_district:
            raise NotYoursError("是否豁免由区级决定", "单位请用 explain 申请豁免")
        key, found = self._findings(unit, period, item, rule, field)
        if found[0].severity != HARD or found[0].exemption is None:
            raise DeskError(f"{found[0].place} 没有豁免申请", "单位申请以后才能决定", code="no-request")
        if not text.strip():
            raise DeskError("没有写理由", "请写明为什么同意或不同意", code="no-reason")
        self._write(key, found, exemption_of(rule, found[0].field or VALUE), GRANTED if granted else REFUSED, text)
        return self._again(key, found[0])

    def words_of(self, key: ReturnKey) -> dict[Slot, list[Explanation]]:
        """All 审核说明, 豁免申请 and answers of a return, by the cell that holds them."""
        heads = self._desk.heads(key).items()
        return {slot: spoken_in(standing[0].value.text or "[]") for slot, standing in heads if is_word(slot.field)}

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
        if found[0].severity not in (HARD, QUERY):
            raise DeskError("提示性的问题不用写审核说明", "看过即可；要说明的写在该格的说明里", code="hint")
        return key, found

    def _refuse_exemption(self, finding: Finding, klass: str, text: str) -> None:
        if klass != EXEMPTION:
            raise DeskError(
                f"{finding.place}：这是强制性错误，不能用审核说明通过",
                "请改正；数确实没有错，用 explain 申请豁免，由区级决定",
                code="hard",
            )
        why = refuse_explanation(text, CLASSES[-1])
        if why is not None:
            raise DeskError(why, "请写明为什么这个数是对的，依据是什么", code="empty-word")

    def _refuse_word(self, key: ReturnKey, finding: Finding, klass: str, text: str) -> None:
        own = Slot(finding.item or "", explanation_of(finding.rule, finding.field or VALUE))
        others = [word.text for slot, said in self.words_of(key).items() if slot != own for word in said]
        why = refuse_explanation(text, klass, others)
        if why is not None:
            raise DeskError(why, "审核说明要有原因类和一件事实：数量、时间或原因", code="empty-word")

    def _write(self, key: ReturnKey, found: Sequence[Finding], field: str, klass: str, text: str) -> None:
        desk, slot = self._desk, Slot(found[0].item or "", field)
        said = [Explanation(each.rule, klass, text.strip(), each.left, each.right).as_json() for each in found]
        changes = changes_to({slot: words(canonical(said).decode())}, desk.heads(key))
        if changes:
            own = key.unit == desk.identity.unit
            source = {"kind": "typed" if own else "on-behalf"}
            desk.apply(Edit(key, desk.author(), changes, uuid.uuid4().hex, text.strip(), source))

    def _again(self, key: ReturnKey, finding: Finding) -> Finding:
        same = (finding.rule, finding.item, finding.field)
        found = (each for each in self.of_return(key).findings if (each.rule, each.item, each.field) == same)
        return next(found, finding)


LIST = ("级别", "编号", "位置", "问题", "左边", "右边", "差", "可能的原因", "怎么办", "说明")


def _listed(finding: Finding) -> tuple[str, ...]:
    """One line of the 差错清单."""
    said = f"豁免{finding.exemption}" if finding.exemption else ("已说明" if finding.explained else "")
    return (
        finding.severity, finding.rule, finding.place or "", finding.message, finding.left or "", finding.right or "",
        finding.difference or "", "；".join(finding.causes), finding.advice, said,
    )  # fmt: skip


def _paper_for(file: Path) -> Callable[[str, str, Sequence[str], Sequence[Sequence[str]]], bytes]:
    """What writes a table in the form that the file's ending asks for; loaded when one is written."""
    if file.suffix.lower() == ".xlsx":
        from haishu_desk.report.book import table_book  # noqa: PLC0415

        return table_book
    if file.suffix.lower() == ".docx":
        from haishu_desk.report.paper import table_paper  # noqa: PLC0415

        return table_paper
    raise UsageError(f"不会写 {file.suffix or '没有扩展名'} 的清单", "请用 .xlsx 或 .docx")
