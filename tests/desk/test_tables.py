"""Small tables from files: what is a table, and what each other file is told."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk.tables import CELLS, REMARKS, open_workbook, read_grid, read_table
from haishu_desk.domain.errors import DeskError, UsageError


def written(folder: Path, data: bytes, name: str = "t.csv") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def test_empty_cells_are_none_and_empty_lines_are_left_out(tmp_path: Path) -> None:
    file = written(tmp_path, "item,value,note\n145-04,,说明\n ,,\n\n145-11,1\n".encode())
    assert read_table(file, CELLS) == [
        {"item": "145-04", "value": None, "note": "说明"},
        {"item": "145-11", "value": "1", "note": None},
    ]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends(tmp_path: Path) -> None:
    file = written(tmp_path, 'item,comment\r\n145-04,"一,二""三""\n四"\r\n'.encode())
    assert read_table(file, REMARKS) == [{"item": "145-04", "comment": '一,二"三"\n四'}]


@pytest.mark.parametrize("line", ["145-04,1,234", "145-04,1,,3"])
def test_a_comma_too_many_is_refused_since_it_would_shift_a_value(line: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="第2行的格比列名多"):
        read_table(written(tmp_path, f"item,value\n{line}\n".encode()), CELLS)


def test_a_column_that_stands_twice_and_a_table_without_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="列“value”出现了两次"):
        read_table(written(tmp_path, b"item,value,value\n145-04,7,8\n"), CELLS)
    with pytest.raises(DeskError, match="没有数据行"):
        read_table(written(tmp_path, b"item,value\n"), CELLS)


def test_blanks_around_all_but_values_and_notes_do_not_matter(tmp_path: Path) -> None:
    file = written(tmp_path, "unit,item,vintage,value,note\n t , 145-04 , 快报 , 7, 说\n".encode())
    assert read_table(file, CELLS) == [{"unit": "t", "item": "145-04", "vintage": "快报", "value": " 7", "note": " 说"}]


def test_a_workbook_is_read_from_its_first_sheet_with_something_in_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("数").append(["item", "value"])
    book["数"].append(["145-04", 0.1])
    book["数"].append(["145-11", 12])
    book.save(tmp_path / "t.xlsx")
    assert read_table(tmp_path / "t.xlsx", CELLS) == [
        {"item": "145-04", "value": "0.1"},
        {"item": "145-11", "value": "12"},
    ]


def test_a_number_that_is_shown_as_a_percentage_is_read_as_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for line in (["item", "value"], ["145-06", 0.02], ["145-22", 0.07], ["145-23", -0.1234], ["145-04", 0.02]):
        page.append(line)
    for row in (2, 3, 4):
        page.cell(row, 2).number_format = "0%"
    book.save(tmp_path / "t.xlsx")
    table = read_table(tmp_path / "t.xlsx", CELLS)
    assert [row["value"] for row in table] == ["2%", "7%", "-12.34%", "0.02"]


def test_a_grid_below_a_title_is_known_by_the_lines_of_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, "标题,,\n\n甲,乙,\n1\n\n3,4\n".encode())
    assert read_grid(file, ("甲", "乙")) == {4: {"甲": "1", "乙": None}, 6: {"甲": "3", "乙": "4"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("甲,乙\n1,2,3\n", "第2行的格比列名多（多出“3”）"),
        ("甲,,乙\n1,2,3\n", "第2行的格比列名多（多出“2”）"),
        ("甲,乙,甲\n1,2,3\n", "列“甲”出现了两次"),
        ("甲,乙,备注\n1,2,3\n", "列名看不懂：备注"),
    ],
)
def test_nothing_of_a_grid_is_left_out_unsaid(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=said):
        read_grid(written(tmp_path, text.encode()), ("甲", "乙"))


def test_a_folder_is_no_grid_and_is_called_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="是文件夹，不是文件"):
        read_grid(tmp_path, ("甲",))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "t.csv", "E30"),
        (b"\n\n", "t.csv", "E30"),
        (b"\xff\xfe\x00", "t.csv", "E03"),
        (b"value\n1\n", "t.csv", "usage"),
        (b"item,price\n1,2\n", "t.csv", "usage"),
        (b"item,value\n", "t.xlsx", "E03"),
    ],
)
def test_what_is_no_table_says_why(data: bytes, name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError) as caught:
        read_table(written(tmp_path, data, name), CELLS)
    assert caught.value.code == code
    assert caught.value.advice


def test_an_empty_workbook_says_so(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "t.xlsx")
    with pytest.raises(DeskError, match=r"t\.xlsx 是空的"):
        read_table(tmp_path / "t.xlsx", CELLS)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    for read in (lambda: read_table(tmp_path / "none.csv", CELLS), lambda: open_workbook(tmp_path / "none.xlsx")):
        with pytest.raises(DeskError) as caught:
            read()
        assert caught.value.code == "no-file"
