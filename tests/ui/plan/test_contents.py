"""What the plan page has to show, without Qt: entries, places, where something is reported."""

from __future__ import annotations

from pathlib import Path

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import (
    LIST,
    TABLE,
    TARGETS,
    Place,
    chapter_words,
    in_words,
    line_words,
    source_words,
)


def test_the_table_of_the_thirteenth_plan_is_printed_in_the_first_chapter_of_the_fourteenth(contents: Contents) -> None:
    assert contents.tables_in("145", 1) == ["135", "145"]
    assert contents.tables_in("145", 2) == []
    assert contents.table_title("135") == "表1：海曙区“十三五”规划指标完成情况"
    assert contents.table_title("145") == "“十四五”时期主要指标"


def test_what_stands_in_two_places_is_reported_at_the_first(contents: Contents) -> None:
    assert contents.reported_at("145-projects-03") == "145-b15-0-01-01"
    assert contents.reported_at("145-b06-0-04-08") == "145-b06-0-03-06"
    assert contents.reported_at("145-t01-03") == "145-03"
    for itself in ("145-b15-0-01-01", "145-t02-02", "145-03", "145-k01", "145-areas-01"):
        assert contents.reported_at(itself) is None


def test_a_programme_is_one_entry_under_both_its_codes(contents: Contents) -> None:
    assert contents.entry("145-projects-01") == contents.entry("145-k01")
    assert contents.place_of("145-k01") == Place(LIST, "145", "projects")
    assert contents.place_of("145-a03") == Place(LIST, "145", "action_plans")
    assert contents.place_of("145-t02-02") == Place(TARGETS, "145")
    assert contents.place_of("135-19a") == Place(TABLE, "135")
    assert contents.place_of("145-99") is None
    assert contents.entry("nothing") is None


def test_the_lines_of_a_list_have_codes_and_parts(contents: Contents) -> None:
    areas = contents.listed("145", "areas")
    assert [part for part, _, _ in areas] == ["一心", "两城", "两城", "四片", "四片", "四片", "四片"]
    assert areas[1] == ("两城", "145-areas-02", "姚江新城")
    assert [code for _, code, _ in contents.listed("145", "projects")][:3] == ["145-k01", "145-k02", "145-projects-03"]


def test_a_section_without_a_heading_takes_that_of_its_chapter(contents: Contents) -> None:
    assert contents.heading("145", {"chapter": 10, "section": 4}) == "优化社会保障体系"
    assert contents.heading("145", {"chapter": 2, "section": 1}) == "集聚高端资源，打造国内一流创新性城区"


def test_numbers_and_sources_are_written_as_people_say_them() -> None:
    assert [in_words(number) for number in (1, 10, 13, 20, 21)] == ["一", "十", "十三", "二十", "二十一"]
    assert chapter_words({"chapter": 3, "section": 5}) == "第三章第五节"
    assert chapter_words({}) == ""
    plain = source_words({"chapter": 3, "section": 5, "box": 3, "lines": [605, 605]}).replace("\u00a0", " ")
    assert plain == "《纲要》第三章第五节 专栏 3 原文第 605 行"
    assert line_words([1, 3]).replace("\u00a0", " ") == "原文第 1–3 行"
    assert line_words(None) == ""


def test_a_plan_that_begins_later_does_not_print_the_table_of_the_thirteenth(tmp_path: Path) -> None:
    """The fourteenth prints the results of the plan before in its chapter 1; the fifteenth has a chapter 1 of its own."""
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True) as desk:
        read = desk.importing.read(Path(__file__).parents[2] / "road" / "year" / "fifteenth.txt")
        desk.importing.take_over(read)
        contents = Contents(desk.documents)
        assert contents.tables_in("155", 1) == ["155"]
        assert contents.tables_in("145", 1) == ["135", "145"]
