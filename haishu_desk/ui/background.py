"""Long work off the window's thread: steps one after the other, each with its result, to be stopped between two of them.

What runs there must not touch the Desk: its connection belongs to the window's thread. Reading files and computing may.

Python collects garbage in whichever thread happens to need memory, and a widget that is taken apart off the window's thread
ends the program. So the collector rests while there is a job, and goes on when the last one is done.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeGuard

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from haishu_desk.domain.errors import DeskError

_HOLDERS = "backgroundsAtWork"


class Job(QObject):
    """Some steps under way.

    `stepped` carries the input of a step and its result, or the DeskError that it ended with; `ended` whether all steps
    were done (False: stopped or crashed). All signals arrive in the thread that started the job.
    """

    stepped = Signal(object, object)
    ended = Signal(bool)
    crashed = Signal(object)

    def __init__(self, title: str, step: Callable[[Any], Any], inputs: Iterable[Any]) -> None:
        super().__init__()
        self.title = title
        self.inputs = list(inputs)
        self.done = 0
        self.is_stopped = False
        self.on_step: Callable[[Any, Any], None] | None = None
        self.on_end: Callable[[bool], None] | None = None
        self._step = step

    @property
    def text(self) -> str:
        """What is under way and how far, for the status bar."""
        return f"{self.title} {self.done} / {len(self.inputs)}" if len(self.inputs) > 1 else f"{self.title}…"

    def stop(self) -> None:
        """Begin no further step; the one under way is finished and its result still arrives."""
        self.is_stopped = True

    def run(self) -> None:
        """Do the steps; called in the worker's thread."""
        for given in self.inputs:
            if self.is_stopped:
                break
            try:
                result = self._step(given)
            except DeskError as error:
                result = error
            except Exception as error:  # noqa: BLE001  handed to the one hook, in the window's thread
                self.crashed.emit(error)
                self.ended.emit(False)
                return
            self.stepped.emit(given, result)
        self.ended.emit(not self.is_stopped)


class _Runner(QRunnable):
    """Qt's handle on a job."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Background(QObject):
    """The jobs of one window; `changed` says that one began, went on or ended."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs: list[Job] = []
        self._holds = False
        self._pool = QThreadPool(self)
        # Reading a workbook starts a process of its own; more than two at once only fight for the disk.
        self._pool.setMaxThreadCount(2)

    def run(
        self,
        title: str,
        step: Callable[[Any], Any],
        inputs: Iterable[Any],
        on_step: Callable[[Any, Any], None],
        on_end: Callable[[bool], None] | None = None,
    ) -> Job:
        """Do `step` with each of `inputs` in the background; `on_step(input, result or DeskError)` is called here."""
        job = Job(title, step, inputs)
        job.on_step, job.on_end = on_step, on_end
        # To methods of this object, which lives in the window's thread: Qt brings the signals over.
        job.stepped.connect(self._arrived)
        job.crashed.connect(self._pass_on)
        job.ended.connect(self._forget)
        self.jobs.append(job)
        self._hold_collector()
        self._pool.start(_Runner(job))
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
        for job in self.jobs:
            job.on_step = job.on_end = None
        self._release_collector()

    def _hold_collector(self) -> None:
        """Let no garbage be collected off the window's thread; the application counts who asks for it."""
        if not self._holds:
            self._holds = True
            _count_holders(1)
            gc.disable()

    def _release_collector(self) -> None:
        if self._holds:
            self._holds = False
            if _count_holders(-1) == 0:
                gc.enable()

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
            self.jobs.remove(job)
            if not self.jobs:
                self._pool.waitForDone()  # its thread has told that it ended and may still be on its last line
                self._release_collector()
            self.changed.emit()
            if _is_heard(job.on_end):
                job.on_end(whole)

    def _pass_on(self, error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)


def _count_holders(more: int) -> int:
    """How many backgrounds have jobs now, kept with the application and changed in the window's thread only."""
    application = QCoreApplication.instance()
    if application is None:
        return 0
    holders = max(int(application.property(_HOLDERS) or 0) + more, 0)
    application.setProperty(_HOLDERS, holders)
    return holders


def _is_heard(told: Callable[..., None] | None) -> TypeGuard[Callable[..., None]]:
    """Whether somebody is still there to be told: a page may be gone before its file is read."""
    owner = getattr(told, "__self__", None)
    return told is not None and (not isinstance(owner, QObject) or isValid(owner))
