"""What does not add up: the shipped plans with the complete list, and that no document makes the rules fail."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.monitor.consistency import RULES, Inconsistency, consistency
from tests.domain.made import RANDOM
from tests.monitor.made_plan import plan, row

# Worked out by hand from the printed tables, notes and 专栏; no other place of the two plans contradicts another.
_OF_135 = [
    ("base-changed", "135-01", "1400、7.5%；1201、5.3%", "975.2；927.7"),
    ("base-changed", "135-02", "128、9%；115.8、5.9%", "83.2；86.9"),
    ("base-changed", "135-03", "330、8%；227、6.1%", "224.6；168.8"),
    ("base-changed", "135-05", "4500、10%；3300、12.5%", "2794.1；1831.3"),
    ("two-values", "135-09", "达36%", "37.3"),
    ("two-values", "135-06", "实现750亿元", "747"),
]
_OF_145 = [
    ("growth-rate", "145-01", "7", "10.7"),
    ("growth-rate", "145-12", "14", "14.9"),
    ("growth-column-repeats-target", "145-21", "<27", "<27"),
    ("target-looser-than-base", "145-21", "<27", "26"),
    ("target-looser-than-base", "145-32", "<0.005", "0.003"),
    ("garbled-count", "145-b10-0-03", "5个省级示范性家庭农场40家", "5个、40家"),
    ("two-statuses", "145-b15-0-02-13", "谋划迁建", "区三院迁扩建"),
    ("repeated-note-number", None, "4、4", "1、2、3、4、5"),
    ("stray-glyph", "145-19", "地表水达到或好于Ш类水体比例", "地表水达到或好于Ⅲ类水体比例"),
]


def shipped(plan_id: str) -> list[Inconsistency]:
    documents = {name: edition.content for name, edition in shipped_editions().items() if name.startswith("plan:")}
    others = [content for name, content in documents.items() if name != f"plan:{plan_id}"]
    return consistency(documents[f"plan:{plan_id}"], others)


@pytest.mark.parametrize(("plan_id", "expected"), [("135", _OF_135), ("145", _OF_145)])
def test_the_shipped_plans_have_exactly_these(plan_id: str, expected: list[tuple[str, str | None, str, str]]) -> None:
    found = shipped(plan_id)
    assert [(each.rule, each.where["item"], each.printed, each.computed) for each in found] == expected
    assert {each.where["plan"] for each in found} == {plan_id}


def test_places_of_the_shipped_findings_are_a_table_a_box_or_a_chapter() -> None:
    places = {each.where["item"]: each.where for each in (*shipped("135"), *shipped("145"))}
    assert places["135-01"] == {"plan": "135", "table": "表1", "item": "135-01"}
    assert places["135-09"] == {"plan": "135", "chapter": 1, "item": "135-09"}
    assert places["145-b10-0-03"] == {"plan": "145", "box": 10, "item": "145-b10-0-03"}
    assert places["145-01"] == {"plan": "145", "table": "指标表", "item": "145-01"}


def test_the_note_on_comparable_prices_is_told_and_silences_nothing() -> None:
    product, exports = (each.message for each in shipped("145") if each.rule == "growth-rate")
    assert "表下注写明“4、生产总值目标值和增速按可比价计算”" in product
    assert "取整解释不了这个差" in product
    assert "14.9%（按印的位数是15%）" in exports


def test_notes_that_may_explain_a_changed_base_are_told_and_their_absence_too() -> None:
    messages = {each.where["item"]: each.message for each in shipped("135") if each.rule == "base-changed"}
    assert "“2、因经济普查后基数核减，GDP总量统计口径有变化”" in messages["135-01"]
    assert "表下注没有点到这一项" in messages["135-02"]
    assert "“3、规上工业增加值统计口径有调整”" in messages["135-03"]
    assert "“5、商品销售总额统计口径有调整”" in messages["135-05"]


def test_every_message_holds_both_values_and_no_code() -> None:
    for each in (*shipped("135"), *shipped("145")):
        assert str(each.where["item"]) not in each.message
        values = [part for side in (each.printed, each.computed) for part in side.replace("、", "；").split("；")]
        missing = [part for part in values if part not in each.message]
        assert each.rule == "repeated-note-number" or missing in ([], ["地表水达到或好于Ⅲ类水体比例"])


def test_without_the_other_plan_what_refers_to_it_is_left_out() -> None:
    content = shipped_editions()["plan:145"].content
    assert [each.rule for each in consistency(content)] == [rule for rule, *_ in _OF_145]


def test_a_finding_has_the_keys_of_the_contract() -> None:
    (found,) = consistency(plan(row(base="5", target="3")))
    assert found.as_json() == {
        "rule": "target-looser-than-base",
        "where": {"plan": "p", "table": "指标表", "item": "p-01"},
        "printed": "3",
        "computed": "5",
        "message": found.message,
    }


@pytest.mark.parametrize("document", [{}, {"plan": {}}, {"plan": {"id": "p"}, "indicators": []}, plan(), plan(row())])
def test_a_plan_without_the_parts_that_a_rule_reads_has_nothing_to_tell(document: dict[str, Any]) -> None:
    assert consistency(document) == []


_CELL = st.one_of(
    st.sampled_from(
        ["", "—", "完成", "市下达目标", "1-2", "[1-2]", "双倍增", "1.5倍", ">93", "[8]", "<0", "0", "-5", "约400", "不适用", "[-1]",
         "＜27", "9" * 40, "-100%", "0.000", "≥0", "1e5", "2万"]
    ),
    st.decimals(-1000, 1000, places=3).map(str),
    st.text(max_size=5),
)  # fmt: skip
_ROW = st.builds(
    lambda values, direction, kind, unit: row(direction=direction, cumulative_kind=kind, unit=unit, **values),
    st.dictionaries(
        st.sampled_from(["base", "target", "growth", "target_growth", "actual", "actual_growth"]), _CELL, max_size=6
    ),
    st.sampled_from(["higher", "lower", "keep", None]),
    st.sampled_from(["increase", "flow", None]),
    st.sampled_from(["%", "亿元", None]),
)


@RANDOM
@given(st.lists(_ROW, max_size=3), st.lists(st.text(max_size=8), max_size=3))
def test_whatever_stands_in_the_cells_and_notes_no_rule_fails(rows: list[dict[str, Any]], notes: list[str]) -> None:
    for each in consistency(plan(*rows, notes=notes)):
        assert each.rule in RULES
        assert each.printed
        assert each.message.endswith("。")
