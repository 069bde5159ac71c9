"""What a unit may say in a bundle that it really signed: only what its own program would have written.

A key proves who speaks, not that what is said hangs together. So each new edit must stand in a revision that the unit
sealed, each revision must say what its edits say, an 答复 must follow a question that was asked, and what only the
district writes, or only another computer, comes from nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from haishu_desk.bundle.manifest import Payload
from haishu_desk.bundle.sign import has_key
from haishu_desk.desk.backfill import BACKFILLED, ON_BEHALF, TYPED
from haishu_desk.desk.beside import VERIFY
from haishu_desk.desk.bundle_kinds import ANSWERS, CORRECTION, REPORT
from haishu_desk.desk.outcomes import RefusedBundleError
from haishu_desk.desk.querying import TEXT_LIMIT
from haishu_desk.desk.signatures import IMPOSTOR
from haishu_desk.desk.statements import DEFERRAL, DEFERRED, EMPTY, is_statement
from haishu_desk.desk.statements import WORDS as STATED
from haishu_desk.desk.succession import SUCCEEDED
from haishu_desk.desk.taking_back import LATER
from haishu_desk.domain.cells import (
    Edit,
    Head,
    ReturnKey,
    Slot,
    cell_of_word,
    explained,
    heads_of,
    is_evidence,
    is_filled,
    is_query,
    without_queries,
)
from haishu_desk.domain.periods import is_date
from haishu_desk.domain.queries import place_in_query
from haishu_desk.domain.reported import reported
from haishu_desk.domain.returns import LOCKED, Revision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

KINDS = (REPORT, CORRECTION, ANSWERS, DEFERRAL)
# What an edit of the district is called by where it came from; a unit's own edits are never called so.
_OF_THE_DISTRICT = (SUCCEEDED, VERIFY, "settle", "on-behalf", "query-ask", "query-close")
_WORDS = (None, LATER, TYPED, ON_BEHALF, BACKFILLED, *STATED.values())


class OwnWords:
    """Looks through the new entries of a unit's bundle; changes nothing."""

    def __init__(self, desk: Desk, payload: Payload) -> None:
        self._desk, self._payload = desk, payload
        entries = payload.journal_entries()
        known = desk.workspace.journal.known(entry.id for entry in entries)
        self._new = [entry for entry in entries if entry.id not in known]
        self._edits = [entry for entry in entries if isinstance(entry, Edit)]
        self._revisions = [entry for entry in entries if isinstance(entry, Revision)]

    def check(self) -> None:
        """Raise RefusedBundleError for what the unit's program would not have written."""
        if self._payload.kind not in KINDS:
            raise _refused("文件自称的种类是单位不会传出的")
        if any(
            map(self._is_foreign, {entry.author.device for entry in self._new if isinstance(entry, Edit | Revision)})
        ):
            raise _refused("写着是别的单位的电脑录入的")
        for key in {printed.key for printed in self._payload.returns}:
            self._check_return(key)

    def _is_foreign(self, device: str) -> bool:
        """Whether it is this computer, or one whose key speaks for another unit."""
        roster = self._desk.exchange.roster
        own = roster.office_of(self._payload.unit)
        offices = {roster.office_of(row["unit"]) for row in roster.rows() if has_key(device, row["key"])}
        return own not in offices and (bool(offices) or device == self._desk.identity.device)

    def _check_return(self, key: ReturnKey) -> None:
        edits = [entry for entry in self._new if isinstance(entry, Edit) and entry.key == key]
        revisions = [entry for entry in self._new if isinstance(entry, Revision) and entry.key == key]
        for edit in edits:
            self._check_edit(edit)
        self._check_answers(key, edits)
        if revisions and self._desk.course(key).state(has_edits=True) == LOCKED:
            raise RefusedBundleError(
                "closed",
                "这份报表已锁定，不再收新报的数",
                "确要采用的，请先重新打开（review --reopen），再装入这个文件",
            )
        self._check_revisions(key, edits, revisions)

    def _check_edit(self, edit: Edit) -> None:
        source = edit.source
        if source.get("kind", "typed") in _OF_THE_DISTRICT or source.get("word") not in _WORDS:
            raise _refused("有一处写着是区级做的")
        if not edit.changes:
            _check_statement(edit)
        catalogue, form = self._desk.documents.catalogue, edit.key.form
        fields = self._desk.documents.fields(form)
        for slot in (change.slot for change in edit.changes):
            if slot.item not in catalogue or self._desk.documents.form_of(catalogue.get(slot.item)) != form:
                raise _refused(f"“{slot.item[:20]}”不是这张报表的指标")
            if not is_evidence(slot.field) and explained(cell_of_word(slot)).field not in fields:
                raise _refused(f"{slot.item} 有一格报表上没有")

    def _check_answers(self, key: ReturnKey, edits: Iterable[Edit]) -> None:
        """Each 答复 follows a message of the same query, is written once and is as short as the program lets it be."""
        standing = self._desk.workspace.cells.heads(key)
        told = {place for slot in standing if (place := place_in_query(slot))}
        answers = [
            (place_in_query(change.slot), change)
            for edit in edits for change in edit.changes if is_query(change.slot.field)
        ]  # fmt: skip
        for place, change in sorted(answers, key=lambda each: each[0] or ("", "", 0)):
            text = change.after.text or ""
            is_fresh = not change.replaces and is_filled(change.after) and 0 < len(text) <= TEXT_LIMIT
            if place is None or not is_fresh or (place[0], place[1], place[2] - 1) not in told:
                raise _refused("有一条答复没有对应的查询，或是改过的")
            told.add(place)

    def _check_revisions(self, key: ReturnKey, edits: Collection[Edit], revisions: Collection[Revision]) -> None:
        course = self._desk.course(key)
        all_edits = {edit.id: edit for edit in (*self._desk.edits(key), *edits)}
        known = {each.id for each in (*course.revisions, *revisions)}
        decisions = {None, *(each.id for each in course.decisions)}
        for revision in revisions:
            if not known.issuperset(revision.previous) or revision.decision not in decisions or not revision.signed:
                raise _refused("有一个版本接着谁也不知道的版本或决定")
            for slot, standing in revision.heads.items():
                if not all(_is_said(head, slot, all_edits) for head in standing):
                    raise _refused(f"{slot.item} 报的数与录入的记录对不上")
        self._check_last(key, revisions)
        of_all = [each for each in (*course.revisions, *self._revisions) if each.key == key]
        sealed = reported(all_edits.values(), of_all)
        for edit in edits:
            for slot in (change.slot for change in edit.changes if not is_query(change.slot.field)):
                if (edit.id, slot) not in sealed:
                    raise _refused(f"{slot.item} 有没有上报的改动")

    def _check_last(self, key: ReturnKey, new: Iterable[Revision]) -> None:
        """The last new revision says just what stands after all edits of the bundle."""
        followed = {name for each in self._revisions for name in each.previous}
        carried = without_queries(heads_of(edit for edit in self._edits if edit.key == key))
        for revision in new:
            if revision.id not in followed and without_queries(revision.heads) != carried:
                raise _refused("最后上报的版本与录入的记录对不上")


def _check_statement(edit: Edit) -> None:
    """空表 and 暂不报 are the only edits that change no cell; each says why, and a 暂不报 until which day."""
    source = edit.source
    is_whole = is_statement(source) and source.get("what") in (EMPTY, DEFERRED) and bool((edit.reason or "").strip())
    days = [source[name] for name in ("until", "due") if source.get(name) is not None]
    if not is_whole or not all(isinstance(day, str) and is_date(day) for day in days):
        raise _refused("有一处说明不完整")


def _is_said(head: Head, slot: Slot, edits: dict[str, Edit]) -> bool:
    change = edits[head.edit].change_at(slot) if head.edit in edits else None
    return change is not None and change.after == head.value


def _refused(what: str) -> RefusedBundleError:
    return RefusedBundleError(
        "E42", f"{what}，不像本程序写出的", "没有采用；请向单位核实，让单位用本程序重新传出", signed=IMPOSTOR
    )
