"""临时报表 in the window: what is typed becomes a form, bundles go out, come back and are added up; kept and dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from haishu_desk.desk import Desk
from haishu_desk.desk.adhoc import adhoc_forms
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.forms.folders import BACK, OUT, base_of, came_back, folder_of, remember
from haishu_desk.ui.forms.text_table import TextModel
from haishu_desk.ui.forms.window import AdhocWindow
from haishu_desk.ui.goals import goals_of
from haishu_desk.ui.home.page import HomePage
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wishes import ItemWish
from tests.ui.conftest import OTHER, UNIT

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

TABLE = "项目\t户数（户）\t是否撤离\nC级危房\t\t\nD级危房\t\t"
Made = Callable[[], dict[str, Any]]


@pytest.fixture
def window(
    qtbot: QtBot, district_session: Session, theme: Theme, settings: QSettings, workspaces: Path
) -> Iterator[AdhocWindow]:
    settings.setValue("adhoc/folder", str(workspaces / "forms"))
    district_session.settings = settings
    parent = QWidget()
    qtbot.addWidget(parent)
    made = AdhocWindow(district_session, theme, parent)
    made.show_for()
    yield made
    made.close()


def choose(window: AdhocWindow, *units: str) -> None:
    """One unit after the other, as by the mouse."""
    window.make.who.setCurrentIndex(2)
    for row in range(window.make.units.count()):
        item = window.make.units.item(row)
        item.setSelected(item.data(Qt.ItemDataRole.UserRole) in units)


def window_form(home: HomePage) -> dict[str, Any] | None:
    """What the window beside 首页 shows."""
    return home.adhoc.form if home.adhoc else None


@pytest.fixture
def made(qtbot: QtBot, window: AdhocWindow) -> Made:
    """Types a form, hands it out to two units, and waits for the bundles."""

    def make() -> dict[str, Any]:
        window.make.title.setText("农村危房排查")
        window.make.lines.setPlainText(TABLE)
        window.make.due.setText("2026-11-25 16:00")
        choose(window, UNIT, OTHER)
        window.issue_all()
        qtbot.waitUntil(lambda: window.form is not None and not window._issuing.is_running, timeout=20_000)
        assert window.form is not None
        return window.form

    return make


def answer(workspaces: Path, form: dict[str, Any], folder: Path) -> Path:
    """The town fills it in and hands it over into the folder."""
    (task,) = (folder / OUT).glob("鄞江镇*.xlsx")
    with Desk(workspaces / "unit.db", write=True) as unit:
        (outcome,) = unit.exchange.receiver.receive([task])
        assert outcome.status == "received"
        place = {"unit": UNIT, "period": form["period"]}
        rows = [{**place, "item": item["code"], "value": value}
                for item, value in zip(form["items"], ("12", "5"), strict=True)]  # fmt: skip
        unit.entry.enter(rows)
        unit.exchange.submit(UNIT, form["period"], form["code"], folder / BACK / "up.xlsx")
    return folder / BACK / "up.xlsx"


def test_what_is_typed_shows_at_once_what_it_will_look_like(qtbot: QtBot, window: AdhocWindow) -> None:
    assert not window.issue.isEnabled()
    QTest.keyClicks(window.make.title, "weifang")
    window.make.lines.setPlainText(TABLE)
    qtbot.waitUntil(lambda: window.make.form is not None)
    rows = window.make.preview.rows
    assert rows.titles == ["项目", "户数（户）", "是否撤离"]
    assert rows.rows == [["C级危房", "数", "是/否"], ["D级危房", "数", "是/否"]]
    assert window.issue.text().startswith("下发 17 份")
    assert window.make.facts.text().startswith("2 行 × 2 列，17 家填报")


def test_what_is_no_form_yet_says_what_is_missing(window: AdhocWindow) -> None:
    window.make.title.setText("表")
    window.issue_all()
    assert "没有写要填什么" in window.said.text()
    window.make.lines.setPlainText("甲\n甲")
    window.make.think()
    assert "“甲”写了两次" in window.make.facts.text()
    window.make.lines.setPlainText("甲\n乙")
    choose(window)
    window.make.think()
    assert "还没有选单位" in window.make.facts.text()
    assert adhoc_forms(window.session.desk.documents) == []


def test_offices_that_stand_in_the_lines_are_those_who_are_asked(window: AdhocWindow) -> None:
    window.make.title.setText("值班")
    window.make.lines.setPlainText("镇街\t人数\n鄞江镇\t")
    window.make.think()
    assert window.make.form is not None
    assert window.make.form["units"] == [UNIT]


def test_departments_are_one_choice(window: AdhocWindow) -> None:
    window.make.title.setText("值班")
    window.make.lines.setPlainText("人数")
    window.make.who.setCurrentIndex(1)
    window.make.think()
    assert window.make.form is not None
    assert all(unit.startswith("dept-") for unit in window.make.form["units"])


def test_bundles_go_out_come_back_and_are_added_up(
    qtbot: QtBot, window: AdhocWindow, made: Made, workspaces: Path
) -> None:
    form = made()
    assert window.folder == workspaces / "forms" / f"农村危房排查（{form['code'].removeprefix('adhoc-')}）"
    assert len([*(window.folder / OUT).glob("*.xlsx")]) == 2
    assert "已下发 2 份" in window.said.text()
    window.take_all()
    assert "里没有文件" in window.said.text()
    answer(workspaces, form, window.folder)
    window.take_all()
    qtbot.waitUntil(lambda: window.said.text().startswith("收下"), timeout=20_000)
    assert window.said.text() == "收下 1 份"
    rows = window.collected.table.rows
    assert rows.titles == [
        "单位",
        "状态",
        "C级危房·户数（户）",
        "C级危房·是否撤离",
        "D级危房·户数（户）",
        "D级危房·是否撤离",
    ]
    assert rows.rows[0] == ["合计（1/2 家）", "", "12", "—", "5", "—"]
    assert [row[:3] for row in rows.rows[1:]] == [["石碶街道", "已下发", ""], ["鄞江镇", "已接收", "12"]]
    window.take_all()
    qtbot.waitUntil(lambda: "收过" in window.said.text(), timeout=20_000)
    window.basis.setCurrentIndex(1)
    assert "口径：审核通过　0/2 家" in window.collected.about.text()


def test_a_file_that_is_dropped_on_the_window_is_taken_and_one_that_cannot_be_is_told(
    qtbot: QtBot, window: AdhocWindow, made: Made, workspaces: Path
) -> None:
    up = answer(workspaces, made(), window.folder)
    (window.folder / BACK / "no.xlsx").write_text("words", encoding="utf-8")
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(file)) for file in (up, window.folder / BACK / "no.xlsx")])
    nothing = Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, nothing))
    qtbot.waitUntil(lambda: "没有收下" in window.said.text(), timeout=20_000)
    assert window.said.text().startswith("收下 1 份，1 份没有收下（no.xlsx")


def test_what_could_not_be_written_is_handed_out_again(qtbot: QtBot, window: AdhocWindow, workspaces: Path) -> None:
    (workspaces / "forms").write_text("a file in the way of the folder", encoding="utf-8")
    window.make.title.setText("农村危房排查")
    window.make.lines.setPlainText(TABLE)
    choose(window, UNIT, OTHER)
    with qtbot.captureExceptions() as raised:
        window.issue_all()
        qtbot.waitUntil(lambda: not window._issuing.is_running)
    assert not raised
    assert "没有写成" in window.said.text()
    assert window.issue.text().startswith("补发 2 份")
    (workspaces / "forms").unlink()
    window.issue_all()
    qtbot.waitUntil(lambda: "已下发 2 份" in window.said.text(), timeout=20_000)
    assert not window.issue.isVisible()


def test_the_roll_up_is_saved_as_it_is_shown(window: AdhocWindow, made: Made, tmp_path: Path) -> None:
    made()
    window.save_to(tmp_path / "sum.xlsx")
    assert "已存为" in window.said.text()
    page = openpyxl.load_workbook(tmp_path / "sum.xlsx").active
    assert page is not None
    assert page["A1"].value == "农村危房排查汇总表"


def test_a_form_is_kept_or_thrown_away_with_a_reason(window: AdhocWindow, made: Made) -> None:
    form = made()
    window.keep_it()
    assert "已留用" in window.said.text()
    assert not window.keep.isEnabled()
    window.drop.click()
    assert window.reason.isVisible()
    QTest.keyClick(window.reason, Qt.Key.Key_Return)
    assert "作废要写理由" in window.said.text()
    window.reason.setText("市里不要了")
    QTest.keyClick(window.reason, Qt.Key.Key_Return)
    assert "已作废" in window.said.text()
    assert "已作废" in window.forms.currentText()
    assert not any(button.isEnabled() for button in (window.take, window.drop, window.keep))
    (stored,) = adhoc_forms(window.session.desk.documents)
    assert (stored["code"], stored["dropped"]["reason"]) == (form["code"], "市里不要了")


def test_the_palette_and_the_page_of_bundles_lead_there(
    qtbot: QtBot, window: AdhocWindow, made: Made, theme: Theme
) -> None:
    form = made()
    session = window.session
    wishes = [goal.target for goal in goals_of(session, pages_of("district"))]
    assert ItemWish("home", "adhoc") in wishes
    assert ItemWish("home", form["code"]) in wishes
    home, exchange = HomePage(session, theme), ExchangePage(session, theme)
    for page in (home, exchange):
        qtbot.addWidget(page)
    home.show_item(form["code"])
    assert window_form(home) == form
    home.show_item("adhoc")
    assert window_form(home) is None
    with qtbot.waitSignal(exchange.open_item) as asked:
        exchange._open_adhoc()
    assert asked.args == ["home", "adhoc"]


def test_a_unit_is_offered_none_of_it(unit_session: Session) -> None:
    wishes = [goal.target for goal in goals_of(unit_session, pages_of("unit"))]
    assert ItemWish("home", "adhoc") not in wishes


def test_the_folder_is_remembered_and_what_an_office_program_has_open_is_no_bundle(
    settings: QSettings, tmp_path: Path
) -> None:
    assert base_of(None).name == "临时报表"
    remember(settings, tmp_path)
    assert base_of(settings) == tmp_path
    folder = folder_of({"title": "a/b: 表", "code": "adhoc-2026-3"}, tmp_path)
    assert folder == tmp_path / "a b 表（2026-3）"
    (folder / BACK).mkdir(parents=True)
    for name in ("b.xlsx", "~$b.xlsx", "a.xlsx", "c.docx"):
        (folder / BACK / name).touch()
    assert [file.name for file in came_back(folder)] == ["a.xlsx", "b.xlsx"]


def test_the_table_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = TextModel()
    model.show_rows(["单位", "户数"], [["鄞江镇", "12"], ["合计", "12"]], frozenset({1}))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
