"""公开版 in the window: the 审查单, what is hidden with a 文号, the confirmation by name, and only then the folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk.ui.report.public_face import PublicFace
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.report.conftest import PATIENCE

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot


@pytest.fixture
def face(district: Session, theme: Theme, qtbot: QtBot) -> PublicFace:
    made = PublicFace(district, theme)
    qtbot.addWidget(made)
    made.resize(1060, 692)
    made.show()
    made.year.setCurrentIndex(made.year.findData(2023))
    look_again(made, qtbot)
    return made


def look_again(face: PublicFace, qtbot: QtBot) -> None:
    face.refresh()
    settle(face, qtbot)


def settle(face: PublicFace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not face._session.background.jobs, timeout=PATIENCE)


def titles(face: PublicFace) -> list[str]:
    return [line.title for line in face.lines.lines]


def test_all_indicators_are_on_the_list_and_nothing_can_be_written_yet(
    face: PublicFace, qtmodeltester: ModelTester
) -> None:
    assert face.model.rowCount() == 33
    assert "公开 33 项" in titles(face)
    assert "还没有审查确认" in titles(face)
    assert (face.confirm.isEnabled(), face.write.isEnabled()) == (True, False)
    qtmodeltester.check(face.model)  # type: ignore[no-untyped-call]


def test_hiding_asks_for_a_document_number(face: PublicFace, qtbot: QtBot) -> None:
    face.table.selectRow(3)
    assert not face.hide_them.isEnabled()
    face.document.setText("海政办〔2026〕3号")
    assert face.hide_them.isEnabled()
    face.hide_them.click()
    settle(face, qtbot)
    row = face.model.rows[3]
    assert (row["public"], row["document"]) == (False, "海政办〔2026〕3号")
    assert "不公开 1 项" in titles(face)


def test_it_is_confirmed_by_name_and_written_into_a_folder(face: PublicFace, qtbot: QtBot, tmp_path: Path) -> None:
    face.confirm.click()
    settle(face, qtbot)
    assert "已审查确认" in titles(face)
    assert not face.confirm.isEnabled()
    (tmp_path / "公开").mkdir()
    face.write_to(tmp_path / "公开")
    assert sorted(file.name for file in (tmp_path / "公开").iterdir()) == ["data.csv", "data.xlsx", "index.html"]
    assert "已写到 公开" in face.said.text()


def test_what_was_changed_after_the_confirmation_is_confirmed_again(face: PublicFace, qtbot: QtBot) -> None:
    face.confirm.click()
    settle(face, qtbot)
    face.document.setText("海政办〔2026〕3号")
    face.table.selectRow(0)
    face.hide_them.click()
    settle(face, qtbot)
    assert "还没有审查确认" in titles(face)
    assert not face.write.isEnabled()


def test_the_list_is_saved_for_signatures(face: PublicFace, tmp_path: Path) -> None:
    face.save_sheet(tmp_path / "审查单.xlsx")
    assert (tmp_path / "审查单.xlsx").stat().st_size > 3000
