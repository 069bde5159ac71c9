"""What a file is and who signed it, told without changing anything."""

from __future__ import annotations

import pytest

from haishu_desk.desk.inspecting import inspect
from tests.desk.office import YINJIANG, Office


def test_inspecting_changes_nothing(reported: Office) -> None:
    before = reported.state("district")
    reported.ask("district", "inspect", reported.file("up.xlsx"))
    assert reported.state("district") == before


def test_without_a_roster_no_key_is_known(reported: Office) -> None:
    seen = inspect(reported.file("up.xlsx"), None)
    assert (seen["kind"], seen["unit"], seen["signature"]) == ("上报包", YINJIANG, "unknown-key")


@pytest.mark.parametrize(("file", "signature"), [("town-task.xlsx", "valid"), ("up.xlsx", "unknown-key")])
def test_a_unit_before_its_first_bundle_believes_the_roster_that_the_task_brings(
    file: str, signature: str, reported: Office
) -> None:
    reported.ask("fresh", "init", "--role", "unit", "--unit", YINJIANG, "--person", "孙八")
    assert reported.ask("fresh", "inspect", reported.file(file))["signature"] == signature


def test_a_bundle_signed_with_another_units_key_is_of_an_unknown_key(reported: Office) -> None:
    reported.forge("up.xlsx", "forged.xlsx", reported.key("other"))
    assert reported.ask("district", "inspect", reported.file("forged.xlsx"))["signature"] == "unknown-key"


def test_cells_typed_into_a_task_bundle_are_counted_as_filled_by_hand(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): 1, ("145-11", "name"): "别名"})
    seen = office.ask("town", "inspect", office.file("hand.xlsx"))
    assert (seen["kind"], seen["filled_by_hand"], seen["edited_outside"]) == ("任务包", 1, ["填报表!C8"])


def test_a_task_bundle_has_no_revision_and_its_findings_are_shown(office: Office) -> None:
    office.type_by_hand("town-task.xlsx", "hand.xlsx", {("145-04", "value"): "=1+1"})
    seen = office.ask("town", "inspect", office.file("hand.xlsx"))
    assert seen["revision"] is None
    assert [finding["rule"] for finding in seen["findings"]] == ["E51"]
