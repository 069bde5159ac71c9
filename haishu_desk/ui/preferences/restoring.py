"""从备份恢复: what a backup has and lacks beside the data file, then into a new file or in its place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from haishu_desk.desk.restoring import Comparison, Side, compare, restore
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.preferences.rehearsing import rehearse
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.lines import Line, LineModel, LineView

SIZE = (820, 480)
_WORDS = (
    "恢复出来的是另一台电脑的身份，钥匙不变，不用重新登记。代替时，现在的数据文件改名为 .old 留在旁边，什么都不删。"
    "备份以后上报过的，装入区级的回执就回来；两边都填过而不同的格成为数据不一致。"
)


class RestoreWindow(OfficeWindow):
    """The comparison as a list, and two buttons."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "从备份恢复", parent)
        self._file: Path | None = None
        self.bar.addWidget(self.label("从备份恢复", name="", use="panel", bold=True))
        self.count = self.label()
        self.bar.addWidget(self.count, 1)
        self.drill = self.button("恢复演练", "checks")
        self.beside = self.button("恢复到新文件…", "download-simple")
        self.instead = self.button("代替现在的数据文件", "arrow-counter-clockwise", primary=True)
        self.lines = LineModel(self)
        self.view = LineView(self.lines, theme, "备份和现在的数据文件")
        self.column.addWidget(self.view, 1)
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setPlaceholderText("本人的口令")
        self.pin.setAccessibleName("本人的口令")
        self.column.addWidget(self.pin)
        quiet = self.label(_WORDS, name="tertiary")
        quiet.setWordWrap(True)
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)
        self.drill.clicked.connect(self.rehearse)
        self.beside.clicked.connect(self._ask_where)
        self.instead.clicked.connect(self.replace)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def show_for(self, file: Path) -> None:
        """Come up with what that file has and lacks."""
        self._file = file
        found = self.said.read(lambda: compare(file, self.session.desk.workspace.path))
        self.lines.show_lines(self._told(found) if found else [])
        self.count.setText(file.name)
        for button in (self.drill, self.beside, self.instead):
            button.setEnabled(found is not None)
        self.pin.setVisible(self.session.desk.people.has_pin(self.session.desk.person))
        self.show()
        self.activateWindow()

    def _told(self, found: Comparison) -> list[Line]:
        lines = [Line("info", "备份", _counts(found.backup))]
        if found.current is None:
            return [*lines, Line("bad", "现在的数据文件读不全，无法比较", "可以恢复到新文件，或代替它")]
        lines.append(Line("info", "现在的数据文件", _counts(found.current)))
        if not found.returns:
            return [*lines, Line("ok", "两边的报表一样")]
        return [*lines, *(
            Line("warn" if row.lacks else "info", self._where(row.key), f"备份缺 {row.lacks} 次改动、上报或审核",
                 f"多 {row.has} 次" if row.has else "")
            for row in found.returns
        )]  # fmt: skip

    def _where(self, key: ReturnKey) -> str:
        documents = self.session.desk.documents
        name = documents.units.get(key.unit).name
        return f"{name}　{parse_period(key.period).title}　{documents.form(key.form)['title']}"

    def _ask_where(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "恢复到新文件", str(Path.home() / "恢复.db"), "数据文件 (*.db)")
        if chosen:
            self.restore_to(Path(chosen))

    def rehearse(self) -> None:
        """Restore into a file that is thrown away, and say what came of it."""
        if self._file is not None:
            self.drill.setEnabled(False)
            rehearse(self.session, self._file, self.said, lambda: self.drill.setEnabled(True))

    def restore_to(self, path: Path) -> None:
        """Restore into a file of its own."""
        file, person = self._file, self.session.desk.person
        if file is None:
            return
        made = self.said.read(lambda: restore(file, path, person=person, pin=self.pin.text() or None))
        if made is not None:
            self.said.say(f"已恢复到 {path.name}。")

    def replace(self) -> None:
        """Let the window close the data file and put the backup in its place."""
        if self._file is not None:
            self.close()
            self.session.restore_asked.emit(self._file, self.pin.text())


def _counts(side: Side) -> str:
    return f"{side.returns} 份报表，{side.edits} 次录入，{side.entries} 条记录，到 {side.at[:16].replace('T', ' ')}"
