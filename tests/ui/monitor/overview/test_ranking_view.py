"""镇街排名 in the window: bars in their order, who is missing by name, 晾晒, and what a copy names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.ranking_view import BAR, NAME, PLACE, VALUE, RankingView, RankModel
from haishu_desk.ui.monitor.overview.ranks import NAMELESS, items_ranked
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

CHOICE = Choice("145", 2023)


@pytest.fixture
def view(qtbot: QtBot, session: Session, theme: Theme) -> RankingView:
    shown = RankingView(session, theme)
    qtbot.addWidget(shown)
    shown.resize(1200, 560)
    shown.show()
    shown.show_choice(CHOICE, "145-04")
    qtbot.waitUntil(lambda: shown.ranks is not None)
    return shown


def test_the_table_says_place_name_and_figure_and_who_is_missing(view: RankingView) -> None:
    cells = [view.model.index(0, column).data() for column in (PLACE, NAME, VALUE, BAR)]
    assert cells == ["1", "石碶街道", "200", ""]
    assert view.missing.text().startswith("没有数的 15 家：南门街道、")


def test_a_copy_names_nobody_until_names_are_shown_outside(view: RankingView, qtbot: QtBot, watched: Desk) -> None:
    assert not view.naming.isChecked()
    lines = view.numbers().splitlines()
    assert lines[0] == "4 有效发明专利拥有量 镇街排名 2023 年度（件）"
    assert lines[3].split("\t")[:3] == ["1", NAMELESS, "200"]
    former = view.ranks
    view.naming.click()
    qtbot.waitUntil(lambda: view.ranks is not former)
    assert watched.settings.names_in_ranking
    assert view.numbers().splitlines()[3].split("\t")[:3] == ["1", "石碶街道", "200"]
    picture = view.picture()
    assert picture is not None
    assert picture.width() == 640 + 32


def test_a_period_that_the_item_is_not_reported_by_says_so(view: RankingView, qtbot: QtBot, watched: Desk) -> None:
    yearly = next(item for item in items_ranked(watched, "145") if item.frequency == "年")
    view.show_choice(Choice("145", 2023, "03-31"), yearly.code)
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)
    assert "请换一个报告期" in view.missing.text()
    assert view.picture() is None
    assert not view.numbers()


def test_the_model_keeps_the_rules_of_qt(view: RankingView, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(view.model)  # type: ignore[no-untyped-call]
    qtmodeltester.check(RankModel())  # type: ignore[no-untyped-call]
