"""What a page of the window is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.ui.doorway import Doorway
from haishu_desk.ui.session import Session
from haishu_desk.ui.theme import Theme

# The name of the list of 查询 on 审核, as `open_item` takes it.
QUERIES = "queries"
# The name of the window of 版本码 on 首页, and of one code in it.
CODE, CODE_OF = "code", "code:"
# The window of 文书 on 首页, with the kind of letter behind it.
LETTERS = "letters:"


class Page(Doorway):
    """One page: built on first show, refreshed when the session says that something changed, or when it is shown after that.

    What a page reads it reads in `refresh`; what was read stands while `session.moment` and its own `beside` are what they
    were, so that turning the pages reads nothing where nothing happened. A page that left something undone is not `is_settled`.

    `open_return` asks the window to go to a return's sheet (a ReturnKey, and an item's code or None); `open_page` asks
    for another page by its name, `open_review` for a return (a ReturnKey) on 审核, `open_item` for an entry of the plans
    (its code) on the page of that name. `retitled` says that `subject` is
    another one now; `outdated` that other pages keep what is no longer so and must be made anew; `info` is the page's own text at the right of the status bar (a sum, a count). Messages go by `session.tell`, long work by `session.background`.
    """

    title = ""
    name = ""
    icon = ""
    open_return = Signal(object, object)
    open_page = Signal(str)
    open_review = Signal(object)
    open_item = Signal(str, str)
    retitled = Signal()
    info = Signal(str)
    outdated = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.theme = theme
        self._shown: object = None  # the state of things that stands on the page; None: not known
        self._doubts = 0
        session.changed.connect(self.on_changed)
        session.failed.connect(self.doubt)
        session.ahead.ended.connect(self.doubt)

    def subject(self) -> str:
        """What the page is about, beside its title: unit, period, form."""
        return ""

    def before(self) -> Sequence[Callable[[], object]]:
        """Of what `refresh` asks the long parts whose answers are kept: of a large workspace each is asked in an event before it."""
        return ()

    def refresh(self) -> None:
        """Read anew everything that is shown."""

    def bring_up(self, place: tuple[ReturnKey, str | None] | None = None) -> None:
        """The page is shown, at that place of it: read anew, unless what stands on it still holds."""
        if self.is_stale:
            self.renew(place)
        elif place is not None:
            self.go_to(*place)

    def renew(self, place: tuple[ReturnKey, str | None] | None = None) -> None:
        """Read anew, and remember of which state of things; something that could not be read, or was not, is read again next time."""
        doubts, now = self._doubts, self._now()  # before: what is written meanwhile was not read
        self._shown = None
        self.refresh() if place is None else self.refresh_at(*place)
        if doubts == self._doubts:
            self._shown = now

    def doubt(self) -> None:
        """What stands on the page may no longer be so: it is read anew when it is shown next."""
        self._doubts += 1
        self._shown = None

    @property
    def is_stale(self) -> bool:
        """Whether something may have changed since it was read, or was left undone."""
        return self._shown is None or not self.is_settled or self._shown != self._now()

    @property
    def is_settled(self) -> bool:
        """Whether the last refresh did everything; a page that goes on by and by, or that left it for later, says so here."""
        return True

    def beside(self) -> object:
        """What the page shows that changes without a write: what is on a disk, settings. Compared with what it was."""
        return None

    def _now(self) -> object:
        return self.session.moment, self.beside()

    def on_changed(self, keys: frozenset[ReturnKey]) -> None:
        """Something was written; a page that shows some of it reads it anew, one that is not shown when it is."""
        del keys
        if self.isVisible():
            self.renew()

    def close_editors(self) -> None:
        """The page is left or the window closed: store what is being typed, or keep it."""

    def keep_typing(self) -> None:
        """Somebody else signs in at the locked screen: keep what is being typed as a draft and store nothing of it."""

    def go_to(self, key: ReturnKey, item: str | None) -> None:
        """Show that return, and that item of it; pages that show no returns do nothing."""

    def refresh_at(self, key: ReturnKey, item: str | None) -> None:
        """Read anew and go to that return and item: a page that shows one return need not read another one first."""
        self.refresh()
        self.go_to(key, item)

    def show_item(self, code: str) -> None:
        """Show that entry of the plans; pages that show none do nothing."""
