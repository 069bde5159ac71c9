"""What the child prints, and that two readers agree on every cell that is not marked."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import warnings
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from haishu_desk.bundle import worker
from haishu_desk.bundle.guard import Inspection, Limits, SheetMarks, inspect_bytes
from haishu_desk.bundle.read_process import address
from haishu_desk.bundle.sheet_cells import Cells, carried, cell_text
from tests.bundle import hostile

MANY = 5_000 if os.environ.get("HAISHU_FULL") else 150
CALL = "import sys; from haishu_desk.bundle.worker import main; sys.exit(main(sys.argv[1:]))"
Said = dict[str, tuple[str, str]]


def saved(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "来件.xlsx"
    path.write_bytes(data)
    return path


def test_the_document_holds_sheets_marks_and_properties(tmp_path: Path) -> None:
    path = tmp_path / "包.xlsx"
    with xlsxwriter.Workbook(path) as book:
        entry = book.add_worksheet("填报表")
        book.add_worksheet("藏").hide()
        book.add_worksheet("_manifest").very_hidden()
        entry.write(2, 1, "甲")
        entry.write_datetime(3, 2, dt.datetime(2026, 1, 2), book.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001 - the same
        entry.write_formula("D5", "=1/0", None, "#DIV/0!")
        book.set_custom_property("key", "b-7")
    document = worker.document(path)
    assert document["properties"] == {"key": "b-7"}
    assert [sheet["visible"] for sheet in document["sheets"]] == ["visible", "hidden", "veryhidden"]
    assert list(document["sheets"][0]["rows"]) == [[2, ["甲"], [1]], [3, [["2026-01-02"]], [2]]]
    assert (document["sheets"][0]["formulas"], document["sheets"][0]["errors"]) == (("D5",), ("D5",))


def test_a_refusal_is_a_document_too(tmp_path: Path) -> None:
    document = worker.document(saved(tmp_path, b"<html>"))
    assert document["error"]["code"] == "E03"
    assert set(document["error"]) == {"code", "message", "advice"}


def test_a_file_that_only_calamine_refuses_is_damaged(tmp_path: Path) -> None:
    data = hostile.workbook({hostile.SHEET: hostile.sheet(before="<dimension/>")})
    assert worker.document(saved(tmp_path, data))["error"]["code"] == "E21"


def test_out_of_memory_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: bytes, limits: Limits) -> None:
        del limits
        raise MemoryError

    monkeypatch.setattr(worker, "inspect_bytes", full)
    assert worker.document(saved(tmp_path, hostile.workbook()))["error"]["code"] == "E22"


def test_other_sheets_than_the_guard_saw_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, hostile.workbook())
    monkeypatch.setattr(worker, "inspect_bytes", lambda *_: Inspection((SheetMarks("别的"),)))
    assert worker.document(path)["error"]["code"] == "E21"


def test_the_child_prints_utf_8_on_any_console(tmp_path: Path) -> None:
    path = saved(tmp_path, hostile.workbook())
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", CALL, str(path)], env=environment, capture_output=True, check=True)
    assert "指标" in done.stdout.decode("utf-8")
    assert json.loads(done.stdout)["sheets"][0]["name"] == "填报表"


def test_wrong_words_end_with_status_two() -> None:
    assert worker.main([]) == 2
    assert worker.main(["a", "b"]) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits on Windows")
def test_the_child_caps_its_memory() -> None:
    code = "from haishu_desk.bundle.worker import limit_resources; limit_resources(); bytearray(800 * 2**20)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def plain(kind: str, text: str) -> tuple[str, str]:
    # known and harmless: calamine trims spaces as Excel does, and decodes _x000D_, which openpyxl leaves
    if kind != "s":
        return kind, text
    return kind, re.sub(r"\s", "", re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text))


def by_openpyxl(path: Path) -> dict[str, Said] | None:
    """The cells of every sheet; nothing if openpyxl cannot read what passed (it then misleads nobody)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)  # it leaves files open
        except Exception:  # noqa: BLE001 - it lets any exception out
            return None
    cells = {
        name: [cell for row in book[name].iter_rows() for cell in row if cell.value is not None]
        for name in book.sheetnames
    }
    return {
        name: {cell.coordinate: plain(*vars(cell_text(carried(cell.value))).values()) for cell in found}
        for name, found in cells.items()
    }


def disagreement(path: Path) -> list[str] | None:
    """Unmarked cells with two values; nothing if one of the two readers refuses the file."""
    document, other = worker.document(path), by_openpyxl(path)
    if "error" in document or other is None:
        return None
    wrong: list[str] = []
    for sheet in document["sheets"]:
        mine = {address(*place): plain(cell.kind, cell.text) for place, cell in Cells(sheet["rows"]).items()}
        theirs = other[sheet["name"]]
        marked = {*sheet["formulas"], *sheet["errors"], *sheet["duplicates"]}
        empty = ("s", "")
        wrong += [a for a in {*mine, *theirs} - marked if mine.get(a, empty) != theirs.get(a, empty)]
    return wrong


@pytest.mark.parametrize(("make", "share"), [(hostile.variant, 0.3), (hostile.mutant, 0.01)])
def test_calamine_and_openpyxl_agree_on_every_unmarked_cell(tmp_path: Path, make: object, share: float) -> None:
    assert callable(make)
    answers = {seed: disagreement(saved(tmp_path, make(seed))) for seed in range(MANY)}
    assert {seed: cells for seed, cells in answers.items() if cells} == {}
    assert sum(cells is not None for cells in answers.values()) >= share * MANY  # else nothing was compared


def test_the_comparison_is_not_blind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, hostile.with_cell('<c r="A1"><v>2&#53;</v></c>'))
    monkeypatch.setattr(worker, "inspect_bytes", lambda *_: Inspection((SheetMarks("填报表"),)))
    assert disagreement(path)


def test_the_file_is_opened_once_and_what_was_guarded_is_what_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, hostile.with_cell('<c r="A1" t="str"><v>guarded</v></c>'))
    guarded = path.read_bytes()

    def swapping(data: bytes, limits: Limits) -> Inspection:
        path.write_bytes(hostile.with_cell('<c r="A1" t="str"><v>swapped</v></c>'))
        return inspect_bytes(data, limits)

    monkeypatch.setattr(worker, "inspect_bytes", swapping)
    for read in (worker.document, worker.old_or_new_document):
        path.write_bytes(guarded)
        found = read(path)
        assert Cells(found["sheets"][0]["rows"])[0, 0].text == "guarded"
        assert found["digest"] == hashlib.sha256(guarded).hexdigest()
