"""Who may do what: the rules that every entry passes at the one door before it is written."""

from __future__ import annotations

from collections.abc import Collection

from haishu_desk.domain.cells import Change, Edit, Head, Heads, ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.origins import spoken_for
from haishu_desk.domain.returns import APPROVED, CLOSED, VOID, Course, Decision, Remark, Revision


class StaleEditError(DeskError):
    """Somebody else changed the cell since it was looked at."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(f"{slot.item} 这一格在您看过之后又被改动", "请重新查看现值后再填", code="stale")


class ClosedReturnError(DeskError):
    """The return is approved, locked or void."""

    def __init__(self, key: ReturnKey, state: str, *, is_district: bool) -> None:
        super().__init__(
            f"{key.unit} {key.period} 的报表已是“{state}”，不能再改",
            "确需更正的，请先重新打开（review --reopen）" if is_district else "确需更正的，请联系区级重新打开",
            code="closed",
        )


class NotYoursError(DeskError):
    """The item, the return or the decision belongs to somebody else."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message, advice, code="not-yours")


class ReportedCellError(DeskError):
    """The district may not type into a cell that the unit has reported: it can return it or add a 核定数."""

    def __init__(self, slot: Slot) -> None:
        super().__init__(
            f"{slot.item} 已由单位上报，区级不能代填",
            "数字有误请退回该格（review --return --cells），由单位改后重报",
            code="reported",
        )


def permit_edit(edit: Edit, heads: Heads, course: Course, *, own_units: Collection[str], is_district: bool) -> None:
    """Raise the sentence that says why this person may not write `edit` now; nothing if it may be written.

    `heads` are those of the return, or of it at least those of the cells that are changed.
    """
    if not is_district and edit.key.unit not in own_units:
        raise NotYoursError("这不是本单位的报表", "单位的数据文件只能填本单位的数")
    state = course.state(has_edits=True)  # no return is closed by there being none
    if state in CLOSED:
        raise ClosedReturnError(edit.key, state, is_district=is_district)
    kind = edit.source.get("kind")
    for change in edit.changes:
        is_beside = spoken_for(edit, change.slot) is not None and not change.replaces
        if kind not in ("workbook", "again", "group") and not is_beside:
            _refuse_stale(change, heads)
        if (
            is_district
            and kind not in ("settle", "workbook", "undo", "redo", "again", "group")
            and edit.key.unit not in own_units
        ):
            _refuse_reported(change.slot, course, own_units)


def permit_revision(revision: Revision, course: Course, *, own_units: Collection[str], is_district: bool) -> None:
    """A unit seals its own return and while it is open; the district may seal what it entered or settled."""
    if not is_district and revision.key.unit not in own_units:
        raise NotYoursError("这不是本单位的报表", "单位只能上报本单位的数")
    state = course.state(has_edits=True)
    if state in CLOSED:
        raise ClosedReturnError(revision.key, state, is_district=is_district)


def permit_decision(decision: Decision, course: Course, *, is_district: bool) -> None:
    """Only the district decides, in the states that the decision is for, and with a reason where one is owed."""
    if not is_district:
        raise NotYoursError("这一步由区级来做", "单位的数据文件可以录入、上报和装入")
    refuse_impossible(decision.what, course.state(has_edits=True), decision.comment, decision.remarks)


def refuse_impossible(what: str, state: str, comment: str | None, remarks: tuple[Remark, ...]) -> None:
    """Raise the sentence that says why `what` cannot be decided of a return in `state`; nothing if it can."""
    if what == "reopened" and state not in CLOSED:
        raise DeskError(
            f"报表现在是“{state}”，不用重新打开", "只有审核通过、锁定或作废的报表才需要重新打开", code="state"
        )
    if what == "voided" and state == VOID:
        raise DeskError(f"报表已是“{state}”", "要恢复，请用 --reopen 重新打开", code="state")
    if what == "locked" and state != APPROVED:
        raise DeskError(f"报表现在是“{state}”，不能锁定", "先审核通过，再锁定", code="state")
    if what in ("approved", "returned") and state in CLOSED:
        raise DeskError(f"报表已是“{state}”", "要改决定，请先用 --reopen 重新打开", code="state")
    if what in ("returned", "reopened", "voided") and not comment and not remarks:
        raise DeskError("退回、重新打开和作废要写明理由", "请加 --comment，或用 --cells 逐格写明", code="no-reason")


def _refuse_stale(change: Change, heads: Heads) -> None:
    """A write says what it saw.

    A workbook filled in elsewhere speaks of what stood when it was handed out, and a file that is taken in once more may
    stand beside what it stood beside before.
    """
    standing: tuple[Head, ...] = heads.get(change.slot, ())
    if set(change.replaces) != {head.edit for head in standing}:
        raise StaleEditError(change.slot)
    if standing and (change.before is None or change.before.meaning != standing[0].value.meaning):
        raise StaleEditError(change.slot)


def _refuse_reported(slot: Slot, course: Course, district: Collection[str]) -> None:
    """Reported by the unit itself, or by its stamped workbook; what the district sealed of its own does not count."""
    for revision in course.revisions:
        if slot in revision.heads and (revision.author.unit not in district or not revision.signed):
            raise ReportedCellError(slot)
