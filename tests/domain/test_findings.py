"""A finding prints all that it knows under its own names."""

from __future__ import annotations

from haishu_desk.domain.findings import HARD, HINT, QUERY, Finding


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
        "exemption": None,
    }


def test_a_hard_finding_is_open_until_an_exemption_is_asked_for_and_stands_until_it_is_granted() -> None:
    answers = {None: (True, True), "申请": (False, True), "同意": (False, False), "不同意": (True, True)}
    for exemption, (is_open, stands) in answers.items():
        finding = Finding("share", HARD, "大于 100", exemption=exemption)
        assert (finding.is_open, finding.stands) == (is_open, stands)


def test_a_query_is_open_until_it_is_explained_and_a_hint_never() -> None:
    assert Finding("limits", QUERY, "高").is_open
    assert not Finding("limits", QUERY, "高", explained=True).is_open
    assert not Finding("decimals", HINT, "三位").is_open
    assert not Finding("limits", QUERY, "高").stands


def test_two_findings_of_the_same_thing_are_one() -> None:
    assert len({Finding("lost", "强制性", "a", "b"), Finding("lost", "强制性", "a", "b")}) == 1
