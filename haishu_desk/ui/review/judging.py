"""What the reviewer has said of each changed cell so far; it becomes a decision of the Desk when the return is decided."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from haishu_desk.desk.comparing import CLASHING, ComparisonRow
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.quantity import from_json
from haishu_desk.ui.drafts import Drafts, Place

ACCEPTED, SENT_BACK, VERIFIED = "认可", "退回", "核定数"
Meaning = tuple[tuple[object, ...], ...]


@dataclass(frozen=True)
class Judgement:
    """认可, 退回 with its remark or 核定数 with its reason, and the value that it was said of."""

    verdict: str
    remark: str
    of: Meaning


class Judging:
    """The judgements of all returns that were looked at; one of a value that has changed since does not count.

    They are kept in `drafts`, so a new look of the window or tomorrow's sitting finds them; without drafts, where the
    workspace cannot be written, they last as long as the page.
    """

    def __init__(self, drafts: Drafts | None = None) -> None:
        self._drafts = drafts
        self._said: dict[ReturnKey, dict[Place, Judgement]] = {}

    def accept(self, key: ReturnKey, rows: Iterable[ComparisonRow]) -> None:
        """认可 cells; one in 数据不一致 has to be settled first."""
        self._keep(key, [row for row in rows if row.group != CLASHING], ACCEPTED, "")

    def send_back(self, key: ReturnKey, row: ComparisonRow, remark: str) -> bool:
        """退回 a cell; False without a remark, since the unit must know what is wrong."""
        if not remark.strip():
            return False
        self._keep(key, [row], SENT_BACK, remark.strip())
        return True

    def verify(self, key: ReturnKey, row: ComparisonRow, reason: str) -> None:
        """A 核定数 was written beside the value: so much was said of it."""
        self._keep(key, [row], VERIFIED, reason)

    def of(self, key: ReturnKey, row: ComparisonRow) -> Judgement | None:
        """What was said of the cell as it stands now."""
        said = self._of_return(key).get(_place(row))
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
        if self._drafts is not None:
            self._drafts.forget_all(key)
        self._said[key] = {}

    def _of_return(self, key: ReturnKey) -> dict[Place, Judgement]:
        if key not in self._said:
            kept = self._drafts.of(key) if self._drafts is not None else {}
            self._said[key] = {place: said for place, text in kept.items() if (said := _read(text)) is not None}
        return self._said[key]

    def _keep(self, key: ReturnKey, rows: list[ComparisonRow], verdict: str, remark: str) -> None:
        """First on the disk, then on the screen."""
        if self._drafts is not None and rows:
            self._drafts.keep_all(key, {_place(row): _written(row, verdict, remark) for row in rows})
        said = self._of_return(key)
        for row in rows:
            said[_place(row)] = Judgement(verdict, remark, _meaning(row))


def _place(row: ComparisonRow) -> Place:
    return row.slot.item, "|".join((row.slot.field, row.slot.vintage or ""))


def _meaning(row: ComparisonRow) -> Meaning:
    return tuple(quantity.meaning for quantity in row.current)


def _written(row: ComparisonRow, verdict: str, remark: str) -> str:
    of = [quantity.as_json() for quantity in row.current]
    return json.dumps({"verdict": verdict, "remark": remark, "of": of}, ensure_ascii=False)


def _read(text: str) -> Judgement | None:
    """A judgement that cannot be read was never said: the reviewer is asked again."""
    try:
        stored = json.loads(text)
        of = tuple(from_json(quantity).meaning for quantity in stored["of"])
        return Judgement(str(stored["verdict"]), str(stored["remark"]), of)
    except (ValueError, KeyError, TypeError):
        return None
