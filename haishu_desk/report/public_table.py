"""The figures of a public edition as a table for further use: one line a year and kind of figure, and what each column means."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.public_facts import PublicEdition, PublicItem, PublicPoint, Stamp

ACTUAL, BASE, TARGET = "实绩", "基期", "目标"
# What a spreadsheet program takes for a formula at the beginning of a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
NUMBER_COLUMN = "数值"


@dataclass(frozen=True)
class Column:
    """A column: its title, what it means, in which unit, and what can stand in it."""

    title: str
    meaning: str
    unit: str
    values: str


COLUMNS = (
    Column("代码", "指标的代码，各年不变", "—", "文字，如 145-01"),
    Column("类别", "规划表里的类别", "—", "文字"),
    Column("序号", "规划表里的序号", "—", "文字"),
    Column("指标", "指标名称，按规划表", "—", "文字"),
    Column("计量单位", "“数值”和“数值文字”两列的单位", "—", "文字，如 亿元、%"),
    Column("属性", "约束性：规划承诺必须做到；预期性：规划预期达到", "—", "约束性、预期性"),
    Column("年份", "数值所属的年份", "年", "四位数字"),
    Column("报告期", "数值所属的时期", "—", "2024年、2024年上半年等；目标一行为规划期末年"),
    Column("种类", "这一行是什么数", "—", f"{BASE}、{ACTUAL}、{TARGET}"),
    Column(NUMBER_COLUMN, "可以计算的数；界限、区间、文字和没有数的留空", "见“计量单位”", "十进制数或空；空不是 0"),
    Column("数值文字", "按原样给人看的值；没有数时写明是哪一种", "见“计量单位”", "数、界限（如 <93）、文字、尚未公布、未取得、不适用等"),
    Column("数值状态", "数的成熟程度", "—", "预计、快报、初步核算、最终核实、普查修订；空为不分状态"),
    Column("数据来源", "提供数据的部门", "—", "文字"),
    Column("结论", "本年评价的结论，只写在本年的实绩一行", "—", "见“说明”里的词和定义"),
)  # fmt: skip


def rows_of(edition: PublicEdition) -> list[tuple[str, ...]]:
    """The lines under `COLUMNS`, in print order: the base, each year, the target."""
    return [row for item in edition.items for row in _rows(edition, item)]


def _rows(edition: PublicEdition, item: PublicItem) -> Iterator[tuple[str, ...]]:
    about = (item.code, item.category, item.number, item.name, item.unit, item.attribute)
    end = edition.years[2]
    for point in item.points:
        if point.year != edition.year:
            kind = BASE if point.is_base else ACTUAL
            yield (
                *about,
                str(point.year),
                f"{point.year}年",
                kind,
                *_values(point),
                "" if point.is_base else item.source,
                "",
            )
    yield (*about, str(edition.year), item.period, ACTUAL, *_values(item.latest), item.source, item.verdict.word)
    target = "" if item.target.number is None else f"{item.target.number:f}"
    yield (*about, str(end), f"{end}年", TARGET, target, item.target.words, "", "规划纲要", "")


def _values(point: PublicPoint) -> tuple[str, str, str]:
    return "" if point.number is None else f"{point.number:f}", point.words, point.vintage


def about(edition: PublicEdition, stamp: Stamp) -> list[tuple[str, str]]:
    """What a user of the figures has to know: title and text of each line."""
    return [
        ("标题", edition.title),
        ("规划", edition.plan),
        ("数据截至", edition.until),
        ("数据快照", f"{stamp.code}，{stamp.day} 审查确认"),
        ("快照全文校验", stamp.digest),
        ("指标", f"规划表 {edition.all_items} 项，本版公开 {len(edition.items)} 项"),
        *(("办法", sentence) for sentence in edition.method),
        *((f"结论：{word}", meaning) for word, meaning in edition.words),
        ("没有数", "写明是哪一种，不当作 0，也不推算"),
    ]


def csv_of(edition: PublicEdition) -> bytes:
    """The lines as .csv: UTF-8 with its mark, so that every spreadsheet program reads it, and no text that is a formula."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([defused(text) for text in row] for row in rows_of(edition))
    return "\ufeff".encode() + stream.getvalue().encode()


def defused(text: str) -> str:
    """The text so that no spreadsheet program reckons with it: an apostrophe before what looks like a formula."""
    clean = that_travels(text)
    is_formula = clean.lstrip().startswith(_FORMULA) or clean.startswith(_FORMULA)
    return f"'{clean}" if is_formula and not _NUMBER.fullmatch(clean) else clean
