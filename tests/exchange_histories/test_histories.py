"""Many histories of an exchange, always the same ones; HAISHU_FULL=1 runs twenty times as many."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.domain.made import FULL
from tests.exchange_histories.later import LaterHistories
from tests.exchange_histories.machine import Tools

HISTORIES_IN_CI = 200
HISTORIES = 2_000 if FULL else HISTORIES_IN_CI
SETTINGS = settings(
    deadline=None, max_examples=HISTORIES, stateful_step_count=20, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False,
)  # fmt: skip


def test_no_history_loses_a_value_or_depends_on_order_repeats_or_clocks(tools: Tools) -> None:
    tally: Counter[str] = Counter()
    machine = type("Histories", (LaterHistories,), {"tools": tools, "tally": tally, "rebuild_all": FULL})
    run_state_machine_as_test(machine, settings=SETTINGS)
    for happened in ("receive received", "receive duplicate", "written by hand", "approve", "send back", "reopen", "settle",
                     "undo", "redo", "looks at a clash", "correct", "verify", "ask", "answer", "close", "voided", "locked",
                     "take back", "take in again"):  # fmt: skip
        assert tally[happened] > 0, (happened, tally)
