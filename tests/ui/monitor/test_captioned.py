"""The caption that is burnt into a picture: what it says, that the picture is whole in it, and that nothing is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.theme import Theme

CAPTION = Caption("3 研发经费支出占比", "%", "区统计局填报", "2025-12-31")
PINK = QColor("#ff00ff")


def _pink(width: int, height: int, ratio: float = 1.0) -> QImage:
    image = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(PINK)
    return image


def _pink_box(image: QImage) -> tuple[int, int, int, int]:
    found = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) == PINK]
    columns, rows = [x for x, _ in found], [y for _, y in found]
    return min(columns), min(rows), max(columns) - min(columns) + 1, max(rows) - min(rows) + 1


def _ink(image: QImage, top: int, bottom: int) -> int:
    ground = image.pixelColor(0, 0)
    return sum(image.pixelColor(x, y) != ground for y in range(top, bottom) for x in range(image.width()))


def test_the_caption_says_title_unit_source_day_and_that_only_approved_figures_are_shown() -> None:
    assert CAPTION.words == "3 研发经费支出占比（%）\n来源：区统计局填报　截至：2025-12-31　只用审核通过的数"


def test_figures_that_nobody_approved_are_named() -> None:
    assert Caption("汇总", "", "各单位填报", "2025-12-31", has_unapproved=True).words.endswith("　含未审数")
    assert Caption("汇总", "", "各单位填报", "2025-12-31").head == "汇总"


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_the_picture_is_whole_between_words_above_and_below(theme: Theme, ratio: float) -> None:
    image = captioned(_pink(220, 60, ratio), CAPTION, theme)
    assert image.devicePixelRatio() == ratio
    left, top, width, height = _pink_box(image)
    assert (width, height) == (round(220 * ratio), round(60 * ratio))
    assert left == round(16 * ratio)
    assert _ink(image, 0, top) > 50, "the title"
    assert _ink(image, top + height, image.height()) > 50, "source and day"


def test_a_long_line_goes_on_below_and_makes_the_picture_taller(theme: Theme) -> None:
    short = captioned(_pink(160, 40), CAPTION, theme)
    many = captioned(_pink(160, 40), Caption("很长的标题" * 12, "%", "来源" * 40, "2025-12-31"), theme)
    assert many.height() > short.height() + 60
    assert many.width() == short.width()


def test_what_was_not_approved_is_marked_in_another_colour(theme: Theme) -> None:
    warned = captioned(_pink(160, 40), Caption("汇总", "", "各单位", "2025-12-31", has_unapproved=True), theme)
    amber = theme.color("warn")
    assert any(warned.pixelColor(x, y) == amber for y in range(warned.height()) for x in range(60))
