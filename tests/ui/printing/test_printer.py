"""The printer: only the pages that were asked for, and a sentence where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from haishu_desk.press.faces import PaperFaces
from haishu_desk.report.drawn import Page
from haishu_desk.report.layout import laid_out
from haishu_desk.ui.printing import printer as printing
from haishu_desk.ui.printing.printer import NoPrinterError, NotPrintedError, ask_and_print, print_pages
from tests.report.made import sheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Paper = tuple[tuple[Page, ...], PaperFaces]


@pytest.fixture
def paper(qtbot: QtBot) -> Paper:
    """Some pages, and the faces they are set in."""
    del qtbot
    faces = PaperFaces()
    return laid_out(sheet(["甲路"] * 120), faces), faces


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def to_file(file: Path) -> QPrinter:
    """A printer that prints into a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(file))
    return made


def pages_in(file: Path) -> int:
    told = subprocess.run(["pdfinfo", str(file)], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages")))


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="counting pages needs pdfinfo (poppler-utils)")
@pytest.mark.parametrize(("start", "end", "count"), [(0, 0, None), (2, 2, 1), (2, 3, 2)])
def test_the_pages_that_were_asked_for_are_printed(
    paper: Paper, tmp_path: Path, start: int, end: int, count: int | None
) -> None:
    made = to_file(tmp_path / "out.pdf")
    made.setFromTo(start, end)
    print_pages(made, *paper)
    assert len(paper[0]) >= 3
    assert pages_in(tmp_path / "out.pdf") == (count or len(paper[0]))


@pytest.mark.qt_log_ignore("Returned false", "propagateSizeHints", extend=True)
def test_a_printer_that_takes_nothing_is_said(paper: Paper, tmp_path: Path) -> None:
    with pytest.raises(NotPrintedError, match="没有接收"):
        print_pages(to_file(tmp_path / "no" / "such" / "folder.pdf"), *paper)


def test_without_a_printer_the_person_is_told_to_save_a_pdf(
    paper: Paper, parent: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with pytest.raises(NoPrinterError) as refused:
        ask_and_print(paper[0], "甲", paper[1], parent)
    assert "PDF" in refused.value.advice


@pytest.mark.parametrize("accepted", [True, False])
def test_giving_up_in_the_dialogue_prints_nothing(
    paper: Paper, parent: QWidget, monkeypatch: pytest.MonkeyPatch, *, accepted: bool
) -> None:
    printed: list[int] = []

    def note(_printer: QPrinter, pages: tuple[Page, ...], _faces: PaperFaces) -> None:
        printed.append(len(pages))

    codes = QPrintDialog.DialogCode
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["甲"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: codes.Accepted if accepted else codes.Rejected)
    monkeypatch.setattr(printing, "print_pages", note)
    assert ask_and_print(paper[0], "甲", paper[1], parent) is accepted
    assert printed == ([len(paper[0])] if accepted else [])
