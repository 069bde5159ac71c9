"""The strip that files are dropped on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from haishu_desk.desk.receiving import is_workbook
from haishu_desk.ui.icons import pixmap
from haishu_desk.ui.theme import Theme

HEIGHT = 60


class DropZone(QWidget):
    """Takes many files at once, dropped or chosen; `dropped` carries their paths."""

    dropped = Signal(object)

    def __init__(self, theme: Theme, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_over = False
        self.setAcceptDrops(True)
        self.setFixedHeight(theme.tall(HEIGHT))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(66, 8, 16, 8)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QLabel("把收到的文件拖到这里，一次可以很多个")
        title.setFont(theme.font("body", bold=True))
        hint = QLabel(what)
        hint.setObjectName("secondary")
        hint.setFont(theme.font("chip"))
        words.addWidget(title)
        words.addWidget(hint)
        layout.addLayout(words, 1)
        self.button = QPushButton("选择文件…")
        self.button.clicked.connect(self.ask)
        layout.addWidget(self.button)

    def ask(self) -> None:
        """Choose files in the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择收到的文件", "", "数据包 (*.xlsx)")
        if names:
            self.dropped.emit([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            self._is_over = True
            self.update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._is_over = False
        self.update()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._is_over = False
        self.update()
        event.acceptProposedAction()
        self.dropped.emit(_files(event))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.color("accent" if self._is_over else "accent_line"), 2 if self._is_over else 1.4)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        picture = pixmap(theme, "download-simple", "accent_text", 24, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(24, (self.height() - 24) / 2), picture)
        painter.end()


def _files(event: QDropEvent) -> list[Path]:
    """What is dragged; of a folder the workbooks that lie in it. What is no workbook is told so in its own line."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [file for path in paths for file in (_workbooks_in(path) if path.is_dir() else [path])]


def _workbooks_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if is_workbook(path))
