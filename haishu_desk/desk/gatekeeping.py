"""Whom a received bundle may speak for: its signature, its sender, and who wrote each of its entries.

A unit speaks for itself alone: the unit in the signed payload is the unit of the key in the roster, and of the author and the
return of every entry that is new here. Only the district decides and writes editions, with the key that the unit has pinned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bundle.manifest import DOWN, ENROLMENT, UP, Payload
from haishu_desk.bundle.sign import check_code
from haishu_desk.bundle.unpack import Unpacked
from haishu_desk.desk.beside import is_the_districts
from haishu_desk.desk.documents import NotItsPeriodError
from haishu_desk.desk.inspecting import INVALID, UNKNOWN_KEY, carried_roster_has
from haishu_desk.desk.outcomes import HeldBundleError, Outcome, RefusedBundleError
from haishu_desk.desk.own_words import OwnWords
from haishu_desk.desk.signatures import IMPOSTOR, REVOKED
from haishu_desk.domain.cells import Edit
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import Decision, Revision
from haishu_desk.domain.units import UnitTree

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


class Gatekeeper:
    """Lets a bundle in, or says why not; changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def admit(self, unpacked: Unpacked, outcome: Outcome, *, is_known: bool = False) -> None:
        """Raise RefusedBundleError or HeldBundleError for what may not be taken in; a first contact is noted.

        `is_known`: this content was received before; what was taken in before a key was revoked stays valid.
        """
        if unpacked.payload.direction == ENROLMENT:
            raise RefusedBundleError("E31", "这是登记申请", "请用 enrol 登记")
        self._check_signature(unpacked, outcome, is_known=is_known)
        if self._desk.is_district:
            self._check_at_district(unpacked, outcome)
        else:
            self._check_at_unit(unpacked)
        self._check_entries(unpacked)
        if self._desk.is_district and unpacked.payload.direction == UP:
            OwnWords(self._desk, unpacked.payload).check()
        self._note_first_contact(unpacked, outcome)

    def _check_signature(self, unpacked: Unpacked, outcome: Outcome, *, is_known: bool) -> None:
        if outcome.signature == INVALID:
            raise RefusedBundleError("E41", "内容与签名不符，像是被改过或损坏", "请让对方重新传出一份")
        if outcome.signature != UNKNOWN_KEY:
            return
        key, roster = unpacked.envelope.public_key, self._desk.exchange.roster
        revoked, speaks_for = roster.revoked(key), roster.speaks_for(key)
        code = check_code(key)
        if revoked is not None:
            if is_known and revoked["unit"] == unpacked.payload.sender:
                return
            raise HeldBundleError(
                "E42",
                f"传出它的电脑已撤销登记（{self._name(revoked['unit'])}，校验码 {code}，{_why(revoked)}）",
                "撤销以前收下的仍然有效；请让单位用现在登记的电脑重新传出",
                signed=REVOKED,
            )
        if speaks_for is not None:
            raise HeldBundleError(
                "E42",
                f"签名的电脑登记的是{self._name(speaks_for)}，文件却说是{self._name(unpacked.payload.sender)}传出的",
                "像是冒名，没有采用；请向两个单位核实",
                signed=IMPOSTOR,
            )
        if not self._desk.is_district:
            raise HeldBundleError(
                "E42",
                f"不是本单位认得的区级电脑传出的（校验码 {code}）",
                "请与任务通知上区级的校验码核对；对不上的不要用，并告诉区级",
                signed=IMPOSTOR,
            )
        raise HeldBundleError(
            "E42", f"传出它的电脑没有登记（校验码 {code}）", "请与单位核对校验码后用 enrol 登记，再装入"
        )

    def _note_first_contact(self, unpacked: Unpacked, outcome: Outcome) -> None:
        """The first bundle pins the district's key: a person should compare it with the task notice."""
        if not self._desk.exchange.roster.rows():
            message = f"首次装入，记下区级的校验码 {check_code(unpacked.envelope.public_key)}"
            outcome.findings.append(Finding("first-contact", "提示", message, advice="请与任务通知上的校验码核对"))

    def _check_at_unit(self, unpacked: Unpacked) -> None:
        payload, own = unpacked.payload, self._desk.unit
        if payload.direction == UP:
            raise RefusedBundleError(
                "E31",
                f"这是{self._name(payload.unit)}传出的上报包，不是任务包",
                "请把它交给区级；这里装入任务包、回执、退回包和批复包",
            )
        if payload.direction != DOWN or payload.sender != self._desk.documents.units.district.code:
            raise RefusedBundleError("E42", "不是区级传出的", "任务包、回执、退回包和批复包只收区级传出的，请核对来源")
        units = _units_of(payload) or self._desk.documents.units
        if units.heir(payload.unit) != units.heir(own):
            raise RefusedBundleError(
                "E32",
                f"这是发给{self._name(payload.unit)}的{payload.kind}，本单位是{self._name(own)}",
                "请换成发给本单位的文件",
            )
        if carried_roster_has(unpacked) is False:
            raise RefusedBundleError(
                "E42", "带来的登记表里没有传出它的电脑，像是拼凑的", "请让区级重新传出一份", signed=IMPOSTOR
            )

    def _check_at_district(self, unpacked: Unpacked, outcome: Outcome) -> None:
        payload = unpacked.payload
        if payload.unit not in self._desk.documents.units:
            raise RefusedBundleError("E32", f"没有代码为“{payload.unit}”的单位", "请核对文件来源", signed=IMPOSTOR)
        if payload.direction == UP and self._office(payload.sender) != self._office(payload.unit):
            raise RefusedBundleError(
                "E32", "传出的单位与报表的单位不符", "请让单位用自己的电脑重新传出", signed=IMPOSTOR
            )
        if payload.direction != UP and payload.sender != self._desk.identity.unit:
            raise RefusedBundleError("E32", "不是本区下发的文件", "请核对文件来源", signed=IMPOSTOR)
        self._check_unit_is_there(payload, outcome)
        for printed in payload.returns:
            if not self._desk.course(printed.key).is_shared:
                raise RefusedBundleError(
                    "E31",
                    f"没有向{self._name(payload.unit)}下发过{parse_period(payload.period).title}的任务",
                    "请核对报告期；确需收取的，先用 issue 下发",
                )

    def _check_unit_is_there(self, payload: Payload, outcome: Outcome) -> None:
        """An old bundle of a unit that has ended: its own time's figures are taken, a later time's are its heir's to report."""
        try:
            self._desk.documents.refuse_other_time(payload.unit, parse_period(payload.period))
        except NotItsPeriodError as error:
            raise RefusedBundleError(
                "E32", error.message, f"{error.advice}；请把这些数填到新下发的任务包里重新上报"
            ) from error
        unit = self._desk.documents.units.get(payload.unit)
        if unit.valid_to is not None:
            heir = self._office(unit.code)
            told = f"，由{self._name(heir)}承接" if heir != unit.code else ""
            message = f"{unit.name}已于 {unit.valid_to} 撤销{told}；这是它在那以前的报表，照收"
            outcome.findings.append(Finding("unit-ended", "提示", message))

    def _check_entries(self, unpacked: Unpacked) -> None:
        """A unit speaks for its own return only; what others are said to have done must be known here already."""
        payload, entries = unpacked.payload, unpacked.payload.journal_entries()
        known = self._desk.workspace.journal.known(entry.id for entry in entries)
        printed = {each.key for each in payload.returns}
        for entry in entries:
            if isinstance(entry, Edition):
                foreign = payload.direction == UP or (entry.author and entry.author.unit != payload.sender)
            else:
                foreign = entry.key not in printed or not (entry.id in known or self._may_say(payload, entry))
                foreign = foreign or (entry.author.unit == payload.unit and is_the_districts(entry))
            if foreign:
                raise RefusedBundleError(
                    "E42", "里面有不属于这份报表的内容", "请让对方用本程序重新传出", signed=IMPOSTOR
                )

    def _may_say(self, payload: Payload, entry: Edit | Revision | Decision) -> bool:
        """Only the district decides; a unit's bundle brings the unit's own doings, the district's also its own."""
        district = self._desk.documents.units.district.code
        if payload.direction == DOWN:
            is_units = not isinstance(entry, Decision) and self._is_same_office(payload, entry.author.unit)
            return entry.author.unit == district or is_units
        if isinstance(entry, Decision) or not self._is_same_office(payload, entry.author.unit):
            return False
        # 核定数, questions and 豁免 are the district's word; a computer that was revoked says nothing new, whoever carries it.
        return not is_the_districts(entry) and not self._desk.exchange.roster.is_revoked_device(entry.author.device)

    def _is_same_office(self, payload: Payload, author: str) -> bool:
        """Whether an author's unit is the bundle's, or one that took it over or went into it."""
        units = _units_of(payload) if payload.direction == DOWN else None
        tree = units or self._desk.documents.units
        return tree.heir(author) == tree.heir(payload.unit)

    def _office(self, unit: str) -> str:
        return self._desk.documents.units.heir(unit)

    def _name(self, unit: str) -> str:
        units = self._desk.documents.units
        return units.get(unit).name if unit in units else unit


def _units_of(payload: Payload) -> UnitTree | None:
    """The units document that a bundle of the district brings: who took over whom may be news here."""
    brought = [entry for entry in payload.journal_entries() if isinstance(entry, Edition) and entry.name == "units"]
    newest = max(brought, key=lambda edition: edition.number, default=None)
    return UnitTree(newest.content) if newest else None


def _why(row: dict[str, object]) -> str:
    """Since when and why a key is revoked."""
    revoked = row.get("revoked")
    told = dict(revoked) if isinstance(revoked, dict) else {}
    reason = told.get("reason") or "没有写明理由"
    receipt = f"从第 {told['receipt']} 号起" if told.get("receipt") else f"{row['until']} 起"
    return f"{receipt}，{reason}"
