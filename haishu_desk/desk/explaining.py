"""审核说明 of a 核实性 finding, 豁免申请 of a 强制性 one, and the district's answer: cells of the return like any other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from haishu_desk.checks.explain import CLASSES, UNSEEN, Explanation, refuse_explanation
from haishu_desk.desk.entry import changes_to
from haishu_desk.desk.ground import spoken_in
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.cells import (
    VALUE,
    Edit,
    Heads,
    ReturnKey,
    Slot,
    exemption_of,
    explanation_of,
    is_filled,
    is_word,
)
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import GRANTED, HARD, REFUSED, Finding
from haishu_desk.domain.quantity import words
from haishu_desk.domain.signs import cannot_travel

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

EXEMPTION = "豁免申请"


class Explaining:
    """What people say of findings, written beside the cell."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def explain(self, key: ReturnKey, found: Sequence[Finding], klass: str, text: str) -> None:
        """Store a 审核说明, or of a 强制性 finding a 豁免申请; DeskError says why the text is none.

        `found` are the findings of one rule in one cell, as a rule one.
        """
        if found[0].severity == HARD:
            self._refuse_exemption(found[0], klass, text)
        else:
            self._refuse_word(key, found[0], klass, text)
        self._write(key, found, explanation_of(found[0].rule, found[0].field or VALUE), klass, text)

    def decide(self, key: ReturnKey, found: Sequence[Finding], *, granted: bool, text: str) -> None:
        """The district's answer to a 豁免申请, with its reason."""
        if not self._desk.is_district:
            raise NotYoursError("是否豁免由区级决定", "单位请用 explain 申请豁免")
        if found[0].severity != HARD or found[0].exemption is None:
            raise DeskError(f"{found[0].place} 没有豁免申请", "单位申请以后才能决定", code="no-request")
        if not text.strip():
            raise DeskError("没有写理由", "请写明为什么同意或不同意", code="no-reason")
        if cannot_travel(text):
            raise DeskError(UNSEEN, "理由只写字、数和标点", code="no-reason")
        field = exemption_of(found[0].rule, found[0].field or VALUE)
        self._write(key, found, field, GRANTED if granted else REFUSED, text)

    def words_of(self, key: ReturnKey) -> dict[Slot, list[Explanation]]:
        """All 审核说明, 豁免申请 and answers of a return, by the cell that holds them."""
        return _words_in(self._desk.heads(key))

    def word(self, key: ReturnKey, finding: Finding) -> Explanation | None:
        """What the unit said of a finding, be it of these values or of earlier ones."""
        return word_of(finding, _words_in(self._desk.workspace.cells.heads_at(key, [_slot(finding)])))

    def why_not(self, key: ReturnKey, finding: Finding, klass: str, text: str) -> str | None:
        """Why that is no 审核说明 of the finding, in a sentence; None if it is one. Writes nothing."""
        own = _slot(finding)
        others = [word.text for slot, said in self.words_of(key).items() if slot != own for word in said]
        return refuse_explanation(text, klass, others)

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
        why = self.why_not(key, finding, klass, text)
        if why is not None:
            raise DeskError(why, "审核说明要有原因类和一件事实：数量、时间或原因", code="empty-word")

    def _write(self, key: ReturnKey, found: Sequence[Finding], field: str, klass: str, text: str) -> None:
        desk, slot = self._desk, Slot(found[0].item or "", field)
        said = [Explanation(each.rule, klass, text.strip(), each.left, each.right).as_json() for each in found]
        changes = changes_to({slot: words(canonical(said).decode())}, desk.heads(key))
        if changes:
            own = key.unit in desk.own_units
            source = {"kind": "typed" if own else "on-behalf"}
            desk.apply(Edit(key, desk.author(), changes, uuid.uuid4().hex, text.strip(), source))


def _words_in(heads: Heads) -> dict[Slot, list[Explanation]]:
    """The words among what stands."""
    return {
        slot: spoken_in(standing[0].value.text or "[]")
        for slot, standing in heads.items()
        if is_word(slot.field) and is_filled(standing[0].value)
    }


def word_of(finding: Finding, words_of: Mapping[Slot, Sequence[Explanation]]) -> Explanation | None:
    """What was said of a finding among all words of its return: of these values, else of earlier ones."""
    said = words_of.get(_slot(finding), ())
    return next((word for word in said if word.covers(finding)), said[0] if said else None)


def _slot(finding: Finding) -> Slot:
    return Slot(finding.item or "", explanation_of(finding.rule, finding.field or VALUE))
