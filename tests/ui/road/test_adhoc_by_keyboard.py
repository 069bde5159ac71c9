"""临时报表 on a real display with the keyboard alone: from the idea to the rolled-up table; the keystrokes are counted."""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from haishu_desk.desk import Desk
from tests.desk.office import YINJIANG, ZHANGSHUI, Office
from tests.ui.road.screen import TOOLS, screen, wait_for
from tests.ui.road.test_clerk_by_keyboard import Counted

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or any(shutil.which(tool) is None for tool in TOOLS), reason="no Xvfb or no xdotool"
)
TITLE, PAUSE = "weifang", 0.6
# Eight are needed: Ctrl+K Enter, Tab, Ctrl+Enter, Esc; Ctrl+K Enter, F5. Apart from the texts themselves: two words for the palette, the name of the form, its items.
MOST_KEYS = 20


TOWNS = (("town", "鄞江镇", YINJIANG, "12"), ("other", "章水镇", ZHANGSHUI, "3"))


def _answer(office: Office, folder: Path, form: dict[str, Any]) -> None:
    """What happens in two towns meanwhile, by verbs."""
    for who, name, unit, figure in TOWNS:
        (task,) = (folder / "下发").glob(f"{name}*.xlsx")
        place = ("--unit", unit, "--period", form["period"])
        office.ask(who, "receive", task)
        for item in form["items"]:
            office.ask(who, "enter", *place, "--item", item["code"], "--value", figure)
        office.ask(who, "submit", *place, "--form", form["code"], "--out", folder / "收回" / f"{who}.xlsx")


def test_from_the_idea_to_the_rolled_up_table_in_under_twenty_keystrokes(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pictures").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    folder: list[Path] = []

    def issued() -> bool:
        folder[:] = [path.parent for path in tmp_path.rglob("下发")]
        return len(folder) == 1 and len([*(folder[0] / "下发").glob("*.xlsx")]) == 17

    with screen(tmp_path / "pictures") as shown, shown.program(office.db("district"), "海曙规划监测") as program:
        clerk = Counted(shown)

        def to_the_new_window() -> None:
            """What a window manager does by itself."""
            found = shown.call("xdotool", "search", "--sync", "--onlyvisible", "--name", "^临时报表$")
            shown.call("xdotool", "windowfocus", "--sync", found.splitlines()[-1])
            time.sleep(PAUSE)

        time.sleep(PAUSE)
        clerk.key("ctrl+k")
        time.sleep(PAUSE)
        clerk.type("lsbb")
        clerk.key("Return")
        to_the_new_window()
        clerk.type(TITLE)
        clerk.key("Tab")
        clerk.type("hushu,renshu")
        time.sleep(PAUSE)
        clerk.picture("1-made")
        clerk.key("ctrl+Return")
        wait_for(issued, "17 bundles are written", 60)
        time.sleep(PAUSE)
        clerk.picture("2-issued")
        clerk.key("Escape")  # the afternoon: everything was closed meanwhile
        with Desk(office.db("district")) as desk:
            (made,) = [form for form in desk.documents.forms.values() if form["title"] == TITLE]
        _answer(office, folder[0], made)
        program.give_the_keyboard()
        time.sleep(PAUSE)
        clerk.key("ctrl+k")
        time.sleep(PAUSE)
        clerk.type(TITLE)
        clerk.key("Return")
        to_the_new_window()
        clerk.key("F5")
        wait_for(lambda: _sums(office, made["code"]) == ["15", "15"], "both are taken in and added up", 60)
        time.sleep(PAUSE)
        clerk.picture("3-rolled-up")
        assert program.end() in (0, -15)
    assert clerk.keys < MOST_KEYS, clerk.keys


def _sums(office: Office, code: str) -> list[str | None]:
    sums: list[str | None] = office.ask("district", "forms", "--collect", code)["sums"]
    return sums
