"""Theme, icons, marks, input method: what everything else is painted with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QComboBox

from haishu_desk import paths
from haishu_desk.domain.returns import STATES
from haishu_desk.ui.icons import icon, pixmap
from haishu_desk.ui.input_method import choose_input_method
from haishu_desk.ui.marks import MARKS, MarkedLabel, mark_of_state, paint_mark, text_token
from haishu_desk.ui.needs import qt_missing, why_no_window
from haishu_desk.ui.theme import MODES, SIZES, Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

UI = Path(__file__).parents[2] / "haishu_desk" / "ui"
# icon(theme, "x"), pixmap(theme, "x"), icon = "x", Goal(..., "x")
USED = re.compile(r'(?:icon|pixmap)\(\s*(?:self\.)?_?theme,\s*"([a-z-]+)"|\bicon\s*=\s*"([a-z-]+)"')


def used_icons() -> set[str]:
    text = "\n".join(file.read_text("utf-8") for file in UI.rglob("*.py"))
    found = {first or second for first, second in USED.findall(text)}
    listed = re.findall(r'PageEntry\("\w+", "[^"]+", "([a-z-]+)"', text)
    return found | set(listed) | {"flag", "table", "pencil-simple", "eye", "tray", "paper-plane-tilt"}


def test_every_icon_that_is_named_anywhere_can_be_loaded(theme: Theme) -> None:
    names = used_icons()
    assert len(names) > 10
    for name in names:
        assert not pixmap(theme, name).isNull(), name


def test_an_icon_without_a_file_raises_and_is_no_empty_picture(theme: Theme) -> None:
    with pytest.raises(KeyError):
        icon(theme, "unicorn")


def test_icons_are_tinted_with_the_token(theme: Theme) -> None:
    picture = pixmap(theme, "house", "bad", 32).toImage()
    solid = {
        picture.pixelColor(x, y).name() for x in range(32) for y in range(32) if picture.pixelColor(x, y).alpha() == 255
    }
    assert solid == {theme.color("bad").name()}


def test_the_licence_of_the_icons_lies_beside_them() -> None:
    assert "MIT" in (paths.resources() / "icons" / "LICENSE").read_text("utf-8")


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_has_every_token_of_the_style_sheet_and_leaves_none_unreplaced(mode: str) -> None:
    assert "@" not in re.sub(r"/\*.*?\*/", "", Theme(mode).style_sheet())


@pytest.mark.parametrize("mode", MODES)
def test_the_pictures_of_the_style_sheet_are_there_in_the_ink_of_the_mode(mode: str) -> None:
    theme = Theme(mode)
    files = [Path(found) for found in re.findall(r'url\("([^"]+)"\)', theme.style_sheet())]
    assert {file.parent for file in files} == {paths.resources() / "icons"}
    for file in files:
        ink = theme.tokens["off" if "-off-" in file.name else "text2"]
        assert f'fill="{ink}"' in file.read_text("utf-8")


@pytest.mark.parametrize("mode", MODES)
def test_a_field_to_choose_from_shows_a_caret_wherever_it_stands(mode: str, qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme(mode)
    theme.dress(qapp)
    box = QComboBox()
    qtbot.addWidget(box)
    box.resize(160, 28)
    for is_enabled in (True, False):
        box.setEnabled(is_enabled)
        box.show()
        picture = box.grab().toImage()
        edge = picture.copy(box.width() - 24, 6, 20, box.height() - 12)
        inks = {edge.pixelColor(x, y).name() for x in range(edge.width()) for y in range(edge.height())}
        assert len(inks) > 2, "one colour: no caret"
    Theme().dress(qapp)


def test_no_python_file_of_the_window_holds_a_colour() -> None:
    for file in UI.rglob("*.py"):
        assert not re.search(r"[\"']#[0-9a-fA-F]{3,8}[\"']", file.read_text("utf-8")), file


def test_every_state_of_a_return_has_a_mark_and_a_word_in_colour(theme: Theme) -> None:
    for state in STATES:
        mark, token = mark_of_state(state)
        assert mark in MARKS
        assert theme.color(token).isValid()
    assert mark_of_state("审核通过") == ("ok", "ok_text")
    assert mark_of_state("退回修改") == ("bad", "bad_text")
    with pytest.raises(KeyError):
        mark_of_state("同步中")


def test_marks_differ_in_shape_and_not_only_in_colour(theme: Theme) -> None:
    drawn = {mark: _black(mark, theme) for mark in MARKS if mark != "info"}
    assert len(set(drawn.values())) == len(drawn)


def _black(mark: str, theme: Theme) -> bytes:
    """Where the mark has ink, whatever its colour."""
    image = QImage(24, 24, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_mark(painter, QPointF(12, 12), mark, theme, 16)
    painter.end()
    return bytes(image.pixelColor(x, y).alpha() > 127 for y in range(24) for x in range(24))


def test_a_marked_label_speaks_its_word(theme: Theme) -> None:
    label = MarkedLabel(theme, "ok", "审核通过")
    assert label.accessibleName() == "审核通过"
    assert label.sizeHint().width() > 30
    assert text_token("clash") == "clash_text"


def test_every_size_is_a_font_of_that_size(theme: Theme) -> None:
    assert all(theme.font(use).pointSizeF() == size for use, size in SIZES.items())


def test_in_large_type_every_text_is_two_points_larger_and_what_holds_it_grows() -> None:
    theme = Theme(is_large=True)
    assert {use: theme.points(use) - size for use, size in SIZES.items()} == dict.fromkeys(SIZES, 2.0)
    # A row of 30 becomes 36, the rail of 72 becomes 84.
    assert (theme.tall(30), theme.wide(72)) == (36, 84)
    assert (Theme().tall(30), Theme().wide(72)) == (30, 72)
    sheet = theme.style_sheet()
    assert "font-size: 11pt" in sheet
    assert "min-height: 31px" in sheet  # 26 * 1.2
    assert "font-size: 9pt" in Theme().style_sheet()


@pytest.mark.parametrize("use", SIZES)
def test_a_line_of_every_size_fits_the_height_that_is_kept_for_it(use: str, qapp: QApplication) -> None:
    """A text of 9 points stands in lines of 18: what fits without 大字 must fit with it."""
    del qapp
    small, large = Theme(), Theme(is_large=True)
    room = QFontMetrics(small.font(use)).height()
    assert QFontMetrics(large.font(use)).height() <= large.tall(room) + 1


@pytest.mark.parametrize("set_to", [None, "", "fcitx", "fcitx5"])
def test_chinese_typing_goes_by_ibus_where_qt_has_no_plugin(set_to: str | None) -> None:
    environment = {} if set_to is None else {"QT_IM_MODULE": set_to}
    choose_input_method(environment, "linux")
    assert environment["QT_IM_MODULE"] == "ibus"


def test_another_input_method_another_platform_and_another_system_are_left_alone() -> None:
    for environment, system in (
        ({"QT_IM_MODULE": "compose"}, "linux"),
        ({"QT_QPA_PLATFORM": "wayland"}, "linux"),
        ({}, "win32"),
    ):
        before = dict(environment)
        choose_input_method(environment, system)
        assert environment == before


def test_without_a_desktop_the_reason_is_said() -> None:
    assert "没有图形桌面" in (why_no_window({}, "linux") or "")
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}, "linux") is None
    assert why_no_window({}, "win32") is None


def test_a_display_that_does_not_answer_is_said_before_qt_aborts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haishu_desk.ui.needs.missing_packages", lambda *, on_x11: [])  # noqa: ARG005  by keyword
    monkeypatch.setenv("DISPLAY", ":987")
    assert "没有应答（DISPLAY=:987）" in (why_no_window({"DISPLAY": ":987"}, "linux") or "")


def test_what_is_missing_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haishu_desk.ui.needs._loads", lambda library: library != "libxcb-cursor.so.0")
    assert qt_missing(ImportError("libGL.so.1")) == (
        "窗口还缺系统组件，请运行一次：sudo apt-get install -y libxcb-cursor0"
    )
    monkeypatch.setattr("haishu_desk.ui.needs._loads", lambda _library: True)
    assert "python3 start.py" in qt_missing(ImportError("No module named 'PySide6'"))
