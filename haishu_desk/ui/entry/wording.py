"""Refusals of the Desk as the window says them: the same sentences without the flags of the command line."""

from __future__ import annotations

import re

from haishu_desk.domain.errors import DeskError

_FLAGS = re.compile(r"（[^（）]*--[^（）]*）")


def advice_of(error: DeskError) -> str:
    """What to do next."""
    return _FLAGS.sub("", error.advice)


def sentence(error: DeskError | None) -> str:
    """What happened and what to do next, in one line; empty if nothing was refused."""
    if error is None:
        return ""
    return "。".join(filter(None, (error.message, advice_of(error))))
