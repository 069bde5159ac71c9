"""queue, diff, review: their keys and statuses, and wrong words."""

from __future__ import annotations

import pytest

from tests.desk.office import QUANTITY, TOWN, YINJIANG, Office


def test_the_queue_has_the_keys_of_the_contract(reported: Office) -> None:
    rows = reported.ask("district", "queue")
    keys = {"form", "unit", "period", "state", "due", "overdue", "expected", "filled", "changed", "hard", "query",
            "clashes", "risk"}  # fmt: skip
    assert all(keys <= set(row) for row in rows)
    assert [(row["unit"], row["form"]) for row in rows] == [
        (YINJIANG, "indicators"), (YINJIANG, "tasks"), ("330203106", "indicators"), ("330203106", "tasks"),
    ]  # fmt: skip


def test_diff_has_the_keys_of_the_contract(reported: Office) -> None:
    table = reported.table("t.csv", "unit,period,item,value", f"{YINJIANG},2025,145-04,180")
    (row,) = [
        row for row in reported.ask("district", "diff", reported.file("up.xlsx"), table) if row["kind"] == "changed"
    ]
    keys = {"unit", "period", "item", "field", "vintage", "kind", "before", "after", "difference", "relative", "risk"}
    assert keys <= set(row)
    assert (set(row["before"]), row["before"]["value"], row["after"]["value"]) == (QUANTITY, "120", "180")
    assert (row["difference"], row["relative"], row["risk"]) == ("60", "0.5", ["缺说明"])


@pytest.mark.parametrize(
    "words", [["FFFF-FFFF", "2025-01-01"], ["2025-02-30", "2025-01-01"], ["2025-01-01", "2025-01-02", "--unit", "xx"]]
)
def test_diff_of_what_there_is_none_of_exits_with_2(words: list[str], reported: Office) -> None:
    assert reported.refused("district", "diff", *words, status=2)["code"] == "usage"


def test_diff_of_a_table_without_units_exits_with_2(reported: Office) -> None:
    table = reported.table("t.csv", "item,value", "145-04,180")
    assert reported.refused("district", "diff", table, table, status=2)["code"] == "usage"


def test_review_answers_with_the_new_state_the_revision_and_the_decision(reported: Office) -> None:
    revision = reported.ask("district", "values", "--item", "145-04")[0]["revision"]
    answer = reported.review("--approve")
    assert {"state", "revision", "decision"} <= set(answer)
    assert (answer["state"], answer["revision"], len(answer["decision"])) == ("审核通过", revision, 64)


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        ([*TOWN], 2, "usage"),
        (["--unit", "xx", "--period", "2025", "--approve"], 2, "usage"),
        (["--unit", YINJIANG, "--period", "25", "--approve"], 2, "usage"),
        ([*TOWN, "--form", "xx", "--approve"], 2, "usage"),
        ([*TOWN, "--return"], 1, "no-reason"),
        ([*TOWN, "--reopen", "--comment", "x"], 1, "state"),
        ([*TOWN, "--approve", "--cells", "none.csv"], 1, "no-file"),
        (["--unit", "330203106", "--period", "2025", "--approve"], 1, "empty"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_what_cannot_be_decided_is_refused(words: list[str], status: int, code: str, reported: Office) -> None:
    assert reported.refused("district", "review", *words, status=status)["code"] == code


@pytest.mark.parametrize(
    ("flag", "lines", "status"),
    [
        ("--cells", ["comment", "坏"], 2),
        ("--cells", ["item,comment", "145-99,坏"], 2),
        ("--cells", ["item,colour", "145-04,红"], 2),
        ("--cells", ["item,comment", "145-04,"], 1),
        ("--settle", ["item", "145-04"], 1),
        ("--settle", ["item,value,reason", "145-04,1,x"], 1),
    ],
)
def test_a_table_that_says_too_little_decides_nothing(
    flag: str, lines: list[str], status: int, reported: Office
) -> None:
    table = reported.table("t.csv", *lines)
    assert reported.refused("district", "review", *TOWN, "--return", "--comment", "x", flag, table, status=status)
