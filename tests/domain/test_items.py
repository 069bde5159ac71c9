"""Items are found by their code, in print order, and say what their row in the plan says."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import Catalogue, Item

FRAME = {"id": "145", "title": "十四五", "start_year": 2021, "end_year": 2025, "base_year": 2020, "columns": []}


def indicator(code: str, **more: Any) -> dict[str, Any]:
    row = {
        "code": code,
        "name": f"指标{code}",
        "number": "1",
        "category": "经济发展",
        "unit": "亿元",
        "frequency": "季",
    }
    return {**row, "attribute": "预期性", **more}


def catalogue(*rows: dict[str, Any], boxes: list[dict[str, Any]] | None = None) -> Catalogue:
    content: dict[str, Any] = {"plan": FRAME, "indicators": list(rows)}
    return Catalogue([{**content, "boxes": boxes} if boxes is not None else content])


BOX = {"number": 9, "groups": [{"title": None, "items": [{"code": "145-b09-2-03", "title": "机场四期", "lead": "x"}]}]}


def test_items_come_in_print_order_indicators_before_tasks() -> None:
    items = list(catalogue(indicator("145-02"), indicator("145-01"), boxes=[BOX]))
    assert [item.code for item in items] == ["145-02", "145-01", "145-b09-2-03"]


def test_a_task_is_reported_by_quarter_and_says_its_box() -> None:
    task = catalogue(boxes=[BOX]).get("145-b09-2-03")
    assert (task.kind, task.name, task.number, task.group) == ("task", "机场四期", "b09-2-03", "专栏9")
    assert (task.frequency, task.unit) == ("季", None)


def test_an_unknown_item_and_an_unknown_plan_are_named() -> None:
    known = catalogue(indicator("145-01"))
    assert "145-01" in known
    assert "145-99" not in known
    with pytest.raises(UsageError, match="145-99"):
        known.get("145-99")
    with pytest.raises(UsageError) as caught:
        known.plan("155")
    assert "145" in caught.value.advice


@pytest.mark.parametrize(("year", "covered"), [(2020, False), (2021, True), (2025, True), (2026, False)])
def test_a_plan_covers_its_five_years_and_not_its_base_year(*, year: int, covered: bool) -> None:
    assert catalogue().plan("145").covers(year) is covered


def test_a_plan_has_exactly_the_keys_of_the_contract() -> None:
    assert list(catalogue().plan("145").as_json()) == ["id", "title", "start_year", "end_year", "base_year"]


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({"target": "2000", "growth": "7"}, "2000"),
        ({"target": "—", "growth": "[5]"}, "[5]"),
        ({"target": None, "target_growth": ">6"}, ">6"),
        ({"target": "—"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_the_target_is_the_printed_level_or_the_growth_that_stands_for_it(values: Any, target: str | None) -> None:
    assert item(values=values).target == target


def test_the_base_is_the_printed_one_or_none() -> None:
    assert item(values={"base": "1201"}).base == "1201"
    assert item().base is None


def test_only_a_binding_attribute_binds() -> None:
    assert item(attribute="约束性").is_binding
    assert not item(attribute="预期性").is_binding
    assert not item(attribute=None).is_binding


def test_words_may_stand_in_a_task_and_where_the_plan_prints_words() -> None:
    assert catalogue(boxes=[BOX]).get("145-b09-2-03").takes_words
    assert item(text_allowed=True).takes_words
    assert not item().takes_words


def test_the_line_of_an_item_ends_where_the_plan_before_is_not_there() -> None:
    assert [each.code for each in catalogue(indicator("145-01", continues="135-01")).line("145-01")] == ["145-01"]
    two = catalogue(indicator("145-01", continues="145-02"), indicator("145-02", continues="145-01"))
    assert [each.code for each in two.line("145-01")] == ["145-01", "145-02"]  # round in a circle, and it ends


def test_limits_and_direction_are_optional() -> None:
    assert item(limits=None).limits == {}
    assert item(limits={"low": "1"}).limits == {"low": "1"}
    assert item().direction is None
    assert item(direction="lower").direction == "lower"


def item(**more: Any) -> Item:
    return catalogue(indicator("145-01", **more)).get("145-01")
