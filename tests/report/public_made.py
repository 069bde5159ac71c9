"""Public editions made for the tests: an ordinary one, and one whose every text is a trap."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from haishu_desk.report.public_facts import (
    AT_THE_END,
    ON_COURSE,
    OPEN,
    PublicEdition,
    PublicItem,
    PublicPoint,
    PublicTarget,
    PublicVerdict,
)

YEARS = (2020, 2021, 2025)


def point(year: int, words: str, vintage: str = "") -> PublicPoint:
    """A year; words that are no number are why there is none."""
    is_number = words.lstrip("-").replace(".", "").isdigit()
    return PublicPoint(year, words, Decimal(words) if is_number else None, vintage, has_value=is_number)


GDP = PublicItem(
    "145-01", "1", "地区生产总值", "经济发展", "亿元", "预期性", "2024年", point(2024, "1713.5", "初步核算"),
    PublicTarget("2000", "年均增长 7%", AT_THE_END, Decimal(2000)), PublicVerdict("基本符合预期", ON_COURSE), "区统计局",
    ("生产总值目标值和增速按可比价计算。",),
    (
        replace(point(2020, "1201"), is_base=True), point(2021, "1362.5", "最终核实"), point(2022, "尚未公布"),
        point(2023, "1622.4", "普查修订"), point(2024, "1713.5", "初步核算"),
    ),
)  # fmt: skip
EMPTY = PublicItem(
    "145-15", "15", "单位地区生产总值建设用地降低", "生态环境", "%", "约束性", "2024年", point(2024, "尚未公布"),
    PublicTarget("", "市下达目标"), PublicVerdict("暂不评价", OPEN, "目标由上级下达"), "市自然资源和规划局海曙分局",
    points=(point(2024, "尚未公布"),),
)  # fmt: skip


def edition(*items: PublicItem) -> PublicEdition:
    """An edition of 2024 with these indicators."""
    return PublicEdition(
        "海曙区", "第十四个五年规划", "“十四五”", YEARS, 2024, "2024-12-31", 33, items or (GDP, EMPTY),
        (("规划列的任务", 100), ("规划列的项目", 7)), (("基本符合预期", "差距在允许之内"), ("暂不评价", "数据没有出来")),
        ("各年数都是审核通过的数。",),
    )  # fmt: skip


TRAP = "</title></script><script>alert(1)</script>\"'&<93"
LONG = "很长的指标名称" * 28 + "一二三四"


def trapped() -> PublicEdition:
    """Every text that a person can write is one that breaks a page or a table that forgets to escape."""
    item = replace(
        GDP, name=LONG + TRAP, category=f"=1+1{TRAP}", unit=TRAP, attribute=TRAP, source="=cmd|'/c calc'!A1", notes=(TRAP, "A&B"),
        latest=replace(GDP.latest, words=f"@{TRAP}", vintage=TRAP), target=PublicTarget(TRAP, "<93"),
        verdict=PublicVerdict(TRAP, OPEN, TRAP), breaks=(2023,),
        points=(*GDP.points[:-1], PublicPoint(2024, TRAP, Decimal("-0.5"), TRAP)),
    )  # fmt: skip
    made = edition(item, replace(EMPTY, name="A&B", latest=point(2024, "<93")))
    return replace(
        made, district=TRAP, plan=TRAP, tasks=((TRAP, 1),), words=((TRAP, TRAP),), method=(TRAP, "\x07响铃\ufffe")
    )
