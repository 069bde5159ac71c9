"""A return that was voided before anything was reported can be reopened (found by tests/exchange_histories).

What was void for good was told to reopen it: `review --reopen` refused an empty return as one that there is nothing to
say of, and one that was filled in but never reported because sealing it is not allowed while it is void.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.found_and_issue()
    return office


VOID = ("--form", "indicators", "--void", "--comment", "发错了")
REOPEN = ("--form", "indicators", "--reopen", "--comment", "作废错了")


def test_an_empty_return_that_was_voided_is_reopened(office: Office) -> None:
    assert office.review(*VOID)["state"] == "作废"
    reopened = office.review(*REOPEN)
    assert (reopened["state"], reopened["revision"]) == ("退回修改", None)


def test_one_that_the_district_filled_in_and_voided_is_reopened_with_what_stood_there(office: Office) -> None:
    office.enter("district", "145-04", "120", "--reason", "电话代录")
    office.review(*VOID)
    assert office.review(*REOPEN)["state"] == "退回修改"
    assert office.values("district") == {"145-04": "120"}


def test_the_unit_can_report_again_once_it_has_the_answer(office: Office) -> None:
    office.review(*VOID)
    office.review(*REOPEN)
    office.reply("answer.xlsx")
    assert office.outcome("town", "answer.xlsx")["status"] == "received"
    office.enter("town", "145-04", "120")
    office.submit("town", "up.xlsx")
    assert office.outcome("district", "up.xlsx")["changes"] == 1
