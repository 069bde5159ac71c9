"""What the district has settled for its whole office, as an edition that travels with every 下行.

Whether 审核 and 审批 take two people, and whether a ranking names the units (晾晒): off until the district switches it on.

With two people wanted, who acted last on a return (took it in, entered for the unit, settled, wrote
a 核定数, sent back or reopened it) is not the one who ends it: 审核通过, 锁定 and 作废 take another person, so two names stand
in the trail of everything that counts, or counts no more. A 核定数 of a closed return counts at once: it takes another person
than the one who closed it. 退回 and 重新打开 give a return back, and take one person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.beside import VERIFY
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.cells import Edit, ReturnKey, is_query
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import VERIFIED_SINCE, Decision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

NAME = "settings"
TWO_PEOPLE, RANKING = "two_people", "ranking"
_DID = {
    "received": "装入", "returned": "退回", "reopened": "重新打开", "approved": "审批", "locked": "锁定", "voided": "作废",
}  # fmt: skip
_TYPED = {"settle": "裁定数据不一致", "workbook": "装入手工填报", VERIFY: "写核定数"}
# What takes another person than who acted last, as it stands in the refusal.
_ENDS = {"approved": "审批", "locked": "锁定", "voided": "作废", VERIFIED_SINCE: "改核定数"}


class OnePersonError(DeskError):
    """The person who acted last on a return wants to end it (`does`), and the district wants two people."""

    def __init__(self, what: str, last: LastAct, does: str, others: list[str]) -> None:
        who = "、".join(others)
        super().__init__(
            f"{what}最后由{last.person}{last.did}，审核和审批要由两个人做，不能再由{last.person}{does}",
            f"请由另一人{does}：{who}" if who else f"请由另一人用自己的姓名{does}",
            code="two-people",
        )


@dataclass(frozen=True)
class LastAct:
    """Who of the district acted last on a return, and what it was."""

    person: str
    did: str


class OfficeSettings:
    """Reads and writes the edition."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def told(self) -> dict[str, Any]:
        """`{"two_people", "edition"}`; the number of the edition is None until one was written."""
        edition = self._desk.workspace.cells.edition(NAME)
        return {TWO_PEOPLE: self.two_people, "edition": edition.number if edition else None}

    @property
    def two_people(self) -> bool:
        """Whether 审核 and 审批 take two people."""
        return self._is_on(TWO_PEOPLE)

    def want_two_people(self, *, wanted: bool, document: str | None = None) -> dict[str, Any]:
        """Let 审核 and 审批 take two people from now on, or one again; the same once more writes nothing."""
        self._switch(TWO_PEOPLE, wanted=wanted, document=document)
        return self.told()

    @property
    def names_in_ranking(self) -> bool:
        """Whether a ranking shows the units' names to other units and outside (晾晒)."""
        return self._is_on(RANKING)

    def show_names_in_ranking(self, *, wanted: bool, document: str | None = None) -> None:
        """Let a ranking show the names from now on, or no more; the same once more writes nothing."""
        self._switch(RANKING, wanted=wanted, document=document)

    def _is_on(self, key: str) -> bool:
        edition = self._desk.workspace.cells.edition(NAME)
        return bool(edition.content.get(key)) if edition else False

    def _switch(self, key: str, *, wanted: bool, document: str | None) -> None:
        if not self._desk.is_district:
            raise NotYoursError("这项设置由区级来定", "请联系区级")
        if wanted == self._is_on(key):
            return
        old = self._desk.workspace.cells.edition(NAME)
        number, previous = (old.number + 1, old.id) if old else (1, None)
        content = {**(old.content if old else {}), key: wanted}
        self._desk.apply(Edition(NAME, number, content, previous, self._desk.author(), document))

    def refuse_alone(self, decision: Decision) -> None:
        """OnePersonError where what ends a return takes another person than the one who decides."""
        if decision.what not in _ENDS or not self.two_people:
            return
        is_since = decision.what == VERIFIED_SINCE
        last = self.last_act(decision.key, decided_only=is_since)
        if last is not None and last.person == decision.author.person:
            key, documents = decision.key, self._desk.documents
            what = f"{documents.name_of(key.unit, key.period)}{parse_period(key.period).title}{documents.form(key.form)['title']}"
            others = [person for person in self._desk.persons() if person != last.person]
            raise OnePersonError(what, last, _ENDS[decision.what], others)

    def last_act(self, key: ReturnKey, *, decided_only: bool = False) -> LastAct | None:
        """Who of the district acted last on that return (or decided last); None if nobody did but hand it out."""
        desk, district = self._desk, self._desk.documents.units.district.code
        acts: list[Edit | Decision] = [decision for decision in desk.course(key).decisions if decision.what in _DID]
        if not decided_only:
            # A 查询 changes nothing of the return.
            written = (edit for edit in desk.edits(key) if not all(is_query(each.slot.field) for each in edit.changes))
            acts += [edit for edit in written if edit.author.unit == district]
        if not acts:
            return None
        order = desk.workspace.journal.numbers(act.id for act in acts)
        last = max(acts, key=lambda act: order[act.id])
        if isinstance(last, Decision):
            return LastAct(last.author.person, _DID[last.what])
        return LastAct(last.author.person, _TYPED.get(str(last.source.get("kind")), "录入"))
