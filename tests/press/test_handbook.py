"""The handbook on paper: contents with the pages of the headings, heads of pages, and one role's part."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.cli.main import run
from haishu_desk.press.flowing import page_of
from haishu_desk.press.handbook import OF_ROLE, book_leaves, handbook
from haishu_desk.press.pdf import write_leaves
from haishu_desk.report.handbook import ROLES, Book, Section, book

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _qt(qtbot: QtBot) -> None:
    """Fonts are measured with an application."""


def made_up() -> Book:
    """A book of four pages: 60 paragraphs of a line are more than a page, and each chapter has them."""
    lines = ["# 手册"]
    for chapter in ("甲", "乙", "丙"):
        lines += ["", f"## {chapter}章", ""] + ["一行。\n"] * 60
    text = "\n".join(lines)
    return Book("made", text, (Section("made", 1, "手册", ""),))


def texts(file: Path) -> Iterator[str]:
    """The text of each page as another program reads it."""
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, encoding="utf-8")
    yield from said.stdout.split("\f")[:-1]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="another program reads the PDF")
def test_the_contents_name_the_page_on_which_each_heading_stands(tmp_path: Path) -> None:
    leaves = book_leaves([made_up()])
    pages = list(texts(write_leaves(tmp_path / "手册.pdf", leaves, "手册")))
    contents, rest = pages[0], pages[1:]
    named = {title: int(page) for title, page in re.findall(r"([甲乙丙]章)\s+(\d+)", contents)}
    assert set(named) == {"甲章", "乙章", "丙章"}
    for title, page in named.items():
        assert title in rest[page - 1]
        assert re.search(rf"—\s*{page}\s*—", rest[page - 1])
    assert all("使用手册" in page for page in pages), "the head is repeated"


@pytest.mark.parametrize("lines", range(30, 50))
def test_no_heading_is_left_alone_at_the_foot_of_a_page(lines: int) -> None:
    text = "\n\n".join(["# 手册", *["一行。"] * lines, "## 章", "### 节", "- 话", "- 话", *["一行。"] * 60])
    leaf = book_leaves([Book("made", text, (Section("made", 1, "手册", ""),))])[-1].leaf
    block = leaf.document.begin()
    pages: dict[str, int] = {}
    while block.isValid():
        pages.setdefault(block.text(), page_of(leaf.document, block))
        block = block.next()
    assert pages["章"] == pages["节"] == pages["话"]


def test_a_page_or_two_need_no_contents() -> None:
    (leaf,) = handbook("workbook")
    assert leaf.head == "使用手册　只填工作簿的单位"
    assert leaf.leaf.number == 1


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_its_own_books(role: str) -> None:
    heads = list(dict.fromkeys(leaf.head.partition("　")[2] for leaf in handbook(role)))
    assert [head for head in heads if head] == [book(name).title for name in OF_ROLE[role]]


def test_pages_are_numbered_through_over_the_books() -> None:
    numbers = [leaf.leaf.number for leaf in handbook("clerk") if leaf.leaf.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_verb_writes_it_and_lists_and_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["help", "--role", "workbook", "--pdf", str(tmp_path / "一页")]) == 0
    assert (tmp_path / "一页.pdf").read_bytes().startswith(b"%PDF")
    assert "共 1 页" in capsys.readouterr().out
    assert run(["help"]) == 0
    assert "errors.md#E04" in capsys.readouterr().out
    assert run(["help", "E04"]) == 0
    assert "重新拷贝一份" in capsys.readouterr().out
    assert run(["help", "没有的题目"]) == 2
    assert run(["help", "--role", "clerk"]) == 2
    assert run(["help", "--pdf", str(tmp_path / "no" / "一页.pdf")]) in (0, 3)
