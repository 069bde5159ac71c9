"""Names of items and units: what is the same, what only sounds so."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.foreign.names import WHOLE, plain
from haishu_desk.bundle.foreign.phrases import Corrections, Reader
from haishu_desk.bundle.foreign.titles import line_said
from haishu_desk.desk import documents_without_workspace
from haishu_desk.domain.items import INDICATOR
from tests.bundle.foreign.made import NANMEN, PATENTS, YINJIANG, names


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("有效发明专利拥有量（件）", PATENTS), ("2021年有效发明专利（件）", PATENTS), ("一、有效发明专利拥有量", PATENTS),
        ("地区生产总值（GDP）（亿元）", "145-01"), ("GDP", "145-01"), ("R&D经费支出占GDP比重（%）", "145-03"),
        ("研究与试验发展（R&D）经费支出占地区生产总值的比重", "145-03"), ("规模以上工业增加值", "135-03"),
        ("每千人拥有执业（助理）医师数（人）", "145-27"), ("PM2.5平均浓度（μg/m³）", "145-21"), ("细颗粒物平均浓度", "145-21"),
        ("地表水达到或好于Ⅲ类水体比例", "145-19"), ("空气质量优良天数比例", "145-20"), ("城镇新增就业（人）", "145-25"),
        ("常住人口城镇化率　%", "145-14"), ("货物和服务贸易总额 亿元", "145-11"), ("145-04", PATENTS), ("有效发明专利拥有量①", PATENTS),
        ("有 效 发 明 专 利 拥 有 量", PATENTS), ("数字经济核心产业增加值占GDP比重", "145-07"),
    ],
)  # fmt: skip
def test_spellings_of_an_item(text: str, code: str) -> None:
    assert code in Reader(names(), Corrections()).said(text).items


@pytest.mark.parametrize(
    "text",
    [
        "工业增加值", "全部工业增加值", "高新技术产业增加值", "高价值发明专利拥有量", "有效发明专利拥有量（规上工业）", "城镇化率", "发明专利",
        "地区生产总值增速", "有效发明专利拥有量目标", "上年同期", "增长（%）", "2025年计划", "国内生产总值", "人均可支配收入", "2021年初",
    ],
)  # fmt: skip
def test_what_is_another_thing_is_not_understood(text: str) -> None:
    assert Reader(names(), Corrections()).said(text).why


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("南门街道", NANMEN), ("南门", NANMEN), ("1.南门街道", NANMEN), ("海曙区鄞江镇人民政府", YINJIANG), ("鄞江镇", YINJIANG),
        ("其中：鄞江镇", YINJIANG), ("望春", "330203008"), ("望春街道办事处", "330203008"), ("望春管委会", "dept-wcgwh"), ("330203105", YINJIANG),
        ("330203105000", YINJIANG), ("330212119", YINJIANG), ("区发改局", "dept-fgj"), ("区统计局", "dept-tjj"), ("统计局", "dept-tjj"),
        ("合计", WHOLE), ("全　区", WHOLE), ("海曙区", WHOLE), ("临空管委会", "dept-lkgwh"),
    ],
)  # fmt: skip
def test_spellings_of_a_unit(text: str, code: str) -> None:
    assert Reader(names(), Corrections()).said(text).unit == code


@pytest.mark.parametrize("text", ["街道小计", "镇乡合计", "区本级", "宁波市", "江东区", "其他", "望", "海曙街道"])
def test_what_is_no_unit_of_the_district(text: str) -> None:
    said = Reader(names(), Corrections()).said(text)
    assert (said.unit, bool(said.why)) == (None, True)


def test_no_two_indicators_of_a_plan_and_no_two_units_share_a_name() -> None:
    documents = documents_without_workspace()
    reader = Reader(names(), Corrections())
    for item in documents.catalogue:
        if item.kind == INDICATOR:
            assert item.code in reader.said(item.name).items, item.name
    for unit in documents.units:
        assert reader.said(unit.name).unit == (WHOLE if unit.kind == "district" else unit.code)


@pytest.mark.parametrize(
    ("line", "items", "unit", "year"),
    [
        ("2021—2025年海曙区主要经济指标", (), WHOLE, None),
        ("表3-2 2022年各街道有效发明专利拥有量情况表", (PATENTS,), None, 2022),
        ("鄞江镇2023年有效发明专利拥有量（件）", (PATENTS,), YINJIANG, 2023),
        ("附件1：2023年高价值有效发明专利拥有量", (), None, 2023),
        ("填报单位：区统计局", (), "dept-tjj", None),
        ("南门街道、鄞江镇对比", (), None, None),
    ],
)
def test_a_title_says_what_can_be_taken_from_it(
    line: str, items: tuple[str, ...], unit: str | None, year: int | None
) -> None:
    said = line_said(line, names())
    assert (said.items, said.unit, said.when.year if said.when else None) == (items, unit, year)


def test_the_plain_spelling_is_one_for_all_widths_and_spaces() -> None:
    assert plain(" 有效 发明专利（ＧＤＰ）① ") == "有效发明专利(GDP)"
