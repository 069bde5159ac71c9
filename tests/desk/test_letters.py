"""文书: who gets one, what it says with which figures, that it is on record, and that odd signs come through."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import openpyxl
import pytest
from docx import Document

from haishu_desk.desk.letters import OPINION, SUPERVISE, URGE, VERIFY, NothingToSayError, Wanted
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.trail import Trail
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.errors import UsageError
from haishu_desk.report.document import Table
from haishu_desk.report.letter_text import text_of
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, ZHANGSHUI, Office

TODAY = date(2026, 1, 15)
LONG = "很长的名称" * 40
ODD = ["<93", ">93", "A&B", "=1+1", LONG]


def rows_of(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row] for part in document.parts if isinstance(part, Table) for row in part.rows]


def everything(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


# 催报单.


def test_each_unit_that_owes_gets_its_own_with_what_it_owes(office: Office) -> None:
    with office.desk("district") as desk:
        letters = desk.letters.of(Wanted(URGE, today=TODAY))
    assert [(letter.unit, letter.count) for letter in letters] == [(YINJIANG, 2), (ZHANGSHUI, 2)]
    text = text_of(letters[0].document)
    assert text.startswith("规划监测催报单\n\n鄞江镇：\n下列 2 份报表还没有收到上报包，其中逾期 2 份：")
    assert "截止日期 2026-01-10，情况 逾期 5 天" in text
    assert text.splitlines()[-1].strip() == "2026年1月15日"


def test_who_was_written_to_is_on_record_as_urged_and_as_written(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        desk.letters.write(Wanted(URGE, YINJIANG, today=TODAY), office.file("催报.docx"))
        lines = [row for row in desk.keeping.log()["entries"] if row["what"] == "写文书"]
        urged = {key.unit for key in desk.urging.urged()}
        (row,) = [row for row in Trail(desk).rows() if row.what == "写文书"]
    assert [row["unit"] for row in lines] == [YINJIANG]
    assert (row.unit, row.new) == ("鄞江镇", "文书 规划监测催报单")
    assert urged == {YINJIANG}
    assert "鄞江镇：" in everything(office.file("催报.docx"))


def test_into_a_folder_goes_a_file_for_each_unit(office: Office) -> None:
    (office.folder / "文书").mkdir()
    with office.desk("district", write=True) as desk:
        desk.letters.write(Wanted(URGE, today=TODAY), office.folder / "文书")
    names = sorted(file.name for file in (office.folder / "文书").iterdir())
    assert names == ["规划监测催报单_章水镇_2025.docx", "规划监测催报单_鄞江镇_2025.docx"]


def test_each_letter_begins_a_page_that_is_numbered_from_one(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        desk.letters.write(Wanted(URGE, today=TODAY), office.file("催报.docx"))
    document = Document(str(office.file("催报.docx")))
    assert len(document.sections) == 2
    assert 'w:start="1"' in document.sections[1]._sectPr.xml


# 核实单.


@pytest.mark.parametrize("text", ODD)
def test_a_query_that_waits_is_asked_on_paper_with_the_figure_and_room_to_answer(reported: Office, text: str) -> None:
    with reported.desk("district", write=True) as desk:
        desk.querying.ask(INDICATORS, Slot("145-04", "value"), text)
        (letter,) = desk.letters.write(
            Wanted(VERIFY, due="2026-02-01", contact="李区 0574-1"), reported.file("核实.docx")
        )
        figure = desk.heads(INDICATORS)[Slot("145-04", "value")][0].value.raw
    (row,) = rows_of(letter.document)
    assert row == ["1", "4 有效发明专利拥有量", "2025年", figure, text, ""]
    said = everything(reported.file("核实.docx"))
    assert text in said
    assert "请于2026年2月1日前答复" in said
    assert "联系人：李区 0574-1" in said


def test_what_is_answered_is_not_asked_again(reported: Office) -> None:
    with reported.desk("district") as desk, pytest.raises(NothingToSayError, match="没有等答复的查询"):
        desk.letters.of(Wanted(VERIFY))


# 审核意见.


def test_the_opinion_has_the_comments_cell_by_cell_with_counts_and_the_version(reported: Office) -> None:
    cells = reported.table("back.csv", "item,field,comment", "145-04,value,请核对 <93 & A")
    reported.review("--return", "--comment", "总的可以", "--cells", cells)
    with reported.desk("district") as desk:
        (letter,) = desk.letters.of(Wanted(OPINION, YINJIANG, PERIOD, "indicators"))
        revision = desk.course(INDICATORS).revisions[-1]
        figure = revision.heads[Slot("145-04", "value")][0].value.raw
    text = text_of(letter.document)
    filled = len([slot for slot in revision.heads if slot.field == "value"])
    assert (
        f"2025年规划指标填报表（版本码 {version_code(revision.id)}）：退回修改。所报有数的 {filled} 格，退回 1 格。"
        in text
    )
    assert "意见：总的可以" in text
    assert rows_of(letter.document) == [["1", "4 有效发明专利拥有量", figure, "请核对 <93 & A"]]
    assert "审核：李区，" in text


def test_what_was_approved_whole_says_how_many_cells(reported: Office) -> None:
    reported.review("--approve", "--comment", "同意")
    with reported.desk("district") as desk:
        (letter,) = desk.letters.of(Wanted(OPINION, YINJIANG, PERIOD))
        heads = desk.course(INDICATORS).revisions[-1].heads
    filled = len([slot for slot in heads if slot.field == "value"])
    text = text_of(letter.document)
    assert "一、2025年规划指标填报表" in text
    assert "二、2025年任务项目填报表" in text
    assert f"：审核通过。所报有数的 {filled} 格，通过 {filled} 格。" in text


def test_a_unit_may_write_the_opinion_it_was_given_and_nothing_else(reported: Office) -> None:
    reported.review("--return", "--comment", "请核对")
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    with reported.desk("town") as desk:
        (letter,) = desk.letters.of(Wanted(OPINION))
        assert "意见：请核对" in text_of(letter.document)
        assert "联系人：海曙区\n" in text_of(letter.document)
        for kind in (URGE, SUPERVISE, VERIFY):
            with pytest.raises(NotYoursError):
                desk.letters.of(Wanted(kind, period=PERIOD))


# 督办函.


def lagging(light: str, **more: Any) -> dict[str, Any]:
    return {
        "item": "145-04", "light": light, "period": "2023", "actual": "40", "expected": "60.0618", "progress": "0.4", "time_progress": "0.6",
        "verdict": "滞后", **more,
    }  # fmt: skip


def project(name: str, light: str, unit: str, run: int = 1) -> Any:
    lights = {
        "开工": SimpleNamespace(color=light, said="应开未开，到本月第 3 个月"),
        "资金": SimpleNamespace(color="grey", said="没有填"),
    }
    return SimpleNamespace(
        item=SimpleNamespace(name=name, code="145-x"), same_as=None, light=light, lights=lights, leads=(unit,), units=(),
        stage="前期", invest_rate=None, run=run,
    )  # fmt: skip


def supervised(office: Office, lights: dict[int, str], late: list[Any], **more: Any) -> list[Any]:
    """The letters where 145-04 (whose lead is asked of the documents) had these lights by year."""

    def evaluate(_plan: str, year: int, **_how: Any) -> list[dict[str, Any]]:
        return [lagging(lights[year])] if year in lights else []

    with (
        office.desk("district", write=True) as desk,
        mock.patch.object(desk.evaluating, "evaluate", evaluate),
        mock.patch.object(desk.projects, "standings", return_value=late),
    ):
        return desk.letters.write(Wanted(SUPERVISE, period=PERIOD, today=TODAY, **more), office.file("督办.docx"))


def test_a_unit_is_told_what_lags_with_figures_a_date_and_whom_to_call(office: Office) -> None:
    (letter,) = supervised(office, {2025: "yellow", 2024: "green"}, [])
    assert letter.unit == "dept-scjgj"
    assert rows_of(letter.document) == [
        ["1", "有效发明专利拥有量", "件", "2023年", "40", "60.06", "40% / 60%", "滞后", "黄灯"]
    ]
    text = text_of(letter.document)
    assert "你单位牵头的指标 1 项落后于序时" in text
    assert "于2026年1月30日前书面报来" in text  # fifteen days later
    assert "联系人：海曙区 李区" in text
    assert "约谈" not in text


@pytest.mark.parametrize(
    ("lights", "said"),
    [
        ({2025: "red", 2024: "yellow"}, "（连续 2 年）"),
        ({2025: "yellow", 2024: "yellow", 2023: "red"}, "（连续 3 年）"),
        ({2025: "red", 2024: "grey", 2023: "red"}, ""),
        ({2025: "red", 2023: "red"}, ""),
    ],
)
def test_two_years_in_a_row_suggest_a_talk(office: Office, lights: dict[int, str], said: str) -> None:
    (letter,) = supervised(office, lights, [])
    text = text_of(letter.document)
    assert ("建议约谈" in text) is bool(said)
    assert said in text


@pytest.mark.parametrize("name", ODD)
def test_a_late_project_goes_to_who_leads_it_with_the_light_and_why(office: Office, name: str) -> None:
    late = [project(name, "red", "dept-fgj", run=3), project("绿的", "green", "dept-fgj")]
    (letter,) = supervised(office, {}, late)
    assert letter.unit == "dept-fgj"
    assert rows_of(letter.document) == [["1", name, "前期", "—", "红灯", "开工：应开未开，到本月第 3 个月"]]
    assert f"{name}（连续 3 期）一直亮黄灯或红灯，建议约谈" in text_of(letter.document)
    assert name in everything(office.file("督办.docx"))


def test_each_unit_has_a_page_and_nobody_is_written_to_for_nothing(office: Office) -> None:
    letters = supervised(office, {2025: "red"}, [project("甲路", "yellow", "dept-fgj")])
    assert {letter.unit for letter in letters} == {"dept-scjgj", "dept-fgj"}
    with pytest.raises(NothingToSayError, match="没有要督办的"):
        supervised(office, {2025: "green"}, [])
    (only,) = supervised(office, {2025: "red"}, [project("甲路", "yellow", "dept-fgj")], unit="dept-fgj")
    assert only.unit == "dept-fgj"


def test_no_letter_bears_a_name_that_the_statistics_law_gives(office: Office) -> None:
    letters = supervised(office, {2025: "red"}, [])
    with office.desk("district") as desk:
        letters = [*letters, *desk.letters.of(Wanted(URGE, today=TODAY))]
    for letter in letters:
        assert not any(word in text_of(letter.document) for word in ("统计调查表催报单", "统计检查查询书"))


# 对比表, and what is refused.


def test_the_comparison_of_all_forms_of_a_unit_is_one_file(reported: Office) -> None:
    reported.review("--approve", "--comment", "同意")
    said = reported.ask(
        "district",
        "letters",
        "--kind",
        "compare",
        "--unit",
        YINJIANG,
        "--period",
        PERIOD,
        "--out",
        reported.file("c.xlsx"),
    )
    assert said["letters"][0]["title"] == "数据对比表"
    assert openpyxl.load_workbook(reported.file("c.xlsx")).worksheets[0]["A1"].value == "数据对比表"


def test_the_verb_shows_without_a_file_and_leaves_no_record(office: Office) -> None:
    before = office.state("district")
    said = office.ask("district", "letters", "--kind", "urge")
    assert len(said["letters"]) == 2
    assert said["file"] is None
    assert "规划监测催报单" in said["letters"][0]["text"]
    assert office.state("district") == before
    written = office.ask("district", "letters", "--kind", "urge", "--unit", YINJIANG, "--out", office.file("a.docx"))
    assert written["letters"][0]["unit"] == YINJIANG
    assert office.file("a.docx").is_file()


def test_unknown_kinds_days_endings_and_missing_periods_are_refused(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        for wanted in (Wanted("love"), Wanted(SUPERVISE), Wanted(URGE, due="morgen"), Wanted(URGE, "nobody")):
            with pytest.raises(UsageError):
                desk.letters.of(wanted)
        before = len(desk.workspace.journal)
        with pytest.raises(UsageError, match="不会写"):
            desk.letters.write(Wanted(URGE), office.file("a.txt"))
        assert len(desk.workspace.journal) == before
    assert office.refused("district", "letters", "--kind", "compare", status=2)["code"] == "usage"
