"""Eight files dropped at once: each has its own fate and its own sentence; taking in, choosing, enrolling, handing over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest

from haishu_desk.bundle import manifest
from haishu_desk.desk import Desk
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.domain.cells import Slot
from haishu_desk.ui.exchange.choices import SIGNED, VISIBLE, ChangedModel
from haishu_desk.ui.exchange.district_panel import DistrictPanel
from haishu_desk.ui.exchange.files import Column, ReceivedFile
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.exchange.unit_panel import UnitPanel
from haishu_desk.ui.widgets.shapes import Status
from tests.desk.office import INDICATORS, PERIOD, Office
from tests.ui.exchange import inbox

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

PageOf = Callable[[str], ExchangePage]
Drop = Callable[[ExchangePage, Iterable[Path]], None]


@pytest.fixture
def drop(qtbot: QtBot) -> Drop:
    """Drops files and waits until each has its fate."""

    def dropped(page: ExchangePage, paths: Iterable[Path]) -> None:
        page.drop(paths)
        qtbot.waitUntil(lambda: not page.intake.is_reading, timeout=15_000)

    return dropped


def file_of(page: ExchangePage, name: str) -> ReceivedFile:
    return next(file for file in page.intake.model.files if file.path.name == name)


def stand_on(page: ExchangePage, name: str) -> ReceivedFile:
    file = file_of(page, name)
    page.view.selectRow(page.intake.model.files.index(file))
    return file


def fates(page: ExchangePage) -> list[str]:
    return [file.fate.word for file in page.intake.model.files]


def take_all(page: ExchangePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.intake.ended, timeout=15_000):
        page.take.click()


def value_of(desk: Desk, item: str) -> set[str]:
    return {head.value.raw for head in desk.heads(INDICATORS)[Slot(item)]}


def test_eight_files_have_each_their_own_fate_and_sentence(
    page: ExchangePage, office: Office, drop: Drop, qtmodeltester: ModelTester
) -> None:
    before = office.state("district")
    drop(page, inbox.paths(office))
    assert fates(page) == ["可装入", "可装入·1 格待定", "按手工填报", "搁置", "搁置", "已接收过", "未装入", "待登记"]
    signatures = [file.text(Column.SIGNATURE) for file in page.intake.model.files]
    assert signatures == ["已验签", "已验签", "未签名", "签后改动", "未登记", "已验签", "读不出", "待核对"]
    assert file_of(page, inbox.DAMAGED).text(Column.ADVICE).startswith("文件不完整")
    assert file_of(page, inbox.REPORT).text(Column.WHAT) == "鄞江镇 · 上报包\n2025年"
    assert file_of(page, inbox.REPORT).text(Column.CHANGES) == "改动 3 格"
    assert page.take.text() == "装入 3 个"
    assert not any("--" in file.text(column) for file in page.intake.model.files for column in Column)
    qtmodeltester.check(page.intake.model)  # type: ignore[no-untyped-call]
    assert office.state("district") == before, "a preview writes nothing"


def test_taking_in_changes_the_cells_and_leaves_the_result_in_the_list(
    page: ExchangePage, office: Office, drop: Drop, qtbot: QtBot
) -> None:
    drop(page, inbox.paths(office))
    changed: list[frozenset[object]] = []
    page.session.changed.connect(changed.append)
    take_all(page, qtbot)
    assert fates(page)[:4] == ["已装入", "已装入·1 格待定", "已装入", "搁置"]
    assert file_of(page, inbox.SECOND).text(Column.ADVICE) == "已装入，1 格数据不一致\n请到审核页处理"
    assert value_of(page.session.desk, "145-04") == {"138", "131"}
    assert INDICATORS in changed[0]
    assert (page.take.text(), page.take.isEnabled()) == ("装入 0 个", False)


def test_a_preview_leaves_no_documents_behind(page_of: PageOf, office: Office, drop: Drop, qtbot: QtBot) -> None:
    office.ask("district", "assign", "--item", "145-01", "--unit", "330203106", "--role", "report")
    office.reply("newer.xlsx", "330203106")
    page = page_of("other")
    documents = page.session.desk.documents
    assert documents.edition("assignment").number == 1
    drop(page, [office.file("newer.xlsx")])
    assert fates(page) == ["可装入"]
    assert page.session.desk.documents.edition("assignment").number == 1
    assert "330203106" not in page.session.desk.documents.reporters("145-01")
    take_all(page, qtbot)
    assert page.session.desk.documents.edition("assignment").number == 2


def test_the_same_file_again_is_known(page: ExchangePage, office: Office, drop: Drop, qtbot: QtBot) -> None:
    drop(page, [office.file(inbox.REPORT)])
    take_all(page, qtbot)
    drop(page, [office.file(inbox.REPORT)])
    assert fates(page) == ["已接收过"]
    assert not page.take.isEnabled()


def test_a_file_changed_after_signing_waits_for_a_choice_and_a_reason(
    page: ExchangePage, office: Office, drop: Drop, qtmodeltester: ModelTester
) -> None:
    drop(page, [office.file(inbox.CHANGED)])
    held = stand_on(page, inbox.CHANGED)
    assert page.drawer.isVisible()
    assert not page.drawer.held.button.isEnabled()
    page.drawer.held.choose(VISIBLE)
    assert not page.drawer.held.button.isEnabled(), "a reason is wanted"
    page.drawer.held.reason.setText("盖章的纸质件是 70")
    assert page.drawer.held.button.text() == "用看到的数装入"
    page.drawer.held.button.click()
    assert held.fate.word == "已装入"
    assert page.drawer.currentWidget() is page.drawer.preview
    values = page.session.desk.reading.values(unit="330203106", item="145-04")
    assert {row["value"]["raw"] for row in values} == {"70"}
    qtmodeltester.check(page.drawer.held.findChild(ChangedModel))  # type: ignore[no-untyped-call]


def test_the_signed_values_can_be_chosen_just_as_well(page: ExchangePage, office: Office, drop: Drop) -> None:
    drop(page, [office.file(inbox.CHANGED)])
    stand_on(page, inbox.CHANGED)
    page.drawer.held.choose(SIGNED)
    page.drawer.held.reason.setText("电话核对过")
    page.drawer.held.reason.returnPressed.emit()
    values = page.session.desk.reading.values(unit="330203106", item="145-04")
    assert {row["value"]["raw"] for row in values} == {"64"}


def test_an_unknown_computer_is_admitted_only_after_its_code_was_compared(
    page: ExchangePage, office: Office, drop: Drop, qtbot: QtBot
) -> None:
    drop(page, [office.file(inbox.UNKNOWN), office.file(inbox.APPLICATION)])
    stand_on(page, inbox.UNKNOWN)
    with office.desk("stranger") as stranger:
        assert page.drawer.key.code.text() == stranger.exchange.keys()["code"]
    assert not page.drawer.key.button.isEnabled()
    page.drawer.key.tick.setChecked(True)
    page.drawer.key.button.click()
    assert fates(page) == ["可装入", "已登记"]
    take_all(page, qtbot)
    assert fates(page) == ["已装入", "已登记"]


def test_an_application_by_itself_is_admitted_the_same_way(page: ExchangePage, office: Office, drop: Drop) -> None:
    drop(page, [office.file(inbox.APPLICATION)])
    stand_on(page, inbox.APPLICATION)
    page.drawer.key.tick.setChecked(True)
    page.drawer.key.button.click()
    assert fates(page) == ["已登记"]
    assert page.session.desk.exchange.roster.rows()[-1]["unit"] == inbox.LONGGUAN


def test_delete_takes_a_file_off_the_list_and_out_of_the_number(page: ExchangePage, office: Office, drop: Drop) -> None:
    drop(page, inbox.paths(office))
    stand_on(page, inbox.BY_HAND)
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.take.text() == "装入 2 个"
    page.clear.click()
    assert page.middle.currentIndex() == 0


def test_taking_in_can_be_stopped_between_two_files(
    page: ExchangePage, office: Office, drop: Drop, qtbot: QtBot
) -> None:
    drop(page, inbox.paths(office))
    page.intake.progressed.connect(lambda done, _: page.intake.stop() if done == 1 else None)
    take_all(page, qtbot)
    assert fates(page)[:3] == ["已装入", "可装入·1 格待定", "按手工填报"]


def test_files_are_dropped_with_the_mouse(page: ExchangePage, office: Office, qtbot: QtBot) -> None:
    """Of a folder the workbooks in it; what is no workbook has its own line and sentence."""
    folder, notes = office.folder / "stick", office.folder / "记事.txt"
    folder.mkdir()
    for path in inbox.paths(office)[1:2]:
        (folder / path.name).write_bytes(path.read_bytes())
    notes.write_text("不是表格", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (inbox.paths(office)[0], folder, notes)])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, data, button, none)
    page.zone.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.zone.dropEvent(QDropEvent(QPointF(5, 5), action, data, button, none))
    qtbot.waitUntil(lambda: not page.intake.is_reading, timeout=15_000)
    assert fates(page) == ["可装入", "可装入·1 格待定", "未装入"]


def test_a_revoked_computer_and_an_impostor_are_red_and_cannot_be_admitted_there(
    page_of: PageOf, office: Office, drop: Drop
) -> None:
    office.forge(inbox.REPORT, "冒名.xlsx", office.key("other"))
    code = office.ask("second", "keys")[0]["code"]
    office.ask("district", "roster", "--revoke", code, "--reason", "电脑遗失")
    page = page_of("district")
    drop(page, [office.file("冒名.xlsx"), office.file(inbox.SECOND)])
    impostor, revoked = page.intake.model.files
    assert [file.status(Column.SIGNATURE) for file in (impostor, revoked)] == [
        Status("bad", "冒名或损坏"),
        Status("bad", "登记已撤销"),
    ]
    assert "签名的电脑登记的是章水镇" in impostor.text(Column.ADVICE)
    assert "已撤销登记" in revoked.text(Column.ADVICE)
    for file in (impostor, revoked):
        page.view.selectRow(page.intake.model.files.index(file))
        assert page.drawer.currentWidget() is page.drawer.refused, "nobody admits them with a click"


def test_what_went_out_can_be_written_once_more(page_of: PageOf, office: Office, tmp_path: Path) -> None:
    page = page_of("town")
    assert not page.out.again.isEnabled()
    page.out.view.setCurrentIndex(page.out.lines.index(0))
    page.out.write_again(tmp_path)
    (written,) = tmp_path.glob("*.xlsx")
    assert written.read_bytes() == office.file(inbox.REPORT).read_bytes()
    assert "一字不差" in page.out.said.text()
    assert "可拔出" in page.out.said.text()


def test_who_has_not_answered_gets_the_task_once_more(page: ExchangePage, tmp_path: Path) -> None:
    (row,) = [number for number, line in enumerate(page.out.lines.lines) if line.title == "任务包 2025年"]
    page.out.view.setCurrentIndex(page.out.lines.index(row))
    assert page.out.again.text() == "再传出一次（2 份）…", "章水镇 and 龙观乡"
    page.out.write_again(tmp_path / "stick")
    assert sorted(file.name for file in (tmp_path / "stick").iterdir()) == ["longguan-task.xlsx", "other-task.xlsx"]


def test_reading_can_be_stopped_and_what_was_not_read_leaves_the_list(
    page: ExchangePage, office: Office, qtbot: QtBot
) -> None:
    page.drop(inbox.paths(office))
    assert page.stop.isVisible()
    assert page._count.text() == "正在读 0 / 8 个文件"
    page.stop.click()
    qtbot.waitUntil(lambda: not page.intake.is_reading, timeout=15_000)
    assert len(page.intake.model.files) < len(inbox.ALL)
    assert not page.stop.isVisible()


def test_files_that_were_read_at_once_are_previewed_one_a_turn(
    page: ExchangePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def preview(file: ReceivedFile) -> Iterator[None]:
        seen.append(file.path.name)
        QTimer.singleShot(0, lambda: seen.append("the window's turn"))
        yield  # what it is, then what it would do: two events
        file.outcome = Outcome(file.path.name)

    monkeypatch.setattr(page.intake, "_steps_of_preview", preview)
    files = [ReceivedFile(Path(name), "") for name in ("a", "b", "c")]
    for file in files:
        page.intake.model.append(file)
    for file in files:
        page.intake._was_read(file, None)
    assert seen == []
    qtbot.waitUntil(lambda: not page.intake.is_reading)
    assert seen[:5] == ["a", "the window's turn", "b", "the window's turn", "c"]


def test_a_preview_that_something_was_written_in_is_begun_anew(page: ExchangePage, office: Office, drop: Drop) -> None:
    drop(page, [office.file(inbox.REPORT)])
    (file,) = page.intake.model.files
    journal = page.session.desk.workspace.journal
    before, steps = len(journal), page.intake._steps_of_preview(file)
    for _ in range(4):  # judged, rehearsed and given back, and the check of it begun
        next(steps)
    assert len(journal) == before
    page.session.desk.exchange.receiver.take_in(file.path)
    for _ in steps:
        pass
    assert file.outcome is not None
    assert file.outcome.status == "duplicate"


def test_a_preview_that_ends_behind_the_taking_in_says_nothing_more(
    page: ExchangePage, office: Office, drop: Drop
) -> None:
    drop(page, [office.file(inbox.REPORT)])
    (file,) = page.intake.model.files
    steps = page.intake._steps_of_preview(file)
    for _ in range(4):
        next(steps)
    assert page.intake.take(file)
    for _ in steps:
        pass
    assert file.fate.word == "已装入"


def test_a_file_of_a_newer_program_waits_under_the_list_until_the_program_can_read_it(
    page_of: PageOf, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.load_workbook(office.file(inbox.REPORT))
    book["_manifest"]["B1"].value = str(manifest.FORMAT + 1)
    book.save(office.file("newer.xlsx"))
    office.receive("district", "newer.xlsx", status=1)
    page = page_of("district")
    assert page.kept.isVisible()
    assert not page.kept.take.isEnabled()
    assert "升级程序以后" in page.kept.words.text()
    office.file("newer.xlsx").unlink()
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    page.refresh()
    assert page.kept.take.text() == "装入留存的 1 个"
    with qtbot.waitSignal(page.kept.took, timeout=15_000):
        page.kept.take.click()
    assert value_of(page.session.desk, "145-04") == {"138"}
    assert "装入 1 个" in page.kept.said.text()


def test_a_dropped_file_of_a_newer_program_is_kept_at_once(page: ExchangePage, office: Office, drop: Drop) -> None:
    book = openpyxl.load_workbook(office.file(inbox.REPORT))
    book["_manifest"]["B1"].value = str(manifest.FORMAT + 1)
    book.save(office.file("newer.xlsx"))
    drop(page, [office.file("newer.xlsx")])
    assert fates(page) == ["搁置"]
    assert [row["file"] for row in page.session.desk.kept.rows()] == ["newer.xlsx"]
    assert page.kept.isVisible()


def test_a_page_without_kept_files_shows_no_place_for_them(page: ExchangePage) -> None:
    assert not page.kept.isVisible()


def test_the_unit_hands_its_report_over_and_sees_that_the_answer_is_missing(
    page_of: PageOf, office: Office, drop: Drop
) -> None:
    page = page_of("other")
    panel = page.panel
    assert isinstance(panel, UnitPanel)
    assert "未填" in panel.missing.text()
    panel.hand_over(office.file("mine.xlsx"))
    assert office.file("mine.xlsx").is_file()
    assert "版本码" in panel.said.text()
    assert [(line.title, line.right) for line in page.out.lines.lines] == [("上报包 2025年", "等回执")]
    drop(page, [office.file("mine.xlsx")])
    assert fates(page) == ["未装入"]
    assert "请把它交给区级" in file_of(page, "mine.xlsx").text(Column.ADVICE)


def test_a_refusal_stands_where_it_was_asked_for(page: ExchangePage, tmp_path: Path, qtbot: QtBot) -> None:
    failures: list[object] = []
    page.session.failed.connect(failures.append)
    panel = page.panel
    assert isinstance(panel, DistrictPanel)
    panel.due.setText("下个月")
    panel.issue_to(tmp_path)
    qtbot.waitUntil(lambda: not panel.is_writing)
    assert len(failures) == 1, "the first refusal ends the row of 41"
    assert panel.issue_said.text() == "看不懂截止日期“下个月”。请写成 2026-01-10"
    assert not list(tmp_path.glob("*.xlsx"))


def test_a_new_unit_shows_its_code_and_writes_its_application(page_of: PageOf, office: Office) -> None:
    page = page_of("stranger")
    panel = page.panel
    assert isinstance(panel, UnitPanel)
    assert panel.code.text() == page.session.desk.exchange.keys()["code"]
    panel.apply_for_key(office.file("asks.xlsx"))
    assert openpyxl.load_workbook(office.file("asks.xlsx")).sheetnames


def test_the_district_issues_to_all_units_or_to_one(page: ExchangePage, tmp_path: Path, qtbot: QtBot) -> None:
    panel = page.panel
    assert isinstance(panel, DistrictPanel)
    panel.period.setText("2024")
    panel.count_units()
    assert panel.units.currentText() == "全部有任务的单位（44 家）"
    assert panel.issue.text() == "下发 44 份到文件夹…"
    panel.units.setCurrentIndex(panel.units.findText("章水镇"))
    panel.due.setText("2025-01-31")
    panel.issue_to(tmp_path)
    qtbot.waitUntil(lambda: not panel.is_writing, timeout=15_000)
    (written,) = tmp_path.glob("章水镇_2024_任务包_*.xlsx")
    assert written.is_file()
    assert panel.issue_said.text().startswith("已下发 1 份")
    assert "任务包 2024年" in [line.title for line in page.out.lines.lines]


def test_a_period_that_is_none_says_how_one_is_written(page: ExchangePage) -> None:
    panel = page.panel
    assert isinstance(panel, DistrictPanel)
    panel.period.setText("去年")
    panel.count_units()
    assert "请写成" in panel.issue_said.text()
    assert not panel.issue.isEnabled()


def test_replies_that_are_due_go_out_together_and_are_due_no_more(
    page: ExchangePage, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = page.panel
    assert isinstance(panel, DistrictPanel)
    assert panel.reply.text() == "传出 1 份到文件夹…"
    panel.reply_to(tmp_path)
    qtbot.waitUntil(lambda: not panel.is_writing, timeout=15_000)
    assert len(list(tmp_path.glob(f"鄞江镇_{PERIOD}_回执_*.xlsx"))) == 1
    qtbot.waitUntil(lambda: not panel.reply.isEnabled())
