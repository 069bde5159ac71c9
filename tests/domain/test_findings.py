"""A finding prints all that it knows under its own names."""

from __future__ import annotations

from haishu_desk.domain.findings import Finding


def test_a_finding_has_all_its_keys_also_where_it_knows_nothing() -> None:
    assert Finding("E51", "强制性", "是公式").as_json() == {
        "rule": "E51",
        "severity": "强制性",
        "message": "是公式",
        "place": None,
        "item": None,
        "field": None,
        "advice": "",
        "title": "",
        "unit": None,
        "period": None,
        "left": None,
        "right": None,
        "difference": None,
        "causes": [],
        "explained": False,
    }


def test_two_findings_of_the_same_thing_are_one() -> None:
    assert len({Finding("lost", "强制性", "a", "b"), Finding("lost", "强制性", "a", "b")}) == 1
