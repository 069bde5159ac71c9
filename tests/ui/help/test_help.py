"""The help window: F1 on every page and part, search, back and forward, 说明 of an error, the palette, and the PDF."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtTest import QTest

import haishu_desk.ui
from haishu_desk.domain.errors import DeskError, SurroundingsError
from haishu_desk.report.handbook import MANUAL, book
from haishu_desk.ui.exchange.page import ExchangePage
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.help.opening import Help
from haishu_desk.ui.help.pictures import PICTURES
from haishu_desk.ui.help.topics import ANYWHERE, OF_PAGE, OF_PART
from haishu_desk.ui.help.window import HelpWindow
from haishu_desk.ui.main_window import MainWindow
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.preferences.computer import ComputerSection
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import MODES, Theme
from haishu_desk.ui.wishes import HelpWish

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def main_window(qtbot: QtBot, theme: Theme, settings: QSettings) -> Iterator[MainWindow]:
    window = MainWindow(theme, settings)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme) -> HelpWindow:
    window = HelpWindow(theme)
    qtbot.addWidget(window)
    window.show()
    window.open("clerk.md#填报员：从任务包到上报")
    return window


def opened(window: MainWindow) -> HelpWindow:
    assert window.help.window is not None
    return window.help.window


def top_line(window: HelpWindow) -> str:
    """The first line that is seen of the text."""
    bar = window.text.verticalScrollBar().value()
    document = window.text.document()
    block = document.begin()
    while block.isValid() and document.documentLayout().blockBoundingRect(block).bottom() < bar + 8:
        block = block.next()
    return block.text().strip()


# F1.


def test_every_page_of_both_roles_has_its_section_and_the_heading_is_there() -> None:
    pages = {(role, entry.name) for role in ("unit", "district") for entry in pages_of(role)}
    assert set(OF_PAGE) == pages
    headings = {section.anchor for section in book(MANUAL).sections}
    assert {*OF_PAGE.values(), *OF_PART.values(), ANYWHERE} <= headings


def test_every_part_that_is_named_is_a_class_of_the_window() -> None:
    files = Path(haishu_desk.ui.__file__).parent.rglob("*.py")
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    classes = {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    assert sorted(set(OF_PART) - classes) == []


@pytest.mark.parametrize("role", ["unit", "district"])
def test_f1_opens_the_section_of_the_page(role: str, main_window: MainWindow, request: pytest.FixtureRequest) -> None:
    session: Session = request.getfixturevalue(f"{role}_session")
    main_window.open_session(session)
    for entry in pages_of(role):
        main_window.open_page(entry.name)
        main_window.activateWindow()
        QTest.keyClick(main_window, Qt.Key.Key_F1)
        assert opened(main_window).isVisible()
        heading = OF_PAGE[role, entry.name]
        assert opened(main_window).place == f"manual.md#{heading}"
        assert top_line(opened(main_window)) == heading
        opened(main_window).close()
    main_window.close_session()


def test_the_button_at_the_top_does_the_same_and_leaves_the_keyboard_where_it_is(
    main_window: MainWindow, unit_session: Session
) -> None:
    main_window.open_session(unit_session)
    main_window.open_page("entry")
    before = main_window.focusWidget()
    QTest.mouseClick(main_window.top_bar.help, Qt.MouseButton.LeftButton)
    assert opened(main_window).place == "manual.md#填报表"
    assert main_window.focusWidget() is before
    main_window.close_session()


def test_f1_on_a_part_of_a_page_opens_what_is_written_for_the_part(
    main_window: MainWindow, unit_session: Session
) -> None:
    main_window.open_session(unit_session)
    main_window.open_page("preferences")
    section = main_window.pages["preferences"].findChild(ComputerSection)
    assert section is not None
    section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    section.setFocus()
    QTest.keyClick(section, Qt.Key.Key_F1)
    assert opened(main_window).place == "manual.md#登记与校验码"
    main_window.close_session()


def test_f1_before_a_data_file_is_open_speaks_of_the_window(main_window: MainWindow) -> None:
    QTest.keyClick(main_window, Qt.Key.Key_F1)
    assert opened(main_window).place == f"manual.md#{ANYWHERE}"


def test_f1_on_a_file_that_is_refused_explains_it_and_so_does_its_button(
    main_window: MainWindow, unit_session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"no workbook")
    main_window.open_session(unit_session)
    main_window.open_page("exchange")
    page = main_window.pages["exchange"]
    assert isinstance(page, ExchangePage)
    page.drop([tmp_path / "坏.xlsx"])
    qtbot.waitUntil(page.drawer.isVisible, timeout=20000)
    assert page.drawer.refused.code == "E03"
    assert page.drawer.refused.said.text().startswith("坏.xlsx：这不是 .xlsx 表格文件，可能只是改了名字。请")
    page.drawer.refused.why.click()
    assert opened(main_window).place == "errors.md#E03"
    opened(main_window).open("manual.md#收发")
    main_window.activateWindow()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_F1)
    assert opened(main_window).place == "errors.md#E03"
    main_window.close_session()


def test_f1_where_a_data_file_cannot_be_opened_explains_why(main_window: MainWindow, theme: Theme) -> None:
    error = SurroundingsError("数据文件已损坏", "请从备份恢复", code="damaged")
    page = RefusedPage(error, theme)
    main_window.show_front(page, "没有打开数据文件")
    main_window.activateWindow()
    page.again_button.setFocus()
    QTest.keyClick(page.again_button, Qt.Key.Key_F1)
    assert opened(main_window).place == "errors.md#damaged"


# Errors and the palette.


def test_a_refusal_leads_to_its_entry(main_window: MainWindow) -> None:
    main_window.fail(DeskError("没有写入", "请再试", code="no-reason"))
    toast = main_window.messages.toasts[-1]
    assert toast.message.action == "说明"
    toast.act()
    assert opened(main_window).place == "errors.md#no-reason"
    assert top_line(opened(main_window)).startswith("没有写理由")


@pytest.mark.parametrize("code", ["refused", "no-such-code"])
def test_a_refusal_that_the_handbook_says_no_more_of_has_no_link(code: str, main_window: MainWindow) -> None:
    main_window.fail(DeskError("没有写入", "请再试", code=code))
    assert main_window.messages.toasts[-1].message.action == ""


def test_the_palette_finds_topics_by_word_by_initials_and_by_code(
    main_window: MainWindow, unit_session: Session
) -> None:
    main_window.open_session(unit_session)
    main_window.open_palette()
    popup = main_window.palette_popup
    for typed, place in (("责任分解", "manual.md#责任分解"), ("wqm", "errors.md#E40"), ("E04", "errors.md#E04")):
        popup.field.setText(typed)
        wishes = [goal.target for goal in popup.shown if goal.group == "帮助"]
        assert HelpWish(place) in wishes
    popup.chosen.emit(HelpWish("errors.md#E40"))
    assert opened(main_window).place == "errors.md#E40"
    main_window.close_session()


# The window itself.


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("粘贴", "manual.md#填报表"),
        ("zrfj", "manual.md#责任分解"),
        ("e22", "errors.md#E22"),
        ("批复包", "clerk.md#等回音：回执、退回、批复"),
    ],
)
def test_search_finds_by_word_initials_and_code(typed: str, place: str, shown: HelpWindow) -> None:
    shown.contents.field.setText(typed)
    assert place in shown.contents.found
    shown.contents.field.setText("")
    assert shown.contents.tree.topLevelItemCount() > 3


def test_enter_opens_the_first_that_was_found(shown: HelpWindow) -> None:
    shown.contents.field.setFocus()
    QTest.keyClicks(shown.contents.field, "zrfj")
    QTest.keyClick(shown.contents.field, Qt.Key.Key_Return)
    assert shown.place == shown.contents.found[0]
    assert "责任分解" in shown.place


def test_what_is_nowhere_is_said(shown: HelpWindow) -> None:
    shown.contents.field.setText("没有的字眼哪里")
    assert shown.contents.found == [""]
    QTest.keyClick(shown.contents.field, Qt.Key.Key_Return)
    assert shown.place.startswith("clerk.md")


def test_back_and_forward_walk_the_places(shown: HelpWindow) -> None:
    places = [shown.place, "manual.md#首页", "manual.md#设置", "errors.md#E04"]
    for place in places[1:]:
        shown.open(place)
    for place in reversed(places[:-1]):
        shown.go_back()
        assert shown.place == place
    assert not shown.back.isEnabled()
    shown.go_back()
    assert shown.place == places[0]
    for place in places[1:]:
        shown.go_forward()
        assert shown.place == place
    assert not shown.forward.isEnabled()
    shown.go_back()
    shown.open("it.md#升级")
    assert not shown.forward.isEnabled(), "a new place ends the way forward"


def test_links_are_followed_inside_the_handbook_only(shown: HelpWindow) -> None:
    shown.text.anchorClicked.emit(QUrl("manual.md#首页"))
    assert (shown.place, top_line(shown)) == ("manual.md#首页", "首页")
    shown.text.anchorClicked.emit(QUrl("https://example.org/"))
    shown.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert shown.place == "manual.md#首页"


def test_the_tree_marks_where_one_is_and_opens_what_is_clicked(shown: HelpWindow) -> None:
    shown.open("manual.md#打印")
    item = shown.contents.tree.currentItem()
    assert item is not None
    assert item.text(0) == "打印"
    above = item.parent()
    assert above is not None
    shown.contents.tree.itemClicked.emit(above, 0)
    assert shown.place == "manual.md#单位：从头到尾"


@pytest.mark.parametrize("mode", MODES)
def test_the_text_has_the_colours_of_the_mode(mode: str, qtbot: QtBot) -> None:
    theme = Theme(mode, is_large=True)
    window = HelpWindow(theme)
    qtbot.addWidget(window)
    window.open("clerk.md#填表")
    html = window.text.toHtml()
    assert theme.color("text").name() in html
    assert "22pt" in html or "20pt" in html, "大字 is larger"


def test_the_book_that_is_shown_is_saved_as_a_pdf(shown: HelpWindow, tmp_path: Path) -> None:
    shown.open("workbook.md#五步")
    shown.save(tmp_path / "手册")
    assert (tmp_path / "手册.pdf").read_bytes().startswith(b"%PDF")
    assert shown.said.text() == "已存为 手册.pdf"
    shown.save(tmp_path / "none" / "x" / "手册.pdf")


def test_without_a_printer_the_reason_is_said(shown: HelpWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    shown.print_button.click()
    assert "没有打印机" in shown.said.text()


def test_new_looks_make_the_window_anew(main_window: MainWindow) -> None:
    help_of = main_window.help
    assert isinstance(help_of, Help)
    help_of.open("manual.md#首页")
    help_of.forget()
    assert help_of.window is None


def test_the_pictures_are_those_of_the_pages() -> None:
    known = {f"{entry.name}-{role}" for role in ("unit", "district") for entry in pages_of(role)}
    assert set(PICTURES) <= known
