"""What a bundle shows beside its payload: the facts of its cover, what may stand in each cell, and the courses to draw."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from haishu_desk.bundle.book import Asked, Book
from haishu_desk.bundle.layout import columns_of_adhoc
from haishu_desk.desk.courses import drawing
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.domain.adhoc import due_of, is_adhoc
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.findings import HARD
from haishu_desk.domain.items import ADHOC, INDICATOR, TARGET, Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.returns import Course
from haishu_desk.report.marks import marks_of

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.figures import Figures

_SAMPLE = "示例数据，只供练习，不得上报"
_WITNESS_SIGNS = 16
_WITH_NUMBERS = (INDICATOR, TARGET, ADHOC)
_DIRECTIONS = {"higher": "越高越好", "lower": "越低越好", "keep": "保持，不得突破"}
_PART_OF_WHOLE = re.compile(r"\[(?P<item>[^\].]+)\.分子\]≤\[(?P=item)\.分母\]")


class Showing:
    """The words of one bundle: of those returns of a unit and period."""

    def __init__(
        self, desk: Desk, unit: str, period: Period, keys: Sequence[ReturnKey], figures: Figures | None = None
    ) -> None:
        self._desk = desk
        self._unit = unit
        self._period = period
        self._keys = keys
        self._figures = figures
        self._name = desk.documents.name_of(unit, str(period))
        self._courses = {key: desk.course(key) for key in keys}
        self._sample = _SAMPLE if is_sample(desk) else ""

    def book(self, kind: str, cells: int, filled: int) -> Generator[None, None, Book]:
        """All of them in steps; `cells` are asked for, `filled` of them answered."""
        desk, documents = self._desk, self._desk.documents
        items = [item for key in self._keys for item in documents.items_due(self._unit, self._period, key.form)]
        indicators = [item for item in items if item.kind == INDICATOR]
        courses = yield from drawing(desk, indicators, self._unit, self._figures)
        within, forms = parts_of_wholes(desk), [documents.form(key.form) for key in self._keys]
        made_up = [form for form in forms if is_adhoc(form)]
        title = f"{made_up[0]['title']}{kind}" if [*forms] == made_up[:1] else f"{self._period.title}规划实施监测{kind}"
        return Book(
            title,
            self._name,
            self._period.title,
            list(self._facts(cells, filled)),
            [explained(item) for item in items],
            self._codes(),
            documents.units.district.name,
            self._sample,
            {item.code: asked_of(item, is_within=item.code in within) for item in items if item.kind in _WITH_NUMBERS},
            {key.form: marks_of(documents.form(key.form)).lines for key in self._keys},
            courses,
            {form["code"]: columns_of_adhoc(form) for form in made_up},
            {form["code"]: form["title"] for form in made_up},
        )

    def _codes(self) -> str:
        last = [course.last_revision for course in self._courses.values()]
        return "、".join(version_code(revision.id) for revision in last if revision) or "（尚未上报）"

    def _facts(self, cells: int, filled: int) -> Iterator[tuple[str, str]]:
        desk, units = self._desk, self._desk.documents.units
        courses = self._courses
        states = {course.state(has_edits=bool(desk.heads(key))) for key, course in courses.items()}
        back = sum(len(course.open_remarks()) for course in courses.values())
        titles = [str(desk.documents.form(key.form)["title"]) for key in self._keys]
        sent = f"{units.get(desk.unit).name}　{desk.person}　{desk.author().at[:16].replace('T', ' ')}"
        yield "单位", f"{self._name}（{self._unit}）"
        yield "报告期", self._period.title
        yield "报表", "、".join(titles)
        yield "截止日期", self._due(courses.values())
        yield "应填", f"{cells} 项"
        yield "已填", f"{filled} 项，未填 {cells - filled} 项"
        yield "退回", f"{back} 格" if back else "无"
        yield "状态", "、".join(sorted(states))
        yield "版本码", self._codes()
        yield "传出", sent
        if desk.is_district and (witness := self._witness()):
            yield "留痕校验", witness
        decisions = [course.last_decision for course in courses.values()]
        if comments := [decision.comment for decision in decisions if decision and decision.comment]:
            yield "区级意见", "；".join(comments)
        if self._sample:
            yield "示例", self._sample

    def _due(self, courses: Iterable[Course]) -> str:
        """The day, of a 临时报表 that is alone also the hour."""
        day = next((course.due for course in courses if course.due), None)
        hour = due_of(self._desk.documents.form(self._keys[0].form))[1] if len(self._keys) == 1 else ""
        return f"{day} {hour}".strip() if day else "未定"

    def _witness(self) -> str:
        """The district's last journal entry and the beginning of its hash: on paper elsewhere, it bears witness."""
        head = self._desk.workspace.journal.head()
        if head is None:
            return ""
        signs = head.hash[:_WITNESS_SIGNS]
        return f"第{head.n}条　{' '.join(signs[place : place + 4] for place in range(0, len(signs), 4))}"


def parts_of_wholes(desk: Desk) -> frozenset[str]:
    """The indicators of which a 强制性 rule says that 分子 is a part of 分母."""
    edition = desk.workspace.cells.edition("rules")
    rules: Sequence[Mapping[str, str]] = edition.content if edition else ()
    said = [f"{rule['left']}{rule['comparison']}{rule['right']}" for rule in rules if rule["severity"] == HARD]
    return frozenset(found["item"] for text in said if (found := _PART_OF_WHOLE.fullmatch(text)))


def asked_of(item: Item, *, is_within: bool = False) -> Asked:
    """What an item's value may hold: the built-in checks 类型, 计量单位, 正负号 and 比重的界 in a workbook's words."""
    if item.kind == ADHOC:
        return Asked(_hint_of_adhoc(item), is_number=not item.takes_words, in_percent=item.unit in (None, "%"))
    measure, unit = item.record.get("measure"), item.unit or ""
    return Asked(
        hint_of(item),
        is_number=not item.takes_words and unit.upper() == unit.lower(),  # a unit with letters may stand in the cell
        may_be_negative=measure == "growth",
        is_share=measure == "rate" and unit == "%",
        is_within=is_within,
        in_percent=unit == "%",
    )


def _hint_of_adhoc(item: Item) -> str:
    """What is said when a cell of a 临时报表 is chosen."""
    counted = f"计量单位：{item.unit}。" if item.unit else ""
    return counted if item.takes_words else f"{counted}没有数填 —、不适用 或 未取得，不要填 0。"


def hint_of(item: Item) -> str:
    """What is said when the cell of an indicator's value is chosen: unit, decimals, direction, and the marks."""
    places = int(item.record.get("decimals") or 0)
    said = [
        f"计量单位：{item.unit}" if item.unit else "",
        f"保留{places}位小数" if places else "填整数",
        _DIRECTIONS.get(item.direction or "", ""),
        f"规划目标 {item.target}" if item.target not in (None, "—") else "",
    ]
    cumulative = "带 [ ] 的是五年累计，本格填本期的数。" if "[" in (item.target or "") else ""
    words = "也可以填文字。" if item.takes_words else ""
    return f"{'；'.join(filter(None, said))}。{cumulative}{words}没有数填 —、不适用 或 未取得，不要填 0。"


def explained(item: Item) -> tuple[str, ...]:
    """The row of an item in 填报说明: number, name, attribute, frequency, scope, notes."""
    record = item.record
    if item.kind != INDICATOR:
        word = "" if item.kind == ADHOC else "任务"
        return (item.number, item.name, word, item.frequency, "", str(record.get("summary") or ""))
    notes = "；".join(filter(None, (record.get("review_points"), *record.get("notes", ()))))
    attribute, scope = record.get("attribute") or "", record.get("statistical_scope") or ""
    return (item.number, item.name, attribute, item.frequency, scope, notes)
