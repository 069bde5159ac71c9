"""Taking in: files are read in the background, previewed one by one, and taken in one by one when the button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.reader import ReadAhead
from haishu_desk.bundle.unpack import opened
from haishu_desk.desk.copies_beside import is_due, make_aside
from haishu_desk.desk.outcomes import Outcome
from haishu_desk.desk.peeking import glance
from haishu_desk.desk.receiving import Taking
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.background import Job
from haishu_desk.ui.exchange.files import FileModel, ReceivedFile, facts_of
from haishu_desk.ui.reading_ahead import AT_ONCE
from haishu_desk.ui.session import Session
from haishu_desk.ui.widgets.steps import Steps


class Intake(QObject):
    """The dropped files and what is done with them.

    `changed` says that the list or a line of it is another one; `progressed` how many of how many were taken in;
    `ended` that taking in is over.
    """

    changed = Signal()
    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FileModel(self)
        self._steps, self._one = Steps(session.slices, self), Steps(session.slices, self)
        self._then: Callable[[], None] | None = None
        self._jobs: list[tuple[Job, ReadAhead]] = []
        self._copying: Job | None = None
        self._were_read: list[ReceivedFile] = []
        self._previewing: Iterator[None] | None = None
        self._steps.progressed.connect(self.progressed)
        self._steps.ended.connect(self._end)
        self._one.ended.connect(self._end_one)

    @property
    def is_taking(self) -> bool:
        """Whether files are being taken in."""
        return self._copying is not None or self._steps.is_running or self._one.is_running

    @property
    def is_reading(self) -> bool:
        """Whether files are still being read."""
        return any(file.outcome is None for file in self.model.files)

    @property
    def ready(self) -> list[ReceivedFile]:
        """What the button would take in."""
        return [file for file in self.model.files if file.can_be_taken]

    def add(self, paths: Iterable[Path]) -> None:
        """Read and preview these files; a file that is on the list already is read anew."""
        files = []
        for path in paths:
            for old in [file for file in self.model.files if file.path == path]:
                self.model.remove(old)
            files.append(ReceivedFile(path, facts_of(path)))
            self.model.append(files[-1])
        if files:
            ahead = ReadAhead([file.path for file in files])
            run = self._session.background.run
            job = run("读取文件", partial(_read, ahead), files, self._was_read, self._end_reading)
            job.at_close = ahead.close
            self._jobs.append((job, ahead))
            self.changed.emit()

    def _was_read(self, file: ReceivedFile, read: Any) -> None:
        file.workbook = read
        self._were_read.append(file)
        if len(self._were_read) == 1:
            QTimer.singleShot(0, self, self._preview_next)

    def _preview_next(self) -> None:
        """One step of one file a turn: many are read faster than they are previewed, and the window lives in between."""
        goes_on = False
        try:
            if self._previewing is None:
                self._previewing = self._preview_read(self._were_read[0])
            goes_on = next(self._previewing, self) is None
        finally:  # a fault in one is reported and stops no other
            if not goes_on:
                self._previewing = None
                self._were_read.pop(0)
            if self._were_read:
                QTimer.singleShot(0, self, self._preview_next)

    def _preview_read(self, file: ReceivedFile) -> Iterator[None]:
        if file not in self.model.files:
            return
        yield from self._steps_of_preview(file)
        if file.waits_for_upgrade and self._session.desk.workspace.database.writable:
            # Nothing of it can be shown, and the stick may be gone before the program is upgraded: it is kept at once.
            self._session.write((), self._begun(file).finish)

    def preview(self, file: ReceivedFile) -> None:
        """Ask the Desk what taking it in would do; nothing is written."""
        for _ in self._steps_of_preview(file):
            pass

    def _steps_of_preview(self, file: ReceivedFile) -> Iterator[None]:
        if isinstance(file.workbook, Workbook):
            file.glance = glance(self._session.desk, file.workbook)
        if file.glance is not None and file.glance.is_enrolment:
            known = self._session.desk.exchange.roster.rows()
            file.enrolled = any(row["code"] == file.glance.code for row in known)
        if self._session.read(self._session.desk.checking.prepare):
            yield
        journal, seen, outcome = self._session.desk.workspace.journal, -1, None
        while seen != len(journal):  # what was written between two steps may make it another one
            seen = len(journal)
            taking = self._begun(file, preview=True)
            taking.judge()
            yield
            outcome = yield from self._finish(taking)
        yield
        if file.taken:  # meanwhile
            return
        file.outcome = outcome or _refused(file)
        if file.was_taken_back:
            file.again = self._session.read(self._begun(file, preview=True, again=True).finish)
        self.model.touch(file)
        self.changed.emit()

    def take_all(self) -> None:
        """Take in what can be taken, one file after the other, so that it can be stopped between two of them.

        The copy of the day comes first, off the window's thread: of a large file it takes many seconds.
        """
        if self.is_taking or not self.ready:
            return
        self._copy_first(lambda: self._steps.run(self.ready, self._taking))

    def take_one(
        self, file: ReceivedFile, take: str | None = None, reason: str | None = None, *, again: bool = False
    ) -> None:
        """Take in one file, then look at the others anew; a workspace with few returns has it done at once."""
        if self.is_taking:
            return
        taking = partial(self._taking, take=take, reason=reason, again=again)
        if not self._is_small:
            self._copy_first(lambda: self._one.run([file], taking))
            return
        for _ in taking(file):
            pass
        self._end_one()

    def _end_one(self) -> None:
        self.preview_rest()
        self.changed.emit()

    @property
    def _is_small(self) -> bool:
        return len(self._session.desk.standings.all()) <= AT_ONCE

    def _copy_first(self, then: Callable[[], None]) -> None:
        """The copy of the day is whole before the first thing is written; none is made where there is one."""
        workspace = self._session.desk.workspace
        if not (workspace.database.writable and is_due(workspace)):
            then()
            return
        run, self._then = self._session.background.run, then
        self._copying = run("装入前备份", make_aside, [workspace.path], self._was_copied, self._end_copying)
        self.changed.emit()

    def _was_copied(self, _path: object, _result: object) -> None:
        """What went wrong is said by the first file, which is not taken in then."""

    def _end_copying(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        self._copying = None
        if whole and self._then is not None:
            self._then()
        else:
            self._end()

    def stop(self) -> None:
        """Read and take in no further file; what was taken stays, what was not read yet leaves the list."""
        self._steps.stop()
        for job in (*(job for job, _ in self._jobs), *([self._copying] if self._copying else [])):
            job.stop()

    def _end_reading(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        if not whole:
            for file in [each for each in self.model.files if each.outcome is None and each not in self._were_read]:
                self.model.remove(file)
        for job, ahead in [each for each in self._jobs if each[0] not in self._session.background.jobs]:
            self._session.background.quietly(ahead.close, _nobody)  # it waits for the workers' end
            self._jobs.remove((job, ahead))
        self.changed.emit()

    def _end(self) -> None:
        self.preview_rest()
        self.ended.emit()

    def preview_rest(self) -> None:
        """Preview the others anew: what was taken in may have changed what the others would do."""
        self._preview_anew([
            file for file in self.model.files
            if file.outcome is not None and not file.taken and file.outcome.status in ("received", "held")
        ])  # fmt: skip

    def _preview_anew(self, files: list[ReceivedFile]) -> None:
        """One after the other, a step a turn; a workspace with few returns has it done at once."""
        if self._is_small:
            for file in files:
                self.preview(file)
            return
        is_under_way = bool(self._were_read)
        self._were_read += files
        if files and not is_under_way:
            QTimer.singleShot(0, self, self._preview_next)

    def take(
        self, file: ReceivedFile, take: str | None = None, reason: str | None = None, *, again: bool = False
    ) -> bool:
        """Take in one file; for one that was changed after signing with the values that were chosen, and why.

        With `again` also one that was taken back.
        """
        for _ in self._taking(file, take, reason, again=again):
            pass
        return file.taken

    def _taking(
        self, file: ReceivedFile, take: str | None = None, reason: str | None = None, *, again: bool = False
    ) -> Iterator[None]:
        """It is judged in one event, written in another (one transaction), looked over in a few, and shown in the last."""
        keys, taking = self._keys(file), self._begun(file, take=take, reason=reason, again=again)
        taking.judge()
        yield
        outcome = yield from self._finish(taking)
        if outcome is not None:
            yield
            self._session.write(keys, lambda: outcome)
            file.outcome = outcome
            file.taken = outcome.status == "received"
            self.model.touch(file)
        self.changed.emit()

    def _finish(self, taking: Taking) -> Generator[None, None, Outcome | None]:
        """What became of it; None if it could not be said (the session has said why)."""
        steps, ended = taking.steps(), list[Outcome]()

        def goes_on() -> bool:
            try:
                next(steps)
            except StopIteration as end:
                ended.append(end.value)
            return not ended

        while self._session.read(goes_on):
            yield
        return ended[0] if ended else None

    def enrol(self, file: ReceivedFile) -> bool:
        """Admit the key that the file carries; the person has compared its 校验码."""
        code = file.glance.code if file.glance else None
        roster = self._session.desk.exchange.roster
        rows = self._session.write((), lambda: roster.enrol(file.path, code, read=lambda _: _workbook(file)))
        if rows is None:
            return False
        self._preview_anew([other for other in self.model.files if other.waits_for_key])
        return True

    def remove(self, file: ReceivedFile) -> None:
        """Take one file off the list."""
        self.model.remove(file)
        self.changed.emit()

    def clear(self) -> None:
        """Take all files off the list."""
        self.model.clear()
        self.changed.emit()

    def look_again(self, bundle: str) -> None:
        """That bundle was taken back: its file is not on the list as taken any more, and the others may do otherwise."""
        for file in self.model.files:
            if file.outcome is not None and file.outcome.bundle == bundle:
                file.taken = False
                self.preview(file)
        self.preview_rest()

    def _begun(
        self,
        file: ReceivedFile,
        *,
        preview: bool = False,
        take: str | None = None,
        reason: str | None = None,
        again: bool = False,
    ) -> Taking:
        return self._session.desk.exchange.receiver.taking(
            file.path, take=take, reason=reason, read=lambda _: _workbook(file), preview=preview, again=again
        )

    def _keys(self, file: ReceivedFile) -> list[ReturnKey]:
        outcome = file.outcome
        if outcome is None or outcome.unit is None or outcome.period is None:
            return []
        return [ReturnKey(form, outcome.unit, outcome.period) for form in self._session.desk.documents.forms]


def _read(ahead: ReadAhead, file: ReceivedFile) -> Workbook | OSError:
    """In the worker's thread; an error of the file is its result, since the others go on."""
    try:
        return opened(ahead.read(file.path))
    except OSError as error:
        return error


def _nobody() -> None:
    """Is told that the workers are gone."""


def _workbook(file: ReceivedFile) -> Workbook:
    """What was read, or the error that reading ended with: the Desk makes the sentence of it."""
    if isinstance(file.workbook, Workbook):
        return file.workbook
    raise file.workbook or DeskError("还没有读完", "请稍候")


def _refused(file: ReceivedFile) -> Outcome:
    return Outcome(file.path.name, status="refused")
