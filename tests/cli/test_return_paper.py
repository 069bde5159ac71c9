"""report --kind return: three kinds of files, the version code in each, in a process without a window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from haishu_desk import paths
from haishu_desk.domain.canonical import version_code
from haishu_desk.store.lock import WriterLock
from tests.desk.office import INDICATORS, PERIOD, TASKS, YINJIANG, Office

REPORT = ("report", "--kind", "return", "--unit", YINJIANG)


def codes(office: Office) -> list[str]:
    with office.desk("district") as desk:
        return [version_code(desk.course(key).revisions[-1].id) for key in (INDICATORS, TASKS)]


def test_the_document_and_the_workbook_bear_the_version_codes(reported: Office) -> None:
    word = reported.ask("district", *REPORT, "--period", PERIOD, "--out", reported.file("a.docx"))
    sheet = reported.ask("district", *REPORT, "--year", PERIOD, "--out", reported.file("a.xlsx"))
    assert (word["kind"], word["facts"]) == ("return", sheet["facts"])
    assert list(word["version"].values()) == codes(reported)
    assert {"form", "item", "name"} == set(word["missing"][0])
    document = Document(str(reported.file("a.docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(f"版本码：{code}" in text for code in codes(reported))
    book = openpyxl.load_workbook(reported.file("a.xlsx"))
    assert book.sheetnames == ["规划指标填报表", "任务项目填报表"]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)")
def test_a_pdf_is_written_by_a_process_without_a_screen(reported: Office) -> None:
    file = reported.file("a.pdf")
    place = {name: word for name, word in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    words = ["--db", str(reported.db("town")), *REPORT, "--period", PERIOD, "--out", str(file)]
    done = subprocess.run(
        [sys.executable, "-m", "haishu_desk", *words], cwd=paths.root(), env=place, check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert codes(reported)[0] in done.stdout
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    text = unicodedata.normalize("NFKC", said)
    for word in (
        "填表人",
        "统计负责人",
        "单位负责人",
        "报出日期",
        "规划指标填报表",
        "任务项目填报表",
        *codes(reported),
    ):
        assert word in text
    with reported.desk("town") as desk:
        lines = [row for row in desk.keeping.log()["entries"] if row["what"] == "存为填报表"]
    assert len(lines) == 2


def test_a_unit_needs_no_unit_and_an_empty_form_is_one(office: Office) -> None:
    said = office.ask("town", "report", "--kind", "return", "--period", PERIOD, "--form", "indicators", "--blank",
                      "--out", office.file("a.docx"))  # fmt: skip
    assert (said["facts"], list(said["version"].values())) == (0, ["空表"])


def test_while_another_window_writes_the_paper_is_written_without_a_record(reported: Office) -> None:
    lock = WriterLock(reported.db("town"), "赵六")
    try:
        before = reported.state("town")
        reported.ask("town", *REPORT, "--period", PERIOD, "--out", reported.file("a.docx"))
        assert reported.state("town") == before
    finally:
        lock.release()
    assert reported.file("a.docx").is_file()


def test_without_a_period_or_a_file_or_with_another_ending_it_is_refused(reported: Office) -> None:
    for words in (("--out", Path("a.docx")), ("--period", PERIOD), ("--period", PERIOD, "--out", Path("a.txt"))):
        assert reported.refused("district", *REPORT, *words, status=2)["code"] == "usage"
