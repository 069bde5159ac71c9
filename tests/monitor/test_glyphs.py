"""Signs that come from nowhere, and those that a plan may print."""

from __future__ import annotations

import pytest

from tests.monitor.made_plan import box, counted, only, plan, row, task, told


def test_a_letter_of_a_script_that_the_plan_does_not_use_is_told_with_what_it_looks_like() -> None:
    found = only(plan(row(name="好于Ш类水体比例")))
    assert (found.rule, found.printed, found.computed) == ("stray-glyph", "好于Ш类水体比例", "好于Ⅲ类水体比例")
    assert found.where == {"plan": "p", "table": "指标表", "item": "p-01"}
    assert "“Ш”是西里尔（俄文）字母，样子像“Ⅲ”，全文别处不用" in found.message


@pytest.mark.parametrize(
    "name",
    [
        "细颗粒物（PM2.5）",
        "T3航站楼",
        "G228国道",
        "AR慢行线",
        "“文化＋Ｘ”",
        "Ⅲ类水体",
        "10⁴",
        "①号线",
        "μg/m³",
        "Δ",
        "ａ区",
        "５G",
        "°C",
    ],
)
def test_latin_numbers_full_width_signs_and_the_letters_of_science_are_at_home(name: str) -> None:
    assert told(plan(row(name=name))) == []


def test_a_greek_letter_that_passes_for_a_latin_one_is_told() -> None:
    assert told(plan(row(name="5Α级景区"))) == [("stray-glyph", "p-01", "5Α级景区", "5A级景区")]


def test_what_looks_like_nothing_known_has_no_second_value() -> None:
    found = only(plan(row(name="あ级景区")))
    assert (found.printed, found.computed) == ("あ级景区", "")
    assert "日文假名" in found.message
    assert told(plan(row(name="ע区"))) == [("stray-glyph", "p-01", "ע区", "")]


def test_a_sign_that_was_lost_is_told_however_often_it_stands() -> None:
    assert len(told(plan(row(name="水\ufffd"), row("p-02", name="气\ufffd"), row("p-03", name="土\ue001")))) == 3


def test_a_script_that_the_plan_uses_is_no_stray() -> None:
    assert told(plan(row(name="中俄（Россия）合作"), row("p-02", name="Москва"))) == []


def test_one_sign_in_several_texts_is_still_a_stray() -> None:
    assert len(told(plan(row(name="Ш类水"), row("p-02", name="好于Ш类"), row("p-03", name="劣于Ш类")))) == 3


def test_every_printed_text_is_read_and_our_own_remarks_are_not() -> None:
    document = plan(
        row(target="Ш", unit="Ш人", category="Ш", parent="Ш", review_points="Ш", notes=["1、Ш。"]),
        notes=["1、Ш。"],
        statements=[{"code": "p-s01", "subject": "Ш", "raw": "5Ш", "source": {"chapter": 1}}],
        targets=[{"code": "p-t01", "subject": "Ш", "raw": "5", "source": {"chapter": 2}}],
        programmes=[{"code": "p-k01", "name": "Ш", "status": None, "source": {"chapter": 3}}],
        boxes=[
            box(
                task(
                    title="Ш",
                    summary="Ш",
                    quantities=[counted("Ш", "5Ш", "5")],
                    projects=[{"code": "x", "name": "Ш路"}],
                ),
                title="Ш",
                groups=[{"title": "Ш组", "items": []}],
            )
        ],
        lists={"chapters": [{"number": 1, "title": "Ш", "sections": [{"number": 1, "title": "Ш节"}]}]},
    )
    places = [(item, printed) for rule, item, printed, _ in told(document) if rule == "stray-glyph"]
    assert places == [
        ("p-01", "Ш"), ("p-01", "Ш人"), (None, "1、Ш。"), ("p-s01", "Ш"), ("p-s01", "5Ш"), ("p-t01", "Ш"), ("p-k01", "Ш"),
        (None, "Ш"), (None, "Ш组"), (None, "Ш"), (None, "Ш节"),
    ]  # fmt: skip
    document["boxes"][0]["groups"] = [
        {"title": None, "items": [task(quantities=[counted("Ш", "5Ш", "5")], summary="Ш")]}
    ]
    inside = [(item, printed) for rule, item, printed, _ in told(document) if item == "p-b01-0-01"]
    assert inside == [("p-b01-0-01", "Ш"), ("p-b01-0-01", "5Ш")]
