"""A district's morning: its data file, and the bundles of its units that wait to be taken in, made by the program's own steps."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PERIOD, DUE = "2025", "2026-01-31"
PERSON, CLERK = "李区", "张三"


@dataclass(frozen=True)
class Morning:
    """The folder, the district's file as it is before anything was taken in, and the bundles in order."""

    folder: Path
    district: Path
    bundles: tuple[Path, ...]

    @contextmanager
    def opened(self) -> Iterator[Desk]:
        """A desk on a copy of the district's file, which has seen its documents and made its copy of the day."""
        from haishu_desk.desk import Desk  # noqa: PLC0415  only where it is measured

        with TemporaryDirectory(dir=self.folder) as folder:
            copy = Path(shutil.copy(self.district, folder))
            with Desk(copy, write=True, person=PERSON) as desk:
                desk.exchange.receiver.receive(self.bundles[-1:])  # the last one is there for that
                yield desk


@contextmanager
def morning_of(count: int) -> Iterator[Morning]:
    """That many bundles and one more, until the end of the block; every unit that has something to report, in turn."""
    from haishu_desk.desk import Desk  # noqa: PLC0415  as above
    from haishu_desk.desk.founding import found  # noqa: PLC0415

    with TemporaryDirectory() as name:
        folder = Path(name)
        district = folder / "区.db"
        found(district, "district", None, PERSON, None)
        with Desk(district, write=True, person=PERSON) as desk, desk.workspace.transaction():
            bundles = [_reported(desk, unit, folder) for unit in _reporters(desk)[: count + 1]]
        yield Morning(folder, district, tuple(bundles))


def _reporters(desk: Desk) -> list[str]:
    from haishu_desk.domain.errors import DeskError  # noqa: PLC0415
    from haishu_desk.domain.periods import parse_period  # noqa: PLC0415

    found = []
    for unit in desk.documents.units:
        if unit.kind != "district":
            try:
                desk.documents.forms_due(unit.code, parse_period(PERIOD))
            except DeskError:  # it has nothing to report
                continue
            found.append(unit.code)
    return found


def _reported(desk: Desk, unit: str, folder: Path) -> Path:
    """A unit's way from its registration to its bundle: everything filled in, words in every line."""
    from haishu_desk.desk import Desk as AnyDesk  # noqa: PLC0415
    from haishu_desk.desk.founding import found  # noqa: PLC0415

    own, request, task, bundle = (
        folder / f"{unit}{ending}" for ending in (".db", "-登记.xlsx", "-任务.xlsx", "-上报.xlsx")
    )
    found(own, "unit", unit, CLERK, None)
    with AnyDesk(own, write=True, person=CLERK) as town, town.workspace.transaction():
        town.exchange.roster.request(request)
        desk.exchange.roster.enrol(request, None)
        desk.exchange.issue([unit], PERIOD, DUE, task)
        town.exchange.receiver.take_in(task)
        town.entry.enter([
            {"unit": unit, "period": PERIOD, "item": item.code, **_said(form, unit)}
            for form in ("indicators", "tasks")
            for item in town.documents.items_of(unit, form)
        ])  # fmt: skip
        town.exchange.submit(unit, PERIOD, None, bundle)
    return bundle


def _said(form: str, unit: str) -> dict[str, str]:
    if form == "tasks":
        return {"value": "已开工两处，按节点推进，年底前完成主体工程"}
    # A department's own figures would be asked about: they are far from those of the years before.
    value = "12.5" if unit.startswith("3302") else "未取得"
    return {"value": value, "vintage": "快报", "note": "按年报口径核实，与上年一致"}
