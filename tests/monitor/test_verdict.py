"""The words, their bounds and lights, and what a district may set otherwise."""

from __future__ import annotations

from decimal import Decimal

import pytest

from haishu_desk.domain.errors import UsageError
from haishu_desk.monitor.verdict import (
    BEHIND,
    EARLY,
    FASTER,
    GREEN,
    GREY,
    LIGHT_WORDS,
    ON_COURSE,
    OPEN,
    PRESETS,
    RATIO,
    RED,
    VERDICTS,
    WORDINGS,
    YELLOW,
    Rules,
    graded,
    kept_or_not,
    light_of,
    not_judged,
    worded,
)


@pytest.mark.parametrize(
    ("gap", "room", "verdict", "light"),
    [
        ("5.01", "5", FASTER, GREEN),
        ("5", "5", ON_COURSE, GREEN),
        ("-5", "5", ON_COURSE, GREEN),
        ("-5.01", "5", BEHIND, YELLOW),
        ("-30", "5", BEHIND, YELLOW),
        ("-30.01", "5", BEHIND, RED),
        ("0.01", "0", FASTER, GREEN),  # 约束性: no room to either side
        ("0", "0", ON_COURSE, GREEN),
        ("-0.01", "0", BEHIND, YELLOW),
    ],
)
def test_a_gap_has_its_word_and_its_light(gap: str, room: str, verdict: str, light: str) -> None:
    found = graded(Decimal(gap), Decimal(room), Rules())
    assert (found.verdict, found.light) == (verdict, light)


def test_the_last_year_leaves_no_room_below() -> None:
    assert graded(Decimal("-0.1"), Decimal(5), Rules(), is_final=True).verdict == BEHIND
    assert graded(Decimal(4), Decimal(5), Rules(), is_final=True).verdict == ON_COURSE


def test_what_is_broken_is_red_only_when_the_plan_is_over() -> None:
    lights = [
        kept_or_not(is_kept=kept, is_over=over, reason="x").light
        for kept, over in ((True, True), (False, False), (False, True))
    ]
    assert lights == [GREEN, YELLOW, RED]


def test_what_is_not_judged_is_grey_with_its_reason() -> None:
    found = not_judged("单位未报")
    assert (found.verdict, found.light, found.reason) == (OPEN, GREY, "单位未报")


def test_every_light_has_its_word() -> None:
    assert set(LIGHT_WORDS) == {GREEN, YELLOW, RED, GREY} == {light_of(verdict) for verdict in VERDICTS} | {YELLOW}


@pytest.mark.parametrize("name", WORDINGS)
def test_every_word_of_a_set_is_defined(name: str) -> None:
    wording = WORDINGS[name]
    used = {wording.word(verdict, light) for verdict in VERDICTS for light in LIGHT_WORDS}
    used |= {word for _, word in wording.by_ratio}
    assert used == set(wording.definitions)


@pytest.mark.parametrize(
    ("verdict", "light", "ratio", "word"),
    [
        (FASTER, GREEN, "1.155", "达到或超过进度"),  # 605.2÷523.9
        (ON_COURSE, GREEN, "1", "达到或超过进度"),
        (ON_COURSE, GREEN, "0.97", "略低于序时"),
        (BEHIND, YELLOW, "0.9", "略低于序时"),
        (BEHIND, YELLOW, "0.899", "低于序时过多"),
        (BEHIND, YELLOW, None, "略低于序时"),  # a broken bound has no ratio
        (BEHIND, RED, None, "低于序时过多"),
        (EARLY, GREEN, "0.95", "达到或超过进度"),
        (OPEN, GREY, "1", "暂无法评估"),
    ],
)
def test_the_words_of_districts_go_by_the_ratio(verdict: str, light: str, ratio: str | None, word: str) -> None:
    assert WORDINGS["district"].word(verdict, light, None if ratio is None else Decimal(ratio)) == word


@pytest.mark.parametrize("rules", [*PRESETS.values(), Rules(estimates=True, tolerance=Decimal("2.5"))])
def test_rules_come_back_as_they_were_stored(rules: Rules) -> None:
    assert Rules.from_json(rules.as_json()) == rules
    assert Rules.from_json({**rules.as_json(), "of a later program": 1}) == rules


@pytest.mark.parametrize(
    "wrong", [{"tolerance": "much"}, {"red_over": "-1"}, {"tolerance": "NaN"}, {"method": "stars"}]
)
def test_what_is_no_rule_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Rules.from_json(wrong)


def test_the_ratio_is_a_preset_of_its_own() -> None:
    assert (Rules().method, PRESETS[RATIO].method) == ("points", RATIO)


def test_every_bound_can_be_set_by_its_name() -> None:
    rules = Rules().changed(
        ["method=ratio", "tolerance=3", "binding_tolerance=1", "growth_tolerance=0.3", "red_over=20", "estimates=on",
         "half_year=linear", "keep_up=0.2", "nearly=85"]
    )  # fmt: skip
    assert rules == Rules(
        RATIO, Decimal(3), Decimal(1), Decimal("0.3"), Decimal(20), estimates=True, half_year="linear",
        keep_up=Decimal("0.2"), nearly=Decimal(85),
    )  # fmt: skip
    assert Rules.from_json(rules.as_json()) == rules
    assert set(rules.as_json()) == set(Rules().as_json())
    assert rules.changed(["estimates=否"]).estimates is False


@pytest.mark.parametrize(
    "setting",
    [
        "tolerance=-1",
        "tolerance=much",
        "tolerance",
        "patience=3",
        "estimates=2",
        "half_year=q",
        "method=x",
        "nearly=NaN",
    ],
)
def test_what_is_no_bound_is_refused(setting: str) -> None:
    with pytest.raises(UsageError):
        Rules().changed([setting])


def test_rules_of_an_older_program_are_read_with_what_they_did_not_know_as_preset() -> None:
    assert Rules.from_json({"method": "points", "tolerance": "4"}) == Rules(tolerance=Decimal(4))


def test_rules_are_told_with_their_numbers() -> None:
    assert Rules().told() == (
        "比进度（百分点），允许差距 5 个百分点（约束性 0），增速 0.5 点，同步容差 0.5 点，超过 30 个百分点亮红灯"
    )
    told = Rules().changed(["method=ratio", "half_year=linear", "estimates=on"]).told()
    assert told.endswith("超过 30 %亮红灯，年中路径取到当天再折算，预计数也评")


def test_definitions_say_the_bounds_in_force() -> None:
    rules = Rules().changed(["tolerance=3", "nearly=85"])
    assert "（3 个百分点，约束性 0）" in worded("national", rules).definitions[FASTER]
    district = worded("district", rules)
    assert "85%" in district.definitions["略低于序时"]
    assert "85%" in district.definitions["低于序时过多"]
    assert district.word(BEHIND, YELLOW, Decimal("0.86")) == "略低于序时"
    assert worded("district", Rules()).word(BEHIND, YELLOW, Decimal("0.86")) == "低于序时过多"
    assert worded("district", Rules()).definitions == WORDINGS["district"].definitions
