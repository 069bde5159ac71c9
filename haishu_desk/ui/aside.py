"""A function called in a process of its own (`desk.aside`), waited for in a thread of the background and ended at any moment."""

from __future__ import annotations

import pickle
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Generic, TypeVar

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

    The function is one at the top of a module that needs no Qt.
    """

    def __init__(self, function: Callable[..., Answer], *given: object) -> None:
        self._request = (function, given)
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False

    @property
    def pid(self) -> int | None:
        """The number of the process while there is one."""
        return self._process.pid if self._process is not None else None

    def run(self, told: Told) -> Answer:
        """The answer, waited for in this thread; the process is gone when this returns, however it does.

        The DeskError that the function ended with; StoppedError after `stop`; LostError if the process did not live to
        answer; AsideFaultError for a fault.
        """
        reply = self._reply(told)
        if isinstance(reply, Refused):
            raise reply.error
        if isinstance(reply, Answered):
            answer: Answer = reply.answer
            return answer
        raise AsideFaultError(reply.trace if isinstance(reply, Failed) else repr(reply))

    def stop(self) -> None:
        """End the process; may be called from another thread at any moment, and does not wait."""
        # First the word and then the look, as `_reply` does it the other way round: one of the two sees the other.
        self._is_stopped = True
        process = self._process
        if process is not None:
            process.kill()

    def _reply(self, told: Told) -> Reply:
        try:
            with tempfile.TemporaryFile() as complaints:
                process = self._process = _started(complaints)
                try:
                    if self._is_stopped:
                        raise StoppedError
                    return self._heard(process, told)
                except _GONE:
                    if not self._is_stopped:
                        note_end(_ended(process), complaints, "aside")
                    raise
                finally:
                    self._process = None
                    _ended(process)
        except _GONE as error:
            if self._is_stopped:
                raise StoppedError from error
            raise LostError from error

    def _heard(self, process: subprocess.Popen[bytes], told: Told) -> Reply:
        """The last reply. Read piece by piece from the pipe, so that the window's thread never waits for the whole of it."""
        if process.stdin is None or process.stdout is None:
            raise EOFError
        pickle.dump(self._request, process.stdin, PROTOCOL)
        process.stdin.flush()
        while True:
            reply: Reply = pickle.load(process.stdout)  # noqa: S301  from this program itself
            if not isinstance(reply, Went):
                return reply
            told(reply.done, reply.of)


def _started(complaints: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own program
        [*program(), ASIDE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints,
        env=environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Its exit status, once it is gone; after its answer it would only let go of its memory, and is ended."""
    process.kill()
    for stream in filter(None, (process.stdin, process.stdout)):
        with suppress(OSError):  # what was not sent yet goes nowhere
            stream.close()
    return process.wait()
