"""Pictures of every page: one for each page, role, mode and size."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage

from haishu_desk.__main__ import main
from haishu_desk.desk.sample import HENGJIE, Sample
from haishu_desk.ui import screenshots
from haishu_desk.ui.pages import pages_of
from haishu_desk.ui.scenes import HOME_STATES
from haishu_desk.ui.screenshots import Screen
from haishu_desk.ui.theme import MODES, Theme
from tests.store.searches import asked, scans

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_verb_writes_the_pictures_and_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    seen: list[tuple[Path, str]] = []

    def write(folder: Path, *, quick: bool) -> list[Path]:
        assert not quick
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


def test_quick_is_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    seen: list[bool] = []

    def write(_folder: Path, *, quick: bool) -> list[Path]:
        seen.append(quick)
        return []

    monkeypatch.setattr(screenshots, "write_screenshots", write)
    assert main(["screenshots", str(tmp_path), "--quick"]) == 0
    assert main(["screenshots", str(tmp_path)]) == 0
    assert seen == [True, False]


def test_every_page_and_state_is_painted_for_both_roles_even_on_a_small_screen_at_200_percent(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One mode and screen is enough to see that everything is there; all of them are looked at by people.
    monkeypatch.setattr(screenshots, "MODES", ("contrast",))
    monkeypatch.setattr(screenshots, "SCREENS", (Screen(1366, 768, 200, is_large=True),))
    monkeypatch.setattr(screenshots, "_SETTLE_MS", 20)
    with asked(monkeypatch) as told:
        pictures = {picture.name for picture in screenshots.write_screenshots(tmp_path / "pictures")}
    assert scans(told) == {}
    pages = {f"{page.name}-{role}" for role in ("unit", "district") for page in pages_of(role)}
    states = {f"home-{state}-unit" for state in HOME_STATES} | {
        "read-only-unit",
        "locked-unit",
        "locked-open-unit",
        "entry-tasks-unit",
        "review-pair-district",
    }
    states |= {f"report-{name}-district" for name in ("figure", "final", "public", "return")}
    states |= {
        f"{state}-{role}"
        for state in ("palette", "toasts", "plan-box", "plan-projects", "plan-targets", "plan-breakdown", "plan-search")
        for role in ("unit", "district")
    }
    fronts = {f"{state}-none" for state in ("first-run", "who", "pin", "refused")}
    assert pictures == {f"{name}-contrast-1366x768-200-large.png" for name in pages | states | fronts}
    images = [QImage(str(tmp_path / "pictures" / name)) for name in pictures]
    assert {(image.width(), image.height()) for image in images} == {(1366, 768)}
    del qtbot


def test_quick_paints_the_pages_only_and_the_first_screen_only(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[tuple[str, Screen, bool]] = []

    def paint(_painter: object, theme: Theme, screen: Screen, _who: object, *, states: bool) -> None:
        painted.append((theme.mode, screen, states))

    monkeypatch.setattr(screenshots, "make_sample", lambda folder: Sample(folder / "d.db", {HENGJIE: folder / "u.db"}))
    monkeypatch.setattr(screenshots._Painter, "paint_workspace", paint)
    assert screenshots.write_screenshots(tmp_path / "pictures", quick=True) == []
    assert painted == [(mode, Screen(1366, 768), False) for mode in MODES for _role in ("unit", "district")]
    del qtbot


@pytest.mark.parametrize(
    ("screen", "name", "window"),
    [
        (Screen(1366, 768), "1366x768", (1366, 768)),
        # 1366 / 1.5 = 910.67, 768 / 2 = 384
        (Screen(1366, 768, 150), "1366x768-150", (911, 512)),
        (Screen(1366, 768, 200, is_large=True), "1366x768-200-large", (683, 384)),
    ],
)
def test_a_window_is_as_large_as_the_screen_leaves_it(screen: Screen, name: str, window: tuple[int, int]) -> None:
    assert (screen.name, screen.window.toTuple()) == (name, window)
