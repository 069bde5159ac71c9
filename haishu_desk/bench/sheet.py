"""One scroll step of the sheet with its repaint: beside Qt's own C++ table, and a long sheet beside a short one."""

from __future__ import annotations

import os
import tempfile
import time
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
SHORT, LONG, LONGEST = 1_000, 100_000, 1_000_000


def scrolling(pairs: int, sizes: Iterable[int]) -> Iterator[Measured]:
    """G12: our sheet with its colours, fields and states against QStandardItemModel with the stock delegate."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  a verb must not load Qt

    application = QApplication.instance() or QApplication([])  # kept until the last table is closed
    application.processEvents()
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            with _sheet(Path(folder) / f"{rows}.db", rows) as ours:
                yield _beside_stock(ours, rows, pairs)


def long_scrolling(pairs: int) -> Iterator[Measured]:
    """G13: a step at 100,000 rows, and at a million with HAISHU_FULL=1, against the same step at 1,000 rows."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  a verb must not load Qt

    application = QApplication.instance() or QApplication([])  # kept until the last table is closed
    application.processEvents()
    with tempfile.TemporaryDirectory() as folder, _sheet(Path(folder) / "short.db", SHORT) as short:
        for rows in (LONG, LONGEST) if os.environ.get("HAISHU_FULL") else (LONG,):
            with _sheet(Path(folder) / f"{rows}.db", rows) as long:
                yield _in_turn(
                    f"G13 scroll and repaint, {rows:,} rows",
                    1.1,
                    f"our own {SHORT:,} rows",
                    ours=long,
                    theirs=short,
                    pairs=pairs,
                )


def _beside_stock(ours: QTableView, rows: int, pairs: int) -> Measured:
    theirs = _stock(rows)
    name, reference = f"G12 scroll and repaint, {rows:,} rows", "QStandardItemModel with the stock delegate"
    measured = _in_turn(name, 1.0, reference, ours=ours, theirs=theirs, pairs=pairs)
    theirs.close()
    return measured


def _in_turn(name: str, goal: float, reference: str, *, ours: QTableView, theirs: QTableView, pairs: int) -> Measured:
    """Both from their first row on, in the time of this process: what others do on the machine is not counted."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    for view in (ours, theirs):
        view.resize(*SIZE)
        view.show()
    QApplication.processEvents()
    return in_turn(
        name,
        goal,
        reference,
        ours=timed(lambda: _scroll(ours), time.process_time),
        theirs=timed(lambda: _scroll(theirs), time.process_time),
        pairs=pairs,
    )


def _scroll(view: QTableView) -> None:
    """Bring three new rows into sight again and again: our bar counts pixels, the stock one rows."""
    bar, header = view.verticalScrollBar(), view.verticalHeader()
    is_by_pixel = view.verticalScrollMode() == view.ScrollMode.ScrollPerPixel
    for row in range(0, _STEPS * _ROWS_A_STEP, _ROWS_A_STEP):
        bar.setValue(header.sectionPosition(row) if is_by_pixel else row)
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
