"""No words behind the command stop the program otherwise than with a sentence: an exit status, and no traceback.

The words are drawn from the program's own verbs and flags, their values from what is right, nearly right and odd. With
HAISHU_FULL=1 10,000 calls, otherwise a few, always the same ones. The workspace holds afterwards whatever was called.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest  # noqa: TC002 - the other tests import it so

from haishu_desk.cli.main import VERBS, parser, run
from tests.desk.office import Office
from tests.domain.made import FULL

MANY = 10_000 if FULL else 160
GOOD = {
    "--unit": ("330203105", "330203", "330203106", "dept-tjj"),
    "--period": ("2025", "2024", "2025-H1", "2025-Q3", "2025-09"),
    "--plan": ("145", "155", "135"),
    "--item": ("145-04", "145-33", "145-11", "145-b13-0-01"),
    "--form": ("indicators", "tasks"),
    "--value": ("12.5", ">93", "—", "不适用", "1-2"),
    "--vintage": ("预计", "快报"),
    "--due": ("2026-01-10",),
    "--year": ("2025", "2030"),
    "--day": ("2026-01-10",),
    "--comment": ("请核对",),
    "--reason": ("电话核实",),
    "--as": ("李区", "张三"),
}
ODD = (
    "", " ", "0", "-1", "x", "２０２５", "2025-13", "2025-Q5", "9999", "99999999999999999999", "1e400", "145-04=1", "=", "2025=", "2025=x",
    "A\tB", "a\nb", "\u200b", "\U0001f600", "e\u0301" * 40, "长" * 300, "..", "/", "--", "-", "--json", "2026-02-30", "2026-01-10 25:00",
    "%s", "{}", "*", "null", "'; DROP TABLE journal; --", "../../x", "C:\\x", "330203105,330203106",
)  # fmt: skip
STATUSES = {0, 1, 2, 3}


@cache
def verbs() -> dict[str, list[argparse.Action]]:
    """Each verb with its own flags and words."""
    (found,) = (each for each in parser()._actions if isinstance(each, argparse._SubParsersAction))
    return {verb.name: [each for each in found.choices[verb.name]._actions if each.dest != "help"] for verb in VERBS}


def words_of(random: Random, folder: Path) -> list[str]:
    """One command line; whatever is a path lies in the folder."""
    verb = random.choice(list(verbs()))
    words = ["--db", str(folder / random.choice(("district.db", "district.db", "town.db", "none.db", "up.xlsx"))), verb]
    for action in verbs()[verb]:
        if action.dest in ("db", "json") or random.random() < (0.3 if not action.required else 0.02):
            continue
        if action.option_strings and not action.required and random.random() < 0.6:
            continue
        if action.option_strings:
            words.append(action.option_strings[-1])
        if action.nargs != 0:
            words += [value_for(action, random, folder) for _ in range(_how_many(action, random))]
    if random.random() < 0.04:
        words.insert(random.randrange(2, len(words) + 1), random.choice(ODD))
    return [*words, "--json"] if random.random() < 0.5 else words


def _how_many(action: argparse.Action, random: Random) -> int:
    return random.randint(1, 3) if action.nargs in ("+", "*") else 1 if random.random() < 0.97 else 2


def value_for(action: argparse.Action, random: Random, folder: Path) -> str:
    """A value for a flag."""
    if action.type is Path:
        there = [path for path in folder.iterdir() if path.suffix != ".lock"]
        named = folder / random.choice(("out.xlsx", "out.docx", "out.pdf", "out", "none.csv", "a.db"))
        return str(random.choice(there) if there and random.random() < 0.7 else named)
    if action.choices and random.random() < 0.95:
        return str(random.choice(list(action.choices)))
    name = (action.option_strings or [""])[-1]
    if random.random() < 0.85:
        return random.choice(GOOD.get(name, (*GOOD["--period"], *GOOD["--item"], *GOOD["--unit"], *GOOD["--due"])))
    return random.choice(ODD)


def call(words: list[str]) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(words)
    return status, out.getvalue(), err.getvalue()


def test_no_command_line_stops_the_program_but_with_a_sentence(
    reported: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    shutil.copytree(reported.folder, folder)
    (folder / "cells.csv").write_text("item,value,reason\n145-04,118,核定\n", encoding="utf-8")
    (folder / "odd.csv").write_bytes(b'"a,\x00\xff\n;;;')
    monkeypatch.chdir(folder)
    seen = Counter[object]()
    for seed in range(MANY):
        words = words_of(Random(seed), folder)  # noqa: S311 a fixed seed
        try:
            status, out, err = call(words)
        except Exception as error:
            error.add_note(f"seed {seed}: {words}")
            raise
        assert status in STATUSES, words
        assert "Traceback" not in out + err, words
        if "--json" in words and "--help" not in words and "-h" not in words and out:
            json.loads(out)
        seen[status] += 1
        seen["verbs"] = len({*verbs()})
    print(dict(seen))  # noqa: T201 the figures of tests/README.md
    assert seen[0] + seen[1] > MANY / 8, seen  # else they are so wrong that nothing is tried
    for who in ("district", "town"):
        with Office(folder).desk(who) as desk:
            assert desk.workspace.journal.first_broken() is None
