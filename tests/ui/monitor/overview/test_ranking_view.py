"""镇街排名 in the window: bars in their order, who is missing by name, 晾晒, and what a copy names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor

from haishu_desk.desk import Desk
from haishu_desk.ui.monitor.overview.asked import Choice
from haishu_desk.ui.monitor.overview.rank_picture import picture_of_ranks
from haishu_desk.ui.monitor.overview.ranking_view import BAR, NAME, PLACE, VALUE, RankingView, RankModel
from haishu_desk.ui.monitor.overview.ranks import NAMELESS, has_unapproved, items_ranked, period_of, ranks_of
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


def test_the_rows_are_words_and_bars(watched: Desk) -> None:
    ranks = ranks_of(watched, "145-04", CHOICE)
    first, second = ranks.rows[:2]
    assert (first.place, first.name, first.value, first.length) == ("1", "石碶街道", "200", 1.0)
    # 120 of 200; 120 after 100 the year before.
    assert (second.name, second.length, second.change) == ("鄞江镇", 0.6, "+20.0%")
    assert len(ranks.missing) == 15
    assert {row.value for row in ranks.rows[2:]} == {"未出数"}
    assert not has_unapproved(ranks)


def test_the_items_are_those_that_townships_report(watched: Desk) -> None:
    codes = [item.code for item in items_ranked(watched, "145")]
    assert "145-04" in codes
    assert "145-01" not in codes


@pytest.mark.parametrize(
    ("cutoff", "period"), [("12-31", "2023"), ("09-30", "2023-Q3"), ("06-30", "2023-H1"), ("03-31", "2023-Q1")]
)
def test_a_day_is_the_end_of_a_period(cutoff: str, period: str) -> None:
    assert period_of(Choice("145", 2023, cutoff)) == period


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


def test_the_bars_of_the_picture_are_as_long_as_the_figures(view: RankingView, theme: Theme) -> None:
    assert view.ranks is not None
    image = picture_of_ranks(view.ranks.rows, theme)
    blue = QColor(theme.color("c_actual"))
    first, second = (sum(image.pixelColor(x, row * 24 + 12) == blue for x in range(image.width())) for row in (0, 1))
    assert second / first == pytest.approx(0.6, abs=0.02)


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
