"""Revisions and differences: better states, 更正 of the same state, two judgements of one indicator."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.desk.report_changes import Changes, differences
from haishu_desk.desk.report_facts import Facts
from haishu_desk.report.material import Revised
from tests.desk.approved import approve


def revised_of(desk: Desk, item: str, year: int = 2023) -> list[Revised]:
    catalogue = desk.documents.catalogue
    found = Changes(desk, Facts(desk)).revised([catalogue.get(item)], catalogue.plan("145"), year)
    return list(found)


def test_each_better_state_with_another_value_is_a_revision(district: Desk) -> None:
    approve(district, "145-01 2022 1500 初步核算", "145-01 2023 1600 初步核算")
    approve(district, "145-01 2023 1610 最终核实")
    approve(district, "145-01 2023 1622.4 普查修订")
    pairs = [(each.before.value, each.after.value, each.grounds) for each in revised_of(district, "145-01")]
    assert pairs == [("1600", "1610", "初步核算 → 最终核实"), ("1610", "1622.4", "最终核实 → 普查修订")]
    assert revised_of(district, "145-01", 2022) == []


def test_the_same_value_confirmed_and_an_estimate_are_no_revisions(district: Desk) -> None:
    approve(district, "145-01 2023 1600 初步核算", "145-04 2023 3000 预计")
    approve(district, "145-01 2023 1600.0 最终核实", "145-04 2023 3100 最终核实")
    assert revised_of(district, "145-01") + revised_of(district, "145-04") == []


def test_a_figure_of_the_same_state_that_was_approved_otherwise_before_is_told(district: Desk) -> None:
    approve(district, "145-04 2023 3000")
    approve(district, "145-04 2023 3012")
    (found,) = revised_of(district, "145-04")
    assert (found.what, found.before.value, found.after.value) == ("有效发明专利拥有量·2023年", "3000", "3012")
    assert found.before.revision != found.after.revision


def test_what_is_judged_alike_does_not_differ(district: Desk) -> None:
    approve(district, "145-04 2023 2800", "145-20 2023 93.5")
    before = district.evaluating.judged("145", 2023)
    approve(district, "145-04 2023 3498")
    (found,) = differences(before, district.evaluating.judged("145", 2023))
    assert (found.name, found.before, found.after) == ("有效发明专利拥有量", "2800", "3498")
    assert (found.verdict_before, found.verdict_after) == ("基本符合预期", "提前实现")
