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

    Who writes as a person with a PIN gives it as HAISHU_DESK_PIN; looking needs none.
    """
    from haishu_desk.desk import Desk  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.people import pin_given  # noqa: PLC0415  as above

    desk = Desk(workspace_path(given), write=write, person=given.person_acting)
    pin = pin_given() if write else None
    if pin is not None:
        try:
            desk.people.sign_in(desk.person, pin)
        except DeskError:
            desk.close()
            raise
    return desk


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
