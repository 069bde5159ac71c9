"""The fifteen 专栏 against what was read in the outline by eye: projects with their status, quantities, declared counts."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from haishu_desk.domain.quantity import parse, quantity_of
from haishu_desk.domain.units import TOWNSHIP_KINDS
from tests.seed.outline import lines, load, needs_text, projects, quantities, tasks

PROJECTS_OF_BOX = {1: 8, 3: 9, 5: 10, 6: 53, 7: 13, 9: 25, 11: 3, 12: 21, 13: 12, 14: 12, 15: 48}
STATUSES = {
    None: 10 + (5 + 11) + 13 + 21 + 1, "重点实施": 8, "加快建设": 2 + 6 + 1 + 3, "重点改造提升": 7, "改建": 4, "在建": 1, "已建": 2 + 3,
    "改扩建": 1, "新建": 1 + 10 + 4, "建成": 4 + 1 + 1 + 8 + 3 + 1 + 2 + 3 + 5 + 2, "谋划新建": 1, "谋划改建": 5 + 7, "加快改建": 1,
    "推动建成通车": 4, "谋划新增": 2, "谋划建设": 1 + 3, "重点建设": 4 + 2, "研究": 1, "修缮": 3, "加快推进建设": 3 + 1,
    "推动提质升级": 1, "积极布局": 2, "持续推进": 2 + 2, "完成": 1 + 1, "迁建": 4 + 4, "扩建": 3 + 2, "谋划共建": 3,
    "加快推进前期工作": 2, "谋划迁建": 3, "加快推进实施": 1, "联合市级共同谋划": 1,
}  # fmt: skip
# Where, what, op, number or low-high, unit; as printed.
QUANTITIES = [
    ("b04", "谋划重大建设项目", "gt", "300", "个"), ("b04", "完成重大项目投资", "gt", "2500", "亿元"),
    ("b04", "区块类重大项目", "eq", "24", "个"), ("b04", "区块类重大项目计划完成投资", "approx", "400", "亿元"),
    ("b04", "单体类重大项目", "eq", "289", "个"), ("b04", "单体类重大项目计划完成投资", "approx", "2100", "亿元"),
    ("b04-0-01", "重大项目", "eq", "24", "个"), ("b04-0-01", "计划完成投资", "approx", "400", "亿元"),
    ("b04-0-02", "重大项目", "eq", "87", "个"), ("b04-0-02", "计划完成投资", "approx", "350", "亿元"),
    ("b04-0-03", "重大项目", "eq", "64", "个"), ("b04-0-03", "计划完成投资", "approx", "600", "亿元"),
    ("b04-0-04", "重大项目", "eq", "74", "个"), ("b04-0-04", "计划完成投资", "approx", "450", "亿元"),
    ("b04-0-05", "重大项目", "eq", "64", "个"), ("b04-0-05", "计划完成投资", "approx", "700", "亿元"),
    ("b06-0-04", "山区大环", "eq", "1", "个"), ("b06-0-04", "特色旅游环", "eq", "4", "个"),
    ("b06-0-04", "山区联络线", "eq", "6", "条"),
    ("b09-0-02", "合流管改造", "eq", "52", "条"), ("b09-0-02", "新治理行政村（农污治理）", "eq", "38", "个"),
    ("b09-0-02", "提升终端（农污治理）", "eq", "61", "个"),
    ("b09-0-03", "每年建设光伏村", "range", "1-2", "个"), ("b09-0-03", "累计建设快（慢）充电桩", "eq", "600", "个"),
    ("b10-0-01", "再创省级现代农业园区", "eq", "1", "个"), ("b10-0-01", "乡村产业融合示范带", "eq", "5", "条"),
    ("b10-0-01", "美丽乡村综合体", "eq", "2", "个"), ("b10-0-01", "农业强镇", "eq", "4", "个"),
    ("b10-0-02", "省级旅游风情小镇", "eq", "3", "个"), ("b10-0-02", "休闲乡村", "eq", "1", "个"),
    ("b10-0-02", "农家乐休闲农业集聚村", "eq", "2", "个"), ("b10-0-02", "数字乡村融合发展示范点", "eq", "10", "个"),
    ("b10-0-03", "省级示范性家庭农场", "eq", "5", "个"), ("b10-0-03", "省级示范性家庭农场", "eq", "40", "家"),
    ("b10-0-03", "示范性农民合作社", "eq", "20", "家"), ("b10-0-03", "农业龙头企业", "eq", "25", "家"),
    ("b10-0-03", "农业产业化联合体", "eq", "10", "家"),
    ("b10-0-04", "特色农产品产业区域公用品牌", "eq", "1", "个"), ("b10-0-04", "知名企业品牌", "eq", "20", "个"),
    ("b10-0-04", "绿色优质农产品主体品牌", "eq", "100", "个"),
    ("b12-0-03", "AR都市文旅慢行线", "eq", "1", "条"),
]  # fmt: skip


def test_each_box_names_as_many_projects_as_were_counted() -> None:
    assert Counter(box for box, _, _ in projects()) == PROJECTS_OF_BOX
    assert sum(PROJECTS_OF_BOX.values()) == 214


def test_each_status_word_stands_as_often_as_it_was_read() -> None:
    assert Counter(project["status"] for _, _, project in projects()) == STATUSES


def test_a_status_is_found_before_a_list_behind_a_name_and_around_it() -> None:
    status = {project["name"]: project["status"] for _, _, project in projects()}
    assert (status["古林职业高中"], status["新芝小学"]) == ("迁建", "迁建")  # one word before four names
    assert (status["通途路"], status["秋实路及南延"], status["夏禹路"]) == (
        "改建",
        "改扩建",
        "已建",
    )  # behind each name
    assert (status["区第一医院"], status["高桥卫生院"]) == ("加快推进前期工作",) * 2  # around both
    assert (status["5号线1期"], status["1号线西延"], status["K2线"]) == ("推动建成通车", "推动建成通车", "谋划新增")
    assert (status["章水二通道"], status["中山路（甬梁线）"]) == (None, "谋划改建")  # the last place counts here


def test_a_compound_name_is_one_project() -> None:
    names = {project["name"] for _, _, project in projects()}
    assert {
        "龙溪线+荷梁线",
        "汇士路-望童路",
        "环城西路-雅戈尔大道-甬临线",
        "马郎—新庄",
        "古林承天书院（薛家小学）",
    } <= names
    assert "实体阅读空间数字化智慧监控管理平台及数字文化馆云服务平台" in names
    assert sum("密北线" in name for name in names) == 1


def test_a_list_that_ends_in_and_so_on_is_open_and_one_that_does_not_is_closed() -> None:
    closed = {task["code"][4:] for _, task in tasks() if task["projects"] and not task["is_open"]}
    assert closed == {"b06-0-01", "b06-0-02", "b06-0-04", "b12-0-03", "b13-0-01", "b15-0-05"}


def test_every_quantity_of_the_boxes_stands_as_read_and_no_other() -> None:
    found = [
        (where, row["what"], row["op"], row.get("value") or f"{row['low']}-{row['high']}", row["unit"])
        for where, row in quantities()
    ]
    assert found == QUANTITIES


def test_only_the_garbled_count_is_doubtful_and_both_its_values_are_kept() -> None:
    doubtful = [(where, row["what"], row["value"], row["raw"]) for where, row in quantities() if row.get("doubtful")]
    raw = "5个省级示范性家庭农场40家"
    assert doubtful == [
        ("b10-0-03", "省级示范性家庭农场", "5", raw),
        ("b10-0-03", "省级示范性家庭农场", "40", raw),
    ]


def test_what_is_kept_of_a_quantity_is_what_its_printed_text_means() -> None:
    for where, row in quantities():
        if not row.get("doubtful"):
            read = parse(row["raw"], row["unit"])
            kept = quantity_of(row)
            assert (read.value, read.low, read.high, read.op) == (kept.value, kept.low, kept.high, kept.op), where


def test_every_declared_count_is_the_count_of_what_is_listed() -> None:
    declared = [row for _, task in tasks() for row in task.get("declared", ())]
    assert [(row["words"], row["count"]) for row in declared] == [
        ("八大行动", 8), ("两环", 2), ("三射", 3), ("四横", 4), ("三纵", 3), ("两联", 2), ("十一横", 11), ("十一纵", 11),
        ("1个山区大环", 1), ("4个特色旅游环", 4), ("6条山区联络线", 6), ("三大主题村落", 3), ("两大生态湿地", 2),
    ]  # fmt: skip
    assert all(len(set(row["projects"])) == row["count"] for row in declared)


def test_sums_of_box_4_name_parts_that_are_there_and_add_up() -> None:
    (box,) = [box for box in load("145/boxes.json") if box["number"] == 4]
    own = {row["what"]: row for row in box["quantities"]}
    of_task = {(task["code"], row["what"]): row for task in box["groups"][0]["items"] for row in task["quantities"]}

    def number(part: dict[str, str]) -> Decimal:
        row = of_task[part["item"], part["what"]] if "item" in part else own[part["what"]]
        return Decimal(row["value"])

    sums = [(int(number(row["total"])), int(sum(map(number, row["parts"])))) for row in box["sums"]]
    assert sums == [(300, 313), (2500, 2500), (289, 289), (2100, 2100)]


def test_every_project_and_quantity_names_the_line_that_it_was_read_in() -> None:
    spans = {box["number"]: box["source"]["lines"] for box in load("145/boxes.json")}
    for box, task, project in projects():
        assert project["line"] == task["lines"][0], project["code"]
        assert spans[box][0] < project["line"] <= spans[box][1]
    for box, task in tasks():
        assert all(row["line"] == task["lines"][0] for row in task["quantities"]), box
    assert {row["line"] for where, row in quantities() if where == "b04"} == {626}


def test_codes_of_projects_count_on_from_their_task() -> None:
    for _, task in tasks():
        codes = [project["code"] for project in task["projects"]]
        assert codes == [f"{task['code']}-{place:02d}" for place in range(1, len(codes) + 1)]


def test_a_project_that_names_a_town_is_reported_by_it() -> None:
    units = {unit["code"]: unit["name"] for unit in load("units.json")}
    kinds = {unit["code"]: unit["kind"] for unit in load("units.json")}
    names = [re.sub("(镇|街道|乡)$", "", name) for code, name in units.items() if kinds[code] in TOWNSHIP_KINDS]
    # Works of a network that only pass by, and names of lines: not the town's to report.
    lines_of_networks = {"古林变", "龙观变", "龙观章水至鄞江的污水干管", "鄞江堤防整治续建工程", "章水二通道"}
    for _, _, project in projects():
        named = [name for name in names if project["name"].startswith(name)]
        if named and project["name"] not in lines_of_networks:
            assert [units[code][: len(named[0])] for code in project["place"]] == named, project["name"]


@needs_text
def test_every_name_stands_in_its_line_of_the_outline() -> None:
    text = lines()
    for _, _, project in projects():
        line = text[project["line"]]
        whole = project["name"] in line
        # One word for several: 「建岙、清源、金陆三大主题村落」 is three names.
        parts = re.split(r"主题村落|沿线污水干管|生态湿地", project["name"])
        assert whole or (len(parts) > 1 and parts[0] in line), project["name"]
        status = project["status"]
        assert status is None or all(sign in line for sign in status), project["name"]


@needs_text
def test_every_quantity_stands_in_its_line_of_the_outline() -> None:
    text = lines()
    for where, row in quantities():
        assert row["raw"] in text[row["line"]], f"{where} {row['raw']}"
