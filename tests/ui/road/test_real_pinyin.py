"""Real 拼音 typed into the sheet, by real keys through a real input method (ibus with libpinyin under Xvfb)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from haishu_desk.domain.cells import Slot
from tests.desk.office import Office
from tests.ui.road.pinyin import choose_pinyin, pinyin, what_is_missing
from tests.ui.road.screen import Screen, screen, wait_for
from tests.ui.road.test_real_window import standing

_MISSING = what_is_missing() if sys.platform == "linux" else "Linux"
pytestmark = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {_MISSING}")
VALUE, NOTE = Slot("145-04"), Slot("145-04", "note")
_THINK = 0.6  # the input method answers over a bus
_ELSEWHERE = (620, 350)  # a cell some rows below


@pytest.fixture(scope="module")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A screen with an input method."""
    with screen(tmp_path_factory.mktemp("pictures")) as shown, pinyin(shown, tmp_path_factory.mktemp("home")):
        yield shown


def slowly(do: Callable[[], None]) -> None:
    """Do it, and give the input method the time that a person gives it."""
    do()
    time.sleep(_THINK)


def go_to_note(display: Screen) -> None:
    """To the 说明 of the second line; each key when a slow machine, too, has done what the one before it asked for."""
    for key in ("ctrl+2", "Down", "Tab", "Tab"):
        slowly(partial(display.key, key))


def test_pinyin_typed_into_a_cell_is_stored_as_the_chosen_word(display: Screen, office: Office) -> None:
    with display.program(office.db("town"), "鄞江镇") as program:
        go_to_note(display)
        choose_pinyin(display)
        slowly(lambda: display.type("nihao"))
        display.picture("pinyin-1")
        assert standing(office, "town") == {}
        slowly(lambda: display.key("space"))
        assert standing(office, "town") == {}, "the key that chooses a word does not store it"
        display.key("Return")
        wait_for(lambda: bool(standing(office, "town")), "the word is on the disk")
        display.picture("pinyin-2")
        assert program.close() == 0
    assert standing(office, "town") == {NOTE: "你好"}


def test_a_click_elsewhere_stores_the_chosen_words_and_not_the_half_composed_one(
    display: Screen, office: Office
) -> None:
    with display.program(office.db("town"), "鄞江镇") as program:
        go_to_note(display)
        choose_pinyin(display)
        slowly(lambda: display.type("nihao"))
        slowly(lambda: display.key("space"))
        slowly(lambda: display.type("zhon"))
        display.picture("pinyin-half")
        slowly(lambda: display.click(*_ELSEWHERE))
        wait_for(lambda: bool(standing(office, "town")), "what was chosen is on the disk")
        display.picture("pinyin-left")
        assert program.close() == 0
    assert standing(office, "town") == {NOTE: "你好"}


def test_a_word_that_is_composed_when_the_window_is_closed_is_not_stored(display: Screen, office: Office) -> None:
    with display.program(office.db("town"), "鄞江镇") as program:
        go_to_note(display)
        choose_pinyin(display)
        slowly(lambda: display.type("zhon"))
        assert program.close() == 0
    assert standing(office, "town") == {}


def test_figures_are_typed_as_ever_while_pinyin_is_on(display: Screen, office: Office) -> None:
    with display.program(office.db("town"), "鄞江镇") as program:
        display.key("ctrl+2", "Down")
        choose_pinyin(display)
        slowly(lambda: display.type("1204"))
        slowly(lambda: display.key("Return"))
        wait_for(lambda: bool(standing(office, "town")), "the figure is on the disk")
        assert program.close() == 0
    assert standing(office, "town") == {VALUE: "1204"}
