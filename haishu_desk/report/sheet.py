"""A return as it stands on paper: its head, its numbered columns, its rows by group, what is signed, and the 说明.

Left above 综合机关名称 and the unit, in the middle title and period, right above the marks of the form; 甲 乙 丙 name the
columns of the items, 1 2 3 the columns of figures. Nothing here knows how large a page is: `layout` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from haishu_desk.domain.adhoc import is_adhoc
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import (
    NOTE,
    VALUE,
    VERIFIED,
    VINTAGES,
    Heads,
    Slot,
    clashes_in,
    is_clash,
    note_of,
    values_of,
)
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period
from haishu_desk.domain.quantity import show
from haishu_desk.domain.returns import Course
from haishu_desk.report.marks import Marks, day_in_words, marks_of

NAME, WORD, NUMBER, TEXT = "name", "word", "number", "text"
PREVIOUS, TARGET, VINTAGE, SUMMARY, UNIT, CODE = "previous", "target", "vintage", "summary", "unit", "code"
PARTS = ("numerator", "denominator")
STEMS = "甲乙丙丁"
# Each blank (two low lines) is a line to write on.
SIGNED = ("单位负责人：__", "统计负责人：__", "填表人：__", "联系电话：__", "报出日期：20__年__月__日")
_LINE, _PART_OF_DATE = "＿＿＿＿", "＿"
NOT_REPORTED, BLANK = "未上报，草稿", "空表"
NOT_ASKED = "×"
OTHERS = "本期不再要求填报"
SAMPLE = "示例数据，只供练习，不得上报"


@dataclass(frozen=True)
class Column:
    """One column: `letter` is 甲, 乙, 丙 for what is asked and 1, 2, 3 for what is answered; `kind` one of the four."""

    letter: str
    name: str
    title: str
    kind: str
    is_entry: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one heading; each row has a text for each column."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Printed:
    """Everything that is printed of one return, in words, from the top of the paper to its foot."""

    agency: str
    unit: str
    title: str
    period: str
    corner: tuple[str, ...]
    notices: tuple[str, ...]
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    signed: tuple[str, ...]
    notes: tuple[str, ...]
    version: str
    is_sample: bool = False
    is_blank: bool = False


@dataclass(frozen=True)
class Return:
    """What is known of one return: its form (a row of the forms edition), what it asks for and what stands in it.

    `others` are items with values that are no longer asked for; `with_parts` the codes that have 分子 and 分母;
    `vintages` the 数值状态 that is shown of each item; `group_titles` what is printed beside the name of a group.
    """

    form: Mapping[str, Any]
    agency: str
    unit: str
    period: Period
    items: Sequence[Item]
    heads: Heads
    course: Course
    others: Sequence[Item] = ()
    with_parts: frozenset[str] = frozenset()
    previous: Mapping[str, str] = field(default_factory=dict)
    vintages: Mapping[str, str | None] = field(default_factory=dict)
    group_titles: Mapping[str, str] = field(default_factory=dict)
    is_sample: bool = False

    @property
    def is_indicators(self) -> bool:
        """Whether it is the table of indicators, whose columns the plan's own table gives."""
        return bool(self.form["code"] == "indicators")

    @property
    def fields(self) -> list[Mapping[str, Any]]:
        """The fields of the form."""
        return list(self.form["fields"])


def printed(asked: Return, today: date, *, blank: bool = False) -> Printed:
    """What is printed of a return on that day; `blank` leaves out what was filled in, for filling in by hand."""
    shown = _emptied(asked) if blank else asked
    columns = tuple(_columns(shown))
    groups = tuple(_groups(shown, columns))
    marks = marks_of(asked.form)
    return Printed(
        asked.agency,
        asked.unit,
        str(asked.form["title"]),
        asked.period.title,
        (*marks.lines, *_measured(asked)),
        tuple(_notices(shown, marks, today)),
        columns,
        groups,
        SIGNED,
        tuple(_notes(shown, columns, groups)),
        BLANK if blank else version_words(asked.course, asked.heads),
        asked.is_sample,
        blank,
    )


def signature_line(words: str) -> str:
    """`填表人：__` with a line to write on made of signs; shorter ones in a date."""
    return words.replace("__", _LINE if words.count("__") == 1 else _PART_OF_DATE)


def version_words(course: Course, heads: Heads) -> str:
    """The version code of the last report, if the paper says what was reported to the letter; else that it is a draft."""
    tips, seen = course.tips, _says(heads)
    codes = {tip.id: f"{version_code(tip.id)}{'' if tip.signed else '（手工填报，未签名）'}" for tip in tips}
    same = [tip.id for tip in tips if _says(tip.heads) == seen]
    if same:
        return codes[same[-1]]
    if len(tips) > 1:
        return f"{'、'.join(codes.values())}，两台电脑各报一版，草稿"
    return f"{codes[tips[0].id]}，上报后又有改动，草稿" if tips else NOT_REPORTED


def _says(heads: Heads) -> dict[Slot, set[str]]:
    """What a reader sees in each cell that shows something."""
    texts = {slot: {show(head.value) for head in standing} for slot, standing in heads.items()}
    return {slot: seen for slot, seen in texts.items() if seen != {""}}


def _emptied(asked: Return) -> Return:
    return replace(asked, heads={}, others=(), vintages={})


def _measured(asked: Return) -> Iterator[str]:
    """计量单位: one for the whole table, or where it stands."""
    units = {item.unit for item in asked.items if item.unit}
    if units:
        yield f"计量单位：{units.pop()}" if len(units) == 1 else "计量单位：见乙栏"
        return
    bracketed = [title[:-1].rpartition("（")[2] for each in asked.fields if (title := each["title"]).endswith("）")]
    if bracketed:
        yield f"计量单位：{'、'.join(dict.fromkeys(bracketed))}"


# The columns.


def _columns(shown: Return) -> Iterator[Column]:
    stems = [(NAME, "指标" if shown.is_indicators else _of_what(shown), NAME)]
    if any(item.unit for item in shown.items):
        stems.append((UNIT, "计量单位", WORD))
    stems.append((CODE, "代码", WORD))
    for letter, (name, title, kind) in zip(STEMS, stems, strict=False):
        yield Column(letter, name, title, kind)
    answers = _indicator_answers(shown) if shown.is_indicators else _other_answers(shown)
    for number, (name, title, kind, is_entry) in enumerate(answers, start=1):
        yield Column(str(number), name, title, kind, is_entry)


def _of_what(shown: Return) -> str:
    return "项目" if is_adhoc(shown.form) else "任务或项目"


def _indicator_answers(shown: Return) -> Iterator[tuple[str, str, str, bool]]:
    used = {slot.field for slot in shown.heads}
    yield PREVIOUS, "上年同期", NUMBER, False
    yield TARGET, "全区目标", NUMBER, False
    for each in shown.fields:
        name = each["name"]
        if name == VALUE or name in used or (name in PARTS and shown.with_parts):
            yield name, each["title"], NUMBER, True
    yield from _verified(used)
    yield VINTAGE, "数值状态", WORD, True
    yield NOTE, "说明", TEXT, True


def _other_answers(shown: Return) -> Iterator[tuple[str, str, str, bool]]:
    if any(item.record.get("summary") for item in shown.items):
        yield SUMMARY, "内容", TEXT, False
    used = {slot.field for slot in shown.heads}
    for each in shown.fields:
        if each.get("optional") and each["name"] not in used:
            continue
        words = WORD if each.get("choices") else TEXT
        yield each["name"], each["title"], words if each["type"] == "text" else NUMBER, True
    yield from _verified(used)
    yield NOTE, "说明", TEXT, True


def _verified(used: set[str]) -> Iterator[tuple[str, str, str, bool]]:
    if VERIFIED in used:
        yield VERIFIED, "核定数", NUMBER, False


# The rows.


def _groups(shown: Return, columns: Sequence[Column]) -> Iterator[Group]:
    """The groups as on the screen: neighbours of one category under its heading."""
    runs: list[tuple[str, list[Item]]] = []
    for item in shown.items:
        if not runs or runs[-1][0] != item.group:
            runs.append((item.group, []))
        runs[-1][1].append(item)
    for name, members in runs:
        yield Group(f"{name}　{shown.group_titles.get(name, '')}".strip(), _rows(shown, members, columns))
    if shown.others:
        yield Group(OTHERS, _rows(shown, shown.others, columns))


def _rows(shown: Return, items: Iterable[Item], columns: Sequence[Column]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(_text(shown, item, column) for column in columns) for item in items)


def _text(shown: Return, item: Item, column: Column) -> str:
    given = {
        NAME: _name(item),
        UNIT: item.unit or "",
        CODE: item.code,
        PREVIOUS: shown.previous.get(item.code, ""),
        TARGET: item.target or "",
        VINTAGE: shown.vintages.get(item.code) or "",
        SUMMARY: str(item.record.get("summary") or ""),
    }
    if column.name in given:
        return given[column.name]
    if column.name in PARTS and item.code not in shown.with_parts:
        return _cell(shown, item, column.name) or NOT_ASKED
    return _all_notes(shown, item) if column.name == NOTE else _cell(shown, item, column.name)


def _name(item: Item) -> str:
    parent = item.record.get("parent")
    star = "*" if item.record.get("resident_basis") else ""
    return f"{parent}　{item.name}{star}" if parent else f"{item.name}{star}"


def _cell(shown: Return, item: Item, name: str) -> str:
    """The digits as they were typed; both values where two stand; nothing where nobody has answered."""
    standing = shown.heads.get(Slot(item.code, name, shown.vintages.get(item.code)), ())
    texts = [show(value) for value in values_of(standing)]
    return " / ".join(text or "（清除）" for text in texts) if is_clash(standing) else "".join(texts)


def _all_notes(shown: Return, item: Item) -> str:
    """The 说明 of the value, then those of other fields with their names."""
    others = [
        (each["title"], _cell(shown, item, note_of(each["name"]))) for each in shown.fields if each["name"] != VALUE
    ]
    said = [_cell(shown, item, NOTE), *(f"{title}：{words}" for title, words in others if words)]
    return "；".join(filter(None, said))


# What is said above and below the table.


def _notices(shown: Return, marks: Marks, today: date) -> Iterator[str]:
    if shown.is_sample:
        yield f"{SAMPLE}。"
    if marks.has_expired(today):
        yield f"本表有效期至{day_in_words(marks.valid_to)}，现已过有效期；是否仍要填报，请先问制定机关。"
    if clashing := clashes_in(shown.heads):
        yield f"有 {len(clashing)} 格数据不一致，几个数都印出，用“/”隔开；定下一个以后才能上报。"


def _notes(shown: Return, columns: Sequence[Column], groups: Sequence[Group]) -> Iterator[str]:
    texts = [text for group in groups for row in group.rows for text in row]
    by_name = {column.name: column for column in columns}
    yield "“—”是没有这个数，“不适用”“未取得”照填写的印，空格是没有录；都不是 0。"
    if PREVIOUS in by_name:
        yield f"第{by_name[PREVIOUS].letter}栏是上年同一期报的数，第{by_name[TARGET].letter}栏是规划给全区定的目标，都不用填。"
    if NOT_ASKED in texts:
        yield f"印“{NOT_ASKED}”的格不用填。"
    if any(text.startswith("[") for text in texts):
        yield "[ ]里是五年累计数。"
    if any(item.record.get("resident_basis") for item in shown.items):
        yield "带*的指标按常住人口口径。"
    for name, words in _choices(shown):
        if name in by_name:
            yield f"第{by_name[name].letter}栏填：{'、'.join(words)}。"


def _choices(shown: Return) -> Iterator[tuple[str, Sequence[str]]]:
    yield VINTAGE, VINTAGES
    for each in shown.fields:
        if each.get("choices"):
            yield each["name"], each["choices"]
