"""Any two versions side by side: decisions, days, what the documents said then, and the 对比表."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from docx import Document

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.review.compare import in_order
from tests.desk.office import INDICATORS, YINJIANG, Office

if TYPE_CHECKING:
    import pytest


def test_what_was_approved_then_is_laid_beside_the_report_of_now(reported: Office) -> None:
    decision = reported.review("--approve")["returns"][0]["decision"]
    reported.review("--reopen", "--comment", "有误")
    reported.reply("back.xlsx")
    reported.receive("town", "back.xlsx")
    reported.enter("town", "145-04", "150")  # 120 before: +30, +25 %
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    with reported.desk("district") as desk:
        last = desk.course(INDICATORS).last_revision
        assert last is not None
        laid = desk.reviewing.versions.side_by_side(decision, last.id)
    (row,) = laid.rows
    assert (row.slot.item, row.difference, row.relative, row.risk) == ("145-04", "30", "0.25", ("缺说明",))
    assert laid.before.title.startswith("审核通过 ")
    assert "鄞江镇" in laid.after.title


def test_a_day_beside_a_revision_speaks_of_the_revisions_return_only(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    rows = reported.ask("district", "diff", revision, "2999-01-01")
    assert rows == [], "the tasks of the same day are no difference of the indicators"


def test_of_two_days_only_what_was_written_to_in_between_is_read(reported: Office) -> None:
    journal = reported.state("district")[0]
    with reported.desk("district") as desk:
        written = [entry.at for entry in desk.workspace.journal.entries("edit")]
        assert len(written) < len(journal)
        versions = desk.reviewing.versions
        nothing, everything = (
            versions.side_by_side(written[-1], "2999-01-01"),
            versions.side_by_side("2000-01-01", "2999-01-01"),
        )
    assert (nothing.before.cells, nothing.after.cells, nothing.rows) == ({}, {}, ())
    assert len(everything.rows) == 5  # the five cells of the report, of both forms
    assert {row.key for row in everything.rows} == {key for key, _ in everything.after.cells}


def test_a_vintage_that_moved_on_is_one_row_of_the_verb(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    reported.enter("town", "145-33", "", "--vintage", "预计", "--note", "")
    reported.enter("town", "145-33", "0.33", "--vintage", "最终核实", "--note", "估")
    second = reported.submit("town", "up2.xlsx")["revision"]
    rows = reported.ask("town", "diff", revision, second)
    (row,) = [row for row in rows if row["difference_of"] != "explanation"]
    assert (row["kind"], row["difference_of"], row["vintage_before"], row["vintage"]) == (
        "changed", "vintage", "预计", "最终核实",
    )  # fmt: skip
    assert (row["before"]["raw"], row["after"]["raw"], row["difference"], row["relative"]) == (
        "0.3", "0.33", "0.03", "0.1",
    )  # fmt: skip


def test_a_breakdown_that_came_between_two_days_is_a_difference_of_the_target(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    words = ("--unit", YINJIANG, "--role", "report", "--annual", "2025=130")
    reported.ask("district", "assign", "--item", "145-04", *words)
    (row,) = reported.ask("district", "diff", revision, "2999-01-01")
    assert (row["difference_of"], row["kind"], row["field"], row["after"]["raw"]) == (
        "target",
        "added",
        "annual",
        "130",
    )


def test_a_tolerance_hides_what_is_not_further_apart(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    reported.enter("town", "145-11", "12.54")  # 12.50 before: 0.04 apart
    second = reported.submit("town", "up2.xlsx")["revision"]
    assert [row["difference"] for row in reported.ask("town", "diff", revision, second)] == ["0.04"]
    assert reported.ask("town", "diff", revision, second, "--tolerance", "0.04") == []
    assert len(reported.ask("town", "diff", revision, second, "--tolerance", "0.039")) == 1
    for wrong in ("-1", "x"):
        assert reported.refused("town", "diff", revision, second, f"--tolerance={wrong}", status=2)["code"] == "usage"
    with reported.desk("town") as desk:
        assert desk.reviewing.versions.diff(str(revision), second, tolerance=Decimal("0.05")) == []


# On paper.


def changed(office: Office) -> tuple[str, str]:
    """Two reports of the town: one figure 120 -> 180 without a word, one of a binding item new."""
    revision = str(office.payload("up.xlsx").returns[0].revision)
    office.enter("town", "145-04", "180")
    office.enter("town", "145-22", "66.1", "--note", "=检修 23 天")
    return revision, office.submit("town", "up2.xlsx")["revision"]


def test_the_comparison_as_a_workbook_has_title_sides_units_and_risk_words(reported: Office) -> None:
    pair, out = changed(reported), reported.file("cmp.xlsx")
    rows = reported.ask("town", "diff", *pair, "--out", out)
    sheet = openpyxl.load_workbook(out)["数据对比表"]
    texts: list[list[Any]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert texts[0][0] == "数据对比表"
    assert texts[1][0].startswith("甲：版本 ")
    assert texts[1][0].endswith("（鄞江镇 · 2025年 · 规划指标填报表）")
    assert texts[2][0].startswith("乙：版本 ")
    assert texts[3][0] == "共 3 处不同，其中有风险 2 处。差＝乙－甲；计量单位见各行；风险在前。　严禁录入涉密信息"
    assert texts[4] == [
        "序号",
        "风险",
        "单位",
        "报告期",
        "指标",
        "计量单位",
        "差异",
        "甲",
        "乙",
        "差",
        "差 %",
        "乙的说明",
    ]
    by_item = {row[4]: row for row in texts[5:] if row[6] == "数值"}
    patents = by_item["4 有效发明专利拥有量"]
    assert (patents[1], patents[2], patents[5], patents[6]) == ("缺说明", "鄞江镇", "件", "数值")
    assert patents[7:11] == [120, 180, 60, 50]  # numbers: 60 / 120 = 50 %
    waste = by_item["22 城镇生活垃圾回收利用率"]
    assert (waste[1], waste[7], waste[8], waste[11]) == ("约束性", "（没有）", 66.1, "=检修 23 天")
    assert len(texts) - 5 == len(rows)
    foot = sheet.oddFooter
    assert foot is not None
    assert foot.center is not None
    assert foot.center.text == "第 &P 页，共 &N 页"
    assert sheet.print_title_rows == "$5:$5"


def test_the_comparison_as_a_document_has_numbered_pages_and_repeated_heads(reported: Office) -> None:
    pair, out = changed(reported), reported.file("cmp.docx")
    reported.ask("town", "diff", *pair, "--out", out)
    document = Document(str(out))
    assert document.paragraphs[0].text == "数据对比表"
    assert document.paragraphs[1].text.startswith("甲：")
    assert document.paragraphs[3].text.startswith("共 3 处不同，其中有风险 2 处")
    lines = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert lines[0][1:7] == ["风险", "单位", "报告期", "指标", "计量单位", "差异"]
    assert ["缺说明", "鄞江镇"] in [line[1:3] for line in lines]
    parts = zipfile.ZipFile(io.BytesIO(out.read_bytes()))
    foot = next(parts.read(name).decode() for name in parts.namelist() if "footer" in name)
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def test_another_ending_is_refused_and_nothing_is_written(reported: Office) -> None:
    revision = reported.payload("up.xlsx").returns[0].revision
    out = reported.file("cmp.pdf")
    assert reported.refused("town", "diff", revision, revision, "--out", out, status=2)["code"] == "usage"
    assert not out.exists()


def test_two_versions_that_do_not_differ_make_a_paper_that_says_so(reported: Office) -> None:
    revision, out = reported.payload("up.xlsx").returns[0].revision, reported.file("same.xlsx")
    assert reported.ask("town", "diff", revision, revision, "--out", out) == []
    assert str(openpyxl.load_workbook(out)["数据对比表"]["A4"].value).startswith("没有不同")


def test_the_return_of_a_file_of_another_unit_is_left_out_on_demand(reported: Office) -> None:
    key = ReturnKey("indicators", YINJIANG, "2025")
    assert key == INDICATORS
    table = reported.table("t.csv", "unit,period,item,value", f"{YINJIANG},2025,145-04,1", "330203106,2025,145-04,2")
    rows = reported.ask("district", "diff", reported.file("up.xlsx"), table, "--unit", "330203106")
    assert [(row["unit"], row["kind"]) for row in rows] == [("330203106", "added")]


def test_two_days_of_all_units_say_what_the_days_of_each_unit_say_either_way_round(reported: Office) -> None:
    reported.enter("town", "145-04", "150")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    with reported.desk("district") as desk:
        moments = sorted({entry.at for entry in desk.workspace.journal.entries("edit")})
        versions, units = desk.reviewing.versions, sorted({key.unit for key in desk.workspace.cells.returns()})
        assert len(moments) > 1
        for pair in ((moments[0], "2999-01-01"), ("2999-01-01", moments[0])):
            found = versions.diff(*pair)
            assert found
            assert found == in_order(row for unit in units for row in versions.diff(*pair, unit))


def test_between_two_days_only_the_edits_of_those_returns_are_read(
    reported: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported.enter("town", "145-04", "150")
    reported.submit("town", "up2.xlsx")
    reported.receive("district", "up2.xlsx")
    read: list[ReturnKey] = []
    with reported.desk("district") as desk:
        moments = [entry.at for entry in desk.workspace.journal.entries("edit")]
        bodies = desk.workspace.cells.bodies

        def counted(kind: str, key: ReturnKey, until: int | None = None, since: int = 0) -> Iterator[bytes]:
            read.append(key)
            return bodies(kind, key, until, since)

        monkeypatch.setattr(desk.workspace.cells, "bodies", counted)
        (row,) = desk.reviewing.versions.diff(moments[-2], "2999-01-01")
        assert len(desk.workspace.cells.returns()) > 1
    assert (row.slot.item, read) == ("145-04", [INDICATORS])
