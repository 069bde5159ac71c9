"""The lines of a report: what a sum has come to, bounds with their sign, what each year left has to bring."""

from __future__ import annotations

from haishu_desk.desk import Desk
from haishu_desk.desk.report_facts import Facts
from haishu_desk.desk.report_lines import Lines
from haishu_desk.domain.amendments import Grounds
from haishu_desk.report.facts import Fact
from haishu_desk.report.material import Line
from tests.desk.approved import approve


def line_of(desk: Desk, item: str, year: int = 2023) -> Line:
    (judged,) = desk.evaluating.judged(item[:3], year, item=item)
    return Lines(desk, Facts(desk)).line(judged, year)


def said(fact: Fact | None) -> str | None:
    return fact.value if fact is not None else None


def test_of_a_five_years_sum_the_year_and_what_it_has_come_to_both_stand(district: Desk) -> None:
    approve(district, "145-25 2021 1.6", "145-25 2022 1.7", "145-25 2023 1.65")
    line = line_of(district, "145-25")
    # 1.6+1.7+1.65 = 4.95 of 8; 8×3/5 = 4.8; (8-4.95)÷2 = 1.525 a year.
    assert (said(line.actual), said(line.together), said(line.expected)) == ("1.65", "4.95", "4.8")
    assert (said(line.required), line.needed) == ("1.53", ("今后每年需", "万人"))


def test_a_bound_keeps_its_sign_and_has_no_way_to_the_next_year(district: Desk) -> None:
    approve(district, "145-21 2023 22")
    line = line_of(district, "145-21")
    assert (said(line.target), said(line.expected), said(line.gap)) == ("<27", "<27", "-5")
    assert (line.next_due, line.is_behind, line.is_open) == (None, False, False)


def test_the_next_year_is_that_of_the_path_or_of_the_breakdown(district: Desk) -> None:
    approve(district, "145-04 2023 3498", "145-04 2022 3100")
    lead = next(
        row["unit"] for row in district.documents.assignment if row["item"] == "145-04" and row["role"] == "lead"
    )
    district.planning.assign("145-04", lead, "lead", annual={"2023": "3400", "2024": "3700"})
    line = line_of(district, "145-04")
    assert (said(line.before), said(line.annual), said(line.expected)) == ("3100", "3400", "3400")
    assert (said(line.next_due), said(line.next_annual)) == ("3700", "3700")
    assert line.lead == district.documents.units.get(lead).name


def test_an_indicator_without_a_figure_has_none_and_says_why(district: Desk) -> None:
    line = line_of(district, "145-05")
    assert (line.actual, line.gap, line.ratio, line.when, line.reason) == (None, None, None, "", "单位未报")
    assert line.is_open


def test_a_changed_target_and_definition_are_told(district: Desk) -> None:
    district.amending.adjust_target("145-04", "3300", Grounds(2022, "海人〔2022〕3号", "中期调整"))
    approve(district, "145-04 2023 3200")
    line = line_of(district, "145-04")
    assert line.amended == ("2022 年起目标调整：3100 → 3300（海人〔2022〕3号，中期调整）",)
    assert said(line.target) == "3300"


def test_the_plan_before_is_judged_by_its_printed_results(district: Desk) -> None:
    line = line_of(district, "135-05", 2020)
    # 商品销售总额: 3300 of 4500, but 12.5 % a year against 10 %.
    assert (said(line.actual), said(line.average), said(line.growth)) == ("3300", "12.5", "10%")
    assert (line.by_level, line.is_behind) == ("滞后", True)
    assert line.by_growth != "滞后"


def test_the_average_that_came_of_it_is_not_the_one_that_was_expected(district: Desk) -> None:
    approve(district, "145-13 2021 2", "145-13 2022 -1", "145-13 2023 3")
    line = line_of(district, "145-13")
    # (1.02×0.99×1.03)^(1/3)-1 = 1.32 % a year, against 4.
    assert (said(line.average), said(line.expected), said(line.gap)) == ("1.32", "4", "-1")


def test_a_reduction_assigned_from_above_is_a_target_and_no_yearly_growth(district: Desk) -> None:
    district.amending.adjust_target("145-16", "18", Grounds(2021, "甬发改〔2021〕1号", "市里下达"))
    line = line_of(district, "145-16")
    assert (said(line.target), line.growth) == ("18", None)


def test_an_increase_in_brackets_goes_with_the_target_it_leads_to(district: Desk) -> None:
    assert said(line_of(district, "145-04").growth) == "[707]"
    district.amending.adjust_target("145-04", "3300", Grounds(2022, "海人〔2022〕3号", "中期调整"))
    line = line_of(district, "145-04")
    assert (said(line.target), line.growth) == ("3300", None)
    district.amending.adjust_target("145-01", "1900", Grounds(2022, "海人〔2022〕3号", "中期调整"))
    assert said(line_of(district, "145-01").growth) == "7"  # a rate stays what was promised
