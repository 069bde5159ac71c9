"""示例数据 in the window: said on every page, changed over in one window, made without a standstill."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest

from haishu_desk.desk.founding import found
from haishu_desk.desk.sample import DISTRICT, HENGJIE, SHIQI, Sample, make_sample, sample_in
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui import sample_page
from haishu_desk.ui.first_run import FirstRunPage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.sample_page import SamplePage
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.steps import Steps
from haishu_desk.ui.wishes import LEAVE

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Told = Callable[[int, int], object]
Open = Callable[[Path | None], MainWindow]


@pytest.fixture(scope="module")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "sample"
    make_sample(folder)
    return folder


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's own workspace would be."""
    monkeypatch.setenv("HAISHU_DESK_DB", str(tmp_path / "own.db"))
    return tmp_path / "own.db"


@pytest.fixture
def sample(sample_template: Path, tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> Sample:
    """The sample, where the program keeps it."""
    del own
    folder = Path(shutil.copytree(sample_template, tmp_path / "sample"))
    monkeypatch.setattr("haishu_desk.desk.sample.sample_folder", lambda: folder)
    made = sample_in(folder)
    assert made is not None
    return made


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, settings: QSettings) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def opened(db: Path | None) -> MainWindow:
        window = MainWindow(theme, settings)
        qtbot.addWidget(window)
        windows.append(window)
        window.show()
        Opener(window, theme, settings, db, None).open()
        return window

    yield opened
    for window in windows:
        window.close()


def choose(window: MainWindow, word: str) -> None:
    """Choose that entry of 切换."""
    next(action for action in window.top_bar.sample.menu.actions() if action.text() == word).trigger()


def test_every_page_of_the_sample_says_that_it_is_one(open_window: Open, sample: Sample) -> None:
    window = open_window(sample.units[HENGJIE])
    for entry in window.entries:
        window.open_page(entry.name)
        assert window.top_bar.sample.badge.isVisible()
        assert window.top_bar.sample.badge.text() == "示例数据"
        assert "示例" in window.windowTitle()


def test_ones_own_data_is_not_called_a_sample(open_window: Open, workspaces: Path) -> None:
    window = open_window(workspaces / "unit.db")
    assert not window.top_bar.sample.isVisible()
    assert "示例" not in window.windowTitle()


def test_the_sample_is_recognised_once_for_each_workspace(
    open_window: Open, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []

    def recognised(desk: object) -> bool:
        asked.append(desk)
        return True

    monkeypatch.setattr("haishu_desk.ui.session.is_sample", recognised)
    window = open_window(sample.district)
    window.open_page("plan")
    window.open_palette()
    assert len(asked) == 1


def test_one_changes_over_between_district_and_units_in_the_same_window(open_window: Open, sample: Sample) -> None:
    window = open_window(sample.units[HENGJIE])
    window.resize(1300, 700)
    menu = window.top_bar.sample.menu
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "海曙区（区级）", "横街镇", "石碶街道", "退出示例",
    ]  # fmt: skip
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["横街镇"]
    for word, person in (
        ("海曙区（区级）", "海曙区 · 示例·陈审核"),
        ("石碶街道", "石碶街道 · 示例·王石碶"),
        ("横街镇", "横街镇 · 示例·张横街"),
    ):
        before = window.session
        assert before is not None
        choose(window, word)
        assert window.top_bar.person == person
        assert window.current == "home"
        assert (window.width(), window.height()) == (1300, 700)
        assert window.session is not None
        assert window.session is not before
        assert window.session.desk.workspace.database.writable
        assert not window.notice.isVisible()


def test_what_is_being_typed_is_stored_before_one_changes_over(
    open_window: Open, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(sample.units[HENGJIE])
    window.open_page("plan")
    session, stored = window.session, list[bool]()
    assert session is not None
    monkeypatch.setattr(
        window.pages["plan"], "close_editors", lambda: stored.append(bool(session.desk.workspace.identity))
    )
    choose(window, "石碶街道")
    assert stored == [True]


def test_work_that_is_under_way_ends_with_its_workspace(open_window: Open, sample: Sample, qtbot: QtBot) -> None:
    window = open_window(sample.district)
    window.open_page("exchange")
    assert window.session is not None
    done: list[object] = []
    window.session.background.run("读取", time.sleep, [0.05] * 40, lambda *arrived: done.append(arrived))
    Steps(window.session.slices, window.pages["exchange"]).run(range(20), done.append)
    choose(window, "横街镇")
    qtbot.wait(150)
    assert done == []


def test_the_menu_is_worked_by_keys(open_window: Open, sample: Sample) -> None:
    window = open_window(sample.units[HENGJIE])
    switch = window.top_bar.sample
    assert switch.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert switch.button.menu() is switch.menu
    assert "横街镇" in switch.button.accessibleName()
    switch.menu.setActiveAction(switch.menu.actions()[0])
    QTest.keyClick(switch.menu, Qt.Key.Key_Return)
    assert window.top_bar.person == "海曙区 · 示例·陈审核"


def test_the_palette_changes_over_and_leaves_too(open_window: Open, sample: Sample) -> None:
    window = open_window(sample.units[HENGJIE])
    for typed, title in (("切换 石碶", "石碶街道"), ("退出示例", "海曙规划监测")):
        window.open_palette()
        window.palette_popup.field.setText(typed)
        QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
        assert window.windowTitle().startswith(title)


def test_the_palette_of_ones_own_workspace_opens_the_sample_and_leads_back(
    open_window: Open, sample: Sample, own: Path
) -> None:
    found(own, "unit", "330203105", "张填", None)
    window = open_window(None)
    window.open_palette()
    window.palette_popup.field.setText("示例")
    QTest.keyClick(window.palette_popup.field, Qt.Key.Key_Return)
    assert window.top_bar.person == "横街镇 · 示例·张横街"
    choose(window, "退出示例")
    assert window.top_bar.person == "鄞江镇 · 张填"
    assert not window.top_bar.sample.isVisible()
    assert sample.district.is_file()


def test_without_a_workspace_of_ones_own_one_leaves_to_the_first_run(open_window: Open, sample: Sample) -> None:
    window = open_window(sample.district)
    choose(window, "退出示例")
    assert isinstance(window.stack.currentWidget(), FirstRunPage)
    assert window.session is None
    assert not window.rail.buttons
    assert not window.top_bar.sample.isVisible()
    assert window.windowTitle() == "海曙规划监测"


def test_the_first_run_makes_the_sample_while_the_window_lives(
    open_window: Open, own: Path, sample_template: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own.parent
    gate, elsewhere = threading.Event(), list[int]()

    def make(told: Told) -> Sample:
        elsewhere.append(threading.get_ident())
        told(3, 8)
        gate.wait(5)
        made = sample_in(Path(shutil.copytree(sample_template, folder / "fresh")))
        assert made is not None
        return made

    monkeypatch.setattr("haishu_desk.desk.sample.sample_folder", lambda: folder / "nothing")
    monkeypatch.setattr(sample_page, "open_sample", make)
    window = open_window(own)
    first = window.stack.currentWidget()
    assert isinstance(first, FirstRunPage)
    first.district.setChecked(True)
    assert first.sample.isEnabled()
    QTest.mouseClick(first.sample, Qt.MouseButton.LeftButton)
    page = window.stack.currentWidget()
    assert isinstance(page, SamplePage)
    qtbot.waitUntil(lambda: page.bar.value() == 3, timeout=5000)  # the window takes events meanwhile
    assert page.bar.maximum() == 8
    gate.set()
    qtbot.waitUntil(lambda: window.current == "home", timeout=5000)
    assert window.top_bar.person == "海曙区 · 示例·陈审核"
    assert elsewhere != [threading.get_ident()]
    assert not own.exists()


@pytest.mark.parametrize("error", [DeskError("示例数据有误", "请看文件"), OSError(28, "磁盘已满")])
def test_a_sample_that_cannot_be_made_is_refused_in_words(
    open_window: Open, own: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def make(_told: Told) -> Sample:
        raise error

    monkeypatch.setattr("haishu_desk.desk.sample.sample_folder", lambda: own.parent / "nothing")
    monkeypatch.setattr(sample_page, "open_sample", make)
    window = open_window(own)
    window.asked_for_sample.emit(DISTRICT)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), FirstRunPage), timeout=5000)
    (toast,) = window.messages.toasts
    assert str(error.args[-1] if isinstance(error, OSError) else "示例数据有误") in toast.message.title


def test_leaving_where_one_is_not_in_the_sample_changes_nothing_of_ones_own(open_window: Open, own: Path) -> None:
    found(own, "unit", SHIQI, "张填", None)
    window = open_window(None)
    window.asked_for_sample.emit(LEAVE)
    assert window.top_bar.person == "石碶街道 · 张填"
