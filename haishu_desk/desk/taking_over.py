"""What a bundle that was let in changes: its entries, what was typed by hand, and the trail of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import UP, Payload
from haishu_desk.bundle.unpack import Unpacked
from haishu_desk.desk.coming_back import came_back
from haishu_desk.desk.grouping import held_together
from haishu_desk.desk.handfilled import edits_of
from haishu_desk.desk.inspecting import ABSENT
from haishu_desk.desk.outcomes import HeldBundleError, Outcome, RefusedBundleError
from haishu_desk.desk.previewing import shift_of
from haishu_desk.desk.querying import messages_of
from haishu_desk.desk.receipts import Receipt
from haishu_desk.desk.sealing import seal
from haishu_desk.desk.signatures import UNSIGNED
from haishu_desk.desk.statements import statements_in
from haishu_desk.desk.taking_back import TakingBack
from haishu_desk.domain.canonical import canonical, digest
from haishu_desk.domain.cells import Edit, Heads, ReturnKey, clashes_in, heads_of
from haishu_desk.domain.findings import HINT, QUERY, Finding
from haishu_desk.domain.returns import CLOSED, Decision, Revision, changed_slots
from haishu_desk.store.journal import FILE, REFERENCE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TAKES = ("signed", "visible")


@dataclass(frozen=True)
class Incoming:
    """A file that may be taken in: what it says, its bytes, the name of its content, and what the reviewer chose."""

    unpacked: Unpacked
    data: bytes
    content: str
    take: str | None
    reason: str | None


class TakingOver:
    """Writes what came; the caller's transaction holds all of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.taking_back = TakingBack(desk)

    def keep(self, data: bytes) -> None:
        """The bytes of a received file are never lost."""
        with self._desk.workspace.transaction():
            self._desk.workspace.record(FILE, data, self._desk.author().at)

    def write(self, incoming: Incoming, outcome: Outcome) -> None:
        """Write it and say in `outcome` what is different now; what brings nothing new writes nothing."""
        desk, payload = self._desk, incoming.unpacked.payload
        before = {printed.key: desk.heads(printed.key) for printed in payload.returns}
        known = {entry.id for entry in payload.journal_entries() if entry.id in desk.workspace.journal}
        outcome.findings += [] if desk.is_district else came_back(desk, payload)
        new = desk.take_over(*payload.journal_entries())
        if incoming.unpacked.typed and not (payload.direction == UP and incoming.take == "signed"):
            new += self._write_by_hand(incoming, outcome)
        new += self._keep_references(incoming.unpacked)
        outcome.findings += messages_of(payload.direction, payload.journal_entries(), known)
        outcome.findings += statements_in(payload.journal_entries(), known)
        self._bring_together(before, payload, outcome.bundle or "")
        self._tell(before, incoming, outcome)
        unheard = any(finding.severity == "强制性" for finding in outcome.findings)
        if not new and not unheard and incoming.take is None:
            outcome.status = "duplicate"
            outcome.findings.append(Finding("E35", "提示", "没有新内容"))
            return
        self._record(before, incoming, outcome)

    def _bring_together(self, before: dict[ReturnKey, Heads], payload: Payload, bundle: str) -> None:
        """What was taken back gives way to a later report; a group that both sides changed waits as a whole."""
        desk, known = self._desk, {entry.id for entry in payload.journal_entries()}
        still_open = {
            key: heads for key, heads in before.items() if desk.course(key).state(has_edits=True) not in CLOSED
        }
        desk.apply(*self.taking_back.give_way(still_open, bundle))
        desk.apply(*held_together(desk, still_open, _carried(payload), known, bundle))

    def write_again(self, receipt: Receipt, incoming: Incoming, outcome: Outcome) -> None:
        """Bring a file that was taken back in once more; where something was written since, that stays."""
        before = {printed.key: self._desk.heads(printed.key) for printed in incoming.unpacked.payload.returns}
        self._desk.apply(*self.taking_back.again(receipt))
        self._tell(before, incoming, outcome)
        self._record(before, incoming, outcome)

    def _tell(self, before: dict[ReturnKey, Heads], incoming: Incoming, outcome: Outcome) -> None:
        after = {key: self._desk.heads(key) for key in before}
        outcome.changes = sum(len(changed_slots(before[key], after[key])) for key in before)
        outcome.conflicts = sum(len(clashes_in(heads)) for heads in after.values())
        outcome.shift = shift_of(before, after, _carried(incoming.unpacked.payload))

    def _record(self, before: dict[ReturnKey, Heads], incoming: Incoming, outcome: Outcome) -> None:
        """The bytes of the file, its line in the trail, what 全审 says of it, and that the district has received it."""
        desk, payload = self._desk, incoming.unpacked.payload
        self.keep(incoming.data)
        if incoming.unpacked.typed or payload.direction == UP:
            outcome.findings += self._findings_of(before)
        contained = [entry.id for entry in payload.journal_entries() if isinstance(entry, Revision)]
        for key in before:
            desk.audit(
                f"装入{payload.kind}",
                key,
                bundle=outcome.bundle,
                content=incoming.content,
                file=outcome.file,
                sha256=digest(incoming.data),
                changes=outcome.changes,
                **({} if desk.is_district else {"contained": contained}),
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
        outcome.signature, outcome.signed = ABSENT, UNSIGNED
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


def content_of(unpacked: Unpacked, take: str | None) -> str:
    """The name of what the file says: its bundle, what was typed into it by hand, and which of both was chosen."""
    typed = sorted([cell.form, cell.item, cell.column, cell.text] for cell in unpacked.typed)
    return digest(canonical([unpacked.envelope.bundle, typed, take]))


def _carried(payload: Payload) -> dict[ReturnKey, Heads]:
    """The values that stand in the cells of a bundle's returns when it is read by itself."""
    edits = [entry for entry in payload.journal_entries() if isinstance(entry, Edit)]
    return {printed.key: heads_of(edit for edit in edits if edit.key == printed.key) for printed in payload.returns}


def _choice_of(incoming: Incoming) -> dict[str, Any]:
    """For the trail: which side of a bundle changed after signing was taken, why, and what the other side said."""
    if incoming.take is None:
        return {}
    seen = [[cell.place, cell.item, cell.column, cell.text] for cell in incoming.unpacked.typed]
    return {"take": incoming.take, "reason": incoming.reason, "visible": seen}


def hold_changed_after_signing(incoming: Incoming) -> None:
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
