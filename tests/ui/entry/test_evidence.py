"""佐证材料 from the panel of the sheet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.messages import Message
from tests.desk.office import INDICATORS, Office
from tests.ui.entry.conftest import Clerk


@pytest.fixture
def ledger(clerk: Clerk, tmp_path: Path) -> Path:
    """A file that is named in the row of 有效发明专利拥有量."""
    file = tmp_path / "台账.pdf"
    file.write_bytes(b"ledger")
    clerk.at("145-04")
    clerk.page.evidence.add([file])
    clerk.page.side.show_details()
    return file


def _sha(clerk: Clerk) -> str:
    return clerk.desk.evidence.of(INDICATORS)["145-04"][0].sha256


def test_an_added_file_is_named_in_the_panel_with_its_size_and_who_added_it(clerk: Clerk, ledger: Path) -> None:
    said = clerk.page.panel.text
    assert "佐证材料 1" in said
    assert f"{ledger.name}　1 KB".replace("　", " ") in said.replace("　", " ")
    assert f"校验码 {_sha(clerk)[:8]}" in said
    assert (clerk.standing("145-04"), clerk.page.top.count.text()) == ("未录", "已录 0 / 16")


def test_several_files_are_chosen_in_a_dialog(clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [tmp_path / "a.pdf", tmp_path / "b.xlsx"]
    for file in files:
        file.write_text(file.name)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file) for file in files], ""))
    clerk.at("145-06")
    clerk.page.panel.linked.emit("add")
    assert [each.name for each in clerk.desk.evidence.of(INDICATORS)["145-06"]] == ["a.pdf", "b.xlsx"]


def test_a_copy_is_opened_under_its_own_name(clerk: Clerk, ledger: Path) -> None:
    opened: list[tuple[str, bytes]] = []

    def look(file: Path) -> bool:
        opened.append((file.name, file.read_bytes()))
        return True

    clerk.page.evidence.open_file = look
    clerk.page.panel.linked.emit(f"open:{_sha(clerk)}")
    assert opened == [(ledger.name, b"ledger")]


def test_a_file_that_is_not_here_or_has_no_program_or_is_one_is_said(
    clerk: Clerk, ledger: Path, office: Office
) -> None:
    refused: list[DeskError] = []
    clerk.page.session.failed.connect(refused.append)
    clerk.page.evidence.open_file = lambda _: False
    clerk.page.panel.linked.emit(f"open:{_sha(clerk)}")
    assert "没有能打开 台账.pdf 的程序" in clerk.page.said.text
    shutil.rmtree(office.file("town.db.files"))
    clerk.page.panel.linked.emit(f"open:{_sha(clerk)}")
    assert "台账.pdf 不在这台电脑上" in refused[0].message
    tool = ledger.with_name("tool.exe")
    tool.write_bytes(b"MZ")
    clerk.at("145-06")
    clerk.page.evidence.add([tool])
    clerk.page.panel.linked.emit(f"open:{clerk.desk.evidence.of(INDICATORS)['145-06'][0].sha256}")
    assert "不直接打开" in clerk.page.said.text


@pytest.mark.usefixtures("ledger")
def test_a_file_is_taken_off_and_undo_brings_it_back(clerk: Clerk) -> None:
    clerk.page.panel.linked.emit(f"drop:{_sha(clerk)}")
    assert clerk.desk.evidence.of(INDICATORS) == {}
    clerk.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(clerk.desk.evidence.of(INDICATORS)["145-04"]) == 1


def test_handing_over_offers_to_lay_the_files_beside_the_bundle(clerk: Clerk, ledger: Path, tmp_path: Path) -> None:
    told: list[Message] = []
    clerk.page.session.told.connect(told.append)
    clerk.at("145-04")
    clerk.type("12")
    clerk.key(Qt.Key.Key_Return)
    clerk.page.handing.hand_over(tmp_path / "up.xlsx")
    assert told[0].action == "附上 1 个佐证材料"
    assert told[0].do is not None
    told[0].do()
    assert [path.name.partition("_")[2] for path in (tmp_path / "up_佐证材料").iterdir()] == [ledger.name]
    assert "up_佐证材料" in told[1].text


@pytest.mark.usefixtures("ledger")
def test_a_closed_sheet_shows_files_and_takes_none(clerk: Clerk) -> None:
    refused: list[DeskError] = []
    clerk.page.session.failed.connect(refused.append)
    clerk.page.evidence.add([Path("nowhere.pdf")])
    assert "没有这个文件" in refused[0].message
