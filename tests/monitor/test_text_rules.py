"""Rules on notes, figures of the running text, 专栏 and the words for one project."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.made import RANDOM
from tests.monitor.made_plan import box, counted, only, plan, row, task, told

_CHAPTER = {"chapter": 1, "section": 5, "lines": [3, 3]}


def said(raw: str, value: str, op: str = "eq", unit: str = "亿元", **own: Any) -> dict[str, Any]:
    return {"code": "p-s01", "subject": "产值", "raw": raw, "op": op, "value": value, "unit": unit, "indicator": "p-01",
            "source": _CHAPTER, **own}  # fmt: skip


def test_two_notes_with_one_number_are_told_with_their_words() -> None:
    found = only(plan(notes=["1、甲。", "2、乙；", "2、丙。"]))
    assert (found.rule, found.printed, found.computed) == ("repeated-note-number", "2、2", "1、2、3")
    assert "2条都编为2：“2、乙”“2、丙”" in found.message
    assert found.where == {"plan": "p", "table": "指标表", "item": None}


@pytest.mark.parametrize(
    "notes", [[], ["1、甲。", "2、乙。", "10、丙。"], ["（1）、甲", "（2）、乙"], ["没有编号", "没有编号"], ["2.5万人"]]
)
def test_notes_with_a_number_each_or_with_none_are_in_order(notes: list[str]) -> None:
    assert told(plan(notes=notes)) == []


def test_a_figure_of_the_text_that_is_not_the_one_in_the_table_is_told() -> None:
    found = only(plan(row(unit="亿元", actual="747"), statements=[said("实现750亿元", "750", column="actual")]))
    assert (found.rule, found.printed, found.computed) == ("two-values", "实现750亿元", "747")
    assert found.where == {"plan": "p", "chapter": 1, "item": "p-01"}
    assert "正文“产值”写“实现750亿元”，表中第1项“产值”“完成”栏写“747”" in found.message
    assert "前一个可能是取整的说法" in found.message


def test_a_difference_that_no_rounding_explains_is_said_to_be_one() -> None:
    found = only(plan(row(unit="%", actual="37.3"), statements=[said("达36%", "36", unit="%", column="actual")]))
    assert "取整解释不了，可能口径或时点不同" in found.message


@pytest.mark.parametrize(
    ("statement", "actual"),
    [
        (said("突破1200亿元", "1200", "gt"), "1201"),
        (said("115.8亿元", "115.8"), "115.8"),
        (said("116亿元", "116"), "115.8"),
        (said("36亿元", "36", unit="万元"), "37.3"),  # another unit is not compared
        (said("36亿元", "36", indicator=None), "37.3"),
        (said("36亿元", "36", indicator="p-99"), "37.3"),
        (said("36亿元", "36"), "—"),
        (said("36亿元", "36"), "完成"),
        (said("翻番", "2", "multiple"), "37.3"),
    ],
)
def test_a_figure_of_the_text_that_fits_or_cannot_be_compared_is_in_order(
    statement: dict[str, Any], actual: str
) -> None:
    assert told(plan(row(unit="亿元", actual=actual), statements=[{**statement, "column": "actual"}])) == []


def test_a_growth_in_the_text_is_compared_in_percent() -> None:
    one = plan(
        row(unit="亿元", actual_growth="5.3%"), statements=[said("增长6%", "6", unit="%", column="actual_growth")]
    )
    assert told(one) == [("two-values", "p-01", "增长6%", "5.3%")]


@pytest.mark.parametrize(("target", "differs"), [("2000", False), (">2000", False), ("2100", False), ("1900", True)])
def test_a_target_of_the_text_is_compared_with_the_target_of_its_row(target: str, *, differs: bool) -> None:
    document = plan(row(unit="亿元", target=target), targets=[said("超2000亿元", "2000", "gt", year=None)])
    assert told(document) == ([("two-values", "p-01", "超2000亿元", target)] if differs else [])


def test_a_target_for_another_year_repeats_no_cell() -> None:
    assert told(plan(row(unit="亿元", target="1900"), targets=[said("2000亿元", "2000", year=2023)])) == []
    assert len(told(plan(row(unit="亿元", target="1900"), targets=[said("2000亿元", "2000", year=2025)]))) == 1


def test_a_base_is_compared_with_the_result_of_the_row_that_it_continues() -> None:
    before = plan(row("o-01", actual="2.35", unit="%"), row("o-02", actual="5.79", unit="人"))
    before["plan"]["id"] = "o"
    after = plan(
        row(base="2.4", continues="o-01", unit="%"),
        row("p-02", base="5.8", continues="o-02", unit="个"),
        row("p-03", base="5", continues="o-02", unit="万人"),
        row("p-04", base="9", continues="o-09"),
    )
    assert told(after, before) == []
    after["indicators"][0]["values"]["base"] = "2.5"
    found = only(after, before)
    assert (found.printed, found.computed) == ("2.5", "2.35")
    assert "第1项“产值”的基期写“2.5”，上一规划第1项“产值”的完成数写“2.35”" in found.message
    assert told(after) == []
    # What is counted in 个 and what is counted in 人 is one figure; 万人 is another unit and is left alone.
    after["indicators"][0]["values"]["base"] = "2.35"
    after["indicators"][1]["values"]["base"] = "6.8"
    assert told(after, before) == [("two-values", "p-02", "6.8", "5.79")]


def test_figures_of_a_box_that_repeat_each_other_must_agree() -> None:
    repeats = [[{"what": "项目"}, {"what": "项目", "item": "p-b01-0-01"}]]
    lines = task(quantities=[counted("项目", "25个", "25")])
    document = plan(boxes=[box(lines, quantities=[counted("项目", "24个", "24")], repeats=repeats)])
    assert told(document) == [("two-values", None, "24个", "25个")]
    lines["quantities"] = [counted("项目", "24个", "24")]
    assert told(document) == []
    lines["quantities"] = []
    assert told(document) == []


def summed(total: dict[str, Any], *parts: dict[str, Any]) -> dict[str, Any]:
    """A plan whose one box says that `total` is the sum of `parts`, one a task."""
    codes = [f"p-b01-0-{place:02d}" for place in range(1, len(parts) + 1)]
    tasks = [task(code, quantities=[{**part, "what": "项目"}]) for code, part in zip(codes, parts, strict=True)]
    references = [{"item": code, "what": "项目"} for code in codes]
    declared = {"what": "项目数", "total": {"what": total["what"]}, "parts": references}
    return plan(boxes=[box(*tasks, quantities=[total], sums=[declared])])


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        (("300多个", "300", "gt", "个"), [("24个", "24", "eq", "个"), ("289个", "289", "eq", "个")]),
        (
            ("超2500亿元", "2500", "gt", "亿元"),
            [("400左右", "400", "approx", "亿元"), ("2100左右", "2100", "approx", "亿元")],
        ),
        (
            ("10亿元", "10", "eq", "亿元"),
            [("3亿元", "3", "eq", "亿元"), ("6亿元", "6", "eq", "亿元")],
        ),  # 3.4 + 6.4 = 9.8
        (("7.5%", "7.5", "eq", "%"), [("3.2%", "3.2", "eq", "%"), ("4.2%", "4.2", "eq", "%")]),
        (("10个", "10", "eq", "个"), [("5个以上", "5", "ge", "个"), ("3个", "3", "eq", "个")]),
        (("10个", "10", "eq", "个"), [("5个", "5", "eq", "家"), ("3个", "3", "eq", "个")]),
    ],
)
def test_parts_that_can_make_up_the_total_are_in_order(
    total: tuple[str, str, str, str], parts: list[tuple[str, str, str, str]]
) -> None:
    assert told(summed(counted("总数", *total), *(counted("项目", *part) for part in parts))) == []


@pytest.mark.parametrize(
    ("total", "parts", "computed"),
    [
        (("289个", "289", "eq", "个"), [("87个", "87", "eq", "个"), ("203个", "203", "eq", "个")], "290"),
        (("300多个", "300", "gt", "个"), [("24个", "24", "eq", "个"), ("189个", "189", "eq", "个")], "213"),
        (("7.9%", "7.9", "eq", "%"), [("3.2%", "3.2", "eq", "%"), ("4.2%", "4.2", "eq", "%")], "7.4"),
        (("10个", "10", "eq", "个"), [("5个以上", "5", "ge", "个"), ("6个", "6", "eq", "个")], "11"),
    ],
)
def test_parts_that_do_not_make_up_the_total_are_told_with_their_sum(
    total: tuple[str, str, str, str], parts: list[tuple[str, str, str, str]], computed: str
) -> None:
    found = only(summed(counted("总数", *total), *(counted("项目", *part) for part in parts)))
    assert (found.rule, found.printed, found.computed) == ("sum-of-parts", total[0], computed)
    assert found.where == {"plan": "p", "box": 1, "item": None}
    assert f"分项{parts[0][0]} + {parts[1][0]}，合计{computed}" in found.message


def test_a_range_among_the_parts_leaves_a_span() -> None:
    parts = (
        {"what": "", "raw": "1-2个", "op": "range", "low": "1", "high": "2", "unit": "个"},
        counted("", "3个", "3"),
    )
    assert told(summed(counted("总数", "5个", "5"), *parts)) == []
    assert told(summed(counted("总数", "9个", "9"), *parts)) == [("sum-of-parts", None, "9个", "4~5")]


def test_a_sum_with_a_part_that_is_not_printed_is_not_judged() -> None:
    document = summed(counted("总数", "9个", "9"), counted("", "3个", "3"))
    document["boxes"][0]["sums"][0]["parts"].append({"what": "没有印"})
    assert told(document) == []


def test_a_count_in_words_is_compared_with_how_many_are_named() -> None:
    series = {"words": "四横", "count": 4, "projects": ["a", "b", "c"]}
    found = only(plan(boxes=[box(task(declared=[series]))]))
    assert (found.rule, found.where["item"], found.printed, found.computed) == (
        "declared-count",
        "p-b01-0-01",
        "四横",
        "3",
    )
    assert told(plan(boxes=[box(task(declared=[series], is_open=True))])) == []
    assert told(plan(boxes=[box(task(declared=[{**series, "projects": list("abcd")}]))])) == []
    assert len(told(plan(boxes=[box(task(declared=[{**series, "projects": list("abcde")}], is_open=True))]))) == 1


def test_a_garbled_count_is_told_once_with_both_readings() -> None:
    pair = [
        counted("农场", "5个农场40家", "5", doubtful=True),
        counted("农场", "5个农场40家", "40", unit="家", doubtful=True),
    ]
    found = only(plan(boxes=[box(task(quantities=[*pair, counted("合作社", "20家", "20", unit="家")]))]))
    assert (found.rule, found.printed, found.computed) == ("garbled-count", "5个农场40家", "5个、40家")
    assert found.where == {"plan": "p", "box": 1, "item": "p-b01-0-01"}
    one = plan(boxes=[box(quantities=[counted("农场", "约些个", "5", doubtful=True)])])
    assert told(one) == [("garbled-count", None, "约些个", "5个")]


def test_the_same_words_for_two_things_are_no_garbled_count() -> None:
    assert told(plan(boxes=[box(task(quantities=[counted("小镇", "3个", "3"), counted("村", "3个", "3")]))])) == []


@pytest.mark.parametrize(
    ("status", "other", "differ"),
    [
        ("谋划新建", "新建", True),
        ("已建", "谋划建设", True),
        ("新建", "新建", False),
        ("新建", None, False),
        (None, None, False),
    ],
)
def test_one_project_with_two_statuses_is_told(status: str | None, other: str | None, *, differ: bool) -> None:
    projects = [
        {"code": "p-b01-0-01-01", "name": "医院", "status": status},
        {"code": "p-b01-0-01-02", "name": "医院", "status": other},
    ]
    link = {"kind": "same", "members": ["p-b01-0-01-01", "p-b01-0-01-02"]}
    document = plan(boxes=[box(task(projects=projects))], links=[link])
    assert told(document) == ([("two-statuses", "p-b01-0-01-01", status, other)] if differ else [])
    assert told({**document, "links": [{**link, "kind": "related"}]}) == []


@pytest.mark.parametrize(
    ("entry", "differ"), [("医院迁扩建", True), ("医院迁建", False), ("医院", False), ("医院建设", False)]
)
def test_the_name_in_a_list_may_say_another_kind_of_building(entry: str, *, differ: bool) -> None:
    projects = [{"code": "p-b01-0-01-01", "name": "医院", "status": "谋划迁建"}]
    links = [{"kind": "same", "members": ["p-b01-0-01-01", "p-works-02"]}, {"kind": "same", "members": ["x", "y"]}]
    lists = {"works": ["学校", entry], "areas": {"一心": ["甲"]}}
    document = plan(boxes=[box(task(projects=projects))], links=links, lists=lists)
    assert told(document) == ([("two-statuses", "p-b01-0-01-01", "谋划迁建", entry)] if differ else [])


def test_a_programme_and_a_project_are_compared_too() -> None:
    programme = {"code": "p-k01", "name": "学校", "status": "扩建", "list": "works", "source": {"chapter": 13}}
    projects = [{"code": "p-b01-0-01-01", "name": "学校", "status": "新建"}]
    links = [{"kind": "same", "members": ["p-k01", "p-b01-0-01-01"]}]
    found = only(plan(boxes=[box(task(projects=projects))], programmes=[programme], links=links))
    assert found.where == {"plan": "p", "chapter": 13, "item": "p-k01"}


@RANDOM
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.sampled_from(["eq", "gt", "ge", "approx", "le"]))
def test_a_total_that_is_the_sum_of_its_parts_is_never_told(parts: list[int], op: str) -> None:
    total = counted("总数", f"{sum(parts)}个", str(sum(parts)), op)
    assert told(summed(total, *(counted("", f"{part}个", str(part)) for part in parts))) == []


@RANDOM
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(1, 50))
def test_a_count_that_is_off_by_any_number_is_always_told(parts: list[int], off: int) -> None:
    total = counted("总数", "总数", str(sum(parts) + off))
    found = told(summed(total, *(counted("", f"{part}个", str(part)) for part in parts)))
    assert found == [("sum-of-parts", None, "总数", str(sum(parts)))]
