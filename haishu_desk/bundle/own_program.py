"""This very program started once more, for work in a process of its own: the words, the variables, and how it ended."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import IO

_log = logging.getLogger(__name__)
_SECRETS = ("HAISHU_DESK_PIN", "HAISHU_DESK_NEW_PIN")


def program() -> list[str]:
    """The words that start this very program, frozen or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, "-P", "-m", "haishu_desk"]  # -P: nothing is imported from the cwd


def environment() -> dict[str, str]:
    """The variables of a worker: those of this process without its PINs, and where its program is found."""
    own = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    if getattr(sys, "frozen", False):
        return own
    here = str(Path(__file__).resolve().parents[2])
    before = own.get("PYTHONPATH")
    return {**own, "PYTHONPATH": os.pathsep.join([here, before] if before else [here])}


def note_end(status: int, complaints: IO[bytes], whose: str) -> None:
    """Log how a worker ended, if it did not end well, and what it complained of."""
    if status:
        complaints.seek(0)
        _log.warning("%s ended with %s: %s", whose, status, complaints.read(2_000).decode("utf-8", "replace"))
