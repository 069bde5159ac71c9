"""The session: the window's one way to the Desk, and the one place that says what changed or why it did not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QSettings, Signal

from haishu_desk.desk import Desk, DeskEntry
from haishu_desk.desk.sample_mark import is_sample
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.findings import HARD
from haishu_desk.ui.background import Background
from haishu_desk.ui.messages import Message

if TYPE_CHECKING:
    from haishu_desk.domain.provenance import Provenance
    from haishu_desk.ui.health import Health
    from haishu_desk.ui.loading_ahead import LoadingAhead
    from haishu_desk.ui.reading_ahead import ReadingAhead
    from haishu_desk.ui.second_place import SecondPlace

Result = TypeVar("Result")
LARGE = 250  # returns; a district has some 140 a year


class Session(QObject):
    """Calls the Desk; an error becomes `failed`, success becomes `changed` with the returns that are different now.

    `changed` carries a frozenset of ReturnKey (empty: documents or the roster changed); views repaint only what they
    show of it. `saved` carries the time of the last write as `HH:MM:SS`. `told` carries a Message for the window to
    show. `person_asked`: another person wants to work; `restore_asked`: a backup (a Path, and the PIN) is to take the file's
    place; `rebuild_asked`: the data file is to be made anew from its journal; `explained`: what the handbook says of an error's code is wanted; `lock_timed`: the screen is to be locked after another time.
    `background` does long work that does not touch the Desk; `slices` is the line for what does, by and by; `settings` is what this computer remembers of the
    window, None where nothing is remembered; `provenance` is where figures that are typed for other units come from.
    """

    changed = Signal(object)
    failed = Signal(object)
    saved = Signal(str)
    told = Signal(object)
    person_asked = Signal()
    restore_asked = Signal(object, str)
    rebuild_asked = Signal()
    explained = Signal(str)
    lock_timed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.read(desk.hear_of_others)  # from here on
        self.settings: QSettings | None = None
        self.background = Background(self)
        self.slices = self.background.slices
        self.provenance: Provenance | None = None

    def tell(self, message: Message) -> None:
        """Show a message in the window: what happened, and the one thing that can be done about it."""
        self.told.emit(message)

    def write(self, keys: Iterable[ReturnKey], action: Callable[[], Result]) -> Result | None:
        """Carry out one use case of the Desk that writes to `keys`; None if it was refused (`failed` has said why)."""
        try:
            result = action()
        except DeskError as error:
            self.failed.emit(error)
            return None
        self.changed.emit(frozenset(keys))
        self.saved.emit(f"{datetime.now():%H:%M:%S}")  # noqa: DTZ005  the clock on the wall
        return result

    def apply(self, *entries: DeskEntry) -> bool:
        """Write entries by the one door; False if they were refused."""
        keys = {entry.key for entry in entries if not isinstance(entry, Edition)}

        def applied() -> bool:
            self.desk.apply(*entries)
            return True

        return self.write(keys, applied) is not None

    def enter(self, key: ReturnKey, rows: Iterable[Mapping[str, str | None]], reason: str | None = None) -> bool:
        """Type cells of one return; each row has item, field, vintage, value, note. False if refused."""
        return self.enter_rows([key], [{"unit": key.unit, "period": key.period, **row} for row in rows], reason)

    def enter_rows(
        self, keys: Iterable[ReturnKey], rows: Iterable[Mapping[str, str | None]], reason: str | None = None
    ) -> bool:
        """Type cells of several returns as one batch; each row names its unit and period too. False if refused."""
        return self.write(keys, lambda: self._entered(list(rows), reason)) is not None

    def _entered(self, rows: list[Mapping[str, str | None]], reason: str | None) -> dict[str, Any]:
        """A table that was refused is an error here: nothing was written, and every fault is said."""
        answer = self.desk.entry.enter(rows, reason, told=self.provenance)
        faults = [finding for finding in answer["findings"] if finding["severity"] == HARD]
        if faults and not answer["written"]:
            raise DeskError(
                "；".join(fault["message"] for fault in faults), faults[0]["advice"], code=faults[0]["rule"]
            )
        return answer

    def read(self, question: Callable[[], Result]) -> Result | None:
        """Ask the Desk; None if it could not answer (`failed` has said why)."""
        try:
            return question()
        except DeskError as error:
            self.failed.emit(error)
            return None

    @property
    def moment(self) -> tuple[int | None, date]:
        """What everything that is shown depends on: another one when something was written, by whatever door, or the day changed."""

        def changes() -> int:
            self.desk.hear_of_others()
            return self.desk.workspace.database.changes

        return self.read(changes), date.today()  # noqa: DTZ011  the office's own day

    @cached_property
    def second_place(self) -> SecondPlace:
        """The copies in a second place."""
        from haishu_desk.ui.second_place import SecondPlace  # noqa: PLC0415  the frame does not wait for it

        return SecondPlace(self)

    @cached_property
    def ahead(self) -> ReadingAhead:
        """How far all returns are, read by and by."""
        from haishu_desk.ui.reading_ahead import ReadingAhead  # noqa: PLC0415  as above

        return ReadingAhead(self)

    @cached_property
    def loading(self) -> LoadingAhead:
        """The loading of what checks returns, before somebody asks for it."""
        from haishu_desk.ui.loading_ahead import checks_ahead  # noqa: PLC0415  as above

        return checks_ahead(self.slices, self, self.background.quietly)

    @cached_property
    def health(self) -> Health:
        """体检 while the window is open."""
        from haishu_desk.ui.health import Health  # noqa: PLC0415  as above

        return Health(self)

    @property
    def is_large(self) -> bool:
        """Whether so many returns are behind it that what a page shows is not read in the event that asks for the page."""
        try:
            return len(self.desk.standings.all()) > LARGE
        except DeskError:  # what cannot be read is said where it is shown
            return False

    @cached_property
    def is_sample(self) -> bool:
        """Whether this is sample data, which the window says on every page."""
        return is_sample(self.desk)

    @property
    def unit_name(self) -> str:
        """The name of the unit that this workspace acts for now."""
        return str(self.desk.documents.units.get(self.desk.unit).name)

    def undo(self, *on: ReturnKey) -> dict[str, Any] | None:
        """Take back this person's last batch on the sheet that is shown; `changed` names the returns."""
        return self._step(lambda: self.desk.undoing.undo(on=on))

    def redo(self, *on: ReturnKey) -> dict[str, Any] | None:
        """Do again what was taken back last on the sheet that is shown."""
        return self._step(lambda: self.desk.undoing.redo(on=on))

    def _step(self, step: Callable[[], dict[str, Any]]) -> dict[str, Any] | None:
        keys: list[ReturnKey] = []

        def stepped() -> dict[str, Any]:
            answer = step()
            keys.extend(edit.key for name in answer["edits"] if (edit := self.desk.edit(name)) is not None)
            return answer

        return self.write(keys, stepped)
