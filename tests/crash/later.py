"""A program that is to come: this one with three formats more, so that what happens then can be tried out now."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from haishu_desk import paths
from haishu_desk.store.workspace import Workspace
from tests.crash.ground import newer_program

STEPS = {
    "901_more": "CREATE TABLE more (n INTEGER PRIMARY KEY, hash TEXT);\nINSERT INTO more SELECT n, hash FROM journal;",
    "902_by_item": "CREATE INDEX head_by_item ON head (item, unit);",
    "903_words": "CREATE TABLE words (key TEXT PRIMARY KEY, value TEXT NOT NULL);\n"
    "INSERT INTO words SELECT key, value FROM workspace;\nDROP TABLE workspace;\n"
    "ALTER TABLE words RENAME TO workspace;\nUPDATE more SET hash = upper(hash);",
}


@contextmanager
def this_program(_: Path) -> Iterator[None]:
    """As it is."""
    yield


@contextmanager
def later_program(folder: Path) -> Iterator[None]:
    """This program with three formats more; the steps lie in `folder`."""
    own = folder / "steps"
    if not own.exists():
        shutil.copytree(paths.migrations(), own)
        for name, script in STEPS.items():
            (own / f"{name}.sql").write_text(f"{script}\n", encoding="utf-8")
    with newer_program(own, len(STEPS)):
        yield


PROGRAMS = {"this program": this_program, "a later program": later_program}


def bring_up(path: Path) -> None:
    """As the program does when it opens a file to write to it."""
    Workspace(path, write=True, person="李区").close()
