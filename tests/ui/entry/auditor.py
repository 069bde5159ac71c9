"""Helpers of the tests of 全审 in 填报: somebody who types figures that want a word, and what the panel says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.typing_words import type_words

if TYPE_CHECKING:
    from haishu_desk.domain.findings import Finding
    from haishu_desk.ui.entry.auditing import Auditing
    from haishu_desk.ui.entry.finding_desk import FindingDesk
    from tests.ui.entry.conftest import Clerk

ENTER = Qt.Key.Key_Return


def desk_of(clerk: Clerk) -> FindingDesk:
    return clerk.page.findings


def auditing(clerk: Clerk) -> Auditing:
    return clerk.page.findings.auditing


def chips(clerk: Clerk) -> list[str]:
    return [chip.text() for chip in desk_of(clerk).panel.chips.chips.values()][:2]


def mark(clerk: Clerk, item: str, column: str = "value") -> str:
    index = clerk.model.index(clerk.model.row_of(item), clerk.model.column_of(column))
    return clerk.model.look(index).mark


def fill(clerk: Clerk, item: str, text: str, column: str = "value") -> None:
    clerk.at(item, column)
    clerk.type(text)
    clerk.key(ENTER)


def fill_parts(clerk: Clerk, item: str = "145-22") -> None:
    """70 where 30 / 60 makes 50: R-145-22-b wants a word."""
    for column, text in (("numerator", "30"), ("denominator", "60"), ("value", "70")):
        fill(clerk, item, text, column)


def open_ones(clerk: Clerk) -> list[tuple[str, str | None]]:
    return [(finding.rule, finding.item) for finding in auditing(clerk).findings if finding.is_open]


def current(clerk: Clerk) -> Finding:
    finding = desk_of(clerk).panel.view.current
    assert finding is not None
    return finding


def say(clerk: Clerk, text: str) -> None:
    field = desk_of(clerk).panel.word.text
    field.setFocus()
    field.selectAll()
    type_words(field, text)
    QTest.keyClick(field, ENTER)
