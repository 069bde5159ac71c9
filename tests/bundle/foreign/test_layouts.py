"""Tables as a statistics office lays them out: each figure lands in its cell, or is left out by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bundle.foreign.made import (
    GRAIN,
    JIANGXIA,
    JOBS,
    NANMEN,
    PATENTS,
    TRADE,
    XIMEN,
    YINJIANG,
    ZHANGSHUI,
    Page,
    cells,
    found_in,
    known,
    left_out,
    read,
)

GDP, URBAN = "145-01", "145-14"
PATENTS_HEAD, RECYCLED = "有效发明专利拥有量（件）", "城镇生活垃圾回收利用率（%）"
STATISTICS, MARKET, LABOUR = "dept-tjj", "dept-scjgj", "dept-rsj"


def test_indicators_down_and_years_across_for_the_whole_district() -> None:
    found = read(
        [
            ["2021—2023年海曙区主要经济指标"],
            ["", "", "", "", "", "单位：亿元"],
            ["序号", "指标", "计量单位", 2021, 2022, 2023],
            [1, "地区生产总值", "万元", 12010000, "13,000,000", "().13"],
            [2, "有效发明专利拥有量", "件", 2500, "—", 2700],
            [3, "其中：高价值发明专利", "件", 900, 950, 1000],
            [4, "常住人口城镇化率", "%", 87.6, "８８.２", "88.9%"],
            ["注：2023年为初步数。"],
        ],
        "A1:F1",
        "A8:F8",
    )
    assert found.sheet == "Sheet1"
    assert found.header_rows == [3]
    assert cells(found) == {
        "D4": (STATISTICS, "2021", GDP, "1201"),  # 12,010,000 万元 / 10,000
        "E4": (STATISTICS, "2022", GDP, "1300"),
        "D5": (MARKET, "2021", PATENTS, "2500"),
        "E5": (MARKET, "2022", PATENTS, "—"),
        "F5": (MARKET, "2023", PATENTS, "2700"),
        "D7": (STATISTICS, "2021", URBAN, "87.6"),
        "E7": (STATISTICS, "2022", URBAN, "88.2"),
        "F7": (STATISTICS, "2023", URBAN, "88.9"),
    }
    why = left_out(found)
    assert "写坏了" in why["F4"]
    assert "高价值发明专利" in why["6"]
    assert why["8"] == "是注或签字行"


def test_townships_down_and_indicators_across_with_total_subtotal_and_a_stranger() -> None:
    found = read(
        [
            ["2023年分镇乡街道主要指标"],
            ["镇乡街道", "有效发明专利拥有量（件）", "城镇新增就业人数（人）", "货物和服务贸易总额\n（万元）", "备注"],
            ["合计", 300, 1200, 50000, ""],
            ["南门街道", 100, 500, 20000, "含园区"],
            ["江厦", 150, 600, "30,000", ""],
            ["街道小计", 250, 1100, 50000, ""],
            ["宁波市", 9000, 90000, 1, ""],
        ],
        "A1:E1",
    )
    assert cells(found) == {
        "B3": (MARKET, "2023", PATENTS, "300"),
        "C3": (LABOUR, "2023", JOBS, "0.12"),
        "D3": ("dept-swj", "2023", TRADE, "5"),
        "B4": (NANMEN, "2023", PATENTS, "100"),
        "C4": (NANMEN, "2023", JOBS, "0.05"),
        "D4": (NANMEN, "2023", TRADE, "2"),
        "B5": (JIANGXIA, "2023", PATENTS, "150"),
        "C5": (JIANGXIA, "2023", JOBS, "0.06"),
        "D5": (JIANGXIA, "2023", TRADE, "3"),
    }
    assert set(left_out(found)) == {"6", "7"}
    assert {cell.address for cell in found.cells if cell.whole} == {"B3", "C3", "D3"}


def test_townships_down_and_years_across_for_the_indicator_in_the_title() -> None:
    found = read(
        [
            ["海曙区各镇（街道）有效发明专利拥有量情况表（单位：件）"],
            ["单位", "2021年", "2022年", "2022年比2021年增长%", "2025年目标"],
            ["鄞江镇", 120, 150, 25, 300],
            ["章水镇", 130, 150, 15.4, 310],
        ],
        "A1:E1",
    )
    assert cells(found) == {
        "B3": (YINJIANG, "2021", PATENTS, "120"),
        "C3": (YINJIANG, "2022", PATENTS, "150"),
        "B4": (ZHANGSHUI, "2021", PATENTS, "130"),
        "C4": (ZHANGSHUI, "2022", PATENTS, "150"),
    }
    assert set(left_out(found)) == {"D", "E"}


def test_one_value_column_for_the_unit_and_the_months_in_the_title() -> None:
    found = read(
        [
            ["鄞江镇2024年1—9月主要指标"],
            ["指标名称", "单位", "代码", "本期累计"],
            ["甲", "乙", "丙", 1],
            ["1.有效发明专利拥有量", "件", "145-04", 100],
            ["2.货物和服务贸易总额", "亿元", "145-11", 3.2],
            ["单位负责人：王某　　填表人：李某　　报出日期：2024年10月8日"],
        ],
        "A1:D1",
    )
    assert cells(found) == {
        "D4": (YINJIANG, "2024-09", PATENTS, "100"),
        "D5": (YINJIANG, "2024-09", TRADE, "3.2"),
    }


def test_three_head_rows_with_merged_years_and_groups() -> None:
    rows = [
        ["镇乡街道", "2023年", "", "", "2024年", "", ""],
        ["", "经济发展", "", "民生", "经济发展", "", "民生"],
        ["", *["有效发明专利拥有量（件）", "货物和服务贸易总额（万元）", "城镇新增就业人数（人）"] * 2],
        ["南门街道", 1, 20000, 300, 4, 50000, 600],
    ]
    expected = {
        "B4": (NANMEN, "2023", PATENTS, "1"),
        "C4": (NANMEN, "2023", TRADE, "2"),
        "D4": (NANMEN, "2023", JOBS, "0.03"),
        "E4": (NANMEN, "2024", PATENTS, "4"),
        "F4": (NANMEN, "2024", TRADE, "5"),
        "G4": (NANMEN, "2024", JOBS, "0.06"),
    }
    merged = read(rows, "A1:A3", "B1:D1", "E1:G1", "B2:C2", "E2:F2")
    assert merged.header_rows == [1, 2, 3]
    assert cells(merged) == expected
    assert cells(read(rows)) == expected, "heads that are not merged stand over the blank cells to their right"


def test_units_across_and_indicators_down_under_numbered_headings() -> None:
    found = read(
        [
            ["表3　2022年各街道指标"],
            ["指标", "计量单位", "南门街道", "江厦街道", "鄞江镇", "全区"],
            ["一、经济发展"],
            ["有效发明专利拥有量", "件", 1, 2, 3, 6],
            ["二、民生福祉"],
            ["城镇新增就业人数", "人", 100, 200, 300, 700],
        ],
        "A1:F1",
    )
    assert cells(found)["E4"] == (YINJIANG, "2022", PATENTS, "3")
    assert cells(found)["C6"] == (NANMEN, "2022", JOBS, "0.01")
    assert cells(found)["F6"] == (LABOUR, "2022", JOBS, "0.07")
    assert len(found.cells) == 8


def test_years_down_and_units_across_with_lines_above_the_head() -> None:
    found = read(
        [
            ["历年各镇乡街道有效发明专利拥有量"],
            ["填报单位：区市场监督管理局", "", "", "单位：件"],
            ["年份", "南门街道", "鄞江镇", "全区"],
            [2021, 1, 2, 3],
            [2022, 2021, 2022, 4043],
            [2023, 4, "…", ""],
        ],
        "A1:D1",
    )
    assert cells(found) == {
        "B4": (NANMEN, "2021", PATENTS, "1"),
        "C4": (YINJIANG, "2021", PATENTS, "2"),
        "D4": (MARKET, "2021", PATENTS, "3"),
        "B5": (NANMEN, "2022", PATENTS, "2021"),
        "C5": (YINJIANG, "2022", PATENTS, "2022"),
        "D5": (MARKET, "2022", PATENTS, "4043"),
        "B6": (NANMEN, "2023", PATENTS, "4"),
    }
    assert "省略号" in left_out(found)["C6"]


def test_a_long_list_with_one_figure_a_row() -> None:
    found = read(
        [
            ["单位", "年份", "指标", "数值", "计量单位"],
            ["南门街道", 2021, "有效发明专利拥有量", 10, "件"],
            ["", 2022, "有效发明专利拥有量", 11, "件"],
            ["鄞江镇", 2021, "城镇新增就业人数", "1.2345E+3", "人"],
        ]
    )
    assert cells(found) == {
        "D2": (NANMEN, "2021", PATENTS, "10"),
        "D3": (NANMEN, "2022", PATENTS, "11"),
        "D4": (YINJIANG, "2021", JOBS, "0.12345"),
    }


def test_a_table_that_stands_twice_side_by_side() -> None:
    found = read(
        [
            ["2023年有效发明专利拥有量"],
            ["", "", "", "单位：件"],
            ["镇街", "2023年", "镇街", "2023年"],
            ["南门", 1, "鄞江", 5],
            ["江厦", 2, "章水", 6],
            ["西门", 3, "", ""],
        ]
    )
    assert cells(found) == {
        "B4": (NANMEN, "2023", PATENTS, "1"),
        "D4": (YINJIANG, "2023", PATENTS, "5"),
        "B5": (JIANGXIA, "2023", PATENTS, "2"),
        "D5": (ZHANGSHUI, "2023", PATENTS, "6"),
        "B6": (XIMEN, "2023", PATENTS, "3"),
    }


def test_a_continued_table_goes_on_with_the_title_before_it() -> None:
    found = read(
        [
            ["2023年分镇乡街道主要指标"],
            ["镇街", "有效发明专利拥有量（件）"],
            ["南门", 1],
            ["江厦", 2],
            ["续表"],
            ["镇街", "城镇新增就业人数（万人）"],
            ["南门", 0.1],
            ["江厦", 0.2],
        ]
    )
    assert found.header_rows == [2, 6]
    assert cells(found) == {
        "B3": (NANMEN, "2023", PATENTS, "1"),
        "B4": (JIANGXIA, "2023", PATENTS, "2"),
        "B7": (NANMEN, "2023", JOBS, "0.1"),
        "B8": (JIANGXIA, "2023", JOBS, "0.2"),
    }


def test_two_tables_under_each_other_keep_their_own_titles() -> None:
    found = read(
        [
            ["2022年有效发明专利拥有量（件）"],
            ["镇街", "数值"],
            ["南门", 1],
            ["2023年有效发明专利拥有量（件）"],
            ["镇街", "数值"],
            ["南门", 11],
        ],
        "A1:B1",
        "A4:B4",
    )
    assert cells(found) == {"B3": (NANMEN, "2022", PATENTS, "1"), "B6": (NANMEN, "2023", PATENTS, "11")}


def test_years_as_headings_between_the_rows() -> None:
    found = read(
        [
            ["分镇街有效发明专利拥有量"],
            ["镇街", "数值（件）"],
            ["2021年"],
            ["街道"],
            ["南门", 1],
            ["镇、乡"],
            ["鄞江", 2],
            ["2022年"],
            ["南门", 11],
        ]
    )
    assert cells(found) == {
        "B5": (NANMEN, "2021", PATENTS, "1"),
        "B7": (YINJIANG, "2021", PATENTS, "2"),
        "B9": (NANMEN, "2022", PATENTS, "11"),
    }


def test_a_unit_that_is_merged_over_its_rows() -> None:
    rows = [
        ["镇街", "指标", "计量单位", "2022年", "2023年"],
        ["南门街道", "有效发明专利拥有量", "件", 1, 2],
        ["", "城镇新增就业人数", "人", 100, 200],
        ["鄞江镇", "有效发明专利拥有量", "件", 3, 4],
        ["", "城镇新增就业人数", "人", 300, 400],
    ]
    expected = cells(read(rows, "A2:A3", "A4:A5"))
    assert expected["E3"] == (NANMEN, "2023", JOBS, "0.02")
    assert expected["D4"] == (YINJIANG, "2022", PATENTS, "3")
    assert len(expected) == 8
    assert cells(read(rows)) == expected


def test_one_sheet_a_year_named_after_it() -> None:
    rows = [["镇街", "有效发明专利拥有量（件）"], ["南门", 1]]
    found = found_in(Page(rows, name="2021年"), Page(rows, name="2022"), Page([["说明"]], name="说明"))
    assert [(cell.sheet, cell.period) for cell in found.cells] == [("2021年", "2021"), ("2022", "2022")]
    assert [left.why for left in found.skipped] == ["没有找到认得的表头"]


def test_codes_and_former_codes_name_units_and_items() -> None:
    found = read(
        [
            ["2021年"],
            ["区划代码", "名称", "145-04", "145-33"],
            ["330203001000", "某街道", 1, 0.1],
            ["330212118", "", 2, 0.2],
        ]
    )
    assert set(left_out(found)) == {"3"}, "a code and a name that is not known do not agree"
    assert cells(found) == {
        "C4": (YINJIANG_NEIGHBOUR, "2021", PATENTS, "2"),
        "D4": (YINJIANG_NEIGHBOUR, "2021", GRAIN, "0.2"),
    }


YINJIANG_NEIGHBOUR = "330203104"  # 洞桥镇, whose code was 330212118


def test_half_years_quarters_and_months_under_a_year() -> None:
    found = read(
        [
            ["南门街道有效发明专利拥有量（件）"],
            ["指标", "2024年", "", "", "", ""],
            ["", "一季度", "上半年", "1-9月", "前三季度", "全年"],
            ["有效发明专利拥有量", 1, 2, 3, 4, 5],
        ],
        "B2:F2",
        "A2:A3",
    )
    assert [cells(found)[f"{letter}4"][1] for letter in "BCDEF"] == ["2024-Q1", "2024-H1", "2024-09", "2024-Q3", "2024"]


def test_a_single_quarter_of_a_flow_is_no_cumulative_figure() -> None:
    found = read([["镇街", "2024年三季度", "2024年9月"], ["南门", 1, 2]], knowing=known())
    assert found.cells == []
    found = read([["2024年三季度货物和服务贸易总额（亿元）"], ["镇街", "数值"], ["南门", 1]])
    assert "不是从1月起的累计" in left_out(found)["B3"]
    found = read([["2024年三季度有效发明专利拥有量（件）"], ["镇街", "数值"], ["南门", 1]])
    assert cells(found) == {"B3": (NANMEN, "2024-Q3", PATENTS, "1")}, "a level is what stands at the end"


def test_the_word_for_how_sure_a_figure_is_stands_in_the_head() -> None:
    found = read(
        [
            ["海曙区主要指标"],
            ["指标", "计量单位", "2025年预计", "2024年初步核算数", "2023年"],
            ["地区生产总值", "亿元", 3, 2, 1],
        ]
    )
    assert [(cell.period, cell.vintage) for cell in found.cells] == [
        ("2025", "预计"),
        ("2024", "初步核算"),
        ("2023", None),
    ]


@pytest.mark.parametrize("doubtful", [("≥60", "约61"), ("60以上", "61上下的样子"), ("暂无", "没有统计")], ids=" ".join)
@pytest.mark.parametrize("at", [1, 2])
def test_a_column_without_one_sound_figure_is_left_out_cell_by_cell_and_takes_no_other_with_it(
    at: int, doubtful: tuple[str, str]
) -> None:
    rows = [["单位", PATENTS_HEAD], ["鄞江镇", "120"], ["章水镇", "130"]]
    for row, text in zip(rows, (RECYCLED, *doubtful), strict=True):
        row.insert(at, text)
    found = read([["2025年"], *rows])
    doubts, sound = ("B", "C") if at == 1 else ("C", "B")
    assert cells(found) == {
        f"{sound}3": (YINJIANG, "2025", PATENTS, "120"),
        f"{sound}4": (ZHANGSHUI, "2025", PATENTS, "130"),
    }
    assert {left.place for left in found.skipped if left.is_doubtful} == {f"{doubts}3", f"{doubts}4"}


def test_a_first_row_with_only_doubtful_figures_is_no_head() -> None:
    found = read([["2025年"], ["单位", PATENTS_HEAD], ["鄞江镇", "约120"], ["章水镇", 130]])
    assert cells(found) == {"B4": (ZHANGSHUI, "2025", PATENTS, "130")}
    assert "写坏了或带了别的字" in left_out(found)["B3"]


def test_a_recognised_column_of_words_is_left_out_by_name() -> None:
    found = read([["单位", "2024年", "2025年"], ["有效发明专利拥有量", 120, "待定"], ["章水镇", 1, "待定"]])
    assert left_out(found)["C"] == "这一列没有认得的数"


def test_a_row_of_a_comma_separated_file_with_a_figure_outside_the_heads_is_left_out() -> None:
    rows = [["2025年"], ["单位", PATENTS_HEAD], ["鄞江镇", "120"], ["章水镇", "1", "234"]]
    knowing = replace(known(), is_comma_separated=True)
    found = read(rows, knowing=knowing)
    assert cells(found) == {"B3": (YINJIANG, "2025", PATENTS, "120")}
    (left,) = [left for left in found.skipped if left.is_doubtful]
    assert (left.place, left.row) == ("4", "章水镇")
    assert "多出“234”" in left.why
    assert set(cells(read(rows))) == {"B3", "B4"}, "in a workbook no comma begins a cell"
