"""The one place for messages: small cards at the lower right. A success folds after a while, a failure stays.

Nothing here is modal. Three are shown at a time; further failures wait until one is dismissed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.icons import icon
from haishu_desk.ui.marks import paint_mark
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.wording import for_the_window

WIDTH, GAP, MARGIN, AT_ONCE = 376, 10, 16, 3
FOLD_MS = 8000
_BLUR, _STEP, _BELOW, _SHADE = 8, 2, 4, 7  # pixels; of 255
_PLACED = (
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.ZOrderChange,
)  # fmt: skip


@dataclass(frozen=True)
class Message:
    """What is said: `kind` is a mark (ok, info, warn, bad), `title` what happened, `text` what to do; one action at most."""

    kind: str
    title: str
    text: str = ""
    action: str = ""
    do: Callable[[], object] | None = None

    @property
    def stays(self) -> bool:
        """Whether it waits to be dismissed."""
        return self.kind in ("bad", "warn")


def message_of(error: DeskError) -> Message:
    """A refusal as a message: its sentence and its advice."""
    kind = "info" if error.code == "nothing-to-undo" else "bad"  # nothing failed: it need not wait to be read
    return Message(kind, for_the_window(error.message), for_the_window(error.advice))


class Shadow(QWidget):
    """What something that floats over the page casts on it, beneath it wherever it goes.

    Not an effect of Qt's: to paint one Qt first lays out every page of the window, also those that nobody sees, 60 ms.
    """

    def __init__(self, floating: QWidget, theme: Theme) -> None:
        super().__init__(floating.parentWidget())
        self._color = theme.color("shadow")
        self._color.setAlpha(_SHADE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        floating.installEventFilter(self)
        floating.destroyed.connect(self.deleteLater)
        self._follow(floating)

    def eventFilter(self, floating: QObject, event: QEvent) -> bool:
        # While a window is taken down Python may have emptied this object already: nothing of it is asked for.
        if event.type() in _PLACED and isinstance(floating, QWidget):
            self._follow(floating)
        return False

    def _follow(self, floating: QWidget) -> None:
        around = floating.geometry().adjusted(-_BLUR, -_BLUR, _BLUR, _BLUR)
        self.setGeometry(around.translated(0, _BELOW))
        self.setVisible(not floating.isHidden())
        self.stackUnder(floating)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._color)
        for inner in range(0, _BLUR, _STEP):  # the darker the more of them lie one over the other
            painter.drawRoundedRect(self.rect().adjusted(inner, inner, -inner, -inner), _BLUR, _BLUR)
        painter.end()


class Toast(QFrame):
    """One message on the screen."""

    dismissed = Signal(object)

    def __init__(self, message: Message, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.message = message
        self._theme = theme
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(f"{message.title}。{message.text}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(40, 11, 8, 12)
        layout.setSpacing(8)
        layout.addLayout(self._words(), 1)
        if message.action:
            layout.addWidget(self._link(message.action), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._cross(), 0, Qt.AlignmentFlag.AlignTop)
        Shadow(self, theme)
        if not message.stays:
            QTimer.singleShot(FOLD_MS, self, self.dismiss)

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        title = QLabel(self.message.title)
        title.setFont(self._theme.font("body", bold=True))
        text = QLabel(self.message.text)
        text.setObjectName("secondary")
        text.setFont(self._theme.font("chip"))
        for label in (title, text):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        text.setVisible(bool(self.message.text))
        return column

    def _link(self, word: str) -> QPushButton:
        link = QPushButton(word)
        link.setObjectName("link")
        link.setFont(self._theme.font("body", bold=True))
        link.clicked.connect(self.act)
        return link

    def _cross(self) -> QPushButton:
        cross = QPushButton(icon(self._theme, "x", "text3", 14), "")
        cross.setObjectName("bare")
        cross.setFixedSize(24, 24)
        cross.setAccessibleName("关闭这条消息")
        cross.setToolTip("关闭")
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click would take the focus away with the message
        cross.clicked.connect(self.dismiss)
        return cross

    def act(self) -> None:
        """Do what the message offers, and go."""
        self.dismiss()
        if self.message.do is not None:
            self.message.do()

    def dismiss(self) -> None:
        """Go away; once."""
        if self.isEnabled():
            self.setEnabled(False)
            self.dismissed.emit(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        fill = {"ok": "ok", "info": "accent", "warn": "warn", "bad": "bad"}[self.message.kind]
        painter.fillRect(QRect(1, 8, 3, self.height() - 16), self._theme.color(fill))
        paint_mark(painter, QPointF(23, 21), self.message.kind, self._theme, 10)
        painter.end()


class Messages(QObject):
    """The messages of one window, stacked at its lower right above the status bar, the newest lowest.

    `explained` says whether the handbook has something on an error's code, and opens it there.
    """

    def __init__(self, theme: Theme, window: QWidget, *, above: int = 28) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._above = above
        self.explained: tuple[Callable[[str], bool], Callable[[str], object]] | None = None
        self.toasts: list[Toast] = []
        self._waiting: list[Message] = []
        window.installEventFilter(self)

    def refuse(self, error: DeskError) -> None:
        """Show why something was refused; 说明 leads to the handbook, where it has more to say of it."""
        message = message_of(error)
        if self.explained is not None and self.explained[0](error.code):
            message = replace(message, action="说明", do=partial(self.explained[1], error.code))
        self.show_message(message)

    def show_message(self, message: Message) -> None:
        """Show it now, or when there is room; the same words are not shown twice."""
        for toast in [toast for toast in self.toasts if toast.message == message]:
            self._remove(toast)
        while len(self.toasts) >= AT_ONCE:
            folding = next((toast for toast in self.toasts if not toast.message.stays), None)
            if folding is None:
                if message not in self._waiting:
                    self._waiting.append(message)
                return
            self._remove(folding)
        self._add(message)

    def clear(self) -> None:
        """Take all messages away."""
        self._waiting.clear()
        for toast in list(self.toasts):
            self._remove(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While a window is taken down Python may have emptied this object already: only a resize asks for anything of it.
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._arrange()
        return False

    def _add(self, message: Message) -> None:
        toast = Toast(message, self._theme, self._window)
        toast.dismissed.connect(self._dismiss)
        self.toasts.append(toast)
        toast.show()
        self._arrange()

    def _dismiss(self, toast: Toast) -> None:
        self._remove(toast)
        if self._waiting:
            self._add(self._waiting.pop(0))

    def _remove(self, toast: Toast) -> None:
        if toast in self.toasts:
            self.toasts.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._arrange()

    def _arrange(self) -> None:
        bottom = self._window.height() - self._above - MARGIN
        for toast in reversed(self.toasts):
            height = max(toast.heightForWidth(WIDTH), 46)
            bottom -= height
            toast.setGeometry(self._window.width() - WIDTH - MARGIN, bottom, WIDTH, height)
            toast.raise_()
            bottom -= GAP
