"""The unit tree keeps the order of its document and names what it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.units import KIND_TITLES, TOWNSHIP_KINDS, UnitTree

ROWS: list[dict[str, Any]] = [
    {"code": "330203", "name": "海曙区", "kind": "district", "parent": None},
    {"code": "dept-tjj", "name": "区统计局", "kind": "department", "parent": "330203", "valid_from": "2019-01-01"},
    {"code": "330203200", "name": "龙观乡", "kind": "township", "parent": "330203", "valid_to": "2030-12-31"},
]


def test_units_come_in_the_order_of_the_document() -> None:
    assert [unit.code for unit in UnitTree(ROWS)] == ["330203", "dept-tjj", "330203200"]


def test_a_unit_has_exactly_the_keys_of_the_contract() -> None:
    assert UnitTree(ROWS).get("dept-tjj").as_json() == {
        "code": "dept-tjj",
        "name": "区统计局",
        "kind": "department",
        "parent": "330203",
        "valid_from": "2019-01-01",
        "valid_to": None,
    }


def test_the_district_is_the_one_that_reviews() -> None:
    assert UnitTree(reversed(ROWS)).district.name == "海曙区"


def test_an_unknown_code_is_a_usage_error_that_names_it() -> None:
    tree = UnitTree(ROWS)
    assert "dept-xyz" not in tree
    assert "dept-tjj" in tree
    with pytest.raises(UsageError, match="dept-xyz"):
        tree.get("dept-xyz")


def test_every_kind_of_a_township_has_a_title() -> None:
    assert [KIND_TITLES[kind] for kind in TOWNSHIP_KINDS] == ["街道", "镇", "乡"]
