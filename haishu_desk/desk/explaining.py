"""审核说明 of a 核实性 finding, 豁免申请 of a 强制性 one, and the district's answer: cells of the return like any other."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from haishu_desk.checks.explain import CLASSES, Explanation, refuse_explanation
from haishu_desk.desk.entry import changes_to
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.cells import VALUE, Edit, ReturnKey, Slot, exemption_of, explanation_of, is_filled, is_word
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import GRANTED, HARD, REFUSED, Finding
from haishu_desk.domain.quantity import words

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

EXEMPTION = "豁免申请"


class Explaining:
    """What people say of findings, written beside the cell."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def explain(self, key: ReturnKey, finding: Finding, klass: str, text: str) -> None:
        """Store a 审核说明, or of a 强制性 finding a 豁免申请; DeskError says why the text is none."""
        if finding.severity == HARD:
            self._refuse_exemption(finding, klass, text)
        else:
            self._refuse_word(key, finding, klass, text)
        said = Explanation(finding.rule, klass, text.strip(), finding.left, finding.right)
        self._write(key, finding, explanation_of(finding.rule, finding.field or VALUE), said)

    def decide(self, key: ReturnKey, finding: Finding, *, granted: bool, text: str) -> None:
        """The district's answer to a 豁免申请, with its reason."""
        if not self._desk.is_district:
            raise NotYoursError("是否豁免由区级决定", f"单位请用 explain --class {EXEMPTION} 申请")
        if finding.severity != HARD or finding.exemption is None:
            raise DeskError(f"{finding.place} 没有豁免申请", "单位申请以后才能决定", code="no-request")
        if not text.strip():
            raise DeskError("没有写理由", "请写明为什么同意或不同意", code="no-reason")
        klass = GRANTED if granted else REFUSED
        said = Explanation(finding.rule, klass, text.strip(), finding.left, finding.right)
        self._write(key, finding, exemption_of(finding.rule, finding.field or VALUE), said)

    def words_of(self, key: ReturnKey) -> dict[str, Explanation]:
        """Everything that was said of findings of a return, by `item|field of the word`."""
        return {
            f"{slot.item}|{slot.field}": Explanation.from_json(json.loads(heads[0].value.text or ""))
            for slot, heads in self._desk.heads(key).items()
            if is_word(slot.field) and is_filled(heads[0].value)
        }

    def word(self, key: ReturnKey, finding: Finding) -> Explanation | None:
        """What the unit said of a finding, be it of these values or of earlier ones."""
        return self.words_of(key).get(f"{finding.item}|{explanation_of(finding.rule, finding.field or VALUE)}")

    def answer(self, key: ReturnKey, finding: Finding) -> Explanation | None:
        """What the district decided of a 豁免申请."""
        return self.words_of(key).get(f"{finding.item}|{exemption_of(finding.rule, finding.field or VALUE)}")

    def why_not(self, key: ReturnKey, finding: Finding, klass: str, text: str) -> str | None:
        """Why that is no 审核说明 of the finding, in a sentence; None if it is one. Writes nothing."""
        own = f"{finding.item}|{explanation_of(finding.rule, finding.field or VALUE)}"
        others = [said.text for place, said in self.words_of(key).items() if place != own]
        return refuse_explanation(text, klass, others)

    def _refuse_exemption(self, finding: Finding, klass: str, text: str) -> None:
        if klass != EXEMPTION:
            raise DeskError(
                f"{finding.place}：这是强制性错误，不能用审核说明通过",
                f"请改正；数确实没有错，用 --class {EXEMPTION} 申请，由区级决定",
                code="hard",
            )
        why = refuse_explanation(text, CLASSES[-1])
        if why is not None:
            raise DeskError(why, "请写明为什么这个数是对的，依据是什么", code="empty-word")

    def _refuse_word(self, key: ReturnKey, finding: Finding, klass: str, text: str) -> None:
        why = self.why_not(key, finding, klass, text)
        if why is not None:
            raise DeskError(why, "审核说明要有原因类和一件事实：数量、时间或原因", code="empty-word")

    def _write(self, key: ReturnKey, finding: Finding, field: str, said: Explanation) -> None:
        desk, slot = self._desk, Slot(finding.item or "", field)
        changes = changes_to({slot: words(canonical(said.as_json()).decode())}, desk.heads(key))
        if changes:
            own = key.unit == desk.identity.unit
            source = {"kind": "typed" if own else "on-behalf"}
            desk.apply(Edit(key, desk.author(), changes, uuid.uuid4().hex, said.text, source))
