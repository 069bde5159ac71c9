"""The figures of the exercise: invented, but of the size that such figures have."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.road.year.offices import DONGQIAO, JISHIGANG, STATISTICS, TRADE, YINJIANG, ZHANGSHUI

TOWNS = {JISHIGANG: "集士港镇", DONGQIAO: "洞桥镇", YINJIANG: "鄞江镇", ZHANGSHUI: "章水镇"}
YEARS = ("2021", "2022", "2023", "2024", "2025")
# Of the townships: 有效发明专利拥有量（件）, 货物和服务贸易总额（亿元）, 城镇新增就业人数（万人）, by year.
OF_TOWNS = {
    JISHIGANG: ("210 230 262 290 318", "61 66 70 77 83", "0.16 0.17 0.17 0.18 0.18"),
    DONGQIAO: ("96 104 115 121 130", "21 23 24 26 29", "0.06 0.06 0.07 0.07 0.07"),
    YINJIANG: ("80 84 90 97 103", "12 13 13 14 15", "0.04 0.04 0.05 0.05 0.05"),
    ZHANGSHUI: ("41 44 47 52 55", "7 7.5 8 8.4 9", "0.03 0.03 0.03 0.03 0.03"),
}
TOWN_ITEMS = {
    "145-04": "有效发明专利拥有量（件）",
    "145-11": "货物和服务贸易总额（亿元）",
    "145-25": "城镇新增就业人数（万人）",
}
# Of the departments, for the district as a whole.
OF_STATISTICS = {
    "145-01": ("地区生产总值（亿元）", "1315 1420 1530 1660 1785"),
    "145-03": ("研发与试验发展经费支出占地区生产总值比重（%）", "2.6 2.9 3.1 3.3 3.5"),
}
OF_TRADE = {
    "145-11": ("货物和服务贸易总额（亿元）", "935 1020 1110 1210 1320"),
    "145-12": ("跨境电商出口额（亿美元）", "23 27 31 34 38"),
}
# 2026: by unit and quarter, item and value (cumulative from the beginning of the year for flows).
QUARTERS = {
    (JISHIGANG, "2026-Q1"): {"155-04": "325", "155-11": "19.8", "155-25": "0.05"},
    (JISHIGANG, "2026-Q2"): {"155-04": "339", "155-11": "42.5", "155-25": "0.10"},
    (YINJIANG, "2026-Q1"): {"155-04": "105", "155-11": "3.6", "155-25": "0.01"},
    (YINJIANG, "2026-Q2"): {"155-04": "108", "155-11": "7.7", "155-25": "0.03"},
    (ZHANGSHUI, "2026-Q1"): {"155-04": "56", "155-11": "2.1", "155-25": "0.01"},
    (ZHANGSHUI, "2026-Q2"): {"155-04": "57", "155-11": "4.4", "155-25": "0.02"},
    (STATISTICS, "2026-Q1"): {"155-01": "431.5"},
    (STATISTICS, "2026-Q2"): {"155-01": "905.2"},
    (TRADE, "2026-Q1"): {"155-11": "318", "155-12": "9.4"},
    (TRADE, "2026-Q2"): {"155-11": "671", "155-12": "19.6"},
}


def write_history(folder: Path) -> dict[str, Path]:
    """The workbooks as offices keep them: a sheet of the townships a year, and one of five years of each department."""
    books = {f"{year}年镇街.xlsx": _of_towns(at, year) for at, year in enumerate(YEARS)}
    books |= {"统计局.xlsx": _of_one(OF_STATISTICS, "预计"), "商务局.xlsx": _of_one(OF_TRADE)}
    return {name: _write(folder / name, rows) for name, rows in books.items()}


def _of_towns(at: int, year: str) -> list[list[object]]:
    rows: list[list[object]] = [["分镇乡街道主要指标"], [f"{year}年"], ["镇街", *TOWN_ITEMS.values()]]
    return [*rows, *([TOWNS[unit], *(float(values.split()[at]) for values in all_)] for unit, all_ in OF_TOWNS.items())]


def _of_one(figures: dict[str, tuple[str, str]], last: str = "") -> list[list[object]]:
    heads = [*(f"{year}年" for year in YEARS[:-1]), f"{YEARS[-1]}年{last}"]
    rows: list[list[object]] = [["全区主要指标"], ["指标", *heads]]
    return [*rows, *([name, *map(float, values.split())] for name, values in figures.values())]


def write_duties(path: Path) -> Path:
    """The 任务分工表 of the fifteenth plan: who leads, who reports, and what the bureau of commerce owes each year."""
    heads = ["序号", "指标", "牵头单位", "报数单位", "2026年", "2027年", "2028年", "2029年", "2030年"]
    towns = "、".join(TOWNS.values())
    none: list[object] = [None] * 5
    rows: list[list[object]] = [
        ["海曙区“十五五”规划主要指标分工表（演练）"],
        [*heads],
        [1, "地区生产总值", "区发改局", "区统计局", *none],
        [2, "研发与试验发展经费支出占地区生产总值比重", "区科技局", "区统计局", *none],
        [3, "有效发明专利拥有量", "区市场监管局", towns, *none],
        [4, "货物和服务贸易总额", "区商务局", f"区商务局、{towns}", 1420, 1510, 1600, 1700, 1800],
        [5, "跨境电商出口额", "区商务局", "区商务局", 41, 44, 48, 51, 55],
        [8, "城镇新增就业人数", "区人社局", towns, *none],
    ]  # fmt: skip
    return _write(path, rows)


def _write(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path
