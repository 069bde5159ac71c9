"""What stands around the indicators: the method in force, reasons of what is missing, advice, tasks with their sources."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from haishu_desk.desk import Desk
from haishu_desk.desk.report_around import Around
from haishu_desk.desk.report_facts import Facts
from haishu_desk.monitor.verdict import Rules
from tests.desk.figures import enter
from tests.report.gathered import line

TASK = "145-b01-0-01"


def around(desk: Desk) -> Around:
    return Around(desk, Facts(desk))


def test_the_method_states_the_bounds_in_force_and_every_word(district: Desk) -> None:
    district.evaluating.adopt(Rules(tolerance=Decimal(3)), document="海规〔2024〕1号")
    method = around(district).method("district")
    assert "海规〔2024〕1号" in "".join(method.sentences)
    assert "3" in "".join(method.sentences)
    assert [word for word, _ in method.definitions] == ["达到或超过进度", "略低于序时", "低于序时过多", "暂无法评估"]
    assert "按序时推进" in [word for word, _ in method.of_tasks]


def test_a_target_is_advised_to_change_only_where_it_is_out_of_reach_and_the_unit_says_why(district: Desk) -> None:
    lines = [
        line("甲", outlook="难以完成", why=("口径变化：名录调整",)),
        line("乙", outlook="难以完成", why=("价格：煤价上涨",)),
        line("丙", outlook="力争完成", why=("口径变化：名录调整",)),
        line("丁", "提前实现"),
        line("戊", "暂不评价", reason="口径调整"),
    ]
    found = {each.name: (each.is_wanted, each.reason) for each in around(district).advice(lines)}
    assert found == {
        "甲": (True, "口径变化：名录调整"),
        "乙": (False, "难以完成；责任单位没有提出口径或政策上的调整理由"),
        "丙": (False, "力争完成；口径变化：名录调整"),
        "戊": (True, "口径变了，没有追溯数，和目标不可比"),
    }


def test_a_task_that_was_approved_stands_with_the_source_of_its_words_and_money(district: Desk) -> None:
    (unit,) = district.documents.reporters(TASK)
    for field, value in (
        ("value", "已开工两个 A&B"),
        ("stage", "在建"),
        ("invested", "1200"),
        ("planned", "2000"),
        ("problem", "用地"),
    ):
        row = {"unit": unit, "period": "2023", "item": TASK, "field": field, "value": value, "vintage": None}
        district.entry.enter([row])
    assert not next(each for each in around(district).tasks("145", "2023") if each.code == TASK).verdict
    district.reviewing.review(unit, "2023", "approved", form="tasks", comment="同意")
    found = next(each for each in around(district).tasks("145", "2023") if each.code == TASK)
    assert (found.stage, found.problem, found.is_project) == ("在建", "用地", False)
    assert [fact and fact.value for fact in (found.progress, found.invested, found.planned)] == [
        "已开工两个 A&B",
        "1200",
        "2000",
    ]
    assert found.progress is not None
    assert found.progress.revision
    assert found.verdict


def test_sums_of_money_leave_out_what_was_not_reported(district: Desk) -> None:
    (unit,) = district.documents.reporters(TASK)
    assert list(around(district).totals("145", "2023")) == []
    district.entry.enter(
        [{"unit": unit, "period": "2023", "item": TASK, "field": "invested", "value": "1200", "vintage": None}]
    )
    district.reviewing.review(unit, "2023", "approved", form="tasks", comment="同意")
    assert [(words, fact.value) for words, fact in around(district).totals("145", "2023")] == [
        ("累计完成投资合计（万元）：", "1200")
    ]


def test_blocks_and_action_plans_are_told_with_what_nobody_reported(district: Desk) -> None:
    groups = list(around(district).groups("145", "2023"))
    assert {group.kind: sum(each.kind == group.kind for each in groups) for group in groups} == {
        "开发区块": 10,
        "行动计划": 10,
    }
    assert all(group.silent == group.tasks + group.projects for group in groups)


def test_what_is_reported_and_not_judged_is_told_apart_from_what_is_not_there(district: Desk) -> None:
    enter(district)
    judged = district.evaluating.judged("145", 2023, item="145-17")
    silent, told = line("碳", "暂不评价", actual=None, reason="目标未下达"), line("碳", "暂不评价", reason="目标未下达")
    kinds = [next(around(district).missing(judged, [each], 2023)).kind for each in (silent, told)]
    assert kinds == ["没有数", "有数，暂无法评估"]
    assert next(iter(around(district).missing(judged, [replace(told)], 2023))).todo == "下达后录入目标"
