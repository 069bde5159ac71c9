"""Both sides of the scroll benchmark show the same number of rows and really scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.bench import sheet

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_both_sides_have_the_same_rows_and_scroll_as_far(qtbot: QtBot, tmp_path: Path) -> None:
    theirs = sheet._stock(200)
    with sheet._sheet(tmp_path / "a.db", 200) as ours:
        for view in (ours, theirs):
            view.resize(*sheet.SIZE)
            view.show()
            qtbot.waitExposed(view)
            sheet._scroll(view)
        assert ours.model().rowCount() == theirs.model().rowCount() == 200
        assert ours.verticalScrollBar().value() == theirs.verticalScrollBar().value() == 39 * 3
    theirs.close()
