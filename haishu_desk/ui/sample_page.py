"""What stands in the window while the sample data is made, once, on this computer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from haishu_desk.desk.sample import open_sample
from haishu_desk.domain.errors import DeskError, said_of
from haishu_desk.ui.background import Background
from haishu_desk.ui.first_run import FrontPage
from haishu_desk.ui.theme import Theme


class SamplePage(FrontPage):
    """Makes the sample in the background; `made` carries the file of `place`, `failed` why there is none."""

    made = Signal(object)
    failed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, place: str, theme: Theme) -> None:
        super().__init__(
            theme,
            "正在准备示例数据",
            "一个区级、两个单位，五年的数，由程序自己一步步做出来。只做这一次，约五秒；不会动自己的数据。",
        )
        self._place = place
        self._background = Background(self)
        self.bar = QProgressBar()
        self.bar.setObjectName("busy")
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1)
        self.bar.setAccessibleName("准备示例数据的进度")
        self.column.addWidget(self.bar)
        self._step = self.label("第 0 步", "small", name="tertiary")
        self.column.addWidget(self._step)
        self._told.connect(self._show_step)  # from the worker's thread into the window's

    def begin(self) -> None:
        """Make it."""
        self._background.run("准备示例数据", self._make, [self._place], self._ended)

    def _make(self, place: str) -> Path:
        """Runs in the background: every workspace is opened and closed there."""
        try:
            return open_sample(self._told.emit).file(place)
        except OSError as error:
            why = f"示例数据没有做成：{said_of(error)}"
            raise DeskError(why, "请检查磁盘空间和文件夹的写入权限，再试一次") from error

    def _show_step(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self._step.setText(f"第 {done} 步，共 {total} 步")

    def _ended(self, _place: object, result: object) -> None:
        (self.made if isinstance(result, Path) else self.failed).emit(result)
