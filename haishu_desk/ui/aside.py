"""A function called in a process of its own (`desk.aside`), waited for in a thread of the background and ended at any moment."""

from __future__ import annotations

import pickle
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import Generic, TypeVar

from haishu_desk.bundle.own_program import environment, note_end, program
from haishu_desk.desk.aside import PROTOCOL, Answered, Failed, Refused, Reply, Went
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.ui.background import StoppedError, Told

ASIDE = "__aside"  # the hidden word that `haishu_desk.__main__` knows
_GONE = (OSError, EOFError, pickle.UnpicklingError)  # what is heard of a process that did not live to answer
Answer = TypeVar("Answer")


class LostError(SurroundingsError):
    """The process ended before it answered: killed, or out of memory."""

    def __init__(self) -> None:
        super().__init__(
            "后台做这件事的程序中途断了，没有留下半份",
            "请再来一次；还是这样，请先关掉别的程序，腾出内存",
            code="aside-lost",
        )


class AsideFaultError(RuntimeError):
    """A fault of ours in the other process, with its trace: for the one hook."""


class Aside(Generic[Answer]):
    """One call of `function(*given, told)`; function, what it is given and its answer are sent by pickle, so keep them small.

    The function is one at the top of a module that needs no Qt. Where what it is given is still to be read, the process can
    be started before: it loads that module meanwhile.
    """

    def __init__(self, function: Callable[..., Answer], *given: object) -> None:
        self._function, self._given = function, given
        self._child: _Child | None = None
        self._is_stopped = False

    @property
    def pid(self) -> int | None:
        """The number of the process while there is one."""
        return self._child.process.pid if self._child is not None else None

    def start(self) -> None:
        """Start the process and come back; `run` or `drop` has to follow. Where it cannot be started, `run` says so."""
        with suppress(*_GONE):
            self._begin()

    def drop(self) -> None:
        """End the process, if there is one, and wait until it is gone."""
        child, self._child = self._child, None
        if child is not None:
            child.end()

    def run(self, told: Told, *more: object) -> Answer:
        """The answer, waited for in this thread; the process is gone when this returns, however it does.

        `more` is given to the function after what it was given at first. The DeskError that the function ended with;
        StoppedError after `stop`; LostError if the process did not live to answer; AsideFaultError for a fault.
        """
        reply = self._reply(told, (*self._given, *more))
        if isinstance(reply, Refused):
            raise reply.error
        if isinstance(reply, Answered):
            answer: Answer = reply.answer
            return answer
        raise AsideFaultError(reply.trace if isinstance(reply, Failed) else repr(reply))

    def stop(self) -> None:
        """End the process; may be called from another thread at any moment, and does not wait."""
        # First the word and then the look, as `_begin` does it the other way round: one of the two sees the other.
        self._is_stopped = True
        child = self._child
        if child is not None:
            child.process.kill()

    def _begin(self) -> _Child:
        child = self._child = _Child()
        if self._is_stopped:
            raise StoppedError
        child.send(self._function)
        return child

    def _reply(self, told: Told, given: tuple[object, ...]) -> Reply:
        try:
            child = self._child or self._begin()
            child.send(given)
            while isinstance(reply := child.heard(), Went):
                told(reply.done, reply.of)
        except _GONE as error:
            if self._is_stopped:
                raise StoppedError from error
            if self._child is not None:
                self._child.complain()
            raise LostError from error
        finally:
            self.drop()
        return reply


class _Child:
    """The process, and what it complains of. All of it may raise one of `_GONE`."""

    def __init__(self) -> None:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed by `end`
        try:
            self.process = subprocess.Popen(  # noqa: S603  our own program
                [*program(), ASIDE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints,
                env=environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except OSError:
            self._complaints.close()
            raise

    def send(self, what: object) -> None:
        """On its input."""
        if self.process.stdin is None:
            raise EOFError
        pickle.dump(what, self.process.stdin, PROTOCOL)
        self.process.stdin.flush()

    def heard(self) -> Reply:
        """Its next reply. Read piece by piece from the pipe, so that the window's thread never waits for the whole of it."""
        if self.process.stdout is None:
            raise EOFError
        reply: Reply = pickle.load(self.process.stdout)  # noqa: S301  from this program itself
        return reply

    def complain(self) -> None:
        """It did not live to answer: log how it ended."""
        note_end(self._status(), self._complaints, "aside")

    def end(self) -> None:
        """Let it be gone; after its answer it would only let go of its memory, and is ended."""
        self._status()
        self._complaints.close()

    def _status(self) -> int:
        self.process.kill()
        for stream in filter(None, (self.process.stdin, self.process.stdout)):
            with suppress(OSError):  # what was not sent yet goes nowhere
                stream.close()
        return self.process.wait()
