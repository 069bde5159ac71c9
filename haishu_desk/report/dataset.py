"""The dataset: approved figures as plain tables for other programs (DuckDB, Spark, ClickHouse), with their schema document.

Every table lies in a folder of its own, partitioned in Hive's way by `district`, the values by `year` too, so that the
folders of many districts are laid together by copying. The columns are described once, here, and in `schema.json`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from haishu_desk.report.public_table import defused

TEXT, FIGURE, WHOLE_NUMBER, YES_NO = "VARCHAR", "DECIMAL(38,10)", "BIGINT", "BOOLEAN"
PLACES, DIGITS = 10, 38  # of a FIGURE
Row = Sequence[str | int | None]


@dataclass(frozen=True)
class Column:
    """One column: its name, its type as SQL spells it, and what stands in it."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One table: its name, its columns, and by what its folder is partitioned."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    partitions: tuple[Column, ...] = field(default_factory=tuple)

    def folder(self, values: Iterable[object]) -> str:
        """Where the rows of one partition lie: `values/district=330203/year=2025`."""
        parts = (f"{column.name}={value}" for column, value in zip(self.partitions, values, strict=True))
        return "/".join((self.name, *parts))


_DISTRICT = Column("district", TEXT, "哪个区县：行政区划代码，前两位是省、前四位是市")
_YEAR = Column("year", WHOLE_NUMBER, "报告期所在的年")

VALUES = Table(
    "values",
    "审核通过的数，一格一行；没有批准的不在内",
    (
        Column("plan", TEXT, "规划；临时报表的项目没有"),
        Column("form", TEXT, "报表"),
        Column("unit", TEXT, "填报单位"),
        Column("period", TEXT, "报告期：2025、2025-H1、2025-Q3、2025-09；年中的流量是 1 月至期末累计"),
        Column("item", TEXT, "项目代码：指标、目标、任务、项目"),
        Column("field", TEXT, "栏：value 为数值，numerator 分子，denominator 分母，其余见报表"),
        Column("vintage", TEXT, "数值状态：预计、快报、初步核算、最终核实、普查修订；没有写的为空"),
        Column("basis", TEXT, "依据：核定 是区级核定数，已批 是单位上报并批准的"),
        Column(
            "role",
            TEXT,
            "在全区数里的角色：whole 就是全区的数，share 几个部门各报一部分，part 镇街各报一部分，beside 不计入；"
            "有 whole 用 whole，没有再合 share，再合 part",
        ),
        Column(
            "op",
            TEXT,
            "是什么样的数：eq 一个数，approx 约数，ge gt le lt 界限，range 区间，multiple 倍数，text 文字，none 写明没有",
        ),
        Column("number", FIGURE, "可以计算的一个数（op 为 eq、approx）；其余为空，空不是 0"),
        Column("absent", TEXT, "写明没有的是哪一种：dash 即“—”，not-applicable 不适用，not-obtained 未取得"),
        Column("raw", TEXT, "填报的原样"),
        Column("revision", TEXT, "哪一份上报（版本）批准了这个数"),
    ),
    (_DISTRICT, _YEAR),
)
ITEMS = Table(
    "items",
    "项目：规划里的指标、目标、任务和项目，临时报表的栏",
    (
        Column("item", TEXT, "项目代码"),
        Column("plan", TEXT, "规划"),
        Column("kind", TEXT, "indicator 指标，target 正文目标，task 任务，project 项目，adhoc 临时报表"),
        Column("name", TEXT, "名称"),
        Column("measurement", TEXT, "计量单位"),
        Column("attribute", TEXT, "约束性、预期性"),
        Column("frequency", TEXT, "多久报一次"),
        Column("rollup", TEXT, "怎样合起来：single 只有一个数，sum 相加，max 取最大，mean 按分子分母加权"),
        Column("factor", FIGURE, "mean：分子除以分母以后乘多少（百分数为 100）"),
        Column("is_growth", YES_NO, "mean：是增速，分子为本年、分母为上年"),
        Column("common_item", TEXT, "mean：分母不是各单位的，而是这一项的全区数"),
        Column("continues", TEXT, "接着上一个规划的哪一项"),
    ),
    (_DISTRICT,),
)
UNITS = Table(
    "units",
    "填报单位",
    (
        Column("unit", TEXT, "单位代码"),
        Column("name", TEXT, "名称"),
        Column("kind", TEXT, "district 区，department 部门，street 街道，town 镇，township 乡"),
        Column("parent", TEXT, "上级单位"),
        Column("valid_from", TEXT, "从哪天起（ISO）；空为一直"),
        Column("valid_to", TEXT, "到哪天止（ISO）；空为在用"),
    ),
    (_DISTRICT,),
)
ABOUT = Table(
    "about",
    "这一份是谁的、到什么时候为止",
    (
        Column("name", TEXT, "区县名称"),
        Column("unit", TEXT, "从哪个单位的数据文件写出：区县自己的才是全的，一个单位的只有它自己的数"),
        Column("recorded", TEXT, "最后一条留痕的时间"),
        Column("journal", TEXT, "最后一条留痕的校验值：同一校验值写出的数据集相同"),
        Column("program", TEXT, "写出它的程序版本"),
    ),
    (_DISTRICT,),
)
TABLES = (VALUES, ITEMS, UNITS, ABOUT)


def schema_document(ending: str) -> bytes:
    """`schema.json`: the tables with their columns, types and meanings, and where their files lie; the same for every district."""
    tables = [
        {
            "table": table.name,
            "meaning": table.meaning,
            "files": f"{table.folder('*' for _ in table.partitions)}/{table.name}.{ending}",
            "columns": [_described(column) for column in table.columns],
            "partitions": [_described(column) for column in table.partitions],
        }
        for table in TABLES
    ]
    document = {"dataset": "haishu_desk approved figures", "format": 1, "tables": tables}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _described(column: Column) -> Mapping[str, str]:
    return {"name": column.name, "type": column.type, "meaning": column.meaning}


def csv_table(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows with their heads: UTF-8, an empty field is null; texts that look like formulas behind an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in rows:
        writer.writerow(["" if cell is None else defused(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().encode()
