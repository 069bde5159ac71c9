"""The plan's printed totals against their parts and against what was reported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.monitor.programme_totals import FINISHED, NOT_BEGUN, UNDER_WAY, Reported, Total, totals_of


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    plan: dict[str, Any] = shipped_editions()["plan:145"].content
    return plan


def of(content: dict[str, Any], what: str, reported: dict[str, Reported] | None = None) -> Total:
    return next(each for each in totals_of(content, reported or {}) if each.what == what)


@pytest.mark.parametrize(
    ("what", "printed", "computed", "said"),
    [
        ("谋划重大建设项目", "300多个", "313", "24+289=313"),
        ("单体类重大项目", "289个", "289", "87+64+74+64=289"),
        ("单体类重大项目计划完成投资", "2100亿元左右", "2100", "350+600+450+700=2100"),
        ("完成重大项目投资", "超2500亿元", "2500", "400+2100=2500"),
    ],
)
def test_the_sums_of_box_four_hold(content: dict[str, Any], what: str, printed: str, computed: str, said: str) -> None:
    total = of(content, what)
    assert (total.printed, total.computed, total.agrees, total.reported) == (printed, computed, True, None)
    assert said in total.said


def test_reported_investment_stands_against_the_printed_in_the_same_unit(content: dict[str, Any]) -> None:
    # 1 200 000 + 800 000 万元 of 单体类 are 200 亿元; with 区块类 500 000 万元 they are 250.
    reported = {
        "145-b04-0-02": Reported(UNDER_WAY, Decimal(1200000)),
        "145-b04-0-03": Reported(UNDER_WAY, Decimal(800000)),
        "145-b04-0-01": Reported(UNDER_WAY, Decimal(500000)),
    }
    assert of(content, "单体类重大项目计划完成投资", reported).reported == "200"
    assert of(content, "完成重大项目投资", reported).reported == "250"
    assert of(content, "谋划重大建设项目", reported).reported is None


def test_a_declared_count_says_how_many_stand_where(content: dict[str, Any]) -> None:
    reported = {
        "145-b06-0-02-01": Reported(FINISHED),
        "145-b06-0-02-02": Reported(UNDER_WAY),
        "145-b06-0-02-03": Reported(NOT_BEGUN),
    }
    total = of(content, "“四横三纵两联”快速路网：四横", reported)
    assert (total.printed, total.computed, total.agrees, total.reported) == ("4", "4", True, "1")
    assert total.counts == {"已完工": 1, "在建": 1, "未开工": 1, "暂缓取消": 0, "未报": 1}


def test_a_sum_that_does_not_hold_is_said() -> None:
    box = {"number": 4, "groups": [{"title": None, "items": [
        {"code": "x-1", "title": "甲", "quantities": [{"what": "个数", "raw": "3个", "op": "eq", "value": "3", "unit": "个"}]},
        {"code": "x-2", "title": "乙", "quantities": [{"what": "个数", "raw": "4个", "op": "eq", "value": "4", "unit": "个"}]},
    ]}], "quantities": [{"what": "合计", "raw": "8个", "op": "eq", "value": "8", "unit": "个"}],
        "sums": [{"what": "个数", "total": {"what": "合计"}, "parts": [{"item": "x-1", "what": "个数"}, {"item": "x-2", "what": "个数"}]}]}  # fmt: skip
    (total,) = totals_of({"boxes": [box]}, {})
    assert (total.computed, total.agrees, total.said) == ("7", False, "印8个，分项 3+4=7，不符")
