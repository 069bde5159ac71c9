"""Sealing: fixing what stands in a return now as a revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import Revision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def seal(desk: Desk, key: ReturnKey, *, signed: bool = True) -> Revision:
    """The revision of what stands now, after all revisions there are; `signed` False for a workbook filled in by hand."""
    course = desk.course(key)
    last = course.last_decision
    previous = tuple(revision.id for revision in course.tips)
    rules = desk.rulebook.edition.id
    return Revision(key, desk.author(), desk.heads(key), previous, last.id if last else None, signed, rules)
