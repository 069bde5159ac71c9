"""The parent lives on whatever the child does."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter

from haishu_desk.bundle import read_process
from haishu_desk.bundle.guard import RefusedWorkbookError
from haishu_desk.bundle.read_process import CellText, address, read_workbook
from tests.bundle import hostile

CALL = "import sys; from haishu_desk.bundle.worker import main; sys.exit(main(sys.argv[1:]))"


def use(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(read_process, "command", lambda path: [sys.executable, "-P", "-c", code, str(path)])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "上报 包.xlsx"
    path.write_bytes(hostile.workbook())
    return path


def refused(path: Path, seconds: float = 20.0) -> RefusedWorkbookError:
    with pytest.raises(RefusedWorkbookError) as caught:
        read_workbook(path, seconds=seconds)
    return caught.value


def test_a_workbook_comes_back_with_values_and_marks(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CALL)
    (sheet,) = read_workbook(book).sheets
    assert (sheet.name, sheet.visible) == ("填报表", "visible")
    assert sheet.cells[(0, 0)] == CellText("s", "指标")
    assert sheet.cells[(0, 1)] == CellText("s", "合计")
    assert sheet.cells[(1, 0)] == CellText("n", "25")
    assert sheet.cells[(1, 2)] == CellText("b", "TRUE")
    assert sheet.cells[(3, 1)] == CellText("s", "字 & 3")
    assert (sheet.formulas, sheet.errors, sheet.duplicates) == (frozenset({"E4", "F4"}), frozenset({"F4"}), frozenset())


def test_positions_start_at_a1_when_the_first_rows_are_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CALL)
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as written:
        written.add_worksheet().write(5, 3, 1)
        written.set_custom_property("key", "值")
    found = read_workbook(path)
    assert found.sheets[0].cells == {(5, 3): CellText("n", "1")}
    assert found.properties == {"key": "值"}


def test_a_relative_path_and_another_folder_work(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CALL)
    (book.parent / "json.py").write_text("raise SystemExit(9)")  # nothing may be imported from where the user stands
    monkeypatch.chdir(book.parent)
    assert read_workbook(Path(book.name)).sheets[0].name == "填报表"


def test_the_guard_s_refusal_arrives_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, CALL)
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.with_cell('<c r="A1"><v>x</v></c>'))
    error = refused(path)
    assert (error.code, error.message) == ("E21", "文件内容有损坏（工作表“填报表” A1 格）")
    assert error.advice


def test_a_child_that_hangs_is_killed_in_time(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "import time; time.sleep(60)")
    start = time.monotonic()
    assert refused(book, 0.3).code == "E22"
    assert time.monotonic() - start < 5


def test_a_child_that_closes_its_output_and_hangs_is_killed_too(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "import os, time; os.close(1); time.sleep(60)")
    assert refused(book, 0.3).code == "E22"


def test_a_child_that_aborts_is_told_and_logged(
    book: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    use(monkeypatch, "import os, sys; sys.stderr.write('memory allocation failed'); sys.stderr.flush(); os.abort()")
    with caplog.at_level(logging.WARNING):
        error = refused(book)
    assert error.code == "E22"
    assert "memory allocation failed" in caplog.text
    assert "memory allocation failed" not in error.message


GARBAGE = {
    "nothing": "",
    "no json": "sys.stdout.write('Hello')",
    "half": "sys.stdout.write('{\"sheets\": [')",
    "another shape": "sys.stdout.write('[1, 2]')",
    "a cell too short": 'sys.stdout.write(\'{"properties": {}, "sheets": [{"name": "a", "visible": "", "rows": [[1]]}]}\')',
    "an error without words": "sys.stdout.write('{\"error\": {}}')",
    "a deep well": "sys.stdout.write('[' * 100000)",
    "bad bytes": "sys.stdout.buffer.write(bytes([255, 254, 0]))",
}


@pytest.mark.parametrize("code", GARBAGE.values(), ids=GARBAGE)
def test_garbage_from_the_child_is_a_refusal(book: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    use(monkeypatch, f"import sys; {code}")
    assert refused(book).code == "E22"


def test_endless_output_is_cut_off(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_process, "OUTPUT_BYTES", 100_000)
    use(monkeypatch, "import sys\nwhile True: sys.stdout.write('x' * 10000)")
    start = time.monotonic()
    assert refused(book).code == "E22"
    assert time.monotonic() - start < 5


@pytest.mark.skipif(sys.platform == "win32", reason="the cap on memory is POSIX")
def test_a_file_that_would_fill_the_memory_kills_only_the_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # past the guard on purpose: calamine alone asks for hundreds of gigabytes here and aborts
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    path = tmp_path / "a.xlsx"
    path.write_bytes(hostile.with_rows(corners))
    marks = "worker.inspect_bytes = lambda *_: worker.Inspection((worker.SheetMarks('填报表'),))"
    use(monkeypatch, f"import sys; from haishu_desk.bundle import worker; {marks}; sys.exit(worker.main(sys.argv[1:]))")
    assert refused(path).code == "E22"
    use(monkeypatch, CALL)
    assert refused(path).code == "E17"


def test_a_missing_file_is_the_system_s_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_workbook(tmp_path / "none.xlsx")


def test_the_command_is_this_program_with_the_hidden_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("/a b/甲.xlsx")
    assert read_process.command(path) == [sys.executable, "-P", "-m", "haishu_desk", "__worker", str(path)]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert read_process.command(path) == [sys.executable, "__worker", str(path)]


@pytest.mark.skipif(find_spec("haishu_desk.__main__") is None, reason="the verb is not dispatched yet")
def test_the_hidden_verb_reads_a_workbook(book: Path) -> None:
    assert read_workbook(book).sheets[0].name == "填报表"


def test_addresses_are_those_of_excel() -> None:
    assert [address(6, 1), address(0, 0), address(0, 25), address(9, 26), address(1_048_575, 16_383)] == [
        "B7",
        "A1",
        "Z1",
        "AA10",
        "XFD1048576",
    ]
    assert [address(0, column) for column in range(800)] == [
        f"{get_column_letter(column + 1)}1" for column in range(800)
    ]


def test_no_heavy_library_is_loaded_by_the_parent_s_side() -> None:
    code = "import sys, haishu_desk.bundle.read_process, haishu_desk.bundle.worker; print(sorted({'python_calamine', 'openpyxl'} & {*sys.modules}))"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == []
