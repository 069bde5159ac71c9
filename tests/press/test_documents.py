"""A report or letter on pages: every word of it is there, wide tables lie across, and no sign is taken for markup."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from haishu_desk.press.documents import leaves_of, parts_of
from haishu_desk.press.pdf import write_leaves
from haishu_desk.report.document import (
    ANNEX,
    FLUSH,
    SIGNED,
    Cell,
    Chart,
    Document,
    Head,
    Heading,
    PageBreak,
    Part,
    Run,
    Series,
    Table,
    heads_of,
    row_of,
    said,
)

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext (poppler-utils)"),
]
LONG = "很长的名称" * 40


def document(*parts: Part) -> Document:
    return Document("年度监测报告", parts, number="海发改〔2026〕1号", is_sample=True)


def table(rows: Sequence[Sequence[str | Cell]], *, landscape: bool = False) -> Table:
    return Table(
        "附表一",
        heads_of("指标名", "数值栏"),
        tuple(map(row_of, rows)),
        (3, 1),
        ("left", "right"),
        ("表下注",),
        landscape,
    )


def pages(folder: Path, *documents: Document) -> list[str]:
    leaves = leaves_of(documents)
    file = write_leaves(folder / "a.pdf", leaves, "甲")
    found = []
    for number in range(1, len(leaves) + 1):
        words = ["pdftotext", "-layout", "-f", str(number), "-l", str(number), str(file), "-"]
        text = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        found.append("".join(unicodedata.normalize("NFKC", text).split()))
    return found


def test_every_part_is_on_the_page_in_its_order(tmp_path: Path) -> None:
    made = document(
        said("区人民政府：", kind=FLUSH),
        Heading(1, "一、总体"),
        said("完成", Run("93", fact=1), Run("很好", strong=True)),
        table([["甲", "1"]]),
        said("海曙区", kind=SIGNED),
    )
    (page,) = pages(tmp_path, made)
    words = [
        "年度监测报告",
        "海发改",
        "示例数据",
        "区人民政府:",
        "一、总体",
        "完成93",
        "很好",
        "附表一",
        "指标名",
        "甲",
        "表下注",
        "海曙区",
        "—1—",
    ]
    places = [page.find(word) for word in words]
    assert -1 not in places, dict(zip(words, places, strict=True))
    assert places == sorted(places)
    assert "〔1〕" in page


def test_a_wide_table_lies_across_and_numbers_run_on(tmp_path: Path) -> None:
    made = document(said("前"), table([["甲", "1"]], landscape=True), said("后"))
    leaves = leaves_of([made])
    assert [leaf.width > leaf.height for leaf in leaves] == [False, True, False]
    assert [page[-3:] for page in pages(tmp_path, made)] == ["—1—", "—2—", "—3—"]


def test_each_document_counts_its_pages_from_one(tmp_path: Path) -> None:
    made = document(said("甲"), PageBreak(), said("乙"))
    assert [page[-3:] for page in pages(tmp_path, made, made)] == ["—1—", "—2—", "—1—", "—2—"]


def test_heads_are_repeated_over_all_pages_of_three_hundred_projects(tmp_path: Path) -> None:
    made = document(table([[f"{place:03}号项目", "1"] for place in range(300)]))
    found = pages(tmp_path, made)
    assert len(found) > 3
    assert all("指标名" in page for page in found)
    assert all(f"{place:03}号项目" in "".join(found) for place in range(300))


@pytest.mark.parametrize("words", ["<93", ">93", "A&B", "<b>粗</b>", "&lt;", LONG])
def test_no_sign_is_taken_for_markup(tmp_path: Path, words: str) -> None:
    made = document(Heading(2, words), said(words), table([[words, Cell(words, fact=2)]]))
    page = "".join(pages(tmp_path, made))
    assert page.count(words) >= 2 if words == LONG else page.count(words) == 4


def test_heads_of_two_rows_and_rows_across_keep_their_places(tmp_path: Path) -> None:
    heads = ((Head("指标名", down=2), Head("年度", across=2)), (Head("甲年"), Head("乙年")))
    rows = ((Cell("一组", across=3),), row_of(("丙", "1", "2")))
    made = document(Table("", heads, rows, (2, 1, 1), ("left", "right", "right")))
    (page,) = pages(tmp_path, made)
    assert all(word in page for word in ("指标名", "年度", "甲年", "乙年", "一组", "丙12"))


def test_a_chart_is_drawn_by_the_caller_or_stands_in_figures(tmp_path: Path) -> None:
    chart = Chart("走势", "line", ("2024", "2025"), (Series("实际", (Decimal("1.50"), None)),), "亿元")
    (page,) = pages(tmp_path, document(chart))
    assert "走势" in page
    assert "20241.50" in page
    assert "2025—" in page
    (part,) = parts_of(document(chart), lambda drawn, name: (f"<p>图：{drawn.title}{name}</p>", print))
    assert "图：走势drawing:0" in part.html
    assert part.drawings == {"drawing:0": print}


def test_the_title_of_an_annex_lies_on_the_page_of_its_wide_table(tmp_path: Path) -> None:
    annex = (PageBreak(), said("附件1", kind=ANNEX), Heading(0, "表"), table([["甲", "1"]], landscape=True))
    made = document(said("前"), *annex, PageBreak(), said("附件2", kind=ANNEX), Heading(0, "文"), said("后"))
    assert [leaf.width > leaf.height for leaf in leaves_of([made])] == [False, True, False]
    assert "附件1表" in pages(tmp_path, made)[1]


def test_the_subtitle_stands_under_the_title(tmp_path: Path) -> None:
    (page,) = pages(tmp_path, Document("总结评估报告", (said("正文"),), "（复核版）"))
    assert "总结评估报告(复核版)正文" in page
