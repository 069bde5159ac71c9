"""A 任务分工 table as offices send it: title lines, two rows of heads, merged cells, short names, headings that speak for all rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

HEADS = ("序号", "目标或任务", "类别", "属性", "牵头领导", "牵头单位", "配合单位", "分解单位", "2021年", "2022年", "2023年", "2024年", "2025年",
         "报数频度", "首报月", "来源制度", "备注", "办理情况")  # fmt: skip
YEARS = slice(8, 13)
Line = dict[str, object]
# 145-04 of the table: 3100 in 2025, broken down to all 17 townships: 16 of 170 and one of 380 make 3100.
PATENTS = [("高桥镇", 380), *((name, 170) for name in (
    "南门街道", "江厦", "西门街道", "月湖街道", "鼓楼街道", "白云街道", "段塘街道", "望春街道", "石碶街道", "横街镇", "集士港镇", "古林镇", "洞桥",
    "鄞江镇", "章水镇", "龙观乡"))]  # fmt: skip

# Projects of 专栏 15 and targets of the text, as they are printed.
TASKS = ("高桥卫生院", "鄞江中心初级中学", "新建小学", "新增各类人才", "新建省级以上企业博士后工作站", "人均地区生产总值", "联丰路沿线污水干管", "观顶湖旅游度假区",
         "清源溪分洪项目", "金陆拾野田园", "建岙主题村落", "清源主题村落")  # fmt: skip


def rows() -> list[Line | str]:
    """The lines below the head: texts by column, or a heading over the whole width."""
    return [
        "一、经济发展",
        _line(1, "地区生产总值", "区发改局", "统计局、财政局\n经信局", "", (1350, 1500, 1600, 1700, 2000), leader="张常务", note="现价"),
        _line(2, "全员劳动生产率（万元/人）", "发改局", "区统计局", "", (None, None, None, None, 30)),
        _line(3, "研发与试验发展经费支出占地区生产总值比重达到3.6%", "科技局", "教育局", "", (2.2, 2.5, 2.9, 3.2, 3.6)),
        _line(4, "有效发明专利拥有量", "区市场监管局", "", PATENTS[0][0], (None, None, None, None, PATENTS[0][1]), source="专利统计"),
        *(_line("", "", "", "", name, (None, None, None, None, number)) for name, number in PATENTS[1:]),
        _line(5, "人才总量", "组织部", "人社局", "", (None, None, None, None, "43")),
        _line(6, "高技术制造业增加值占规上工业增加值比重", "经信局", "", "", ("13%", "14%", "15%", "16%", "17%")),
        _line(7, "数字经济核心产业增加值占地区生产总值比重", "经信局", "数据局", "", (None,) * 5),
        _line(8, "全部工业增加值占地区生产总值比重", "经信局", "", "", (None,) * 5, frequency="季", first="4月"),
        _line(9, "文化及相关产业增加值占地区生产总值比重", "宣传部", "文广旅体局", "", (None,) * 5),
        _line(10, "机场旅客吞吐量", "临空管委会", "", "", (None, None, None, None, 2000)),
        _line(11, "货物和服务贸易总额", "商务局", "各有关部门", "", (None, None, None, None, 1400)),
        _line(12, "跨境电商出口额", "商务局", "", "", (None, None, None, None, 40)),
        _line(13, "实际利用外资增长率", "商务局、投促中心", "", "", (4, 4, 4, 4, 4)),
        "二、社会民生（以下均需各镇乡（街道）落实）",
        _line(25, "城镇新增就业人数", "人社局", "", "", (1.6, 1.6, 1.6, 1.6, 1.6), first="2月"),
        _line(26, "每千人拥有3岁以下婴幼儿照护设施托位数", "卫健局", "", "", (None, None, None, None, 4.5)),
        _line(27, "每千人拥有执业（助理）医师数", "卫生健康局", "", "", (None, None, None, None, "≥5.9")),
        _line(28, "每万老年人拥有持证养老护理员数", "民政局", "", "", (None,) * 5),
        "三、生态环境",
        _line(20, "空气质量优良天数比率", "生态环境分局", "住建局；综合执法局", "", (None, None, None, None, "93%以上")),
        _line(21, "细颗粒物（PM2.5）平均浓度", "生态环境局", "", "", (None, None, None, None, "力争下降")),
        _line(19, "地表水达到或好于Ⅲ类水体比例", "生态环境局", "水利局", "各街道", (None,) * 5),
        _line(23, "森林覆盖率", "牵头单位：资规分局；配合单位：农业农村局", "", "各镇乡", (None, None, None, None, 49.9)),
        _line(40, "建设世界一流强港", "发改局", "", "", (None,) * 5),
        _line("", "", "", "财政局", "", (None,) * 5),
        _line(31, "依申请政务服务办件“一网通办”率", "政务办", "大数据公司", "", (None, None, None, None, 90)),
        _line(32, "亿元地区生产总值生产安全事故死亡率", "应急局", "公安分局", "", (None, None, None, None, "<0.005")),
        _line(33, "粮食综合生产能力", "农业农村局", "", "各镇乡", (None, None, None, None, 2.11)),
        "四、重点任务",
        _line("145-b13-0-01", "", "文广旅体局", "", "鄞江镇", (None,) * 5),
        *(_line("", name, "教育局", "住建局", "", (None,) * 5) for name in TASKS),
        "注：表中“各镇乡”不含街道。",
    ]  # fmt: skip


def _line(  # noqa: PLR0917  one cell after the other
    number: object, item: str, lead: str, support: str, part: str, years: tuple[object, ...], *, leader: str = "",
    frequency: str = "", first: str = "", source: str = "", note: str = "",
) -> Line:  # fmt: skip
    cells = (number, item, "", "", leader, lead, support, part, *years, frequency, first, source, note, "")
    return {"cells": cells}


def write_book(file: Path) -> Path:
    """The workbook: 60 lines under two rows of heads, a hidden row, a formula, and a hidden sheet."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "任务分工"
    _heads(page)
    for line in rows():
        row = page.max_row + 1
        if isinstance(line, str):
            page.cell(row, 1).value = line
            if not line.startswith("注"):
                page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADS))
            continue
        cells = line["cells"]
        assert isinstance(cells, tuple)
        for place, value in enumerate(cells, start=1):
            if value not in ("", None):
                page.cell(row, place).value = value
    _disturb(page)
    book.create_sheet("旧稿").append(["指标", "牵头单位"])
    book.worksheets[1].sheet_state = "hidden"
    book.save(file)
    return file


def _heads(page: Worksheet) -> None:
    """Title, 文号, and heads in rows 3 and 4: the years stand under 年度目标."""
    page.cell(1, 1).value = "海曙区“十四五”规划主要目标和任务分工表"
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADS))
    page.cell(2, 1).value = "海政办〔2026〕1号"
    page.cell(3, YEARS.start + 1).value = "年度目标"
    page.merge_cells(start_row=3, end_row=3, start_column=YEARS.start + 1, end_column=YEARS.stop)
    for place, head in enumerate(HEADS):
        if place in range(YEARS.start, YEARS.stop):
            page.cell(4, place + 1).value = head
        else:
            page.cell(3, place + 1).value = head
            page.merge_cells(start_row=3, end_row=4, start_column=place + 1, end_column=place + 1)


def _disturb(page: Worksheet) -> None:
    """The item of the patents is merged over its rows; one cell is a formula, one a percentage, one row hidden."""
    first = next(row for row in range(5, page.max_row) if page.cell(row, 2).value == "有效发明专利拥有量")
    for column in (1, 2, 6):
        page.merge_cells(start_row=first, end_row=first + len(PATENTS) - 1, start_column=column, end_column=column)
    by_name = {str(page.cell(row, 2).value): row for row in range(5, page.max_row + 1)}
    page.cell(by_name["全员劳动生产率（万元/人）"], 12).value = "=M6-1"
    rate = page.cell(by_name["依申请政务服务办件“一网通办”率"], 13)
    rate.value, rate.number_format = 0.9, "0%"
    page.row_dimensions[by_name["文化及相关产业增加值占地区生产总值比重"]].hidden = True
