"""What 催报单, 核实单 and 审核意见 say to a unit: the cells and returns that they speak of, with counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.comparison_rows import cell_title
from haishu_desk.desk.letters import Body, Wanted
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Heads, ReturnKey, Slot, is_aside, is_figure, is_filled, values_of
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.quantity import show
from haishu_desk.domain.returns import Course, Decision, Revision
from haishu_desk.report.document import LEFT, Align, Part, Table, heads_of, row_of, said
from haishu_desk.report.marks import day_in_words

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

_DECIDED = {"approved": "审核通过", "returned": "退回修改", "reopened": "重新打开", "locked": "锁定", "voided": "作废"}
_NUMBERS = "一二三四五六七八九十"


class LetterBodies:
    """Finds what there is to say to each unit; writes nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def urge(self, wanted: Wanted) -> Iterator[Body]:
        """One to each unit that owes a return that was issued with a date."""
        owed = self._desk.urging.owed(wanted.period, wanted.unit, today=wanted.day)
        for unit in dict.fromkeys(row.key.unit for row in owed):
            rows = [row for row in owed if row.key.unit == unit and wanted.form in (None, row.key.form)]
            if not rows:
                continue
            lines = [
                (
                    row.form,
                    row.period,
                    row.due.isoformat(),
                    row.standing,
                    f"{row.missing} / {row.expected}",
                    row.statement,
                )
                for row in rows
            ]
            late = sum(row.is_overdue for row in rows)
            parts = (
                said(f"下列 {len(rows)} 份报表还没有收到上报包{f'，其中逾期 {late} 份' if late else ''}："),
                _table(
                    ("报表", "报告期", "截止日期", "情况", "未填格/应填格", "单位说明"), lines, (26, 14, 16, 14, 14, 16)
                ),
                said("请尽快填报，全审后传出上报包送来；有困难的，请说明原因和预计报送日期。"),
            )
            yield Body(unit, _one_period(row.key for row in rows), parts, tuple(row.key for row in rows), len(rows))

    def verify(self, wanted: Wanted) -> Iterator[Body]:
        """One to each unit that has a 查询 to answer, with room to answer it by hand."""
        waiting = [
            row
            for row in self._desk.querying.rows(wanted.unit, wanted.period)
            if row["waits_for"] == "unit" and wanted.form in (None, row["form"])
        ]
        for unit in dict.fromkeys(str(row["unit"]) for row in waiting):
            rows = [row for row in waiting if row["unit"] == unit]
            keys = tuple(dict.fromkeys(ReturnKey(row["form"], row["unit"], row["period"]) for row in rows))
            heads = {key: self._desk.heads(key) for key in keys}
            parts = (
                said(f"你单位所报数据中，下列 {len(rows)} 处请核实："),
                _table(("指标、任务或项目", "报告期", "所报数", "请核实的内容", "核实情况和依据"),
                       [self._asked(row, heads) for row in rows], (26, 12, 14, 30, 18)),
                said(f"请于{day_in_words(wanted.answer_by)}前答复：在程序的“退回与查询”里答复后传出，或填在上表最后一栏，由单位负责人签字后送来。"
                     "数据有误的，请一并说明应改为多少。"),
            )  # fmt: skip
            yield Body(unit, _one_period(keys), parts, keys, len(rows))

    def _asked(self, row: dict[str, Any], heads: dict[ReturnKey, Heads]) -> tuple[str, ...]:
        key = ReturnKey(row["form"], row["unit"], row["period"])
        slot = Slot(row["item"], row["field"], row["vintage"])
        return (self._name(key, slot), parse_period(key.period).title, _text(heads[key], slot), row["asked"], "")

    def opinion(self, wanted: Wanted) -> Iterator[Body]:
        """One to each unit whose returns were decided on: of each return the last decision, cell by cell."""
        desk = self._desk
        keys = [
            key
            for key in sorted(desk.workspace.cells.returns())
            if wanted.unit in (None, key.unit)
            and wanted.form in (None, key.form)
            and (wanted.period is None or key.period == str(parse_period(wanted.period)))
        ]
        decided = [(key, course, last) for key in keys if (last := _decision(course := desk.course(key))) is not None]
        for unit in dict.fromkeys(key.unit for key, _, _ in decided):
            own = [(key, course, last) for key, course, last in decided if key.unit == unit]
            parts: list[Part] = []
            for place, (key, course, last) in enumerate(own):
                number = f"{_numeral(place)}、" if len(own) > 1 else ""
                parts += self._opinion(key, course, last, number)
            count = sum(len(last.remarks) for _, _, last in own)
            yield Body(
                unit, _one_period(key for key, _, _ in own), tuple(parts), tuple(key for key, _, _ in own), count
            )

    def _opinion(self, key: ReturnKey, course: Course, last: Decision, number: str) -> Iterator[Part]:
        documents = self._desk.documents
        revision = next((each for each in course.revisions if each.id == last.revision), None)
        form, period = documents.form(key.form)["title"], parse_period(key.period).title
        code = f"（版本码 {version_code(revision.id)}）" if revision else ""
        filled = _filled(revision) if revision else 0
        back = len({(remark.slot.item, remark.slot.field) for remark in last.remarks})
        passed = "全部格退回" if last.what == "returned" and not back else _counted(last, filled, back)
        word = "部分审核通过，其余退回修改" if last.what == "approved" and back else _DECIDED[last.what]
        yield said(f"{number}{period}{form}{code}：{word}。所报有数的 {filled} 格，{passed}。")
        if last.comment:
            yield said(f"意见：{last.comment}")
        if last.remarks:
            heads = revision.heads if revision else {}
            rows = [(self._name(key, each.slot), _text(heads, each.slot), each.comment) for each in last.remarks]
            yield _table(("指标、任务或项目", "所报数", "意见"), rows, (34, 16, 50))
        yield said(f"审核：{last.author.person}，{last.author.at[:10]}。")

    def _name(self, key: ReturnKey, slot: Slot) -> str:
        documents = self._desk.documents
        item = documents.catalogue.get(slot.item) if slot.item in documents.catalogue else None
        name = slot.item if item is None else f"{item.number} {item.name}" if item.number.isdigit() else item.name
        return " · ".join(filter(None, (name, cell_title(documents, key.form, slot), slot.vintage)))


def _decision(course: Course) -> Decision | None:
    """The last one that judged; what was only handed out or taken in says nothing."""
    return next((each for each in reversed(course.decisions) if each.what in _DECIDED), None)


def _filled(revision: Revision) -> int:
    return len({(slot.item, slot.field) for slot, standing in revision.heads.items()
                if is_figure(slot.field) and not is_aside(slot.field) and any(is_filled(head.value) for head in standing)})  # fmt: skip


def _counted(last: Decision, filled: int, back: int) -> str:
    if last.what == "approved":
        return f"通过 {max(filled - back, 0)} 格，退回 {back} 格" if back else f"通过 {filled} 格"
    return f"退回 {back} 格" if back else "没有逐格的意见"


def _text(heads: Heads, slot: Slot) -> str:
    texts = [show(value) for value in values_of(heads.get(slot, ()))]
    return " / ".join(text or "（清除）" for text in texts) or "（没有）"


def _one_period(keys: Iterable[ReturnKey]) -> str:
    """The period that they share; empty where they are of several."""
    periods = {key.period for key in keys}
    return periods.pop() if len(periods) == 1 else ""


def _numeral(place: int) -> str:
    return _NUMBERS[place] if place < len(_NUMBERS) else str(place + 1)


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]) -> Table:
    """Numbered rows."""
    numbered = tuple(row_of((str(number), *row)) for number, row in enumerate(rows, start=1))
    aligned: tuple[Align, ...] = ("center", *[LEFT] * len(titles))
    return Table("", heads_of("序号", *titles), numbered, (7.0, *widths), aligned)
