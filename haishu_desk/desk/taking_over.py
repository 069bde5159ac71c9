"""What a bundle that was let in changes: its entries, what was typed by hand, and the trail of both."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.manifest import UP
from haishu_desk.bundle.unpack import Unpacked
from haishu_desk.checks.run import Checked
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
from haishu_desk.domain.cells import Edit, Heads, ReturnKey, changed_slots, clashes_in, heads_of
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import HINT, QUERY, Finding
from haishu_desk.domain.returns import CLOSED, Decision, Revision
from haishu_desk.store.journal import FILE, REFERENCE

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TAKES = ("signed", "visible")
Standing = dict[ReturnKey, Heads]


@dataclass(frozen=True)
class Incoming:
    """A file that may be taken in: what it says, its bytes, the name of its content, and what the reviewer chose."""

    unpacked: Unpacked
    data: bytes
    content: str
    take: str | None
    reason: str | None

    @cached_property
    def carried(self) -> dict[ReturnKey, Heads]:
        """The values that stand in the cells of its returns when it is read by itself."""
        payload = self.unpacked.payload
        edits = [entry for entry in payload.journal_entries() if isinstance(entry, Edit)]
        return {printed.key: heads_of(edit for edit in edits if edit.key == printed.key) for printed in payload.returns}


class TakingOver:
    """Writes what came; the caller's transaction holds all of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.taking_back = TakingBack(desk)

    def keep(self, data: bytes) -> None:
        """The bytes of a received file are never lost."""
        with self._desk.workspace.transaction():
            self._desk.workspace.record(FILE, data, self._desk.author().at)

    def write(self, incoming: Incoming, outcome: Outcome) -> Standing:
        """Write it and say in `outcome` what is different now; what brings nothing new writes nothing.

        What stands then in its returns, for `look_over`; nothing where nothing was new.
        """
        desk, payload = self._desk, incoming.unpacked.payload
        before = {printed.key: desk.heads(printed.key) for printed in payload.returns}
        known = desk.workspace.journal.known(entry.id for entry in payload.journal_entries())
        outcome.findings += [] if desk.is_district else came_back(desk, payload)
        new = desk.take_over(*payload.journal_entries())
        if incoming.unpacked.typed and not (payload.direction == UP and incoming.take == "signed"):
            new += self._write_by_hand(incoming, outcome)
        new += self._keep_references(incoming.unpacked)
        outcome.findings += messages_of(payload.direction, payload.journal_entries(), known)
        outcome.findings += statements_in(payload.journal_entries(), known)
        after = self._bring_together(before, incoming, outcome.bundle or "")
        _tell(before, after, incoming, outcome)
        unheard = any(finding.severity == "强制性" for finding in outcome.findings)
        if not new and not unheard and incoming.take is None:
            outcome.status = "duplicate"
            outcome.findings.append(Finding("E35", "提示", "没有新内容"))
            return {}
        self._record(after, incoming, outcome)
        return after

    def _bring_together(self, before: Standing, incoming: Incoming, bundle: str) -> Standing:
        """What was taken back gives way to a later report; a group that both sides changed waits as a whole.

        What stands in the returns then.
        """
        desk, known = self._desk, {entry.id for entry in incoming.unpacked.payload.journal_entries()}
        still_open = [key for key in before if desk.course(key).state(has_edits=True) not in CLOSED]
        after = {key: desk.heads(key) for key in before}
        after |= self._applied(self.taking_back.give_way({key: after[key] for key in still_open}, bundle))
        times = {key: (before[key], after[key]) for key in still_open}
        return after | self._applied(held_together(desk, times, incoming.carried, known, bundle))

    def _applied(self, edits: Iterable[Edit]) -> Standing:
        """Write the edits; what stands then in the returns that they are of."""
        written = list(edits)
        self._desk.apply(*written)
        return {edit.key: self._desk.heads(edit.key) for edit in written}

    def write_again(self, receipt: Receipt, incoming: Incoming, outcome: Outcome) -> Standing:
        """Bring a file that was taken back in once more; where something was written since, that stays.

        What stands then in its returns, for `look_over`.
        """
        before = {printed.key: self._desk.heads(printed.key) for printed in incoming.unpacked.payload.returns}
        self._desk.apply(*self.taking_back.again(receipt))
        after = {key: self._desk.heads(key) for key in before}
        _tell(before, after, incoming, outcome)
        self._record(after, incoming, outcome)
        return after

    def look_over(
        self, after: Standing, incoming: Incoming, outcome: Outcome, *, is_rehearsed: bool = False
    ) -> Iterator[None]:
        """Say in `outcome` what 全审 finds in what was written, and what was left behind; an item a step.

        Nothing is written any more, so that the transaction need not wait for it: what came is there whatever is said.
        What is rehearsed may be given back after the first step, where it is a report: it brings no documents.
        """
        if incoming.unpacked.typed or incoming.unpacked.payload.direction == UP:
            filled = {key: heads for key, heads in after.items() if heads}
            checking = self._desk.checking
            walks = [checking.walk_rehearsed(filled)] if is_rehearsed else [checking.walk(key) for key in filled]
            try:
                outcome.findings += yield from self._findings_of(list(filled), walks)
            except DeskError as error:  # it was taken in all the same
                said = f"没有审核完：{error.message}"
                outcome.findings.append(Finding("checked", HINT, said, advice=error.advice))
        if not self._desk.is_district:
            outcome.findings += self._left_behind(after)

    def _record(self, after: Standing, incoming: Incoming, outcome: Outcome) -> None:
        """The bytes of the file, its line in the trail, and that the district has received it."""
        desk, payload = self._desk, incoming.unpacked.payload
        self.keep(incoming.data)
        contained = [entry.id for entry in payload.journal_entries() if isinstance(entry, Revision)]
        for key in after:
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
            desk.apply(*self._received(after))

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

    def _left_behind(self, after: Standing) -> list[Finding]:
        """What this unit typed after its last report of a return that is closed now: it cannot be reported any more."""
        findings = []
        for key, heads in after.items():
            course = self._desk.course(key)
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

    def _findings_of(
        self, keys: Sequence[ReturnKey], walks: Iterable[Iterator[Checked | bool]]
    ) -> Generator[None, None, list[Finding]]:
        """What 全审 says of what came in the returns that have something, with the edition of the rules that it was filled under: a line, and what is surely wrong."""
        if not keys:
            return []
        edition, found = self._desk.checking.edition_of(keys[0]).number, list[Checked]()
        for said in chain.from_iterable(walks):
            if isinstance(said, Checked):
                found.append(said)
            else:
                yield
        hard = [finding for each in found for finding in each.findings if finding.stands]
        queries = [finding for each in found for finding in each.findings if finding.severity == QUERY]
        silent = sum(not finding.explained for finding in queries)
        line = f"按第 {edition} 版规则审核：强制性 {len(hard)} 条，核实性 {len(queries)} 条（未说明 {silent} 条）"
        advice = "请在审核时看这些格" if hard or silent else ""
        told = [replace(finding, message=f"{finding.place}：{finding.message}") for finding in hard]
        return [Finding("checked", HINT, line, advice=advice), *told]

    def _received(self, keys: Iterable[ReturnKey]) -> list[Decision]:
        """The district has received each revision that it had not judged yet."""
        decisions = []
        for key in keys:
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


def _tell(before: Standing, after: Standing, incoming: Incoming, outcome: Outcome) -> None:
    outcome.changes = sum(len(changed_slots(before[key], after[key])) for key in before)
    outcome.conflicts = sum(len(clashes_in(heads)) for heads in after.values())
    outcome.shift = shift_of(before, after, incoming.carried)


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
