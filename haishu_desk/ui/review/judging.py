"""What the reviewer has said of each changed cell so far; it becomes a decision of the Desk when the return is decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from haishu_desk.desk.comparing import CLASHING, ComparisonRow
from haishu_desk.domain.cells import ReturnKey, Slot

ACCEPTED, SENT_BACK = "认可", "退回"
Meaning = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Judgement:
    """认可 or 退回 with its remark, and the value that it was said of."""

    verdict: str
    remark: str
    of: Meaning


class Judging:
    """The judgements of all returns that were looked at; one of a value that has changed since does not count."""

    def __init__(self) -> None:
        self._said: dict[tuple[ReturnKey, Slot], Judgement] = {}

    def accept(self, key: ReturnKey, row: ComparisonRow) -> None:
        """认可 a cell; one in 数据不一致 has to be settled first."""
        if row.group != CLASHING:
            self._said[key, row.slot] = Judgement(ACCEPTED, "", _meaning(row))

    def send_back(self, key: ReturnKey, row: ComparisonRow, remark: str) -> bool:
        """退回 a cell; False without a remark, since the unit must know what is wrong."""
        if not remark.strip():
            return False
        self._said[key, row.slot] = Judgement(SENT_BACK, remark.strip(), _meaning(row))
        return True

    def of(self, key: ReturnKey, row: ComparisonRow) -> Judgement | None:
        """What was said of the cell as it stands now."""
        said = self._said.get((key, row.slot))
        return said if said is not None and said.of == _meaning(row) else None

    def decided(self, key: ReturnKey, rows: Iterable[ComparisonRow]) -> int:
        """How many of the cells something was said of."""
        return sum(self.of(key, row) is not None for row in rows)

    def sent_back(self, key: ReturnKey, rows: Iterable[ComparisonRow]) -> list[dict[str, str | None]]:
        """The remarks as `Reviewing.review` takes them."""
        remarks = []
        for row in rows:
            said = self.of(key, row)
            if said is not None and said.verdict == SENT_BACK:
                remarks.append({**row.slot.as_json(), "comment": said.remark})
        return remarks

    def forget(self, key: ReturnKey) -> None:
        """The return is decided: the next report is judged anew."""
        self._said = {place: said for place, said in self._said.items() if place[0] != key}


def _meaning(row: ComparisonRow) -> Meaning:
    return tuple(quantity.meaning for quantity in row.current)
