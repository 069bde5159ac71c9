"""Parquet by DuckDB: exact decimals, nothing is null, and a sentence where the library is missing."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from haishu_desk.report.dataset import FIGURE, TEXT, WHOLE_NUMBER, YES_NO, Column, Table
from haishu_desk.report.parquet import NoParquetError, parquet_table

TABLE = Table(
    "t",
    "",
    (Column("text", TEXT, ""), Column("number", FIGURE, ""), Column("n", WHOLE_NUMBER, ""), Column("is", YES_NO, "")),
)
ROWS = [
    ("约5%", "0.1", 7, True),
    ("", "12345678901234567890.0123456789", None, False),
    (None, None, 0, None),
    ("'\n\\N", "-0.5", 1, True),
]


def test_rows_come_back_to_the_digit(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet"
    file.write_bytes(parquet_table(TABLE, ROWS))
    read = duckdb.read_parquet(str(file)).fetchall()
    assert read == [(text, number and Decimal(number), n, yes) for text, number, n, yes in ROWS]


def test_the_same_rows_give_the_same_bytes_and_no_rows_a_table_without_any(tmp_path: Path) -> None:
    assert parquet_table(TABLE, ROWS) == parquet_table(TABLE, ROWS)
    file = tmp_path / "t.parquet"
    file.write_bytes(parquet_table(TABLE, []))
    assert duckdb.read_parquet(str(file)).fetchall() == []


def test_without_the_library_it_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoParquetError, match="duckdb") as refused:
        parquet_table(TABLE, ROWS)
    assert "CSV" in refused.value.advice
    assert refused.value.exit_status == 3
