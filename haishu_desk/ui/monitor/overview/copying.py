"""What leaves the overview by the clipboard: pictures with their caption burnt in, and numbers as lines of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.monitor.overview.board import Board
from haishu_desk.ui.monitor.overview.grabbing import grabbed
from haishu_desk.ui.monitor.overview.models import LineModel
from haishu_desk.ui.monitor.overview.multiples import Multiples
from haishu_desk.ui.theme import Theme

_SOURCE = "各责任单位填报，目标见规划表"
_HEADS = (
    "序号",
    "指标",
    "计量单位",
    "约束性",
    "数值",
    "数值状态",
    "依据",
    "应达",
    "目标",
    "进度",
    "灯",
    "结论",
    "原因",
)


def caption_of(board: Board, whose: str) -> Caption:
    """What a picture of all items says of itself."""
    title = f"{whose}规划主要指标完成情况 {board.choice.title}"
    return Caption(title, "", _SOURCE, board.choice.day, has_unapproved=board.has_unapproved)


def board_picture(board: Board, multiples: Multiples, whose: str, theme: Theme) -> QImage:
    """All small pictures, also those that are scrolled out of sight."""
    return captioned(multiples.picture(multiples.devicePixelRatioF()), caption_of(board, whose), theme)


def page_picture(board: Board, parts: Sequence[QWidget], whose: str, theme: Theme) -> QImage:
    """These parts of the page one under the other, as they stand on the screen."""
    return captioned(grabbed(parts, theme), caption_of(board, whose), theme)


def board_numbers(board: Board, model: LineModel, whose: str) -> str:
    """The lines that are shown, in their order, separated by tabs, under what they are."""
    rows = ["\t".join(_HEADS)]
    for line in model.lines:
        item = line.item
        cells = (
            item.number, item.name, line.unit, "约束性" if item.is_binding else "", line.value, line.vintage, line.basis,
            line.due, line.target, line.progress_words, line.light_words, line.verdict, line.reason,
        )  # fmt: skip
        rows.append("\t".join(cells))
    return f"{caption_of(board, whose).words}\n" + "\n".join(rows)


def copy_picture(image: QImage) -> None:
    """Put a picture on the clipboard."""
    QGuiApplication.clipboard().setImage(image)


def copy_text(text: str) -> None:
    """Put text on the clipboard."""
    QGuiApplication.clipboard().setText(text)
