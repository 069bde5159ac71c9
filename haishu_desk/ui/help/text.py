"""The text of the help: pictures are made small smoothly, and nothing is fetched from anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from haishu_desk.report.handbook import folder

_MARGIN, _PICTURE = 28, 720


class HelpText(QTextBrowser):
    """A text browser whose links somebody else follows; `picture_width` is how wide its pictures are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("帮助")
        self.document().setDocumentMargin(_MARGIN)

    @property
    def picture_width(self) -> int:
        """In dots of the screen, as the window is now."""
        return max(min(self.viewport().width() - 2 * _MARGIN - 16, _PICTURE), 200)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        image = QImage(str(folder() / (name if isinstance(name, str) else name.toString())))
        scale = self.devicePixelRatioF()
        small = image.scaledToWidth(round(self.picture_width * scale), Qt.TransformationMode.SmoothTransformation)
        small.setDevicePixelRatio(scale)
        return small
