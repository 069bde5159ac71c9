"""临时报表: one window from the idea to the rolled-up table. Nothing is asked in a dialog on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QWidget

from haishu_desk.desk.adhoc import adhoc_forms, drop_form, keep_form, make_form
from haishu_desk.desk.collecting import BASES, collect, write_collected
from haishu_desk.domain.adhoc import is_dropped
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import NOT_ISSUED
from haishu_desk.ui.forms.collected import CollectedView, takes_files
from haishu_desk.ui.forms.folders import BACK, OUT, base_of, came_back, folder_of, remember
from haishu_desk.ui.forms.making import MakeView
from haishu_desk.ui.forms.taking import Taking
from haishu_desk.ui.home.office_window import OfficeWindow
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.widgets.steps import Steps

SIZE = (1080, 620)


class AdhocWindow(OfficeWindow):
    """Above the choice between a new form and those that there are; under it making one, or its roll-up."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget) -> None:
        super().__init__(session, theme, "临时报表", parent)
        self._written: list[str] = []
        self._unsent: list[str] = []
        self._issuing, self.taking = Steps(session.slices, self), Taking(session, self)
        self.forms, self.basis = QComboBox(), QComboBox()
        self.make, self.collected = MakeView(session, theme), CollectedView(theme)
        self.pages = QStackedWidget()
        for page in (self.make, self.collected):
            self.pages.addWidget(page)
        self._dress()
        self.column.addWidget(self.pages, 1)
        self.column.addLayout(self._foot())
        self._connect()
        self.setAcceptDrops(True)
        self.resize(theme.wide(SIZE[0]), theme.tall(SIZE[1]))

    # What is there.

    def _dress(self) -> None:
        self.forms.setAccessibleName("哪一张表")
        self.forms.setMinimumWidth(self.theme.wide(300))
        self.basis.setAccessibleName("口径")
        for code, words in BASES.items():
            self.basis.addItem(f"口径：{words}", code)
        self.bar.addWidget(self.forms)
        self.bar.addStretch(1)
        self.bar.addWidget(self.basis)
        self.save = self.button("存汇总表…", "download-simple")
        self.take = self.button("收取并汇总　F5", "tray", primary=True)
        self.issue = self.button("下发", "paper-plane-tilt", primary=True)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 0)
        line.setSpacing(8)
        self.where = self.label(name="tertiary")
        self.where.setWordWrap(True)
        self.change, self.look, self.keep, self.drop = (
            QPushButton(word) for word in ("换文件夹…", "打开文件夹", "留用", "作废…")
        )
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("作废的理由，写好按 Enter")
        self.reason.setAccessibleName("作废的理由")
        self.reason.hide()
        line.addWidget(self.where, 1)
        line.addWidget(self.reason, 1)
        for button in (self.change, self.look, self.keep, self.drop):
            button.setObjectName("link")
            line.addWidget(button)
        return line

    def _connect(self) -> None:
        self.forms.currentIndexChanged.connect(self._show_choice)
        self.basis.currentIndexChanged.connect(self._show_table)
        self.make.thought.connect(self._name_issue)
        for button, action in (
            (self.issue, self.issue_all), (self.take, self.take_all), (self.save, self._ask_where),
            (self.change, self._ask_folder), (self.look, self._open_folder), (self.keep, self.keep_it),
            (self.drop, self._ask_reason),
        ):  # fmt: skip
            button.clicked.connect(action)
        self.reason.returnPressed.connect(self.drop_it)
        for keys, key_action in (("Ctrl+Return", self.issue_all), ("F5", self.take_all), ("Ctrl+S", self._ask_where)):
            QShortcut(QKeySequence(keys), self).activated.connect(key_action)
        self._issuing.progressed.connect(self._tell_issuing)
        self._issuing.ended.connect(self._issued)
        self.taking.ended.connect(self._taken)
        self.session.changed.connect(self._on_changed)

    # What is shown.

    @property
    def form(self) -> dict[str, Any] | None:
        """The form that is chosen; None while a new one is made."""
        code = self.forms.currentData()
        return self.session.desk.documents.forms.get(code) if code else None

    @property
    def folder(self) -> Path:
        """Where the bundles of the form lie that is shown or made."""
        base, form = base_of(self.session.settings), self.form or self.make.form
        return folder_of(form, base) if form else base

    def show_for(self, code: str | None = None) -> None:
        """Come up with that form, or with a new one."""
        self.said.forget()
        self._read(code)
        self.show()
        self.activateWindow()
        (self.collected.table if code else self.make.title).setFocus()

    def _read(self, code: str | None) -> None:
        self.forms.blockSignals(True)  # shown once, below
        self.forms.clear()
        self.forms.addItem("新的临时报表", None)
        for form in adhoc_forms(self.session.desk.documents):
            self.forms.addItem(f"{form['title']}（{form['period']}{_word(form)}）", form["code"])
        self.forms.setCurrentIndex(max(self.forms.findData(code), 0) if code else 0)
        self.forms.blockSignals(False)
        self._show_choice()

    def _show_choice(self) -> None:
        form, may = self.form, self.session.desk.workspace.database.writable
        is_alive = form is not None and not is_dropped(form)
        self.pages.setCurrentWidget(self.make if form is None else self.collected)
        self.change.setVisible(form is None)
        for widget in (self.basis, self.save, self.take, self.look, self.keep, self.drop):
            widget.setVisible(form is not None)
        self.take.setEnabled(is_alive and may)
        self.drop.setEnabled(is_alive and may)
        self.keep.setEnabled(is_alive and may and form is not None and not form.get("kept"))
        self.reason.hide()
        self.where.show()
        self._show_table()
        self._name_issue()

    def _name_issue(self) -> None:
        """A new form is handed out to all; of one that there is, what could not be written the first time."""
        units = self._unsent if self.form else (self.make.form or {}).get("units", [])
        word = "补发" if self.form else "下发"
        self.issue.setText(f"{word} {len(units)} 份　Ctrl+Enter" if units else f"{word}　Ctrl+Enter")
        self.issue.setVisible(self.form is None or bool(self._unsent))
        may = self.session.desk.workspace.database.writable
        self.issue.setEnabled(bool(units) and may and not self._issuing.is_running)
        self.where.setText(
            f"{'包在' if self.form else '下发到'} {self.folder}；交回的放进里面的“{BACK}”，或拖到这个窗口"
        )

    def _show_table(self) -> None:
        form = self.form
        if form is not None:
            basis = str(self.basis.currentData())
            found = self.session.read(lambda: collect(self.session.desk, form["code"], None, basis))
            if found is not None:
                self.collected.show_collected(found)
                waiting = [row.unit for row in found.rows if row.state == NOT_ISSUED]
                self._unsent = [] if is_dropped(form) else waiting

    def _on_changed(self, keys: object) -> None:
        del keys
        if self.isVisible() and not self._issuing.is_running and not self.taking.is_running:
            self._show_table()
            self._name_issue()

    # Out.

    def issue_all(self) -> None:
        """Make the form, and write the task bundle of each unit into its folder; or those that are not out yet."""
        if self._issuing.is_running:
            return
        if self.form is not None:
            self._written = []
            self._issuing.run(list(self._unsent), self._issue_one)
            return
        self.make.think()
        draft, asking = self.make.draft, self.make.asking
        if self.make.form is None or draft is None:
            self.said.say(self.make.why_not, "bad")
            return
        made = self.said.write((), lambda: make_form(self.session.desk, draft, asking))
        if made is not None:
            self._written = []
            self._read(made["code"])
            self._issuing.run(made["units"], self._issue_one)

    def _issue_one(self, unit: str) -> None:
        form, desk = self.form, self.session.desk
        if form is None:
            return
        keys, place = [ReturnKey(form["code"], unit, form["period"])], self.folder / OUT
        rows = self.said.write(keys, lambda: desk.exchange.issue([unit], form["period"], None, place, form["code"]))
        if rows is None:  # its sentence stays to be read
            self._issuing.stop()
        else:
            self._written += [row["file"] for row in rows]
            with contextlib.suppress(OSError):  # somebody may make it by hand
                (self.folder / BACK).mkdir(exist_ok=True)

    def _tell_issuing(self, done: int, total: int) -> None:
        if done < total:
            self.said.say(f"下发 {done} / {total}", "info")

    def _issued(self, was_whole: bool) -> None:  # noqa: FBT001  the signal's own shape
        self._show_choice()
        if was_whole and self._written:
            self.make.begin()
            self.said.say(f"已下发 {len(self._written)} 份到“{OUT}”。单位装入后就能填；交回后按 F5 收取并汇总。")

    # In.

    def take_all(self) -> None:
        """Take in what came back into the folder, then roll up."""
        files = came_back(self.folder) if self.form is not None and self.take.isEnabled() else []
        if self.form is None:
            return
        if files:
            self.take_files(files)
        else:
            self._show_table()
            self.said.say(f"“{BACK}”里没有文件；交回的包放进去，或拖到这个窗口。", "info")

    def take_files(self, files: Iterable[Path]) -> None:
        """Read these files and take in what can be."""
        self.said.say("正在读…", "info")
        self.taking.take(files)

    def _taken(self, words: str, mark: str) -> None:
        self._show_table()
        self.said.say(words, mark)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.form is not None and takes_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if takes_files(event):
            self.take_files(Path(url.toLocalFile()) for url in event.mimeData().urls())

    # What becomes of it.

    def _ask_where(self) -> None:
        if self.form is not None:
            name = f"{self.form['title']}汇总表.xlsx"
            path = self.ask_where("存汇总表", name, "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)")
            if path is not None:
                self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the roll-up that is shown to that file."""
        form, basis = self.form, str(self.basis.currentData())
        if form is not None:
            file = self.said.read(lambda: write_collected(collect(self.session.desk, form["code"], None, basis), path))
            if file is not None:
                self.said.say(f"已存为 {file}")

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "临时报表放在哪个文件夹", str(base_of(self.session.settings)))
        if folder:
            remember(self.session.settings, Path(folder))
            self._name_issue()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))

    def keep_it(self) -> None:
        """Keep the form that is shown."""
        form = self.form
        if form is not None and self._changed(lambda: keep_form(self.session.desk, form["code"])):
            self.said.say(f"{form['title']} 已留用，以后每期都可以下发。")

    def _ask_reason(self) -> None:
        self.reason.clear()
        self.where.hide()
        self.reason.show()
        self.reason.setFocus()

    def drop_it(self) -> None:
        """Throw the form away that is shown, for the reason that is typed."""
        form, reason = self.form, self.reason.text()
        if form is not None and self._changed(lambda: drop_form(self.session.desk, form["code"], reason)):
            self.said.say(f"{form['title']} 已作废，不再催报；报过的数还能看，也能汇总。")

    def _changed(self, action: Callable[[], object]) -> bool:
        code = str(self.forms.currentData())
        done = self.said.write((), action)
        if done is not None:
            self._read(code)
        return done is not None


def _word(form: dict[str, Any]) -> str:
    if is_dropped(form):
        return "，已作废"
    return "，留用" if form.get("kept") else ""
