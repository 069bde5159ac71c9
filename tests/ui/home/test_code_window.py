"""From paper back: a code typed into Ctrl+K or into the window of 版本码 leads to its revision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from haishu_desk.desk import Desk
from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.goals import typed_goals
from haishu_desk.ui.home.code_window import CodeWindow
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.palette import Palette
from haishu_desk.ui.session import Session
from haishu_desk.ui.wishes import ItemWish
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme

KEY = ReturnKey("indicators", UNIT, PERIOD)


def window_of(desk: Desk, theme: Theme, qtbot: QtBot) -> tuple[HomePage, CodeWindow]:
    page = HomePage(Session(desk), theme)
    qtbot.addWidget(page)
    page.show_item("code")
    assert page.code is not None
    return page, page.code


def facts_of(window: CodeWindow) -> list[str]:
    return [label.text() for label in window.facts.findChildren(QLabel)]


@pytest.mark.parametrize("typed", ["{}", "{lower}", "{bare}"])
def test_a_typed_code_brings_up_its_revision(workspaces: Path, theme: Theme, qtbot: QtBot, typed: str) -> None:
    with Desk(workspaces / "district.db", write=True) as desk:
        code = version_code(desk.course(KEY).revisions[-1].id)
        page, window = window_of(desk, theme, qtbot)
        window.code.setText(typed.format(code, lower=code.lower(), bare=code.replace("-", "")))
        QTest.keyClick(window.code, Qt.Key.Key_Return)
        facts = facts_of(window)
        assert code in facts
        assert "鄞江镇" in facts
        assert any(text.startswith("第 1 版，是最新的一版") for text in facts)
        assert any(text.startswith("已退回（李审") for text in facts)
        assert ("120", "120") in {(row.then, row.now) for row in window.model.rows}
        with qtbot.waitSignal(page.open_review) as asked:
            window.go.click()
        assert asked.args == [KEY]


def test_what_has_changed_since_is_shown_and_written(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        code = version_code(desk.course(KEY).revisions[-1].id)
        desk.entry.enter([{"unit": UNIT, "period": PERIOD, "item": "145-04", "value": "121"}])
        page, window = window_of(desk, theme, qtbot)
        window.code.setText(code)
        window.look_up()
        assert window.only.text() == "只看与现在不同的（1 格）"
        window.only.setChecked(True)
        (row,) = window.model.rows
        assert (row.then, row.now) == ("120", "121")
        window.write(workspaces / "对比.docx")
        assert "对比.docx" in window.said.text()
        with qtbot.waitSignal(page.open_return) as asked:
            window.go.click()
        assert asked.args == [KEY, None]
    assert Document(str(workspaces / "对比.docx")).tables[0].rows[1].cells[7].text == "120"


def test_a_mistyped_code_names_the_nearest_and_nothing_is_left_of_the_one_before(
    workspaces: Path, theme: Theme, qtbot: QtBot
) -> None:
    with Desk(workspaces / "district.db", write=True) as desk:
        code = version_code(desk.course(KEY).revisions[-1].id)
        _, window = window_of(desk, theme, qtbot)
        window.code.setText(code)
        window.look_up()
        window.code.setText(code[:-1] + ("1" if code[-1] == "0" else "0"))
        window.look_up()
        assert code in window.said.text()
        assert "差一个字的有" in window.said.text()
        assert window.model.rows == []
        assert not window.go.isEnabled()


def test_the_palette_takes_a_code_for_what_it_is(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    palette = Palette(theme, window)
    palette.open([], typed_goals)
    palette.field.setText("3f2a91c0")
    (goal,) = palette.shown
    assert (goal.text, goal.target) == ("版本码 3F2A-91C0", ItemWish("home", "code:3F2A-91C0"))
    palette.field.setText("横街")
    assert palette.shown == []
