"""The verb `bench`: its words and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from haishu_desk.__main__ import main
from haishu_desk.bench import __main__ as bench
from haishu_desk.bench import goals
from haishu_desk.bench.page import KEPT
from haishu_desk.bench.pairs import Measured

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_word_that_it_does_not_know_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--fast"], ["--qu"], ["--only", "nothing"], ["--write"]):
        assert main(["bench", *words]) == 2
        assert words[0] in capsys.readouterr().err


def test_it_answers_with_rows_and_with_1_when_a_goal_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    met, missed = Measured("G1", 2.0, "x", (1.0,), (1.0,)), Measured("G2", 1.0, "x", (3.0,), (2.0,))
    monkeypatch.setattr(bench, "measure", lambda **asked: iter([met] if asked["quick"] else [met, missed]))
    assert main(["bench", "--quick", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["G1"]
    assert main(["bench"]) == 1
    assert "没有达到　G2　1.5" in capsys.readouterr().out


def test_only_what_is_named_is_measured_and_its_help_names_what_there_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = Measured("G0", None, "x")
    monkeypatch.setattr(goals, "SUBJECTS", {name: lambda _: [line] for name in ("one", "other")})
    assert main(["bench", "--only", "rolling"]) == 0
    assert capsys.readouterr().out == ""  # none of the two
    assert [each.name for each in goals.measure(quick=True, only=["other"])] == ["G0"]
    assert len(list(goals.measure(quick=True))) == 2
    assert main(["bench", "--help"]) == 0
    assert "rolling" in capsys.readouterr().out


def test_it_writes_the_page_and_keeps_what_was_written_by_hand(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "bench.md"
    monkeypatch.setattr(bench, "measure", lambda **_: iter([Measured("G1", 2.0, "x", (1.0,), (1.0,))]))
    assert main(["bench", "--write", str(file)]) == 0
    assert "| G1 |" in file.read_text("utf-8")
    file.write_text(f"old\n\n{KEPT}\n\nby hand\n", "utf-8")
    assert main(["bench", "--write", str(file)]) == 0
    assert file.read_text("utf-8").endswith(f"\n{KEPT}\n\nby hand\n")
    assert "old" not in file.read_text("utf-8")
