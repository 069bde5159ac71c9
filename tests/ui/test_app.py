"""Starting: frame first, Desk later; first run; a second window; faults."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from haishu_desk.__main__ import main, window_words
from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey, Slot
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.fault_hook import FaultHook
from haishu_desk.ui.first_run import FirstRunPage, PinPage, RefusedPage, WhoPage
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.opener import Opener
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
UNIT = "330203105"
HEAVY = ["pandas", "numpy", "pyqtgraph", "openpyxl", "sqlite_utils", "xlsxwriter", "python_calamine", "cryptography"]
Front = TypeVar("Front", bound=QWidget)
Open = Callable[..., MainWindow]

AFTER_FIRST_PAINT = """
import json, sys
from pathlib import Path
from haishu_desk.ui import app, main_window
heavy = json.loads(sys.argv[2])
class Window(main_window.MainWindow):
    def paintEvent(self, event):
        first = not self._was_painted
        super().paintEvent(event)
        if first:
            found = [name for name in [*heavy, "haishu_desk.desk"] if name in sys.modules]
            self.destroyed.connect(app.QApplication.quit)
            print(json.dumps({"loaded": found}), flush=True)
class Opener(app.Opener):
    def open(self):
        super().open()
        print(json.dumps({"page": self._window.current, "unit": self._window.top_bar.person}), flush=True)
        self._window.close()
app.MainWindow, app.Opener = Window, Opener
sys.exit(app.run_window(Path(sys.argv[1]), None))
"""


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, settings: QSettings) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def opened(db: Path, person: str | None = None) -> MainWindow:
        window = MainWindow(theme, settings)
        qtbot.addWidget(window)
        opener = Opener(window, theme, settings, db, person)
        window.painted.connect(opener.open, Qt.ConnectionType.QueuedConnection)
        windows.append(window)
        with qtbot.waitSignal(window.painted):
            window.show()
        qtbot.waitUntil(lambda: bool(window.current) or window.top_bar.title != "", timeout=5000)
        return window

    yield opened
    for window in windows:
        window.close()


def front(window: MainWindow, kind: type[Front]) -> Front:
    page = window.stack.currentWidget()
    assert isinstance(page, kind)
    return page


def test_nothing_heavy_is_loaded_before_the_frame_is_painted(workspaces: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", AFTER_FIRST_PAINT, str(workspaces / "unit.db"), json.dumps(HEAVY)],
        cwd=ROOT, env=environment, capture_output=True, check=False, encoding="utf-8", timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines == [{"loaded": []}, {"page": "home", "unit": "鄞江镇 · 张填"}]


def test_a_workspace_is_opened_without_a_question(open_window: Open, workspaces: Path) -> None:
    window = open_window(workspaces / "unit.db")
    assert window.current == "home"
    assert window.session is not None
    assert window.session.desk.workspace.database.writable


def test_the_first_run_asks_three_things_makes_the_workspace_and_opens_it(open_window: Open, tmp_path: Path) -> None:
    file = tmp_path / "new" / "workspace.db"
    window = open_window(file)
    page = front(window, FirstRunPage)
    assert not page.begin.isEnabled()
    page.search.insert("横街")
    assert page.units.code == "330203101"
    page.person.insert("王琳")
    assert page.begin.isEnabled()
    QTest.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    assert file.is_file()
    assert window.current == "home"
    assert window.top_bar.person == "横街镇 · 王琳"


def test_the_district_needs_no_unit(open_window: Open, tmp_path: Path) -> None:
    window = open_window(tmp_path / "district.db")
    page = front(window, FirstRunPage)
    page.district.setChecked(True)
    assert not page.units.isVisibleTo(page)
    page.person.insert("陈彤")
    page.found()
    assert window.session is not None
    assert window.session.desk.is_district


def test_the_units_are_grouped_and_found_by_a_few_signs(open_window: Open, tmp_path: Path) -> None:
    units = front(open_window(tmp_path / "new.db"), FirstRunPage).units
    shown = units.model()
    assert shown.index(0, 0).data() == "镇乡街道"
    assert not shown.flags(shown.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    units.narrow("镇")
    names = [shown.index(row, 0).data() for row in range(shown.rowCount())]
    assert "横街镇" in names
    assert "区财政局" not in names


def test_a_workspace_that_cannot_be_made_is_refused_in_words(open_window: Open, tmp_path: Path) -> None:
    (tmp_path / "坚果云").mkdir()
    window = open_window(tmp_path / "坚果云" / "workspace.db")
    page = front(window, FirstRunPage)
    page.units.narrow("横街")
    page.person.insert("王琳")
    page.found()
    assert "同步盘" in window.messages.toasts[0].message.title
    assert window.stack.currentWidget() is page


def test_a_second_window_only_reads_and_says_who_has_the_file(open_window: Open, workspaces: Path) -> None:
    first = open_window(workspaces / "unit.db")
    second = open_window(workspaces / "unit.db")
    assert second.current == "home"
    assert second.notice.isVisible()
    assert "正在被使用" in second.notice.text
    assert second.session is not None
    key = ReturnKey("indicators", UNIT, "2025")
    assert not second.session.enter(key, [{"item": "145-04", "value": "1"}])
    assert "只读" in second.messages.toasts[0].message.title
    first.close()
    second.notice.button.click()
    assert not second.notice.isVisible()
    assert second.session is not None
    assert second.session.enter(key, [{"item": "145-04", "value": "1"}])


def test_several_people_are_asked_who_works_now(open_window: Open, workspaces: Path) -> None:
    with Desk(workspaces / "unit.db", write=True, person="李代") as desk:
        desk.audit("换人")
    window = open_window(workspaces / "unit.db")
    page = front(window, WhoPage)
    page.other.insert("赵新")
    QTest.keyClick(page.other, Qt.Key.Key_Return)
    assert window.top_bar.person == "鄞江镇 · 赵新"


def with_pin(db: Path) -> None:
    with Desk(db, write=True) as desk:
        desk.people.set_pin("Haishu-4711")


def type_pin(page: PinPage, pin: str) -> None:
    page.pin.setText(pin)
    QTest.keyClick(page.pin, Qt.Key.Key_Return)


def test_a_person_with_a_pin_is_let_in_with_it_only(open_window: Open, workspaces: Path) -> None:
    with_pin(workspaces / "unit.db")
    window = open_window(workspaces / "unit.db")
    page = front(window, PinPage)
    page.enter.click()
    assert front(window, PinPage) is page, "nothing was typed"
    type_pin(page, "0000")
    again = front(window, PinPage)
    assert "口令不对" in again.said.text()
    assert window.top_bar.person == ""
    type_pin(again, "Haishu-4711")
    assert window.top_bar.person == "鄞江镇 · 张填"
    assert window.session is not None
    assert window.session.desk.people.is_cleared("张填")


def test_another_person_can_come_instead(open_window: Open, workspaces: Path) -> None:
    with_pin(workspaces / "unit.db")
    window = open_window(workspaces / "unit.db")
    front(window, PinPage).other.click()
    page = front(window, WhoPage)
    page.other.insert("赵新")
    QTest.keyClick(page.other, Qt.Key.Key_Return)
    assert window.top_bar.person == "鄞江镇 · 赵新"


def test_people_change_over_in_the_open_window(open_window: Open, workspaces: Path, qtbot: QtBot) -> None:
    window = open_window(workspaces / "unit.db")
    with_pin_of_now = window.session
    assert with_pin_of_now is not None
    with_pin_of_now.desk.people.set_pin("Haishu-4711")
    with_pin_of_now.person_asked.emit()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), WhoPage))
    page = front(window, WhoPage)
    page.other.insert("赵新")
    QTest.keyClick(page.other, Qt.Key.Key_Return)
    assert window.top_bar.person == "鄞江镇 · 赵新"
    assert window.session is not None
    window.session.person_asked.emit()
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), WhoPage))
    button = next(button for button in front(window, WhoPage).findChildren(QPushButton) if button.text() == "张填")
    button.click()
    type_pin(front(window, PinPage), "Haishu-4711")
    assert window.top_bar.person == "鄞江镇 · 张填"


def test_a_file_that_is_no_workspace_is_refused_and_can_be_tried_again(open_window: Open, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    file.write_text("something else", encoding="utf-8")
    page = front(open_window(file), RefusedPage)
    assert page.again_button.isVisible()
    assert file.read_text("utf-8") == "something else"


def test_a_fault_becomes_a_report_and_a_message_and_the_window_lives(
    open_window: Open, workspaces: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    window = open_window(workspaces / "unit.db")
    told: list[BaseException] = []

    def report(error: BaseException) -> str:
        told.append(error)
        return "crash-1.txt"

    error = ZeroDivisionError()
    FaultHook(window, report)(ZeroDivisionError, error, None)
    assert told == [error]
    assert "crash-1.txt" in window.messages.toasts[0].message.text
    FaultHook(window, report)(DeskError, DeskError("磁盘已满"), None)
    assert told == [error]
    assert window.messages.toasts[1].message.title == "磁盘已满"
    assert window.current == "home"


@pytest.mark.parametrize(
    ("words", "wishes"),
    [
        ([], {}),
        (["--db", "a.db"], {"db": "a.db"}),
        (["--db=a.db", "--as", "张填"], {"db": "a.db", "person": "张填"}),
        (["--help"], None),
        (["--db", "a.db", "values"], None),
        (["--db"], None),
        (["values", "--json"], None),
    ],
)
def test_words_without_a_verb_open_the_window(words: list[str], wishes: dict[str, str] | None) -> None:
    assert window_words(words) == wishes


def test_without_a_desktop_the_help_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 3
    said = capsys.readouterr()
    assert "没有图形桌面" in said.err
    assert "submit" in said.out


def test_a_backup_takes_the_place_of_the_open_file_and_the_window_goes_on(
    open_window: Open, workspaces: Path, qtbot: QtBot
) -> None:
    window = open_window(workspaces / "unit.db")
    assert window.session is not None
    desk = window.session.desk
    desk.backups.make(workspaces / "stick" / "b.db")
    desk.entry.enter([{"unit": UNIT, "period": "2025", "item": "145-11", "value": "13"}])
    device = desk.identity.device
    window.session.restore_asked.emit(workspaces / "stick" / "b.db", "")
    qtbot.waitUntil(lambda: window.session is not None and window.session.desk is not desk)
    assert window.session.desk.identity.device != device
    assert (workspaces / "unit.db.old").is_file()
    assert not window.session.desk.heads(ReturnKey("indicators", UNIT, "2025")).keys() & {Slot("145-11")}


def test_a_damaged_file_is_restored_from_the_page_that_says_so(
    open_window: Open, workspaces: Path, qtbot: QtBot
) -> None:
    with Desk(workspaces / "unit.db", write=True) as desk:
        desk.backups.make(workspaces / "stick" / "b.db")
    (workspaces / "unit.db").write_bytes(b"nothing of it is left")
    window = open_window(workspaces / "unit.db")
    page = front(window, RefusedPage)
    page.restored.emit(workspaces / "stick" / "b.db")
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.current == "home"
    assert (workspaces / "unit.db.old").read_bytes() == b"nothing of it is left"
