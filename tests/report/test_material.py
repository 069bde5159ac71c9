"""What a report is written from: which lines are judged, lag or are open."""

from __future__ import annotations

from haishu_desk.report.material import counted
from tests.report.gathered import fact, line, material


def test_lines_are_told_apart_by_their_verdict() -> None:
    lines = (line("甲"), line("乙", "提前实现", category="生态环境"), line("丙", "暂不评价"))
    made = material(*lines)
    assert [each.name for each in made.judged] == ["甲", "乙"]
    assert [each.name for each in made.behind] == ["甲"]
    assert [each.name for each in made.open] == ["丙"]
    assert made.categories == ["经济发展", "生态环境"]
    assert counted(made.lines)["滞后"] == 1


def test_a_line_says_whether_its_figure_is_an_estimate_and_its_unit() -> None:
    assert line("甲", actual=fact("甲", "1", vintage="预计")).is_estimate
    assert not line("甲").is_estimate
    assert (line("甲").title, line("甲", unit="").title) == ("甲（亿元）", "甲")
