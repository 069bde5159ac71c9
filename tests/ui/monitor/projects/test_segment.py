"""项目与任务 as one of the segments of 监测."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.desk import Desk
from haishu_desk.desk.founding import found
from haishu_desk.ui.monitor.overview.tool_bar import ITEMS, PROJECTS
from haishu_desk.ui.monitor.page import MonitorPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.monitor.projects.made import LATE, ROAD, report_some

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_segment_shows_tasks_and_projects_with_their_own_sums_and_goes_back(qtbot: QtBot, tmp_path: Path) -> None:
    found(tmp_path / "district.db", "district", None, "李审", None)
    with Desk(tmp_path / "district.db", write=True) as desk:
        report_some(desk)
        page = MonitorPage(Session(desk), Theme())
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show()
        with qtbot.waitSignal(page.overview.judged):
            page.refresh()
        overview = page.overview
        with qtbot.waitSignal(overview.projects.judged):
            overview.tools.segments.buttons[PROJECTS].click()
        assert overview.projects.isVisible()
        assert not overview.head.isVisible()
        assert not overview.tools.year.isVisible()
        overview.projects.table.look_at(LATE)
        with qtbot.waitSignal(page.open_return) as opened:
            overview.open_cells()
        assert opened.args[1] == LATE
        with qtbot.waitSignal(page.open_item) as plan:
            overview.show_in_plan()
        assert plan.args == ["plan", LATE]
        overview.copier.copy_picture()
        overview.tools.segments.buttons[ITEMS].click()
        assert overview.tools.year.isVisible()
        assert overview.items.isVisible()
        assert ROAD in {row.item.code for row in overview.projects.table.rows.rows}
        page.session.background.wait()
