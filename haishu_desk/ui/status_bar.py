"""The line at the foot: what is saved and when; what runs in the background; the page's own figures; working offline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from haishu_desk.ui.background import Background
from haishu_desk.ui.marks import MarkedLabel
from haishu_desk.ui.theme import Theme

HEIGHT = 28


class StatusBar(QWidget):
    """What the window says without being asked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._background: Background | None = None
        self._theme = theme
        self.saved = MarkedLabel(theme, "idle", "", self)
        self._job, self._stop = self._label(), QPushButton("停")
        self._stop.setObjectName("link")
        self._stop.setAccessibleName("停下后台的工作")
        self._stop.clicked.connect(self._stop_jobs)
        self._info = self._label()
        self._rules = [_rule(), _rule()]
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 16, 0)
        row.setSpacing(10)
        for widget in (self.saved, self._rules[0], self._job, self._stop):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._info, self._rules[1]):
            row.addWidget(widget)
        self._offline = self._label()
        self._offline.setText("离线工作")
        self._offline.setToolTip("不联网。数据只在本机，收发靠文件。")
        row.addWidget(self._offline)
        self.dress()
        self.show_info("")
        self._show_jobs()

    def dress(self) -> None:
        """Take on the theme's sizes."""
        self.setFixedHeight(self._theme.tall(HEIGHT))
        self._stop.setFont(self._theme.font("small", bold=True))
        for label in (self._job, self._info, self._offline):
            label.setFont(self._theme.font("small"))
        self.saved.updateGeometry()

    @property
    def info(self) -> str:
        """What the page says at the right."""
        return self._info.text()

    @property
    def job(self) -> str:
        """What is said of the background."""
        return self._job.text()

    def watch(self, background: Background) -> None:
        """Show the progress of these jobs."""
        self._background = background
        background.changed.connect(self._show_jobs)
        self._show_jobs()

    def show_saved(self, time: str) -> None:
        """Say that everything is saved, the last of it at `time`; empty: nothing was written yet."""
        self.saved.show_mark("ok", f"已存盘 {time} · 每格即存" if time else "已存盘 · 每格即存", token="text2")  # noqa: S106

    def show_state(self, mark: str, text: str) -> None:
        """Say something else of the file: read only, being opened."""
        self.saved.show_mark(mark, text, token="text2")  # noqa: S106

    def show_info(self, text: str) -> None:
        """The page's own figures: a sum, a count."""
        self._info.setText(text)
        self._info.setVisible(bool(text))
        self._rules[1].setVisible(bool(text))

    def _show_jobs(self) -> None:
        jobs = self._background.jobs if self._background else []
        text = jobs[0].text if len(jobs) == 1 else f"后台 {len(jobs)} 件"
        if jobs and all(job.is_stopped for job in jobs):
            text = f"{text}（正在停下）"
        self._job.setText(text if jobs else "")
        for widget in (self._rules[0], self._job, self._stop):
            widget.setVisible(bool(jobs))

    def _stop_jobs(self) -> None:
        if self._background is not None:
            self._background.stop()
            self._show_jobs()

    def _label(self) -> QLabel:
        label = QLabel()
        label.setObjectName("secondary")
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label


def _rule() -> QFrame:
    rule = QFrame()
    rule.setObjectName("rule")
    rule.setFixedSize(1, 12)
    return rule
