"""The PDF: without a printer and a screen, whole or not at all, its pages counted and its text found by another program."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetricsF

from haishu_desk.press.faces import STEPS, PaperFaces
from haishu_desk.press.pdf import pdf_of, write_pdf
from haishu_desk.report.drawn import BODY, BOLD, HEAD, LANDSCAPE, POINT, PORTRAIT, width_of
from haishu_desk.report.layout import laid_out
from haishu_desk.store.files import FileNotWrittenError
from tests.report.made import sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext and pdfinfo (poppler-utils)"
)
PROJECTS = sheet([f"{place:03}号项目" for place in range(300)], note="已开工，桩基完成一半")


@pytest.fixture
def faces(qapp: QApplication) -> PaperFaces:
    """The faces of this machine."""
    del qapp
    return PaperFaces()


def told(program: str, file: Path, *words: str) -> str:
    return subprocess.run(
        [program, *words, str(file), *(["-"] if program == "pdftotext" else [])],
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@needs_poppler
def test_another_program_counts_the_pages_and_finds_every_row(faces: PaperFaces, tmp_path: Path) -> None:
    pages = laid_out(PROJECTS, faces)
    file = write_pdf(tmp_path / "项目.pdf", pages, "鄞江镇 2025年", faces)
    facts = dict(line.split(":", 1) for line in told("pdfinfo", file).splitlines() if ":" in line)
    assert int(facts["Pages"]) == len(pages) > 5
    assert facts["Title"].strip() == "鄞江镇 2025年"
    assert "A4" in facts["Page size"]
    each = [
        told("pdftotext", file, "-layout", "-f", str(number), "-l", str(number)) for number in range(1, len(pages) + 1)
    ]
    for number, text in enumerate(each, start=1):
        # Some faces share one glyph between 页 and its radical, and Qt writes the radical's number into the file.
        assert re.search(rf"第 {number} .，共 {len(pages)} .\s", text)
        assert "版本码：3F2A-91C0" in text
    everything = unicodedata.normalize("NFKC", "".join(each))
    assert all(f"{place:03}号项目" in everything for place in range(300))


@needs_poppler
@pytest.mark.parametrize(("texts", "paper"), [(1, PORTRAIT), (12, LANDSCAPE)])
def test_the_page_is_a4_upright_or_across(
    faces: PaperFaces, tmp_path: Path, texts: int, paper: tuple[float, float]
) -> None:
    pages = laid_out(sheet(["甲路"], texts=texts, note="已开工，桩基完成一半，用地手续全部办结"), faces)
    facts = told("pdfinfo", write_pdf(tmp_path / "a.pdf", pages, "", faces))
    (size,) = [line for line in facts.splitlines() if line.startswith("Page size")]
    wide, high = (float(word) for word in size.split()[2:5:2])
    assert wide == pytest.approx(paper[0] / POINT, abs=1)
    assert high == pytest.approx(paper[1] / POINT, abs=1)


@needs_poppler
def test_what_is_measured_is_what_is_painted(faces: PaperFaces, tmp_path: Path) -> None:
    """The words of the PDF lie inside the paper's margins, as another program sees them."""
    pages = laid_out(sheet(["很长很长的项目名称" * 20], texts=12, note="已开工，桩基完成一半"), faces)
    file = write_pdf(tmp_path / "a.pdf", pages, "", faces)
    marks = [line.split('"') for line in told("pdftotext", file, "-bbox").splitlines() if "<word " in line]
    assert len(marks) > 40
    margin, right = 14.5 / POINT, (pages[0].width - 14.5) / POINT
    for mark in marks:
        assert float(mark[1]) >= margin, mark
        assert float(mark[5]) <= right, mark


@pytest.mark.parametrize("face", [BODY, BOLD, HEAD])
@pytest.mark.parametrize("words", ["地区生产总值1796.5亿元", "（助理）医师数*", "145-b06-0-03-14", "龘𠮷①≥"])
def test_the_width_of_a_text_is_the_sum_of_its_signs(faces: PaperFaces, face: str, words: str) -> None:
    painted = QFontMetricsF(faces.font(face, 10 * STEPS)).horizontalAdvance(words) / (10 * STEPS)
    assert width_of(words, 10.0, faces, face) == pytest.approx(painted * 10.0 * POINT, rel=1e-3)


def test_a_face_that_the_machine_lacks_falls_back_to_one_that_it_has(faces: PaperFaces) -> None:
    for face in (BODY, BOLD, HEAD):
        assert faces.advance("规", face) == pytest.approx(1.0, abs=0.1)


def test_the_file_is_written_whole_or_not_at_all(faces: PaperFaces, tmp_path: Path) -> None:
    pages = laid_out(sheet(["甲路"]), faces)
    assert pdf_of(pages, "甲", faces).startswith(b"%PDF-")
    (tmp_path / "in the way").touch()
    with pytest.raises(FileNotWrittenError):
        write_pdf(tmp_path / "in the way" / "a.pdf", pages, "甲", faces)
    assert [file.name for file in tmp_path.iterdir()] == ["in the way"]


def test_the_name_ends_in_pdf(faces: PaperFaces, tmp_path: Path) -> None:
    pages = laid_out(sheet(["甲路"]), faces)
    assert write_pdf(tmp_path / "2025.Q3", pages, "", faces) == tmp_path / "2025.Q3.pdf"
    assert write_pdf(tmp_path / "表.PDF", pages, "", faces) == tmp_path / "表.PDF"


def test_without_pages_there_is_no_pdf_to_speak_of(faces: PaperFaces) -> None:
    assert len(laid_out(sheet([]), faces)) == 1
