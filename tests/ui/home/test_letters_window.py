"""文书 in the window: which letters there are, what their pages say, and what is written and on record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from docx import Document

from haishu_desk.desk import Desk
from haishu_desk.desk.letters import OPINION, SUPERVISE, URGE, VERIFY
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.ui.goals import goals_of
from haishu_desk.ui.home.letters_window import LettersWindow
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.session import Session
from haishu_desk.ui.wishes import ItemWish
from tests.ui.conftest import OTHER, PERIOD, UNIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.theme import Theme

KEY = ReturnKey("indicators", UNIT, PERIOD)


@pytest.fixture
def desk(workspaces: Path) -> Iterator[Desk]:
    with Desk(workspaces / "district.db", write=True) as desk:
        yield desk


def window_of(desk: Desk, theme: Theme, qtbot: QtBot, kind: str) -> LettersWindow:
    page = HomePage(Session(desk), theme)
    qtbot.addWidget(page, before_close_func=partial(_closed, page))
    page.show_item(f"letters:{kind}")
    assert page.letters is not None
    return page.letters


def _closed(page: HomePage, widget: QWidget) -> None:
    """What is to be called holds the page until the test is over."""
    assert widget is page


def listed(window: LettersWindow) -> list[str]:
    return [window.to.item(row).text() for row in range(window.to.count())]


def test_who_owes_is_written_to_and_counted_as_urged(desk: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    window = window_of(desk, theme, qtbot, URGE)
    assert set(listed(window)) == {"石碶街道　2 项", "鄞江镇　1 项"}
    window.unit.setCurrentIndex(window.unit.findData(OTHER))
    assert listed(window) == ["石碶街道　2 项"]
    assert window.save.text() == "存为 Word（1 份）…"
    assert not window.period.isEnabled()
    window.write(tmp_path / "催报.docx")
    assert window.said.text() == "已写出 1 份到 催报.docx，并已记下"
    assert {key.unit for key in desk.urging.urged()} == {OTHER}
    assert "石碶街道：" in [each.text for each in Document(str(tmp_path / "催报.docx")).paragraphs]


def test_the_queries_of_a_unit_come_up_once_there_is_one(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    window = window_of(desk, theme, qtbot, VERIFY)
    assert listed(window) == []
    assert "没有等答复的查询" in window.said.text()
    assert not window.save.isEnabled()
    window.session.write([KEY], lambda: desk.querying.ask(KEY, Slot("145-04", "value"), "为什么少了一半"))
    assert listed(window) == ["鄞江镇　1 项"]
    assert window.save.isEnabled()


def test_a_day_that_is_none_is_said_and_the_usual_one_is_taken(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    desk.querying.ask(KEY, Slot("145-04", "value"), "为什么")
    window = window_of(desk, theme, qtbot, VERIFY)
    window.due.setText("明天")
    window.due.editingFinished.emit()
    assert "看不懂日期“明天”" in window.said.text()
    assert window.wanted.due is None
    window.due.setText("2026-02-01")
    window.due.editingFinished.emit()
    assert window.wanted.due == "2026-02-01"


def test_the_opinion_goes_into_a_folder_a_file_for_each_unit(
    desk: Desk, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of(desk, theme, qtbot, OPINION)
    assert listed(window) == ["鄞江镇　1 项"]
    window.write(tmp_path)
    assert "规划监测审核意见_鄞江镇_2025.docx" in {file.name for file in tmp_path.iterdir()}


def test_nothing_lags_without_approved_figures(desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    window = window_of(desk, theme, qtbot, SUPERVISE)
    assert "没有要督办的" in window.said.text()


def test_a_unit_finds_only_the_opinion(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        window = window_of(desk, theme, qtbot, URGE)
        assert [window.kind.itemData(place) for place in range(window.kind.count())] == [OPINION]
        assert listed(window) == ["鄞江镇　1 项"]
        offered = [goal.target for goal in goals_of(window.session, []) if isinstance(goal.target, ItemWish)]
        assert [wish.code for wish in offered if wish.code.startswith("letters:")] == ["letters:opinion"]
