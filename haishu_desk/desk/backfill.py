"""历史补录: what is entered after its time, the word for it, and approving it for many units with one decision."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.cells import ReturnKey, clashes_in
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED, Decision

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TYPED, ON_BEHALF, BACKFILLED = "录入", "代录", "补录"


class Backfill:
    """What concerns periods that are over."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def words(self, keys: Iterable[ReturnKey]) -> dict[ReturnKey, str]:
        """What entering a table into each return is called: 补录 for a period that is over, else 代录 or 录入.

        Over is what was never handed out and ended before the last period that was, or, where nothing was handed out
        yet, before today.
        """
        until = self._open_since()
        own = self._desk.own_units
        found = {}
        for key in keys:
            is_over = parse_period(key.period).end < until and not self._desk.course(key).is_issued
            found[key] = BACKFILLED if is_over else TYPED if key.unit in own else ON_BEHALF
        return found

    def _open_since(self) -> tuple[int, int]:
        """The end of the last period that was handed out; without one, this month."""
        bodies = (json.loads(entry.body) for entry in self._desk.workspace.journal.entries(Decision.kind))
        issued = [parse_period(stored["period"]).end for stored in bodies if stored["what"] == "issued"]
        today = date.today()  # noqa: DTZ011  the office's own day
        return max(issued, default=(today.year, today.month))

    def waiting(self, periods: Sequence[str]) -> list[ReturnKey]:
        """The returns of these periods in which the district entered something, not decided and not reported by the unit."""
        asked = {str(parse_period(period)) for period in periods}
        found = [key for key in self._desk.workspace.cells.returns() if key.period in asked and self._waits(key)]
        return sorted(found, key=lambda key: (key.period, key.unit, key.form))

    def _waits(self, key: ReturnKey) -> bool:
        desk, own = self._desk, self._desk.identity.unit
        course = desk.course(key)
        if course.state(has_edits=True) in CLOSED:
            return False
        reported = [each for each in course.revisions if each.author.unit != own or not each.signed]
        return not reported and any(edit.author.unit == own for edit in desk.edits(key))

    def approve(self, periods: Sequence[str], comment: str | None) -> dict[str, Any]:
        """Approve all that waits, all or nothing, with one comment that names the 文号.

        Returns `{"state", "revision", "decision", "returns": [a row a return with its unit and period]}`.
        """
        if not self._desk.is_district:
            raise NotYoursError("审核由区级来做", "单位可以录入、上报和装入")
        if not (comment or "").strip():
            raise DeskError("成批审核通过要写依据", "请在审核意见里写明文号", code="no-reason")
        keys = self.waiting(periods)
        if not keys:
            raise DeskError(
                f"{'、'.join(periods)} 没有区级录入、等待审核的报表", "单位自己上报的请逐个审核", code="empty"
            )
        self._refuse_clashes(keys)
        with self._desk.workspace.transaction():
            rows = [self._approve(key, comment or "") for key in keys]
            units = len({key.unit for key in keys})
            what = f"成批审核通过 {units} 个单位 {len(keys)} 份报表（{'、'.join(periods)}）：{comment}"
            self._desk.audit(what, returns=len(keys), periods=list(periods), comment=comment)
        return {**{name: rows[0][name] for name in ("state", "revision", "decision")}, "returns": rows}

    def _approve(self, key: ReturnKey, comment: str) -> dict[str, Any]:
        is_late = any(edit.source.get("word") == BACKFILLED for edit in self._desk.edits(key))
        said = f"{BACKFILLED}，{comment}" if is_late else comment
        row = self._desk.reviewing.approve(key, said)
        return {"unit": key.unit, "period": key.period, **row}

    def _refuse_clashes(self, keys: Iterable[ReturnKey]) -> None:
        places = [
            f"{self._desk.documents.called(key.unit, key.period)}·{key.period}·{slot.item}"
            for key in keys
            for slot in clashes_in(self._desk.heads(key))
        ]
        if places:
            raise DeskError(f"{'、'.join(places)} 数据不一致，一份也没有通过", "请先用 --settle 裁定", code="clash")
