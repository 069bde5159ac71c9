"""报告 as a clerk of the district works with it: choose, look, ask where a figure comes from, write, stop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.report.personal_places import personal_of_document
from haishu_desk.ui import turns
from haishu_desk.ui.report import making, writing
from haishu_desk.ui.report.kinds import LETTERS, OF_DISTRICT, RETURN
from haishu_desk.ui.report.page import ReportPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui import aside_work
from tests.ui.report.conftest import PATIENCE, wait

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.ui.report.evaluation import EvaluationFace


def face_of(page: ReportPage) -> EvaluationFace:
    assert page.evaluation is not None
    return page.evaluation


def titles(page: ReportPage) -> list[str]:
    return [line.title for line in face_of(page).checks.lines]


def test_the_report_comes_up_as_pages_with_what_is_to_be_known(shown: ReportPage) -> None:
    face = face_of(shown)
    assert face.preview is not None
    assert face.middle.currentIndex() == 1
    assert face.bar.place.text().startswith("第 1 页，共 ")
    assert "每个数都能追到来源" in titles(shown)
    assert "与监测页现在的数一致" in titles(shown)
    # 145-04, 145-02, 145-20 and 145-01 are judged of 33.
    assert "29 项暂不评价" in titles(shown)
    assert "没有文号，没有签发" in titles(shown)
    assert face.preview.gathered.personal == tuple(personal_of_document(face.preview.gathered.document))
    assert shown.subject().endswith("年度监测 2023 年度")


def test_a_figure_that_is_clicked_tells_its_cell_and_opens_it(shown: ReportPage, qtbot: QtBot) -> None:
    face = face_of(shown)
    assert face.preview is not None
    fact = next(fact for fact in face.preview.gathered.facts if fact.item == "145-20" and fact.value == "92.3")
    place = next(place for place in face.preview.places if place.fact == fact.number)
    face.view.pressed.emit(place.page, place.box.center())
    assert face.origin.fact == fact
    assert "空气质量优良天数比率·2023年" in face.origin.card.text.text()
    assert fact.revision in face.origin.card.text.text()
    assert "李审 审核通过" in face.origin.card.text.text()
    with qtbot.waitSignal(shown.open_return) as asked:
        face.origin.open.click()
    assert asked.args == [ReturnKey("indicators", fact.unit, "2023"), "145-20"]


def test_beside_a_figure_nothing_is_chosen(shown: ReportPage) -> None:
    face = face_of(shown)
    before = face.origin.fact
    face.view.pressed.emit(0, QPointF(1, 1))
    assert face.origin.fact == before


def test_a_figure_is_found_by_name_with_the_keyboard_and_framed(shown: ReportPage) -> None:
    face = face_of(shown)
    face.origin.search.setText("空气质量 92.3")
    face.origin.view.setFocus()
    QTest.keyClick(face.origin.view, Qt.Key.Key_Down)
    assert face.origin.fact is not None
    assert face.origin.fact.value == "92.3"
    assert face.view.findChild(type(face.view.widget())) is not None
    framed = face.view.widget().framed  # type: ignore[attr-defined]
    assert framed is not None


def test_a_chapter_that_is_not_ticked_is_not_written(page: ReportPage, qtbot: QtBot) -> None:
    face, chapters = face_of(page), page.left.chapters
    rows = [chapters.item(row) for row in range(chapters.count())]
    item = next(item for item in rows if item.text() == "专栏任务与项目")
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        item.setCheckState(Qt.CheckState.Unchecked)
    assert face.preview is not None
    heads = [getattr(part, "text", "") for part in face.preview.gathered.document.parts]
    assert not any("专栏任务与项目" in head for head in heads)
    assert "1 部分没有写进去" in titles(page)
    fixed = next(each for each in rows_of(page) if each[0] == "数据来源")
    assert fixed == ("数据来源", False)


def test_beside_new_pages_nothing_stands_of_those_before(
    page: ReportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = face_of(page)
    assert face.preview is not None
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    page.session.ahead.begin()
    with qtbot.waitSignal(face.shown):
        face._show(face.preview)
        assert (titles(page), face.origin.lines.lines) == ([], [])
    assert titles(page)
    assert face.origin.lines.lines


def test_in_a_large_workspace_a_face_is_made_in_an_event_after_the_page(
    district: Session, theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "AT_ONCE", 0)
    district.ahead.begin()
    shown = ReportPage(district, theme)
    qtbot.addWidget(shown)
    shown.show()
    shown.left.list.setFocus()  # Qt gives it its first line
    shown.refresh()
    assert shown.faces.count() == 0
    qtbot.waitUntil(lambda: shown.faces.count() == 1)
    assert shown.faces.currentWidget() is shown.evaluation
    assert face_of(shown).making.is_running or face_of(shown).preview is not None
    shown.left.pick([kind.kind for kind in shown.left.kinds].index(RETURN))
    assert shown.faces.count() == 1
    shown.close_editors()  # somebody turns to another page meanwhile
    assert shown.faces.currentWidget() is shown.returns
    wait(shown, qtbot)


def rows_of(page: ReportPage) -> list[tuple[str, bool]]:
    """The chapters, and whether each can be ticked."""
    chapters = page.left.chapters
    items = [chapters.item(row) for row in range(chapters.count())]
    return [(item.text(), bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)) for item in items]


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx"])
def test_what_is_shown_is_written_and_put_on_record(
    shown: ReportPage, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    face, file = face_of(shown), tmp_path / f"年度监测报告{ending}"
    with qtbot.waitSignal(face.written, timeout=PATIENCE):
        face.write(file)
    assert file.stat().st_size > 5000
    assert "已写出" in face.said.text()
    record = shown.session.desk.reporting.records.written()[-1]
    assert (record.kind, record.year, record.file) == ("annual", 2023, file.name)
    assert shown.left.moment.findData(record.snapshot.code) > 0
    if ending == ".docx":
        assert "2023年度监测报告" in Document(str(file)).paragraphs[0].text


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
def test_writing_that_is_stopped_leaves_nothing(shown: ReportPage, qtbot: QtBot, tmp_path: Path, ending: str) -> None:
    face, before = face_of(shown), len(shown.session.desk.reporting.records.written())
    face.write(tmp_path / f"a{ending}")
    shown.session.background.stop()
    wait(shown, qtbot)
    assert "没有留下半份" in face.said.text()
    assert not (tmp_path / f"a{ending}").exists()
    assert len(shown.session.desk.reporting.records.written()) == before
    assert face.bar.write.isEnabled()


def test_making_that_is_stopped_says_so_and_can_be_asked_for_again(page: ReportPage, qtbot: QtBot) -> None:
    face = face_of(page)
    page.left.pick(1)
    assert face.middle.currentIndex() == 0
    assert not face.bar.write.isEnabled()
    page.session.background.stop()
    wait(page, qtbot)
    assert face.nothing.what.text() == "停下了，没有排版"
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        page.left.again.click()
    assert face.preview is not None
    assert face.preview.gathered.material.kind == "midterm"


def test_a_process_that_dies_while_it_gathers_or_writes_is_said_and_the_next_one_goes_through(
    shown: ReportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = face_of(shown)
    with monkeypatch.context() as broken:
        broken.setattr(writing, "office_bytes", aside_work.die)
        face.write(tmp_path / "a.docx")
        wait(shown, qtbot)
        assert "中途断了，没有留下半份" in face.said.text()
        assert list(tmp_path.iterdir()) == []
        broken.setattr(making, "gather", aside_work.die)
        shown.left.again.click()
        wait(shown, qtbot)
        assert face.nothing.what.text() == "没有排成"
        assert "中途断了" in face.said.text()
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        shown.left.again.click()
    with qtbot.waitSignal(face.written, timeout=PATIENCE):
        face.write(tmp_path / "a.docx")
    assert (tmp_path / "a.docx").exists()


def test_while_the_process_reads_the_window_writes_and_its_lock_is_its_own(page: ReportPage, qtbot: QtBot) -> None:
    """The file names who writes; a process that only reads puts no other name there, and is in nobody's way."""
    desk = page.session.desk
    lock = Path(f"{desk.workspace.path}.lock")
    before = lock.read_bytes()
    page.left.again.click()
    written = 0
    while page.session.background.jobs:
        with desk.workspace.transaction():
            desk.workspace.remember("试", str(written))
        written += 1
        qtbot.wait(20)
    assert written > 3
    assert lock.read_bytes() == before
    assert face_of(page).preview is not None


def test_a_second_wish_takes_the_place_of_the_first(page: ReportPage, qtbot: QtBot) -> None:
    face = face_of(page)
    page.left.pick(1)
    page.left.pick(3)
    wait(page, qtbot)
    assert face.preview is not None
    assert face.preview.gathered.document.subtitle == "（复核版）"


def test_an_as_of_day_before_there_was_anything_is_refused_in_words(shown: ReportPage, qtbot: QtBot) -> None:
    face, left = face_of(shown), shown.left
    left.moment.setCurrentIndex(left.moment.count() - 1)
    left.moment.activated.emit(left.moment.currentIndex())
    assert left.day.isVisible()
    left.day.setText("2020-01-01")
    left.day.editingFinished.emit()
    wait(shown, qtbot)
    assert "2020-01-01 还没有这个数据文件" in face.said.text()
    assert face.preview is not None
    left.moment.setCurrentIndex(0)
    left.day.hide()


def test_the_edition_for_the_congress_is_shorter_and_charts_are_asked_for(page: ReportPage, qtbot: QtBot) -> None:
    face = face_of(page)
    assert face.preview is not None
    before = len(face.preview.leaves)
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        page.left.congress.click()
    assert "区人大常委会" in "".join(getattr(part, "text", "") for part in face.preview.gathered.document.parts)
    assert len(face.preview.leaves) < before
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        page.left.congress.click()
        page.left.charts.click()
    assert ("指标走势图", True) in rows_of(page)
    assert len(list(face.preview.gathered.document.charts)) > 1


def test_settings_are_typed_and_stand_in_the_report(page: ReportPage, qtbot: QtBot) -> None:
    face = face_of(page)
    page.left.settings.click()
    window = page.settings_window
    assert window is not None
    window.texts["number"].setText("海发改〔2026〕12号")
    window.paragraphs["before"].setPlainText("第一段\n\n第二段 A&B <93")
    with qtbot.waitSignal(face.shown, timeout=PATIENCE):
        window.save.click()
    assert face.preview is not None
    assert face.preview.gathered.document.number == "海发改〔2026〕12号"
    texts = [getattr(part, "text", "") for part in face.preview.gathered.document.parts]
    assert texts[:2] == ["第一段", "第二段 A&B <93"]
    assert "文号已写" in titles(page)


def test_a_file_that_is_no_style_is_refused_in_the_window(shown: ReportPage, tmp_path: Path) -> None:
    shown.left.settings.click()
    window = shown.settings_window
    assert window is not None
    (tmp_path / "版式.docx").write_bytes(b"not a document")
    window.take_style(tmp_path / "版式.docx")
    window.save.click()
    assert "版式.docx" in window.said.text()


def test_letters_are_another_window_and_the_list_stays_where_it_was(shown: ReportPage, qtbot: QtBot) -> None:
    row = next(row for row, kind in enumerate(OF_DISTRICT) if kind.kind == LETTERS)
    with qtbot.waitSignal(shown.open_item) as asked:
        shown.left.pick(row)
    assert asked.args == ["home", "letters:"]
    assert shown.left.kind.name == "年度监测"


def test_pages_are_turned_with_the_keys(shown: ReportPage) -> None:
    face = face_of(shown)
    face.view.go(1)
    face.pane.go_forth()
    assert face.view.page == 2
    face.thumbs.setCurrentIndex(face.thumbs.leaves.index(4, 0))
    assert face.view.page == 5
    face.pane.go_back()
    assert (face.view.page, face.thumbs.currentIndex().row()) == (4, 3)


def test_in_a_narrow_window_the_small_pages_give_way(shown: ReportPage) -> None:
    face = face_of(shown)
    shown.resize(839, 400)
    assert not face.thumbs.isVisible()
    assert face.bar.place.text() == f"{face.view.page} / {len(face.thumbs.leaves.leaves)}"
    shown.resize(1294, 692)
    assert face.thumbs.isVisible()


def test_a_name_of_two_hundred_signs_and_three_hundred_projects_are_set(shown: ReportPage) -> None:
    from dataclasses import replace  # noqa: PLC0415  of this test alone

    from haishu_desk.press.documents import leaves_of  # noqa: PLC0415  as above
    from haishu_desk.report.three_reports import document_of  # noqa: PLC0415  as above
    from tests.report.gathered import task  # noqa: PLC0415  as above

    face = face_of(shown)
    assert face.preview is not None
    material = face.preview.gathered.material
    many = tuple(replace(task(f"{number:03}号项目"), is_project=True) for number in range(299))
    long = replace(task("很长的名称" * 40), is_project=True)
    leaves = leaves_of([document_of(replace(material, tasks=(*many, long)))])
    assert len(leaves) > 20
    face.view.show_pages(leaves)
    face.thumbs.show_leaves(leaves)
    assert face.thumbs.leaves.rowCount() == len(leaves)
    face.view.show_pages(face.preview.leaves)
    face.thumbs.show_leaves(face.preview.leaves)
