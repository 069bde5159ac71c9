"""Plain tables by key: what is text stays text, and what could be two rows is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from haishu_desk.desk.keyed_tables import DoubledKeyError, KeyedTable, read_keyed
from haishu_desk.domain.errors import DeskError, UsageError


def _csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "表.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_rows_are_found_by_the_first_column_and_keep_their_order(tmp_path: Path) -> None:
    table = read_keyed(_csv(tmp_path, "代码,数\nb,2\na,1\n"))
    assert table == KeyedTable(
        ("代码", "数"), ("代码",), {("b",): {"代码": "b", "数": "2"}, ("a",): {"代码": "a", "数": "1"}}
    )
    assert list(table.rows) == [("b",), ("a",)]
    assert table.fields == ("数",)


def test_a_key_may_be_several_columns_wherever_they_stand(tmp_path: Path) -> None:
    table = read_keyed(_csv(tmp_path, "数,期,代码\n1,2025,a\n2,2026,a\n"), ["代码", "期"])
    assert list(table.rows) == [("a", "2025"), ("a", "2026")]
    assert table.fields == ("数",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_three_encodings_that_offices_write_are_read(tmp_path: Path, encoding: str) -> None:
    assert read_keyed(_csv(tmp_path, "代码,名称\na,鄞江镇\n", encoding)).rows[("a",)]["名称"] == "鄞江镇"


def test_a_leading_nought_a_line_break_and_a_space_stay_as_they_are(tmp_path: Path) -> None:
    rows = read_keyed(_csv(tmp_path, '代码,数\n01,007\n1,"上\n下"\n2, x \n')).rows
    assert [row["数"] for row in rows.values()] == ["007", "上\n下", " x "]
    assert list(rows) == [("01",), ("1",), ("2",)]  # 01 and 1 are two


def test_blank_rows_are_left_out_and_short_rows_are_blank_at_their_end(tmp_path: Path) -> None:
    rows = read_keyed(_csv(tmp_path, "代码,数,注\na,1\n,,\n\nb,,x\n")).rows
    assert rows == {("a",): {"代码": "a", "数": "1", "注": ""}, ("b",): {"代码": "b", "数": "", "注": "x"}}


def test_a_doubled_key_is_refused_with_both_rows(tmp_path: Path) -> None:
    with pytest.raises(DoubledKeyError) as caught:
        read_keyed(_csv(tmp_path, "代码,数\na,1\nb,2\na,1\n"))
    assert "第 2 行和第 4 行" in caught.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "没有列名"),
        ("代码,,数\na,1,2\n", "第 2 列没有列名"),
        ("代码,数,数\na,1,2\n", "出现了两次"),
        ("代码,数\na,1,2\n", "第 2 行的格比列名多（多出“2”）"),
        ('代码,数\na,"1\nb,2\n', "引号不成对"),
    ],
)
def test_what_is_no_table_is_refused_with_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DeskError) as caught:
        read_keyed(_csv(tmp_path, text))
    assert said in caught.value.message


def test_a_key_column_that_is_not_there_is_a_wrong_word(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_keyed(_csv(tmp_path, "代码,数\na,1\n"), ["编号"])
    assert caught.value.advice == "它的列名有：代码、数"


def test_a_workbook_is_read_as_the_text_that_a_person_sees(tmp_path: Path) -> None:
    file = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["代码", "数", "率"])
        sheet.write_row(1, 0, ["01", 12.5])
        sheet.write(1, 2, 0.075, book.add_format({"num_format": "0.0%"}))
    assert read_keyed(file).rows == {("01",): {"代码": "01", "数": "12.5", "率": "7.5%"}}
