"""The program on a real display, as a clerk and a reviewer have it: keys go in, and the file on the disk is looked at."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator

import pytest

from haishu_desk.desk.comparing import AGAINST_APPROVED
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.returns import APPROVED
from tests.desk.office import INDICATORS, TASKS, Office
from tests.ui.road.screen import TOOLS, Screen, screen, wait_for

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(tool) is None for tool in TOOLS), reason="no Xvfb or no xdotool"
)


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """One screen for all; each test has a program of its own on it."""
    with screen(tmp_path_factory.mktemp("pictures")) as shown:
        yield shown


def standing(office: Office, who: str) -> dict[Slot, str]:
    """What stands on the disk now, without what was cleared."""
    with office.desk(who) as desk:
        heads = desk.heads(INDICATORS)
    texts = {slot: " / ".join(head.value.raw for head in each) for slot, each in heads.items()}
    return {slot: text for slot, text in texts.items() if text}


def test_a_clerk_types_and_exactly_that_is_on_the_disk(display: Screen, office: Office) -> None:
    def has(slot: Slot, text: str | None) -> None:
        wait_for(lambda: standing(office, "town").get(slot) == text, f"{slot} says {text}")

    with display.program(office.db("town"), "鄞江镇") as program:
        display.picture("1-home")
        display.key("ctrl+2")
        display.type("2.4")
        display.key("Return")
        has(Slot("145-03"), "2.4")
        display.type("1,204")
        display.key("Return")
        has(Slot("145-04"), "1,204")
        display.type("5.5")
        display.key("Tab")
        display.type("11")
        display.key("Tab")
        display.type("200")
        display.key("Tab")
        has(Slot("145-06", "denominator"), "200")
        display.picture("2-typed")
        display.key("F2")
        display.picture("3-list")
        display.key("Down", "Return")
        has(Slot("145-06", "value", "预计"), "5.5")
        display.key("Tab")
        display.type("by hand")
        display.key("Return")
        has(Slot("145-06", "note", "预计"), "by hand")
        display.key("ctrl+z")
        has(Slot("145-06", "note", "预计"), None)
        display.picture("4-undone")
        display.type("in the middle of typi")
        display.picture("5-typing")
        assert program.close() == 0
    assert standing(office, "town") == {
        Slot("145-03"): "2.4",
        Slot("145-04"): "1,204",
        Slot("145-06", "value", "预计"): "5.5",
        Slot("145-06", "numerator", "预计"): "11",
        Slot("145-06", "denominator", "预计"): "200",
        Slot("145-06", "note", "预计"): "in the middle of typi",
    }


def test_what_was_stored_by_enter_outlives_the_end_of_the_session(display: Screen, office: Office) -> None:
    with display.program(office.db("town"), "鄞江镇") as program:
        display.key("ctrl+2")
        display.type("2.4")
        display.key("Return")
        wait_for(lambda: bool(standing(office, "town")), "the figure is on the disk")
        display.type("12")
        assert program.end() != 0
    assert standing(office, "town") == {Slot("145-03"): "2.4"}
    with office.desk("town", write=True) as desk:
        assert desk.keeping.log()["chain"] == "intact"


def test_a_reviewer_accepts_every_cell_and_approves_without_the_mouse(display: Screen, reported: Office) -> None:
    def is_approved(key: ReturnKey) -> bool:
        with reported.desk("district") as desk:
            return desk.course(key).state(has_edits=True) == APPROVED

    with reported.desk("district") as desk:
        cells = len(desk.reviewing.comparing.comparison(INDICATORS, AGAINST_APPROVED).rows)
    with display.program(reported.db("district"), "海曙区") as program:
        display.key("ctrl+5")
        display.picture("6-review")
        display.key(*["F5"] * cells)
        display.picture("7-accepted")
        display.key("Tab", "Tab")  # over the comment to the button: whoever types ahead loses no key
        display.picture("8-button")
        display.key("space")
        wait_for(lambda: is_approved(INDICATORS), "the indicators are approved")
        display.picture("9-approved")
        display.key("Up", "F8", "F5", "Tab", "Tab", "space")
        wait_for(lambda: is_approved(TASKS), "the tasks are approved")
        display.picture("10-both")
        assert program.close() == 0
    with reported.desk("district") as desk:
        assert set(desk.course(INDICATORS).approved()) == set(desk.heads(INDICATORS))
