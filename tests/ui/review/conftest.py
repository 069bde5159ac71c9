"""An office in the middle of a review: a clash, changes with risk, a return that did not change, a first report."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.desk import Desk
from haishu_desk.ui.review.page import ReviewPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PageOf = Callable[[str], ReviewPage]


@pytest.fixture(scope="session")
def review_template(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "office"
    shutil.copytree(reported_office.folder, folder)
    office = Office(folder)
    office.reply("receipt.xlsx")
    office.receive("second", "receipt.xlsx")
    office.review("--approve")
    office.enter("town", "145-04", "138", "--reason", "补上三家企业")
    office.enter("town", "145-22", "66.1", "--note", "焚烧厂检修 23 天")
    office.enter("town", "145-11", "16.1")
    office.submit("town", "up2.xlsx")
    office.enter("second", "145-04", "131")
    # Typed and taken back: another report of the tasks that says the same.
    office.enter("second", "145-b13-0-01", "已开工一个")
    office.enter("second", "145-b13-0-01", "已开工两个")
    office.submit("second", "second.xlsx")
    office.enter("other", "145-04", "64")
    office.enter("other", "145-25", "0.035")
    office.submit("other", "other-up.xlsx")
    office.receive("district", "up2.xlsx", "second.xlsx", "other-up.xlsx")
    return folder


@pytest.fixture
def office(review_template: Path, tmp_path: Path) -> Office:
    """The office, this test's own."""
    return Office(Path(shutil.copytree(review_template, tmp_path / "office")))


@pytest.fixture
def page_of(office: Office, theme: Theme, qtbot: QtBot) -> Iterator[PageOf]:
    """The page in the workspace of somebody, shown."""
    opened: list[Desk] = []
    shown: list[ReviewPage] = []  # a test may look at a part of its page only

    def show(who: str) -> ReviewPage:
        opened.append(office.desk(who, write=True))
        page = ReviewPage(Session(opened[-1]), theme)
        shown.append(page)
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh()
        return page

    yield show
    for page in shown:
        page.close_editors()
        page.session.slices.rest()
    for desk in opened:
        desk.close()


@pytest.fixture
def page(page_of: PageOf) -> ReviewPage:
    """The district's page."""
    return page_of("district")
