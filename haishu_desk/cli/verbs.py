"""What a verb is, and how it gets its desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from haishu_desk import paths
from haishu_desk.cli.answer import Answer
from haishu_desk.domain.errors import DeskError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.documents import Documents

Namespace = argparse.Namespace


@dataclass(frozen=True)
class Verb:
    """One verb: its name, what it does in a sentence, its flags, the call of the Desk, and an example.

    The example is the words after `haishu-desk`, as they can be typed; a test carries out each of them.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Namespace], Answer]
    example: str = ""


def workspace_path(given: Namespace) -> Path:
    """The workspace file that this call is about."""
    return Path(given.db) if given.db else paths.default_workspace()


def open_desk(given: Namespace, *, write: bool = False) -> Desk:
    """The desk on this call's workspace; an error says why it cannot be opened.

    Who writes as a person with a PIN gives it as HAISHU_DESK_PIN; looking needs none. Nothing is written to a file whose
    journal does not hold (DamagedError); for looking, `reading_damaged` lets what is left of it be opened.
    """
    from haishu_desk.desk import Desk  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.people import pin_given  # noqa: PLC0415  as above
    from haishu_desk.store.health import refuse_damaged  # noqa: PLC0415  as above

    if getattr(given, "damaged", None) is not None and not write:
        return _what_is_left(given)
    given.writes = write or getattr(given, "writes", False)
    desk = Desk(workspace_path(given), write=write, person=given.person_acting)
    try:
        if write:
            refuse_damaged(desk.workspace.database)
        pin = pin_given() if write else None
        if pin is not None:
            desk.people.sign_in(desk.person, pin)
    except DeskError:
        desk.close()
        raise
    return desk


def reading_damaged(verb: Callable[[Namespace], Answer], given: Namespace) -> tuple[Answer, str]:
    """The answer of a verb that only looks, from what is left of a damaged file, and what is missing in words.

    A verb that cannot answer from what is left raises SpoiltFileError.
    """
    from haishu_desk.store.database import SpoiltFileError  # noqa: PLC0415  as above

    given.damaged = []
    try:
        answer = verb(given)
    except (LookupError, ValueError, TypeError, AttributeError) as error:  # a document that is lost
        raise SpoiltFileError(workspace_path(given)) from error
    return answer, "；".join(dict.fromkeys(given.damaged))


def _what_is_left(given: Namespace) -> Desk:
    from haishu_desk.desk import Desk  # noqa: PLC0415  as above
    from haishu_desk.store.salvage import salvage  # noqa: PLC0415  as above

    saved = salvage(workspace_path(given))
    given.damaged.append(saved.said)
    return Desk(saved.workspace.path, person=given.person_acting, workspace=saved.workspace)


@contextmanager
def documents(given: Namespace) -> Iterator[Documents]:
    """The documents in force in the workspace, or the shipped ones where there is none; read inside the block."""
    from haishu_desk.desk import documents_without_workspace  # noqa: PLC0415  as above

    if not workspace_path(given).is_file():
        yield documents_without_workspace()
        return
    with open_desk(given) as desk:
        yield desk.documents


def unit_and_period(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    """The two flags that name a return, and the form."""
    parser.add_argument("--unit", required=required, metavar="U", help="单位代码，见 units")
    parser.add_argument("--period", required=required, metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")


def form_flag(parser: argparse.ArgumentParser) -> None:
    """One form instead of all that are due."""
    parser.add_argument("--form", metavar="F", help="报表代码，见 forms；不写则为该单位该期的全部报表")


def out_flag(parser: argparse.ArgumentParser, help_text: str) -> None:
    """Where to write."""
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help=help_text)


def no_arguments(parser: argparse.ArgumentParser) -> None:
    """A verb without flags of its own."""
    del parser
