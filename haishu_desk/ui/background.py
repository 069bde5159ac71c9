"""Long work off the window's thread: steps one after the other, each with its result, to be stopped between two of them.

What runs there must not touch the Desk: its connection belongs to the window's thread. Reading files and computing may.
What belongs to the window's thread (pages being set) is done there in slices, and is told of and stopped alike.

While there is a job no garbage is collected off the window's thread (`Collecting`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeGuard

from PySide6.QtCore import QObject, QThreadPool, Signal
from shiboken6 import isValid

from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.collecting import Collecting
from haishu_desk.ui.slices import Slices, Turn, for_a_slice

Told = Callable[[int, int], object]


class StoppedError(DeskError):
    """Somebody stopped the work; nothing came of it."""

    def __init__(self) -> None:
        super().__init__("已停下，没有留下半份", "要做请再来一次", code="stopped")


class Job(QObject):
    """Some steps under way.

    `at_close` ends what the steps work with, where nobody is left to be told that they are over.
    `stepped` carries the input of a step and its result, or the DeskError that it ended with; `ended` whether all steps
    were done (False: stopped or crashed). All signals arrive in the thread that started the job.
    """

    stepped = Signal(object, object)
    ended = Signal(bool)
    crashed = Signal(object)
    told = Signal(int, int)

    def __init__(self, title: str, step: Callable[[Any], Any], inputs: Iterable[Any]) -> None:
        super().__init__()
        self.title = title
        self.inputs = list(inputs)
        self.done, self.of = 0, len(self.inputs)
        self.is_stopped = False
        self.on_step: Callable[[Any, Any], None] | None = None
        self.on_end: Callable[[bool], None] | None = None
        self.on_stop: Callable[[], object] | None = None
        self.at_close: Callable[[], object] | None = None
        self.step = step

    @property
    def text(self) -> str:
        """What is under way and how far, for the status bar."""
        return f"{self.title} {self.done} / {self.of}" if self.of > 1 else f"{self.title}…"

    def stop(self) -> None:
        """Begin no further step; the one under way is finished and its result still arrives, but where it can be ended."""
        self.is_stopped = True
        if self.on_stop is not None:
            self.on_stop()

    def tell(self, done: int, of: int) -> None:
        """How far the step under way is; called in the worker's thread. StoppedError where it shall go no further."""
        if self.is_stopped:
            raise StoppedError
        self.told.emit(done, of)

    def attempt(self, given: Any) -> tuple[object, BaseException | None]:
        """The result of one step, or the DeskError it ended with; and the fault that is handed to the one hook."""
        try:
            return self.step(given), None
        except DeskError as error:
            return error, None
        except Exception as error:  # noqa: BLE001  to the one hook, in the window's thread
            return None, error

    def forget(self) -> None:
        """Let go of what it worked with: they know one another, and a report would stay until the collector comes to it."""
        self.inputs, self.step = [], _nothing
        self.on_step = self.on_end = self.on_stop = self.at_close = None

    def run(self) -> None:
        """Do the steps; called in the worker's thread."""
        for given in self.inputs:
            if self.is_stopped:
                break
            result, fault = self.attempt(given)
            if fault is not None:
                self.crashed.emit(fault)
                self.ended.emit(False)
                return
            self.stepped.emit(given, result)
        self.ended.emit(not self.is_stopped)


class Background(QObject):
    """The jobs of one window; `changed` says that one began, went on or ended."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._quiet: list[Job] = []
        self.slices = Slices(self)
        self._collecting = Collecting(self)
        self._pool = QThreadPool(self)
        # Reading a workbook starts a process of its own; more than two at once only fight for the disk.
        self._pool.setMaxThreadCount(2)
        # They stay: a new thread gets memory of its own from the system, and what the one before had is not given back.
        self._pool.setExpiryTimeout(-1)

    def run(
        self,
        title: str,
        step: Callable[[Any], Any],
        inputs: Iterable[Any],
        on_step: Callable[[Any, Any], None],
        on_end: Callable[[bool], None] | None = None,
    ) -> Job:
        """Do `step` with each of `inputs` in the background; `on_step(input, result or DeskError)` is called here."""
        return self._start(Job(title, step, inputs), on_step, on_end)

    def run_told(
        self,
        title: str,
        work: Callable[[Told], Any],
        on_done: Callable[[Any, Any], None],
        on_end: Callable[[bool], None] | None = None,
        on_stop: Callable[[], object] | None = None,
    ) -> Job:
        """One long step: `work` tells how far it is, and is stopped there; `on_done(title, result or DeskError)` is called here.

        `on_stop` ends the step where it is, called in this thread: `Aside.stop` for work in a process of its own.
        """
        job = Job(title, lambda _: work(job.tell), [title])
        job.on_stop = on_stop
        return self._start(job, on_done, on_end)

    def quietly(self, work: Callable[[], None], on_end: Callable[[], None]) -> None:
        """Do in the background what nobody asked for and nobody is told of; `on_end` is called here, whatever came of it."""
        job = Job("", lambda _: work(), [None])
        job.on_end = lambda _: on_end()
        job.crashed.connect(self._pass_on)
        job.ended.connect(self._forget)
        self._quiet.append(job)
        self._collecting.hold()
        self._pool.start(job.run)  # no QRunnable of our own: the pool would keep some of them for good

    def in_slices(
        self,
        title: str,
        work: Iterator[object],
        on_done: Callable[[Any, Any], None],
        on_end: Callable[[bool], None] | None = None,
        of: int = 1,
    ) -> Job:
        """Go through `work` in this thread, a slice a turn; `on_done(title, None or DeskError)` is called at its end.

        Of `of` things it does, it gives the number of those that are done wherever that is to be told.
        """
        job = Job(title, lambda _: for_a_slice(partial(_goes_on, work, job)), [title])
        job.of = of
        job.on_step, job.on_end = on_done, on_end
        self.jobs.append(job)
        self.changed.emit()
        turn = Turn(self.slices, lambda: self._take_slice(job, turn), self)
        turn.start()
        return job

    def _start(self, job: Job, on_step: Callable[[Any, Any], None], on_end: Callable[[bool], None] | None) -> Job:
        job.on_step, job.on_end = on_step, on_end
        # To methods of this object, which lives in the window's thread: Qt brings the signals over.
        job.stepped.connect(self._arrived)
        job.crashed.connect(self._pass_on)
        job.ended.connect(self._forget)
        job.told.connect(self._went_on)
        self.jobs.append(job)
        self._collecting.hold()
        self._pool.start(job.run)
        self.changed.emit()
        return job

    def stop(self) -> None:
        """Let every job end after the step that is under way."""
        for job in self.jobs:
            job.stop()

    def wait(self) -> None:
        """Stop, and come back when nothing runs any more; nobody is told what still comes in: its Desk is closed next."""
        self.stop()
        self._pool.waitForDone()
        for job in (*self.jobs, *self._quiet):
            if job.at_close is not None:
                job.at_close()
            job.forget()
        self._collecting.release()

    def _take_slice(self, job: Job, turn: Turn) -> None:
        if job.is_stopped or not _is_heard(job.on_step):
            result, fault, is_whole = None, None, False
        else:
            done = job.done
            result, fault = job.attempt(job.title)
            if result is True:
                if job.done != done:
                    self.changed.emit()
                return
            is_whole = fault is None
        turn.end()
        if is_whole:
            job.done = job.of
        self._drop(job, whole=is_whole)
        if fault is not None:
            self._pass_on(fault)
        elif is_whole and job.on_step is not None:
            job.on_step(job.title, result or None)
        job.forget()

    def _went_on(self, done: int, of: int) -> None:
        job = self.sender()
        if isinstance(job, Job):
            job.done, job.of = done, of
            self.changed.emit()

    def _arrived(self, given: object, result: object) -> None:
        job = self.sender()
        if isinstance(job, Job):
            job.done += 1
            self.changed.emit()
            if _is_heard(job.on_step):
                job.on_step(given, result)

    def _forget(self, whole: bool) -> None:  # noqa: FBT001  what the signal carries
        job = self.sender()
        if isinstance(job, Job):
            self._drop(job, whole=whole)
            job.forget()

    def _drop(self, job: Job, *, whole: bool) -> None:
        known = self._quiet if job in self._quiet else self.jobs
        if job in known:
            known.remove(job)
            if not self.jobs and not self._quiet:
                self._pool.waitForDone()  # its thread has told that it ended and may still be on its last line
                self._collecting.release()
            if known is self.jobs:
                self.changed.emit()
            if _is_heard(job.on_end):
                job.on_end(whole)
            elif job.at_close is not None:
                job.at_close()

    def _pass_on(self, error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)


def _nothing(_given: object) -> None:
    """What a job does that is over."""


def _goes_on(work: Iterator[object], job: Job) -> bool:
    """Do one step of it: whether there was one."""
    given = next(work, job)
    if isinstance(given, int):
        job.done = given
    return given is not job


def _is_heard(told: Callable[..., None] | None) -> TypeGuard[Callable[..., None]]:
    """Whether somebody is still there to be told: a page may be gone before its file is read."""
    owner = getattr(told, "__self__", None)
    return told is not None and (not isinstance(owner, QObject) or isValid(owner))
