"""The chapters on indicators: counts, what lags and why, what nobody explained."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.report import overall
from haishu_desk.report.document import Chart, Heading, Paragraph
from haishu_desk.report.draft import Draft
from haishu_desk.report.facts import RECKONED
from tests.report.gathered import fact, line, material


def text_of(draft: Draft) -> str:
    return "\n".join(part.text for part in draft.finished("题").parts if isinstance(part, Paragraph | Heading))


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [(8, 2, "占80.0%，总体达到序时要求"), (6, 4, "占60.0%，多数指标达到"), (5, 5, "占50.0%，滞后指标较多")],
)
def test_the_sentence_on_the_whole_follows_the_share_that_is_on_course(good: int, bad: int, said: str) -> None:
    lines = [line(f"甲{n}", "提前实现") for n in range(good)] + [line(f"乙{n}") for n in range(bad)]
    draft = Draft(material(*lines))
    overall.whole(draft)
    assert said in text_of(draft)


def test_nothing_judged_is_said_and_not_reckoned() -> None:
    draft = Draft(material(line("甲", "暂不评价")))
    overall.whole(draft)
    assert "目前没有可评估的指标，不作总体判断。" in text_of(draft)


def test_the_chart_counts_verdicts_by_category_and_leaves_out_noughts() -> None:
    draft = Draft(material(line("甲"), line("乙", category="生态环境"), line("丙")))
    overall.whole(draft)
    (chart,) = [part for part in draft.finished("题").parts if isinstance(part, Chart)]
    assert [(series.name, series.values) for series in chart.series] == [
        ("经济发展", (None, Decimal(2), None)),
        ("生态环境", (None, Decimal(1), None)),
    ]


def test_what_lags_is_told_with_its_explanation_or_that_there_is_none() -> None:
    told = line(
        "甲&乙",
        why=("口径变化：名录调整",),
        required=fact("甲", "3.2", RECKONED),
        needed=("今后每年需增长", "%"),
        outlook="难以完成",
    )
    draft = Draft(material(told, line("丙")))
    overall.lagging(draft)
    text = text_of(draft)
    assert "1. 甲&乙（预期性，牵头单位：区发改局）" in text
    assert (
        "2024年实绩12.5亿元，应达15亿元，比应达少2.5亿元。评价为滞后。今后每年需增长3.2%，才能达到规划目标。期末判断：难以完成。"
        in text
    )
    assert "责任单位说明：口径变化：名录调整。" in text
    assert "责任单位说明：责任单位没有填写说明。" in text


def test_an_estimate_is_never_called_an_actual_figure() -> None:
    estimate = line("甲", actual=fact("甲", "12.5", vintage="预计"))
    draft = Draft(material(estimate))
    overall.whole(draft)
    overall.lagging(draft)
    text = text_of(draft)
    assert "2024年预计12.5亿元" in text
    assert "实绩" not in text
    assert "其中甲用的是预计数" in text


def test_binding_indicators_are_counted_by_themselves() -> None:
    draft = Draft(
        material(line("甲", is_binding=True), line("乙", "暂不评价", is_binding=True), line("丙", "提前实现"))
    )
    overall.of_attribute(draft, is_binding=True)
    assert "约束性指标2项，达到序时或守住规划控制目标0项，滞后1项，暂无法评估1项（乙）。" in text_of(draft)
    draft = Draft(material(line("甲")))
    overall.of_attribute(draft, is_binding=True)
    assert "规划没有约束性指标。" in text_of(draft)


def test_the_forecast_is_counted_by_its_words_and_changes_of_definition_are_listed() -> None:
    draft = Draft(
        material(
            line("甲", outlook="能完成"), line("乙", outlook="难以完成"), line("丙", amended=("2023 年起口径变化：新",))
        )
    )
    overall.outlook(draft)
    overall.definitions(draft)
    text = text_of(draft)
    assert "可推算期末值的2项中，能完成1项（甲）；难以完成1项（乙）。另有1项" in text
    assert "丙：2023 年起口径变化：新。" in text


def test_a_rate_is_told_with_one_sign_however_the_plan_prints_it() -> None:
    made = line("甲", average=fact("甲", "12.5", RECKONED), growth=fact("甲", "10%"))
    draft = Draft(material(made))
    overall.lagging(draft)
    assert "年均增长12.5%（规划目标年均10%）" in text_of(draft)
