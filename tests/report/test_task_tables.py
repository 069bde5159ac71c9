"""Tasks and projects in a report: counted by verdict, silent ones together, problems under whose they are."""

from __future__ import annotations

from haishu_desk.report import task_tables
from haishu_desk.report.draft import Draft
from haishu_desk.report.facts import RECKONED
from tests.report.gathered import fact, material, task
from tests.report.test_overall import text_of

TASKS = (
    task("甲", "按序时推进", problem="用地没有落实。"), task("乙"), task("丙", box="专栏2 平台"),
    task("A&B 厂", "已完成", is_project=True, invested=fact("A&B", "1200")), task("丁", "进展缓慢", is_project=True, stage="暂缓"),
)  # fmt: skip


def test_tasks_are_counted_by_verdict_and_silent_boxes_are_named_together() -> None:
    draft = Draft(material(tasks=TASKS))
    task_tables.tasks(draft)
    text = text_of(draft)
    assert "纳入监测的任务3项，分在2个专栏和清单：按序时推进1项、没有报送2项。" in text
    assert "专栏1 聚智引才：2项，按序时推进1项、没有报送1项。" in text
    assert "全部没有报送的：专栏2 平台（1项）。" in text


def test_paused_projects_stay_in_the_count_and_are_named() -> None:
    draft = Draft(material(tasks=TASKS, totals=(("累计完成投资合计（万元）：", fact("合计", "1200", RECKONED)),)))
    task_tables.projects(draft)
    text = text_of(draft)
    assert "纳入监测的项目2个：已完成1个、进展缓慢1个。" in text
    assert "累计完成投资合计（万元）：1200。" in text
    assert "暂缓或取消的1个，仍计入项目总数：丁（暂缓）。" in text


def test_no_tasks_and_no_problems_are_said() -> None:
    draft = Draft(material())
    task_tables.tasks(draft)
    task_tables.projects(draft)
    task_tables.problems(draft)
    text = text_of(draft)
    assert "没有纳入监测的任务。" in text
    assert "没有纳入监测的重大项目。" in text
    assert "没有填报任务和项目的存在问题" in text


def test_a_problem_stands_under_whose_it_is() -> None:
    draft = Draft(material(tasks=TASKS))
    task_tables.problems(draft)
    assert "甲（区委组织部）：用地没有落实。" in text_of(draft)


def test_the_two_tables_take_tasks_and_projects_apart() -> None:
    draft = Draft(material(tasks=TASKS))
    boxes, projects = task_tables.box_table(draft), task_tables.project_table(draft)
    assert [row[0].text for row in boxes.rows if len(row) == 1] == ["专栏1 聚智引才（2项）", "专栏2 平台（1项）"]
    assert [(row[0].text, row[1].text, row[7].text) for row in projects.rows if len(row) > 1] == [
        ("1", "A&B 厂", "1200"), ("2", "丁", "—"),
    ]  # fmt: skip
    for table in (boxes, projects):
        assert len(table.heads[0]) == len(table.aligned) == table.columns
