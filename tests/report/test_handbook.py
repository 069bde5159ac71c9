"""The handbook: every error's code has its entry, every link and picture is there, nothing is said in code or English."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import haishu_desk
from haishu_desk.report.handbook import ERRORS, MANUAL, ROLES, Book, book, error_section, folder, shelves

SOURCE = Path(haishu_desk.__file__).parent
NUMBERED = re.compile(r"E\d\d")
BOOKS = [each for on_shelf in shelves().values() for each in on_shelf]
# Raised where no code stands: the one hook in __main__ prints it as a text of its own.
OF_THE_HOOK = {"crash"}


def codes_in(file: Path) -> Iterator[str]:
    """The codes of errors and findings that are written in a module."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NUMBERED.fullmatch(node.value):
            yield node.value
        elif isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.ClassDef) and (node.name.endswith("Error")):
            yield from _of_class(node)
        elif file.name == "database.py" and isinstance(node, ast.Tuple):
            yield from _of_system_error(node)


def _of_call(node: ast.Call) -> Iterator[str]:
    named = node.func.id if isinstance(node.func, ast.Name) else ""
    given = [word.value for word in node.keywords if word.arg == "code"]
    if named in ("Finding", "RefusedBundleError", "HeldBundleError"):
        given += node.args[:1]
    yield from (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))


def _of_class(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
            names = [each.id for each in line.targets if isinstance(each, ast.Name)]
            if names == ["code"]:
                yield str(line.value.value)


def _of_system_error(node: ast.Tuple) -> Iterator[str]:
    """What SQLite says, as `(message, advice, code)`."""
    words = [each.value for each in node.elts if isinstance(each, ast.Constant)]
    if len(words) == len(node.elts) == 3 and str(words[2]).isascii():
        yield str(words[2])


RAISED = set(chain.from_iterable(codes_in(file) for file in SOURCE.rglob("*.py"))) | OF_THE_HOOK
ENTRIES = [section for section in book(ERRORS).sections if section.level == 3]


def test_the_codes_are_found() -> None:
    assert {"E01", "E52", "no-reason", "locked", "refused", "usage", "environment", "formula", "disk-full",
            "first-contact", "no-printer", "closed"} <= RAISED  # fmt: skip
    assert len(RAISED) > 120


def test_every_code_that_the_program_can_show_has_its_entry() -> None:
    assert sorted(RAISED - {each.anchor for each in ENTRIES}) == []


def test_no_entry_is_without_a_code_and_none_stands_twice() -> None:
    anchors = [each.anchor for each in ENTRIES]
    assert sorted(set(anchors) - RAISED) == []
    assert len(anchors) == len(set(anchors))


def test_each_entry_says_what_it_means_and_what_to_do() -> None:
    for entry in ENTRIES:
        means, todo = entry.text.splitlines()
        assert means.startswith("- **意思**："), entry.title
        assert todo.startswith("- **怎么办**："), entry.title
        assert means.endswith("。"), entry.title
        assert todo.endswith("。"), entry.title
    section = error_section("E04")
    assert section is not None
    assert section.name == "文件不完整，或读不出来"
    assert error_section("E99") is None


@pytest.mark.parametrize("each", BOOKS, ids=lambda each: each.name)
def test_links_lead_somewhere_and_pictures_are_there(each: Book) -> None:
    places = {section.place for other in BOOKS for section in other.sections} | {f"{other.name}.md" for other in BOOKS}
    for shown, target in re.findall(r"(!?)\[[^\]]+\]\(([^)]+)\)", each.text):
        if shown or "/" in target:
            assert (folder() / target).is_file(), target
        else:
            assert (f"{each.name}.md{target}" if target.startswith("#") else target) in places, target


def test_headings_of_a_book_are_different_so_that_each_can_be_jumped_to() -> None:
    for each in BOOKS:
        anchors = [section.anchor for section in each.sections]
        assert len(anchors) == len(set(anchors)), each.name


def test_pictures_are_small_and_all_shown() -> None:
    shown = set(re.findall(r"\]\((pictures/[^)]+)\)", "".join(each.text for each in BOOKS)))
    stored = {f"pictures/{file.name}" for file in (folder() / "pictures").iterdir()}
    assert stored == shown
    assert all((folder() / name).stat().st_size <= 120 * 1024 for name in stored)


@pytest.mark.parametrize("role", ["clerk", "workbook"])
def test_who_fills_in_reads_short_sentences_in_chinese(role: str) -> None:
    text = re.sub(r"`[^`]*`|\([^)]*\)|F\d+|Ctrl\+\w|Enter|Excel|WPS|LibreOffice|\.\w+|U盘", "", book(role).text)
    assert re.findall(r"[A-Za-z]{2,}", text) == []
    sentences = re.split(r"[。：；！？\n]", text)
    assert max(len(sentence) for sentence in sentences) <= 60


def test_each_role_has_its_book_and_the_manual_is_the_reference() -> None:
    assert [book(name).title for name in ROLES] == ["填报员", "审核员", "信息中心", "只填工作簿的单位"]
    assert book(MANUAL).title == "使用手册"
    assert next(iter(shelves())) == "谁来看"
    assert all(any(f"{name}.md" in text for text in (book(MANUAL).text,)) for name in ROLES)
