"""A return for signature: which forms, what is missing, which version, and the file."""

from __future__ import annotations

from datetime import date

import pytest
from docx import Document

from haishu_desk.desk.paper import set_marks
from haishu_desk.desk.return_paper import note_written, return_paper, write_office_file
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.errors import UsageError
from haishu_desk.report.marks import Marks
from tests.desk.office import INDICATORS, PERIOD, YINJIANG, Office


def test_all_forms_that_are_due_stand_in_one_file_with_their_version_codes(reported_office: Office) -> None:
    with reported_office.desk("town") as desk:
        paper = return_paper(desk, YINJIANG, PERIOD)
        codes = [version_code(desk.course(key).revisions[-1].id) for key in paper.keys]
    assert [key.form for key in paper.keys] == ["indicators", "tasks"]
    assert [sheet.version for sheet in paper.sheets] == codes
    answer = paper.as_json(reported_office.file("a.pdf"))
    assert (answer["kind"], answer["facts"]) == ("return", paper.facts)
    assert answer["version"]["indicators"] == codes[0]


def test_what_nobody_has_answered_is_listed_by_its_code_and_name(office: Office) -> None:
    with office.desk("town") as desk:
        empty = return_paper(desk, YINJIANG, PERIOD, "indicators")
    office.enter("town", "145-04", "1")
    with office.desk("town") as desk:
        paper = return_paper(desk, YINJIANG, PERIOD, "indicators")
    assert (empty.facts, paper.facts) == (0, 1)
    assert {row["item"] for row in empty.missing} - {row["item"] for row in paper.missing} == {"145-04"}
    assert empty.title == "鄞江镇 2025年 规划指标填报表"


def test_an_empty_form_has_no_facts_and_no_version(reported_office: Office) -> None:
    with reported_office.desk("town") as desk:
        paper = return_paper(desk, YINJIANG, PERIOD, "indicators", blank=True)
    assert (paper.facts, paper.sheets[0].version) == (0, "空表")


def test_marks_are_printed_and_their_end_is_warned_of(office: Office) -> None:
    with office.desk("district", write=True) as desk:
        set_marks(desk, "indicators", Marks("海规监1表", "区发改局", "海发改〔2025〕9号", "2025-12-31"))
        before = return_paper(desk, YINJIANG, PERIOD, "indicators", today=date(2025, 12, 31))
        after = return_paper(desk, YINJIANG, PERIOD, "indicators", today=date(2026, 1, 1))
    assert before.sheets[0].corner[0] == "表号：海规监1表"
    assert before.notices == []
    assert after.notices == ["本表有效期至2025年12月31日，现已过有效期；是否仍要填报，请先问制定机关。"]


def test_the_files_are_written_and_the_trail_says_so(reported: Office) -> None:
    file = reported.file("sheet.docx")
    with reported.desk("town", write=True) as desk:
        paper = return_paper(desk, YINJIANG, PERIOD)
        write_office_file(paper, file)
        write_office_file(paper, file.with_suffix(".xlsx"))
        note_written(desk, paper, file)
        lines = [row for row in desk.keeping.log()["entries"] if row["what"] == "存为填报表"]
    assert len(Document(str(file)).sections) == 2
    assert file.with_suffix(".xlsx").is_file()
    assert [(row["unit"], row["period"]) for row in lines] == [(YINJIANG, PERIOD)] * 2


def test_another_ending_and_an_unknown_form_are_refused(reported_office: Office) -> None:
    with reported_office.desk("town") as desk:
        paper = return_paper(desk, YINJIANG, PERIOD, INDICATORS.form)
        with pytest.raises(UsageError, match=r"不会写 \.txt"):
            write_office_file(paper, reported_office.file("a.txt"))
        with pytest.raises(UsageError):
            return_paper(desk, YINJIANG, PERIOD, "nothing")
