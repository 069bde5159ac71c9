"""A report as the bytes of a PDF: the same document as in Word, its charts drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.press.charts import chart_drawn
from haishu_desk.press.documents import leaves_of
from haishu_desk.press.pdf import pdf_of_leaves
from haishu_desk.press.screen import make_ready

if TYPE_CHECKING:
    from collections.abc import Callable

    from haishu_desk.desk.reporting import Made


def pdf_of_report(made: Made, told: Callable[[int, int], object] | None) -> bytes:
    """The pages; `told` is called for each with how many are painted, and of how many."""
    make_ready()
    leaves = leaves_of([made.document], chart_drawn)

    def went(painted: int) -> bool:
        if told is not None:
            told(painted, len(leaves))
        return True

    return pdf_of_leaves(leaves, made.document.title, went)
