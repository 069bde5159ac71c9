"""What tables say beside their layout: what is hidden, merged, measured, narrowed down; what is never guessed."""

from __future__ import annotations

from haishu_desk.bundle.foreign.phrases import Corrections
from tests.bundle.foreign.made import (
    GRAIN,
    JIANGXIA,
    JOBS,
    NANMEN,
    PATENTS,
    TRADE,
    XIMEN,
    YINJIANG,
    Page,
    cells,
    found_in,
    known,
    left_out,
    read,
)

GDP, URBAN = "145-01", "145-14"
STATISTICS, MARKET, LABOUR = "dept-tjj", "dept-scjgj", "dept-rsj"


def test_what_is_hidden_is_left_out_and_said() -> None:
    page = Page(
        [
            ["2023年"],
            ["镇街", "有效发明专利拥有量（件）", "城镇新增就业人数（人）"],
            ["南门", 1, 100],
            ["江厦", 2, 200],
        ],
        hidden_columns=["B"],
        hidden_rows=[4],
    )
    found = found_in(page, Page([["镇街", "145-04"], ["南门", 9]], name="底稿", state="hidden"))
    assert cells(found) == {"C3": (NANMEN, "2023", JOBS, "0.01")}
    assert [(left.row, left.why) for left in found.skipped] == [
        ("江厦", "是隐藏的行，没有取"),
        ("B列", "是隐藏的列，没有取"),
        ("底稿", "是隐藏的工作表，没有读"),
    ]


def test_a_formula_an_error_and_a_date_are_left_out_by_their_cells() -> None:
    found = read(
        [
            ["2023年"],
            ["镇街", "有效发明专利拥有量（件）"],
            ["南门", "=1+1"],
            ["江厦", "#DIV/0!"],
            ["西门", "(12.3)"],
            ["鄞江", "12..3"],
            ["章水", "暂未公布"],
            ["龙观乡", 5],
        ]
    )
    assert cells(found) == {"B8": ("330203200", "2023", PATENTS, "5")}
    why = left_out(found)
    assert why["B3"].startswith("B3 是公式")
    assert "错误值" in why["B4"]
    assert "括号" in why["B5"]
    assert "写坏了" in why["B6"]
    assert "文字" in why["B7"]


def test_a_number_that_is_shown_as_a_percentage_is_taken_as_it_is_shown() -> None:
    page = Page(
        [["海曙区"], ["指标", "2022年", "2023年"], ["常住人口城镇化率", 0.876, 0.889]],
        formats={"B3": "0.0%", "C3": "0.0"},
    )
    found = found_in(page)
    assert cells(found) == {"B3": (STATISTICS, "2022", URBAN, "87.6")}
    assert "说不清" in left_out(found)["C3"]


def test_a_measure_that_is_none_of_the_items_is_not_guessed() -> None:
    found = read(
        [
            ["2023年海曙区主要指标（单位：万元）"],
            ["指标", "数值"],
            ["有效发明专利拥有量", 300],
            ["地区生产总值", 15000000],
        ],
        "A1:B1",
    )
    assert cells(found) == {"B4": (STATISTICS, "2023", GDP, "1500")}
    assert "换算不成" in left_out(found)["B3"]


def test_similar_names_are_not_taken_for_each_other() -> None:
    names = [
        "人均生产总值（户籍人口）",
        "高新技术产业增加值占规上工业增加值比重",
        "工业增加值占GDP比重",
        "城镇化率",
        "户籍人口城镇化率",
        "发明专利授权量",
    ]
    rows = [["海曙区"], ["指标", "计量单位", "2020年"], *[[name, "%", 50] for name in names]]
    found = read(rows)
    assert {(cell.item, cell.text) for cell in found.cells} == {("135-09", "50")}, "only the one that is named in full"
    assert {left.row for left in found.skipped if "不是认得的" in left.why or "对比" in left.why} == {
        name for name in names if not name.startswith("高新")
    }


def test_gdp_per_head_is_another_item_than_gdp() -> None:
    found = read(
        [
            ["2021年海曙区"],
            ["指标", "计量单位", "数值"],
            ["人均地区生产总值", "元", 123456],
            ["地区生产总值", "亿元", 9],
        ]
    )
    assert [(cell.item, cell.value) for cell in found.cells] == [("145-t01-02", "12.3456"), ("145-01", "9")]


def test_a_part_under_a_heading_that_narrows_it_down_is_not_the_whole() -> None:
    found = read(
        [
            ["2023年海曙区"],
            ["指标", "计量单位", "数值"],
            ["有效发明专利拥有量", "件", 100],
            ["规上工业企业："],
            ["有效发明专利拥有量", "件", 60],
        ],
        "A4:C4",
    )
    assert cells(found) == {"C3": (MARKET, "2023", PATENTS, "100")}
    assert "规上工业企业" in left_out(found)["5"]


def test_the_year_chooses_the_plan_whose_item_is_meant() -> None:
    found = read(
        [["海曙区"], ["指标", "计量单位", 2014, 2015, 2020, 2021, 2027], ["地区生产总值", "亿元", 0, 1, 2, 3, 4]]
    )
    assert [cells(found)[f"{letter}3"][2] for letter in "DEF"] == ["135-01", "135-01", "145-01"], "2015 is a base year"
    assert set(left_out(found)) == {"C3", "G3"}
    found = read([["海曙区"], ["指标", "计量单位", 2020, 2021], ["一般公共预算收入", "亿元", 1, 2]])
    assert cells(found) == {"C3": ("dept-czj", "2020", "135-02", "1")}, "no plan has it in 2021"


def test_flags_give_what_the_file_lacks_and_nothing_else() -> None:
    rows = [["指标", "计量单位", "数值"], ["有效发明专利拥有量", "件", 100]]
    assert "没有写是哪一期" in left_out(read(rows))["C2"]
    assert "没有写是哪个单位" in left_out(read(rows, knowing=known(period="2022")))["C2"]
    assert cells(read(rows, knowing=known(NANMEN, "2022"))) == {"C2": (NANMEN, "2022", PATENTS, "100")}
    assert cells(read([["江厦街道2023年"], *rows], knowing=known(NANMEN, "2022"))) == {
        "C3": (JIANGXIA, "2023", PATENTS, "100")
    }


def test_in_a_units_own_workspace_the_rows_of_others_are_left_out() -> None:
    rows = [["2023年"], ["镇街", "有效发明专利拥有量（件）"], ["合计", 3], ["南门", 1], ["鄞江", 2]]
    found = read(rows, knowing=known(YINJIANG, only=YINJIANG))
    assert cells(found) == {"B5": (YINJIANG, "2023", PATENTS, "2")}
    assert left_out(found) == {"B3": "不是本单位的数", "B4": "不是本单位的数"}


def test_a_correction_names_a_head_a_row_and_a_factor() -> None:
    corrections = Corrections(
        {"专利": PATENTS, "老南门": NANMEN, "江厦": "-", "贸易额": TRADE}, {"贸易额": "万元", "专利": "10"}
    )
    rows = [["2023年"], ["镇街", "专利", "贸易额"], ["老南门", 1, 20000], ["江厦", 2, 30000]]
    found = read(rows, knowing=known(corrections=corrections))
    assert cells(found) == {"B3": (NANMEN, "2023", PATENTS, "10"), "C3": (NANMEN, "2023", TRADE, "2")}
    assert left_out(found) == {"4": "按您说的不取"}


def test_a_head_that_contradicts_its_row_gives_nothing() -> None:
    found = read([["镇街", "江厦街道有效发明专利拥有量（件）"], ["南门", 1]], knowing=known(period="2023"))
    assert found.cells == []


def test_the_measure_may_stand_in_the_corner_of_the_head() -> None:
    found = read([["海曙区进出口"], ["单位：万元", "2019年", "2020年"], ["进出口总额", 5330000, 5340000]])
    assert cells(found) == {
        "B3": ("dept-swj", "2019", "135-06", "533"),
        "C3": ("dept-swj", "2020", "135-06", "534"),
    }
    found = read([["海曙区"], ["单位：万元", "2020年"], ["进出口总额", 5330000]])
    assert cells(found) == {"B3": ("dept-swj", "2020", "135-06", "533")}


def test_a_head_with_of_which_is_a_head_and_no_title_line() -> None:
    found = read([["2023年有效发明专利拥有量（件）"], ["镇街", "数值", "其中：高价值"], ["南门", 3, 1], ["江厦", 4, 2]])
    assert cells(found) == {"B3": (NANMEN, "2023", PATENTS, "3"), "B4": (JIANGXIA, "2023", PATENTS, "4")}


def test_a_row_of_measures_under_the_names_is_part_of_the_head() -> None:
    found = read(
        [["2023年"], ["镇街", "有效发明专利拥有量", "货物和服务贸易总额"], ["", "件", "万元"], ["南门", 3, 20000]]
    )
    assert cells(found) == {"B4": (NANMEN, "2023", PATENTS, "3"), "C4": (NANMEN, "2023", TRADE, "2")}


def test_a_figure_that_is_merged_over_two_units_is_nobodys() -> None:
    rows = [
        ["2023年"],
        ["镇街", "有效发明专利拥有量（件）", "粮食综合生产能力（亿斤）"],
        ["南门", 3, 0.1],
        ["江厦", "", 0.2],
        ["西门", 5, ""],
    ]
    found = read(rows, "B3:B4", "B5:C5")
    assert cells(found) == {"C3": (NANMEN, "2023", GRAIN, "0.1"), "C4": (JIANGXIA, "2023", GRAIN, "0.2")}
    assert {place for place, why in left_out(found).items() if "合并了几格" in why} == {"B3", "B5"}


def test_records_and_columns_that_are_merged_as_a_whole_stay_whole() -> None:
    rows = [["2023年"], ["镇街", "有效发明专利拥有量（件）", ""], ["南门", 3, ""], ["", "", ""], ["江厦", 4, ""]]
    found = read(rows, "B2:C2", "A3:A4", "B3:C4", "B5:C5")
    assert cells(found) == {"B3": (NANMEN, "2023", PATENTS, "3"), "B5": (JIANGXIA, "2023", PATENTS, "4")}


def test_years_under_a_divided_corner_label_their_rows() -> None:
    found = read([["南门街道"], ["年份＼指标", "有效发明专利拥有量（件）"], [2021, 3], [2022, 4]])
    assert cells(found) == {"B3": (NANMEN, "2021", PATENTS, "3"), "B4": (NANMEN, "2022", PATENTS, "4")}


def test_words_in_a_column_of_figures_do_not_make_it_a_label() -> None:
    rows = [
        ["2023年"],
        ["镇街", "有效发明专利拥有量（件）", "粮食综合生产能力（亿斤）"],
        *[[name, "暂未公布", 1] for name in ("南门", "江厦")],
    ]
    found = read([*rows, ["西门", 5, 1]])
    assert cells(found)["B5"] == (XIMEN, "2023", PATENTS, "5")
    assert len(found.cells) == 4


def test_a_merged_head_or_label_goes_no_further_than_it_is_merged() -> None:
    rows = [
        ["2023年"],
        ["镇街", "2022年", "", ""],
        ["", "有效发明专利拥有量（件）", "城镇新增就业人数（人）", "粮食综合生产能力（亿斤）"],
        ["南门", 1, 100, 0.3],
    ]
    assert cells(read(rows, "A2:A3", "B2:C2"))["D4"] == (NANMEN, "2023", GRAIN, "0.3")
    rows = [
        ["镇街", "指标", "计量单位", "2022年"],
        ["南门街道", "有效发明专利拥有量", "件", 1],
        ["", "城镇新增就业人数", "人", 100],
        ["", "粮食综合生产能力", "亿斤", 0.3],
    ]
    assert "没有写是哪个单位" in left_out(read(rows, "A2:A3"))["D4"]


def test_a_kind_of_units_alone_is_a_part_and_never_the_district() -> None:
    found = read(
        [
            ["2023年海曙区主要指标"],
            ["指标", "计量单位", "全区", "其中：", ""],
            ["", "", "", "街道", "镇乡"],
            ["有效发明专利拥有量", "件", 300, 200, 100],
        ],
        "A1:E1",
        "A2:A3",
        "B2:B3",
        "C2:C3",
        "D2:E2",
    )
    assert cells(found) == {"C4": (MARKET, "2023", PATENTS, "300")}
    found = read(
        [
            ["2023年海曙区"],
            ["地区", "有效发明专利拥有量（件）"],
            ["全区", 300],
            ["街道", 200],
            ["其中：", 7],
            ["镇乡", 100],
        ]
    )
    assert cells(found) == {"B3": (MARKET, "2023", PATENTS, "300")}
    assert set(left_out(found)) == {"4", "5", "6"}


def test_a_kind_of_units_over_the_units_themselves_says_nothing() -> None:
    rows = [["2023年有效发明专利拥有量（件）"], ["项目", "镇乡街道", ""], ["", "南门街道", "鄞江镇"], ["数值", 3, 4]]
    assert cells(read(rows, "B2:C2", "A2:A3")) == {
        "B4": (NANMEN, "2023", PATENTS, "3"),
        "C4": (YINJIANG, "2023", PATENTS, "4"),
    }


def test_a_title_or_heading_that_narrows_the_table_down_is_not_the_whole() -> None:
    rows = [["2023年海曙区规模以上工业企业主要指标"], ["指标", "计量单位", "数值"], ["有效发明专利拥有量", "件", 60]]
    found = read([*rows, ["高技术制造业增加值占规上工业增加值比重", "%", 12.5]])
    assert cells(found) == {"C4": (STATISTICS, "2023", "145-06", "12.5")}, "whose own name says so"
    assert "规模以上" in left_out(found)["C3"]
    found = read(rows, knowing=known(corrections=Corrections({"有效发明专利拥有量": PATENTS})))
    assert cells(found) == {"C3": (MARKET, "2023", PATENTS, "60")}, "a person says that it is"
    found = read([["2023年海曙区"], rows[1], ["规上工业企业"], rows[2]])
    assert found.cells == []
