"""The palette."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from haishu_desk.domain.canonical import version_code
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.goals import goals_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.pages import ENTRY, HOME, PLAN
from haishu_desk.ui.palette import Palette
from haishu_desk.ui.plan.page import PlanPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import Goal, ItemWish, LooksWish, PressWish
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, settings: QSettings, unit_session: Session) -> Iterator[MainWindow]:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    window.open_session(unit_session)
    yield window
    window.close()


@pytest.fixture
def palette(window: MainWindow, unit_session: Session) -> Palette:
    window.palette_popup.open(goals_of(unit_session, [HOME, ENTRY]))
    return window.palette_popup


def test_it_finds_pages_returns_and_items_by_text_and_by_code(palette: Palette) -> None:
    QTest.keyClicks(palette.field, "145-04")
    assert [goal.target[1] for goal in palette.shown] == ["145-04"]  # type: ignore[index]
    palette.field.setText("填报表")
    assert {goal.group for goal in palette.shown} == {"报表", "页面"}
    assert [goal.text for goal in palette.shown if goal.group == "页面"] == ["本单位填报表"]
    palette.field.setText("首页")
    assert palette.shown[0].target == "home"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("海曙中学", "145-b15-0-01-01"),
        ("hszx", "145-b15-0-01-01"),
        ("145-t02-02", "145-t02-02"),
        ("bshgzz", "145-t02-02"),
        ("月湖金汇", "145-b03-2-02"),
        ("研发经费", "145-03"),
        ("专栏 13", "145-b13"),
    ],
)
def test_it_finds_whatever_the_plans_have_a_code_for(
    window: MainWindow, unit_session: Session, words: str, code: str
) -> None:
    window.palette_popup.open(goals_of(unit_session, [PLAN]))
    window.palette_popup.field.setText(words)
    assert ItemWish("plan", code) in [goal.target for goal in window.palette_popup.shown]


def test_an_entry_of_the_plans_is_shown_on_their_page(window: MainWindow) -> None:
    window.open_palette()
    window.palette_popup.field.setText("hszx")
    QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
    page = window.pages["plan"]
    assert window.current == "plan"
    assert isinstance(page, PlanPage)
    assert page.panel.details is not None
    assert page.panel.details.code == "145-b15-0-01-01"


def test_arrows_and_enter_choose(palette: Palette, qtbot: QtBot) -> None:
    palette.field.setText("145-2")
    wanted = palette.shown[1].target
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as chosen:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert chosen.args == [wanted]
    assert not palette.isVisible()


def test_escape_closes_it_and_nothing_is_chosen(palette: Palette, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(palette.chosen):
        QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_what_is_not_there_is_said(palette: Palette, qtbot: QtBot) -> None:
    palette.field.setText("没有这样的东西")
    assert palette.shown == []
    with qtbot.assertNotEmitted(palette.chosen):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_ctrl_k_opens_it_and_other_colours_are_one_of_the_goals(window: MainWindow, theme: Theme) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.palette_popup.isVisible()
    window.palette_popup.field.setText("深色")
    assert window.palette_popup.shown[0].target == LooksWish("mode", "dark")
    QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
    assert theme.mode == "dark"


def test_it_is_made_when_it_is_first_asked_for_and_anew_in_other_colours(window: MainWindow) -> None:
    assert "palette_popup" not in vars(window)
    window.open_palette()
    first = window.palette_popup
    window.dress_again()
    assert "palette_popup" not in vars(window)
    window.open_palette()
    assert window.palette_popup is not first
    assert window.palette_popup.isVisible()


def test_its_model_keeps_the_rules_of_qt(palette: Palette) -> None:
    tester = QAbstractItemModelTester(palette.list.model(), QAbstractItemModelTester.FailureReportingMode.Fatal)
    palette.field.setText("填报")
    palette.field.setText("")
    assert tester.model() is palette.list.model()


def test_where_one_was_last_comes_first(window: MainWindow, unit_session: Session) -> None:
    (key, *_) = unit_session.desk.workspace.cells.returns()
    window.open_return(key, "145-04")
    window.open_palette()
    assert window.palette_popup.shown[0].group == "最近"
    assert window.palette_popup.shown[0].target == (key, "145-04")


def test_what_can_be_done_on_the_page_is_offered_by_its_word_and_done(window: MainWindow) -> None:
    window.open_page("exchange")
    window.open_palette()
    actions = [goal for goal in window.palette_popup.shown if goal.group == "操作"]
    assert actions
    wish = actions[0].target
    assert isinstance(wish, PressWish)
    pressed: list[bool] = []
    wish.button.clicked.disconnect()
    wish.button.clicked.connect(lambda: pressed.append(True))
    window.palette_popup.chosen.emit(wish)
    assert pressed == [True]


def test_the_district_finds_a_unit_by_its_name(district_session: Session) -> None:
    goals = goals_of(district_session, [HOME, ENTRY])
    assert [goal.text for goal in goals if goal.group == "单位"] == ["石碶街道", "鄞江镇"]


def test_a_version_code_typed_from_paper_leads_to_its_revision(window: MainWindow, unit_session: Session) -> None:
    key = ReturnKey("indicators", UNIT, PERIOD)
    code = version_code(unit_session.desk.course(key).revisions[-1].id)
    window.open_palette()
    QTest.keyClicks(window.palette_popup.field, f"{code[:4]} {code[5:]}".lower())
    assert window.palette_popup.shown[0].text == f"版本码 {code}"
    QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
    page = window.pages["home"]
    assert isinstance(page, HomePage)
    assert page.code is not None
    assert page.code.found is not None
    assert (page.code.found.code, page.code.found.key) == (code, key)
    page.code.go.click()
    assert window.current == "entry"


def test_a_letter_is_found_by_its_name(window: MainWindow) -> None:
    window.open_palette()
    window.palette_popup.field.setText("审核意见")
    assert ItemWish("home", "letters:opinion") in [goal.target for goal in window.palette_popup.shown]


def test_the_group_with_the_best_fit_comes_first(palette: Palette) -> None:
    goals = [
        Goal("操作", "催报 1 家", "", "x", "a"),
        Goal("页面", "催报", "", "x", "b"),
        Goal("页面", "催报单", "", "x", "c"),
    ]
    palette.open(goals)
    palette.field.setText("催报")
    assert [goal.text for goal in palette.shown] == ["催报", "催报单", "催报 1 家"]
    palette.field.setText("")
    assert [goal.group for goal in palette.shown] == ["操作", "页面", "页面"]
