"""Errors that own their sentence: what happened and where (`message`), and what to do next (`advice`).

The window and the command line print the same object. Anything that is not a `DeskError` is a bug and reaches the one hook
in `haishu_desk.__main__`.
"""

from __future__ import annotations


class DeskError(Exception):
    """Refused: nothing was changed. `code` is stable, `message` and `advice` are Chinese sentences for the user."""

    code = "refused"
    exit_status = 1

    def __init__(self, message: str, advice: str = "", *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if code is not None:
            self.code = code

    def as_json(self) -> dict[str, str]:
        """`{"code", "message", "advice"}` as the command line prints it."""
        return {"code": self.code, "message": self.message, "advice": self.advice}


class UsageError(DeskError):
    """The words of the command are wrong: unknown verb, flag, unit, item or period."""

    code = "usage"
    exit_status = 2


class SurroundingsError(DeskError):
    """The environment is in the way: disk full, locked by another process, not a workspace."""

    code = "environment"
    exit_status = 3
