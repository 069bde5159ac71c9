"""Long parts set in pieces: pages as if set in one go, rows whole and each once, and no piece more than a few pages."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from haishu_desk.press import flowing as flowing_module
from haishu_desk.press.documents import leaves_of, parts_of
from haishu_desk.press.flowing import FlowedLeaf, Part, flowed, flowing
from haishu_desk.press.pieces import html_of, taken, units_of
from haishu_desk.press.places import places_of
from haishu_desk.report.document import Cell, Document, Run, Table, heads_of, row_of, said

pytestmark = pytest.mark.usefixtures("qapp")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext")
ROWS = 300
_AROUND = re.compile(r"<table[^>]*><thead>.*?</thead><tbody>|</tbody></table>")


def table(rows: int = ROWS, *, tall: bool = False) -> Table:
    """Some rows, each with a figure; every third is of five lines where they are `tall`."""
    lines = tuple(
        row_of((f"{n:03}号" + "项目名称很长" * (12 if tall and n % 3 == 0 else 1), Cell(str(n), n + 1)))
        for n in range(rows)
    )
    return Table("附表", heads_of("名称栏", "数"), lines, (3, 1), ("left", "right"), ("表下注",), landscape=True)


def text_of(leaves: tuple[FlowedLeaf, ...], file: Path) -> list[str]:
    """The words of each page, without spaces."""
    from haishu_desk.press.pdf import write_leaves  # noqa: PLC0415  only where a PDF is read

    write_leaves(file, leaves, "甲")
    words = ["pdftotext", "-layout", str(file), "-"]
    pages = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split("\f")
    return ["".join(page.split()) for page in pages[: len(leaves)]]


def in_one_go(part: Part, monkeypatch: pytest.MonkeyPatch) -> tuple[FlowedLeaf, ...]:
    """The pages of a part that is not cut, as Qt breaks them."""
    with monkeypatch.context() as patch:
        patch.setattr(flowing_module, "ROOM", 10**9)
        patch.setattr(flowing_module, "cut_of", lambda *_: None)
        return flowed([part])


def test_paragraphs_break_where_they_break_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    text = [said(f"第{n}段", Run(str(n), n + 1), "规划实施" * (n * 7 % 60 + 1)) for n in range(120)]
    (part,) = parts_of(Document("报告", tuple(text)))
    pieces = list(flowing(part))
    assert sum(map(bool, pieces)) > 2
    cut, whole = flowed([part]), in_one_go(part, monkeypatch)
    assert len({id(leaf.document) for leaf in whole}) == 1
    assert len(cut) == len(whole) > 10
    assert [leaf.number for leaf in cut] == list(range(1, len(whole) + 1))
    for ours, theirs in zip(places_of(cut), places_of(whole), strict=True):
        assert (ours.page, ours.fact) == (theirs.page, theirs.fact)
        assert ours.box.getRect() == pytest.approx(
            theirs.box.getRect(), abs=0.5
        )  # millimetres: a page that begins a piece has its first line a dot higher or lower


@needs_poppler
@pytest.mark.parametrize("tall", [False, True])
def test_no_row_is_lost_doubled_or_broken_and_the_head_is_on_every_page(tmp_path: Path, *, tall: bool) -> None:
    leaves = leaves_of([Document("报告", (table(tall=tall),))])
    pages = text_of(leaves, tmp_path / "a.pdf")
    tables = [page for page in pages if "号项目" in page]
    assert len(tables) > 8
    assert all("名称栏" in page for page in tables)
    assert re.findall(r"(\d{3})号", "".join(pages)) == [f"{n:03}" for n in range(ROWS)]
    # 12 times the name in each tall row: all of them on the page on which the row begins.
    lengths = [page.count("很") for page in tables]
    heads = [re.findall(r"(\d{3})号", page) for page in tables]
    wanted = [sum(12 if tall and int(n) % 3 == 0 else 1 for n in each) for each in heads]
    assert lengths == wanted
    assert "表下注" in pages[-1]


def test_each_figure_of_a_table_has_one_place_on_its_page() -> None:
    leaves = leaves_of([Document("报告", (table(),))])
    places = places_of(leaves)
    assert [place.fact for place in places] == list(range(1, ROWS + 1))
    assert [place.page for place in places] == sorted(place.page for place in places)
    for place in places:
        above, _, below, _ = leaves[place.page].part.edges
        assert above <= place.box.top() < place.box.bottom() <= leaves[place.page].height - below + 0.1


def test_a_piece_of_a_table_is_a_page_and_of_a_text_a_few() -> None:
    *_, long_table = parts_of(Document("报告", (table(),)))
    assert {len(piece) for piece in flowing(long_table)} <= {0, 1}
    (text,) = parts_of(Document("报告", tuple(said("规划实施" * (n * 7 % 60 + 1)) for n in range(400))))
    pages = [len(piece) for piece in flowing(text)]
    assert sum(pages) > 60
    assert max(pages) <= 30


def test_a_row_higher_than_a_page_is_set_all_the_same() -> None:
    high = Table("", heads_of("名"), tuple(row_of(("字" * 6000,)) for _ in range(2)), (1,), ("left",))
    leaves = leaves_of([Document("报告", (high, said("后")))])
    assert len(leaves) >= 3


def test_what_is_not_of_paragraphs_and_tables_is_one_piece() -> None:
    html = "<h1>题</h1><p>甲</p><ul><li>乙</li></ul>"
    assert [unit.html for unit in units_of(html)] == [html]
    assert sum(map(bool, flowing(Part(html)))) == 1


def test_an_empty_part_has_no_page() -> None:
    assert list(flowing(Part(""))) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.integers(0, 6), st.text("甲乙<&", max_size=5)), max_size=6), st.integers(1, 60))
def test_the_pieces_together_say_what_the_part_says(parts: list[int | str], room: int) -> None:
    """A number is a table of so many rows, a text a paragraph: cut anywhere, each is there once, in order."""
    document = Document("题", tuple(table(part) if isinstance(part, int) else said(part) for part in parts))
    for part in parts_of(document):
        units, together, start = units_of(part.html), "", 0
        assert html_of(units) == part.html
        while start < len(units):
            end = taken(units, start, room)
            assert end > start
            together += html_of(units[start:end])
            start = end
        assert _AROUND.sub("", together) == _AROUND.sub("", part.html)
