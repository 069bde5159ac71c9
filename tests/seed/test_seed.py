"""The shipped data against what was read in the outline by eye: counts, cells, codes and who is named.

The expected figures were copied from the printed tables by hand; no test reads them from the files it checks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).resolve().parents[2] / "db" / "seed"

CELLS = [
    ("135-01", "target_growth", "7.5%"),
    ("135-01", "actual", "1201"),
    ("135-02", "actual", "115.8"),
    ("135-04", "target", "[2200]"),
    ("135-04", "actual", "[1663]"),
    ("135-05", "actual_growth", "12.5%"),
    ("135-08", "target_growth", "—"),
    ("135-08", "actual", "2.35"),
    ("135-09", "actual", "37.3"),
    ("135-11", "target", "25"),
    ("135-11", "actual", "99"),
    ("135-13", "actual", "19.59"),
    ("135-14", "target", "—"),
    ("135-14", "target_growth", "按市下达"),
    ("135-17", "actual", "完成"),
    ("135-18", "target", "<5"),
    ("135-18", "actual", "<3"),
    ("135-19a", "actual", "71391"),
    ("135-19b", "target_growth", "8%"),
    ("135-19b", "actual", "39888"),
    ("135-20", "target", ">95"),
    ("135-21a", "target", ">98"),
    ("135-21b", "target", ">98"),
    ("135-21b", "actual", "99.5"),
    ("135-22", "actual", "5.79"),
    ("135-24", "actual", "14.9"),
    ("145-01", "target", "2000"),
    ("145-01", "growth", "7"),
    ("145-03", "growth", "[1.25]"),
    ("145-05", "base", "27.88"),
    ("145-05", "growth", "[15.12]"),
    ("145-10", "base", "897.2"),
    ("145-10", "growth", "—"),
    ("145-12", "growth", "14"),
    ("145-13", "base", "2"),
    ("145-13", "target", "—"),
    ("145-13", "growth", "4"),
    ("145-15", "growth", "市下达目标"),
    ("145-18", "growth", "市下达目标"),
    ("145-20", "target", ">93"),
    ("145-21", "base", "26"),
    ("145-21", "target", "<27"),
    ("145-21", "growth", "<27"),
    ("145-23", "target", ">49.83"),
    ("145-24", "base", "5"),
    ("145-24", "growth", "与经济增长基本同步"),
    ("145-25", "base", "—"),
    ("145-25", "growth", "[8]"),
    ("145-27", "growth", "[0.11]"),
    ("145-29", "base", "—"),
    ("145-29", "target", "2.5"),
    ("145-31", "target", "90"),
    ("145-32", "base", "0.003"),
    ("145-32", "target", "<0.005"),
    ("145-33", "target", "2.11"),
]

INCREASES = {2, 3, 4, 5, 6, 7, 8, 9, 14, 19, 22, 26, 27, 28, 30}
TOWNSHIP_ITEMS = {3, 4, 6, 11, 12, 13, 19, 22, 23, 25, 26, 27, 28, 29, 32, 33}
ITEMS_OF_BOX = {1: [3], 2: [7], 3: [6, 4], 4: [5], 5: [4], 6: [5], 7: [2], 8: [10], 9: [3], 10: [4], 11: [7], 12: [4],
                13: [4], 14: [5], 15: [5]}  # fmt: skip
SECTIONS_OF_CHAPTER = [5, 4, 5, 5, 3, 4, 3, 4, 4, 4, 3, 3, 4]


def load(name: str) -> Any:
    return json.loads((SEED / name).read_text(encoding="utf-8"))


def indicators(plan: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = load(f"{plan}/indicators.json")
    return rows


def both_tables() -> list[dict[str, Any]]:
    return [*indicators("135"), *indicators("145")]


def box_items() -> Iterator[tuple[int, int, int, dict[str, Any]]]:
    """Box, group as counted in codes (0 without groups), place in the group, item."""
    for box in load("145/boxes.json"):
        for group_number, group in enumerate(box["groups"], 1):
            for place, item in enumerate(group["items"], 1):
                yield box["number"], group_number if group["title"] else 0, place, item


def number_in(printed: str) -> Decimal:
    return Decimal(printed.strip("[]<>"))


def test_the_first_table_has_26_rows_with_24_numbers_in_print_order() -> None:
    rows = indicators("135")
    assert [row["row"] for row in rows] == list(range(1, 27))
    split = {"19": ["19", "19"], "21": ["21", "21"]}
    assert [row["number"] for row in rows] == [n for i in range(1, 25) for n in split.get(str(i), [str(i)])]
    assert [row["code"] for row in rows[18:23]] == ["135-19a", "135-19b", "135-20", "135-21a", "135-21b"]


def test_the_second_table_has_33_rows_in_print_order() -> None:
    rows = indicators("145")
    assert [row["row"] for row in rows] == list(range(1, 34))
    assert [row["number"] for row in rows] == [str(n) for n in range(1, 34)]
    assert [row["code"] for row in rows] == [f"145-{n:02d}" for n in range(1, 34)]


def test_categories_hold_as_many_rows_as_printed() -> None:
    assert Counter(row["category"] for row in indicators("135")) == {
        "经济发展": 6, "创新转型": 6, "绿色低碳": 5, "共建共享": 9,
    }  # fmt: skip
    assert Counter(row["category"] for row in indicators("145")) == {
        "经济发展": 9, "城市能级": 5, "生态环境": 9, "民生福祉": 6, "治理体系": 4,
    }  # fmt: skip


def test_twenty_rows_are_anticipated_and_thirteen_binding() -> None:
    binding = {int(row["number"]) for row in indicators("145") if row["attribute"] == "约束性"}
    assert binding == {*range(15, 24), *range(30, 34)}
    assert Counter(row["attribute"] for row in indicators("145")) == {"预期性": 20, "约束性": 13}
    assert {row["attribute"] for row in indicators("135")} == {None}


@pytest.mark.parametrize(("code", "column", "printed"), CELLS)
def test_a_cell_stands_as_printed(code: str, column: str, printed: str) -> None:
    row = next(row for row in both_tables() if row["code"] == code)
    assert row["values"][column] == printed


def test_every_row_has_a_text_in_each_declared_column() -> None:
    for plan in ("135", "145"):
        frame = load(f"{plan}/plan.json")
        assert list(frame["column_titles"]) == frame["columns"]
        for row in indicators(plan):
            assert list(row["values"]) == frame["columns"], row["code"]
            assert all(isinstance(cell, str) and cell for cell in row["values"].values()), row["code"]


def test_names_carry_neither_unit_nor_asterisk() -> None:
    for row in both_tables():
        assert not row["name"].endswith(("*", f"（{row['unit']}）")), row["code"]
    names = {row["code"]: (row["name"], row["unit"]) for row in both_tables()}
    assert names["135-11"] == ("“国家级引才计划专家”“省级引才计划专家”“市3315”人才（团队）数", "人/个")
    assert names["135-17"] == ("细颗粒物（PM2.5）浓度下降", "%")
    assert names["135-23"] == ("每百名老人拥有养老床位数", "张/百人")
    assert names["145-12"] == ("跨境电商出口额", "亿美元")
    cyrillic_sha = "\u0428"  # printed for the Roman three
    assert names["145-19"] == (f"地表水达到或好于{cyrillic_sha}类水体比例", "%")
    assert names["145-21"] == ("细颗粒物（PM2.5）平均浓度", "微克/立方米")
    assert names["145-31"] == ("依申请政务服务办件“一网通办”率", "%")


def test_three_rows_count_residents_and_two_share_a_merged_cell() -> None:
    assert {row["code"] for row in both_tables() if row["resident_basis"]} == {"145-26", "145-27", "145-29"}
    assert {row["code"]: row["parent"] for row in both_tables() if row["parent"]} == {
        "135-21a": "户籍人口",
        "135-21b": "户籍人口",
    }


def test_fifteen_brackets_are_the_target_less_the_base() -> None:
    increases = [row for row in indicators("145") if row["cumulative_kind"] == "increase"]
    assert {int(row["number"]) for row in increases} == INCREASES
    for row in increases:
        values = row["values"]
        assert number_in(values["growth"]) == Decimal(values["target"]) - Decimal(values["base"]), row["code"]


def test_every_bracket_has_a_kind_and_only_two_rows_are_sums_over_five_years() -> None:
    for row in both_tables():
        bracketed = any(cell.startswith("[") for cell in row["values"].values())
        assert bracketed == (row["cumulative_kind"] is not None), row["code"]
    assert {row["code"] for row in both_tables() if row["cumulative_kind"] == "flow"} == {"135-04", "145-25"}


def test_words_may_be_entered_exactly_where_words_are_printed() -> None:
    worded = {row["code"] for row in both_tables()
              if any(re.search(r"[\u4e00-\u9fff]", cell) for cell in row["values"].values())}  # fmt: skip
    assert worded == {f"135-{n}" for n in (14, 15, 16, 17)} | {f"145-{n}" for n in (15, 16, 17, 18, 24)}
    assert {row["code"] for row in both_tables() if row["text_allowed"]} == worded


def test_no_printed_figure_has_more_decimals_than_its_row_keeps() -> None:
    for row in both_tables():
        for cell in row["values"].values():
            if re.fullmatch(r"[\[<>]?\d+(\.\d+)?\]?", cell):
                places = len(cell.strip("[]").partition(".")[2])
                assert places <= row["decimals"], f"{row['code']} {cell}"


def test_six_rows_continue_an_older_one() -> None:
    assert {row["code"]: row["continues"] for row in both_tables() if row["continues"]} == {
        "145-01": "135-01",
        "145-03": "135-08",
        "145-14": "135-07",
        "145-16": "135-14",
        "145-17": "135-15",
        "145-27": "135-22",
    }
    assert {row["continues"] for row in both_tables() if row["continues"]} <= {row["code"] for row in indicators("135")}


def test_the_proposals_use_the_words_of_the_contract() -> None:
    for row in both_tables():
        assert row["direction"] in {"higher", "lower", "keep"}
        assert row["measure"] in {"flow", "level", "rate", "growth"}
        assert row["frequency"] in {"年", "半年", "季", "月"}
        assert row["rollup"] in {"single", "sum", "mean"}
        assert (row["rollup"] == "mean") == (row["rollup_weight"] is not None), row["code"]
    by_direction = {way: {row["code"] for row in both_tables() if row["direction"] == way} for way in ("lower", "keep")}
    assert by_direction == {"lower": {"135-18", "145-21", "145-32"}, "keep": {"135-13", "145-23", "145-33"}}


def test_sixteen_items_can_come_from_townships() -> None:
    items = {int(row["number"]) for row in indicators("145") if row["townships"]}
    assert items == TOWNSHIP_ITEMS
    assert not any(row["townships"] for row in indicators("135"))
    assert not any(row["rollup"] == "single" for row in indicators("145") if row["townships"])


def test_limits_are_ordered_and_hold_the_printed_base() -> None:
    for row in indicators("145"):
        limits = row["limits"]
        assert Decimal(limits["low"]) < Decimal(limits["high"]), row["code"]
        changes = (limits["change_low"], limits["change_high"])
        assert (None in changes) == (limits["change_kind"] is None), row["code"]
        if limits["change_kind"]:
            assert limits["change_kind"] in {"percent", "unit"}
            assert Decimal(changes[0]) < 0 < Decimal(changes[1]), row["code"]
        if row["values"]["base"] != "—":
            assert Decimal(limits["low"]) <= Decimal(row["values"]["base"]) <= Decimal(limits["high"]), row["code"]


def test_each_printed_note_stands_in_the_plan_and_beside_the_rows_it_names() -> None:
    notes = {plan: load(f"{plan}/plan.json")["notes"] for plan in ("135", "145")}
    assert [note[:2] for note in notes["135"]] == ["1、", "2、", "3、", "4、", "5、"]
    # the number 4 is printed twice
    assert [note[:2] for note in notes["145"]] == ["1、", "2、", "3、", "4、", "4、"]
    for row in both_tables():
        assert set(row["notes"]) <= set(notes[row["code"][:3]]), row["code"]
    named = {plan: [{row["code"][4:] for row in indicators(plan) if note in row["notes"]} for note in printed]
             for plan, printed in notes.items()}  # fmt: skip
    assert named["135"] == [set(), {"01"}, {"03"}, {"04"}, {"05"}]
    brackets = {f"{n:02d}" for n in INCREASES | {25}}
    assert named["145"] == [set(), brackets, {"26", "27", "29"}, {"01"}, {"10"}]
    assert "1243万人" in notes["145"][-1]


def test_sources_follow_each_other_through_the_text() -> None:
    spans = {
        plan: [row["source"]["lines"] for row in indicators(plan)] for plan in ("135", "145")
    } | {"boxes": [box["source"]["lines"] for box in load("145/boxes.json")]}  # fmt: skip
    for name, lines in spans.items():
        assert all(first <= last for first, last in lines), name
        assert all(before[1] < after[0] for before, after in pairwise(lines)), name


def test_fifteen_boxes_have_the_counted_items() -> None:
    boxes = load("145/boxes.json")
    assert {box["number"]: [len(group["items"]) for group in box["groups"]] for box in boxes} == ITEMS_OF_BOX
    assert [group["title"] for group in boxes[2]["groups"]] == ["先进制造业重大平台", "现代服务业重大平台"]
    assert all(box["groups"][0]["title"] is None for box in boxes if box["number"] != 3)
    assert [box["chapter"] for box in boxes] == [2, 3, 3, 4, 4, 4, 4, 6, 6, 7, 8, 8, 9, 9, 10]
    assert all(box["chapter"] == box["source"]["chapter"] for box in boxes)


def test_a_code_tells_box_group_and_place() -> None:
    for box, group, place, item in box_items():
        assert item["code"] == f"145-b{box:02d}-{group}-{place:02d}"


def test_items_stand_inside_the_lines_of_their_box() -> None:
    spans = {box["number"]: box["source"]["lines"] for box in load("145/boxes.json")}
    for box, _, _, item in box_items():
        assert spans[box][0] < item["lines"][0] == item["lines"][1] <= spans[box][1], item["code"]


def test_titles_are_names_and_summaries_are_a_few_words() -> None:
    titles = {item["code"]: item["title"] for _, _, _, item in box_items()}
    assert titles["145-b01-0-01"] == "人才和创新“栽树工程”"
    assert titles["145-b03-2-04"] == "空港现代商贸区"
    assert titles["145-b04-0-01"] == "区块类"
    assert titles["145-b06-0-03"] == "城区“十一横十一纵”骨架路网"
    assert titles["145-b11-0-07"] == "伏跗室永寿街历史文化街区"
    for _, _, _, item in box_items():
        assert item["title"] == item["title"].strip()
        assert "：" not in item["title"]
        assert 4 <= len(item["summary"]) <= 32, item["code"]
        assert not item["summary"].endswith("。"), item["code"]


def test_codes_are_unique_over_everything_that_is_shipped() -> None:
    codes = [row["code"] for row in both_tables()]
    codes += [item["code"] for _, _, _, item in box_items()]
    codes += [unit["code"] for unit in load("units.json")]
    codes += [form["code"] for form in load("forms.json")]
    assert [code for code, times in Counter(codes).items() if times > 1] == []


def test_whoever_leads_or_reports_is_a_unit() -> None:
    units = {unit["code"] for unit in load("units.json")}
    for row in [*both_tables(), *(item for _, _, _, item in box_items())]:
        assert row["reporters"], row["code"]
        assert {row["lead"], *row["reporters"]} <= units, row["code"]


def test_the_four_places_of_box_13_report_for_themselves() -> None:
    reporters = {item["title"]: item["reporters"] for box, _, _, item in box_items() if box == 13}
    names = {unit["code"]: unit["name"] for unit in load("units.json")}
    assert {title: [names[code] for code in codes] for title, codes in reporters.items()} == {
        "鄞江": ["鄞江镇"],
        "横街": ["横街镇"],
        "章水": ["章水镇"],
        "龙观": ["龙观乡"],
    }


def test_the_district_has_nine_streets_seven_towns_and_one_township() -> None:
    units = load("units.json")
    kinds = Counter(unit["kind"] for unit in units)
    assert (kinds["district"], kinds["street"], kinds["town"], kinds["township"]) == (1, 9, 7, 1)
    ending = {"street": "街道", "town": "镇", "township": "乡"}
    for unit in units:
        assert unit["parent"] == (None if unit["kind"] == "district" else "330203"), unit["code"]
        assert unit["name"].endswith(ending.get(unit["kind"], "")), unit["code"]
        slug = r"dept-[a-z]+" if unit["kind"] == "department" else r"330203(\d{3})?"
        assert re.fullmatch(slug, unit["code"]), unit["code"]


def test_nine_units_came_from_the_neighbour_with_their_old_codes() -> None:
    moved = {unit["name"]: unit for unit in load("units.json") if unit["former_codes"]}
    assert {name: unit["former_codes"] for name, unit in moved.items()} == {
        "石碶街道": ["330212003"],
        "高桥镇": ["330212113"],
        "横街镇": ["330212114"],
        "集士港镇": ["330212115"],
        "古林镇": ["330212116"],
        "洞桥镇": ["330212118"],
        "鄞江镇": ["330212119"],
        "章水镇": ["330212120"],
        "龙观乡": ["330212200"],
    }
    assert {unit["valid_from"] for unit in moved.values()} == {"2016-09-28"}
    assert {unit["valid_from"] for unit in load("units.json") if unit["name"] not in moved} == {None}


def test_lists_have_their_lengths_and_the_blocks_are_those_of_box_8() -> None:
    lists = load("145/lists.json")
    lengths = {"blocks": 10, "action_plans": 10, "projects": 10, "positions": 4, "principles": 5, "relations": 5,
               "engines": 5, "goals_2035": 7}  # fmt: skip
    assert {name: len(set(lists[name])) for name in lengths} == lengths
    assert lists["blocks"] == [item["title"] for box, _, _, item in box_items() if box == 8]
    assert {name: len(areas) for name, areas in lists["areas"].items()} == {"一心": 1, "两城": 2, "四片": 4}
    assert lists["action_plans"][7] == "村级工业园改造攻坚"
    assert lists["projects"][4] == "区三院迁扩建"


def test_chapters_1_to_13_have_their_sections_and_nine_headings_are_missing() -> None:
    chapters = load("145/lists.json")["chapters"]
    assert [chapter["number"] for chapter in chapters] == list(range(1, 14))
    assert [len(chapter["sections"]) for chapter in chapters] == SECTIONS_OF_CHAPTER
    for chapter in chapters:
        assert [section["number"] for section in chapter["sections"]] == list(range(1, len(chapter["sections"]) + 1))
    missing = [(chapter["number"], section["number"]) for chapter in chapters for section in chapter["sections"]
               if section["title"] is None]  # fmt: skip
    assert missing == [(1, 2), (1, 3), (1, 4), (1, 5), (2, 1), (2, 2), (2, 3), (2, 4), (3, 2)]
    lines = [place["line"] for chapter in chapters for place in (chapter, *chapter["sections"])]
    assert lines == sorted(lines)


def test_plans_know_their_years() -> None:
    years = {plan: tuple(load(f"{plan}/plan.json")[key] for key in ("id", "base_year", "start_year", "end_year"))
             for plan in ("135", "145")}  # fmt: skip
    assert years == {"135": ("135", 2015, 2016, 2020), "145": ("145", 2020, 2021, 2025)}


def test_both_forms_begin_with_the_value_and_name_no_field_twice() -> None:
    forms = load("forms.json")
    assert [form["items"] for form in forms] == ["indicators", "tasks"]
    for form in forms:
        names = [field["name"] for field in form["fields"]]
        assert names[0] == "value"
        assert len(set(names)) == len(names) == {"indicators": 5, "tasks": 17}[form["code"]]
        assert {field["type"] for field in form["fields"]} <= {"quantity", "text"}
