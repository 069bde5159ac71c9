"""体检: everything that was looked at with its mark, and what can be done: look again, 重建缓存, 从备份恢复."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.wording import for_the_window

SIZE = (820, 660)
_WORDS = (
    "打开后自动看留痕，每周全部看一次。缓存是从留痕推出来的，重建它不改留痕和任何数，做的时候先关上数据文件，做完再打开。"
    "留痕或数据文件坏了就不能再录入，能看的还能看：留痕对得上的重建缓存，对不上的从备份恢复。"
)


class HealthWindow(OfficeWindow):
    """The list; `asked_to_restore` says that a backup is wanted."""

    asked_to_restore = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "体检", parent)
        self._session = session
        self.bar.addWidget(self.label("体检", name="", use="panel", bold=True))
        self.count = self.label()
        self.bar.addWidget(self.count, 1)
        self.again = self.button("再查一次", "arrow-counter-clockwise")
        self.rebuild = self.button("重建缓存", "table")
        self.restore = self.button("从备份恢复…", "hard-drive")
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "体检")
        self.column.addWidget(self.view, 1)
        quiet = self.label(_WORDS, name="tertiary")
        quiet.setWordWrap(True)
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.again.clicked.connect(self._look)
        self.rebuild.clicked.connect(self._rebuild)
        self.restore.clicked.connect(self.asked_to_restore)
        session.health.changed.connect(self.refresh)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_checks(self) -> None:
        """Come up, and look at everything."""
        self.show()
        self.activateWindow()
        self.view.setFocus()
        self._look()

    def refresh(self) -> None:
        """Show what is known."""
        health = self._session.health
        checks = health.checks
        self.lines.show_lines(
            [
                Line(
                    "ok" if each.ok else "bad", each.title, for_the_window(each.detail), tip=for_the_window(each.detail)
                )
                for each in checks
            ]
        )
        wrong = sum(not each.ok for each in checks)
        found = f"{wrong} 项有问题" if wrong else f"{len(checks)} 项都正常"
        self.count.setText("正在查…" if health.is_at_work else "没有查完" if health.is_unfinished else found)
        self.again.setEnabled(not health.is_at_work)
        self.rebuild.setEnabled(health.can_rebuild)

    def _look(self) -> None:
        self._session.health.look()
        self.refresh()

    def _rebuild(self) -> None:
        """Let the window close the data file and make it anew."""
        self.close()
        self._session.rebuild_asked.emit()
