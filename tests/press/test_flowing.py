"""HTML on pages: heads repeated, pages numbered through, upright and across, and nothing lost between two pages."""

from __future__ import annotations

import gc
import html
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from haishu_desk.press.faces import SERIF
from haishu_desk.press.flowing import ACROSS, UPRIGHT, Part, families, flowed, px
from haishu_desk.press.leaves import picture_of
from haishu_desk.press.pdf import pdf_of_leaves, write_leaves
from haishu_desk.report.drawn import LANDSCAPE, PORTRAIT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

pytestmark = pytest.mark.usefixtures("qapp")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext")
STYLE = (
    f"p {{ line-height: {px(28)}; margin: 0; text-indent: {px(32)}; font-size: 16pt }} td, th {{ font-size: 10.5pt }}"
)


def table(rows: int) -> str:
    body = "".join(f"<tr><td>{place:03}号项目</td><td>&lt;93</td></tr>" for place in range(rows))
    return f"<table border='1' width='100%'><thead><tr><th>名称栏</th><th>数</th></tr></thead>{body}</table>"


def words_by_page(file: Path, count: int) -> list[str]:
    pages = []
    for number in range(1, count + 1):
        words = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), str(file), "-"]
        said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        pages.append(unicodedata.normalize("NFKC", said))
    return pages


@needs_poppler
def test_the_head_of_a_table_stands_on_every_page_and_no_row_is_lost(tmp_path: Path) -> None:
    leaves = flowed([Part(table(300), STYLE)])
    assert len(leaves) > 5
    pages = words_by_page(write_leaves(tmp_path / "表.pdf", leaves, "附表"), len(leaves))
    assert all("名称栏" in page for page in pages)
    for number, page in enumerate(pages, start=1):
        assert f"—{number}—" in "".join(page.split())
    found = re.findall(r"(\d{3})号", "".join(pages))
    assert found == [f"{place:03}" for place in range(300)]


@needs_poppler
def test_numbers_run_on_over_upright_and_across_and_skip_what_is_not_numbered(tmp_path: Path) -> None:
    parts = [Part("<p>封面</p>", is_numbered=False), Part("<p>正文</p>", STYLE), Part(table(4), STYLE, across=True)]
    leaves = flowed(parts)
    assert [leaf.number for leaf in leaves] == [None, 1, 2]
    assert [(leaf.width, leaf.height) for leaf in leaves] == [PORTRAIT, PORTRAIT, LANDSCAPE]
    pages = words_by_page(write_leaves(tmp_path / "报告", leaves, "报告"), 3)
    assert "—" not in pages[0]
    assert "—1—" in "".join(pages[1].split())
    assert "—2—" in "".join(pages[2].split())


@needs_poppler
@pytest.mark.parametrize("words", ["<93", ">93", "A&B", "很长的名称" * 40])
def test_what_is_escaped_is_printed_as_it_is(tmp_path: Path, words: str) -> None:
    leaves = flowed([Part(f"<p>{html.escape(words)}</p>", STYLE)])
    (page,) = words_by_page(write_leaves(tmp_path / "a.pdf", leaves, ""), 1)
    assert words in "".join(page.split())


# 严禁录入涉密信息 stands above the text, in the edge of the page.
HEAD_END = 11


@pytest.mark.parametrize("across", [False, True])
def test_the_text_stays_inside_the_margins(*, across: bool) -> None:
    """28 mm at the left and 26 mm at the right of an upright page, as the standard for official documents has it."""
    leaf = flowed([Part("<p>" + "规划实施" * 400 + "</p>", STYLE, across=across, is_numbered=False)])[0]
    picture = picture_of(leaf, round(leaf.width) * 2)
    inked = [
        (x / 2, y / 2)
        for x in range(picture.width())
        for y in range(picture.height())
        if y / 2 > HEAD_END and picture.pixelColor(x, y).lightness() < 200
    ]
    above, right, below, left = ACROSS if across else UPRIGHT
    width, height = LANDSCAPE if across else PORTRAIT
    assert len(inked) > 1000
    assert min(x for x, _ in inked) >= left - 0.5
    assert max(x for x, _ in inked) <= width - right + 0.5
    assert min(y for _, y in inked) >= above - 0.5
    assert max(y for _, y in inked) <= height - below + 0.5


def test_a_page_of_an_official_document_has_22_lines_of_28_points() -> None:
    """225 mm are 637.8 points: 22 lines of 28 points and a rest."""
    lines = [f"<p>{place}</p>" for place in range(45)]
    assert len(flowed([Part("".join(lines[:22]), STYLE)])) == 1
    assert len(flowed([Part("".join(lines[:23]), STYLE)])) == 2
    assert len(flowed([Part("".join(lines), STYLE)])) == 3


def test_the_same_text_breaks_the_same_way_however_often_it_is_set() -> None:
    first, second = (flowed([Part(table(120), STYLE)]) for _ in range(2))
    assert len(first) == len(second)
    assert pdf_of_leaves(first, "甲").startswith(b"%PDF-")


def test_a_page_is_a_picture_with_ink_on_white() -> None:
    (leaf,) = flowed([Part("<p>正文</p>", STYLE)])
    picture = picture_of(leaf, 420)
    assert (picture.width(), picture.height()) == (420, 594)
    colors = {picture.pixelColor(x, y).lightness() for x in range(40, 200) for y in range(60, 110)}
    assert max(colors) == 255
    assert min(colors) < 128


def test_who_stops_it_gets_no_file() -> None:
    leaves = flowed([Part(table(300), STYLE)])
    told: list[int] = []

    def went(count: int) -> bool:
        told.append(count)
        return count < 2

    assert pdf_of_leaves(leaves, "甲", went) == b""
    assert told == [1, 2]


def test_faces_are_named_that_this_machine_has(qapp: QApplication) -> None:
    del qapp
    named = families(["没有这个字体"])
    assert "没有这个字体" not in named
    assert named == "serif" or any(name in named for name in SERIF)


def test_a_document_that_is_gone_leaves_no_picture_behind() -> None:
    """Each had left the one that its text was measured on: fifty-six for a report."""

    def pictures() -> int:
        gc.collect()
        return sum(type(each) is QImage for each in gc.get_objects())

    long = [Part("<p>一行</p>" * 200)]
    assert len(flowed(long)) > 1
    before = pictures()
    for _ in range(3):
        flowed(long)
    assert pictures() == before
