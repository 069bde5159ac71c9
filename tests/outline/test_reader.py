"""Whole outlines of our own invention, different in every habit; and texts that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.outline.document import documents_of, frame_of
from haishu_desk.outline.reader import Outline, read_outline
from haishu_desk.outline.source import lines_from, lines_of

QINGHE = Path(__file__).parent / "qinghe.txt"
PIECES = ["第一章 总则", "一、总则", "专栏1：甲", "\t序号", "\t指标", "\t1", "\n", "a\tb\tc", "甲：新建乙路", "注：1、", "到2030年，甲达到3个。",
          "表1", "其中：", "—", "（", "“", "\t", " ", "2030年", "\t2030年目标\t年均"]  # fmt: skip


def read(text: str) -> Outline:
    return read_outline(lines_from("a.txt", text.encode()))


def test_an_outline_with_other_habits_is_read_whole() -> None:
    lines = lines_of(QINGHE)
    outline = read_outline(lines)
    frame = frame_of(outline, lines)
    assert (frame.id, frame.title, frame.start_year, frame.end_year) == (
        "155", "青禾县国民经济和社会发展第十五个五年规划纲要", 2026, 2030,
    )  # fmt: skip
    assert [(chapter.number, chapter.title, len(chapter.sections)) for chapter in outline.chapters] == [
        (1, "发展基础和总体要求", 2), (2, "做强实体经济", 2), (3, "建设宜居县城", 2),
    ]  # fmt: skip
    (content,) = documents_of(outline, frame, "331199")
    rows = [
        (row["code"], row["name"], row["unit"], row["attribute"], row["values"]["target"])
        for row in content["indicators"]
    ]
    assert rows == [
        ("155-01", "地区生产总值", "亿元", "预期性", "450"),
        ("155-02", "规上工业增加值增速", "%", "预期性", "—"),
        ("155-03", "县域数字经济核心产业增加值占比", "%", "预期性", "9"),
        ("155-04", "森林覆盖率", "%", "约束性", "≥71.35"),
        ("155-05", "PM2.5平均浓度", "微克/立方米", "约束性", "<23"),
        ("155-06a", "居民人均可支配收入", "元", "预期性", "—"),
        ("155-06b", "农村居民人均可支配收入", "元", "预期性", "—"),
        ("155-07", "城镇新增就业", "万人", "预期性", "—"),
    ]
    tasks = [
        (box.number, task.title, [each.name for each in task.projects]) for box in outline.boxes for task in box.tasks
    ]
    assert tasks == [
        (1, "竹木产业", ["青竹精深加工园", "禾山竹产业研究院", "西岭竹木交易市场"]),
        (1, "轴承产业", ["东坪轴承产业园二期", "轴承检测中心"]),
        (1, "物流", []),
        (2, "产业类", []),
        (2, "民生类", []),
    ]
    assert [target["subject"] for target in content["targets"]] == [
        "地区生产总值", "城镇化率", "规上工业企业", "专精特新企业", "工业园区亩均税收", "新建改建农村公路", "行政村公交覆盖率",
        "义务教育巩固率", "每千人拥有执业（助理）医师数",
    ]  # fmt: skip
    assert content["targets"][0]["indicator"] == "155-01"


def test_what_could_not_be_read_or_is_doubtful_is_listed_by_line() -> None:
    problems = [(problem.line, problem.message) for problem in read_outline(lines_of(QINGHE)).problems]
    assert problems == [
        (16, "3 县域数字经济核心产业增加值占比 2025年：原文是“5.8①”，去掉了注号"),
        (39, "专栏3“交通项目”没有内容，或内容没有紧跟着"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "政府工作报告\n各位代表：\n过去一年，全区生产总值增长5%，新增就业2万人。\n一、过去一年的工作\n二、今年的任务\n力争增长6%以上。",
        "2026年预算\n科目\t预算数\t决算数\n一般公共预算收入\t120\t118\n教育支出\t30\t29",
        "只有一句话。",
    ],
)
def test_nothing_is_found_in_a_text_that_is_no_plan(text: str) -> None:
    outline = read(text)
    assert not outline.is_plan
    assert outline.tables == []
    assert outline.boxes == []
    assert outline.problems[0].message == "这份文字里没有找到指标表，也没有专栏，不像规划纲要"


def test_a_section_whose_heading_is_lost_is_made_out_by_the_blank_and_said() -> None:
    text = "第一章 甲\n第一节 子\n正文。\n 缺标题的一段。\n第三节 丑\n正文。\n第二章 乙\n第一节 寅\n正文。"
    outline = read(text)
    assert [(section.number, section.title, section.line) for section in outline.chapters[0].sections] == [
        (1, "子", 2), (2, None, 4), (3, "丑", 5),
    ]  # fmt: skip
    assert (4, "第1章第2节没有印标题，从这一段断开") in [(each.line, each.message) for each in outline.problems]


def test_a_number_that_is_missing_in_a_table_is_named() -> None:
    text = "序号\t指标\t2025年\t2030年目标\n1\t甲（个）\t1\t2\n3\t乙（个）\t1\t2\n4\t丙（个）\t1\t2"
    assert [problem.message for problem in read(text).problems] == ["这张表缺第 2 项"]


def test_reading_can_be_stopped() -> None:
    class StoppedError(Exception):
        """By hand."""

    def stop(done: int, of: int) -> None:
        assert done < of
        raise StoppedError

    with pytest.raises(StoppedError):
        read_outline(lines_of(QINGHE), stop)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30))
def test_whatever_stands_there_is_read_without_a_fault_and_nothing_is_invented(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    if not text.strip() or "\x00" in text:
        return
    outline = read(text.encode("utf-8", "replace").decode())
    for table in outline.tables:
        for row in table.rows:
            assert all(sign in text for sign in row.name)
    for box in outline.boxes:
        for task in box.tasks:
            assert all(sign in text for project in task.projects for sign in project.name)
