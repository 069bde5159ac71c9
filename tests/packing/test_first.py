"""What the packed program does first: programs that it starts find the system's libraries again."""

from __future__ import annotations

import os
import runpy

import pytest

from haishu_desk import paths

FIRST = paths.root() / ".ci" / "packing" / "first.py"


@pytest.mark.parametrize(
    ("found", "left"),
    [
        ({"LD_LIBRARY_PATH": "/opt/haishu-desk/_internal"}, None),
        ({"LD_LIBRARY_PATH": "/opt/haishu-desk/_internal:/own", "LD_LIBRARY_PATH_ORIG": "/own"}, "/own"),
        ({}, None),
    ],
)
def test_the_place_of_libraries_is_what_it_was_before_the_program(
    found: dict[str, str], left: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in found.items():
        monkeypatch.setenv(name, value)
    runpy.run_path(str(FIRST))
    assert os.environ.get("LD_LIBRARY_PATH") == left
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
