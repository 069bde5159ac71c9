"""The quantified targets of the running text, as they were read in the outline by eye."""

from __future__ import annotations

import re

from haishu_desk.domain.quantity import parse, quantity_of
from tests.seed.outline import lines, load, needs_text

# Chapter, section, subject, op, number, unit, year (None where the sentence prints none).
TARGETS = [
    (1, 5, "地区生产总值", "gt", "2000", "亿元", None),
    (1, 5, "人均地区生产总值", "gt", "17", "万元", None),
    (1, 5, "全社会研发与试验发展经费支出占地区生产总值比重", "eq", "3.6", "%", None),
    (1, 5, "高技术制造业增加值占规上工业增加值比重", "eq", "17", "%", None),
    (1, 5, "常住人口城镇化率", "eq", "87", "%", None),
    (1, 5, "文化及相关产业增加值占地区生产总值比重", "eq", "10", "%", None),
    (1, 5, "森林覆盖率", "gt", "49.83", "%", None),
    (1, 5, "地区生产总值生产安全事故死亡率", "lt", "0.005", "人/亿元", None),
    (2, 1, "新增各类人才", "ge", "15", "万人", 2025),
    (2, 1, "新建省级以上企业博士后工作站", "ge", "10", "家", 2025),
    (2, 1, "培养新生代企业家", "eq", "100", "名", 2025),
    (2, 1, "新增高技能人才", "eq", "2", "万名", 2025),
    (2, 1, "新增高水平职业教育基地", "eq", "1", "个", 2025),
    (2, 3, "高新技术企业数", "multiple", "2", None, None),
    (2, 3, "科技型中小企业数", "multiple", "2", None, None),
    (2, 3, "省级以上企业研究院", "eq", "20", "家", 2025),
    (2, 3, "规上企业研发机构设置率", "ge", "50", "%", 2025),
    (2, 4, "全区技术交易额", "eq", "20", "亿元", 2025),
    (3, 3, "税收亿元以上楼宇", "eq", "10", "幢", 2025),
    (3, 3, "累积引进培育市级总部企业数量", "eq", "120", "家", 2025),
    (4, 1, "固定资产投资年均增速", "ge", "15", "%", 2025),
    (4, 2, "社会消费品零售总额", "gt", "900", "亿元", 2025),
    (4, 2, "网络零售额", "gt", "400", "亿元", 2025),
    (4, 4, "对“一带一路”沿线国家出口占比", "eq", "30", "%", 2025),
    (4, 4, "全区各类外贸综合平台", "gt", "10", "家", 2025),
    (4, 5, "货邮吞吐量", "eq", "30", "万吨", 2025),
    (6, 3, "老旧小区改造", "eq", "183", "个", 2025),
    (6, 3, "重点区域城中村改造", "eq", "7", "个", 2025),
    (6, 4, "建成区达到海绵城市建设要求的面积占比", "ge", "40", "%", 2025),
    (7, 1, "粮食播种面积", "ge", "15", "万亩", None),
    (7, 1, "全区蔬菜播种面积", "eq", "8", "万亩", None),
    (7, 2, "争创美丽城镇省市样板的镇（乡）", "eq", "8", "个", None),
    (7, 2, "农村公路优良中等率", "eq", "100", "%", 2025),
    (7, 3, "省级善治示范村", "eq", "100", "个", 2025),
    (7, 3, "民主法治村（社区）占比", "ge", "25", "%", 2025),
    (8, 2, "“城市书房”", "eq", "3", "家", 2025),
    (8, 2, "“书香酒店”", "eq", "6", "家", 2025),
    (9, 1, "生态保护红线面积比例", "ge", "25", "%", 2025),
    (9, 1, "国土开发强度", "le", "30", "%", 2025),
    (9, 2, "城镇污水收集处置率", "ge", "95", "%", 2025),
    (9, 2, "城乡生活垃圾无害化处理率", "eq", "100", "%", 2025),
    (9, 2, "城乡生活垃圾分类收集覆盖率", "eq", "100", "%", 2025),
    (9, 2, "矿产资源“三率”", "eq", "100", "%", None),
    (9, 2, "环境质量自动监测覆盖率", "eq", "100", "%", 2025),
    (9, 2, "数字化生态环保政务服务覆盖率", "eq", "100", "%", 2025),
    (9, 2, "生态环境信息公开率", "eq", "100", "%", 2025),
    (9, 3, "政府绿色采购比例", "ge", "85", "%", 2025),
    (10, 2, "新建幼儿园", "eq", "22", "所", 2025),
    (10, 2, "新建小学", "eq", "6", "所", 2025),
    (10, 2, "新建初中", "eq", "4", "所", 2025),
    (10, 2, "新建九年一贯制学校", "eq", "5", "所", 2025),
    (10, 2, "新建普通高中", "eq", "1", "所", 2025),
    (10, 2, "扩建中小学", "eq", "4", "所", 2025),
    (10, 2, "全区普惠性幼儿园招生覆盖率", "ge", "90", "%", 2025),
    (10, 2, "常驻老龄人口中享受老年教育人口覆盖面", "gt", "65", "%", 2025),
    (10, 2, "与知名大学共建研究院、教学基地", "ge", "2", "个", 2025),
]
INDICATORS = {
    "145-t01-01": "145-01", "145-t01-03": "145-03", "145-t01-04": "145-06", "145-t01-05": "145-14", "145-t01-06": "145-09",
    "145-t01-07": "145-23", "145-t01-08": "145-32",
}  # fmt: skip


def test_the_targets_of_the_running_text_stand_as_read_and_no_other() -> None:
    rows = load("145/targets.json")
    keys = ("subject", "op", "value", "unit", "year")
    found = [(row["source"]["chapter"], row["source"]["section"], *(row[key] for key in keys)) for row in rows]
    assert found == TARGETS


def test_seven_targets_repeat_a_row_of_the_table_and_no_other_row_looks_like_one() -> None:
    assert {row["code"]: row["indicator"] for row in load("145/targets.json") if row["indicator"]} == INDICATORS


def test_only_what_is_printed_as_a_running_total_is_one() -> None:
    assert [row["subject"] for row in load("145/targets.json") if row.get("cumulative")] == [
        "累积引进培育市级总部企业数量"
    ]


def test_what_is_kept_of_a_target_is_what_its_printed_text_means() -> None:
    for row in load("145/targets.json"):
        body = row["raw"].removeprefix("控制在").removeprefix("设立").removeprefix("培育")
        read, kept = parse(body, row["unit"]), quantity_of(row)
        assert (read.op, read.value) == (kept.op, kept.value), row["code"]


def test_every_target_names_its_chapter_section_and_line_and_its_code_counts_in_its_chapter() -> None:
    seen: dict[int, int] = {}
    for row in load("145/targets.json"):
        source = row["source"]
        seen[source["chapter"]] = seen.get(source["chapter"], 0) + 1
        assert row["code"] == f"145-t{source['chapter']:02d}-{seen[source['chapter']]:02d}"
        assert source["lines"][0] == source["lines"][1] > 0


@needs_text
def test_every_number_of_a_target_stands_in_its_line_with_its_year() -> None:
    text = lines()
    for row in [*load("145/targets.json"), *load("135/statements.json")]:
        line = text[row["source"]["lines"][0]]
        assert row["op"] == "multiple" or re.search(rf"(?<![\d.]){re.escape(row['value'])}(?![\d.])", line), row["code"]
        assert row.get("year") is None or f"到{row['year']}年" in line, row["code"]
