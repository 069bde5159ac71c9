"""`rollup` of all 59 indicators by each item's own rule, worked out by hand: two townships report, fifteen are missing.

Where no township reports an item its department's figure is the whole.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from tests.desk.figures import YINJIANG, ZHANGSHUI, by_the_district, enter

# What 鄞江镇 and 章水镇 report: a figure, or `value:numerator:denominator`; and what they come to.
OF_TOWNSHIPS = {
    "145-03": (
        ":120000:",
        ":200000:",
        "2",
        "mean",
    ),  # (120000+200000)万元÷1600亿元×0.01 = 2, of the whole district's economy
    "145-04": ("120", "200", "320", "sum"),  # 120+200
    "145-06": ("10:40:400", "30:30:100", "14", "mean"),  # (40+30)÷(400+100)×100; the mean of the ratios would be 20
    "145-11": ("3.5", "4.25", "7.75", "sum"),  # 3.5+4.25
    "145-12": ("0.4", "0.35", "0.75", "sum"),  # 0.4+0.35
    "145-13": ("10:110:100", "-50:50:100", "-20", "mean"),  # (110+50)÷(100+100)-1 = -0.2
    "145-19": ("100:3:3", "50:1:2", "80", "mean"),  # (3+1)÷(3+2)×100
    "145-22": ("60:600:1000", "70:350:500", "63.333333", "mean"),  # 950÷1500×100
    "145-23": ("40:20:50", "60:30:50", "50", "mean"),  # 50÷100×100
    "145-25": ("0.12", "0.3", "0.42", "sum"),  # 0.12+0.3
    "145-26": ("4::10", "3::30", "3.25", "mean"),  # (4×10+3×30)÷(10+30) = 130÷40
    "145-27": ("5::10", "6::40", "5.8", "mean"),  # (50+240)÷50
    "145-28": ("20::2", "30::3", "26", "mean"),  # (40+90)÷5
    "145-29": ("2::10", "2.5::40", "2.4", "mean"),  # (20+100)÷50
    "145-32": (":1:", ":3:", "0.0025", "mean"),  # (1+3)÷1600
    "145-33": ("0.2", "0.15", "0.35", "sum"),  # 0.2+0.15
}
# The one department's figure.
OF_DEPARTMENTS = {
    "145-01": "1600", "145-02": "26", "145-05": "30", "145-07": "7.5", "145-08": "25", "145-09": "7", "145-10": "1300",
    "145-14": "88", "145-15": "3", "145-16": "4", "145-17": "3", "145-18": "6", "145-20": "94", "145-21": "22",
    "145-24": "6", "145-30": "15", "145-31": "92",
    "135-01": "1150", "135-02": "110", "135-03": "240", "135-04": "460", "135-05": "3600", "135-06": "700", "135-07": "83",
    "135-08": "2.3", "135-09": "36", "135-10": "17", "135-11": "60", "135-12": "7", "135-13": "19.59", "135-14": "3",
    "135-15": "4", "135-16": "3", "135-17": "5", "135-18": "2.9", "135-19a": "61000", "135-19b": "30000", "135-20": "96",
    "135-21a": "98.5", "135-21b": "99", "135-22": "5.6", "135-23": "3.6", "135-24": "9",
}  # fmt: skip
Rows = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def rows(founded_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """Both plans rolled up in their third year."""
    folder = tmp_path_factory.mktemp("rolled") / "copy"
    shutil.copytree(founded_district.parent, folder)
    with Desk(folder / "district.db", write=True, person="李审") as desk:
        for item, value in OF_DEPARTMENTS.items():
            by_the_district(desk, item, "_", "_", value)
        for item, (one, other, *_) in OF_TOWNSHIPS.items():
            _report(desk, YINJIANG, item, one)
            _report(desk, ZHANGSHUI, item, other)
        found = [*desk.evaluating.rollup("2023", basis="current"), *desk.evaluating.rollup("2018", basis="current")]
    return {row["item"]: row for row in found}


def _report(desk: Desk, unit: str, item: str, said: str) -> None:
    parts = zip(("value", "numerator", "denominator"), said.split(":"), strict=False)
    enter(desk, *(f"{unit} {item} 2023 {part} {name}" for name, part in parts if part))


def test_all_59_are_there(rows: Rows) -> None:
    assert sorted(rows) == sorted((*OF_TOWNSHIPS, *OF_DEPARTMENTS))
    assert len(rows) == 33 + 26


@pytest.mark.parametrize("item", OF_TOWNSHIPS)
def test_two_townships_come_together_and_fifteen_are_named(item: str, rows: Rows) -> None:
    *_, value, rule = OF_TOWNSHIPS[item]
    row = rows[item]
    assert (row["value"], row["units_in"]) == (value, [YINJIANG, ZHANGSHUI])
    assert row["rule"].startswith(rule)
    missing = set(row["units_missing"])
    assert len(missing) == 15
    assert not missing & {YINJIANG, ZHANGSHUI}


@pytest.mark.parametrize("item", OF_DEPARTMENTS)
def test_what_one_department_reports_is_the_whole(item: str, rows: Rows) -> None:
    row = rows[item]
    assert (row["value"], len(row["units_in"]), row["units_missing"]) == (OF_DEPARTMENTS[item], 1, [])
