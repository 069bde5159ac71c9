"""The verb `bench`: its words and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from haishu_desk.__main__ import main
from haishu_desk.bench import __main__ as bench
from haishu_desk.bench.pairs import Measured

if TYPE_CHECKING:
    import pytest


def test_a_word_that_it_does_not_know_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "--fast"]) == 2
    assert "--fast" in capsys.readouterr().err


def test_it_answers_with_rows_and_with_1_when_a_goal_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    met, missed = Measured("G1", 2.0, "x", (1.0,), (1.0,)), Measured("G2", 1.0, "x", (3.0,), (2.0,))
    monkeypatch.setattr(bench, "measure", lambda *, quick: iter([met] if quick else [met, missed]))
    assert main(["bench", "--quick", "--json"]) == 0
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == ["G1"]
    assert main(["bench"]) == 1
    assert "没有达到　G2　1.5" in capsys.readouterr().out
