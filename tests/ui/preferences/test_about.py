"""设置 → 关于: the version and every part with its licence, from the folder beside the program or as installed."""

from __future__ import annotations

import json
import sys
from email.message import Message
from importlib.metadata import Distribution, version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from haishu_desk import __version__
from haishu_desk.ui.preferences.about import AboutWindow
from haishu_desk.ui.preferences.page import PreferencesPage
from haishu_desk.ui.preferences.parts import Part, part_of, parts
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Told(Distribution):
    """A distribution that says only what is given."""

    def __init__(self, **fields: str) -> None:
        self.message = Message()
        for name, value in {"Name": "sample", "Version": "1", **fields}.items():
            self.message[name.replace("_", "-")] = value

    def read_text(self, filename: str) -> str | None:
        return self.message.as_string() if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        raise NotImplementedError(path)


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License_Expression": "MIT-0"}, "MIT-0"),
        ({"Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "Apache License, Version 2.0"}, "Apache-2.0"),
        ({"License": "BSD\n 3 lines of it"}, "BSD"),
        ({}, "见随附文本"),
    ],
)
def test_a_part_says_its_licence_in_the_short_name_of_today(fields: dict[str, str], licence: str) -> None:
    assert part_of(Told(**fields)) == Part("sample", "1", licence)


def test_in_a_clone_the_parts_are_python_and_what_the_pins_name() -> None:
    found = {part.name: part for part in parts()}
    assert found["Python"].version == "{}.{}.{}".format(*sys.version_info)
    assert found["lark"] == Part("lark", version("lark"), "MIT")
    assert "LGPL" in found["PySide6_Essentials"].licence
    assert "pytest" not in found


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if the program stood in a folder of its own, with its list of licences."""
    rows = [{"name": "Qt", "version": "6.9.3", "licence": "LGPL-3"}]
    (tmp_path / "licences").mkdir()
    (tmp_path / "licences" / "list.json").write_text(json.dumps(rows), encoding="utf-8")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "haishu-desk"))
    return tmp_path


def test_packed_the_parts_are_those_of_the_folder_beside_the_program(packed: Path) -> None:
    assert parts() == [Part("Qt", "6.9.3", "LGPL-3")], packed


def test_the_window_names_version_and_parts_and_where_the_texts_lie(
    unit_session: Session, theme: Theme, qtbot: QtBot, packed: Path
) -> None:
    page = PreferencesPage(unit_session, theme)
    qtbot.addWidget(page)
    page.about.click()
    window = page.findChild(AboutWindow)
    assert window is not None
    assert window.isVisible()
    assert window.version.text() == f"海曙规划监测 {__version__}"
    assert str(packed / "licences") in window.where.text()
    model = window.table.model()
    assert [model.index(0, column).data() for column in range(3)] == ["Qt", "6.9.3", "LGPL-3"]
