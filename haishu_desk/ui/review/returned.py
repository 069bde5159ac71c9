"""What came back to a unit, cell by cell: what was said of it, what stood there and stands there now, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import Heads, ReturnKey, Slot, note_of, values_of, vintage_rank
from haishu_desk.domain.quantity import Quantity
from haishu_desk.domain.returns import CLOSED, Course
from haishu_desk.ui.widgets.shapes import BAD, INFO, Status
from haishu_desk.ui.wording import moment

WAITING = "待修改"


@dataclass(frozen=True)
class Returned:
    """One cell that came back, or with `slot` None a whole return; `answer_slot` is where its 说明 is stored."""

    key: ReturnKey
    slot: Slot | None
    number: str
    label: str
    unit: str
    then: tuple[Quantity, ...]
    now: tuple[Quantity, ...]
    reason: str
    who: str
    answer: str = ""
    answer_then: str = ""
    answer_slot: Slot | None = None

    @property
    def item(self) -> str | None:
        """The item of the cell."""
        return self.slot.item if self.slot else None

    @property
    def status(self) -> Status:
        """Whether the cell says something else since, or why it says the same."""
        meanings = [{quantity.meaning for quantity in side} for side in (self.then, self.now)]
        if self.slot is not None and meanings[0] != meanings[1]:
            return Status(INFO, "已改，未传出")
        if self.answer and self.answer != self.answer_then:
            return Status(INFO, "已说明，未传出")
        return Status(BAD, WAITING)


def returned_cells(desk: Desk) -> list[Returned]:
    """Everything that this unit was asked to look at again, newest period first."""
    found: list[Returned] = []
    own = [key for key in desk.workspace.cells.returns() if key.unit in desk.own_units]
    for key in sorted(own, key=lambda key: key.period, reverse=True):
        course = desk.course(key)
        if course.state(has_edits=True) not in CLOSED and not desk.documents.is_dropped(key.form):
            found += _of(desk, key, course)
    return found


def _of(desk: Desk, key: ReturnKey, course: Course) -> list[Returned]:
    judged = next(
        (each for each in reversed(course.decisions) if each.what in ("returned", "approved", "reopened")), None
    )
    if judged is None:
        return []
    who = f"{judged.author.person}\n{moment(judged.author.at)}"
    by_id = {revision.id: revision for revision in course.revisions}
    then: Heads = by_id[judged.revision].heads if judged.revision in by_id else {}
    rows = []
    if judged.comment and judged.what != "approved":
        title = str(desk.documents.forms[key.form]["title"])
        rows.append(Returned(key, None, "", f"整份{title}", "", (), (), judged.comment, who))
    remarks = sorted(course.open_remarks().items())
    return rows + [_cell(desk, key, slot, (then, desk.heads(key)), (remark, who)) for slot, remark in remarks]


def _cell(desk: Desk, key: ReturnKey, slot: Slot, sides: tuple[Heads, Heads], said: tuple[str, str]) -> Returned:
    item = desk.documents.catalogue.get(slot.item)
    label = " · ".join(filter(None, (item.name, slot.vintage)))
    (then, now), (remark, who) = sides, said
    standing = _best(now, slot) or slot
    answer_slot = Slot(slot.item, note_of(slot.field), standing.vintage)
    before, after = (_values(heads, slot) for heads in sides)
    answer, answer_then = _words(now, answer_slot), _words(then, answer_slot)
    return Returned(
        key, slot, item.number, label, item.unit or "", before, after, remark, who, answer, answer_then, answer_slot
    )


def _best(heads: Heads, slot: Slot) -> Slot | None:
    """The cell in its best 数值状态: a correction may come with a better one."""
    same = [each for each in heads if (each.item, each.field) == (slot.item, slot.field)]
    return max(same, key=lambda each: vintage_rank(each.vintage)) if same else None


def _values(heads: Heads, slot: Slot) -> tuple[Quantity, ...]:
    best = _best(heads, slot)
    return values_of(heads[best]) if best is not None else ()


def _words(heads: Heads, slot: Slot) -> str:
    """The 说明 that stands there; nothing for one that was cleared."""
    standing = heads.get(slot, ())
    return "；".join(value.raw for value in values_of(standing) if value.raw) if standing else ""
