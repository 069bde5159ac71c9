"""A worker for many files: one bad file never stops the others, and what comes of each does not depend on the others."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from haishu_desk.bundle import reader as module
from haishu_desk.bundle.guard import RefusedWorkbookError
from haishu_desk.bundle.own_program import environment
from haishu_desk.bundle.read_process import Workbook, read_workbook, serving_command
from haishu_desk.bundle.reader import AHEAD, ReadAhead, Reader
from tests.bundle import hostile

# A worker that dies, hangs or tires of what the name of the file says; `seen` counts the files of this very process.
WORKER = """
import os, sys, time
from pathlib import Path
from haishu_desk.bundle import worker
real, seen = worker.document, []
def document(path):
    seen.append(path)
    if path.stem == "dies": os.abort()
    if path.stem == "dies second" and len(seen) > 1: os.abort()
    if path.stem == "tires second" and len(seen) > 1: raise MemoryError
    if path.stem == "full second" and len(seen) > 1: return {"error": worker.refused("worker").as_json()}
    if path.stem == "hangs": time.sleep(60)
    if path.stem == "lies": return [1, 2]
    if path.stem == "lies about rows": return {"properties": {}, "sheets": [{"name": "a", "visible": "", "rows": [[1]]}]}
    if path.stem == "floods": return {"a": "x" * 100_000}
    if path.stem == "stops": os._exit(0)
    if path.stem == "chatters": os.write(1, b"Hello\\n")
    return real(path)
worker.document = document
sys.exit(worker.main(["-"]))
"""
DEADLY = ("dies", "lies", "lies about rows", "floods", "stops", "chatters", "hangs")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every worker that was started, with the code above."""
    found: list[subprocess.Popen[bytes]] = []
    real = subprocess.Popen

    def start(*words: object, **options: object) -> subprocess.Popen[bytes]:
        found.append(real(*words, **options))  # type: ignore[call-overload]
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    monkeypatch.setattr(module, "serving_command", lambda: [sys.executable, "-P", "-c", WORKER])
    monkeypatch.setattr(module, "OUTPUT_BYTES", 50_000)
    return found


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    """A sound workbook of that name; two of different names differ."""

    def make(name: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(hostile.with_cell(f'<c r="A1" t="str"><v>{name}</v></c>'))
        return path

    return make


def said(read: Callable[[Path], Workbook], path: Path) -> str:
    """What its first cell says, or the code of its refusal."""
    try:
        return read(path).sheets[0].cells[0, 0].text
    except RefusedWorkbookError as error:
        return error.code
    except OSError as error:
        return type(error).__name__


def test_one_worker_reads_many_files(started: list[object], file: Callable[[str], Path]) -> None:
    with closing(Reader()) as reader:
        assert [said(reader.read, file(name)) for name in "甲乙丙"] == ["甲", "乙", "丙"]
    assert len(started) == 1


@pytest.mark.parametrize("name", DEADLY)
def test_a_file_that_the_worker_does_not_survive_stops_no_other(
    started: list[object], file: Callable[[str], Path], name: str
) -> None:
    with closing(Reader(60.0)) as reader:
        assert said(reader.read, file("甲")) == "甲"
        reader.seconds = 0.5 if name == "hangs" else 60.0
        assert said(reader.read, file(name)) == "E22"
        reader.seconds = 60.0
        assert said(reader.read, file("乙")) == "乙"
    assert len(started) >= 2


@pytest.mark.parametrize("name", ["dies second", "tires second", "full second"])
def test_what_others_left_in_the_worker_condemns_no_file(
    started: list[object], file: Callable[[str], Path], name: str
) -> None:
    with closing(Reader()) as reader:
        assert [said(reader.read, file(each)) for each in ("甲", name)] == ["甲", name]
    assert len(started) == 2


def test_a_refused_file_is_told_and_the_worker_stays(
    started: list[object], file: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"<html>")
    with closing(Reader()) as reader:
        assert said(reader.read, tmp_path / "b.xlsx") == "E03"
        assert said(reader.read, tmp_path / "none.xlsx") == "FileNotFoundError"
        assert said(reader.read, file("甲")) == "甲"
    assert len(started) == 1


def test_files_are_read_in_their_order_and_as_one_by_one(
    started: list[subprocess.Popen[bytes]], file: Callable[[str], Path]
) -> None:
    names = ["甲", "dies", "乙", "dies second", "floods", "丙", "甲"]
    paths = [file(name) for name in names]
    with closing(ReadAhead(paths)) as ahead:
        together = [said(ahead.read, path) for path in paths]
    assert together == ["甲", "E22", "乙", "dies second", "E22", "丙", "甲"]
    assert all(worker.returncode is not None for worker in started)


def test_the_real_worker_says_the_same_as_one_for_each(tmp_path: Path) -> None:
    paths = []
    for seed in range(6):
        paths.append(tmp_path / f"{seed} 包.xlsx")
        paths[-1].write_bytes(hostile.variant(seed))

    def answer(read: Callable[[Path], Workbook], path: Path) -> object:
        try:
            return read(path)
        except RefusedWorkbookError as error:
            return error.as_json()

    with closing(ReadAhead(paths)) as ahead:
        assert [answer(ahead.read, path) for path in paths] == [answer(read_workbook, path) for path in paths]


class Slow:
    """A reader that counts what is read and not asked for yet."""

    def __init__(self) -> None:
        self.read_so_far: list[Path] = []

    def read(self, path: Path) -> Workbook:
        self.read_so_far.append(path)
        return Workbook((), {"name": path.name})

    def stop(self) -> None:
        """Nothing to stop."""

    def close(self) -> None:
        """Nothing to close."""


def test_no_more_than_a_few_workbooks_are_held_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = Slow()
    monkeypatch.setattr(module, "Reader", lambda: slow)
    paths = [Path(f"{number}.xlsx") for number in range(50)]
    with closing(ReadAhead(paths)) as ahead:
        for taken, path in enumerate(paths, start=1):
            assert ahead.read(path).properties == {"name": path.name}
            assert len(slow.read_so_far) <= taken + AHEAD
    assert sorted(slow.read_so_far) == sorted(paths)


def test_a_file_that_is_not_asked_for_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Reader", Slow)
    paths = [Path(f"{number}.xlsx") for number in range(9)]
    with closing(ReadAhead(paths)) as ahead:
        assert [ahead.read(path).properties["name"] for path in paths[::2]] == [path.name for path in paths[::2]]


def test_whoever_stops_waits_for_no_file(started: list[subprocess.Popen[bytes]], file: Callable[[str], Path]) -> None:
    paths = [file("hangs"), file("甲"), file("乙")]
    ahead = ReadAhead(paths)
    _wait_for(lambda: bool(started))
    began = time.monotonic()
    ahead.close()
    assert time.monotonic() - began < 10  # far below the minute that it hangs
    assert all(worker.poll() is not None for worker in started)
    assert not [
        thread for thread in threading.enumerate() if thread.name.startswith("ThreadPoolExecutor") and thread.is_alive()
    ]


def _wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)


def test_the_worker_ends_when_nobody_asks_any_more() -> None:
    """A program that is killed leaves no worker behind: its input ends."""
    done = subprocess.run(serving_command(), input=b"", env=environment(), capture_output=True, check=True, timeout=60)
    assert done.stdout == b""
