"""An evaluation as a workbook: its tables, its sources and the lines of the indicators, the same from the same snapshot."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.reporting import WRITERS, Wanted
from haishu_desk.domain.errors import UsageError
from tests.desk.approved import some_figures


@pytest.fixture(scope="module")
def some_approved(founded_district: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("approved")
    shutil.copytree(founded_district.parent, folder / "copy")
    with Desk(folder / "copy" / "district.db", write=True, person="李审") as opened:
        some_figures(opened)
    return folder / "copy"


@pytest.fixture
def desk(some_approved: Path, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(some_approved, tmp_path / "desk")
    with Desk(tmp_path / "desk" / "district.db", write=True, person="李审") as opened:
        yield opened


@pytest.mark.parametrize("kind", ["annual", "midterm", "final"])
def test_each_evaluation_becomes_a_workbook_with_native_charts_and_its_sources(
    desk: Desk, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / f"{kind}.xlsx"
    told: list[tuple[int, int]] = []
    answer = desk.reporting.write(Wanted(kind, 2023), out, lambda done, of: told.append((done, of)))
    assert (answer["kind"], answer["file"]) == (kind, str(out))
    assert told[-1][0] == told[-1][1]
    book = openpyxl.load_workbook(out)
    assert {"报告", "图表", "图表数据", "数据来源"} <= set(book.sheetnames)
    with zipfile.ZipFile(out) as parts:
        assert sum(name.startswith("xl/charts/chart") for name in parts.namelist()) > 20
    rows = {row[0]: row[1:] for row in book["图表数据"].iter_rows(values_only=True)}
    assert "4 有效发明专利拥有量（件）" in rows


def test_the_same_snapshot_gives_the_same_workbook(desk: Desk, tmp_path: Path) -> None:
    first = desk.reporting.write(Wanted("annual", 2023), tmp_path / "one.xlsx")
    desk.reporting.write(Wanted("annual", 2023, snapshot=first["snapshot"]), tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_suffix_that_nobody_writes_is_refused_with_those_there_are(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        desk.reporting.write(Wanted("annual", 2023), tmp_path / "报告.odt")
    assert all(suffix in refused.value.advice for suffix in WRITERS)
