"""Each part of a desk is there when it is asked for, and is made once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.all_parts import DeskParts
from haishu_desk.desk.founding import found
from haishu_desk.desk.parts import Part

PARTS = [name for name, part in vars(DeskParts).items() if isinstance(part, Part)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("parts") / "district.db"
    found(file, "district", None, "李区", None)
    return file


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_made_once_of_the_class_that_the_desk_says(name: str, office: Path) -> None:
    with Desk(office, person="李区") as desk:
        part = getattr(desk, name)
        assert getattr(desk, name) is part
        assert sys.modules[type(part).__module__].__name__.startswith("haishu_desk.desk.")


def test_there_are_the_parts_that_the_shells_speak_to() -> None:
    assert {"entry", "exchange", "reviewing", "planning", "keeping"} <= set(PARTS)


def test_two_desks_share_no_part(office: Path) -> None:
    with Desk(office, person="李区") as one, Desk(office, person="李区") as other:
        assert one.entry is not other.entry
