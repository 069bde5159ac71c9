"""Pictures of every page: one for each page, role, mode and size."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from haishu_desk.__main__ import main
from haishu_desk.ui import screenshots
from haishu_desk.ui.pages import pages_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_verb_writes_the_pictures_and_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    seen: list[tuple[Path, str]] = []

    def write(folder: Path) -> list[Path]:
        seen.append((folder, os.environ["QT_QPA_PLATFORM"]))
        return [folder / "home-unit-light-1366x768.png"]

    monkeypatch.setattr(screenshots, "write_screenshots", write)
    assert main(["screenshots", str(tmp_path), "--json"]) == 0
    assert seen == [(tmp_path, "offscreen")]
    assert json.loads(capsys.readouterr().out) == {"files": [str(tmp_path / "home-unit-light-1366x768.png")]}
    assert main(["screenshots", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "home-unit-light-1366x768.png")]


@pytest.mark.parametrize("words", [[], ["a", "b"], ["--size"], ["a", "--db", "x.db"]])
def test_without_one_folder_the_verb_is_a_usage_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screenshots", *words]) == 2
    assert "screenshots DIR" in capsys.readouterr().err
    assert main(["screenshots", *words, "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "usage"


def test_a_folder_that_cannot_be_made_is_the_surroundings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["screenshots", str(tmp_path / "file")]) == 3
    assert "file" in capsys.readouterr().err


def test_the_help_names_the_verb(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--help"])
    assert "screenshots DIR" in capsys.readouterr().out
    assert main(["screenshots", "--help"]) == 0
    assert "screenshots DIR" in capsys.readouterr().out


def test_there_is_a_picture_of_every_page_for_both_roles(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One mode and size is enough to see that every page is there; all four are looked at by people.
    monkeypatch.setattr(screenshots, "MODES", ("dark",))
    monkeypatch.setattr(screenshots, "SIZES", ((1366, 768),))
    monkeypatch.setattr(screenshots, "_SETTLE", 0.05)
    pictures = screenshots.write_screenshots(tmp_path / "pictures")
    views = {
        role: {page.name for page in pages_of(role)} | {"plan-box", "plan-targets", "plan-search"}
        for role in ("unit", "district")
    }
    expected = {f"{view}-{role}-dark-1366x768.png" for role in views for view in views[role]}
    assert {picture.name for picture in pictures} == expected
    assert len(pictures) == len(expected)
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
    del qtbot
