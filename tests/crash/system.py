"""The calls that Python itself makes of the system for files: each is seen before it is carried out."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

OF_PYTHON = ("open", "fsync", "replace", "link", "chmod", "unlink", "mkdir")


@contextmanager
def seen(before: Callable[[str], None]) -> Iterator[None]:
    """`before` is given the first path of every call; what it raises is what the program gets instead."""

    def seeing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            before(str(given[0]))
            return real(*given, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", lambda _: None)
        patch.setattr(io, "open", seeing(io.open))
        for name in OF_PYTHON:
            patch.setattr(os, name, seeing(getattr(os, name)))
        yield
