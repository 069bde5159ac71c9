"""严禁录入涉密信息 on every file that leaves the program; who adds a maker of files has to say here what it carries.

The makers are found in the source: by the libraries that write office files, PDFs, archives, tables and pages, and by who
writes a file at all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from PySide6.QtGui import QImage, QPainter

from haishu_desk import paths
from haishu_desk.bundle.pack import pack
from haishu_desk.desk.diagnosing import write_diagnosis
from haishu_desk.desk.founding import found
from haishu_desk.domain.secrecy import NO_SECRETS
from haishu_desk.press.documents import leaves_of
from haishu_desk.press.faces import PaperFaces
from haishu_desk.press.handbook import handbook
from haishu_desk.press.leaves import Leaf, drawn
from haishu_desk.report.document import Document, Paragraph, Run, Table, heads_of, row_of
from haishu_desk.report.document_book import book_of
from haishu_desk.report.docx_report import docx_of, docx_of_letters
from haishu_desk.report.docx_table import docx_table
from haishu_desk.report.duty_table import DutyColumn, DutySheet, docx_duties, xlsx_duties
from haishu_desk.report.handbook import CLERK
from haishu_desk.report.handover_page import handover_docx
from haishu_desk.report.handover_sheet import handover_xlsx
from haishu_desk.report.layout import laid_out
from haishu_desk.report.public_book import public_book
from haishu_desk.report.public_facts import stamp_of
from haishu_desk.report.public_page import public_page
from haishu_desk.report.public_table import csv_of
from haishu_desk.report.request import request_page
from haishu_desk.report.return_docx import docx_returns
from haishu_desk.report.return_xlsx import xlsx_returns
from haishu_desk.report.trail_sheet import Column, trail_sheet
from haishu_desk.report.xlsx_table import xlsx_table
from tests.bundle.packed import book, envelope, payload
from tests.desk.office import call
from tests.report.made import sheet
from tests.report.public_made import edition

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

PACKAGE = paths.root() / "haishu_desk"
_WRITERS = re.compile(
    r"^\s*(from docx|import docx|import xlsxwriter|from xlsxwriter|import csv|import openpyxl|from openpyxl)"
    r"|QPdfWriter|QPrinter\b|QSvgGenerator|QTextDocumentWriter|ZipFile\(.*\"[wax]\"|<!DOCTYPE html",
    re.MULTILINE,
)
_FILES = re.compile(r"(?<!def )\bwrite_file\(|\.write_text\(|\.write_bytes\(|\.save\(\w*(path|file|out)")

# Modules that write with those libraries: whether what they write carries the words, as tested below.
CARRIES = {
    "bundle.pack", "bundle.text_workbook", "desk.diagnosing", "press.pdf", "report.document_book", "report.docx_report",
    "report.docx_table", "report.duty_table", "report.handover_page", "report.handover_sheet", "report.return_docx",
    "report.return_xlsx", "report.trail_sheet", "report.xlsx_table", "ui.printing.printer",
}  # fmt: skip
PARTS_OF_THEM = {
    "bundle.pages.cover", "bundle.pages.form_sheet", "bundle.pages.guide", "bundle.pages.looks", "bundle.pages.signals",
    "bundle.pages.trend", "bundle.pages.validation", "report.docx_charts", "report.docx_grid", "report.docx_styles",
    "report.warned",
}  # fmt: skip
SAYS_IT_IN_THE_ANSWER = {"desk.rulebook", "report.dataset"}  # a .csv has no cover
# Read what others made, or put something on the clipboard.
READS = {"desk.sample_projects", "desk.tables", "outline.source", "ui.entry.clipboard"}
FOR_EVERYBODY = {"report.public_book", "report.public_page", "report.public_table"}

# Modules that write a file at all: what it was made by, or why it is none that goes out.
WRITES = {
    "one of the makers above": {
        "cli.publishing", "desk.breakdown_paper", "desk.collecting", "desk.comparison_paper", "desk.diagnosing",
        "desk.exchange", "desk.handing_over", "desk.keeping", "desk.keyed_diff", "desk.letters", "desk.line_review",
        "desk.outbox", "desk.publishing", "desk.reporting", "desk.return_paper", "desk.roster", "desk.rulebook",
        "desk.table_file", "press.pdf", "ui.printing.saving", "ui.printing.window", "ui.report.public_face",
    },
    "signed by a machine for a machine; the verb's answer says it": {"desk.line_review", "desk.second_review"},
    "tables for other programs, without a cover; the verb's answer says it": {"desk.dataset", "report.parquet"},
    "stays beside the data file": {"desk.breakdown_draft", "desk.kept", "desk.opinions", "ui.drafts"},
    "a copy of what was there": {"desk.backups", "desk.evidence"},
    "of the program itself": {"__main__", "cli.reference", "store.files", "ui.preferences.computer", "ui.screenshots"},
}  # fmt: skip

Maker = Callable[[], bytes]
DUTIES = DutySheet(
    "责任分解表", ("第 1 版",), (DutyColumn("编号", 1), DutyColumn("2026", 1, is_year=True)), (("1", "2"),)
)
REPORT = Document(
    "评价报告", (Paragraph((Run("正文"),)), Table("表", heads_of("甲", "乙"), (row_of(("1", "2")),), (1.0, 1.0), ("left", "right"))),
    day="2026-01-01",
)  # fmt: skip
MADE: dict[str, Maker] = {
    "bundle": lambda: pack(book(), payload(), envelope(payload())),
    "report.xlsx": lambda: book_of(REPORT),
    "report.docx": lambda: docx_of(REPORT),
    "letters.docx": lambda: docx_of_letters([REPORT, REPORT]),
    "table.docx": lambda: docx_table("差错清单", "强制性 1 条", ["级别", "问题"], [["强制性", "数"]]),
    "table.xlsx": lambda: xlsx_table("差错清单", "强制性 1 条", ["级别", "问题"], [["强制性", "数"]]),
    "duties.docx": lambda: docx_duties(DUTIES),
    "duties.xlsx": lambda: xlsx_duties(DUTIES),
    "handover.docx": lambda: handover_docx("移交单", [("人", "张三")], ["事项"] * 4, [], [("移交人", "张三")]),
    "handover.xlsx": lambda: handover_xlsx("移交单", [("人", "张三")], ["事项"] * 4, [], [("移交人", "张三")]),
    "return.docx": lambda: docx_returns([sheet(["甲路"])]),
    "return.xlsx": lambda: xlsx_returns([sheet(["甲路"])]),
    "trail.xlsx": lambda: trail_sheet("留痕", [("链", "完好")], [Column("序号", 7), Column("事", 9)], [("1", "录入")]),
}  # fmt: skip


def modules(pattern: re.Pattern[str]) -> set[str]:
    """The modules of the program whose source has that."""
    sources = {file: file.read_text("utf-8") for file in PACKAGE.rglob("*.py")}
    names = (file.relative_to(PACKAGE).with_suffix("") for file, text in sources.items() if pattern.search(text))
    return {".".join(name.parts) for name in names if name.parts[0] != "bench"}


def words_of(data: bytes) -> str:
    """Everything that stands in an archive of XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


class Noting(QPainter):
    """A painter that notes what our own code writes with it."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.words: list[str] = []

    def drawText(self, *words: Any) -> Any:
        self.words.append(str(words[-1]))
        return super().drawText(*words)


def painted(leaf: Leaf) -> list[str]:
    image = QImage(420, 600, QImage.Format.Format_RGB32)
    painter = Noting(image)
    leaf.paint(painter, 2.0)
    painter.end()
    return painter.words


def test_each_module_that_writes_files_is_listed_with_what_it_carries() -> None:
    listed = CARRIES | PARTS_OF_THEM | SAYS_IT_IN_THE_ANSWER | FOR_EVERYBODY | READS
    assert modules(_WRITERS) == listed, "a new maker of files: give it the words, and add it here and to MADE"


def test_each_module_that_writes_to_the_disk_is_listed_with_what_it_writes() -> None:
    assert modules(_FILES) <= set[str]().union(*WRITES.values()), "a new writer: say what it writes"


@pytest.mark.parametrize("name", MADE)
def test_a_file_carries_the_words_and_is_the_same_again(name: str) -> None:
    data = MADE[name]()
    assert NO_SECRETS in words_of(data)
    if name in ("report.docx", "report.xlsx"):  # an archive keeps the time at which it was made
        assert words_of(MADE[name]()) == words_of(data)


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith(".docx")])
def test_a_document_has_them_in_the_head_of_its_first_page(name: str) -> None:
    document = docx.Document(io.BytesIO(MADE[name]()))
    assert [paragraph.text for paragraph in document.sections[0].header.paragraphs] == [NO_SECRETS]


def test_an_office_that_brought_its_own_heads_keeps_them(tmp_path: Path) -> None:
    own = docx.Document()
    own.sections[0].header.paragraphs[0].text = "海曙区发展和改革局"
    own.save(str(tmp_path / "own.docx"))
    made = docx.Document(io.BytesIO(docx_of(REPORT, (tmp_path / "own.docx").read_bytes())))
    assert [each.text for each in made.sections[0].header.paragraphs] == ["海曙区发展和改革局", NO_SECRETS]


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith(".xlsx")])
def test_a_workbook_has_them_on_its_first_sheet_and_in_the_head_of_its_pages(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(MADE[name]())) as archive:
        first = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert NO_SECRETS in first[first.index("<headerFooter>") :]
    assert NO_SECRETS in texts


def test_each_kind_of_page_has_them(qapp: QApplication) -> None:
    del qapp
    leaves: dict[str, Leaf] = {
        "return": drawn(laid_out(sheet(["甲路"]), PaperFaces()), PaperFaces())[0],
        "request": drawn([request_page([("单位", "鄞江镇")])], PaperFaces())[0],
        "report": leaves_of([REPORT])[0],
        "handbook": handbook(CLERK)[0],
    }
    assert {name: NO_SECRETS in painted(leaf) for name, leaf in leaves.items()} == dict.fromkeys(leaves, True)


def test_the_diagnosis_says_so_on_its_first_page(tmp_path: Path) -> None:
    write_diagnosis(tmp_path / "d.zip", tmp_path / "none.db")
    with zipfile.ZipFile(tmp_path / "d.zip") as archive:
        assert NO_SECRETS in archive.read("README.txt").decode().splitlines()[0]


def test_a_file_without_a_cover_is_named_with_the_words(tmp_path: Path) -> None:
    found(tmp_path / "district.db", "district", None, "李审", None)
    for words in (("rules", "export", tmp_path / "rules.csv"), ("export", "--csv", tmp_path / "dataset")):
        said = call("--db", tmp_path / "district.db", *words)
        assert (said.status, NO_SECRETS in said.out) == (0, True)


def test_the_public_edition_does_not_say_that_it_may_be_secret() -> None:
    made = edition()
    stamp = stamp_of(made, "2025-03-10")
    texts = (public_page(made, stamp, "", ""), csv_of(made).decode(), words_of(public_book(made, stamp)))
    assert not any(NO_SECRETS in text for text in texts)
