"""The pages of a window are made when they are asked for, and taken apart together."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from haishu_desk.ui.page import Page
from haishu_desk.ui.pages import PageEntry, PageSet
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

if TYPE_CHECKING:
    import pytest
    from PySide6.QtGui import QShowEvent
    from pytestqt.qtbot import QtBot


class Seen(QWidget):
    """Says its name when it is shown."""

    def __init__(self, name: str, seen: list[str]) -> None:
        super().__init__()
        self._name, self._seen = name, seen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._seen.append(self._name)


def test_where_all_are_taken_apart_none_is_shown_that_nobody_has_asked_for(
    qtbot: QtBot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen, stack, owner = list[str](), QStackedWidget(), QObject()
    qtbot.addWidget(stack)
    monkeypatch.setattr(PageEntry, "build", lambda self, *_: cast("Page", Seen(self.name, seen)))
    stack.addWidget(QWidget())  # what stands there without a workspace
    pages = PageSet(stack, theme, owner)
    for name in ("first", "second", "third"):
        pages.page(PageEntry(name, "", "", ""), cast("Session", None))
    stack.setCurrentWidget(pages.made["second"])
    stack.show()
    pages.drop()
    assert (seen, pages.made) == (["second"], {})
