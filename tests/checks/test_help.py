"""The help of the rules is true: every example in it is read, and its rules count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from haishu_desk.checks import language as lang
from haishu_desk.checks.builtin import BUILTIN
from haishu_desk.checks.compiling import compile_rules
from haishu_desk.checks.grammar import LONGEST, parse_condition, parse_formula
from haishu_desk.checks.moments import named
from haishu_desk.checks.rules import COLUMNS, COMPARISONS, rules_from_rows
from haishu_desk.domain.periods import Period
from tests.checks.made import KNOWN

HELP = (Path(__file__).resolve().parents[2] / "resources" / "help" / "rules.md").read_text(encoding="utf-8")


def _section(title: str) -> str:
    return HELP.split(f"\n## {title}\n")[1].split("\n## ")[0]


def _rows(section: str) -> Iterator[list[str]]:
    for line in section.splitlines():
        if line.startswith("|") and not line.startswith("|-"):
            yield [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _examples(title: str) -> list[str]:
    return [row[0].strip("`") for row in list(_rows(_section(title)))[1:]]


@pytest.mark.parametrize("example", [*_examples("格"), *_examples("公式")])
def test_every_example_of_a_cell_or_a_formula_is_read(example: str) -> None:
    cells = lang.references(parse_formula(example))
    assert all(cell.item == lang.EACH or cell.item in KNOWN.items for cell in cells)
    assert all(named(cell.moment, Period(2024)) for cell in cells)


@pytest.mark.parametrize("example", _examples("条件"))
def test_every_example_of_a_condition_is_read(example: str) -> None:
    assert lang.printed(parse_condition(example))


def test_the_rules_at_the_end_count() -> None:
    heading, *rows = [[cell.strip("`") for cell in row] for row in _rows(_section("例子"))]
    rules = rules_from_rows(dict(zip(heading, row, strict=True)) for row in rows)
    ruleset, faults = compile_rules(rules, KNOWN)
    assert faults == []
    assert len(ruleset) == 4


def test_all_words_of_the_language_are_explained() -> None:
    words = [
        *lang.FUNCTIONS,
        *lang.ASKED,
        *lang.CLOCK,
        *lang.FLAGS,
        *COLUMNS,
        *COMPARISONS,
        "如果",
        "有数",
        "且",
        "或",
        "非",
        "修约",
        lang.EACH,
        str(LONGEST),
    ]
    assert [word for word in words if word not in HELP] == []
    assert not any(check.id in HELP for check in BUILTIN if check.id.isascii() and len(check.id) > 5)
