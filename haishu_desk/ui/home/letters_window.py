"""文书: 催报单, 督办函, 核实单 and 审核意见, one to a unit, shown as the pages that they will be and written as a Word file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QWidget

from haishu_desk.desk.letters import KINDS, OPINION, SUPERVISE, TITLES, URGE, VERIFY, Letter, Wanted
from haishu_desk.domain.periods import is_date, parse_period
from haishu_desk.press.documents import leaves_of
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.printing.paper_view import PaperView
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

SIZE = (1120, 720)
_SIDE = 230
_WORD = "Word 文档 (*.docx)"


class LettersWindow(OfficeWindow):
    """The choices at the top decide which letters there are; the list shows to whom, the pages what they say."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "文书", parent)
        self.letters: list[Letter] = []
        self._shown: Wanted | None = None
        self._is_stale = False
        self.kind, self.period, self.unit = QComboBox(), QComboBox(), QComboBox()
        self.due, self.contact = QLineEdit(), QLineEdit()
        self.to, self.view = QListWidget(), PaperView(theme)
        self._fill_choices()
        self._lay_out()
        for box in (self.kind, self.period, self.unit):
            box.currentIndexChanged.connect(self._read)
        for field in (self.due, self.contact):
            field.editingFinished.connect(self._read_changed)
        self.to.currentRowChanged.connect(self._show_letter)
        self.save.clicked.connect(self._ask_file)
        self.each.clicked.connect(self._ask_folder)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._ask_file)
        session.changed.connect(self._on_changed)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    def _fill_choices(self) -> None:
        desk = self.session.desk
        for kind in KINDS if desk.is_district else (OPINION,):
            self.kind.addItem(TITLES[kind], kind)
        keys = desk.workspace.cells.returns()
        for period in sorted({parse_period(key.period) for key in keys}, key=lambda each: each.last_day, reverse=True):
            self.period.addItem(period.title, str(period))
        self.unit.addItem("该写的每一家", None)
        for unit in desk.documents.units:
            self.unit.addItem(unit.name, unit.code)
        self.unit.setVisible(desk.is_district)

    def _lay_out(self) -> None:
        wide = self.theme.wide
        self.due.setPlaceholderText("答复期限 2026-01-31")
        self.contact.setPlaceholderText("联系人和电话")
        named: tuple[tuple[QWidget, str, int], ...] = (
            (self.kind, "哪种文书", 150), (self.period, "报告期", 120), (self.unit, "写给谁", 170), (self.due, "答复期限", 150),
            (self.contact, "联系人和电话", 160),
        )  # fmt: skip
        for widget, words, width in named:
            widget.setAccessibleName(words)
            widget.setFixedWidth(wide(width))
            self.bar.addWidget(widget)
        self.bar.addStretch(1)
        self.each = self.button("一家一个文件…", "copy-simple")
        self.save = self.button("存为 Word…", "download-simple", primary=True)
        self.to.setAccessibleName("写给哪些单位")
        self.to.setFixedWidth(wide(_SIDE))
        self.to.setSpacing(3)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 0)
        middle.addWidget(self.to)
        middle.addWidget(self.view, 1)
        self.column.addLayout(middle, 1)
        quiet = self.label(
            "写成文件时记下写给了谁、哪一天；催报单同时记为已催报。版式是公文的，可在 Word、WPS 里接着改。",
            name="tertiary",
        )
        quiet.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(quiet)

    # What is shown.

    def show_kind(self, kind: str = "") -> None:
        """Come up with that kind of letter."""
        self.kind.blockSignals(True)  # read once, below
        self.kind.setCurrentIndex(max(self.kind.findData(kind), 0))
        self.kind.blockSignals(False)
        self._read()
        self.show()
        self.activateWindow()
        self.kind.setFocus()

    @property
    def wanted(self) -> Wanted:
        """What is chosen; a day counts once it is typed whole."""
        due = self.due.text().strip()
        return Wanted(
            self.kind.currentData(), self.unit.currentData(), self._period, due=due if is_date(due) else None,
            contact=self.contact.text().strip() or None,
        )  # fmt: skip

    @property
    def _period(self) -> str | None:
        """A unit owes and is asked in whatever period; the others speak of one."""
        return None if self.kind.currentData() in (URGE, VERIFY) else self.period.currentData()

    def _read_changed(self) -> None:
        """A field that is left as it was changes nothing."""
        if self.wanted != self._shown or self.due.text().strip() != (self.wanted.due or ""):
            self._read()

    def _read(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._read_letters()
        finally:
            QGuiApplication.restoreOverrideCursor()

    def _read_letters(self) -> None:
        kind, wanted = self.kind.currentData(), self.wanted
        self._shown, self._is_stale = wanted, False
        self.period.setEnabled(kind not in (URGE, VERIFY))
        self.due.setEnabled(kind in (SUPERVISE, VERIFY))
        self.letters = self.said.read(lambda: self.session.desk.letters.of(wanted)) or []
        due = self.due.text().strip()
        if due and not is_date(due):
            self.said.say(f"看不懂日期“{due}”，请写成 2026-01-31；先按十五天后", "warn")
        self.to.blockSignals(True)  # shown once, below
        self.to.clear()
        self.to.addItems(
            [f"{letter.name}　{letter.count} 项" if letter.count else letter.name for letter in self.letters]
        )
        self.to.blockSignals(False)
        self.to.setCurrentRow(0)
        self._show_letter(0)
        may = bool(self.letters) and self.session.desk.workspace.database.writable
        for button in (self.each, self.save):
            button.setEnabled(may)
        self.save.setText(f"存为 Word（{len(self.letters)} 份）…" if self.letters else "存为 Word…")

    def _show_letter(self, row: int) -> None:
        shown = [self.letters[row].document] if 0 <= row < len(self.letters) else []
        self.view.show_pages(leaves_of(shown))

    def _on_changed(self, keys: object) -> None:
        """What lags takes a while to find: it is looked for again when one comes back to this window."""
        del keys
        if not self.isVisible():
            return
        if self.kind.currentData() == SUPERVISE and not self.isActiveWindow():
            self._is_stale = True
        else:
            self._read()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self._is_stale:
            self._read()

    # What can be done.

    def _ask_file(self) -> None:
        if self.save.isEnabled():
            path = self.ask_where("存为 Word", f"{self.kind.currentText()}.docx", _WORD)
            if path is not None:
                self.write(path)

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "写到哪个文件夹，一家一个文件", str(Path.home()))
        if folder:
            self.write(Path(folder))

    def write(self, out: Path) -> None:
        """Write them to that file, or into that folder, and put on record to whom."""
        wanted = self.wanted
        keys = [key for letter in self.letters for key in letter.keys if key.form]
        letters = self.said.write(keys, lambda: self.session.desk.letters.write(wanted, out))
        if letters is not None:
            self.said.say(f"已写出 {len(letters)} 份到 {out.name}，并已记下")
