"""`diff --key`: two plain tables paired by their key columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.desk.office import Office


def diff(office: Office, before: Path, after: Path, *words: object) -> Any:
    return office.ask("district", "diff", before, after, *words)


def test_rows_are_paired_by_one_column_wherever_they_stand(office: Office) -> None:
    before = office.table("a.csv", "村,户数,收入", "甲村,100,3.5", "乙村,50,—", "丙村,7,1")
    after = office.table("b.csv", "村,收入,户数", "丁村,2,9", "乙村,2.0,50", "甲村,3.50,150")
    rows = diff(office, before, after, "--key", "村")
    told = [(row["item"], row["field"], row["kind"], row["difference"], row["relative"], row["risk"]) for row in rows]
    assert told == [
        ("甲村", "户数", "changed", "50", "0.5", []),  # 150 - 100
        ("乙村", "收入", "changed", None, None, []),  # — is no number
        ("丙村", "户数", "removed", None, None, []),
        ("丙村", "收入", "removed", None, None, []),
        ("丁村", "户数", "added", None, None, []),
        ("丁村", "收入", "added", None, None, []),
    ]
    keys = {"unit", "period", "item", "field", "vintage", "kind", "before", "after", "difference", "relative", "risk"}
    assert all(keys <= set(row) for row in rows)


def test_several_key_columns_make_a_list_and_risks_come_first(office: Office) -> None:
    before = office.table("a.csv", "unit,year,x", "A,2024,1", "A,2025,5", "B,2025,2")
    after = office.table("b.csv", "unit,year,x", "A,2024,2", "A,2025,-5", "B,2025,20")
    rows = diff(office, before, after, "--key", "unit,year")
    assert [(row["item"], row["unit"], row["risk"]) for row in rows] == [
        (["A", "2025"], "A", ["变号"]),
        (["B", "2025"], "B", ["量级"]),  # 20 / 2 is ten times
        (["A", "2024"], "A", []),
    ]


def test_a_workbook_is_paired_with_a_csv(office: Office) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["code", "n"])
    book.active.append(["01", 0.1])
    book.save(office.file("a.xlsx"))
    (row,) = diff(office, office.file("a.xlsx"), office.table("b.csv", "code,n", "01,0.3"), "--key", "code")
    assert (row["item"], row["difference"], row["relative"]) == ("01", "0.2", "2")


@pytest.mark.parametrize(
    ("lines", "words", "status", "code"),
    [
        (["村,x", "甲,1", "甲,2"], ["--key", "村"], 1, "doubled-key"),
        (["村,x", "甲,1"], ["--key", "县"], 2, "usage"),
        (["村,x", "甲,1"], ["--key", "村", "--unit", "330203105"], 2, "usage"),
        (["村,x", "甲,1"], ["--key", "村", "--tolerance", "1"], 2, "usage"),
    ],
)
def test_what_cannot_be_paired_is_refused(
    lines: list[str], words: list[str], status: int, code: str, office: Office
) -> None:
    table = office.table("a.csv", *lines)
    assert office.refused("district", "diff", table, table, *words, status=status)["code"] == code


def test_a_file_that_is_not_there_is_said(office: Office) -> None:
    table = office.table("a.csv", "村,x", "甲,1")
    assert office.refused("district", "diff", table, office.file("none.csv"), "--key", "村")["code"] == "no-file"


def test_the_tables_differences_go_to_a_workbook(office: Office) -> None:
    before, after = office.table("a.csv", "村,x", "甲,1"), office.table("b.csv", "村,x", "甲,-2.5")
    diff(office, before, after, "--key", "村", "--out", office.file("out.xlsx"))
    sheet = openpyxl.load_workbook(office.file("out.xlsx"))["数据对比表"]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [texts[1][0], texts[2][0]] == ["甲：文件 a.csv", "乙：文件 b.csv"]
    assert texts[4] == ["序号", "风险", "村", "列", "甲", "乙", "差", "差 %"]
    assert texts[5] == ["1", "变号", "甲", "x", 1, -2.5, -3.5, -350]
