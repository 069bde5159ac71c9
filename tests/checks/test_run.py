"""全审 over a return, over typed cells and over everything: what is found, what it costs, and how it is stopped."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.checks.builtin import BUILTIN
from haishu_desk.checks.ground import Place
from haishu_desk.checks.rules import Rule, RuleSet
from haishu_desk.checks.run import (
    Checked,
    Tally,
    by_cell,
    by_rule,
    by_unit,
    check_cells,
    check_return,
    check_returns,
    try_rules,
)
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.items import INDICATOR
from tests.checks.made import CATALOGUE, DISTRICT, OTHER, SEED, TOWN, WHOLE, ground, made_item, rules
from tests.domain.made import RANDOM

KEY = ReturnKey("indicators", WHOLE, "2024")
ITEMS = ["145-01", "145-02", "145-03"]
LESS = Rule("LESS", "核实性", "[145-02]", "≤", "[145-01]", "", "", "小于总量")
EACH = Rule("EACH", "提示", "[本项]", "≠", "7", "", "", "不是七")
CELLS = {"145-01": "1500", "145-02": "1600", "145-03": "7"}


def found(checked: Checked) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.item) for finding in checked.findings]


def test_a_return_is_checked_by_rules_and_built_in_checks_the_gravest_first() -> None:
    checked = check_return(ground({**CELLS, "145-01": ""}), rules(LESS, EACH), KEY, ITEMS)
    assert found(checked) == [("limits", "145-02"), ("limits", "145-03"), ("missing", "145-01"), ("EACH", "145-03")]
    assert [(finding.rule, finding.right) for finding in checked.unjudged] == [("EACH", "7"), ("LESS", "缺数")]
    assert (checked.hard, checked.query) == (0, 2)


def test_a_rule_stands_only_on_a_return_that_has_its_cell() -> None:
    checked = check_return(ground(CELLS), rules(LESS), KEY, ["145-01"])
    assert ("LESS", "145-02") not in checked.touched
    assert ("LESS", "145-02") in check_return(ground(CELLS), rules(LESS), KEY, ["145-02"]).touched


def test_a_rule_for_each_leaves_out_items_without_its_fields() -> None:
    task = next(item.code for item in CATALOGUE if item.kind != INDICATOR)
    checked = check_return(ground(), rules(EACH), KEY, ["145-01", task])
    assert {item for rule, item in checked.touched if rule == "EACH"} == {"145-01"}


def test_typing_a_cell_finds_what_checking_the_whole_return_finds_of_it() -> None:
    made, ruleset = ground(CELLS), rules(LESS, EACH)
    before = check_return(made, ruleset, KEY, ITEMS)
    assert ("LESS", "145-02") in found(before)
    made.set({"145-01": "1601", "145-03": "2.7"})
    typed = check_cells(made, ruleset, KEY, ITEMS, [Slot("145-01"), Slot("145-03", "note")])
    assert before.after(typed) == check_return(made, ruleset, KEY, ITEMS)
    assert ("LESS", "145-02") not in found(before.after(typed))


def test_a_typed_cell_costs_no_more_with_five_hundred_rules_that_do_not_touch_it() -> None:
    others = [Rule(f"O{n}", "提示", "[145-02]", ">", f"[145-03.分子] + {n}", "", "", "别的") for n in range(500)]
    costs = []
    for ruleset in (rules(LESS, EACH), rules(LESS, EACH, *others)):
        made, tally = ground(CELLS), Tally()
        check_cells(made, ruleset, KEY, ITEMS, [Slot("145-01")], tally=tally)
        costs.append((tally.evaluations, made.asked))
    assert costs[0] == costs[1]
    assert costs[0][0] == len(BUILTIN) + 2  # LESS, and EACH for the one item


def test_a_verified_figure_is_the_value_that_counts() -> None:
    checked = check_cells(ground(CELLS), rules(LESS), KEY, ITEMS, [Slot("145-01", "verified")])
    assert ("LESS", "145-02") in checked.touched


def test_a_cell_that_a_rule_mentions_twice_is_tried_once() -> None:
    tally = Tally()
    check_cells(
        ground(CELLS), rules(LESS), KEY, ITEMS, [Slot("145-01"), Slot("145-02"), Slot("145-02", "note")], tally=tally
    )
    assert tally.evaluations == 2 * len(BUILTIN) + 1


def test_five_hundred_rules_over_everything_show_progress_and_can_be_stopped() -> None:
    many = rules(*(replace(LESS, code=f"R{n}", right=f"[145-01] + {n}") for n in range(500)))
    cells = {f"{address}@{year}": value for address, value in CELLS.items() for year in range(2021, 2026)}
    returns = [(replace(KEY, period=str(year)), ITEMS) for year in range(2021, 2026)]
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    tally = Tally()
    whole = check_returns(ground(cells), many, returns, progress=tell, tally=tally)
    assert told == [(n, 15) for n in range(1, 16)]
    assert tally.evaluations == 15 * len(BUILTIN) + 5 * 500
    assert len(by_rule(whole.findings)["R99"]) == 5
    assert "R100" not in by_rule(whole.findings)
    part = check_returns(ground(cells), many, returns, progress=lambda done, of: done < of - 10)
    assert part.stopped
    assert not whole.stopped
    assert {finding.period for finding in part.findings} == {"2021", "2022"}


def test_findings_are_seen_by_cell_by_rule_and_by_unit() -> None:
    keys = [ReturnKey("indicators", unit, "2024") for unit in (TOWN, OTHER)]
    checked = check_returns(ground(), RuleSet(), [(key, ["145-04", "145-33"]) for key in keys])
    assert {unit: len(findings) for unit, findings in by_unit(checked.findings).items()} == {TOWN: 2, OTHER: 2}
    assert {rule: len(findings) for rule, findings in by_rule(checked.findings).items()} == {"missing": 4}
    assert len(by_cell(checked.findings)[Place("145-04", "value", TOWN, "2024")]) == 1


def test_rules_are_tried_on_real_data_before_they_count() -> None:
    never = Rule("NEVER", "提示", "[145-02]", ">", "1", "", "是镇街", "不适用")
    ratio = Rule("ZERO", "提示", "[145-03] / [145-03.分子]", ">", "1", "", "", "除以零")
    made = ground({**CELLS, "145-03.numerator": "0", "145-02@2023": "1", "145-01@2023": "2"})
    returns = [(KEY, ITEMS), (replace(KEY, period="2023"), ITEMS), (replace(KEY, period="2022"), ITEMS)]
    trials = {trial.rule: trial for trial in try_rules(made, rules(LESS, never, ratio), returns)}
    less = trials["LESS"]
    assert (less.held, less.violated, less.missing, less.skipped, less.undefined) == (1, 1, 1, 0, 0)
    assert [example.left for example in less.examples] == ["1600"]
    assert trials["NEVER"].skipped == 3
    assert (trials["ZERO"].undefined, trials["ZERO"].missing) == (1, 2)
    stopped = try_rules(made, rules(LESS, never, ratio), returns, progress=lambda done, of: done < of - 1)
    assert len(stopped) == 2


def test_a_finding_of_the_contract_has_all_its_keys() -> None:
    keys = {"rule", "severity", "item", "field", "period", "message", "left", "right", "difference", "explained"}
    for finding in check_return(ground(CELLS), rules(LESS), KEY, ITEMS).findings:
        assert keys <= set(finding.as_json())


_TYPED = st.one_of(
    st.text(max_size=12),
    st.decimals(allow_nan=False, allow_infinity=False).map(str),
    st.from_regex(r"[<>≥约\[]?-?[0-9]{1,80}(\.[0-9]{1,80})?[%\]倍]?", fullmatch=True),
    st.sampled_from(["", "—", "不适用", "未取得", "0", "0.0", "-0", "1-2", "完成", "9" * 2000]),
)
_ADDRESSES = [
    f"145-03{field}|{unit}@{period}{vintage}"
    for field in ("", ".growth", ".numerator", ".denominator", ".cumulative")
    for unit in (WHOLE, TOWN, OTHER, DISTRICT)
    for period in ("2022", "2023", "2024")
    for vintage in ("", "#预计")
]
SHIPPED = rules(*map(Rule.from_json, json.loads((SEED / "rules.json").read_text(encoding="utf-8"))))


@RANDOM
@given(
    st.dictionaries(st.sampled_from(_ADDRESSES), _TYPED, max_size=12),
    st.sampled_from(["flow", "level", "rate", "growth"]),
    st.sampled_from(["sum", "mean", "single"]),
    st.sampled_from([WHOLE, TOWN, DISTRICT]),
)
def test_whatever_stands_in_the_cells_every_finding_is_a_sentence(
    cells: dict[str, str], measure: str, rollup: str, unit: str
) -> None:
    limits = {"low": "1", "high": "6", "change_low": "-5", "change_high": "5", "change_kind": "percent"}
    printed = {"values": {"target": ">3", "base": "2"}, "unit": "%" if measure == "rate" else "件"}
    item = made_item("145-03", measure=measure, rollup=rollup, decimals=2, limits=limits, **printed)
    made = ground({}, item).set(cells)
    checked = check_return(made, SHIPPED, replace(KEY, unit=unit), ["145-03"])
    for finding in (*checked.findings, *checked.unjudged):
        assert finding.message
        assert finding.advice
        assert finding.place
        assert (finding.left is None) == (finding.right is None)
