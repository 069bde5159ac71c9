"""The sheet beside Qt's own C++ table: one scroll step with its repaint, at two sizes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk.bench.pairs import Measured, in_turn, timed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView

    from haishu_desk.desk import Desk

UNIT, PERIOD = "330203105", "2025"
SIZE = (1064, 640)
_STEPS, _ROWS_A_STEP = 40, 3


def scrolling(pairs: int, sizes: Iterable[int]) -> Iterator[Measured]:
    """G12 and G13: our sheet with its colours, fields and states against QStandardItemModel with the stock delegate."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  a verb must not load Qt

    application = QApplication.instance() or QApplication([])  # kept until the last table is closed
    application.processEvents()
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            with _sheet(Path(folder) / f"{rows}.db", rows) as ours:
                yield _beside_stock(ours, rows, pairs)


def _beside_stock(ours: QTableView, rows: int, pairs: int) -> Measured:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    theirs = _stock(rows)
    for view in (ours, theirs):
        view.resize(*SIZE)
        view.show()
    QApplication.processEvents()
    measured = in_turn(
        f"G12 scroll and repaint, {rows:,} rows",
        1.0,
        "QStandardItemModel with the stock delegate",
        ours=timed(lambda: _scroll(ours)),
        theirs=timed(lambda: _scroll(theirs)),
        pairs=pairs,
    )
    theirs.close()
    return measured


def _scroll(view: QTableView) -> None:
    bar = view.verticalScrollBar()
    for step in range(_STEPS):
        bar.setValue(step * _ROWS_A_STEP)
        view.viewport().repaint()


def _stock(rows: int) -> QTableView:
    from PySide6.QtGui import QStandardItem, QStandardItemModel  # noqa: PLC0415
    from PySide6.QtWidgets import QTableView  # noqa: PLC0415

    model = QStandardItemModel(rows, 9)
    for row in range(rows):
        for column in range(9):
            model.setItem(row, column, QStandardItem(f"{row * 9 + column}.5"))
    view = QTableView()
    view.setModel(model)
    view._kept = model  # type: ignore[attr-defined]  # noqa: SLF001  Qt does not own the model
    return view


@contextmanager
def _sheet(file: Path, rows: int) -> Iterator[QTableView]:
    """The sheet of a township with figures in it, its lines repeated to that many rows."""
    from haishu_desk.desk import Desk  # noqa: PLC0415
    from haishu_desk.desk.founding import found  # noqa: PLC0415

    found(file, "unit", UNIT, "张三", None)
    with Desk(file, write=True, person="张三") as desk:
        yield from _shown(desk, rows)


def _shown(desk: Desk, rows: int) -> Iterator[QTableView]:
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415

    from haishu_desk.domain.cells import ReturnKey  # noqa: PLC0415
    from haishu_desk.ui.entry.brush import Brush  # noqa: PLC0415
    from haishu_desk.ui.entry.sheet import Sheet  # noqa: PLC0415
    from haishu_desk.ui.entry.sheet_model import SheetModel  # noqa: PLC0415
    from haishu_desk.ui.entry.sheet_view import SheetView  # noqa: PLC0415
    from haishu_desk.ui.session import Session  # noqa: PLC0415
    from haishu_desk.ui.theme import Theme  # noqa: PLC0415

    key = ReturnKey("indicators", UNIT, PERIOD)
    codes = [item.code for item in desk.documents.items_of(UNIT, key.form)]
    desk.entry.enter([{"unit": UNIT, "period": PERIOD, "item": code, "value": "12.5"} for code in codes])
    sheet = Sheet(desk, key)
    lines = sheet.lines
    sheet.lines = tuple(lines[row % len(lines)] for row in range(rows))
    model, front = SheetModel(Session(desk)), QWidget()
    view = SheetView(model, Brush(Theme("light")), front)
    view.setParent(None)
    model.show_sheet(sheet)
    yield view
    view.close()
    del model, front  # Qt does not own them
