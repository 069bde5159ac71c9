"""A target that is adjusted and a definition that changes stand in the next edition with their grounds."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.amendments import (
    DEFINITION,
    Amendment,
    Grounds,
    amended,
    amendments_of,
    as_printed,
    definition_amended,
    target_amended,
)
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.items import Catalogue, Item

GROUNDS = Grounds(2023, "海人大〔2023〕5号", "土地供应不足")


def row(code: str, **values: str) -> dict[str, Any]:
    shared = {"number": "1", "category": "经济", "name": "指标", "unit": "亿元", "frequency": "年"}
    return {"code": code, **shared, "values": values}


def plan(*rows: dict[str, Any]) -> dict[str, Any]:
    frame = {"id": "145", "title": "规划", "start_year": 2021, "end_year": 2025, "base_year": 2020}
    return {"plan": frame, "indicators": list(rows)}


CONTENT = plan(row("145-01", base="1201", target="2000", growth="7"), row("145-03", base="—", target="—", growth="7"))


def item(content: dict[str, Any], code: str) -> Item:
    return Catalogue([content]).get(code)


def test_an_adjusted_target_takes_the_place_of_the_printed_one_and_names_it() -> None:
    made = target_amended(item(CONTENT, "145-01"), "1900", GROUNDS)
    after = amended(CONTENT, "145-01", made)
    assert (item(after, "145-01").target, item(after, "145-03").target) == ("1900", "7")
    assert amendments_of(item(after, "145-01").record) == [made]
    assert made.told == "2023 年起目标调整：2000 → 1900（海人大〔2023〕5号，土地供应不足）"
    assert CONTENT["indicators"][0]["values"]["target"] == "2000"


def test_where_the_commitment_stands_in_the_growth_column_that_one_is_adjusted() -> None:
    after = amended(CONTENT, "145-03", target_amended(item(CONTENT, "145-03"), "6.5", GROUNDS))
    assert after["indicators"][1]["values"] == {"base": "—", "target": "—", "growth": "6.5"}


def test_a_new_definition_stands_in_the_row_with_its_back_cast_years() -> None:
    made = definition_amended(item(CONTENT, "145-01"), "含高新区", GROUNDS, {2021: "1300", 2022: "1400.5"})
    record = item(amended(CONTENT, "145-01", made), "145-01").record
    assert record[DEFINITION] == "含高新区"
    assert Amendment.from_json(record["amendments"][0]) == made
    assert record["amendments"][0]["backcast"] == {"2021": "1300", "2022": "1400.5"}
    assert record["values"]["target"] == "2000"


def test_one_amendment_after_the_other_remembers_what_stood_before_each() -> None:
    once = amended(CONTENT, "145-01", target_amended(item(CONTENT, "145-01"), "1900", GROUNDS))
    second = target_amended(item(once, "145-01"), "1850", Grounds(2024, "海人大〔2024〕1号", "再次调整"))
    twice = amended(once, "145-01", second)
    assert [(made.before, made.after) for made in amendments_of(item(twice, "145-01").record)] == [
        ("2000", "1900"), ("1900", "1850"),
    ]  # fmt: skip
    assert as_printed(twice)["indicators"][0]["values"] == CONTENT["indicators"][0]["values"]
    with pytest.raises(DeskError, match="已有 2024 年起的修订"):
        target_amended(item(twice, "145-01"), "1", GROUNDS)


@pytest.mark.parametrize("target", ["", "—", "增长", "不适用"])
def test_a_target_that_is_no_number_is_refused(target: str) -> None:
    with pytest.raises(UsageError, match="看不懂目标"):
        target_amended(item(CONTENT, "145-01"), target, GROUNDS)


def test_the_same_target_is_no_adjustment() -> None:
    with pytest.raises(DeskError, match="本来就是 2000"):
        target_amended(item(CONTENT, "145-01"), "2000.0", GROUNDS)


@pytest.mark.parametrize("grounds", [Grounds(2023, "", "理由"), Grounds(2023, "文号", " ")])
def test_without_a_document_or_a_reason_nothing_is_amended(grounds: Grounds) -> None:
    with pytest.raises(DeskError, match="修订没有写") as caught:
        target_amended(item(CONTENT, "145-01"), "1900", grounds)
    assert caught.value.code == "no-reason"


@pytest.mark.parametrize(
    ("definition", "backcast", "said"),
    [(" ", {}, "没有写新的口径"), ("新", {2023: "1"}, "追溯数写到了 2023 年"), ("新", {2021: "增长"}, "不是数")],
)
def test_a_definition_that_cannot_be_is_refused(definition: str, backcast: dict[int, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        definition_amended(item(CONTENT, "145-01"), definition, GROUNDS, backcast)


def test_what_is_no_indicator_has_no_target_to_adjust() -> None:
    promised = Item("145-t01", "目标", "target", "145", "1", "文中目标", None, "年", {})
    with pytest.raises(UsageError, match="不是指标表里的指标"):
        target_amended(promised, "6", GROUNDS)
