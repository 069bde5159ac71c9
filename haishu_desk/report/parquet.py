"""Rows as a Parquet file, written by DuckDB: the one module that loads it. It is an extra and may not be installed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.report.dataset import Row, Table


class NoParquetError(SurroundingsError):
    """There is no library that writes Parquet."""

    def __init__(self) -> None:
        super().__init__(
            "这台电脑上的程序不带写 Parquet 的库（duckdb），没有写出",
            "请改写 CSV，内容相同，DuckDB、Spark、ClickHouse 都能直接读；或在装了 duckdb 的 Python 环境里写",
            code="no-parquet",
        )


def parquet_table(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows as the bytes of a Parquet file with the types of the columns; the same rows give the same bytes. NoParquetError."""
    duckdb = _duckdb()
    columns = ", ".join(f"'{column.name}': '{column.type}'" for column in table.columns)
    names = [column.name for column in table.columns]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 1}) as duck:
        lines, made = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        texts = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) for row in rows)
        lines.write_text("\n".join(texts), encoding="utf-8")
        rows_of = duck.sql(f"FROM read_json({_quoted(lines)}, format = 'newline_delimited', columns = {{{columns}}})")
        rows_of.write_parquet(str(made), compression="zstd")
        return made.read_bytes()


def refuse_without_library() -> None:
    """NoParquetError where the library is not there."""
    _duckdb()


def _duckdb() -> ModuleType:
    try:
        import duckdb  # noqa: PLC0415  an extra, and heavy
    except ImportError as error:
        raise NoParquetError from error
    return duckdb


def _quoted(path: Path) -> str:
    text = str(path).replace("'", "''")
    return f"'{text}'"
