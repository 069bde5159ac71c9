"""临时报表 as data: when it asks, what it is added up by, its items without a plan."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.adhoc import (
    DroppedFormError,
    asks,
    due_of,
    is_adhoc,
    may_be_negative,
    next_code,
    refuse_dropped,
    rollup_of,
)
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.items import ADHOC, Catalogue
from haishu_desk.domain.periods import parse_period

FORM: dict[str, Any] = {
    "code": "adhoc-2026-1",
    "title": "危房排查",
    "items": [{"code": "adhoc-2026-1-01", "name": "C级危房", "unit": "户"}],
    "fields": [{"name": "value", "title": "数值", "type": "quantity"}],
    "frequency": "月",
    "period": "2026-11",
    "year": 2026,
    "units": ["330203105"],
}
DROPPED = {**FORM, "dropped": {"on": "2026-11-25", "by": "李区", "reason": "不要了"}}


@pytest.mark.parametrize(
    ("period", "own", "kept"),
    [("2026-11", True, True), ("2026-12", False, True), ("2027-01", False, True), ("2026-10", False, False),
     ("2026", False, False), ("2027", False, False)],
)  # fmt: skip
def test_a_form_asks_for_its_own_period_and_one_that_is_kept_for_those_after_it(
    period: str, own: object, kept: object
) -> None:
    asked = parse_period(period)
    assert asks(FORM, asked) is own
    assert asks({**FORM, "kept": True}, asked) is kept
    assert not asks({**DROPPED, "kept": True}, asked)


def test_a_dropped_form_is_refused_with_its_reason() -> None:
    refuse_dropped(FORM)
    with pytest.raises(DroppedFormError, match=r"危房排查.*2026-11-25.*不要了"):
        refuse_dropped(DROPPED)


def test_no_number_is_given_twice() -> None:
    assert next_code([], 2026) == "adhoc-2026-1"
    codes = [{"code": code} for code in ("indicators", "adhoc-2026-2", "adhoc-2026-10", "adhoc-2025-40")]
    assert next_code(codes, 2026) == "adhoc-2026-11"


def test_only_made_up_forms_are_adhoc_and_only_they_have_an_hour() -> None:
    assert is_adhoc(FORM)
    assert not is_adhoc({"code": "tasks"})
    assert due_of({**FORM, "due": "2026-11-25 16:00"}) == ("2026-11-25", "16:00")
    assert due_of({**FORM, "due": "2026-11-25"}) == ("2026-11-25", "")
    assert due_of(FORM) == due_of({"code": "tasks", "due": "2026-11-25"}) == (None, "")


@pytest.mark.parametrize(
    ("title", "unit", "kind", "rule"),
    [("户数", "户", "quantity", "sum"), ("入住率", None, "quantity", "none"), ("占比", "%", "quantity", "none"),
     ("人均收入", "元", "quantity", "none"), ("完成情况", None, "text", "none"), ("增长（%）", None, "quantity", "none"),
     ("率先达标村数", "个", "quantity", "sum")],
)  # fmt: skip
def test_numbers_are_summed_but_no_shares_rates_or_words(title: str, unit: str | None, kind: str, rule: str) -> None:
    assert rollup_of(title, unit, kind) == rule


def test_what_is_a_difference_may_be_negative() -> None:
    assert may_be_negative("净增人数")
    assert not may_be_negative("户数")


def test_the_items_stand_in_the_catalogue_without_being_a_plan() -> None:
    catalogue = Catalogue([], [FORM, {"code": "tasks", "items": "tasks"}])
    (item,) = catalogue
    assert (item.code, item.kind, item.number, item.group, item.unit) == (
        "adhoc-2026-1-01",
        ADHOC,
        "1",
        "危房排查",
        "户",
    )
    assert (item.target, item.base, item.direction, item.is_binding, item.takes_words) == (
        None,
        None,
        None,
        False,
        False,
    )
    assert item.title_of("value") == "数值"
    assert item.title_of("growth") is None
    assert catalogue.plans == {}
    assert catalogue.plan(item.plan).covers(2026)
    assert not catalogue.plan(item.plan).covers(2027)
    with pytest.raises(UsageError):
        catalogue.plan("145")
