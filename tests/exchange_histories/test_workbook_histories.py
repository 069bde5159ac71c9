"""A few of the same histories by real workbooks: written by XlsxWriter, typed into by openpyxl, read by the worker's code."""

from __future__ import annotations

from collections import Counter

from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.domain.made import FULL
from tests.exchange_histories.later import LaterHistories
from tests.exchange_histories.machine import Tools
from tests.exchange_histories.test_histories import SETTINGS

BY_WORKBOOK = settings(SETTINGS, max_examples=100 if FULL else 6, phases=[Phase.generate])


def test_real_workbooks_lose_nothing_either(workbook_tools: Tools) -> None:
    tally: Counter[str] = Counter()
    machine = type("WorkbookHistories", (LaterHistories,), {"tools": workbook_tools, "tally": tally})
    run_state_machine_as_test(machine, settings=BY_WORKBOOK)
    assert tally["receive received"] > 0
