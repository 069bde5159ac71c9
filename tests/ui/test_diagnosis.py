"""诊断包 from the window: from 设置, and from a page that says why a data file was not opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.ui.diagnosis import write_to
from haishu_desk.ui.first_run import RefusedPage
from haishu_desk.ui.messages import Message
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def choose(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))


def test_it_is_written_from_the_settings(
    district_session: Session, theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = PreferencesPage(district_session, theme)
    qtbot.addWidget(page)
    told: list[Message] = []
    district_session.told.connect(told.append)
    choose(monkeypatch, tmp_path / "d.zip")
    page.show_item("diagnosis")
    assert [message.title for message in told] == ["诊断包已存为 d.zip"]
    assert (tmp_path / "d.zip").is_file()


def test_it_is_written_where_the_data_file_was_not_opened(
    theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = RefusedPage(SurroundingsError("数据文件已损坏", "请从备份恢复", code="damaged"), theme, tmp_path / "none.db")
    qtbot.addWidget(page)
    choose(monkeypatch, tmp_path / "d.zip")
    page.diagnosis_button.click()
    assert page.told.text().startswith("诊断包已存为 d.zip")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert write_to(tmp_path / "file" / "d.zip", tmp_path / "none.db").kind == "bad"
