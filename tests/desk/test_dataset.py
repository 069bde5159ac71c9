"""The dataset in DuckDB: the SQL of the help page comes to what the program's own roll-up comes to, item by item."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from haishu_desk import paths
from haishu_desk.desk import Desk, dataset
from haishu_desk.desk.counted import APPROVED, CURRENT, CountedFigures
from haishu_desk.desk.dataset import CSV, PARQUET, Dataset
from haishu_desk.desk.sample import make_sample
from haishu_desk.domain.errors import DeskError
from haishu_desk.report.parquet import NoParquetError
from haishu_desk.store.files import FileNotWrittenError, write_file
from haishu_desk.store.journal import DamagedError
from haishu_desk.store.verified import verified_backup
from tests.desk.figures import SHIQI, YINJIANG, enter
from tests.store.spoiling import spoil_entry

# Our own roll-up says six places at least; the page's means are in double precision.
NEAR = Decimal("0.000001")
TJJ, RSJ = "dept-tjj", "dept-rsj"
PARTS = (
    f"{YINJIANG} 145-22 2023 30 numerator", f"{YINJIANG} 145-22 2023 50 denominator",
    f"{SHIQI} 145-22 2023 60 numerator", f"{SHIQI} 145-22 2023 100 denominator",
    f"{YINJIANG} 145-13 2023 110 numerator", f"{YINJIANG} 145-13 2023 100 denominator",
    f"{SHIQI} 145-13 2023 110 numerator", f"{SHIQI} 145-13 2023 100 denominator",
    f"{YINJIANG} 145-03 2023 20 numerator", f"{SHIQI} 145-03 2023 40 numerator", f"{TJJ} 145-01 2023 1600",
    f"{TJJ} 145-25 2023 1.5", f"{RSJ} 145-25 2023 2", f"{YINJIANG} 145-25 2023 9",
    f"{YINJIANG} 145-27 2023 30 numerator", f"{YINJIANG} 145-27 2023 10 denominator", f"{SHIQI} 145-27 2023 3",
    f"{YINJIANG} 145-04 2023 7", f"{SHIQI} 145-04 2023 5",
)  # fmt: skip


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The district of the sample, with five years of approved figures."""
    with Desk(make_sample(tmp_path_factory.mktemp("sample")).district) as desk:
        yield desk


@pytest.fixture(scope="module")
def folder(sample: Desk, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the sample's dataset lies, in both forms."""
    place = tmp_path_factory.mktemp("written")
    Dataset(sample).write(place / "数据集", PARQUET)
    Dataset(sample).write(place / "csv", CSV)
    return place


def sql_of_the_page() -> dict[str, list[str]]:
    """The statements of the help page, by the heading they stand under."""
    text = (paths.resources() / "help" / "warehouse.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE))
    blocks = {title: re.findall(r"```sql\n(.*?)```", body, re.DOTALL) for title, body in sections.items()}
    return {
        title: [one for block in found for one in block.split(";\n") if one.strip()] for title, found in blocks.items()
    }


@pytest.fixture
def duck(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """DuckDB with the views of the page on the sample's dataset."""
    monkeypatch.chdir(folder)
    with connected() as connection:
        yield connection


@contextmanager
def connected() -> Iterator[Any]:
    """DuckDB with the views of the page, on the dataset below the folder that is worked in."""
    with duckdb.connect() as connection:
        for statement in sql_of_the_page()["一个区县的数怎样合起来"]:
            connection.execute(statement)
        yield connection


def compared(desk: Desk, duck: Any, basis: str) -> set[tuple[str, str]]:
    """Role and rule of every figure on which the page and the program agree; AssertionError where they do not."""
    theirs = {
        (item, period): (role, units, exact if exact is not None else mean)
        for _, period, item, role, _, units, exact, mean in duck.execute("SELECT * FROM rolled").fetchall()
    }
    met = set()
    for (period,) in duck.execute("SELECT DISTINCT period FROM figures").fetchall():
        for row in desk.evaluating.rollup(period, basis=basis):
            role, units, value = theirs.get((row["item"], period), ("", 0, None))
            ours = row["value"]
            assert (ours is None) == (value is None), (row, value)
            if ours is not None:
                assert units == len(row["units_in"]), row
                assert abs(Decimal(ours) - Decimal(value)) <= NEAR, (row, value)
                met.add((role, row["rule"].partition("(")[0]))
    return met


def test_the_page_rolls_up_what_the_program_rolls_up(sample: Desk, duck: Any) -> None:
    assert {("whole", "single"), ("whole", "sum"), ("whole", "mean"), ("part", "sum")} <= compared(
        sample, duck, APPROVED
    )


def test_means_growths_shares_and_a_common_denominator_come_together_alike(
    district: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    district.planning.assign("145-25", TJJ, "report", annual={})
    enter(district, *PARTS)
    dataset = Dataset(district)
    dataset._figures = CountedFigures(district, CURRENT)  # what is entered here is not approved
    dataset.write(tmp_path / "数据集", PARQUET)
    monkeypatch.chdir(tmp_path)
    with connected() as duck:
        met = compared(district, duck, CURRENT)
        rows = {row[0]: row[1:] for row in duck.execute("SELECT item, role, units, exact, mean FROM rolled").fetchall()}
    assert met == {("part", "mean"), ("share", "sum"), ("whole", "single"), ("part", "sum")}
    assert rows["145-22"] == ("part", 2, None, pytest.approx(60.0))  # (30+60) of (50+100)
    assert rows["145-13"] == ("part", 2, None, pytest.approx(10.0))  # 220 after 200
    assert rows["145-03"] == (
        "part",
        2,
        None,
        pytest.approx(0.000375),
    )  # (20+40) 万元 of the district's 1600 亿元, in per cent
    assert rows["145-25"] == ("share", 2, Decimal("3.5"), None)
    assert rows["145-27"] == ("part", 2, None, None)  # one of the two has no denominator


def test_the_page_sums_over_provinces(duck: Any) -> None:
    (statement,) = sql_of_the_page()["全省、全国"]
    rows = duck.execute(statement).fetchall()
    assert {row[0] for row in rows} == {"33"}
    assert {row[3] for row in rows} == {1}


def test_csv_becomes_parquet_as_the_page_says(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "数据集").symlink_to(folder / "csv", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    with duckdb.connect() as connection:
        for statement in sql_of_the_page()["CSV 变 Parquet"]:
            connection.execute(statement)
        query = "SELECT unit, period, item, field, number, raw FROM read_parquet('{}') ORDER BY ALL"
        again, first = (
            connection.execute(query.format(place)).fetchall()
            for place in (
                tmp_path / "数据集-parquet" / "*" / "*" / "*.parquet",
                folder / "数据集" / "values" / "*" / "*" / "*.parquet",
            )
        )
    assert again == first
    assert len(first) > 500


def test_only_what_was_approved_is_written(district: Desk, tmp_path: Path) -> None:
    enter(district, f"{YINJIANG} 145-04 2025 12.5")
    written = Dataset(district).write(tmp_path / "d", CSV)
    assert written.rows["values"] == 0
    assert not (tmp_path / "d" / "values").exists()
    with (tmp_path / "d" / "about" / "district=330203" / "about.csv").open(encoding="utf-8") as file:
        (about,) = csv.DictReader(file)
    head = district.workspace.journal.head()
    assert head is not None
    assert about["journal"] == head.hash


def test_the_same_entry_of_the_journal_gives_the_same_bytes(sample: Desk, folder: Path, tmp_path: Path) -> None:
    written = Dataset(sample).write(tmp_path / "again", PARQUET)
    assert written.files
    for name in written.files:
        assert (tmp_path / "again" / name).read_bytes() == (folder / "数据集" / name).read_bytes()
    assert written.unfit == ()


def test_a_folder_that_is_in_use_is_refused(district: Desk, tmp_path: Path) -> None:
    (tmp_path / "有.txt").write_text("x", encoding="utf-8")
    with pytest.raises(DeskError, match="已经有东西"):
        Dataset(district).write(tmp_path, CSV)
    with pytest.raises(DeskError, match="已经有东西"):
        Dataset(district).write(tmp_path / "有.txt", CSV)


def test_nothing_is_written_without_the_library(
    district: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(NoParquetError):
        Dataset(district).write(tmp_path / "d", PARQUET)
    assert not (tmp_path / "d").exists()
    assert (
        json.loads((Dataset(district).write(tmp_path / "d", CSV).folder / "schema.json").read_text("utf-8"))["format"]
        == 1
    )


@pytest.mark.parametrize("is_there", [True, False])
def test_a_disk_that_fills_up_leaves_no_half_dataset(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    folder, written = tmp_path / "数据集", list[Path]()
    if is_there:
        folder.mkdir()

    def filling(path: Path, data: bytes) -> None:
        if len(written) == 4:
            raise FileNotWrittenError(path, "磁盘已满")
        written.append(path)
        write_file(path, data)

    monkeypatch.setattr(dataset, "write_file", filling)
    with pytest.raises(FileNotWrittenError):
        Dataset(sample).write(folder, CSV)
    assert len(written) == 4
    assert not [path for path in tmp_path.rglob("*") if path != folder]
    monkeypatch.undo()
    again = Dataset(sample).write(folder, CSV).files
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == list(again)


def test_figures_of_a_damaged_file_are_not_handed_on(sample: Desk, tmp_path: Path) -> None:
    file = tmp_path / "damaged.db"
    verified_backup(sample.workspace.database, file)
    spoil_entry(file, 3)
    with Desk(file) as desk, pytest.raises(DamagedError, match="第 3 条"):
        Dataset(desk).write(tmp_path / "数据集", CSV)
    assert not (tmp_path / "数据集").exists()
