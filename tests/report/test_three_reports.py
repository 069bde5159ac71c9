"""The three evaluations: their chapters, their titles, and what the editions share."""

from __future__ import annotations

import pytest

from haishu_desk.report.document import Document, Heading, Paragraph
from haishu_desk.report.material import ANNUAL, FINAL, MIDTERM, Advice, Differs, Revised
from haishu_desk.report.three_reports import document_of
from tests.report.gathered import MISSING, fact, line, material, task

LINES = (line("甲"), line("乙", "提前实现"), line("丙", "暂不评价", is_binding=True))
TASKS = (task("甲", "已完成"), task("项目", "进展缓慢", is_project=True))


def heads(document: Document, level: int) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Heading) and part.level == level]


def text_of(document: Document) -> str:
    return "\n".join(part.text for part in document.parts if isinstance(part, Paragraph))


@pytest.mark.parametrize(
    ("kind", "chapters"),
    [
        (
            ANNUAL,
            [
                "总体情况",
                "指标进展",
                "约束性指标与预警",
                "专栏任务与项目",
                "滞后指标与措施",
                "下年年度目标建议",
                "口径与数据修订",
            ],
        ),
        (MIDTERM, ["指标执行情况", "任务进展", "重大项目", "问题与形势", "指标调整建议", "下一步对策"]),
        (FINAL, ["指标完成情况", "任务完成情况", "重大项目", "经验与问题", "与下一规划的衔接", "意见建议"]),
    ],
)
def test_each_report_has_its_chapters(kind: str, chapters: list[str]) -> None:
    found = heads(document_of(material(*LINES, kind=kind, tasks=TASKS)), 1)
    assert [head.partition("、")[2] for head in found] == chapters


def test_titles_name_the_plan_the_year_and_the_edition() -> None:
    assert document_of(material(*LINES)).title == "海曙区“十四五”规划2024年度监测报告"
    final = document_of(material(*LINES, kind=FINAL, edition="期末版"))
    assert (final.title, final.subtitle) == ("海曙区“十四五”规划总结评估报告", "（期末版）")
    congress = document_of(material(*LINES, kind=MIDTERM), for_congress=True)
    assert congress.title == "关于海曙区“十四五”规划实施情况中期评估的报告"


def test_the_annexes_are_those_that_are_listed_before_the_signature() -> None:
    made = document_of(
        material(
            *LINES, tasks=TASKS, missing=(MISSING,), earlier="2025-03-01", differences=(Differs("甲", "2024年", "1", "2"),),
            revised=(Revised("甲·2023年", fact("甲", "1"), fact("甲", "2"), "普查"),),
        )
    )  # fmt: skip
    text = text_of(made)
    for number, title in enumerate(heads(made, 0), start=1):
        assert f"{number}. {title}" in text
    assert heads(made, 0) == [
        "指标进展表", "专栏任务进展表", "重大项目表", "未取得数据清单", "数据修订说明", "与前一版的差异", "评价方法和用词定义", "数据来源",
    ]  # fmt: skip


def test_advice_is_divided_and_says_that_nothing_changes_before_it_is_approved() -> None:
    advice = (Advice("甲", "区发改局", True, "口径变化：名录调整"), Advice("丁", "", False, "力争完成"))
    made = document_of(material(*LINES, kind=MIDTERM, advice=advice))
    assert [table.name for table in made.tables if "调整" in table.name] == [
        "建议研究调整的指标",
        "不建议调整的滞后指标",
    ]
    assert "批准以前仍按原目标评价" in text_of(made)
    assert "建议不调整规划指标。" in text_of(document_of(material(*LINES, kind=MIDTERM)))


def test_the_method_states_every_word_with_its_definition() -> None:
    text = text_of(document_of(material(*LINES)))
    for word, meaning in material().method.definitions:
        assert f"“{word}”：{meaning}。" in text
    assert "80%以上为总体达到序时" in text


def test_facts_are_numbered_in_the_order_in_which_they_are_met() -> None:
    used = document_of(material(*LINES, tasks=TASKS)).facts_used()
    assert used == sorted(used)
    assert used[0] == 1
