"""How a desk comes by its parts: each is imported and made when it is first asked for, so that the window opens sooner."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PartT = TypeVar("PartT")


class Part(Generic[PartT]):
    """One part, named by its module in `desk` and its class: `entry: Part[CellEntry] = Part("entry.CellEntry")`.

    A desk has each part once: read for the first time it is made with the desk, and stays among its attributes.
    """

    def __init__(self, place: str) -> None:
        self._module, _, self._class = place.partition(".")

    def __set_name__(self, owner: type[Desk], name: str) -> None:
        """The attribute that it is read by."""
        self._name = name

    def __get__(self, desk: Desk, owner: type[Desk]) -> PartT:
        """The part of that desk."""
        made: Any = getattr(import_module(f"haishu_desk.desk.{self._module}"), self._class)(desk)
        desk.__dict__[self._name] = made
        part: PartT = made
        return part
