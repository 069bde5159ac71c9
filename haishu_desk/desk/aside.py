"""The child's side of work that is done in a process of its own: one function is called, its answer sent, and the process ends.

What such work takes of memory is given back whole at its end, and no other thread waits for it. The request comes on the
input, the replies go on the output, all of them pickled by this very program for itself. When the input ends before, whoever
asked is gone, and nothing is left running for nobody.
"""

from __future__ import annotations

import os
import pickle
import threading
import traceback
from dataclasses import dataclass
from typing import IO, Any

from haishu_desk.domain.errors import DeskError

PROTOCOL = 5
GONE = 1


@dataclass(frozen=True)
class Went:
    """So much is done, of so much."""

    done: int
    of: int


@dataclass(frozen=True)
class Answered:
    """What the function gave back."""

    answer: Any


@dataclass(frozen=True)
class Refused:
    """The DeskError that the function ended with, in parts: an error's own class may take other arguments than it keeps."""

    kind: type[DeskError]
    words: tuple[Any, ...]
    state: dict[str, Any]

    @classmethod
    def of(cls, error: DeskError) -> Refused:
        """In parts."""
        return cls(type(error), error.args, dict(vars(error)))

    @property
    def error(self) -> DeskError:
        """The same error again."""
        made = self.kind.__new__(self.kind, *self.words)
        vars(made).update(self.state)
        return made


@dataclass(frozen=True)
class Failed:
    """A fault that was not foreseen, as Python tells it."""

    trace: str


Reply = Went | Answered | Refused | Failed


def main() -> int:
    """Answer the one request on the input: a function, then what it is given; it is called with how to tell its progress at last.

    What it is given may come later: the function's module is loaded meanwhile.
    """
    # Not sys.stdin and sys.stdout: a windowed program has none.
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as answers:
        function = pickle.load(asked)  # noqa: S301  from this program, see above
        try:
            given = pickle.load(asked)  # noqa: S301  as above
        except EOFError:  # it was not wanted after all
            return GONE
        threading.Thread(target=_end_with_input, name="input", daemon=True).start()
        _send(answers, _reply(function, given, answers))
    return 0


def _reply(function: Any, given: tuple[Any, ...], answers: IO[bytes]) -> Reply:
    try:
        return Answered(function(*given, lambda done, of: _send(answers, Went(done, of))))
    except DeskError as error:
        return Refused.of(error)
    except Exception:  # noqa: BLE001  to the one hook, in the process that asked
        return Failed(traceback.format_exc())


def _send(answers: IO[bytes], reply: Reply) -> None:
    pickle.dump(reply, answers, PROTOCOL)
    answers.flush()


def _end_with_input() -> None:
    """Whoever asked keeps the input open as long as the answer is wanted."""
    while os.read(0, 1):
        pass
    os._exit(GONE)
