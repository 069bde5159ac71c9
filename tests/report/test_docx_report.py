"""A report as a .docx: the look of an official document, tables that go over pages, an office's own style file."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from haishu_desk.report.document import (
    ANNEX,
    NOTE,
    Cell,
    Chart,
    Document,
    Head,
    Heading,
    PageBreak,
    Run,
    Series,
    Table,
    heads_of,
    row_of,
    said,
)
from haishu_desk.report.docx_report import NoStyleFileError, docx_of

LONG = "名" * 200
WIDE = Table(
    "表1 指标", heads_of("指标", "目标", "实绩"), (row_of((LONG, ">93", Cell("<93", 4))), row_of(("A&B", "—", "12"))),
    (3.0, 1.0, 1.0), ("left", "right", "right"), landscape=True,
)  # fmt: skip


def read(document: Document, style: bytes | None = None) -> Any:
    return docx.Document(io.BytesIO(docx_of(document, style)))


def xml(data: bytes, part: str = "word/document.xml") -> str:
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(part).decode()


def test_page_margins_lines_and_faces_are_those_of_an_official_document() -> None:
    made = read(Document("题", (Heading(1, "一、总体"), said("正文"))))
    section = made.sections[0]
    assert [round(edge / Mm(1)) for edge in (section.page_width, section.page_height)] == [210, 297]
    assert [round(edge / Mm(1)) for edge in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [
        37, 35, 28, 26,
    ]  # fmt: skip
    title, head, text = made.paragraphs
    assert (title.style.font.name, title.style.font.size) == ("方正小标宋简体", Pt(22))
    assert head.style.font.name == "黑体"
    assert (text.style.font.name, text.style.font.size) == ("仿宋_GB2312", Pt(16))
    assert text.style.paragraph_format.line_spacing == Pt(28.95)
    assert text.style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert text.style.element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"


def test_page_numbers_stand_between_dashes_at_the_outer_edge_of_odd_and_even_pages() -> None:
    made = read(Document("题", (said("正文"),)))
    section = made.sections[0]
    assert made.settings.odd_and_even_pages_header_footer
    for foot, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = foot.paragraphs[0]._p
        assert "".join(node.text for node in paragraph.iter(qn("w:t"))) == "— 1 —"
        assert paragraph.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert paragraph.pPr.find(qn("w:jc")).get(qn("w:val")) == side


def test_a_mark_is_small_and_raised_behind_its_figure() -> None:
    made = read(Document("题", (said("达到", Run("12.5", 7), "亿元"),)))
    runs = made.paragraphs[1].runs
    assert [run.text for run in runs] == ["达到", "12.5", "〔7〕", "亿元"]
    assert [bool(run.font.superscript) for run in runs] == [False, False, True, False]


def test_a_wide_table_lies_across_with_its_annex_head_and_upright_pages_follow() -> None:
    parts = (said("前"), PageBreak(), said("附件1", kind=ANNEX), Heading(0, "指标表"), WIDE, said("后"))
    made = read(Document("题", parts))
    assert [section.orientation for section in made.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    across = made.sections[1]
    assert round(across.page_width / Mm(1)) == 297
    # The annex's head is in the section of its table: the first section ends before it.
    first = next(p for p in made.element.body.iter(qn("w:p")) if p.find(f".//{qn('w:sectPr')}") is not None)
    before = list(made.element.body).index(first)
    assert [made.element.body[place].xpath("string()") for place in range(before + 1, before + 3)] == [
        "附件1",
        "指标表",
    ]


def test_heads_are_repeated_rows_stay_whole_and_odd_texts_arrive_unchanged() -> None:
    (table,) = read(Document("题", (WIDE,))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["指标", "目标", "实绩"], [LONG, ">93", "<93\n〔4〕"], ["A&B", "—", "12"],
    ]  # fmt: skip
    first, second = table.rows[0]._tr, table.rows[1]._tr
    assert first.trPr.find(qn("w:tblHeader")) is not None
    assert second.trPr.find(qn("w:tblHeader")) is None
    assert second.trPr.find(qn("w:cantSplit")) is not None


def test_a_head_of_two_rows_spans_rows_and_columns_and_a_group_spans_all() -> None:
    heads = ((Head("指标", down=2), Head("目标", across=2)), (Head("水平"), Head("增速")))
    rows = ((Cell("经济发展（1项）", across=3),), row_of(("甲", "1", "2")))
    (table,) = read(Document("题", (Table("", heads, rows, (2.0, 1.0, 1.0), ("left", "right", "right")),))).tables
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    assert grid == [
        ["指标", "目标", "目标"], ["指标", "水平", "增速"], ["经济发展（1项）"] * 3, ["甲", "1", "2"],
    ]  # fmt: skip
    assert len(table.rows[2]._tr.tc_lst) == 1


def test_a_chart_is_drawn_by_the_office_program_and_leaves_a_gap_where_nothing_is() -> None:
    chart = Chart(
        "图1 <进展>",
        "line",
        ("2021", "2022"),
        (Series("实绩&", (Decimal("1.5"), None)),),
        "亿元",
        dashed=frozenset({"目标"}),
    )
    data = docx_of(Document("题", (chart,)))
    drawn = xml(data, "word/charts/chart1.xml")
    assert "<c:v>1.5</c:v>" in drawn
    assert "实绩&amp;" in drawn
    assert '<c:dispBlanksAs val="gap"/>' in drawn
    assert drawn.count("<c:v>0</c:v>") == 0
    assert "图1 &lt;进展&gt;（亿元）" in xml(data)


def test_the_same_document_gives_the_same_bytes_of_text() -> None:
    document = Document("题", (said("正文", Run("1", 1)), WIDE), day="2026-03-20")
    first, second = docx_of(document), docx_of(document)
    for part in ("word/document.xml", "docProps/core.xml", "word/styles.xml"):
        assert xml(first, part) == xml(second, part)


# The office's own style file.


def own_style() -> bytes:
    """A file with narrower margins, a body in 宋体, and a text that is not to be in the report."""
    made = docx.Document()
    made.sections[0].left_margin = Mm(20)
    body = made.styles.add_style("报告正文", 1)
    body.font.name = "宋体"
    made.add_paragraph("套红头的样张文字")
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_an_office_s_own_file_rules_with_its_page_and_styles_and_brings_none_of_its_text() -> None:
    made = read(Document("题", (said("正文"), said("小注", kind=NOTE))), own_style())
    assert round(made.sections[0].left_margin / Mm(1)) == 20
    assert [paragraph.text for paragraph in made.paragraphs] == ["题", "正文", "小注"]
    assert made.paragraphs[1].style.font.name == "宋体"
    assert made.paragraphs[0].style.font.name == "方正小标宋简体"  # what its file lacks is ours


@pytest.mark.parametrize("data", [b"", b"no file", b"PK\x03\x04broken"])
def test_what_is_no_style_file_is_refused_by_its_name(data: bytes) -> None:
    with pytest.raises(NoStyleFileError, match="本局样式"):
        docx_of(Document("题", ()), data, name="本局样式.docx")


def test_a_workbook_is_no_style_file() -> None:
    import openpyxl  # noqa: PLC0415  only here

    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    with pytest.raises(NoStyleFileError):
        docx_of(Document("题", ()), stream.getvalue(), name="表.docx")


def test_three_hundred_projects_go_into_one_table() -> None:
    rows = tuple(row_of((str(n), f"项目{n}", "—")) for n in range(300))
    table = Table(
        "表3", heads_of("序号", "项目", "投资"), rows, (1.0, 3.0, 1.0), ("center", "left", "right"), landscape=True
    )
    (read_back,) = read(Document("题", (table,))).tables
    assert len(read_back.rows) == 301
