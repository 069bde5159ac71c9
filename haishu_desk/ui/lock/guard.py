"""Keeps everything but the cover out while the screen is locked: input, shortcuts, tool tips, pop-ups, other windows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QWidget
from shiboken6 import isValid

from haishu_desk.ui.focus_ring import FocusRing
from haishu_desk.ui.lock.cover import LOCKED, Cover, Veil
from haishu_desk.ui.theme import Theme

_KEPT_OUT = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseMove,
    QEvent.Type.Wheel, QEvent.Type.ContextMenu, QEvent.Type.ToolTip, QEvent.Type.WhatsThis, QEvent.Type.DragEnter,
    QEvent.Type.DragMove, QEvent.Type.Drop, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd,
    QEvent.Type.TabletPress,
})  # fmt: skip
_COMES_UP = (QEvent.Type.Show, QEvent.Type.ZOrderChange)
_DEEPEST = 8  # a menu in a menu in a menu
_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Guard(QObject):
    """Stands before the whole application from `begin` to `end`; at no other time does it cost anything.

    Windows beside the main one get a Veil and lose their titles. Dialogs of the program that wait for an answer are put
    aside and come back; Qt's own (choose a file, a printer) are cancelled, since their answer would be acted on.
    """

    def __init__(self, window: QWidget, cover: Cover, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._cover, self._theme = window, cover, theme
        self._titles: dict[QWidget, str] = {}
        self._veils: list[Veil] = []
        self._aside: list[QDialog] = []

    def begin(self) -> None:
        """Close pop-ups, cover what is shown, and keep out whatever comes."""
        for _ in range(_DEEPEST):
            popup = QApplication.activePopupWidget()
            if popup is not None:
                popup.close()
        self._retitle(self._window)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible():
                self._hide(widget)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.installEventFilter(self)
            application.focusChanged.connect(self._on_focus)

    def end(self, *, is_back: bool) -> None:
        """Everything is as it was; where nobody came back to it (`is_back`), questions that were put aside are cancelled."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.removeEventFilter(self)
            application.focusChanged.disconnect(self._on_focus)
        for widget, title in self._titles.items():
            if isValid(widget):
                widget.setWindowTitle(title)
        for veil in self._veils:
            if isValid(veil):
                veil.hide()
                veil.deleteLater()
        for dialog in self._aside:
            if isValid(dialog):
                dialog.open() if is_back else dialog.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Shortcut:
            return not self._is_ours(watched)
        if kind == QEvent.Type.FocusOut:
            return _is_in_a_table(watched)  # Qt's own tables take it for the end of typing, and would store half a word
        if kind in _KEPT_OUT:
            return isinstance(watched, QWidget) and not self._is_ours(watched)
        if kind in _COMES_UP and isinstance(watched, QWidget):
            self._on_come_up(watched)
        elif kind == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._on_resized(watched)
        elif kind == QEvent.Type.WindowTitleChange and watched in self._titles and isinstance(watched, QWidget):
            self._retitle(watched)
        return False

    def _is_ours(self, watched: QObject) -> bool:
        """The cover, what stands on it, and the list of its combo box."""
        ancestor: QObject | None = watched
        while ancestor is not None and ancestor is not self._cover:
            ancestor = ancestor.parent()
        return ancestor is not None

    def _on_come_up(self, widget: QWidget) -> None:
        if widget.isWindow():
            self._hide(widget)
        elif widget.parent() is self._window and widget is not self._cover and not isinstance(widget, FocusRing):
            self._cover.raise_()

    def _on_resized(self, widget: QWidget) -> None:
        if widget is self._window:
            self._cover.setGeometry(widget.rect())
        for veil in self._veils:
            if isValid(veil) and veil.parent() is widget:
                veil.setGeometry(widget.rect())

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is not None and new.window() is self._window and not self._is_ours(new):
            self._cover.door.setFocus(Qt.FocusReason.PopupFocusReason)

    def _hide(self, widget: QWidget) -> None:
        """Let nothing be seen of a window that is up or comes up."""
        if widget is self._window or self._is_ours(widget):
            return
        if widget.windowType() in _PASSING:
            widget.hide()
        elif isinstance(widget, QDialog) and widget.isModal():
            self._put_aside(widget)
        elif widget not in self._titles:
            self._retitle(widget)
            veil = Veil(self._theme, widget)
            veil.show()
            veil.raise_()
            self._veils.append(veil)

    def _put_aside(self, dialog: QDialog) -> None:
        if type(dialog).__module__.startswith("PySide6"):
            dialog.reject()
            return
        if dialog not in self._aside:
            self._aside.append(dialog)
        dialog.hide()

    def _retitle(self, widget: QWidget) -> None:
        """No name and no figure on the task bar; a title that is given meanwhile is kept for later."""
        if widget.windowTitle() != LOCKED:
            self._titles[widget] = widget.windowTitle()
            widget.setWindowTitle(LOCKED)


def _is_in_a_table(watched: QObject) -> bool:
    """Whether it is the field of a cell that is being typed."""
    inside = watched.parent()
    return isinstance(inside, QWidget) and isinstance(inside.parent(), QAbstractItemView)
