"""What leaves the one-item view by the clipboard: the picture with its caption burnt in, the numbers under the same lines."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from haishu_desk.desk.portrait import Portrait
from haishu_desk.ui.monitor.captioned import Caption, captioned
from haishu_desk.ui.monitor.wording import whole_table
from haishu_desk.ui.theme import Theme


def caption_of(seen: Portrait, whose: str) -> Caption:
    """What stands on the picture; `whose` names the unit whose figures are shown."""
    item, base = seen.series.item, seen.series.base
    sources = [f"{whose.removesuffix('报）').removeprefix('全区（')}填报"] if seen.series.points else []
    if base is not None:
        sources.append(base.source)
    if seen.ahead is not None:
        sources.append(f"推算用{seen.ahead.method}")
    title = f"{item.number} {item.name}"
    if not seen.is_whole:
        title += f"（{whose}）"
    return Caption(title, item.unit or "", "，".join(sources) or "还没有数", seen.day.isoformat(), seen.has_unapproved)


def copy_picture(chart: QWidget, seen: Portrait, whose: str, theme: Theme) -> None:
    """Put the chart on the clipboard as a picture that says what it shows."""
    picture = captioned(chart.grab().toImage(), caption_of(seen, whose), theme)
    QGuiApplication.clipboard().setImage(picture)


def numbers_of(seen: Portrait, whose: str) -> str:
    """The caption's lines, and under them the table with tabs."""
    return "\n".join([caption_of(seen, whose).words, *whole_table(seen, whose)])


def copy_numbers(seen: Portrait, whose: str) -> None:
    """Put the numbers on the clipboard, ready to be pasted into a workbook."""
    QGuiApplication.clipboard().setText(numbers_of(seen, whose))
