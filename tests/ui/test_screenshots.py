"""Pictures of every page: one for each page, role, mode and size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from haishu_desk.ui import screenshots
from haishu_desk.ui.pages import pages_of

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def test_there_is_a_picture_of_every_page_for_both_roles(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One mode and size is enough to see that every page is there; all four are looked at by people.
    monkeypatch.setattr(screenshots, "MODES", ("dark",))
    monkeypatch.setattr(screenshots, "SIZES", ((1366, 768),))
    monkeypatch.setattr(screenshots, "_SETTLE", 0.05)
    pictures = screenshots.write_screenshots(tmp_path / "pictures")
    expected = {f"{page.name}-{role}-dark-1366x768.png" for role in ("unit", "district") for page in pages_of(role)}
    assert {picture.name for picture in pictures} == expected
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
    del qtbot
