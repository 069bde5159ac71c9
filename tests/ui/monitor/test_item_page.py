"""The 一页纸 of an item: its words, its picture, its window, and the PDF as another program reads it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.portrait import Wish
from haishu_desk.ui.monitor.item_page import page_of, paper_chart, picture_of
from haishu_desk.ui.monitor.one_item import OneItem
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from tests.ui.monitor.seen import SHIQI, portrait

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from haishu_desk.desk import Desk
    from haishu_desk.ui.monitor.chart import Chart

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="reading the PDF needs pdftotext")


@pytest.fixture
def paper(qtbot: QtBot) -> Iterator[Chart]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield paper_chart(parent)
    parent.close()


def test_the_page_has_figure_verdict_three_sentences_and_whom_to_ask(paper: Chart, crafted: Desk) -> None:
    page = page_of(portrait(crafted, "145-03"), "全区（区统计局报）", paper)
    assert (page.figure, page.verdict) == ("2024 年　3.12%", "▲ 滞后")
    assert page.sentences[:2] == [
        "完成 61.6%，时间过了 80.0%，落后 18.4 个百分点。",
        "按现速外推，2025 年为 3.35%（3.21–3.49），整个区间低于目标 3.6%。",
    ]
    assert page.asking.startswith("问谁：区统计局，上次上报人 李审；版本码 ")
    assert page.source.endswith("含未审数")
    assert "灰带为允许的差距" in page.legend


@pytest.mark.parametrize(
    ("item", "verdict", "second"),
    [
        ("145-21", "▲ 滞后", "按现速外推，2025 年为 34 微克/立方米（\u22128 至 77），区间里有目标 <27 微克/立方米。"),
        ("145-16", "○ 暂不评价", "数据不足三年、口径有变化或这类目标不推算，不作推算。"),
        ("135-02", "▲ 滞后", "规划期已到最后一年，目标是128 亿元。"),
    ],
)
def test_bounds_words_and_finished_plans_have_their_own_sentences(
    paper: Chart, crafted: Desk, item: str, verdict: str, second: str
) -> None:
    page = page_of(portrait(crafted, item), "全区", paper)
    assert (page.verdict, page.sentences[1]) == (verdict, second)


def test_a_townships_page_is_about_the_township(paper: Chart, crafted: Desk) -> None:
    page = page_of(portrait(crafted, "145-04", Wish(unit=SHIQI)), "石碶街道", paper)
    assert page.verdict == "○ 不作评价"
    assert page.asking == "问谁：石碶街道，还没有上报"


def test_the_picture_is_light_whatever_the_window_is_and_sharp_enough_for_paper(paper: Chart, crafted: Desk) -> None:
    image = QImage.fromData(picture_of(portrait(crafted, "145-03"), paper))
    assert image.width() == 2000
    assert image.pixelColor(2, 2) == QColor(Theme("light").color("surface"))
    assert any(
        image.pixelColor(x, y) == Theme("light").color("c_target") for x in range(900, 1800, 7) for y in range(400)
    ), "the line of the target"


@needs_poppler
def test_the_pdf_is_one_page_whose_words_another_program_finds(qtbot: QtBot, crafted: Desk, tmp_path: Path) -> None:
    view = OneItem(Session(crafted), Theme("dark"))
    qtbot.addWidget(view)
    view.scope.unapproved.setChecked(True)
    view.refresh()
    view.show_item("145-03")
    view.print_page()
    assert view.printed is not None
    qtbot.addWidget(view.printed)
    view.printed.save(tmp_path / "一页纸")
    file = tmp_path / "一页纸.pdf"
    assert "已存为" in view.printed.said.text()
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert text.count("\f") == 1, "one page"
    assert "3.12%" in text
    assert "61.6%" in text
    first = view.printed.title
    view.step(1)
    view.print_page()
    assert view.printed.title != first, "the window that is open takes up the next item"
