"""What is done with findings in 填报: F9 and F8, going to a cell, saying a word of a finding, saving 差错清单."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import Finding
from haishu_desk.domain.periods import parse_period
from haishu_desk.domain.returns import CLOSED
from haishu_desk.ui.entry.auditing import Auditing
from haishu_desk.ui.entry.bars import SaidBar
from haishu_desk.ui.entry.brush import Brush
from haishu_desk.ui.entry.findings_panel import FindingsPanel
from haishu_desk.ui.entry.problems import Problems
from haishu_desk.ui.entry.sheet_view import SheetView
from haishu_desk.ui.findings.wording import key_of
from haishu_desk.ui.messages import Message
from haishu_desk.ui.session import Session
from haishu_desk.ui.turns import Turns
from haishu_desk.ui.wording import refusal

_NOTHING = "没有退回、不一致、没有存入或审核要改的格。"


class FindingDesk(QObject):
    """Brings sheet, checks and panel together; `wanted` asks for the sheet of another return and an item of it."""

    wanted = Signal(object, object)

    def __init__(self, session: Session, view: SheetView, said: SaidBar, brush: Brush, page: QWidget) -> None:
        super().__init__(page)
        self._session, self._view, self._said, self._page = session, view, said, page
        self._asked: str | None = None
        self._refused: DeskError | None = None
        self._edition_of: ReturnKey | None = None
        self._edition = Turns(session, self)
        self.auditing = Auditing(session, view.cells, page)
        self.problems = Problems(session.desk, view, self.auditing)
        self.panel = FindingsPanel(brush, session.desk, self._why_not, page)
        self._connect()
        for keys, slot in (("F9", self.audit), ("F8", self.forward), ("Shift+F8", self.back)):
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _connect(self) -> None:
        panel = self.panel
        self.auditing.found.connect(self._show)
        self.auditing.progressed.connect(self._show_progress)
        self._view.looked_at.connect(self._follow)
        panel.unfolded.connect(self.fit)
        panel.audit.clicked.connect(self.audit)
        panel.whole.toggled.connect(self._look_at)
        panel.save.clicked.connect(self._ask_where)
        panel.view.jumped.connect(self.jump)
        panel.view.stood.connect(self._show_word)
        panel.word.said.connect(self.explain)
        self._session.failed.connect(self._on_failed)

    # 全审.

    def audit(self) -> None:
        """F9: check the whole again and show what is found, ready to be walked through; Enter leads back to a cell."""
        self._view.close_editor()
        self.panel.unfold()
        self.panel.view.setFocus()
        self.auditing.check()

    def fit(self) -> None:
        """The panel takes its share of the page."""
        before = self.panel.height()
        self.panel.fit(self._page.height())
        if self.panel.height() != before:
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        self._view.scrollTo(self._view.currentIndex())

    def _look_at(self, whole: bool) -> None:  # noqa: FBT001  a signal of Qt
        self.auditing.look_at(whole_period=whole)

    def _show(self) -> None:
        self.panel.show_findings(self.auditing.findings)
        if self.auditing.key == self._edition_of:
            self._say_edition()
        else:
            # Of another return it takes a look at all that stands in it: not in one event with its sheet.
            self.panel.edition.clear()
            self._edition.then(self._say_edition)
        self._show_word(self.panel.view.current)
        self.panel.setVisible(self.auditing.sheet is not None)
        self.fit()
        if self._asked is not None and self.auditing.is_known:
            item, self._asked = self._asked, None
            self._unfold_at(item)

    def _say_edition(self) -> None:
        self._edition_of = self.auditing.key
        self.panel.edition.setText(self.auditing.edition_said())

    def rest(self) -> None:
        """The page is left: say what is still to be said, and check nothing more."""
        if self._edition.is_waiting:
            self._edition.rest()
            self._say_edition()
        self.auditing.rest()

    def _show_progress(self, done: int, total: int) -> None:
        if self.auditing.is_running and done < total:
            self.panel.say(f"正在审核 {done} / {total}")

    def stand_on(self, item: str | None) -> None:
        """Open the panel at what is open of that item, now or when it is known; nothing happens if nothing is."""
        self._asked = item
        if item is not None and self.auditing.is_known:
            self._show()

    def show_open(self, keys: Iterable[ReturnKey]) -> None:
        """上报 was refused: show what stands in the way, on whichever form of the period it is."""
        known = (self._session.desk.checking.known(key) for key in keys)
        if not any(finding.is_open for found in known if found for finding in found.findings):
            return
        if not any(finding.is_open for finding in self.auditing.findings):
            self.panel.whole.setChecked(True)
        self.panel.unfold()

    def _unfold_at(self, item: str) -> None:
        open_ones = [finding for finding in self.auditing.findings if finding.item == item and finding.is_open]
        if open_ones:
            self.panel.unfold()
            self.panel.view.stand_on(open_ones[0])

    # Places.

    def forward(self) -> None:
        """F8: to the next cell that waits, from the top again after the last."""
        self._go_on(1)

    def back(self) -> None:
        """Shift+F8: to the one before."""
        self._go_on(-1)

    def _go_on(self, way: int) -> None:
        self._view.close_editor()
        if not self.problems.go_on(way):
            self._said.say("ok", "没有了", _NOTHING)

    def _follow(self) -> None:
        """Whoever stands on a cell with a finding sees it in the panel."""
        index = self._view.currentIndex()
        item = self._view.cells.item_at(index) if index.isValid() else None
        if item is None or self.panel.word.text.hasFocus():
            return
        name = self._view.cells.column_at(index).name
        here = [finding for finding in self.auditing.findings if finding.item == item.code]
        exact = [finding for finding in here if finding.field == name] or here
        current = self.panel.view.current
        if exact and (current is None or current.item != item.code or current not in exact):
            self.panel.view.stand_on(exact[0])

    def jump(self, finding: Finding) -> None:
        """To the cell of a finding, on whichever form it stands."""
        key = key_of(self._session.desk, finding)
        if key != self.auditing.key:
            self.wanted.emit(key, finding.item)
            return
        self.problems.go_to(self.problems.place_of(finding))

    # What is said of a finding.

    def _show_word(self, finding: Finding | None) -> None:
        desk, key = self._session.desk, self.auditing.key
        if finding is None or key is None:
            self.panel.word.show_finding(None)
            return
        own = key_of(desk, finding)
        word = self._session.read(lambda: desk.checking.words.word(own, finding))
        writable = desk.workspace.database.writable
        may_say = writable and desk.course(own).state(has_edits=True) not in CLOSED
        self.panel.word.show_finding(finding, word=word, may_say=may_say)

    def _why_not(self, finding: Finding, klass: str, text: str) -> str | None:
        desk = self._session.desk
        return self._session.read(lambda: desk.checking.words.why_not(key_of(desk, finding), finding, klass, text))

    def explain(self, finding: Finding, klass: str, text: str) -> None:
        """Store what was said of a finding; what is refused says why under the field."""
        key, checking = key_of(self._session.desk, finding), self._session.desk.checking
        place = (key.unit, key.period, finding.item or "", finding.rule)
        self._refused = None
        word = self.panel.word
        word.forget(finding)
        done = self._session.write([key], lambda: checking.explain(*place, klass=klass, text=text, field=finding.field))
        if done is None:
            word.refuse_with(self._sentence())
        else:
            self._view.setFocus()

    def _sentence(self) -> str:
        """What `failed` said last."""
        return refusal(self._refused) if self._refused is not None else "没有记下，请再试一次"

    def _on_failed(self, error: object) -> None:
        if isinstance(error, DeskError):
            self._refused = error

    # 差错清单.

    def _ask_where(self) -> None:
        key = self.auditing.key
        if key is None:
            return
        name = f"{self._session.desk.documents.name_of(key.unit, key.period)}_{parse_period(key.period)}_差错清单.xlsx"
        kinds = "Excel 工作簿 (*.xlsx);;Word 文档 (*.docx)"
        path, _ = QFileDialog.getSaveFileName(self._page, "存差错清单", str(Path.home() / name), kinds)
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the findings that are looked at to an .xlsx or a .docx."""
        key: ReturnKey | None = self.auditing.key
        if key is None:
            return
        review, checking = self.auditing.review(), self._session.desk.checking
        if self._session.read(lambda: checking.write_list(review, key.unit, key.period, path)):
            count = len(review.checked.findings)
            self._session.tell(Message("ok", f"已存差错清单，共 {count} 条", str(path)))
