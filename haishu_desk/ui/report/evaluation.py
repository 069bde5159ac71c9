"""An evaluation as pages, with what to know before it is written and where each of its figures comes from."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPointF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from haishu_desk.desk.reporting import Wanted
from haishu_desk.domain.errors import DeskError
from haishu_desk.press.places import place_at
from haishu_desk.ui.letting_go import LettingGo
from haishu_desk.ui.messages import Message
from haishu_desk.ui.printing.printer import ask_and_print_leaves
from haishu_desk.ui.report.checks import checks_of
from haishu_desk.ui.report.making import Making, Preview
from haishu_desk.ui.report.origin import OriginPanel
from haishu_desk.ui.report.pages_pane import PagesPane
from haishu_desk.ui.report.writing import KINDS, Writing, file_asked
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.turns import Turns
from haishu_desk.ui.widgets.lines import LineModel, LineView
from haishu_desk.ui.widgets.nothing import Nothing
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.widgets.sections import Section, rule
from haishu_desk.ui.wording import refusal

RIGHT, RIGHT_NARROW, ROOMY = 288, 200, 848
_MAKING = ("正在取数、排版", "做到哪里看窗口下面的状态栏，可以停。")


class EvaluationFace(QWidget):
    """`shown` carries the Preview that is on the pages now; the other signals are those of `OriginPanel`."""

    shown = Signal(object)
    asked = Signal(object, str)
    asked_item = Signal(str, str)
    written = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self.preview: Preview | None = None
        self.making, self.writing = Making(session, self), Writing(session, self)
        self._turns, self._leaving = Turns(session, self), LettingGo(session.slices, self)
        self.nothing = Nothing(theme, "file-text", *_MAKING)
        self.said = Said(session, theme, self)
        self.said.setContentsMargins(16, 8, 16, 8)
        self.pane = PagesPane(theme, self.said, self.nothing)
        self.bar, self.view, self.thumbs, self.middle = (
            self.pane.bar,
            self.pane.view,
            self.pane.thumbs,
            self.pane.middle,
        )
        self.checks = LineModel(self)
        self.origin = OriginPanel(session, theme, self)
        self._lay_out()
        self._connect()
        self._allow()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.pane, 1)
        whole.addWidget(self._right())

    def _right(self) -> QWidget:
        self.side = QFrame()
        self.side.setObjectName("sidePanel")
        self.side.setFixedWidth(self._theme.wide(RIGHT))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        section = Section(self._theme, "写出前核对")
        section.column.setContentsMargins(0, 14, 0, 4)
        section.column.itemAt(0).layout().setContentsMargins(16, 0, 16, 0)
        self.check_view = LineView(self.checks, self._theme, "写出前核对")
        self.check_view.setMinimumHeight(self._theme.tall(60))
        section.column.addWidget(self.check_view, 1)
        column.addWidget(section, 5)
        column.addWidget(rule(self._theme))
        column.addWidget(self.origin, 6)
        return self.side

    def _connect(self) -> None:
        self.pane.act(self, print_them=self.print, write_them=self.ask_where)
        seek = QShortcut(QKeySequence("Ctrl+F"), self, self.origin.search.setFocus)
        seek.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.view.pressed.connect(self._on_pressed)
        self.origin.chosen.connect(self._frame)
        self.origin.asked.connect(self.asked)
        self.origin.asked_item.connect(self.asked_item)
        self.making.made.connect(self._show)
        self.making.refused.connect(self._on_refused)
        self.making.stopped.connect(self._on_stopped)
        self.writing.ready.connect(self._put)
        self.writing.refused.connect(self._on_not_written)

    # Pages.

    def make(self, wanted: Wanted) -> None:
        """Make the pages of that report; those that are shown stay until then."""
        self.said.forget()
        self._say_nothing(*_MAKING)
        if self.preview is None or self.preview.gathered.wanted.kind != wanted.kind:
            self.clear()
        self.making.make(wanted)
        self._allow()

    def clear(self) -> None:
        """Show no pages."""
        self._replace(None)
        self._turns.rest()
        self.pane.show_leaves(())
        self.checks.show_lines([])
        self.origin.show_facts(())

    def _show(self, preview: Preview) -> None:
        page = self.view.page if self.preview is not None else 1
        self._replace(preview)
        self.checks.show_lines([])  # those of the pages before, and their figures
        self.origin.show_facts(())
        self.pane.show_leaves(preview.leaves, page)
        self._allow()
        self._turns.then(partial(self._show_beside, preview))

    def _replace(self, preview: Preview | None) -> None:
        if self.preview is not None:
            self._leaving.take(self.preview.leaves)
        self.preview = preview

    def _show_beside(self, preview: Preview) -> None:
        """What stands beside the pages."""
        self.checks.show_lines(checks_of(preview.gathered))
        self.origin.show_facts(preview.gathered.facts)
        self.shown.emit(preview)

    def _on_refused(self, error: DeskError) -> None:
        self._say_nothing("没有排成", refusal(error))
        self.said.say(refusal(error), "bad")
        self._allow()

    def _on_stopped(self) -> None:
        self._say_nothing("停下了，没有排版", "按左下“重新排版”再来一次。")
        self.said.say("停下了。按左下“重新排版”再来一次。", "warn")
        self._allow()

    def _say_nothing(self, what: str, first: str) -> None:
        self.nothing.what.setText(what)
        self.nothing.first.setText(first)

    def _allow(self) -> None:
        is_whole = self.preview is not None and not self.making.is_running
        writable = self._session.desk.workspace.database.writable
        self.bar.allow(may_print=is_whole, may_write=is_whole and writable and not self.writing.is_running)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The panel gives way as the pages do."""
        super().resizeEvent(event)
        wide = self._theme.wide
        self.side.setFixedWidth(wide(RIGHT if self.width() >= wide(ROOMY) else RIGHT_NARROW))

    # Where a figure is.

    def _on_pressed(self, page: int, at: QPointF) -> None:
        place = place_at(self.preview.places, page, at.x(), at.y()) if self.preview else None
        if place is not None:
            with QSignalBlocker(self.origin):  # the figure that was clicked is framed, not the first of its kind
                self.origin.choose(place.fact)
            self.view.frame(place.page, place.box)

    def _frame(self, number: int) -> None:
        places = self.preview.places if self.preview else ()
        place = next((each for each in places if each.fact == number), None)
        if place is not None:
            self.view.frame(place.page, place.box)

    # On paper and into files.

    def print(self) -> None:
        """Ask for a printer, and print."""
        preview = self.preview
        if preview is None or not self.bar.print.isEnabled():
            return
        title = preview.gathered.document.title
        if self.said.read(lambda: ask_and_print_leaves(preview.leaves, title, self)):
            self.said.say(f"已送去打印：{title}")

    def ask_where(self) -> None:
        """Ask for a file, and write it."""
        if self.preview is None or not self.bar.write.isEnabled():
            return
        document = self.preview.gathered.document
        name = Path.home() / f"{document.title}{document.subtitle}.docx"
        path, kind = QFileDialog.getSaveFileName(self, "写出报告", str(name), KINDS)
        if path:
            self.write(file_asked(path, kind))

    def write(self, file: Path) -> None:
        """Write what is shown to that file, in the background."""
        if self.preview is not None:
            self.said.forget()
            self.writing.write(self.preview, file)
            self._allow()

    def _put(self, preview: Preview, data: bytes, file: Path) -> None:
        record, material = preview.gathered.record, preview.gathered.material
        reporting = self._session.desk.reporting
        answer = self.said.write([], lambda: reporting.put(record, material, data, file))
        self._allow()
        if answer is not None:
            told = f"数据 {answer['facts']} 个，快照 {answer['snapshot']}"
            self.said.say(f"已写出 {file.name}：{told}")
            self._session.tell(Message("ok", f"已写出 {file.name}", told))
            self.written.emit()

    def _on_not_written(self, error: DeskError) -> None:
        self.said.say(refusal(error), "warn" if error.code == "stopped" else "bad")
        self._allow()
