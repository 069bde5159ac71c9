"""A unit's own return as it is signed: its pages, its version, what nobody has answered, files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from haishu_desk.ui.report.page import ReportPage
from haishu_desk.ui.report.return_face import ReturnFace
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.conftest import PERIOD, UNIT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def unit_page(unit_session: Session, theme: Theme, qtbot: QtBot) -> ReportPage:
    page = ReportPage(unit_session, theme)
    qtbot.addWidget(page)
    page.resize(1294, 692)
    page.show()
    page.refresh()
    return page


@pytest.fixture
def face(unit_page: ReportPage) -> ReturnFace:
    assert unit_page.returns is not None
    return unit_page.returns


def test_the_sheet_says_its_version_and_what_nobody_has_answered(face: ReturnFace) -> None:
    titles = [line.title for line in face.checks.lines]
    assert titles[0] == "规划指标填报表"
    assert "版本码" in face.checks.lines[0].detail or "草稿" in face.checks.lines[0].detail
    assert any(title.startswith("没有答复的") for title in titles)
    assert face.bar.place.text() == f"第 1 页，共 {len(face.leaves)} 页"
    assert not face.unit.isVisible()


def test_what_is_not_answered_is_opened_from_the_list(face: ReturnFace, qtbot: QtBot) -> None:
    row = next(row for row, line in enumerate(face.checks.lines) if line.payload is not None)
    with qtbot.waitSignal(face.asked) as asked:
        face.check_view.setCurrentIndex(face.checks.index(row))
        face.check_view.activated.emit(face.checks.index(row))
    assert (asked.args[0].unit, asked.args[0].period) == (UNIT, PERIOD)
    assert asked.args[1] == face.checks.lines[row].payload[1]


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".xlsx"])
def test_it_is_written_and_put_on_record(face: ReturnFace, tmp_path: Path, ending: str) -> None:
    face.write(tmp_path / f"填报表{ending}")
    assert (tmp_path / f"填报表{ending}").stat().st_size > 3000
    assert "已写出" in face.said.text()
    if ending == ".docx":
        assert Document(str(tmp_path / "填报表.docx")).tables


def test_a_blank_sheet_is_for_filling_in_by_hand(face: ReturnFace) -> None:
    face.blank.setChecked(True)
    assert face.paper is not None
    assert face.paper.facts == 0
    assert face.checks.lines[0].detail == "空表，留着手填"


def test_without_any_return_the_page_says_what_to_do_first(workspaces: Path, theme: Theme, qtbot: QtBot) -> None:
    from haishu_desk.desk import Desk  # noqa: PLC0415  of this test alone

    with Desk(workspaces / "fresh.db", write=True) as desk:
        empty = ReturnFace(Session(desk), theme)
        qtbot.addWidget(empty)
        empty.show()
        empty.refresh()
        assert empty.nothing.isVisible()
        assert not empty.bar.write.isEnabled()
        assert empty.bar.place.text() == "还没有页"
