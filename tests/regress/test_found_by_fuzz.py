"""What spoiled plan texts, clipboards, command lines and settings have found (tests/fuzz): each one stopped the program."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSettings

from haishu_desk.domain.errors import DeskError
from haishu_desk.outline import source
from haishu_desk.outline.reader import read_outline
from haishu_desk.outline.source import UnreadablePlanError, lines_from
from haishu_desk.store.files import write_file
from haishu_desk.ui.entry.clipboard import block_of_clipboard
from haishu_desk.ui.entry.frame import _read
from haishu_desk.ui.recent import Recent
from haishu_desk.ui.settings import looks_in
from tests.store.opened import everything, founded

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str) -> bytes:
    """A file that has a text and nothing else."""
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}">{body}</w:document>')
    return stream.getvalue()


def test_a_head_that_is_wider_than_every_row_is_said_and_the_rows_are_read() -> None:
    text = "序号\t指标\t2025年\t2030年目标\t备注\t责任\n1\t甲（个）\t1\t2\n2\t乙（个）\t1\t2\n3\t丙（个）\t1\t2"
    (table,) = read_outline(lines_from("a.txt", text.encode())).tables
    assert [row.name for row in table.rows] == ["甲", "乙", "丙"]
    assert table.problems[0].message == "表头有 6 栏，下面的行有 4 格，请核对各栏有没有错位"


def test_a_second_line_of_heads_that_is_shorter_than_the_first_is_read() -> None:
    text = "序号\t指标\t目标\t目标\n\t\t2025年\n1\t甲（个）\t1\t2\n2\t乙（个）\t1\t2\n3\t丙（个）\t1\t2"
    read_outline(lines_from("a.txt", text.encode()))


@pytest.mark.parametrize("body", ["<w:body><w:p>", "<w:body><w:></w:body>", "&no;", "<w:other/>"])
def test_a_docx_whose_inside_is_broken_is_a_sentence(body: str) -> None:
    with pytest.raises(UnreadablePlanError):
        lines_from("a.docx", docx(body))


@pytest.mark.parametrize("span", ["999999999", "-3", "x", ""])
def test_a_cell_over_a_thousand_million_columns_is_one_cell(span: str) -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>'
    other = "<w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc>"
    lines = lines_from("a.docx", docx(f"<w:body><w:tbl><w:tr>{cell}{other}</w:tr></w:tbl></w:body>"))
    assert lines[0].cells == ("甲", "乙")


def test_a_docx_that_unpacks_to_more_text_than_a_plan_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "_LONGEST", 1 << 20)
    with pytest.raises(UnreadablePlanError, match="太大了"):
        lines_from("a.docx", docx(f"<w:body><w:p><w:r><w:t>{'甲' * 700_000}</w:t></w:r></w:p></w:body>"))


def test_a_quote_that_is_never_closed_before_a_long_text_is_pasted_as_it_stands() -> None:
    clipboard = QMimeData()
    clipboard.setText('1\t"' + "2" * 200_000)
    assert block_of_clipboard(clipboard) == [["1", '"' + "2" * 200_000]]


def test_what_is_handed_over_is_never_written_over_a_workspace(tmp_path: Path) -> None:
    founded(path := tmp_path / "w.db").close()
    before = everything(path)
    with pytest.raises(DeskError, match="是数据文件，没有改动它"):
        write_file(path, b"the answer")
    assert everything(path) == before


@pytest.mark.parametrize("scale", ["9" * 5_000, "²", "-1", "", "1e9", "150.0"])
def test_a_size_that_is_none_is_the_usual_one(tmp_path: Path, scale: str) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("window/scale", scale)
    assert looks_in(settings).scale == 100


def test_widths_that_are_none_are_passed_by() -> None:
    said = f"value=²,name=-5,note=99999999999,unit={'9' * 5_000},=,,target=120,x=1=2"
    assert _read(said) == {"target": 120}


def test_places_that_go_down_a_thousandfold_are_forgotten(tmp_path: Path) -> None:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("recent/a", "[" * 200_000)
    assert Recent(settings, "a").places == []
