"""The shipped rules: all sound, each tried on figures that keep it and on figures that break it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from haishu_desk.checks.builtin import BY_ID
from haishu_desk.checks.compiling import compile_rules
from haishu_desk.checks.judging import HELD, VIOLATED, judge
from haishu_desk.checks.rules import Rule
from haishu_desk.domain.items import INDICATOR
from tests.checks.made import CATALOGUE, DISTRICT, KNOWN, OTHER, SEED, THIRD, TOWN, WHOLE, at, ground

ROWS: list[dict[str, Any]] = json.loads((SEED / "rules.json").read_text(encoding="utf-8"))
RULES = [Rule.from_json(row) for row in ROWS]
RULESET, FAULTS = compile_rules(RULES, KNOWN)


def _share(item: str, good: str, bad: str, value: str) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """A ratio of a part to its whole: `good` and `bad` are `numerator/denominator`, `value` what `good` gives."""
    parts = [
        dict(zip((f"{item}.numerator", f"{item}.denominator"), each.split("/"), strict=True)) for each in (good, bad)
    ]
    return {
        f"R-{item}-a": (parts[0], parts[1]),
        f"R-{item}-b": (parts[0] | {item: value}, parts[0] | {item: "1"}),
    }


def _part_of_gdp(item: str) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """An added value of 350 in 1400 is 25 %."""
    gdp = {"145-01": "1400"}
    return {
        f"R-{item}-a": (gdp | {f"{item}.numerator": "350"}, gdp | {f"{item}.numerator": "3500"}),
        f"R-{item}-b": (
            gdp | {f"{item}.numerator": "350", item: "25.1"},
            gdp | {f"{item}.numerator": "350", item: "25.2"},
        ),
    }


def _reduction(item: str) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Three years of 4, 5 and 3 %, and 2 % this year: 1 - 0.96 * 0.95 * 0.97 * 0.98 = 13.305 %, not 14."""
    years = {f"{item}@2021": "4", f"{item}@2022": "5", f"{item}@2023": "3", item: "2"}
    return {
        f"R-{item}-a": ({item: "0"}, {item: "-0.1"}),
        f"R-{item}-b": (years | {f"{item}.cumulative": "13.31"}, years | {f"{item}.cumulative": "14"}),
    }


# rule -> cells that keep it, cells that break it; worked out by hand
CASES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "R-145-01-a": ({"145-01": "1700", "145-01@2023": "1600"}, {"145-01": "1599", "145-01@2023": "1600"}),
    # 1760 after 1600 are 10 %
    "R-145-01-b": ({"145-01": "1760", "145-01@2023": "1600", "145-01.growth": "5"}, {"145-01": "1760", "145-01@2023": "1600", "145-01.growth": "4.9"}),
    "R-145-01-c": ({"145-01#普查修订": "1626", "145-01#最终核实": "1595"}, {"145-01#普查修订": "1627", "145-01#最终核实": "1595"}),
    # 1700 in 68 are 25; 1 % of it are 0.25
    "R-145-02-a": ({"145-02": "25.2", "145-02.numerator": "1700", "145-02.denominator": "68"}, {"145-02": "25.3", "145-02.numerator": "1700", "145-02.denominator": "68"}),
    "R-145-02-b": ({"145-01": "1700", "145-02.numerator": "1734"}, {"145-01": "1700", "145-02.numerator": "1735"}),
    # 459000 in ten thousands of yuan are 45.9 of 1700, 2.7 %
    "R-145-03-a": ({"145-03": "2.72", "145-03.numerator": "459000", "145-01": "1700"}, {"145-03": "2.73", "145-03.numerator": "459000", "145-01": "1700"}),
    "R-145-03-b": ({"145-03.numerator": "80", "145-03.numerator@2023": "100"}, {"145-03.numerator": "79", "145-03.numerator@2023": "100"}),
    "R-145-04-a": ({"145-04": "5000", "145-04@2023": "2500"}, {"145-04": "5001", "145-04@2023": "2500"}),
    "R-145-05-a": ({"145-05": "27.88"}, {"145-05": "26.5"}),
    **_part_of_gdp("145-07"),
    **_part_of_gdp("145-08"),
    **_part_of_gdp("145-09"),
    "R-145-10-a": ({"145-10": "400", "145-10@2023": "1000"}, {"145-10": "399", "145-10@2023": "1000"}),
    "R-145-11-a": ({"145-11": "1300", "145-12": "200"}, {"145-11": "1299", "145-12": "200"}),
    "R-145-12-a": ({"145-12": "150", "145-12@2023": "30"}, {"145-12": "210", "145-12@2023": "30"}),
    "R-145-13-a": ({"145-13": "4", "145-13.numerator": "5.2", "145-13.denominator": "5"}, {"145-13": "5.2", "145-13.numerator": "5.2", "145-13.denominator": "5"}),
    "R-145-14-a": ({"145-14": "88.9", "145-14@2023": "88.9"}, {"145-14": "87", "145-14@2023": "88.9"}),
    **_reduction("145-15"),
    **_reduction("145-16"),
    **_reduction("145-17"),
    **_reduction("145-18"),
    **_share("145-06", "34/200", "200/34", "17"),
    **_share("145-19", "10/11", "12/11", "90.9"),
    **_share("145-20", "340/366", "367/366", "92.9"),
    **_share("145-22", "70/100", "101/100", "70"),
    **_share("145-23", "49.83/100", "100/49.83", "49.83"),
    **_share("145-30", "20/100", "101/100", "20"),
    **_share("145-31", "90/100", "101/100", "90"),
    "R-145-19-c": ({"145-19.numerator": "10"}, {"145-19.numerator": "10.5"}),
    "R-145-20-c": ({"145-20.denominator": "366"}, {"145-20.denominator": "3660"}),
    "R-145-24-a": ({"145-24": "4.8", "145-01.growth": "5.3"}, {"145-24": "4.7", "145-01.growth": "5.3"}),
    # 1.6 + 1.7 + 1.8 + 1.5 = 6.6
    "R-145-25-a": (
        {"145-25@2021": "1.6", "145-25@2022": "1.7", "145-25@2023": "1.8", "145-25": "1.5", "145-25.cumulative": "[6.6]"},
        {"145-25@2021": "1.6", "145-25@2022": "1.7", "145-25@2023": "1.8", "145-25": "1.5", "145-25.cumulative": "1.5"},
    ),
    # 4824 in 107.2 ten thousands: 4.5 a thousand
    "R-145-26-a": ({"145-26": "4.5", "145-26.numerator": "4824", "145-26.denominator": "107.2"}, {"145-26": "45", "145-26.numerator": "4824", "145-26.denominator": "107.2"}),
    "R-145-26-b": ({"145-26.denominator": "107.2", "145-27.denominator": "107.2"}, {"145-26.denominator": "107.2", "145-27.denominator": "106.5"}),
    "R-145-27-a": ({"145-27": "5.9", "145-27.numerator": "6325", "145-27.denominator": "107.2"}, {"145-27": "5.79", "145-27.numerator": "6325", "145-27.denominator": "107.2"}),
    "R-145-28-a": ({"145-28": "30", "145-28.numerator": "450", "145-28.denominator": "15"}, {"145-28": "33", "145-28.numerator": "450", "145-28.denominator": "15"}),
    "R-145-29-a": ({"145-29": "2.5", "145-29.numerator": "268", "145-29.denominator": "107.2"}, {"145-29": "2.6", "145-29.numerator": "268", "145-29.denominator": "107.2"}),
    "R-145-32-a": ({"145-32.numerator": "5"}, {"145-32.numerator": "5.5"}),
    # 5 in 1700: 0.00294
    "R-145-32-b": ({"145-32": "0.00294", "145-32.numerator": "5", "145-01": "1700"}, {"145-32": "0.003", "145-32.numerator": "5", "145-01": "1700"}),
    "R-145-33-a": ({"145-33": "2.11", "145-33@2023": "2.1"}, {"145-33": "10.55", "145-33@2023": "2.11"}),
    "R-ALL-a": ({"145-03": "2.7"}, {"145-03": "0"}),
    "R-ALL-b": ({"145-31": "99.9"}, {"145-31": "100"}),
    "R-ALL-d": ({"145-20": "90"}, {"145-20": "80"}),
}  # fmt: skip


def outcome(code: str, cells: dict[str, str], unit: str = WHOLE) -> str:
    """What comes of the rule at its own item, or for 本项 at the item of the first cell."""
    compiled = next(each for each in RULESET if each.rule.code == code)
    made = ground(cells)
    made.plans["应达", "145-20@2024"] = "92.6"
    item = next(iter(cells)).split(".")[0].split("|")[0] if compiled.is_for_each else compiled.anchor.item
    return judge(made, compiled, RULESET.names, at(unit=unit, item=item)).outcome


def test_all_of_them_count() -> None:
    assert FAULTS == []
    assert len(RULESET) == len(RULES) == len({rule.code for rule in RULES}) == 58


def test_none_is_without_a_case() -> None:
    assert set(CASES) | {"R-ALL-c"} == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", CASES)
def test_each_holds_on_sound_figures_and_is_broken_by_wrong_ones(code: str) -> None:
    kept, broken = CASES[code]
    assert (outcome(code, kept), outcome(code, broken)) == (HELD, VIOLATED)


def test_the_districts_ratio_is_reckoned_anew_from_the_parts_of_the_townships() -> None:
    # 60 + 90 + 50 of 100 + 100 + 200: 50 %, while the mean of 60, 90 and 25 % would be 58.3
    parts = zip((TOWN, OTHER, THIRD), ("60/100", "90/100", "50/200"), strict=True)
    cells = {
        f"145-22.{name}|{unit}": value
        for unit, pair in parts
        for name, value in zip(("numerator", "denominator"), pair.split("/"), strict=True)
    }
    assert outcome("R-ALL-c", {f"145-22|{DISTRICT}": "50.5", **cells}, DISTRICT) == HELD
    assert outcome("R-ALL-c", {f"145-22|{DISTRICT}": "58.3", **cells}, DISTRICT) == VIOLATED


def test_townships_are_not_asked_what_only_the_district_can_answer() -> None:
    for code in ("R-145-03-a", "R-145-05-a", "R-145-32-b"):
        assert outcome(code, {f"145-05|{TOWN}": "1"}, TOWN) == "skipped"


def test_every_cell_they_speak_of_is_reported_by_one_unit_or_named_with_it() -> None:
    """A rule over two items on one return can only be tried where one unit reports both."""
    reporters = {item.code: set(item.record["reporters"]) for item in CATALOGUE if item.kind == INDICATOR}
    for compiled in RULESET:
        own = [cell.item for cell in compiled.cells if cell.unit is None and cell.item in reporters]
        assert not own or set.intersection(*(reporters[item] for item in own)), compiled.rule.code


def test_their_sentences_are_sentences_and_their_codes_are_not_those_of_checks() -> None:
    for rule in RULES:
        assert 8 <= len(rule.text) <= 50, rule.code
        assert not rule.text.endswith("。")
        assert rule.code not in BY_ID
