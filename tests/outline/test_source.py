"""What can be read as a plan's text, and what is said of what cannot."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from haishu_desk.outline.source import UnreadablePlanError, lines_from, lines_of


def docx_of(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    from docx import Document  # noqa: PLC0415  as the reader does

    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_read_in_both_encodings(encoding: str) -> None:
    lines = lines_from("纲要.txt", "第一章 总则\n正文。".encode(encoding))
    assert [(line.number, line.text) for line in lines] == [(1, "第一章 总则"), (2, "正文。")]


def test_marks_of_a_word_processor_are_taken_off_and_lines_keep_their_numbers() -> None:
    (line,) = lines_from("a.txt", "[bookmark: _Toc1][bookmark: _Toc2]第一节 目标".encode())
    assert (line.number, line.text) == (1, "第一节 目标")


def test_cells_stand_alone_or_with_tabs_and_a_page_number_is_no_cell() -> None:
    lines = lines_from("a.txt", "\t地区生产总值\na\tb\t\n第一章 总则\t12\n 正文".encode())
    assert [(line.begins_cell, line.cells) for line in lines] == [
        (True, None), (False, ("a", "b", "")), (False, None), (False, None),
    ]  # fmt: skip
    assert [line.is_apart for line in lines] == [False, False, False, True]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7 ...", "是 PDF"),
        ("改名.docx", b"%PDF-1.7 ...", "是 PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "是旧格式的文档（.doc 或 .wps）"),
        ("a.docx", b"PK\x03\x04broken", "打不开，文件坏了或没有传完"),
        ("a.txt", b"", "是空的"),
        ("a.txt", b" \n\t\n", "是空的"),
        ("a.txt", b"\x00\x01\x02binary", "不是文本"),
        ("a.txt", b"\xff\xfe\xfd\x80\xff\xff", "的文字编码认不出来"),
    ],
)
def test_what_is_no_text_is_named_by_what_it_is_and_not_by_its_name(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UnreadablePlanError) as caught:
        lines_from(name, data)
    assert caught.value.message == f"{name} {said}"
    assert caught.value.advice


def test_a_workbook_is_no_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadablePlanError, match="不是 Word 文档"):
        lines_from("a.docx", stream.getvalue())


def test_a_scanned_document_is_said_to_be_one() -> None:
    with pytest.raises(UnreadablePlanError, match="像是扫描的图片"):
        lines_from("扫描.docx", docx_of("", " "))


def test_a_document_s_paragraphs_are_lines_and_its_tables_rows() -> None:
    lines = lines_from("a.docx", docx_of("第一章 总则", table=[["指标", "2030年"], ["人口", "12"]]))
    assert [(line.text, line.cells) for line in lines if line.text or line.cells] == [
        ("第一章 总则", None), ("", ("指标", "2030年")), ("", ("人口", "12")),
    ]  # fmt: skip


def test_a_table_of_one_column_is_a_box_one_paragraph_a_line() -> None:
    lines = lines_from("a.docx", docx_of(table=[["专栏1：项目"], ["甲：新建甲路\n乙：新建乙路"]]))
    assert [(line.text, line.begins_cell) for line in lines if line.text] == [
        ("专栏1：项目", True), ("甲：新建甲路", True), ("乙：新建乙路", False),
    ]  # fmt: skip


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as stream:
        stream.truncate(60 << 20)
    with pytest.raises(UnreadablePlanError, match="有 60 MB，太大了"):
        lines_of(file)
