"""The verb export: the approved figures as tables for other programs."""

from __future__ import annotations

import argparse
from pathlib import Path

from haishu_desk.cli.answer import Answer
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.secrecy import NO_SECRETS

_TITLES = {"values": "数", "items": "项目", "units": "单位"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_mutually_exclusive_group(required=True)
    kinds.add_argument("--parquet", type=Path, metavar="DIR", help="写成 Parquet（要有 duckdb 库），按区县和年分开放")
    kinds.add_argument("--csv", type=Path, metavar="DIR", help="同样的表写成 CSV，不用别的库")


def _export(given: Namespace) -> Answer:
    from haishu_desk.desk.dataset import CSV, PARQUET, Dataset  # noqa: PLC0415  --help must not load it

    with open_desk(given) as desk:
        written = Dataset(desk).write(given.parquet or given.csv, PARQUET if given.parquet else CSV)
    told = "，".join(f"{title} {written.rows[table]} 行" for table, title in _TITLES.items())
    lines = [
        f"写出 {written.folder}：{told}。只有审核通过的数；各列的意思在 schema.json",
        f"{NO_SECRETS}；交出去以前请看一看文字栏里有没有不该出门的内容",
    ]
    lines += [f"{place}：数太长，number 一列为空，原样在 raw 一列" for place in written.unfit]
    data = {
        "dir": str(written.folder),
        "files": list(written.files),
        "rows": written.rows,
        "unfit": list(written.unfit),
    }
    return Answer(data, lines)


VERBS = (
    Verb(
        "export",
        "数据集：把审核通过的数写成表（Parquet 或 CSV），给 DuckDB、Spark、ClickHouse 用",
        _arguments,
        _export,
        example="export --csv 数据集",
    ),
)
