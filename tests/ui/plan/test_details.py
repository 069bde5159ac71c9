"""The details of every kind of entry, with their links."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from haishu_desk.desk import documents_without_workspace
from haishu_desk.desk.documents import Documents
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import UsageError
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.details import Details, details_of
from haishu_desk.ui.plan.links import links_of, section_at
from haishu_desk.ui.plan.places import CHAPTER, SECTION, Place
from haishu_desk.ui.plan.related import MOST, related


def _links(details: Details) -> dict[str, list[str]]:
    return {group.title: [link.code or str(link.place) for link in group.links] for group in details.links}


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_an_indicator_names_who_leads_and_reports_and_where_it_is_printed(contents: Contents) -> None:
    details = details_of(contents, "145-03")
    facts = dict(details.facts)
    assert (facts["牵头"], facts["填报"]) == ("区科学技术局", "区统计局、全部 17 个镇乡街道")
    assert (facts["单位"], facts["方向"], facts["频度"]) == ("%", "越高越好", "可按年填报")
    assert (
        _plain(dict(details.texts)["出处"]) == "《纲要》第一章第五节 “十四五”时期主要指标表 第 3 行 原文第 289–295 行"
    )
    assert (details.number, details.printed) == ("“十四五”第 3 项", "2.35 → 3.6　[1.25]")
    assert details.is_own
    assert _links(details) == {"接续": ["135-08"], "正文目标": ["145-t01-03"]}


def test_an_indicator_of_the_earlier_plan_links_forward_and_to_what_only_looks_alike(contents: Contents) -> None:
    details = details_of(contents, "135-08")
    assert _links(details)["接续"] == ["145-03"]
    assert details.printed == "目标 2.8　完成 2.35"
    assert "表1" in dict(details.texts)["出处"]
    assert "原文存疑" in dict(details_of(contents, "135-21b").texts)
    assert _links(details_of(contents, "135-06")) == {"名称相近而不是同一指标": ["145-11"]}
    (group,) = links_of(contents, "135-06")
    assert group.links[0].note == "进出口是货物部分，后者另含服务"


def test_a_target_says_whether_it_is_reported_itself_or_by_its_indicator(contents: Contents) -> None:
    own, repeated = details_of(contents, "145-t02-02"), details_of(contents, "145-t01-03")
    assert (own.printed, dict(own.facts)["填报"], own.is_own) == ("10家以上", "区人力资源和社会保障局", True)
    assert dict(own.facts)["累计"] == "五年合计"
    assert dict(repeated.facts)["填报"] == "在“十四五”第 3 项　研发与试验发展经费支出占地区生产总值比重填报"
    assert (repeated.item, repeated.is_own, _links(repeated)) == ("145-03", False, {"对应指标": ["145-03"]})
    assert _plain(dict(repeated.texts)["出处"]) == "《纲要》第一章第五节 原文第 254 行"


def test_a_task_names_its_box_its_reporter_and_what_is_in_it(contents: Contents) -> None:
    details = details_of(contents, "145-b13-0-02")
    facts = dict(details.facts)
    assert (facts["专栏"], facts["填报"]) == ("13 浙东唐诗之路典范区建设重点", "横街镇")
    assert facts["所含"] == "4 个项目，原文未列全"
    assert _links(details) == {"所属": ["145-b13"]}
    assert _plain(dict(details.texts)["出处"]) == "《纲要》第九章第一节 专栏 13 原文第 788 行"


def test_a_project_links_to_its_task_its_other_places_and_the_lines_of_the_text(contents: Contents) -> None:
    details = details_of(contents, "145-b15-0-01-01")
    assert _links(details) == {
        "所属": ["145-b15-0-01"],
        "同一项目另见": ["145-projects-03"],
        "正文另见": [str(Place(SECTION, "145", "10.2"))],  # line 818 lies in the second section of chapter 10
    }
    assert dict(details_of(contents, "145-b03-1-06-05").facts)["所在地"] == "横街镇"
    assert dict(details.facts)["状态"] == "新建"


def test_what_stands_twice_says_where_it_is_reported(contents: Contents) -> None:
    details = details_of(contents, "145-projects-03")
    assert dict(details.facts)["填报"] == "在海曙中学（专栏 15 教育项目）填报"
    assert (details.item, _links(details)["同一项目另见"]) == ("145-b15-0-01-01", ["145-b15-0-01-01"])
    assert dict(details_of(contents, "145-b06-0-04-08").facts)["填报"].startswith("在章水二通道")


def test_a_block_links_to_the_boxes_that_it_goes_with(contents: Contents) -> None:
    links = _links(details_of(contents, "145-b08-0-07"))
    assert links["区块与专栏"] == ["145-b03-2-04", "145-b05-0-01-01", "145-b05-0-01-02"]
    assert links["同一项目另见"] == ["145-blocks-07"]
    assert _links(details_of(contents, "145-b13"))["区块与专栏"] == ["145-b08-0-10"]


def test_a_programme_has_one_panel_under_both_its_codes(contents: Contents) -> None:
    assert details_of(contents, "145-projects-01") == details_of(contents, "145-k01")
    details = details_of(contents, "145-k01")
    # Line 656 stands in the fifth section of chapter 4.
    again = [str(Place(SECTION, "145", "4.5"))]
    assert dict(details.facts)["填报"] == "区交通运输局"
    assert _links(details) == {"相关": ["145-b06-0-04"], "正文另见": again}
    # Line 555 stands between the heading of chapter 2 (554) and its first section (556).
    assert _links(details_of(contents, "145-a01")) == {"正文另见": [str(Place(CHAPTER, "145", "2"))]}


def test_a_box_and_a_line_of_a_list_have_a_source_and_nothing_to_fill_in(contents: Contents) -> None:
    box, line = details_of(contents, "145-b04"), details_of(contents, "145-areas-02")
    assert (box.item, line.item) == ("", "")
    assert len(box.chips) == 6
    assert dict(box.facts)["所含"] == "5 条任务"
    assert _plain(dict(line.texts)["出处"]) == "《纲要》第六章第二节 空间片区 原文第 688–690 行"


def test_every_entry_has_details_and_every_link_leads_somewhere(contents: Contents) -> None:
    for entry in contents.entries:
        if not entry.code:
            continue
        details = details_of(contents, entry.code)
        assert details.title
        for link in (link for group in details.links for link in group.links):
            assert contents.entry(link.code) is not None or link.place is not None
            assert contents.entry(link.code) != entry


def test_a_code_that_there_is_nothing_of_is_refused(contents: Contents) -> None:
    with pytest.raises(UsageError):
        details_of(contents, "145-99")


def test_a_line_lies_in_the_last_section_that_begins_before_it(contents: Contents) -> None:
    assert section_at(contents, "145", 818) == Place(SECTION, "145", "10.2")
    assert section_at(contents, "145", 3) == Place(SECTION, "145", "1.1")
    assert section_at(contents, "135", 3) is None


def _assigned(*rows: Mapping[str, object]) -> Contents:
    shipped = documents_without_workspace()

    def edition(name: str) -> Edition:
        kept = shipped.edition(name)
        return Edition(name, 2, [*kept.content, *rows]) if name == "assignment" else kept

    plan_names: Callable[[], list[str]] = lambda: ["plan:145", "plan:135"]  # noqa: E731
    return Contents(Documents(edition, plan_names))


def test_the_yearly_breakdown_and_who_supports_come_from_the_assignment() -> None:
    row = {"item": "145-03", "unit": "dept-kjj", "role": "support", "annual": {"2025": "3.6", "2024": "3.3"}}
    details = details_of(_assigned(row), "145-03")
    assert dict(details.facts)["配合"] == "区科学技术局"
    assert [(annual.unit, annual.values) for annual in details.annual] == [
        ("区科学技术局", (("2024", "3.3"), ("2025", "3.6")))
    ]


def test_related_boxes_are_linked_ones_then_the_chapter_then_the_same_lead(contents: Contents) -> None:
    cards = related(contents, "145-b08-0-07")
    assert [(card.number, card.why) for card in cards[:3]] == [
        ("专栏 3", "有关联"), ("专栏 5", "有关联"), ("专栏 9", "同章"),
    ]  # fmt: skip
    assert all(len(related(contents, entry.code)) <= MOST for entry in contents.entries if entry.code)
    assert {card.why for card in related(contents, "145-03")} == {"同一牵头"}
    assert related(contents, "nothing") == []
