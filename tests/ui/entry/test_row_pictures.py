"""Rows in pictures: painted once, and never shown when they should look otherwise."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget

from haishu_desk.domain.returns import APPROVED
from haishu_desk.ui.entry.delegate import SheetDelegate
from haishu_desk.ui.entry.row_shown import RowShown, rows_shown
from haishu_desk.ui.theme import tokens_of
from haishu_desk.ui.widgets.row_pictures import RowPictures
from tests.ui.entry.conftest import Clerk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SCALES = (1.0, 1.25, 1.5, 2.0)
VALUE = "145-04"


def seen(clerk: Clerk, scale: float = 1.0) -> QImage:
    """The whole sheet with its headers as it is painted on a screen of that scale."""
    image = QImage(clerk.view.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.black)
    clerk.view.render(image, QPoint(0, 0))
    return image


def forget(clerk: Clerk) -> None:
    """Throw all pictures away."""
    clerk.view._pictures._kept.clear()
    clerk.view.rows._pictures._kept.clear()


def is_fresh(clerk: Clerk, scale: float = 1.0) -> bool:
    """Whether every pixel is the one that it would be if nothing had been kept."""
    before = seen(clerk, scale)
    forget(clerk)
    return before == seen(clerk, scale)


# One thing that changes the picture of the sheet, each of them.


def type_figure(clerk: Clerk) -> None:
    clerk.at(VALUE)
    clerk.type("131")
    clerk.key(Qt.Key.Key_Return)


def type_and_undo(clerk: Clerk) -> None:
    type_figure(clerk)
    seen(clerk)
    clerk.page.commands.undo()


def type_what_cannot_be_stored(clerk: Clerk) -> None:
    clerk.at(VALUE)
    clerk.type("abc")
    clerk.view.close_editor()


def open_an_editor(clerk: Clerk) -> None:
    clerk.at(VALUE)
    seen(clerk)
    clerk.view.editing.begin()


def go_elsewhere(clerk: Clerk) -> None:
    clerk.at(VALUE, "note")


def choose_cells(clerk: Clerk) -> None:
    first = clerk.model.index(1, 0)
    cells = QItemSelection(first, clerk.model.index(3, 2))
    clerk.view.selectionModel().select(cells, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def find(clerk: Clerk) -> None:
    clerk.view.show_found(frozenset({(2, -1), (3, clerk.model.column_of("value"))}))


def make_dark(clerk: Clerk) -> None:
    clerk.page.view._brush.theme.become("dark")


def follow_the_system(clerk: Clerk) -> None:
    """The system's own high contrast has colours, but no name of a mode that would tell two of them apart."""
    theme = clerk.page.view._brush.theme
    theme.tokens = {**tokens_of("contrast"), "wash": "#102030"}


def make_large(clerk: Clerk) -> None:
    theme = clerk.page.view._brush.theme
    theme.become(theme.mode, is_large=True)


def enlarge(clerk: Clerk) -> None:
    clerk.view.frame.larger()


def enlarge_the_words_alone(clerk: Clerk) -> None:
    clerk.view._brush.enlarge(1.1)


def widen_a_column(clerk: Clerk) -> None:
    column = clerk.model.column_of("value")
    clerk.view.setColumnWidth(column, clerk.view.columnWidth(column) + 20)
    clerk.view.setColumnWidth(column + 1, clerk.view.columnWidth(column + 1) - 20)


def hide_a_column(clerk: Clerk) -> None:
    clerk.view.setColumnHidden(1, not clerk.view.isColumnHidden(1))


def hide_a_row(clerk: Clerk) -> None:
    clerk.view.setRowHidden(2, not clerk.view.isRowHidden(2))


def turn_the_order(clerk: Clerk) -> None:
    clerk.model.arrange(tuple(reversed(clerk.model.lines)))


def close_the_return(clerk: Clerk) -> None:
    clerk.model.sheet.state = APPROVED  # type: ignore[union-attr]
    clerk.model.repaint_rows(range(len(clerk.model.lines)))


def widen_the_names(clerk: Clerk) -> None:
    number, name, unit = clerk.view.rows.widths
    clerk.view.rows.set_widths((number, name - 9, unit + 9))


def scroll(clerk: Clerk) -> None:
    clerk.view.verticalScrollBar().setValue(97)


def make_a_row_higher(clerk: Clerk) -> None:
    clerk.view.setRowHeight(2, clerk.view.rowHeight(2) + 7)


STEPS: tuple[Callable[[Clerk], None], ...] = (
    type_figure, type_what_cannot_be_stored, open_an_editor, go_elsewhere, choose_cells, find, make_dark,
    follow_the_system, make_large, enlarge, enlarge_the_words_alone, widen_a_column, hide_a_column, hide_a_row, turn_the_order, close_the_return,
    widen_the_names, scroll, make_a_row_higher,
)  # fmt: skip


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_whatever_changes_is_seen(clerk: Clerk, step: Callable[[Clerk], None]) -> None:
    clerk.at("145-03")
    before = seen(clerk)
    step(clerk)
    assert seen(clerk) != before
    assert is_fresh(clerk)


def test_undo_is_seen(clerk: Clerk) -> None:
    type_figure(clerk)
    typed = seen(clerk)
    clerk.page.commands.undo()
    assert seen(clerk) != typed
    assert is_fresh(clerk)


@pytest.mark.parametrize("scale", SCALES)
def test_a_row_that_was_moved_by_part_of_a_pixel_is_painted_there(clerk: Clerk, scale: float) -> None:
    clerk.view.resize(700, 401)
    clerk.at(VALUE)
    for bar in (clerk.view.horizontalScrollBar(), clerk.view.verticalScrollBar()):
        assert bar.maximum() > 1
        bar.setValue(0)
        seen(clerk, scale)
        bar.setValue(1)
        assert is_fresh(clerk, scale)


@pytest.mark.parametrize("seed", range(4))
def test_no_way_through_the_sheet_leaves_an_old_picture(clerk: Clerk, seed: int) -> None:
    chance, done = random.Random(seed), list[str]()  # noqa: S311  nothing is kept secret
    for _ in range(25):
        step = chance.choice([*STEPS, type_and_undo, wander, wander, wander])
        done.append(step.__name__)
        clerk.view.close_editor()
        if step is wander:
            wander(clerk, chance)
        else:
            step(clerk)
        assert is_fresh(clerk, chance.choice(SCALES)), done


def wander(clerk: Clerk, chance: random.Random | None = None) -> None:
    """Somewhere else in the sheet."""
    chance = chance or random.Random(0)  # noqa: S311
    bar = clerk.view.verticalScrollBar()
    bar.setValue(chance.randint(0, bar.maximum()))
    clerk.view.horizontalScrollBar().setValue(chance.randint(0, 40))
    row, column = chance.randrange(len(clerk.model.lines)), chance.randrange(len(clerk.model.columns))
    clerk.view.setCurrentIndex(clerk.model.index(row, column))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("offset", [0, 1, 2, 3, 97])
def test_a_picture_has_the_pixels_that_painting_in_its_place_has(clerk: Clerk, scale: float, offset: int) -> None:
    clerk.view.resize(700, 401)  # so narrow that it scrolls sideways
    type_figure(clerk)
    choose_cells(clerk)
    clerk.view.verticalScrollBar().setValue(offset)
    clerk.view.horizontalScrollBar().setValue(offset)
    viewport = clerk.view.viewport()
    images = [QImage(viewport.size() * scale, QImage.Format.Format_RGB32) for _ in range(2)]
    for image in images:
        image.setDevicePixelRatio(scale)
        image.fill(clerk.view._brush.theme.color("surface"))
    viewport.render(images[0], QPoint(0, 0))
    painter = QPainter(images[1])
    shown, header, delegate = rows_shown(clerk.view), clerk.view.horizontalHeader(), clerk.view.itemDelegate()
    assert isinstance(delegate, SheetDelegate)
    for row in range(len(clerk.model.lines)):
        top, height = clerk.view.rowViewportPosition(row), clerk.view.rowHeight(row)
        painter.save()
        delegate.paint_row(painter, QRect(-header.offset(), top, header.length(), height), shown(row))
        painter.restore()
    painter.end()
    assert images[0] == images[1]


# What is kept.


class Strips(QTableWidget):
    """Rows that are painted in the colour that is their content; `painted` counts."""

    def __init__(self, rows: int) -> None:
        super().__init__(rows, 1)
        self.colors = ["#102030"] * rows
        self.painted: list[str] = []
        self.pictures = RowPictures[str](self.verticalHeader(), self._paint_row)

    def _paint_row(self, painter: QPainter, place: QRect, content: str) -> None:
        self.painted.append(content)
        painter.fillRect(place, QColor(content))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        strip = QRect(0, event.rect().top(), self.viewport().width(), event.rect().height())
        self.pictures.paint(painter, strip, (), self.colors.__getitem__)
        painter.end()


class Kept(NamedTuple):
    """A window of ten rows of thirty pixels."""

    strips: Strips

    @property
    def painted(self) -> int:
        """How many rows were painted since the last time that this was asked."""
        self.strips.viewport().grab()
        count = len(self.strips.painted)
        self.strips.painted.clear()
        return count


@pytest.fixture
def kept(qtbot: QtBot) -> Kept:
    strips = Strips(1000)
    qtbot.addWidget(strips)
    strips.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    strips.verticalHeader().setDefaultSectionSize(30)
    strips.setVerticalScrollMode(Strips.ScrollMode.ScrollPerPixel)
    strips.horizontalHeader().hide()
    strips.resize(200, 302)
    strips.show()
    return Kept(strips)


def test_rows_that_look_the_same_are_painted_once(kept: Kept) -> None:
    assert kept.painted > 0
    assert kept.painted == 0
    kept.strips.colors[3] = "#FF0000"
    assert kept.painted == 1
    kept.strips.setRowHeight(4, 35)
    assert kept.painted == 1


def test_a_step_of_scrolling_paints_the_rows_that_come_into_sight(kept: Kept) -> None:
    bar = kept.strips.verticalScrollBar()
    assert kept.painted > 0
    bar.setValue(3 * 30)
    assert kept.painted == 3
    bar.setValue(0)
    assert kept.painted == 0


def test_what_is_kept_is_two_screens_however_far_somebody_scrolls(kept: Kept) -> None:
    bar = kept.strips.verticalScrollBar()
    for value in range(0, bar.maximum(), 300):
        bar.setValue(value)
        kept.strips.viewport().grab()
    assert len(kept.strips.pictures._kept) == 2 * (kept.strips.verticalHeader().height() // 20 + 2)


def test_rows_that_are_hidden_and_a_sheet_without_columns_paint_nothing(kept: Kept) -> None:
    for row in range(1000):
        kept.strips.setRowHidden(row, True)
    kept.strips.painted.clear()
    assert kept.painted == 0
    kept.strips.pictures.paint(QPainter(), QRect(0, 0, 0, 300), (), lambda _: pytest.fail("there is nothing to see"))


def test_a_row_says_all_that_is_marked_in_it(clerk: Clerk) -> None:
    value = clerk.model.column_of("value")
    row = clerk.model.row_of(VALUE)
    clerk.at(VALUE)
    clerk.view.show_found(frozenset({(row, 0), (row, -1)}))
    shown = rows_shown(clerk.view)
    assert shown(row) == RowShown(
        tuple(clerk.model.looks(row)), current=value, chosen=(value,), found=(0,), is_over_cells=True
    )
    assert shown(row + 1).looks == tuple(clerk.model.looks(row + 1))
    assert shown(row + 1)[1:5] == (-1, False, (), ())
    before_heading = next(number for number, line in enumerate(clerk.model.lines[1:]) if line.item is None)
    assert not shown(before_heading).is_over_cells
    assert not shown(len(clerk.model.lines) - 1).is_over_cells
    clerk.view.editing.begin()
    assert rows_shown(clerk.view)(row).is_edited
