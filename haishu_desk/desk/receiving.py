"""Taking in a file: read in a worker, check who speaks, see what it would change, then one transaction.

One bad file stops no other; a refused file changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import DOWN, ENROLMENT, UP, NotOurBundleError, Payload
from haishu_desk.bundle.read_process import Workbook, read_workbook
from haishu_desk.bundle.sign import check_code
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.desk.beside import is_the_districts
from haishu_desk.desk.handfilled import edits_of
from haishu_desk.desk.inspecting import ABSENT, INVALID, UNKNOWN_KEY, signature_of
from haishu_desk.desk.querying import messages_of
from haishu_desk.desk.sealing import seal
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import Edit, Heads, ReturnKey, clashes_in
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError, said_of
from haishu_desk.domain.findings import HINT, QUERY, Finding
from haishu_desk.domain.returns import CLOSED, Decision, Revision, changed_slots
from haishu_desk.store.journal import AUDIT, FILE, REFERENCE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TAKES = ("signed", "visible")


class RefusedBundleError(DeskError):
    """The bundle is not taken in; nothing was changed."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message, advice, code=code)


class HeldBundleError(RefusedBundleError):
    """The bundle waits for a decision of the reviewer; nothing was changed."""


@dataclass
class Outcome:
    """What became of one file: the row of the verb `receive`."""

    file: str
    kind: str | None = None
    unit: str | None = None
    period: str | None = None
    bundle: str | None = None
    status: str = "received"
    changes: int = 0
    conflicts: int = 0
    signature: str | None = None
    findings: list[Finding] = field(default_factory=list)
    error: dict[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        """The keys of the contract."""
        return {**vars(self), "findings": [finding.as_json() for finding in self.findings]}


@dataclass(frozen=True)
class Incoming:
    """A file that may be taken in: what it says, its bytes, the name of its content, and what the reviewer chose."""

    unpacked: Unpacked
    data: bytes
    content: str
    take: str | None
    reason: str | None


@dataclass(frozen=True)
class _Choice:
    """What the reviewer chose for a file that was changed after signing, and whether this is a rehearsal."""

    take: str | None
    reason: str | None
    preview: bool


class _PreviewOnlyError(Exception):
    """Gives the transaction of a preview back."""


class Receiver:
    """Takes files into one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def receive(self, files: Iterable[Path], take: str | None = None, reason: str | None = None) -> list[Outcome]:
        """装入 each file by itself."""
        return [self.take_in(file, take=take, reason=reason) for file in files]

    def take_in(
        self,
        file: Path,
        *,
        take: str | None = None,
        reason: str | None = None,
        read: Callable[[Path], Workbook] = read_workbook,
        preview: bool = False,
    ) -> Outcome:
        """装入 one file; with `preview` everything happens as it would, and is then given back.

        `read` hands over the workbook that the worker read, so that a window can have it read in the background.
        """
        outcome = Outcome(file.name)
        data = b""
        try:
            data = file.read_bytes()
            chosen = _Choice(take, reason, preview=preview)
            self._take_in(read(file), data, outcome, chosen)
            if not preview:
                self._take_files(file, outcome)
        except _PreviewOnlyError:
            self._desk.forget_documents()
        except OSError as error:
            self._refuse(
                outcome, DeskError(f"读不出来（{said_of(error)}）", "请检查文件是否还在、能不能打开", code="E04")
            )
        except NotOurBundleError as error:
            if error.code == "E33" and not preview:
                self._keep(data)
            self._refuse(outcome, error)
        except DeskError as error:
            self._refuse(outcome, error)
        return outcome

    def _take_files(self, file: Path, outcome: Outcome) -> None:
        """佐证材料 that lie beside the bundle come along; that one cannot be copied does not undo what was received."""
        try:
            taken = self._desk.evidence.take_beside(file)
        except DeskError as error:
            outcome.findings.append(Finding("evidence", "提示", error.message, advice=error.advice))
            return
        if taken:
            outcome.findings.append(Finding("evidence", "提示", f"旁边的 {taken} 个佐证材料也收下了"))

    def _refuse(self, outcome: Outcome, error: DeskError) -> None:
        self._desk.forget_documents()  # they may have been read with editions that were given back
        outcome.status = "held" if isinstance(error, HeldBundleError) or error.code == "E33" else "refused"
        outcome.changes = outcome.conflicts = 0
        outcome.error = {**error.as_json(), "message": f"{outcome.file}：{error.message}"}

    def _keep(self, data: bytes) -> None:
        """The bytes of a received file are never lost."""
        with self._desk.workspace.transaction():
            self._desk.workspace.record(FILE, data, self._desk.author().at)

    def _take_in(self, workbook: Workbook, data: bytes, outcome: Outcome, chosen: _Choice) -> None:
        unpacked = unpack(workbook)
        payload = unpacked.payload
        outcome.kind, outcome.unit, outcome.period = payload.kind, payload.unit, payload.period or None
        outcome.bundle, outcome.signature = unpacked.envelope.bundle, signature_of(unpacked, self._desk.exchange.roster)
        outcome.findings += unpacked.findings
        if payload.direction == ENROLMENT:
            raise RefusedBundleError("E31", "这是登记申请", "请用 enrol 登记")
        self._check_signature(unpacked, outcome)
        if self._desk.is_district:
            self._check_at_district(unpacked)
        else:
            self._check_at_unit(unpacked)
        self._check_entries(unpacked)
        self._note_first_contact(unpacked, outcome)
        incoming = Incoming(unpacked, data, _content(unpacked, chosen.take), chosen.take, chosen.reason)
        takes = TAKES if chosen.take is None else ()
        if any(map(self._is_known, (incoming.content, *(_content(unpacked, take) for take in takes)))):
            outcome.status = "duplicate"
            outcome.findings.append(Finding("E36", "提示", "已接收过，没有新内容"))
            return
        _hold_changed_after_signing(incoming)
        with self._desk.workspace.transaction():
            self._write(incoming, outcome)
            if chosen.preview:
                raise _PreviewOnlyError

    # Who speaks.

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
                foreign = foreign or (entry.author.unit == payload.unit and is_the_districts(entry))
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

    # What it changes.

    def _is_known(self, content: str) -> bool:
        return any(content.encode() in entry.body for entry in self._desk.workspace.journal.entries(AUDIT))

    def _write(self, incoming: Incoming, outcome: Outcome) -> None:
        desk, payload = self._desk, incoming.unpacked.payload
        before = {printed.key: desk.heads(printed.key) for printed in payload.returns}
        known = {entry.id for entry in payload.journal_entries() if entry.id in desk.workspace.journal}
        new = desk.take_over(*payload.journal_entries())
        if incoming.unpacked.typed and not (payload.direction == UP and incoming.take == "signed"):
            new += self._write_by_hand(incoming, outcome)
        new += self._keep_references(incoming.unpacked)
        outcome.findings += messages_of(payload.direction, payload.journal_entries(), known)
        after = {key: desk.heads(key) for key in before}
        outcome.changes = sum(len(changed_slots(before[key], after[key])) for key in before)
        outcome.conflicts = sum(len(clashes_in(heads)) for heads in after.values())
        unheard = any(finding.severity == "强制性" for finding in outcome.findings)
        if not new and not unheard and incoming.take is None:
            outcome.status = "duplicate"
            outcome.findings.append(Finding("E35", "提示", "没有新内容"))
            return
        self._keep(incoming.data)
        if incoming.unpacked.typed or payload.direction == UP:
            outcome.findings += self._findings_of(before)
        for key in before:
            desk.audit(
                f"装入{payload.kind}",
                key,
                bundle=outcome.bundle,
                content=incoming.content,
                file=outcome.file,
                sha256=digest(incoming.data),
                changes=outcome.changes,
                **_choice_of(incoming),
            )
        if desk.is_district:
            desk.apply(*self._received(before))
        else:
            outcome.findings += self._left_behind(before)

    def _write_by_hand(self, incoming: Incoming, outcome: Outcome) -> int:
        """What was typed into the visible cells, as edits without a signature; returns how many returns it changed."""
        desk = self._desk
        for printed in incoming.unpacked.payload.returns:
            state = desk.course(printed.key).state(has_edits=True)
            if state in CLOSED:
                raise RefusedBundleError(
                    "closed",
                    f"这份报表已是“{state}”，手工填写的不再采用",
                    "确需更正的，请先重新打开（review --reopen）",
                )
        outcome.signature = ABSENT
        filled = edits_of(desk, incoming.unpacked, incoming.content, incoming.reason)
        outcome.findings += filled.findings
        desk.apply(*filled.edits)
        if desk.is_district and filled.edits:
            outcome.findings.append(Finding("E40", "提示", "手工填写，未签名", advice="请核对盖章的纸质件"))
            for edit in filled.edits:
                desk.apply(seal(desk, edit.key, signed=False))
        return len(filled.edits)

    def _left_behind(self, keys: Iterable[ReturnKey]) -> list[Finding]:
        """What this unit typed after its last report of a return that is closed now: it cannot be reported any more."""
        findings = []
        for key in keys:
            course, heads = self._desk.course(key), self._desk.heads(key)
            last = course.last_revision
            late = changed_slots(last.heads, heads) if last else []
            if late and course.state(has_edits=True) in CLOSED:
                message = f"审核通过时还有 {len(late)} 格没有上报（{'、'.join(slot.item for slot in late[:5])}）"
                findings.append(Finding("left-behind", "提示", message, key.form, advice="确需上报的，请区级重新打开"))
        return findings

    def _keep_references(self, unpacked: Unpacked) -> int:
        payload = unpacked.payload
        if self._desk.is_district or not payload.references:
            return 0
        values = [dict(reference) for reference in payload.references]
        body = canonical({"kind": REFERENCE, "unit": payload.unit, "period": payload.period, "values": values})
        self._desk.checking.forget()
        return int(self._desk.workspace.record(REFERENCE, body, self._desk.author().at))

    def _findings_of(self, keys: Iterable[ReturnKey]) -> list[Finding]:
        """What 全审 says of what came, with the edition of the rules that it was filled under: a line, and what is surely wrong."""
        checking = self._desk.checking
        found = [checking.of_return(key) for key in keys if self._desk.heads(key)]
        if not found:
            return []
        edition = next(checking.edition_of(key).number for key in keys if self._desk.heads(key))
        hard = [finding for each in found for finding in each.findings if finding.stands]
        queries = [finding for each in found for finding in each.findings if finding.severity == QUERY]
        silent = sum(not finding.explained for finding in queries)
        said = f"按第 {edition} 版规则审核：强制性 {len(hard)} 条，核实性 {len(queries)} 条（未说明 {silent} 条）"
        advice = "请在审核时看这些格" if hard or silent else ""
        told = [replace(finding, message=f"{finding.place}：{finding.message}") for finding in hard]
        return [Finding("checked", HINT, said, advice=advice), *told]

    def _received(self, before: dict[ReturnKey, Heads]) -> list[Decision]:
        """The district has received each revision that it had not judged yet."""
        decisions = []
        for key in before:
            course = self._desk.course(key)
            judged = {decision.revision for decision in course.decisions}
            last = course.last_decision
            for revision in course.tips:
                if revision.id not in judged:
                    decision = Decision(key, self._desk.author(), "received", revision.id, last.id if last else None)
                    decisions.append(decision)
                    last = decision
        return decisions


def _content(unpacked: Unpacked, take: str | None) -> str:
    """The name of what the file says: its bundle, what was typed into it by hand, and which of both was chosen."""
    typed = sorted([cell.form, cell.item, cell.column, cell.text] for cell in unpacked.typed)
    return digest(canonical([unpacked.envelope.bundle, typed, take]))


def _choice_of(incoming: Incoming) -> dict[str, Any]:
    """For the trail: which side of a bundle changed after signing was taken, why, and what the other side said."""
    if incoming.take is None:
        return {}
    seen = [[cell.place, cell.item, cell.column, cell.text] for cell in incoming.unpacked.typed]
    return {"take": incoming.take, "reason": incoming.reason, "visible": seen}


def _hold_changed_after_signing(incoming: Incoming) -> None:
    """签后改动: both values are kept in the file, and the reviewer chooses."""
    typed = incoming.unpacked.typed
    if incoming.unpacked.payload.direction != UP or not typed:
        return
    if incoming.take not in TAKES:
        places = "、".join(cell.place for cell in typed[:5])
        raise HeldBundleError(
            "E41",
            f"签名以后又改过 {len(typed)} 格（{places}）",
            "请选择：--take signed 采用签名的数，--take visible 采用看到的数，并写 --reason",
        )
    if not incoming.reason:
        raise HeldBundleError("E41", "没有写明采用哪一个的理由", "请加上 --reason")
