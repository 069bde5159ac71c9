"""Reports: only approved values, every figure with its source, the same again from the same snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.reporting import Made, Wanted
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.quantity import from_json, show
from haishu_desk.report.facts import PRINTED, RECKONED, REPORTED, Fact
from tests.desk.approved import approve, give, marked_in, reopen, some_figures, sources_of, texts_of, xml_of
from tests.desk.figures import enter, whole
from tests.desk.office import Office


@pytest.fixture(scope="module")
def some_approved(founded_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("approved")
    shutil.copytree(founded_district.parent, folder / "copy")
    with Desk(folder / "copy" / "district.db", write=True, person="李审") as opened:
        some_figures(opened)
    return folder / "copy"


@pytest.fixture
def desk(some_approved: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(some_approved, tmp_path / "desk")
    with Desk(tmp_path / "desk" / "district.db", write=True, person="李审") as opened:
        yield opened


def made_of(desk: Desk, **how: object) -> Made:
    return desk.reporting.make(Wanted(**{"kind": "annual", "year": 2023, **how}))  # type: ignore[arg-type]


def text_of(made: Made) -> str:
    return "\n".join(getattr(part, "text", "") for part in made.document.parts)


# What it says.


def test_the_annual_report_counts_the_verdicts_and_says_what_cannot_be_judged(desk: Desk) -> None:
    # 145-04 is reached (3498 > 3100), 145-01 1600 against 1630.9 is within 5 points; 145-02 and 145-20 lag: 4 of 33.
    text = text_of(made_of(desk))
    assert "纳入监测的33项指标中，可评估4项，其中提前实现1项、基本符合预期1项、滞后2项；暂无法评估29项" in text
    assert "达到序时的2项、占50.0%，滞后指标较多" in text


def test_what_lags_is_told_with_its_figures_and_with_what_is_still_needed(desk: Desk) -> None:
    text = text_of(made_of(desk))
    # Expected 19+(30-19)×3/5 = 25.6; 22.1 is 3.5 short. (30÷22.1)^(1/2)-1 = 16.51 % a year.
    assert "2023年实绩22.1万元/人，应达25.6万元/人，比应达少3.5万元/人。评价为滞后。今后每年需增长16.51%" in text
    assert "2023年实绩92.3%，应达>93%，比应达少0.7个百分点。评价为滞后（越过界限）" in text


def test_the_words_of_the_units_stand_with_what_lags(desk: Desk) -> None:
    unit = whole(desk, "145-02")
    reopen(desk, unit, "2023")
    desk.entry.enter(
        [{"unit": unit, "period": "2023", "item": "145-02", "value": "22", "vintage": None, "field": "value",
          "note": "平均从业人员增加，A&B 厂停产"}], "更正"
    )  # fmt: skip
    give(desk, unit, "2023")
    assert "责任单位说明：平均从业人员增加，A&B 厂停产。" in text_of(made_of(desk))
    line = next(line for line in made_of(desk).material.lines if line.code == "145-20")
    assert line.why == ()


def test_what_was_not_approved_is_not_in_the_report(desk: Desk) -> None:
    unit = whole(desk, "145-12")
    enter(desk, f"{unit} 145-12 2023 31.4")
    material = made_of(desk).material
    (line,) = [line for line in material.lines if line.code == "145-12"]
    assert (line.actual, line.is_open, line.reason) == (None, True, "未审核")
    (row,) = [row for row in material.missing if row.item == "145-12"]
    assert (row.kind, row.todo) == ("没有数", "审核")


def test_an_indicator_without_any_figure_is_listed_and_never_filled(desk: Desk, tmp_path: Path) -> None:
    answer = desk.reporting.write(Wanted("annual", 2023), tmp_path / "a.docx")
    assert "145-17" in answer["missing"]
    assert "145-04" not in answer["missing"]
    rows = [row for row in made_of(desk).material.missing if row.item == "145-17"]
    assert [(row.what, row.why) for row in rows] == [
        ("单位地区生产总值二氧化碳排放降低", "目标由上级下达，还没有录入；下达以后录入再算")
    ]


def test_tasks_and_projects_that_nobody_reported_are_counted_and_listed_by_their_unit(desk: Desk) -> None:
    made = made_of(desk)
    silent = [row for row in made.material.missing if row.what.startswith("任务和项目")]
    assert sum(int(row.what.removeprefix("任务和项目").removesuffix("项")) for row in silent) == len(
        made.material.tasks
    )
    assert "没有报送" in text_of(made)


# Every figure has a source.


def found_again(desk: Desk, fact: Fact) -> bool:
    """Whether `values`, `evaluate`, the plan or the 责任分解 say the same."""
    if fact.kind == REPORTED:
        rows = desk.reading.values(fact.unit, fact.period, fact.item)
        return any(
            (row["field"], row["vintage"], show(from_json(row["value"]))) == (fact.field, fact.vintage, fact.value)
            and row["basis"] in ("已批", "核定")
            for row in rows
        )
    if fact.kind == PRINTED:
        values = desk.documents.catalogue.get(fact.item).record["values"]
        return fact.field == "annual" or values[fact.field] == fact.value
    return reckoned_again(desk, fact)


def reckoned_again(desk: Desk, fact: Fact) -> bool:
    if fact.field in ("ratio", "gap", "time_progress", "average") or fact.period > "2023":
        return True  # from figures beside it; a test of its own
    (row,) = desk.evaluating.evaluate("145", 2023, item=fact.item)
    said = row[fact.field]["value"] if fact.field == "forecast" else row[fact.field]
    value = fact.value.lstrip("<>≥≤")
    places = len(value.partition(".")[2])
    return abs(abs(Decimal(said)) - abs(Decimal(value))) <= Decimal(1).scaleb(-places) / 2


@pytest.mark.parametrize("kind", ["annual", "midterm", "final"])
def test_every_marked_number_of_the_file_is_found_again(desk: Desk, tmp_path: Path, kind: str) -> None:
    made = made_of(desk, kind=kind)
    desk.reporting.write(Wanted(kind, 2023), tmp_path / "a.docx")
    sources, marked = sources_of(tmp_path / "a.docx"), marked_in(tmp_path / "a.docx")
    assert len(marked) > 80
    assert {number for _, number in marked} == set(sources)
    for value, number in marked:
        figure = sources[number][2].lstrip("+-")  # in a sentence a gap has words for its sign
        assert value.lstrip("+-").endswith(figure), (value, sources[number])
    used = [fact for line in made.material.lines for fact in vars(line).values() if isinstance(fact, Fact)]
    assert {fact.kind for fact in used} == {REPORTED, PRINTED, RECKONED}
    assert [fact for fact in used if not found_again(desk, fact)] == []


def test_a_source_names_the_cell_its_state_its_version_and_its_day(desk: Desk, tmp_path: Path) -> None:
    desk.reporting.write(Wanted("annual", 2023), tmp_path / "a.docx")
    (row,) = [row for row in sources_of(tmp_path / "a.docx").values() if row[2] == "1600"]
    (value,) = desk.reading.values(whole(desk, "145-01"), "2023", "145-01")
    code = value["revision"]
    assert row[1:] == [
        "地区生产总值·2023年·区统计局", "1600", "初步核算", "填报数；已批；代录", f"{code[:4]}-{code[4:8]}".upper(), desk.today,
    ]  # fmt: skip


def test_the_difference_and_the_share_are_those_of_the_two_figures_beside_them(desk: Desk) -> None:
    (line,) = [line for line in made_of(desk).material.lines if line.code == "145-02"]
    assert line.gap is not None
    assert line.ratio is not None
    # 22.1-25.6 and 22.1÷25.6 = 86.33 %.
    assert (line.gap.value, line.ratio.value) == ("-3.5", "86.3%")


# Snapshots and editions.


def test_written_again_from_its_snapshot_a_report_is_the_same_byte_for_byte(desk: Desk, tmp_path: Path) -> None:
    first = desk.reporting.write(Wanted("annual", 2023), tmp_path / "1.docx")
    approve(desk, "145-01 2023 1622.4 最终核实")
    desk.reporting.frames.settle("annual", {"title": "别的标题"})
    desk.reporting.write(Wanted("annual", 2023, snapshot=first["snapshot"]), tmp_path / "2.docx")
    assert xml_of(tmp_path / "1.docx") == xml_of(tmp_path / "2.docx")


def test_a_second_edition_lists_what_differs_from_the_first(desk: Desk, tmp_path: Path) -> None:
    first = desk.reporting.write(Wanted("annual", 2023), tmp_path / "1.docx")
    assert first["differences"] == 0
    approve(desk, "145-01 2023 1500 最终核实")
    second = desk.reporting.write(Wanted("annual", 2023), tmp_path / "2.docx")
    assert second["snapshot"] != first["snapshot"]
    (differs,) = made_of(desk).material.differences
    # 1500 is (1500-1201)÷799 = 37 % of the way, 54 % are due.
    assert (differs.name, differs.before, differs.after) == ("地区生产总值", "1600（初步核算）", "1500（最终核实）")
    assert (differs.verdict_before, differs.verdict_after) == ("基本符合预期", "滞后")
    assert f"快照{first['snapshot']}" in "\n".join(texts_of(tmp_path / "2.docx"))


def test_what_was_written_stays_on_record_with_who_and_from_what(desk: Desk, tmp_path: Path) -> None:
    answer = desk.reporting.write(Wanted("annual", 2023), tmp_path / "甲.docx")
    (row,) = desk.reporting.records.as_json()
    assert (row["file"], row["by"], row["snapshot"], row["facts"]) == (
        "甲.docx",
        "李审",
        answer["snapshot"],
        answer["facts"],
    )


def test_the_record_of_reports_does_not_change_the_snapshot(desk: Desk, tmp_path: Path) -> None:
    codes = {desk.reporting.write(Wanted("annual", 2023), tmp_path / f"{n}.docx")["snapshot"] for n in "12"}
    assert len(codes) == 1


def test_a_figure_that_was_revised_is_told_with_both_values_and_its_grounds(desk: Desk) -> None:
    approve(desk, "145-01 2023 1622.4 最终核实")
    (revised,) = made_of(desk).material.revised
    assert (revised.before.value, revised.after.value, revised.grounds) == ("1600", "1622.4", "初步核算 → 最终核实")


# The final evaluation.


def test_the_early_edition_judges_estimates_and_marks_them(desk: Desk, tmp_path: Path) -> None:
    approve(desk, "145-04 2025 3050 预计")
    made = made_of(desk, kind="final", year=2025)
    (line,) = [line for line in made.material.lines if line.code == "145-04"]
    assert (made.material.edition, line.is_estimate, line.is_open) == ("期末版", True, False)
    desk.reporting.write(Wanted("final", 2025), tmp_path / "a.docx")
    text = "\n".join(texts_of(tmp_path / "a.docx"))
    assert "有效发明专利拥有量用的是预计数，已逐项注明" in text
    assert "2025年预计3050" in text
    assert "2025年实绩" not in text


def test_the_checked_edition_holds_the_estimates_against_the_final_figures(desk: Desk) -> None:
    approve(desk, "145-04 2025 3050 预计", "145-02 2025 26 预计", "145-04 2025 3120 最终核实")
    made = made_of(desk, kind="final", year=2025, edition="复核版")
    pairs = [(before.value, after.value if after else None) for before, after in made.material.estimates]
    assert pairs == [("26", None), ("3050", "3120")]
    (table,) = [table for table in made.document.tables if table.name == "预计与最终"]
    assert [row[3].text for row in table.rows] == ["最终值还没有", "+70"]
    (line,) = [line for line in made.material.lines if line.code == "145-02"]
    assert line.is_open


def test_the_plan_before_says_with_which_base_the_next_one_goes_on(desk: Desk) -> None:
    material = made_of(desk, kind="final", year=2020).material
    passed = {
        each.name: (each.result and each.result.value, each.next_base and each.next_base.value)
        for each in material.passed
    }
    assert passed["地区生产总值"] == ("1201", "1201")
    assert material.plan == "“十三五”规划"


def test_what_goes_on_without_a_final_figure_is_listed_all_the_same(desk: Desk) -> None:
    desk.importing.begin("145", [], None)
    approve(desk, "145-04 2025 3120")
    material = made_of(desk, kind="final", year=2025).material
    assert len(material.passed) == 33
    assert [each.name for each in material.passed if each.result is not None] == ["有效发明专利拥有量"]


# The edition for the 人大, and the frame.


def test_the_edition_for_the_congress_is_addressed_to_it_and_has_the_same_figures(desk: Desk) -> None:
    long, short = made_of(desk, kind="midterm"), made_of(desk, kind="midterm", congress=True)
    text = text_of(short)
    assert "区人大常委会：" in text
    assert "受区人民政府委托" in text
    assert "评估期为2021年1月1日至2023年12月31日" in text
    assert short.material.lines == long.material.lines
    assert len(text) < len(text_of(long))


def test_the_office_s_own_title_number_and_paragraphs_stand_in_the_report(desk: Desk) -> None:
    texts = {
        "title": "自拟标题",
        "number": "海发改〔2024〕1号",
        "office": "某局",
        "before": ["开头一段。"],
        "after": ["结尾一段。"],
    }
    desk.reporting.frames.settle("annual", texts)
    made = made_of(desk)
    assert (made.document.title, made.document.number, made.document.office) == (
        "自拟标题",
        "海发改〔2024〕1号",
        "某局",
    )
    assert "开头一段。" in text_of(made)
    assert "结尾一段。" in text_of(made)


# What cannot be.


@pytest.mark.parametrize(
    "how", [{"kind": "monthly"}, {"year": 2031}, {"edition": "三版"}, {"base": "old"}, {"words": "own"}, {"snapshot": "ABCD"},
            {"as_of": "昨天"}, {"as_of": "2999-01-01"}]
)  # fmt: skip
def test_what_is_no_report_is_refused_with_a_sentence(desk: Desk, how: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        made_of(desk, **how)


def test_a_file_of_another_kind_is_refused_before_anything_is_gathered(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不会写"):
        desk.reporting.write(Wanted("annual", 2023), tmp_path / "a.odt")


def test_a_unit_writes_no_evaluation(reported: Office) -> None:
    with Desk(reported.db("town")) as desk, pytest.raises(NotYoursError):
        made_of(desk, year=2025)


class StopError(Exception):
    """The person has stopped it."""


def test_a_report_that_is_stopped_leaves_no_file_and_no_record(desk: Desk, tmp_path: Path) -> None:
    def stop(done: int, of: int) -> None:
        assert done <= of
        if done == 9:
            raise StopError

    with pytest.raises(StopError):
        desk.reporting.write(Wanted("annual", 2023), tmp_path / "a.docx", stop)
    assert not (tmp_path / "a.docx").exists()
    assert desk.reporting.records.written() == []


def test_a_day_before_the_workspace_was_there_is_refused(desk: Desk) -> None:
    with pytest.raises(UsageError, match="还没有这个数据文件"):
        made_of(desk, as_of="2020-01-01")
