"""The words beside the chart: the sentence, the figures, where the figure comes from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk.portrait import Wish
from haishu_desk.ui.monitor.side_words import (
    basis_of,
    both_ways,
    definition_of,
    facts_of,
    formula_of,
    light_of,
    meaning_of,
    origin_words,
    sentence_of,
    verdict_of,
)
from tests.ui.monitor.seen import SHIQI, portrait

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def test_the_sentence_says_how_far_it_is_and_how_far_time_is(crafted: Desk) -> None:
    """(3.12-2.35)÷(3.6-2.35) = 61.6 %; four of five years are 80 %; 18.4 points behind."""
    seen = portrait(crafted, "145-03")
    assert sentence_of(seen) == "完成 61.6%，时间过了 80.0%，落后 18.4 个百分点"
    assert (light_of(seen), verdict_of(seen)) == (("warn", "黄·略滞后"), "滞后")


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("145-21", "越过界限：实际 29，没有守住，余量 -2"),
        ("145-06", "这一年的数还没有公布。最近有数的是 2023 年，选“截至 2023 年底”看那时的结论"),
        ("145-07", "口径变了，和基期不可比，也没有追溯数；补录追溯数以后再评价"),
        ("145-16", "目标是文字，没有应达值；按判定表和佐证判断"),
        ("145-29", "没有基期值，应达值算不出；录入基期值以后再算"),
    ],
)
def test_what_has_no_percentage_is_told_in_words(crafted: Desk, item: str, said: str) -> None:
    assert sentence_of(portrait(crafted, item)) == said


def test_the_figures_have_their_units_and_the_forecast_its_method_band_and_error(crafted: Desk) -> None:
    """Three years' mean is (3.12-2.52)÷3 = 0.2 points; what is needed is 3.6÷3.12-1 = 15.38 %.

    The trial that was most off is 2020: 2.18×2.18÷2.11 = 2.252 for 2.35, 4.16 %; of 3.35 that is 0.14.
    """
    found = {fact.name: fact.value for fact in facts_of(portrait(crafted, "145-03"))}
    assert found == {
        "2024 年实际": "3.12%",
        "应达": "3.35%",
        "2025 年目标": "3.6%",
        "现速外推到 2025 年": "3.35%",
        "　区间": "3.21–3.49",
        "　往年试推的平均误差": "1.9%",
        "　到期能不能完成": "难以完成",
        "要达标，每年须增长": "15.38%",
        "近 3 年年均": "+0.2 点",
    }


def test_a_sum_is_told_beside_the_year(crafted: Desk) -> None:
    found = {fact.name: fact.value for fact in facts_of(portrait(crafted, "145-25"))}
    assert (found["2021 年实际"], found["应达"], found["累计"], found["累计应达"]) == (
        "1.7 万人", "1.6 万人", "1.7 万人", "1.6 万人",
    )  # fmt: skip


def test_a_word_has_no_unit_and_is_no_number(crafted: Desk) -> None:
    found = {fact.name: fact.value for fact in facts_of(portrait(crafted, "145-16"))}
    assert found == {"2021 年实际": "完成市下达目标", "应达": "—", "2025 年目标": "市下达目标"}


def test_a_townships_part_has_no_verdict_and_says_why(crafted: Desk) -> None:
    seen = portrait(crafted, "145-04", Wish(unit=SHIQI))
    assert (verdict_of(seen), light_of(seen)[0]) == ("不作评价", "idle")
    assert sentence_of(seen).startswith("目标和结论是对全区的数说的")
    assert (formula_of(seen), meaning_of(seen)) == ([], "")
    assert {fact.name: fact.value for fact in facts_of(seen)}["应达"] == "360 件"


def test_the_formula_has_a_step_a_line_with_its_numbers(crafted: Desk) -> None:
    assert formula_of(portrait(crafted, "145-03"))[:2] == [
        "应达 2.35+(3.6-2.35)×4/5=3.35",
        "进度 (3.12-2.35)÷(3.6-2.35)=0.616",
    ]


def test_where_the_figure_comes_from_is_told_with_people_days_and_version(crafted: Desk) -> None:
    said = origin_words(portrait(crafted, "145-03").origin)
    assert said.startswith("区统计局 ")
    assert "审核通过（李审）；2024年的数，初步核算，已批。版本码 " in said
    assert (
        origin_words(portrait(crafted, "145-21").origin) == "市生态环境局海曙分局录入，还没有上报；2022年的数，录入中"
    )
    assert origin_words(None) == "没有填报的数；规划表印的数不经过填报"


def test_the_basis_names_the_years_and_the_definition_its_changes(crafted: Desk) -> None:
    said = basis_of(portrait(crafted, "145-03"))
    assert said.endswith("各年依据：录入中 2016、2018–2019、2021–2023，已批 2024"), (
        "years without a figure are not named"
    )
    assert (
        definition_of(portrait(crafted, "145-07"))[0]
        == "2023 年起口径变化：按新的产业分类（海统〔2023〕2号，分类调整）"
    )
    assert meaning_of(portrait(crafted, "145-03")).startswith("滞后：")


def test_level_and_growth_are_both_told_only_where_they_differ(crafted: Desk) -> None:
    seen = portrait(crafted, "145-03")
    assert both_ways(seen) == ""
    assert seen.row is not None
    seen.row["by_growth"] = "快于预期"  # type: ignore[index]
    assert both_ways(seen) == "按水平：滞后；按增速：快于预期。两种算法不一样，结论用按水平的"


def test_in_the_middle_of_a_year_what_is_reported_by_year_is_judged_on_the_year_before(crafted: Desk) -> None:
    """(2.94-2.35)÷1.25 = 47.2 % at the end of 2023; half of the fourth of five years are 70 %."""
    seen = portrait(crafted, "145-03", Wish(cutoff=date(2024, 6, 30)))
    found = {fact.name: fact.value for fact in facts_of(seen)}
    assert (found["2023 年实际"], found["应达"]) == ("2.94%", "3.1%")
    assert sentence_of(seen) == "完成 47.2%，按路径应完成 60.0%（时间过了 70.0%），落后 12.8 个百分点"
    assert (seen.asked_year, seen.year, seen.cutoff) == (2024, 2023, "2024-06-30")


def test_the_words_of_the_district_have_their_own_meaning(crafted: Desk) -> None:
    """3.12 is 93.1 % of the expected 3.35: between 90 and 100 %."""
    seen = portrait(crafted, "145-03", Wish(words="district"))
    assert verdict_of(seen) == "略低于序时"
    assert meaning_of(seen).startswith("略低于序时：实现度 90% 以上")


def test_a_year_without_a_figure_names_the_last_one_that_has(crafted: Desk) -> None:
    said = sentence_of(portrait(crafted, "145-03", Wish(cutoff=date(2025, 12, 31))))
    assert said == (
        "这一年的数单位还没有报，报来并审核以后再评价。最近有数的是 2024 年，选“截至 2024 年底”看那时的结论"
    )
