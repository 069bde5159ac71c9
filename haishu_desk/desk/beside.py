"""Who may write what stands beside the reported cells: 查询, 核定数, and 更正 of a return that is closed.

| what | unit | district | in which states |
|---|---|---|---|
| 查询, 办结 | no | yes | 查询: all that were issued, but 作废; 办结: all |
| 答复 | yes | no | all, also after 审核通过 |
| 核定数 | no | yes | all that were issued, but 作废 |
| 更正 | yes | no | 审核通过 |
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from haishu_desk.desk.permission import NotYoursError, StaleEditError
from haishu_desk.domain.cells import VERIFIED, Change, Edit, Heads, changed_slots, is_exemption, is_filled, is_query
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.queries import ANSWER, ASK, what_of
from haishu_desk.domain.returns import APPROVED, LOCKED, NOT_ISSUED, REPORTED, VOID, Course, Decision, Revision

REVISE, VERIFY = "revise", "verify"
KINDS = (REVISE, VERIFY)
Entry = Edit | Revision | Decision


def is_beside(edit: Edit) -> bool:
    """Whether an edit has rules of its own, here, and not those of what is typed into a form."""
    return edit.source.get("kind") == REVISE or any(
        is_query(change.slot.field) or change.slot.field == VERIFIED for change in edit.changes
    )


def is_for_the_district(field: str) -> bool:
    """Whether only the district writes that field; a unit's bundle that brings one of its own is refused."""
    return field == VERIFIED or is_exemption(field) or (is_query(field) and what_of(field) != ANSWER)


def is_the_districts(entry: Entry) -> bool:
    """Whether it writes what only the district writes: 核定数, an answer to a 豁免申请, a question or its 办结."""
    return isinstance(entry, Edit) and any(is_for_the_district(change.slot.field) for change in entry.changes)


def permit_beside(edit: Edit, heads: Heads, course: Course, *, own_units: Collection[str], is_district: bool) -> None:
    """Raise the sentence that says why this person may not write `edit` now; nothing if it may be written."""
    if not is_district and edit.key.unit not in own_units:
        raise NotYoursError("这不是本单位的报表", "单位的数据文件只能填本单位的数")
    state = course.state(has_edits=True)
    for change in edit.changes:
        refuse_stale(change, heads)
    if all(is_query(change.slot.field) for change in edit.changes):
        for change in edit.changes:
            _permit_message(change, course, state, is_district=is_district)
    elif all(change.slot.field == VERIFIED for change in edit.changes):
        _permit_verified(course, state, is_district=is_district)
    elif any(is_query(change.slot.field) or change.slot.field == VERIFIED for change in edit.changes):
        raise NotYoursError("查询、核定数和填报的数要分开写", "请分几次来做")
    else:
        _permit_correction(edit, course, state, is_district=is_district)


def refuse_stale(change: Change, heads: Heads) -> None:
    """A write says what it saw."""
    standing = heads.get(change.slot, ())
    if set(change.replaces) != {head.edit for head in standing}:
        raise StaleEditError(change.slot)


def _permit_message(change: Change, course: Course, state: str, *, is_district: bool) -> None:
    what = what_of(change.slot.field)
    if what is None or change.replaces or not is_filled(change.after):
        raise NotYoursError("查询和答复写下以后不能改", "要补充的请再写一条")
    if is_district and what == ANSWER:
        raise NotYoursError("答复由单位来写", "单位在电话里答复的，请办结并写明")
    if not is_district and what != ANSWER:
        raise NotYoursError("发出查询和办结由区级来做", "单位请用 query --answer 答复")
    if what == ASK and not course.is_issued:
        raise DeskError("这份报表还没有下发，查询送不到单位", "请先下发任务包", code="state")
    if what == ASK and state == VOID:
        raise DeskError("报表已作废，不再查询", "要恢复这份报表，请先重新打开", code="state")


def _permit_verified(course: Course, state: str, *, is_district: bool) -> None:
    if not is_district:
        raise NotYoursError("核定数由区级来定", "数字要改的：没有审核通过的直接改了重报，已审核通过的用 revise 更正")
    if state in (VOID, NOT_ISSUED) or not course.is_issued:
        raise DeskError(f"报表现在是“{state}”，不能写核定数", "核定数写在已下发、没有作废的报表上", code="state")


def _permit_correction(edit: Edit, course: Course, state: str, *, is_district: bool) -> None:
    if is_district:
        raise NotYoursError("单位上报的数由单位更正", "区级可以写核定数，报上来的数不变")
    refuse_correction(edit.key.unit, edit.key.period, state, course)


def refuse_correction(unit: str, period: str, state: str, course: Course) -> None:
    """Raise the sentence that says why a return in `state` cannot be corrected; nothing if it can.

    A 更正 that the district has not received yet, as far as is known here, may be corrected itself.
    """
    where = f"{unit} {period} 的报表"
    if state == APPROVED or (course.correction is not None and state == REPORTED):
        return
    if course.correction is not None:
        raise DeskError(f"{where}已有一次更正在等审核", "请等区级审核后再更正", code="state")
    if state in (LOCKED, VOID):
        raise DeskError(f"{where}已是“{state}”，不能更正", "请联系区级重新打开", code="state")
    raise DeskError(f"{where}是“{state}”，还没有审核通过", "请直接改了再上报，不用更正", code="state")


def refuse_while_corrected(edit: Edit, course: Course, *, is_district: bool) -> None:
    """A 更正 touches the cells that it names; until it is judged nothing else is typed into the return."""
    if not is_district and holds_others(course):
        raise DeskError(
            f"{edit.key.unit} {edit.key.period} 的更正正等区级审核，现在不能改别的格",
            "请等区级审核；更正本身有误的，请联系区级退回",
            code="closed",
        )


def holds_others(course: Course) -> bool:
    """Whether a 更正 waits for its judgement, so that the other cells of the return stay as they are."""
    last = course.last_decision
    return course.correction is not None and not (last is not None and last.what == "returned")


def may_seal_closed(entry: Revision, course: Course, find: Callable[[str], Edit | None]) -> bool:
    """Whether a revision of a closed return differs from the last one in nothing but a 更正 or 核定数."""
    last = course.last_revision
    if last is None or course.state(has_edits=True) not in (APPROVED, LOCKED):
        return False
    changed = changed_slots(last.heads, entry.heads)
    edits = [find(head.edit) for slot in changed for head in entry.heads.get(slot, ())]
    return bool(changed) and all(edit is not None and edit.source.get("kind") in KINDS for edit in edits)
