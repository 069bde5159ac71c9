"""What is copied says what it shows, where it comes from and that not all of it was approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from haishu_desk.desk.portrait import Wish
from haishu_desk.ui.monitor.chart import Chart
from haishu_desk.ui.monitor.copying import caption_of, copy_numbers, copy_picture, numbers_of
from haishu_desk.ui.theme import Theme
from tests.ui.monitor.seen import SHIQI, portrait

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.desk import Desk

WHOLE = "全区（区统计局报）"


def test_the_caption_names_item_unit_source_method_day_and_what_was_not_approved(crafted: Desk) -> None:
    caption = caption_of(portrait(crafted, "145-03", Wish(cutoff=date(2024, 12, 31))), WHOLE)
    assert caption.words.splitlines() == [
        "3 研发与试验发展经费支出占地区生产总值比重（%）",
        f"来源：区统计局填报，{caption.source.split('，')[1]}，推算用现速外推　截至：2024-12-31　含未审数",
    ]


def test_only_approved_figures_are_said_to_be_so(crafted: Desk) -> None:
    caption = caption_of(portrait(crafted, "145-03", Wish(with_unapproved=False)), WHOLE)
    assert not caption.has_unapproved
    assert "含未审数" not in caption.words


def test_a_townships_picture_names_the_township(crafted: Desk) -> None:
    caption = caption_of(portrait(crafted, "145-04", Wish(unit=SHIQI)), "石碶街道")
    assert "（石碶街道）" in caption.title
    assert caption.source == "石碶街道填报"


def test_the_picture_on_the_clipboard_is_the_chart_with_its_caption_around_it(qtbot: QtBot, crafted: Desk) -> None:
    chart = Chart(Theme())
    qtbot.addWidget(chart)
    chart.resize(640, 360)
    seen = portrait(crafted, "145-03")
    chart.show_portrait(seen)
    copy_picture(chart, seen, WHOLE, Theme())
    image = QGuiApplication.clipboard().image()
    assert image.width() >= 640
    assert image.height() > 360 + 60, "title above, source and day below"


def test_the_numbers_have_the_same_lines_above_them_and_the_forecast_below(crafted: Desk) -> None:
    seen = portrait(crafted, "145-03")
    copy_numbers(seen, WHOLE)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines == numbers_of(seen, WHOLE).splitlines()
    assert "\n".join(lines[:2]) == caption_of(seen, WHOLE).words
    assert lines[2].split("\t")[:4] == ["年份", "实际", "应达", "差"]
    assert "2024\t3.12\t3.35\t\u22120.23\t初步核算\t已批" in "\n".join(lines)
    assert lines[-1].startswith("2025\t3.35\t3.6\t\t推算\t")
    assert {len(line.split("\t")) for line in lines[2:]} == {8}, "a whole table"
