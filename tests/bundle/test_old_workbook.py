"""Old workbooks: what stands in them beside the values, by their bytes and not by their names; and spoiled ones."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from haishu_desk.bundle import worker
from haishu_desk.bundle.foreign.reading import read_tables
from haishu_desk.bundle.old_container import MAGIC, Container
from haishu_desk.bundle.old_workbook import old_sheets
from haishu_desk.bundle.part_scan import FaultError, Limits
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.refusals import RefusedWorkbookError
from tests.bundle.foreign.made import NANMEN, PATENTS, Page, cells, known, left_out, write
from tests.bundle.old_books import as_old, needs_office, renamed

pytestmark = needs_office
PAGE = Page(
    [
        ["2023年分镇乡街道主要指标"],
        ["镇街", "有效发明专利拥有量（件）", "常住人口城镇化率", "藏"],
        ["南门", 100, 0.876, 5],
        ["江厦", "=B3+1", 0.5, 6],
        ["西门", "1,234", "=1/0", 7],
    ],
    merged=["A1:C1"],
    name="主要指标",
    hidden_columns=["D"],
    hidden_rows=[5],
    formats={"C3": "0.0%", "C4": '"约"0.0%'},
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return as_old(write(tmp_path_factory.mktemp("old") / "表.xlsx", PAGE, Page([[1]], name="第二")))


def test_the_marks_of_an_old_sheet_are_those_of_the_new_one(old: Path) -> None:
    first, second = old_sheets(old.read_bytes(), Limits())
    assert (first.name, second.name) == ("主要指标", "第二")
    assert set(first.formulas) == {(3, 1), (4, 2)}
    assert first.merged == [(0, 0, 0, 2)]
    assert first.hidden_columns == {3}
    assert first.hidden_rows == {4}
    assert set(first.percents) == {(2, 2), (3, 2)}


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表.xlsx", "表"])
def test_an_old_workbook_is_told_by_its_bytes(name: str, old: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(old.read_bytes())
    sheet = read_workbook(path, old=True).sheets[0]
    assert (sheet.name, sheet.cells[2, 1].text, set(sheet.formulas)) == ("主要指标", "100", {"B4", "C5"})
    assert (set(sheet.percents), sheet.merged) == ({"C3", "C4"}, ("A1:C1",))


def test_a_new_workbook_under_an_old_name_is_read_as_well(tmp_path: Path) -> None:
    path = write(tmp_path / "新.xlsx", PAGE).rename(tmp_path / "新.et")
    assert read_workbook(path, old=True).sheets[0].name == "主要指标"


def test_where_only_bundles_are_read_an_old_workbook_is_refused(old: Path) -> None:
    with pytest.raises(RefusedWorkbookError) as caught:
        read_workbook(old)
    assert caught.value.code == "E02"


def test_the_table_in_an_old_workbook_is_read_like_any_other(old: Path) -> None:
    found = read_tables(read_workbook(old, old=True), known(unit="330203"))
    assert cells(found)["B3"] == (NANMEN, "2023", PATENTS, "100")
    assert left_out(found)["B4"].startswith("B4 是公式")
    assert left_out(found)["D"] == "是隐藏的列，没有取"


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("EncryptedPackage", "old_format"),
        ("_VBA_PROJECT_CUR", "macros"),
        ("Book", "too_old"),
        ("WordDocument", "not_xlsx"),
    ],
)
def test_what_is_no_clean_old_workbook_is_refused_by_its_streams(new: str, reason: str, old: Path) -> None:
    with pytest.raises(FaultError) as caught:
        old_sheets(renamed(old.read_bytes(), "Workbook", new), Limits())
    assert caught.value.reason == reason


def test_a_password_and_an_older_version_are_told_by_their_records(old: Path) -> None:
    data = old.read_bytes()
    write_access = b"\x5c\x00\x70\x00"
    assert write_access in data
    with pytest.raises(FaultError) as caught:
        old_sheets(data.replace(write_access, b"\x2f\x00\x70\x00", 1), Limits())
    assert caught.value.reason == "old_format"
    with pytest.raises(FaultError) as caught:
        old_sheets(data.replace(b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x10\x00\x00\x05"), Limits())
    assert caught.value.reason == "too_old"


def test_a_file_that_was_cut_off_is_refused_where_sheets_were_lost(old: Path) -> None:
    data = old.read_bytes()
    whole = old_sheets(data, Limits())
    refused = 0
    for length in [0, 8, 511, 512, *range(1024, len(data), 512)]:
        try:
            assert old_sheets(data[:length], Limits()) == whole, "only what comes after the sheets was lost"
        except FaultError:
            refused += 1
    assert refused > 4


def test_spoiled_bytes_give_marks_or_a_fault_and_nothing_else(old: Path) -> None:
    data = bytearray(old.read_bytes())
    dice = random.Random(8)  # noqa: S311 - bytes to flip
    for _ in range(600):
        spoiled = bytearray(data)
        for _ in range(dice.choice([1, 1, 3, 30])):
            spoiled[dice.randrange(8, len(spoiled))] = dice.randrange(256)
        try:
            old_sheets(bytes(spoiled), Limits())
        except FaultError:
            continue


def test_a_chain_that_runs_in_a_circle_ends() -> None:
    header = bytearray(MAGIC + bytes(504))
    header[30:32] = (9).to_bytes(2, "little")
    header[48:52] = (1).to_bytes(4, "little")
    header[60:64] = header[68:72] = (0xFFFFFFFE).to_bytes(4, "little")
    header[76:80] = (0).to_bytes(4, "little")
    for place in range(80, 512, 4):
        header[place : place + 4] = (0xFFFFFFFF).to_bytes(4, "little")
    table = (0).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(504)
    with pytest.raises(FaultError) as caught:
        Container(bytes(header) + table + bytes(512))
    assert caught.value.reason == "damaged"


def test_the_refusals_of_an_old_workbook_have_their_sentences(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "宏.xls"
    path.write_bytes(renamed(old.read_bytes(), "Workbook", "_VBA_PROJECT_CUR"))
    assert worker.old_or_new_document(path)["error"]["code"] == "E09"
