"""A small material for the tests of texts and tables: two indicators that are judged, one that cannot be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED, Fact
from haishu_desk.report.material import ANNUAL, Line, Material, Method, Missing, Task

WORDS = (("提前实现", "已经达到"), ("滞后", "比应达慢"), ("暂不评价", "不作评价"))


def fact(name: str, value: str, kind: str = REPORTED, **more: Any) -> Fact:
    return Fact(kind, "145-01", name, value, **more)


def line(name: str, verdict: str = "滞后", **more: Any) -> Line:
    made = Line(
        "145-01", "1", name, "经济发展", "亿元", lead="区发改局", when="2024年", actual=fact(name, "12.5"),
        target=fact(name, ">93", PRINTED), expected=fact(name, "15", RECKONED), gap=fact(name, "-2.5", RECKONED),
        verdict=verdict, light="yellow", is_behind=verdict == "滞后", is_open=verdict == "暂不评价",
    )  # fmt: skip
    return replace(made, **more)


def material(*lines: Line, **more: Any) -> Material:
    made = Material(
        ANNUAL, "“十四五”规划", 2021, 2025, 2024, "2024-12-31", "2025-03-20", "快照 1", "海曙区",
        fact("时间进度", "80", RECKONED), lines, Method("比进度", ("差距在5个百分点以内为符合。",), WORDS),
    )  # fmt: skip
    return replace(made, **more)


def task(name: str, verdict: str = "", **more: Any) -> Task:
    return replace(Task("145-b01-0-01", "专栏1 聚智引才", "", name, lead="区委组织部", verdict=verdict), **more)


MISSING = Missing("碳排放降低", "没有数", "没有下达", "生态环境分局", "未定", "录入目标", "145-17")
