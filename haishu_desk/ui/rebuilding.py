"""What stands in the window while the data file is made anew from its journal: the file is closed meanwhile."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QProgressBar

from haishu_desk.desk.health import repair
from haishu_desk.ui.background import Background
from haishu_desk.ui.first_run import FrontPage
from haishu_desk.ui.messages import Message
from haishu_desk.ui.theme import Theme


class RebuildPage(FrontPage):
    """Makes it anew in the background; `ended` carries what `repair` answers, or the DeskError it ended with."""

    ended = Signal(object)

    def __init__(self, file: Path, person: str, theme: Theme) -> None:
        super().__init__(
            theme,
            "正在重建缓存",
            "由留痕重新推出各格的数和每份报表的经过，核对以后才代替原来的；留痕一条不改。做完自动打开。",
        )
        self._file, self._person = file, person
        self._background = Background(self)
        # A window that is closed meanwhile waits for the file to be whole.
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self._background.wait)
        bar = QProgressBar()
        bar.setObjectName("busy")
        bar.setTextVisible(False)
        bar.setRange(0, 0)
        bar.setAccessibleName("正在重建缓存")
        self.column.addWidget(bar)
        self.column.addWidget(self.label(f"数据文件：{file.name}", "small", name="tertiary"))

    def begin(self) -> None:
        """Make it anew; nobody may have the file open here."""
        self._background.run("重建缓存", partial(repair, person=self._person), [self._file], self._tell)

    def _tell(self, _file: object, result: object) -> None:
        self.ended.emit(result)


def said_of(answer: object) -> Message:
    """What `repair` has done, and where the spoilt file is."""
    old = answer.get("old") if isinstance(answer, dict) else None
    if old is None:
        return Message("ok", "已重建缓存", "留痕没有动，正在再查一次。")
    return Message(
        "ok", "已由留痕重写数据文件", f"留痕一条不少，数都在，正在再查一次。坏的那份在旁边的 {Path(old).name}，没有删。"
    )
