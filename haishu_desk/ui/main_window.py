"""The window: rail, top bar, the page in the middle, status bar. It assembles pages and knows nothing of what they show."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.dressing import Dressing
from haishu_desk.ui.enter_key import EnterPresses
from haishu_desk.ui.focus_ring import FocusRing
from haishu_desk.ui.health_bar import HealthBar
from haishu_desk.ui.help.opening import Help
from haishu_desk.ui.lock.screen_lock import ScreenLock
from haishu_desk.ui.messages import Messages
from haishu_desk.ui.notice_bar import NoticeBar
from haishu_desk.ui.page_stack import PageStack
from haishu_desk.ui.pages import PageEntry, PageSet, pages_of
from haishu_desk.ui.rail import Rail
from haishu_desk.ui.recent import Recent
from haishu_desk.ui.regions import Regions
from haishu_desk.ui.sample_switch import sample_place, sample_places
from haishu_desk.ui.settings import looks_in
from haishu_desk.ui.status_bar import StatusBar
from haishu_desk.ui.theme import Theme
from haishu_desk.ui.top_bar import TopBar
from haishu_desk.ui.turning import Turning
from haishu_desk.ui.wishes import ItemWish

if TYPE_CHECKING:  # the Desk is loaded after the first paint
    from collections.abc import Callable

    from haishu_desk.domain.cells import ReturnKey
    from haishu_desk.ui.after_opening import AfterOpening
    from haishu_desk.ui.page import Page
    from haishu_desk.ui.palette import Palette
    from haishu_desk.ui.session import Session

NAME = "海曙规划监测"
SIZE, SMALLEST = (1366, 768), (1180, 640)
# What else there is to do and to say comes when the first page has been painted: counted from when there is time for that.
_LOAD_MS, _LATER_MS = 50, 300


class MainWindow(QWidget):
    """The frame.

    `painted` says, once, that it stands on the screen; `asked_to_write` that a reader wants to write; `asked_for_sample`
    carries which workspace of the sample is wanted, as SampleWish has it; `asked_for_front` says that what stands in the
    middle without a workspace must be made anew; `asked_for_person` that another person wants to work, `asked_to_restore`
    that a backup is to take the place of the file, `asked_to_rebuild` that it is to be made anew from its journal;
    `let_go` that none is to be shown any more, not even one that is about to be.
    """

    painted = Signal()
    asked_to_write = Signal()
    asked_for_front = Signal()
    asked_for_sample = Signal(str)
    asked_for_person = Signal()
    asked_to_restore = Signal(object, str)
    asked_to_rebuild = Signal()
    let_go = Signal()

    def __init__(self, theme: Theme, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._settings = theme, settings
        self._was_painted = False
        self._after: AfterOpening | None = None
        self._wished = 0  # the page that was asked for before the workspace was open
        self.session: Session | None = None
        self._recent = Recent(None, "")
        self.entries: list[PageEntry] = []
        self.current = ""
        self.rail, self.top_bar, self.status_bar = Rail(theme, self), TopBar(theme, self), StatusBar(theme, self)
        self.notice, self.health = NoticeBar(theme, self), HealthBar(theme, self)
        self.stack = PageStack(self)
        self.page_set = PageSet(self.stack, theme, self)
        self.pages = self.page_set.made
        self._front = QWidget(self)
        self.stack.addWidget(self._front)
        self._lay_out()
        self.messages, self.help = Messages(theme, self), Help(theme, self)
        self.messages.explained = self.help.knows_error, self.help.open_error
        self.ring, self.regions = FocusRing(theme, self), Regions(self)
        self.enter = EnterPresses(self)
        self.turning = Turning(self)
        self.dressing, self.lock = Dressing(self, theme, settings), ScreenLock(self, theme, settings)
        self._connect()
        self.top_bar.looks.show_looks(looks_in(settings))
        self.setWindowTitle(NAME)
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)

    def _lay_out(self) -> None:
        # In a window that is smaller than a page needs (a small screen at 150 or 200 %) the page is scrolled, not cut.
        self.page_scroll = QScrollArea(self)
        self.page_scroll.setObjectName("bare")
        self.page_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.page_scroll.setWidgetResizable(True)
        self.page_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page_scroll.setWidget(self.stack)
        middle = QVBoxLayout()
        for widget in (self.top_bar, self.notice, self.health, self.page_scroll):
            middle.addWidget(widget)
        upper = QHBoxLayout()
        upper.addWidget(self.rail)
        upper.addLayout(middle, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status_bar)
        for layout in (middle, upper, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.turning.turn_to)
        self.page_set.built.connect(self._listen)
        self.top_bar.searched.connect(self.open_palette)
        self.top_bar.helped.connect(self.help.open_here)
        self.top_bar.sample.switched.connect(self.asked_for_sample)
        self.top_bar.looks.wished.connect(self.dressing.change)
        self.top_bar.looks.locked.connect(self.lock.lock)
        self.notice.acted.connect(self.asked_to_write)
        self.notice.helped.connect(partial(self.show_preferences, "restore"))
        self.health.acted.connect(partial(self.show_preferences, "health"))
        self.health.stopped.connect(self._show_read_only)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self.open_palette)
        for place in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.setProperty("place", place)
            shortcut.activated.connect(self._switch)

    def fit_to(self, screen: QSize) -> None:
        """Be no larger than that screen."""
        self.setMinimumSize(self.minimumSize().boundedTo(screen))
        self.resize(self.size().boundedTo(screen))

    def show_front(self, widget: QWidget, title: str) -> None:
        """Show something that needs no workspace: the first run, a question, a refusal."""
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        self.stack.removeWidget(self._front)
        self._front.deleteLater()
        self._front = widget
        self.entries = []
        self.rail.show_pages([])
        self.notice.show_text("")
        self.top_bar.sample.show_places([], "")
        self.top_bar.show_title(title, "")
        self.top_bar.show_person("")
        self.setWindowTitle(NAME)
        widget.setFocus()

    def open_session(
        self, session: Session, locked_by: str = "", then: Callable[[DeskError | None], None] | None = None
    ) -> None:
        """Show the pages of this session's role; `locked_by` says who writes when this window may only read.

        `then` is called when the first one was read, which of a large workspace is later, or with why it could not be.
        """
        self.close_session()
        self.session = session
        session.settings = self._settings
        self._recent = Recent(self._settings, session.desk.identity.device, session)
        session.failed.connect(self.fail)
        session.told.connect(self.messages.show_message)
        session.explained.connect(self.help.open_error)
        session.person_asked.connect(self.asked_for_person, Qt.ConnectionType.QueuedConnection)
        session.restore_asked.connect(self.asked_to_restore, Qt.ConnectionType.QueuedConnection)
        session.rebuild_asked.connect(self.asked_to_rebuild, Qt.ConnectionType.QueuedConnection)
        session.second_place.watch()
        self.health.watch(session)
        session.ahead.ended.connect(self._show_badges)
        session.saved.connect(self.status_bar.show_saved)
        session.changed.connect(self._show_badges)
        self.status_bar.watch(session.background)
        if locked_by:
            self._show_read_only()
        else:
            self.status_bar.show_saved("")
        self.notice.show_text(locked_by)
        self.top_bar.show_person(f"{session.unit_name} · {session.desk.person}")
        self._show_sample(session)
        self.entries = pages_of(session.desk.identity.role)
        self.rail.show_pages([(entry.name, entry.word, entry.icon) for entry in self.entries])
        self.lock.watch(session)
        self.turning.later(_LOAD_MS, lambda: session.loading.begin())  # noqa: PLW0108  it is loaded then
        self.turning.later(_LATER_MS, partial(self.after_opening, session))
        wished, self._wished = self._wished, 0
        first = self.entries[wished if wished < len(self.entries) else 0].name
        # Not earlier: a page that finds some of the returns read would show them as all there are.
        self.turning.open_first(first, self._read_ahead, then)

    def _read_ahead(self) -> None:
        if self.session is not None:
            self.session.ahead.begin()
            self._show_badges()

    def after_opening(self, session: Session) -> None:
        """The first page of that session stands."""
        if session is self.session:
            from haishu_desk.ui.after_opening import AfterOpening  # noqa: PLC0415  the first page does not wait for it

            self._after = AfterOpening(session, self, self._theme)

    def _show_read_only(self) -> None:
        self.status_bar.show_state("idle", "只读")

    def show_preferences(self, what: str) -> None:
        """Bring up a part of 设置, by the name that its `show_item` takes."""
        self.turning.open("preferences", then=lambda: self.pages["preferences"].show_item(what))

    def close_session(self) -> None:
        """Let go of the pages and the workspace."""
        self.let_go.emit()
        if self.session is None:
            return
        self.close_editors()
        self._recent.keep()
        if "palette_popup" in vars(self):
            self.palette_popup.hide()  # it leads to places of this workspace
        self.session.second_place.rest()
        self.session.ahead.rest()
        if self._after is not None:
            self._after.rest()
            self._after = None
        self.health.rest()
        self.session.background.wait()
        self.turning.rest()
        self.page_set.drop()
        self.current = ""
        self.lock.rest()  # not before: nothing is uncovered that is still there
        self.session.slices.rest()
        self.session.desk.close()
        self.session = None

    def open_page(self, name: str, place: tuple[ReturnKey, str | None] | None = None) -> None:
        """Show the page of that name, at that return and item if given; a page that this window has not is passed over.

        It is the `current` one when this comes back, if its modules are loaded; of a large workspace it is read after that
        (see `Turning`).
        """
        self.turning.open(name, place)

    def open_return(self, key: ReturnKey, item: str | None) -> None:
        """Go to that return's sheet, and to that item of it."""
        self.open_page("entry", (key, item))
        if self.session is not None:
            self._recent.note((key, item))

    def open_review(self, key: ReturnKey) -> None:
        """Show that return on 审核."""
        self.open_page("review", (key, None))

    def open_item(self, name: str, code: str) -> None:
        """Show that entry of the plans on the page of that name."""
        self.turning.open(name, then=partial(self._show_item, name, code))

    def _show_item(self, name: str, code: str) -> None:
        self.pages[name].show_item(code)
        self._recent.note(ItemWish(name, code))
        self.show_title()

    @cached_property
    def palette_popup(self) -> Palette:
        """The palette, made when it is first asked for."""
        from haishu_desk.ui.following import follow  # noqa: PLC0415  as below
        from haishu_desk.ui.palette import Palette  # noqa: PLC0415  the frame does not wait for it

        made = Palette(self._theme, self)
        made.chosen.connect(partial(follow, self))
        made.left.connect(self._to_page)
        return made

    def open_palette(self) -> None:
        """Bring up the palette over whatever is shown."""
        if self.session is not None:
            from haishu_desk.ui.goals import actions_of, goals_of, typed_goals  # noqa: PLC0415  needs the Desk

            goals = goals_of(self.session, self.entries)
            page = self.pages.get(self.current)
            actions = actions_of(page) if page is not None else []
            offered = [*self._recent.goals(goals), *actions, *goals, *self.help.goals()]
            self.palette_popup.open(offered, typed_goals)

    def _to_page(self) -> None:
        if self.current:
            self.pages[self.current].setFocus()

    def close_editors(self) -> None:
        """Store what is being typed on the page that is shown; while the screen is locked nobody is there to mean it."""
        if self.lock.is_locked:
            self.keep_typing()
        if self.current:
            self.pages[self.current].close_editors()

    def keep_typing(self) -> None:
        """Keep what is being typed on the page that is shown as a draft, whoever works next."""
        if self.current:
            self.pages[self.current].keep_typing()

    def dress_again(self) -> None:
        """Show everything anew in the colours and sizes that the theme has now."""
        self.turning.finish()
        self.close_editors()
        for part in (self.rail, self.top_bar, self.status_bar, self.notice, self.health):
            part.dress()
        self.help.forget()
        if "palette_popup" in vars(self):
            self.palette_popup.deleteLater()
            del self.palette_popup
        if self.session is None:
            self.asked_for_front.emit()
            return
        shown = self.current
        self.page_set.drop()
        self.current = ""
        self.open_page(shown)
        self.lock.dress()

    def fail(self, error: DeskError) -> None:
        """Say why something was refused."""
        self.messages.refuse(self.session.health.heed(error) if self.session is not None else error)

    # The rest answers to what happens.

    def _drop_others(self) -> None:
        """Every page but the one that is shown is made anew when it is asked for."""
        self.page_set.drop(self.current)

    def _listen(self, page: Page) -> None:
        page.open_page.connect(self.open_page)
        page.open_return.connect(self.open_return)
        page.open_review.connect(self.open_review)
        page.open_item.connect(self.open_item)
        page.retitled.connect(self.show_title)
        page.info.connect(self._show_info)
        page.outdated.connect(self._drop_others)

    def show_title(self) -> None:
        """Say what the page is about, which may have become another one."""
        entry = next(entry for entry in self.entries if entry.name == self.current)
        self.top_bar.show_title(entry.word, self.pages[self.current].subject())
        self.status_bar.show_info(str(self.pages[self.current].property("info") or ""))

    def _show_info(self, text: str) -> None:
        page = self.sender()
        if isinstance(page, QWidget):
            page.setProperty("info", text)
        if self.current and page is self.pages.get(self.current):
            self.status_bar.show_info(text)

    def _show_sample(self, session: Session) -> None:
        self.top_bar.sample.show_places(sample_places(session), sample_place(session) if session.is_sample else "")
        which = f"{session.unit_name}（示例数据）" if session.is_sample else session.unit_name
        self.setWindowTitle(f"{which} - {NAME}")

    def _show_badges(self) -> None:
        from haishu_desk.ui.home.overview import badges_of  # noqa: PLC0415  needs the Desk

        if self.session is None:
            return
        waiting = badges_of(self.session) if self.session.ahead.has_latest else {}
        for name, button in self.rail.buttons.items():
            button.set_badge(waiting.get(name, 0), urgent=True)

    def _switch(self) -> None:
        place = int(self.sender().property("place"))
        if self.session is None:
            self._wished = place - 1
        elif 0 < place <= len(self.entries):
            self.turning.turn_to(self.entries[place - 1].name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if "palette_popup" in vars(self) and self.palette_popup.isVisible():
            self.palette_popup.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("window/geometry", self.saveGeometry())
        self.close_session()
        super().closeEvent(event)
