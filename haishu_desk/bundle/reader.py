"""A worker that stays for many workbooks: a file that it does not survive is refused, and the next gets a new worker.

Starting Python takes longer than reading a return. What one file leaves behind in the worker decides nothing about the
next: its processor time is counted anew for each, and a file at which a worker dies that had read others before is given
to a fresh one first.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from haishu_desk.bundle.guard import refused
from haishu_desk.bundle.own_program import environment, note_end
from haishu_desk.bundle.read_process import OUTPUT_BYTES, Workbook, answer_of, serving_command

WORKERS, AHEAD = 2, 4  # one for each core of an office's computer; so many workbooks are held at once at most
_SIZE_DIGITS = 12


class Reader:
    """One worker, for one thread at a time; only `stop` may come from another. `seconds` is how long a file may take."""

    def __init__(self, seconds: float = 20.0) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self._is_late = self._is_stopped = False
        self._starting = threading.Lock()

    def read(self, path: Path) -> Workbook:
        """As `read_workbook` does, and with the same errors."""
        with path.open("rb"):
            pass  # the user's own trouble speaks here, as in `read_workbook`
        has_read_others = self._process is not None
        document = self._asked(path)
        if has_read_others and not self._is_late and (document is None or _is_exhausted(document)):
            self._end()
            document = self._asked(path)
        if document is None:
            raise refused("worker")
        try:
            return answer_of(document)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            self._end()
            raise refused("worker") from error

    def stop(self) -> None:
        """Read nothing more; a file that is being read ends as one that the worker did not survive."""
        with self._starting:
            self._is_stopped = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """Let the worker go."""
        self.stop()
        self._end()

    def _asked(self, path: Path) -> Any:
        """What the worker answers, or None if it does not survive the file or says no document."""
        process, self._is_late = self._started(), False
        if process is None:
            return None
        timer = threading.Timer(self.seconds, self._stop_late, [process])
        timer.start()
        try:
            document = json.loads(_exchanged(process, path))
        except (OSError, ValueError, RecursionError):
            self._end()
            return None
        finally:
            timer.cancel()
        return document

    def _started(self) -> subprocess.Popen[bytes] | None:
        """The worker, started where there is none; None when reading was stopped."""
        with self._starting:
            if self._is_stopped:
                return None
            if self._process is None:
                self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  as long as the worker lives
                self._process = subprocess.Popen(  # noqa: S603  our own program
                    serving_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._complaints,
                    env=environment(), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )  # fmt: skip
            return self._process

    def _stop_late(self, process: subprocess.Popen[bytes]) -> None:
        self._is_late = True
        process.kill()

    def _end(self) -> None:
        """The worker is gone when this returns; what it complained of is in the log."""
        process, complaints = self._process, self._complaints
        self._process = self._complaints = None
        if process is None or complaints is None:
            return
        process.kill()
        for stream in filter(None, (process.stdin, process.stdout)):
            with suppress(OSError):  # what was not sent yet goes nowhere
                stream.close()
        status = process.wait()
        if not self._is_stopped:
            note_end(status, complaints, "workbook reader")
        complaints.close()


def _is_exhausted(document: Any) -> bool:
    """Whether the worker says that its memory did not do."""
    error = document.get("error") if isinstance(document, dict) else None
    return isinstance(error, dict) and error.get("code") == "E22"


def _exchanged(process: subprocess.Popen[bytes], path: Path) -> bytes:
    """What it says of the file; ValueError for an answer that is cut short or too long, OSError for a worker that is gone."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("no pipes")
    process.stdin.write(json.dumps(str(path.absolute())).encode() + b"\n")
    process.stdin.flush()
    size = int(process.stdout.readline(_SIZE_DIGITS))
    if not 0 < size <= OUTPUT_BYTES:
        raise ValueError("too long")
    output = process.stdout.read(size)
    if len(output) != size:
        raise ValueError("cut short")
    return output


class ReadAhead:
    """Reads these files with both cores, in their order, while the caller works on the one before.

    Never more than `AHEAD` workbooks are held, however many files there are.
    """

    def __init__(self, paths: list[Path]) -> None:
        self._waiting = list(reversed(paths))
        self._workers = min(WORKERS, len(paths))
        self._free: SimpleQueue[Reader] = SimpleQueue()
        self._readers = [Reader() for _ in range(self._workers)]
        for reader in self._readers:
            self._free.put(reader)
        self._pool = ThreadPoolExecutor(max(self._workers, 1))
        self._begun: list[tuple[Path, Future[Workbook]]] = []
        self._begin()

    def read(self, path: Path) -> Workbook:
        """The next of the files that is `path`, with the errors of `read_workbook`; those before it are passed over."""
        while self._begun and self._begun[0][0] != path:
            self._begun.pop(0)
            self._begin()
        _, future = self._begun.pop(0)
        self._begin()
        return future.result()

    def close(self) -> None:
        """Read no further, and let the workers go."""
        self._waiting.clear()
        for reader in self._readers:
            reader.stop()
        self._pool.shutdown(cancel_futures=True)
        for reader in self._readers:
            reader.close()

    def _begin(self) -> None:
        while self._waiting and len(self._begun) < AHEAD:
            path = self._waiting.pop()
            self._begun.append((path, self._pool.submit(self._read, path)))

    def _read(self, path: Path) -> Workbook:
        reader = self._free.get()
        try:
            return reader.read(path)
        finally:
            self._free.put(reader)
