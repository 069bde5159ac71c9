"""The print window: what it shows of a sheet, how it follows it, and what it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.report.drawn import Page
from haishu_desk.ui.entry.page import EntryPage
from haishu_desk.ui.printing import window as window_module
from haishu_desk.ui.printing.paper_view import PaperView
from haishu_desk.ui.printing.printer import NoPrinterError
from haishu_desk.ui.printing.window import PrintWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

UNIT = "330203105"

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from pytestqt.qtbot import QtBot

KEY = ReturnKey("indicators", "330203105", "2025")
Open = Callable[[Session], EntryPage]


@pytest.fixture
def open_page(qtbot: QtBot, theme: Theme) -> Iterator[Open]:
    """Opens 填报 on a session, with its print window shown."""
    made: list[EntryPage] = []

    def opener(session: Session) -> EntryPage:
        page = EntryPage(session, theme)
        qtbot.addWidget(page)
        page.resize(1294, 692)
        page.show_return(KEY)
        page.show()
        page.printing.open()
        made.append(page)
        return page

    yield opener
    for page in made:
        page.close_editors()


@pytest.fixture
def page(open_page: Open, unit_session: Session) -> EntryPage:
    return open_page(unit_session)


def shown(page: EntryPage) -> PrintWindow:
    window = page.printing.window
    assert window is not None
    return window


def words(pages: tuple[Page, ...]) -> list[str]:
    return [text.words for each in pages for text in each.texts]


def test_ctrl_p_on_the_sheet_opens_its_pages(qtbot: QtBot, theme: Theme, unit_session: Session) -> None:
    page = EntryPage(unit_session, theme)
    qtbot.addWidget(page)
    page.show_return(KEY)
    page.show()
    page.activateWindow()
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    assert page.printing.window is None
    QTest.keyClick(page.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = shown(page)
    assert window.isVisible()
    assert not window.isModal()
    assert window.windowTitle() == "打印：鄞江镇 2025年 规划指标填报表"
    assert {"鄞江镇" in word for word in words(window.pages)} == {True, False}
    assert "120" in words(window.pages)


def test_the_button_over_the_sheet_does_the_same_and_the_window_is_one(page: EntryPage) -> None:
    window = shown(page)
    window.close()
    page.top.print.click()
    assert shown(page) is window
    assert window.isVisible()


def test_a_page_without_a_return_opens_nothing(qtbot: QtBot, theme: Theme, unit_session: Session) -> None:
    page = EntryPage(unit_session, theme)
    qtbot.addWidget(page)
    page.printing.open()
    assert page.printing.window is None


def test_the_blank_form_leaves_out_what_was_typed(page: EntryPage) -> None:
    window = shown(page)
    window.bar.blank.click()
    assert "120" not in words(window.pages)
    assert window.title.endswith("（空表）")
    window.bar.filled.click()
    assert "120" in words(window.pages)


def test_what_is_typed_behind_the_window_is_on_the_paper_at_once(page: EntryPage) -> None:
    window = shown(page)
    assert page.session.enter(KEY, [{"item": "145-04", "value": "777"}])
    assert "777" in words(window.pages)
    assert "120" not in words(window.pages)


def test_another_sheet_is_taken_up_by_the_same_window(page: EntryPage) -> None:
    page.show_return(ReturnKey("tasks", KEY.unit, KEY.period))
    page.printing.open()
    assert "任务项目填报表" in words(shown(page).pages)


def save(window: PrintWindow, qtbot: QtBot, path: Path) -> None:
    """Save, and wait for it."""
    with qtbot.waitSignal(window.saving.ended):
        window.save(path)
        assert not window.bar.save.isEnabled()
    assert window.bar.save.isEnabled()


def test_the_pdf_is_written_where_the_person_says_and_the_window_says_so(
    page: EntryPage, qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown(page)
    save(window, qtbot, tmp_path / "鄞江镇")
    assert (tmp_path / "鄞江镇.pdf").read_bytes().startswith(b"%PDF-")
    assert window.said.text() == f"已存为 {tmp_path / '鄞江镇.pdf'}，共 1 页"


@pytest.mark.parametrize("name", ["鄞江镇.docx", "鄞江镇.xlsx"])
def test_a_document_and_a_workbook_are_written_by_their_ending(
    page: EntryPage, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    window = shown(page)
    save(window, qtbot, tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(b"PK")
    assert window.said.text() == f"已存为 {tmp_path / name}"


@pytest.mark.parametrize("name", ["a.pdf", "a.xlsx"])
def test_a_file_that_cannot_be_written_is_said_in_the_window(
    page: EntryPage, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    (tmp_path / "in the way").touch()
    window = shown(page)
    save(window, qtbot, tmp_path / "in the way" / name)
    assert "文件没有写成" in window.said.text()
    assert "存为" not in "".join(line["what"] for line in page.session.desk.keeping.log(UNIT)["entries"])


def test_saving_that_is_stopped_leaves_no_file_and_says_so(page: EntryPage, qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(page)
    with qtbot.waitSignal(window.saving.ended):
        window.save(tmp_path / "a.pdf")
        page.session.background.stop()
    assert list(tmp_path.glob("*.pdf")) == []
    assert "没有留下半份" in window.said.text()
    save(window, qtbot, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").exists()


def test_the_file_has_what_was_shown_when_it_was_asked_for(page: EntryPage, qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(page)
    with qtbot.waitSignal(window.saving.ended):
        window.save(tmp_path / "a.pdf")
        page.show_return(ReturnKey("tasks", KEY.unit, KEY.period))
        page.printing.open()
        window.save(tmp_path / "b.pdf")  # one after the other
    assert window.said.text() == f"已存为 {tmp_path / 'a.pdf'}，共 1 页"
    assert not (tmp_path / "b.pdf").exists()
    said = [line["what"] for line in page.session.desk.keeping.log(UNIT)["entries"]]
    assert said.count("存为 PDF") == 1


def test_the_workspace_may_be_closed_while_a_file_is_made(page: EntryPage, qtbot: QtBot, tmp_path: Path) -> None:
    window = shown(page)
    window.save(tmp_path / "a.pdf")
    page.session.background.wait()
    qtbot.wait(1)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_page_is_painted_a_turn(open_page: Open, district_session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(district_session)
    page.show_return(ReturnKey("tasks", "dept-jtj", "2025"))
    page.printing.open()
    window = shown(page)
    with qtbot.waitSignal(window.saving.ended):
        window.save(tmp_path / "a.pdf")
        (job,) = district_session.background.jobs
        assert (job.done, job.of) == (0, len(window.pages) + 1)  # a turn for each page and one for the file
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_without_a_printer_the_window_says_what_to_do(page: EntryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise NoPrinterError

    monkeypatch.setattr(window_module, "ask_and_print", refuse)
    window = shown(page)
    window.bar.print.click()
    assert "请存为 PDF" in window.said.text()


def test_what_was_sent_to_the_printer_is_said_and_what_was_given_up_is_not(
    page: EntryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown(page)
    for sent in (False, True):
        monkeypatch.setattr(window_module, "ask_and_print", lambda *_, sent=sent: sent)
        window.print()
        assert window.said.text() == ("已送去打印：鄞江镇 2025年 规划指标填报表" if sent else "")
    said = [line["what"] for line in page.session.desk.keeping.log(UNIT)["entries"]]
    assert said.count("打印") == 1  # what went on paper is on record


def test_pages_can_be_turned_and_sized(open_page: Open, district_session: Session) -> None:
    page = open_page(district_session)
    page.show_return(ReturnKey("tasks", "dept-jtj", "2025"))
    page.printing.open()
    window = shown(page)
    count = len(window.pages)
    assert count > 2
    assert window.bar.place.text() == f"第 1 页，共 {count} 页"
    assert not window.bar.back.isEnabled()
    window.go_forth()
    assert window.bar.place.text() == f"第 2 页，共 {count} 页"
    before = window.view.percent
    window.view.larger()
    assert window.view.percent > before
    assert window.bar.percent.text() == f"{window.view.percent}%"
    window.view.fit_width()
    assert window.view.percent == before
    for _ in range(count):
        window.go_forth()
    window.go_back()
    assert window.view.page == count - 1


class Counted:
    """A page that counts how often it is painted."""

    width, height = 210.0, 297.0

    def __init__(self) -> None:
        self.painted = 0

    def paint(self, painter: QPainter, scale: float) -> None:
        self.painted += 1
        painter.fillRect(QRectF(20 * scale, 20 * scale, 100 * scale, 100 * scale), Qt.GlobalColor.black)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> PaperView:
    made = PaperView(theme)
    qtbot.addWidget(made)
    made.resize(500, 1200)
    return made


def test_one_new_page_is_painted_an_event_and_each_once_at_its_size(view: PaperView, qtbot: QtBot) -> None:
    leaves = [Counted() for _ in range(9)]
    view.show_pages(leaves)
    for _ in range(2):
        view.smaller()
    view.grab()
    assert [leaf.painted for leaf in leaves[:2]] == [1, 0]
    view.show()
    qtbot.waitUntil(lambda: leaves[1].painted == 1)
    view.grab()
    view.grab()
    assert {leaf.painted for leaf in leaves} == {0, 1}  # what is further down is not seen
    view.fit_width()
    qtbot.waitUntil(lambda: leaves[0].painted == 2)
    assert leaves[-1].painted == 0


def test_other_pages_of_the_same_size_are_painted_anew(view: PaperView) -> None:
    for leaf in (Counted(), Counted()):
        view.show_pages([leaf])
        picture = view.grab().toImage()
        assert leaf.painted == 1
        assert picture.pixelColor(250, 150).lightness() < 60


def test_a_page_that_is_very_large_is_painted_without_a_picture(view: PaperView) -> None:
    leaf = Counted()
    view.show_pages([leaf])
    for _ in range(9):
        view.larger()
    for _ in range(2):
        view.grab()
    assert view.percent == 300
    assert leaf.painted == 2  # 2381 by 3368 dots


def test_the_preview_paints_in_every_mode(page: EntryPage, theme: Theme) -> None:
    window = shown(page)
    for mode in ("dark", "contrast", "light"):
        theme.become(mode)
        picture = window.view.grab().toImage()
        tones = {picture.pixelColor(x, 60).lightness() for x in range(40, picture.width() - 40, 7)}
        assert max(tones) > 180, mode  # paper stays light on a dark screen


def test_only_the_district_sets_the_marks(open_page: Open, unit_session: Session, district_session: Session) -> None:
    assert not shown(open_page(unit_session)).marks.isVisible()
    window = shown(open_page(district_session))
    assert window.marks.isVisible()
    for name, text in zip(("number", "agency", "document"), ("海规监1表", "区发改局", "9号"), strict=True):
        window.marks.fields[name].setText(text)
    window.marks.button.click()
    assert window.marks.said.text().startswith("还缺有效期至")
    window.marks.fields["valid_to"].setText("2099-12-31")
    window.marks.button.click()
    assert window.marks.said.text().startswith("已记下")
    assert "表号：海规监1表" in words(window.pages)
    assert "有效期至：2099年12月31日" in words(window.pages)
    for field in window.marks.fields.values():
        field.clear()
    window.marks.store()
    assert window.marks.said.text() == "已记下：印“工作用表”。"
    assert "（工作用表）" in words(window.pages)


def test_the_marks_of_each_form_are_its_own(open_page: Open, district_session: Session) -> None:
    page = open_page(district_session)
    window = shown(page)
    for name, text in zip(window.marks.fields, ("甲", "乙", "丙", "2099-12-31"), strict=True):
        window.marks.fields[name].setText(text)
    window.marks.store()
    page.show_return(ReturnKey("tasks", KEY.unit, KEY.period))
    page.printing.open()
    assert {field.text() for field in window.marks.fields.values()} == {""}


def test_esc_closes_the_window(page: EntryPage, qtbot: QtBot) -> None:
    window = shown(page)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isHidden)
