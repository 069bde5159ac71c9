"""The PDF of a report says what the Word file says, word for word, and is whole or not there."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from haishu_desk.desk import Desk
from haishu_desk.desk.reporting import WRITERS, Made, Wanted
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.report_pdf import pdf_of_report
from haishu_desk.report.document import BODY, Paragraph
from haishu_desk.store.files import write_file
from tests.desk.approved import some_figures

pytestmark = pytest.mark.usefixtures("qapp")
NEEDS_READER = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"
)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    from haishu_desk.desk.founding import found  # noqa: PLC0415  not before the tests run

    file = tmp_path_factory.mktemp("pdf") / "district.db"
    found(file, "district", None, "李审", None)
    with Desk(file, write=True, person="李审") as desk:
        some_figures(desk)
        yield desk


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def words_of_docx(data: bytes) -> list[str]:
    body = Document(io.BytesIO(data)).element.body
    texts = ("".join(part.text or "" for part in each.iter(qn("w:t"))) for each in body.iter(qn("w:p")))
    return [bare(text) for text in texts if bare(text)]


def text_of_pdf(data: bytes, folder: Path) -> str:
    file = folder / "a.pdf"
    file.write_bytes(data)
    answer = subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True)
    return bare(answer.stdout)


def made(desk: Desk, kind: str, year: int) -> Made:
    return desk.reporting.make(Wanted(kind, year))


@NEEDS_READER
@pytest.mark.parametrize(("kind", "year"), [("annual", 2023), ("midterm", 2023), ("final", 2025)])
def test_every_word_of_the_word_file_is_in_the_pdf(district: Desk, tmp_path: Path, kind: str, year: int) -> None:
    report = made(district, kind, year)
    text = text_of_pdf(pdf_of_report(report, None), tmp_path)
    signs = sorted("".join(words_of_docx(WRITERS[".docx"](report, None))))
    # The reader takes a hyphen at the end of a line for one of a broken word. A cell of a table may be broken over lines in either: sign for sign both have the same, heads that are repeated aside.
    missing = "".join(sign for sign in sorted(set(signs) - {"-"}) if signs.count(sign) > text.count(sign))
    assert missing == ""
    sentences = [part.text for part in report.document.parts if isinstance(part, Paragraph) and part.kind == BODY]
    # Where a paragraph goes on over a page Qt writes its line before the break once more, unseen: piece by piece all is there.
    unmarked = re.sub("〔[0-9]+〕|—[0-9]+—", "", text)
    pieces = [said[at : at + 8] for said in map(bare, sentences) for at in range(max(len(said) - 7, 1))]
    assert [piece for piece in pieces if piece not in unmarked and "-" not in piece] == []


def test_who_is_told_hears_of_every_page_and_may_stop_it(district: Desk, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        heard.append((done, of))
        if done == 2:
            raise DeskError("停", "停")

    with pytest.raises(DeskError):
        write_file(tmp_path / "a.pdf", pdf_of_report(made(district, "annual", 2023), stop))
    assert [done for done, _ in heard] == [1, 2]
    assert list(tmp_path.iterdir()) == []
