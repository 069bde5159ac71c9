"""序时应达 of a unit's cell: the district's row, a township's own breakdown, or the reason why there is none."""

from __future__ import annotations

import pytest

from haishu_desk.desk.expecting import Due
from haishu_desk.domain.periods import Period, parse_period
from tests.desk.office import YINJIANG, Office

DEPARTMENT = "dept-scjgj"


def _due(office: Office, item: str, unit: str, period: str = "2023") -> Due:
    with office.desk("district") as desk:
        return desk.expecting.due_of(desk.documents.catalogue.get(item), unit, parse_period(period))


def test_a_departments_figure_is_held_against_the_row_of_the_plan(office: Office) -> None:
    # 2393 + (3100 - 2393) x 3/5 = 2817.2
    assert _due(office, "145-04", DEPARTMENT) == Due("2817.2", "2393+(3100-2393)×3/5=2817.2", "", None)


def test_a_township_is_bound_by_its_own_breakdown_only(office: Office) -> None:
    assert _due(office, "145-04", YINJIANG).why.startswith("规划表没有定这项目标，或没有分解到本单位")
    office.ask("district", "assign", "--item", "145-04", "--unit", YINJIANG, "--role", "report", "--annual", "2023=150")
    assert _due(office, "145-04", YINJIANG) == Due("150", "年度分解 150", "", None)
    assert _due(office, "145-04", YINJIANG, "2024").text == ""


def test_bounds_keep_their_sign_and_yearly_items_say_which_period_is_meant(office: Office) -> None:
    assert _due(office, "145-20", "dept-sthjfj", "2025").text == ">93"
    # 49.83 is to be exceeded in every year; reported by year only, so that June stands at the end of 2022.
    due = _due(office, "145-23", "dept-zgfj", "2023-H1")
    assert (due.text, due.as_of) == (">49.83*", Period(2022))


def test_income_is_held_against_the_growth_of_the_economy_of_the_same_period(office: Office) -> None:
    with office.desk("district") as desk:
        (unit,) = desk.documents.reporters("145-24")
        (economy,) = desk.documents.reporters("145-01")
    assert "同期的增速还没有" in _due(office, "145-24", unit).why
    office.ask("district", "enter", "--unit", economy, "--period", "2023", "--item", "145-01", "--field", "growth",
               "--value", "6.1")  # fmt: skip
    # 基本同步: half a point less is still in step; 6.1 - 0.5 = 5.6
    assert _due(office, "145-24", unit).text == "≥5.6"


@pytest.mark.parametrize("period", ["2021", "2025", "2023-H1", "2023-Q3", "2023-07", "2019", "2030"])
def test_every_item_of_every_reporter_has_a_figure_or_a_sentence(office: Office, period: str) -> None:
    with office.desk("district") as desk:
        for item in desk.documents.catalogue:
            for unit in desk.documents.reporters(item.code)[:2]:
                due = desk.expecting.due_of(item, unit, parse_period(period))
                assert bool(due.text) != bool(due.why), (item.code, unit)
                assert bool(due.formula) == bool(due.text), (item.code, unit)
