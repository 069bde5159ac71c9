"""Named projects and the words that say how far they are; what is described is none."""

from __future__ import annotations

import pytest

from haishu_desk.outline.projects import projects_in

CASES = {
    "新建甲学校、乙医院；迁建丙小学等项目。": [("甲学校", "新建"), ("乙医院", "新建"), ("丙小学", "迁建")],
    "通路改建、环路在建、机场路已建。": [("通路", "改建"), ("环路", "在建"), ("机场路", "已建")],
    "推动5号线1期、8号线1期和1号线西延等项目建成通车，谋划新增K2线等项目。": [
        ("5号线1期", "推动建成通车"), ("8号线1期", "推动建成通车"), ("1号线西延", "推动建成通车"), ("K2线", "谋划新增"),
    ],
    "四期扩建、西站枢纽等项目。": [("四期", "扩建"), ("西站枢纽", None)],
    "文化中心、非遗馆、运河公园等。": [("文化中心", None), ("非遗馆", None), ("运河公园", None)],
    "两环为绕城高速、东西高速；三射为甲高速、乙高速（海西）。": [
        ("绕城高速", None), ("东西高速", None), ("甲高速", None), ("乙高速（海西）", None),
    ],
    "重点建设甲路、乙路等沿线污水干管。": [("甲路沿线污水干管", "重点建设"), ("乙路沿线污水干管", "重点建设")],
    "加快推进建岙、清源两大主题村落建设。": [("建岙主题村落", "加快推进建设"), ("清源主题村落", "加快推进建设")],
    "加快推进区第一医院、高桥卫生院等项目前期工作。": [
        ("区第一医院", "加快推进前期工作"), ("高桥卫生院", "加快推进前期工作"),
    ],
    "大力发展服务型制造，提升产业创新能力，推动应用场景创新。": [],
    "打造时尚服装、工业互联网等标志性产业链，加快关键核心技术攻关。": [],
    "培育小镇3个、休闲乡村1个。": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_what_is_named_is_found_with_its_word_and_nothing_else(text: str) -> None:
    assert [(project.name, project.status) for project in projects_in(text).projects] == CASES[text]


def test_a_list_that_ends_in_more_is_open() -> None:
    assert projects_in("新建甲学校、乙医院等项目。").is_open
    assert not projects_in("新建甲学校、乙医院。").is_open


def test_a_comma_inside_of_brackets_cuts_nothing() -> None:
    (found,) = projects_in("建成中心公园（含游客中心、停车场，一期）等工程。").projects
    assert found.name == "中心公园"
