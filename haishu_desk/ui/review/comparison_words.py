"""What stands in the cells of the comparison: note, difference, and what was said of each row."""

from __future__ import annotations

from dataclasses import dataclass

from haishu_desk.desk.comparing import BINDING, CLASHING, LARGE, ComparisonRow
from haishu_desk.domain.queries import ASKED, Query
from haishu_desk.ui.review.found import CellFound
from haishu_desk.ui.review.judging import SENT_BACK, Judgement
from haishu_desk.ui.review.words import NOTHING, percent, signed, value, values
from haishu_desk.ui.widgets.shapes import BAD, CLASH, IDLE, OK, WARN, Status

_CLAIMS = "甲乙丙丁戊己庚辛"
# The words of risk that the heading of a group or 无说明 says already.
_SAID = ("约束性", "缺说明")


@dataclass(frozen=True)
class RowWords:
    """All that is known of a row: what the reviewer said, what the unit was told, what was asked, what 全审 found."""

    cell: ComparisonRow
    said: Judgement | None = None
    told: str = ""
    query: Query | None = None
    found: CellFound | None = None
    is_pair: bool = False
    line: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether the unit has to answer before anything can be said."""
        return self.said is None and self.query is not None and self.query.state == ASKED

    def status(self) -> Status:
        """What was said of the cell."""
        if self.is_pair or not self.cell.is_to_judge:
            return Status(IDLE, "只看")
        if self.told:
            return Status(BAD, SENT_BACK)
        if self.said is not None:
            return Status(BAD if self.said.verdict == SENT_BACK else OK, self.said.verdict)
        if self.query is not None:
            return Status(WARN, self.query.state)
        return Status(CLASH, "待处理") if self.cell.group == CLASHING else Status(IDLE, "待决定")

    def note(self) -> str:
        """说明, with what is worth a look before it."""
        remark = self.told or (self.said.remark if self.said and self.said.verdict == SENT_BACK else "")
        if remark:
            return f"退回：{remark}"
        if self.cell.group == CLASHING:
            return "　".join(f"{name} {value(each)}" for name, each in zip(_CLAIMS, self.cell.current, strict=False))
        return "；".join(filter(None, (self._risks(), self._talk(), *self._reasons())))

    def mark(self) -> str | None:
        """The mark of what 全审 found, where the note tells of that and not of why the cell goes back."""
        return self.found.mark if self.found is not None and not self.note().startswith("退回：") else None

    def _risks(self) -> str:
        """The words of risk, where no finding of 全审 says it in a sentence."""
        return "" if self.found else "、".join(word for word in self.cell.risk if word not in _SAID)

    def _talk(self) -> str:
        """What a department said, the last word of a 查询, and the 核定数."""
        parts = [self.line] if self.line else []
        parts += [f"核定 {values(self.cell.verified)}"] if self.cell.verified else []
        if self.query is not None:
            answers = " / ".join(message.text for message in self.query.answers)
            parts.append(f"答复：{answers}" if answers else f"查询：{self.query.asked.text}")
        return "；".join(parts)

    def _reasons(self) -> tuple[str, ...]:
        if self.found is not None:
            return (self.found.text, self.cell.note)
        lacks = self.cell.group in (BINDING, LARGE) and self.cell.is_to_judge
        return (self.cell.note or ("无说明" if lacks else ""),)

    def difference(self) -> str:
        """The difference with its sign, or 新报 for a cell that stood nowhere before."""
        new = NOTHING if self.cell.approved or self.cell.reported else "新报"
        return signed(self.cell.difference) if self.cell.difference is not None else new

    def relative(self) -> str:
        """The relative difference."""
        return percent(self.cell.relative)
