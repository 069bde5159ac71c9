"""Copying what the overview shows, whichever of its views that is."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from haishu_desk.ui.monitor.overview.copying import (
    board_numbers,
    board_picture,
    copy_picture,
    copy_text,
    page_picture,
)
from haishu_desk.ui.monitor.overview.items_view import ItemsView
from haishu_desk.ui.monitor.overview.ranking_view import RankingView
from haishu_desk.ui.monitor.overview.rollup_view import RollupView
from haishu_desk.ui.monitor.projects.view import ProjectsView
from haishu_desk.ui.theme import Theme


class Copier(QObject):
    """Copies whatever view is shown; `whose` is the name of the unit that the overview belongs to."""

    def __init__(self, theme: Theme, whose: str, head: QWidget, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._theme, self._whose, self._head, self._stack = theme, whose, head, stack

    def copy_picture(self) -> None:
        """Put the small pictures, the ranking or the roll-up on the clipboard, with what they are burnt in."""
        shown, picture = self._stack.currentWidget(), None
        if isinstance(shown, ProjectsView):
            shown.copy_picture()
        elif isinstance(shown, RankingView | RollupView):
            picture = shown.picture()
        elif isinstance(shown, ItemsView) and shown.board is not None:
            shown.show_tiles()
            picture = board_picture(shown.board, shown.multiples, self._whose, self._theme)
        if picture is not None:
            copy_picture(picture)

    def copy_page(self) -> None:
        """Put head, table and small pictures on the clipboard as they stand on the screen, likewise."""
        shown = self._stack.currentWidget()
        if isinstance(shown, ItemsView) and shown.board is not None:
            shown.show_tiles()
            picture = page_picture(shown.board, (self._head, shown), self._whose, self._theme)
            copy_picture(picture)
        else:
            self.copy_picture()

    def copy_numbers(self) -> None:
        """Put the table on the clipboard, ready to be pasted into a workbook."""
        shown = self._stack.currentWidget()
        text = shown.numbers() if isinstance(shown, RankingView | RollupView) else ""
        if isinstance(shown, ItemsView) and shown.board is not None:
            text = board_numbers(shown.board, shown.model, self._whose)
        if text:
            copy_text(text)
