"""States that are painted beside the pages: how each is brought about in a window, and how it is left again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from haishu_desk.desk.comparing import AGAINST_APPROVED, PAIR
from haishu_desk.domain.cells import Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.report.material import CHECKED, FINAL
from haishu_desk.ui.first_run import FirstRunPage, PinPage, RefusedPage, WhoPage
from haishu_desk.ui.home.overview import FormRow, rows_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.home.unit import UnitHome
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.messages import Message
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.plan.places import BREAKDOWN, Place
from haishu_desk.ui.report.kinds import PUBLIC, RETURN
from haishu_desk.ui.report.page import ReportPage
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.theme import Theme

# A 专栏 with a doubtful count, one with many projects, and the targets of the text.
_OF_THE_PLAN = (("box", "145-b10-0-03"), ("projects", "145-b15-0-01-01"), ("targets", "145-t01-03"))


@dataclass(frozen=True)
class Scene:
    """A name for the picture, what brings the state about, and what takes it away again."""

    name: str
    set_up: Callable[[], object]
    clear: Callable[[], object] | None = None


def scenes_of(window: MainWindow) -> list[Scene]:
    """The states that can be shown in a window with a workspace open."""
    scenes = [
        Scene("palette", window.open_palette, window.palette_popup.hide),
        Scene("toasts", partial(_tell, window), window.messages.clear),
    ]
    scenes += [Scene(f"plan-{name}", partial(_show_plan, window, code)) for name, code in _OF_THE_PLAN]
    scenes.append(Scene("plan-breakdown", partial(_show_breakdown, window)))
    scenes.append(Scene("plan-search", partial(_search_plan, window, "yfjf"), partial(_search_plan, window, "")))
    session = window.session
    if session is not None and session.desk.is_district:
        scenes.append(Scene("review-pair", partial(_show_pair, window), partial(_show_pair, window, is_pair=False)))
        scenes += [
            Scene(f"report-{name}", partial(_show_report, window, code))
            for name, code in (("final", f"{FINAL}-{CHECKED}"), (PUBLIC, PUBLIC), (RETURN, RETURN))
        ]
        scenes.append(Scene("report-figure", partial(_show_figure, window)))
    if session is None or session.desk.is_district:
        return scenes
    tasks = next((key for key in session.desk.workspace.cells.returns() if key.form == "tasks"), None)
    if tasks is not None:
        scenes.append(Scene("entry-tasks", partial(window.open_return, tasks, None)))
    scenes.append(Scene("read-only", partial(_only_read, window), partial(window.notice.show_text, "")))
    scenes += lock_scenes(window)
    return scenes + [Scene(f"home-{name}", partial(_show_home, window, name)) for name in HOME_STATES]


def front_scenes(window: MainWindow, theme: Theme, folder: Path) -> list[Scene]:
    """What stands in the window when no workspace is open."""
    refusal = DeskError("数据文件打不开：不是数据文件，或者坏了", "请从备份恢复；备份在数据文件旁边的“备份”文件夹里")
    return [
        Scene("first-run", lambda: window.show_front(FirstRunPage(folder / "none.db", theme), "开始使用")),
        Scene("who", lambda: window.show_front(WhoPage(["张横街", "李横街"], theme), "谁在操作")),
        Scene("pin", lambda: window.show_front(PinPage("张横街", "", theme), "口令")),
        Scene("refused", lambda: window.show_front(RefusedPage(refusal, theme), "没有打开数据文件")),
    ]


def lock_scenes(window: MainWindow) -> list[Scene]:
    """The window that is locked, with a person to ask and without."""
    return [
        Scene("locked", partial(_lock, window, ["张横街", "李横街"]), window.lock.unlock),
        Scene("locked-open", window.lock.lock, window.lock.unlock),
    ]


def _lock(window: MainWindow, persons: list[str]) -> None:
    window.lock.cover_for(persons)
    if window.lock.cover is not None:
        window.lock.cover.refuse("口令不对，没有用张横街的姓名操作。请看大小写和输入法；再错 2 次就要等半小时")


def _tell(window: MainWindow) -> None:
    window.open_page("home")
    for message in (
        Message("ok", "已装入 6 个文件", "新增 43 格，更新 5 格。", "查看"),
        Message("warn", "2 格数据不一致", "不影响其他格，请到审核页处理。", "去处理"),
        Message("bad", "1 个文件没有装入", "望春街道的上报包读到一半断了，请让对方重新传一次。"),
    ):
        window.messages.show_message(message)


def _show_plan(window: MainWindow, code: str) -> None:
    window.open_page("plan")
    page = window.pages["plan"]
    if isinstance(page, PlanPage):
        page.show_item(code)


def _show_breakdown(window: MainWindow) -> None:
    window.open_page("plan")
    page = window.pages["plan"]
    if isinstance(page, PlanPage):
        page.show_place(Place(BREAKDOWN, "145"))


def _search_plan(window: MainWindow, text: str) -> None:
    window.open_page("plan")
    page = window.pages["plan"]
    if isinstance(page, PlanPage):
        page.left.search.setText(text)
        page.left.step(1)


def _show_pair(window: MainWindow, *, is_pair: bool = True) -> None:
    """任选两版, or back to the review."""
    window.open_page("review")
    page = window.pages["review"]
    if isinstance(page, ReviewPage) and page.district is not None:
        page.district.tools.compared.emit(PAIR if is_pair else AGAINST_APPROVED)


def _show_report(window: MainWindow, code: str) -> None:
    """That report, its pages made."""
    window.open_page("report")
    page = window.pages["report"]
    page.show_item(code)
    while window.session is not None and window.session.background.jobs:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _show_figure(window: MainWindow) -> None:
    """The annual report with one of its figures clicked."""
    _show_report(window, "annual")
    page = window.pages["report"]
    if isinstance(page, ReportPage) and page.evaluation is not None and page.evaluation.preview is not None:
        facts = page.evaluation.preview.gathered.facts
        fact = next((each for each in facts if each.revision), None)
        if fact is not None:
            page.evaluation.origin.choose(fact.number)


def _only_read(window: MainWindow) -> None:
    window.open_page("home")
    window.notice.show_text("只读：这个数据文件正被另一个窗口使用。关掉那一个再试，就能录入。")


# 首页 of a unit in each state that a return can be in: what is different in the row that comes first.
HOME_STATES: Mapping[str, Mapping[str, Any]] = {
    "issued": {"state": "已下发", "filled": 0, "returned": {}},
    "filling": {"state": "录入中", "returned": {}, "filled": 12},
    "filled": {"state": "录入中", "returned": {}, "filled": 16},
    "reported": {"state": "已上报", "returned": {}, "filled": 16},
    "received": {"state": "已接收", "returned": {}, "filled": 16},
    "corrected": {"corrected": True, "filled": 16},
    "approved": {"state": "审核通过", "returned": {}, "filled": 16},
    "overdue": {"state": "录入中", "returned": {}, "filled": 12, "overdue": True, "late": 5},
    "clash": {"state": "录入中", "returned": {}, "filled": 16, "clashes": 2},
    "nothing": {"none": True},
}


def _show_home(window: MainWindow, name: str) -> None:
    """Paint 首页 as if the newest indicators were in that state; nothing is written."""
    window.open_page("home")
    page, session = window.pages["home"], window.session
    if not isinstance(page, HomePage) or not isinstance(page.face, UnitHome) or session is None:
        return
    changes = dict(HOME_STATES[name])
    rows = [] if changes.pop("none", False) else rows_of(session)
    if name == "approved":
        rows = [row for row in rows if row.is_done or row is rows[0]]
    page.face.show_rows([_changed(rows[0], changes), *rows[1:]] if rows else [])


def _changed(row: FormRow, changes: dict[str, Any]) -> FormRow:
    changes = dict(changes)
    if changes.pop("corrected", False):
        changes["corrected"] = frozenset[Slot](row.returned)
    late = changes.pop("late", None)
    if late is not None:
        changes["due"] = date.today() - timedelta(late)  # noqa: DTZ011  the office's own day
    return replace(row, **changes)
