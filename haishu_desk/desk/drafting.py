"""A 临时报表 out of a few lines: what a small table or a pasted block asks for, and of whom.

The first line may be the title; the next is the head: what is asked of each row. Below it stand the rows, each an item
with its unit in brackets or in a column 计量单位. Where the first column is one of offices (镇乡街道), the rows say who is
asked, and each further column is a field of the one item that the title names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from haishu_desk.desk.tables import read_rows
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.signs import cannot_travel

MOST_ITEMS, MOST_FIELDS = 100, 20
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_UNIT, _LONGEST_LIST = 60, 80, 8, 200
VALUE_TITLE = "数值"
_OFFICES = {
    "单位",
    "填报单位",
    "单位名称",
    "镇街",
    "镇乡街道",
    "镇（街道）",
    "街道",
    "乡镇",
    "乡镇街道",
    "部门",
    "区级部门",
}
_UNIT_HEADS = {"计量单位", "单位"}
_NUMBERED = {"序号", "编号", "No", "NO"}
_TOTALS = {"合计", "总计", "小计", "全区", "全区合计"}
_ASIDE = {"备注", "说明"}  # stand beside every item anyway
_UNIT_LINE = re.compile(r"(?:计量)?单位[：:]\s*(?P<unit>\S{1,8})\Z")
_BRACKET = re.compile(r"(?P<name>.+?)\s*[（(](?P<inside>[^（()）]+)[)）]\Z")
_WORDS = ("名称", "姓名", "内容", "情况", "措施", "原因", "时间", "日期", "地址", "地点", "联系", "电话", "问题", "进展",
          "打算", "建议", "名单", "负责人", "责任人", "简述", "描述", "文字")  # fmt: skip
_YES_NO = ("是", "否")
_BETWEEN_LISTED = re.compile(r"[、，,;；]")


class DraftError(DeskError):
    """A table that no 临时报表 can be made of."""

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(what, advice, code="draft")


@dataclass(frozen=True)
class Field:
    """One thing that is asked of each item; `type` is quantity, text or choice (then one of `choices`)."""

    title: str
    type: str = "quantity"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A form before it has a code: `items` are names with their units (empty without one), `offices` who is named."""

    title: str
    items: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    offices: tuple[str, ...] = ()


def draft_of_file(file: Path, title: str | None = None) -> Draft:
    """What a workbook or CSV asks for; without `title` its first line is it, or else the file's name."""
    return draft_of(read_rows(file), title, file.stem)


def draft_of_text(text: str, title: str | None = None) -> Draft:
    """What pasted or typed lines ask for: cells of a table, lines of items, or one line of items."""
    return draft_of(_cells_of(text), title)


def draft_of(grid: Sequence[Sequence[str]], title: str | None = None, name: str = "") -> Draft:
    """What the rows ask for; DraftError says what is missing or too much."""
    rows = _squeezed(grid)
    said, common, rows = _front(rows, is_titled=bool(title))
    if not rows:
        raise DraftError("没有写要填什么", "一行一个项目，例如 从业人员（人）；要填几列的，第一行写列名")
    made = _of_table(rows, common) if any(any(row[1:]) for row in rows) else _of_lines(rows, common)
    whole = replace(made, title=(title or said or name).strip())
    if not whole.items:
        whole = replace(whole, items=((_short(whole.title), ""),))
    _refuse(whole)
    return whole


def _cells_of(text: str) -> list[list[str]]:
    lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) == 1 and "\t" not in text:
        return [[part] for part in _BETWEEN_LISTED.split(lines[0])]
    if "\t" in text:
        return [line.split("\t") for line in lines]
    counts = {len(re.findall("[，,]", line)) for line in lines}
    return [re.split("[，,]", line) if len(counts) == 1 else [line] for line in lines]


def _squeezed(grid: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows that say something, without the empty columns before the first that does."""
    rows = [[cell.strip() for cell in row] for row in grid if any(cell.strip() for cell in row)]
    first = min((place for row in rows for place, cell in enumerate(row) if cell), default=0)
    return [row[first:] for row in rows]


def _width(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _front(rows: list[list[str]], *, is_titled: bool) -> tuple[str, str, list[list[str]]]:
    """The title, the unit of the whole table, and the rows below them."""
    title = common = ""
    widest = max(map(_width, rows), default=0)
    while len(rows) > 1 and _width(rows[0]) == 1 and rows[0][0]:
        cell = rows[0][0]
        unit = _UNIT_LINE.search(cell)
        if unit:
            common = unit["unit"]
        elif title or (widest == 1 and is_titled):
            break
        else:
            title = cell
        rows = rows[1:]
    return title, common, rows


def _of_lines(rows: Sequence[Sequence[str]], common: str) -> Draft:
    """One column: each line is an item, and one figure is asked of it."""
    names = [next(filter(None, row)) for row in rows]
    return Draft("", tuple(_items(names, [], common)), (Field(VALUE_TITLE),))


def _of_table(rows: Sequence[Sequence[str]], common: str) -> Draft:
    width = max(map(len, rows))
    head, *below = [[*row, *[""] * (width - len(row))] for row in rows]
    columns = [place for place in range(width) if head[place] not in _NUMBERED | _TOTALS]
    first, *others = [place for place in columns if any(row[place] for row in (head, *below))] or [0]
    below = [row for row in below if row[first] and row[first] not in _TOTALS]
    units = next((place for place in others if head[place] in _UNIT_HEADS), None)
    asked = [place for place in others if head[place] not in _ASIDE and place != units]
    fields = tuple(_field(head[place], [row[place] for row in below]) for place in asked if head[place])
    if head[first] in _OFFICES:
        return Draft("", (), fields, tuple(row[first] for row in below))
    counted = [row[units] for row in below] if units is not None else []
    return Draft("", tuple(_items([row[first] for row in below], counted, common)), fields or (Field(VALUE_TITLE),))


def _items(names: Sequence[str], units: Sequence[str], common: str) -> Iterator[tuple[str, str]]:
    for place, text in enumerate(names):
        if text in _TOTALS:
            continue
        name, unit = _split_unit(text)
        yield name, unit or (units[place] if units else "") or common


def _split_unit(text: str) -> tuple[str, str]:
    """从业人员（人）: name and unit; what stands in brackets and is no unit stays with the name."""
    found = _BRACKET.match(text)
    if not found or len(found["inside"]) > _LONGEST_UNIT or found["inside"].startswith(("其中", "含", "不含", "包括")):
        return text, ""
    return found["name"], found["inside"].strip()


def _field(title: str, examples: Sequence[str]) -> Field:
    """What is asked under that heading: 是否…, a list in brackets (好/中/差), words, or a number."""
    found = _BRACKET.match(title)
    inside = found["inside"] if found else ""
    listed = [*map(str.strip, re.split("[/／]", inside))]
    example = next(filter(None, examples), "")
    if len(listed) > 1 and all(listed) and not re.search(r"[元吨米人户家]/|/[亩人户天年月]", inside):
        return Field(found["name"] if found else title, "choice", tuple(listed))
    if title.startswith("是否") or example in ("是/否", "是／否"):
        return Field(title, "choice", _YES_NO)
    is_words = any(word in title for word in _WORDS) or example in ("文字", "文本")
    return Field(title, "text" if is_words else "quantity")


def _short(title: str) -> str:
    """What the one item of a form is called whose rows are offices: the title without what every title says."""
    return re.sub(r"(?:情况)?(?:统计|汇总|调查|登记|报送|填报)?表\Z", "", title) or title


def _refuse(draft: Draft) -> None:
    if not draft.title or len(draft.title) > _LONGEST_TITLE or cannot_travel(draft.title):
        raise DraftError("没有表名，或表名太长", f"请写表名，不超过{_LONGEST_TITLE}字")
    if not draft.fields:
        raise DraftError("没有写要填哪几列", "第一行写列名，例如 户数（户）、人数（人）")
    if len(draft.items) > MOST_ITEMS or len(draft.fields) > MOST_FIELDS:
        raise DraftError(
            f"临时报表最多 {MOST_ITEMS} 行、{MOST_FIELDS} 列，这张有 {len(draft.items)} 行、{len(draft.fields)} 列",
            "请核对有没有选错文件，或分成几张表",
        )
    names = [name for name, _ in draft.items], [field.title for field in draft.fields]
    for what, texts in zip(("项目", "列"), names, strict=True):
        doubled = [name for name, same in groupby(sorted(texts)) if len([*same]) > 1]
        if doubled:
            raise DraftError(f"{what}“{doubled[0]}”写了两次", "每个名称只写一次；分列的请在名称里写清楚")
        wrong = [name for name in texts if not name or len(name) > _LONGEST_NAME or cannot_travel(name)]
        if wrong:
            raise DraftError(f"{what}“{wrong[0][:20]}”太长或含有看不见的符号", f"名称不超过{_LONGEST_NAME}字")
    if any(len(",".join(field.choices)) > _LONGEST_LIST for field in draft.fields):
        raise DraftError("可选的词太多", f"合起来不超过{_LONGEST_LIST}字")
