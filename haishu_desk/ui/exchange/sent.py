"""已传出: what went out and whether its answer is back; what is chosen can be written once more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from haishu_desk.ui.exchange.trail import outbox
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section


class SentSection(QWidget):
    """The list and its one button."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        section = Section(theme, "已传出")
        section.column.setContentsMargins(16, 14, 16, 4)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "已传出的包")
        self.view.setMinimumHeight(theme.tall(110))
        self.view.selectionModel().currentChanged.connect(self._show_ready)
        self.lines.modelReset.connect(self._show_ready)
        below = Section(theme, "")
        below.column.setContentsMargins(16, 0, 16, 10)
        self.again = below.button("再传出一次…", "arrow-clockwise")
        self.again.setToolTip("把选中的包一字不差地再写一份：U盘丢了、对方没有收到时用")
        self.again.clicked.connect(self.ask_where)
        self.said = Said(session, theme)
        below.column.addWidget(self.said)
        for widget in (section, self.view, below):
            column.addWidget(widget, 1 if widget is self.view else 0)
        self._show_ready()

    def wait(self) -> None:
        """The trail is still being read."""
        self.lines.show_lines([Line(None, "正在读传出和装入的记录…")])

    def refresh(self) -> None:
        """Read anew what went out."""
        desk = self._session.desk
        rows = self._session.read(desk.told.sent) or []
        units = desk.documents.units
        lines = outbox(rows, lambda unit: units.get(unit).name, is_district=desk.is_district)
        self.lines.show_lines(lines or [Line(None, "还没有传出过文件；传出后在这里等对方的回音")])

    @property
    def chosen(self) -> Sequence[str]:
        """The ids of the bundles of the current line."""
        row = self.view.currentIndex().row()
        return self.lines.lines[row].payload or () if 0 <= row < len(self.lines.lines) else ()

    def _show_ready(self) -> None:
        self.again.setEnabled(bool(self.chosen))
        count = len(self.chosen)
        self.again.setText(f"再传出一次（{count} 份）…" if count > 1 else "再传出一次…")

    def ask_where(self) -> None:
        """Ask for a folder, then write."""
        folder = QFileDialog.getExistingDirectory(self, "再传出到哪个文件夹")
        if folder:
            self.write_again(Path(folder))

    def write_again(self, folder: Path) -> None:
        """Write the bundles of the current line into `folder` once more."""
        outbox_of, bundles = self._session.desk.exchange.outbox, list(self.chosen)
        rows = self.said.read(lambda: [outbox_of.again(bundle, folder) for bundle in bundles])
        if rows:
            first = Path(rows[0]["file"]).name
            what = first if len(rows) == 1 else f"{first} 等 {len(rows)} 份"
            self.said.say(f"已再传出 {what}，和上次一字不差，并已核对；写到U盘的，现在可拔出。")
