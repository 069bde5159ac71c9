"""Whom a received bundle may speak for: its signature, its sender, and who wrote each of its entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bundle.manifest import DOWN, ENROLMENT, UP, Payload
from haishu_desk.bundle.sign import check_code
from haishu_desk.bundle.unpack import Unpacked
from haishu_desk.desk.inspecting import INVALID, UNKNOWN_KEY
from haishu_desk.desk.outcomes import HeldBundleError, Outcome, RefusedBundleError
from haishu_desk.domain.cells import Edit
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.returns import Decision, Revision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class Gatekeeper:
    """Lets a bundle in, or says why not; changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def admit(self, unpacked: Unpacked, outcome: Outcome) -> None:
        """Raise RefusedBundleError or HeldBundleError for what may not be taken in; a first contact is noted."""
        if unpacked.payload.direction == ENROLMENT:
            raise RefusedBundleError("E31", "这是登记申请", "请用 enrol 登记")
        self._check_signature(unpacked, outcome)
        if self._desk.is_district:
            self._check_at_district(unpacked)
        else:
            self._check_at_unit(unpacked)
        self._check_entries(unpacked)
        self._note_first_contact(unpacked, outcome)

    def _check_signature(self, unpacked: Unpacked, outcome: Outcome) -> None:
        if outcome.signature == INVALID:
            raise RefusedBundleError("E41", "内容与签名不符，像是被改过或损坏", "请让对方重新传出一份")
        if outcome.signature == UNKNOWN_KEY:
            code = check_code(unpacked.envelope.public_key)
            raise HeldBundleError(
                "E42", f"传出它的电脑没有登记（校验码 {code}）", "请与单位核对校验码后用 enrol 登记，再装入"
            )

    def _note_first_contact(self, unpacked: Unpacked, outcome: Outcome) -> None:
        """The first bundle pins the district's key: a person should compare it with the task notice."""
        if not self._desk.exchange.roster.rows():
            message = f"首次装入，记下区级的校验码 {check_code(unpacked.envelope.public_key)}"
            outcome.findings.append(Finding("first-contact", "提示", message, advice="请与任务通知上的校验码核对"))

    def _check_at_unit(self, unpacked: Unpacked) -> None:
        payload, own = unpacked.payload, self._desk.identity.unit
        if payload.direction == UP:
            raise RefusedBundleError(
                "E31",
                f"这是{self._name(payload.unit)}传出的上报包，不是任务包",
                "请把它交给区级；这里装入任务包、回执、退回包和批复包",
            )
        if payload.sender != self._desk.documents.units.district.code:
            raise RefusedBundleError("E42", "不是区级传出的", "任务包、回执、退回包和批复包只收区级传出的，请核对来源")
        if payload.unit != own:
            raise RefusedBundleError(
                "E32",
                f"这是发给{self._name(payload.unit)}的{payload.kind}，本单位是{self._name(own)}",
                "请换成发给本单位的文件",
            )

    def _check_at_district(self, unpacked: Unpacked) -> None:
        payload = unpacked.payload
        if payload.unit not in self._desk.documents.units:
            raise RefusedBundleError("E32", f"没有代码为“{payload.unit}”的单位", "请核对文件来源")
        if payload.direction == UP and payload.sender != payload.unit:
            raise RefusedBundleError("E32", "传出的单位与报表的单位不符", "请让单位用自己的电脑重新传出")
        if payload.direction == DOWN and payload.sender != self._desk.identity.unit:
            raise RefusedBundleError("E32", "不是本区下发的文件", "请核对文件来源")
        for printed in payload.returns:
            if not self._desk.course(printed.key).is_issued:
                raise RefusedBundleError(
                    "E31",
                    f"没有向{self._name(payload.unit)}下发过 {payload.period} 的任务",
                    "请核对报告期；确需收取的，先用 issue 下发",
                )

    def _check_entries(self, unpacked: Unpacked) -> None:
        """A unit speaks for its own return only; what others are said to have done must be known here already."""
        payload, journal = unpacked.payload, self._desk.workspace.journal
        for entry in payload.journal_entries():
            if isinstance(entry, Edition):
                foreign = payload.direction == UP or (entry.author and entry.author.unit != payload.sender)
            else:
                elsewhere = (entry.key.unit, entry.key.period) != (payload.unit, payload.period)
                foreign = elsewhere or not (self._may_say(payload, entry) or entry.id in journal)
            if foreign:
                raise RefusedBundleError("E42", "里面有不属于这份报表的内容", "请让对方用本程序重新传出")

    def _may_say(self, payload: Payload, entry: Edit | Revision | Decision) -> bool:
        """Only the district decides; a unit's bundle brings the unit's own doings, the district's also its own."""
        district = self._desk.documents.units.district.code
        if isinstance(entry, Decision):
            return payload.direction == DOWN and entry.author.unit == district
        return entry.author.unit == payload.unit or (payload.direction == DOWN and entry.author.unit == district)

    def _name(self, unit: str) -> str:
        units = self._desk.documents.units
        return units.get(unit).name if unit in units else unit
