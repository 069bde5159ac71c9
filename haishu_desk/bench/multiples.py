"""33 small pictures built and painted, beside a bare QPainter that paints the same picture without a model or a view."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from typing import TYPE_CHECKING

from haishu_desk.bench.pairs import Measured, in_turn, timed

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from haishu_desk.ui.monitor.overview.lines import Line
    from haishu_desk.ui.monitor.overview.multiples import Multiples
    from haishu_desk.ui.theme import Theme

SIZE, PLAN, SEED = (620, 588), "145", 14
# How far two colours may lie apart and still be one, and how many points of the two pictures may differ.
NEAR, APART = 24, 0.02


def small_multiples(pairs: int) -> Measured:
    """G14: from lines to a painted widget, against the same picture by QPainter alone; the two pictures are compared."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  a verb must not load Qt

    from haishu_desk.bench.bare_picture import bare  # noqa: PLC0415
    from haishu_desk.ui.theme import Theme  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    theme = Theme()
    if isinstance(application, QApplication):
        theme.dress(application)
    lines = made_lines()
    view = shown(theme)
    same = share_alike(_ours(view, lines), bare(lines, theme, SIZE, view.gridSize()))
    measured = in_turn(
        "G14 33 small multiples, build and paint",
        2.0,
        "bare QPainter of the same picture",
        ours=timed(lambda: _ours(view, lines), time.process_time),
        theirs=timed(lambda: bare(lines, theme, SIZE, view.gridSize()), time.process_time),
        pairs=pairs,
        detail=f"两幅图有 {same:.1%} 的点相同",
    )
    view.close()
    if same < 1 - APART:
        return Measured(measured.name, measured.goal, measured.reference, met=False, detail=measured.detail)
    return measured


def made_lines() -> list[Line]:
    """A line for each indicator of the plan, with figures from a seeded generator: every third one misses a year."""
    from haishu_desk.desk import documents_without_workspace  # noqa: PLC0415
    from haishu_desk.monitor.verdict import GREEN, RED, YELLOW  # noqa: PLC0415
    from haishu_desk.ui.monitor.overview.lines import Line  # noqa: PLC0415
    from haishu_desk.ui.monitor.overview.spark import Spark, segments_of  # noqa: PLC0415

    chance, lines = random.Random(SEED), []  # noqa: S311  no secret, a picture
    for order, item in enumerate(
        each for each in documents_without_workspace().catalogue if each.plan == PLAN and each.kind == "indicator"
    ):
        numbers: dict[int, Decimal | None] = {
            year: Decimal(chance.randrange(100, 999)) / 10 for year in range(2020, 2025)
        }
        numbers[2022] = None if order % 3 == 0 else numbers[2022]
        segments = segments_of(numbers, ())
        light = (GREEN, YELLOW, RED)[order % 3]
        path = tuple((year, Decimal(40 + 8 * (year - 2020))) for year in range(2020, 2026))
        spark = Spark(2020, 2025, segments, path, path[-1][1], light)
        lines.append(Line(item, order, str(segments[-1][-1][1]), True, "—", "—", spark, light))
    return lines


def shown(theme: Theme) -> Multiples:
    """Our widget in its size."""
    from haishu_desk.ui.monitor.overview.multiples import Multiples  # noqa: PLC0415

    view = Multiples(theme)
    view.resize(*SIZE)
    view.show()
    return view


def _ours(view: Multiples, lines: list[Line]) -> QImage:
    from PySide6.QtGui import QImage  # noqa: PLC0415

    view.show_lines(lines)
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    view.render(image)
    return image


def share_alike(ours: QImage, theirs: QImage) -> float:
    """How much of two pictures of one size is the same."""
    first, second = bytes(ours.constBits()), bytes(theirs.constBits())
    apart = sum(abs(a - b) > NEAR for a, b in zip(first, second, strict=True))
    return 1 - apart / len(first)
