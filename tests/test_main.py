"""The entry point: a crash becomes a report, and only what is asked for is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from haishu_desk import paths
from haishu_desk.__main__ import main
from haishu_desk.cli import main as command_line
from haishu_desk.desk.documents import Documents
from tests.desk.office import TOWN, Office, call

HEAVY = ("pandas", "numpy", "pyqtgraph", "openpyxl", "sqlite_utils", "xlsxwriter", "python_calamine", "PySide6")
RUN = """
import sys
from haishu_desk.__main__ import main
status = main(sys.argv[1:])
sys.stdout.flush()
print("loaded", status, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded(*words: object) -> set[str]:
    """The libraries that a fresh process has loaded after one command line."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, words)],
        cwd=paths.root(), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    word, status, *names = done.stderr.splitlines()[-1].split()
    assert (word, status) == ("loaded", "0"), done.stderr
    return set(names)


def test_no_heavy_library_is_loaded_for_help_for_reading_and_for_typing(office: Office) -> None:
    assert loaded("--help") & {*HEAVY, "cryptography", "sqlite3"} == set()
    assert loaded("--db", office.db("town"), "values") & {*HEAVY, "cryptography"} == set()
    typed = ("enter", *TOWN, "--item", "145-04", "--value", "1")
    assert loaded("--db", office.db("town"), *typed) & {*HEAVY, "cryptography"} == set()


def test_a_bundle_is_written_without_the_reading_libraries(office: Office) -> None:
    office.enter("town", "145-04", "1")
    names = loaded("--db", office.db("town"), "submit", *TOWN, "--out", office.file("up.xlsx"))
    assert names & set(HEAVY) == {"xlsxwriter"}
    assert "cryptography" in names


def test_a_received_workbook_is_read_in_another_process(office: Office) -> None:
    names = loaded("--db", office.db("town"), "inspect", office.file("town-task.xlsx"))
    assert names & set(HEAVY) == set()


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that crash reports go to, with a verb that crashes."""

    def crash(documents: Documents) -> None:
        raise ZeroDivisionError(type(documents).__name__)

    monkeypatch.setattr(paths, "logs", lambda: tmp_path / "logs")
    monkeypatch.setattr(Documents, "plans_json", crash)
    return tmp_path / "logs"


@pytest.mark.parametrize("words", [["plans"], ["plans", "--json"]])
def test_a_crash_writes_a_report_and_names_it_without_a_traceback(words: list[str], reports: Path) -> None:
    said = call(*words)
    (report,) = reports.iterdir()
    assert said.status == 70
    assert "Traceback" not in said.err + said.out
    if "--json" in words:
        assert str(report) in json.loads(said.out)["error"]["message"]
    else:
        assert (len(said.err.splitlines()), said.out) == (2, "")
        assert str(report) in said.err
    text = report.read_text(encoding="utf-8")
    assert "verb: plans" in text
    assert "ZeroDivisionError: Documents" in text


def test_a_crash_whose_report_cannot_be_written_still_says_so(reports: Path) -> None:
    reports.write_text("no folder", encoding="utf-8")
    said = call("plans")
    assert (said.status, said.out) == (70, "")
    assert "报告也没有写成" in said.err


def test_an_interruption_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(words: list[str]) -> int:
        raise KeyboardInterrupt(words)

    monkeypatch.setattr(command_line, "run", interrupt)
    said = call("plans")
    assert (said.status, said.out, said.err) == (130, "", "已中断\n")


def test_the_words_come_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["haishu-desk", "--version"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("haishu_desk ")


def test_the_hidden_worker_answers_for_a_workbook(office: Office) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "haishu_desk", "__worker", str(office.file("town-task.xlsx"))],
        cwd=paths.root(), capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert '"sheets"' in done.stdout


def test_a_program_without_a_console_does_its_work_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    made = tmp_path / "区.db"
    status = main(["--db", str(made), "init", "--role", "district", "--person", "李审"])
    refused = main(["--db", str(made), "init", "--role", "district", "--person", "李审"])
    for name in ("stdout", "stderr"):
        getattr(sys, name).close()
    assert (status, refused) == (0, 1)
    assert made.is_file()
