"""How the district judges: which edition counts, from which day, and that none is lost by another."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.verdict_rules import VERDICT_RULES
from haishu_desk.domain.errors import UsageError
from haishu_desk.monitor.verdict import Rules
from tests.desk.figures import by_the_district, enter, judged, whole

LATER = "2999-01-01"


def test_rules_wait_for_their_day_and_are_not_lost_by_later_ones(district: Desk) -> None:
    judging = district.evaluating
    judging.adopt(Rules(tolerance=Decimal(2)), "海规〔2026〕9号", LATER)
    assert judging.rules == Rules()
    assert judging.rules_told().startswith("评价办法用预设：")
    judging.adopt(Rules(tolerance=Decimal(3)), "海规〔2026〕8号")
    assert judging.rules.tolerance == 3
    assert judging.rules_told().startswith("评价办法第 2 版（海规〔2026〕8号）：")
    waiting = next(district.workspace.cells.editions(VERDICT_RULES))
    assert (waiting.number, waiting.document, waiting.effective, waiting.content["tolerance"]) == (
        3, "海规〔2026〕9号", LATER, "2",
    )  # fmt: skip


def test_a_day_that_is_none_writes_nothing(district: Desk) -> None:
    with pytest.raises(UsageError):
        district.evaluating.adopt(Rules(), None, "soon")
    assert list(district.workspace.cells.editions(VERDICT_RULES)) == []


def test_half_a_year_of_a_flow_is_expected_as_the_district_says(district: Desk) -> None:
    enter(district, f"{whole(district, '145-11')} 145-11 2023-06 540")
    # 850×(1400÷850)^(3/5)÷2 = 1146.6857÷2; 850×(1400÷850)^(2.5/5)÷2 = 1090.8712÷2.
    assert judged(district, "145-11", cutoff="2023-06-30")["expected"] == "573.3428"
    linear = Rules().changed(["half_year=linear"])
    row = judged(district, "145-11", cutoff="2023-06-30", rules=linear)
    assert row["expected"] == "545.4356"
    assert row["verdict"] == "基本符合预期"  # 540÷545.4 = 0.990


def test_growth_that_has_to_keep_up_may_stay_behind_by_what_the_district_allows(district: Desk) -> None:
    by_the_district(district, "145-24", "5.4", first=2023)
    by_the_district(district, "145-01", "6", first=2023, field="growth")
    assert judged(district, "145-24")["expected"] == "5.5"  # 6-0.5
    assert judged(district, "145-24")["verdict"] == "滞后"
    wider = judged(district, "145-24", rules=Rules().changed(["keep_up=1"]))
    assert (wider["expected"], wider["verdict"]) == ("5", "基本符合预期")


def test_the_words_are_defined_by_the_rules_in_force(district: Desk) -> None:
    district.evaluating.adopt(Rules(tolerance=Decimal(3)))
    assert "（3 个百分点，约束性 0）" in district.evaluating.definitions()["快于预期"]
    assert next(iter(district.evaluating.definitions("district"))) == "达到或超过进度"
    with pytest.raises(UsageError):
        district.evaluating.definitions("slang")
