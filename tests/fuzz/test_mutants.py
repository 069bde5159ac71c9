"""No mutant of a bundle crashes or hangs anything: a code of the catalogue, or values that openpyxl reads too.

With HAISHU_FULL=1 25,000 in this process, each that passes compared, and 500 through the worker process.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest  # noqa: TC002 - the other tests import it so

from haishu_desk.bundle import worker
from haishu_desk.bundle.guard import Inspection, SheetMarks, inspect
from haishu_desk.bundle.read_process import read_workbook
from haishu_desk.bundle.refusals import RefusedWorkbookError
from tests.bundle import hostile
from tests.fuzz import judging, mutants

FULL = bool(os.environ.get("HAISHU_FULL"))
MANY, THROUGH_WORKER, COMPARED = (25_000, 500, 1) if FULL else (2_000, 50, 10)


def test_every_mutant_ends_in_a_sentence_or_in_values_that_a_second_reader_sees(tmp_path: Path) -> None:
    path, seen = tmp_path / "来件.xlsx", Counter[str]()
    wrong: dict[int, list[str]] = {}
    for seed in range(MANY):
        path.write_bytes(mutants.mutant(seed))
        code, unpacked = judging.outcome(None, path)
        seen[code] += 1
        if unpacked is not None and seed % COMPARED == 0:
            found = judging.disagreements(unpacked, path)
            seen["not compared" if found is None else "compared"] += 1
            wrong |= {seed: found} if found else {}
    assert wrong == {}
    assert seen["ok"] > MANY / 5, seen  # else they are so broken that they try nothing
    assert seen["compared"] > 5 * seen["not compared"], seen
    assert len(seen) > 8, seen


def test_the_worker_process_says_the_same_and_lives_no_longer_than_its_file(tmp_path: Path) -> None:
    path = tmp_path / "来件.xlsx"
    for seed in range(0, 40 * THROUGH_WORKER, 40):
        path.write_bytes(mutants.mutant(seed))
        here = judging.outcome(None, path)
        try:
            there = judging.outcome(read_workbook(path), path)
        except RefusedWorkbookError as error:
            there = error.code, None
        assert there == here, seed


def test_the_comparison_is_not_blind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cached value that the guard did not mark would be taken: the second reader sees the formula."""
    parts = dict(mutants.bundle())
    cell = next(found for found in mutants._CELL.finditer(parts[mutants.ENTRY]) if 'r="G8"' in found[0])
    parts[mutants.ENTRY] = mutants._exchange(parts[mutants.ENTRY], cell, '<c r="G8"><f>1+1</f><v>999</v></c>')
    path = tmp_path / "来件.xlsx"
    path.write_bytes(hostile.archive(hostile.entries(parts)))
    code, unpacked = judging.outcome(None, path)
    assert code == "ok"
    assert unpacked is not None
    assert [(finding.rule, finding.place) for finding in unpacked.findings] == [("E51", "填报表!G8")]
    marks = inspect(path).sheets
    blind = Inspection(tuple(SheetMarks(sheet.name) for sheet in marks))
    monkeypatch.setattr(worker, "inspect_bytes", lambda *_: blind)
    _, unpacked = judging.outcome(None, path)
    assert unpacked is not None
    assert judging.disagreements(unpacked, path)
