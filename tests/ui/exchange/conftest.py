"""An office whose district has eight files of different fate on its desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from shiboken6 import delete

from haishu_desk.desk import Desk
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.desk.office import Office
from tests.ui.exchange import inbox

PageOf = Callable[[str], ExchangePage]


@pytest.fixture(scope="session")
def inbox_template(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox") / "office"
    shutil.copytree(reported_office.folder, folder)
    inbox.fill(Office(folder))
    return folder


@pytest.fixture
def office(inbox_template: Path, tmp_path: Path) -> Office:
    """The office with its files, this test's own."""
    return Office(Path(shutil.copytree(inbox_template, tmp_path / "office")))


@pytest.fixture
def page_of(office: Office, theme: Theme) -> Iterator[PageOf]:
    """The page in the workspace of somebody, shown."""
    opened: list[tuple[Session, Desk, ExchangePage]] = []

    def show(who: str) -> ExchangePage:
        desk = office.desk(who, write=True)
        session = Session(desk)
        page = ExchangePage(session, theme)
        opened.append((session, desk, page))
        page.resize(1294, 692)
        page.show()
        page.refresh()
        return page

    yield show
    for session, desk, page in opened:
        session.background.wait()
        session.slices.rest()
        delete(page)  # as the window does: no step of it comes to a Desk that is closed
        desk.close()


@pytest.fixture
def page(page_of: PageOf) -> ExchangePage:
    """The district's page."""
    return page_of("district")
