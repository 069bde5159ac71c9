"""数据集: the figures that were approved, as tables for the programs of a province or a nation; reads only."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING

from haishu_desk import __version__
from haishu_desk.desk.counted import APPROVED, BESIDE, Counted, CountedFigures
from haishu_desk.domain.errors import DeskError, said_of
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.monitor.rollup import MEAN, SINGLE
from haishu_desk.report.dataset import (
    ABOUT,
    DIGITS,
    ITEMS,
    PLACES,
    TABLES,
    UNITS,
    VALUES,
    Row,
    Table,
    csv_table,
    schema_document,
)
from haishu_desk.store.files import FileNotWrittenError, give_name, sync_folder, write_file

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

PARQUET, CSV = "parquet", "csv"
SCHEMA = "schema.json"


@dataclass(frozen=True)
class Written:
    """What was written: files below the folder, rows by table, and the cells whose number did not fit its column."""

    folder: Path
    files: tuple[str, ...]
    rows: dict[str, int]
    unfit: tuple[str, ...]


class Dataset:
    """The dataset of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._figures = CountedFigures(desk, APPROVED)

    def write(self, folder: Path, ending: str) -> Written:
        """Write all tables and the schema document into a folder that is new or empty; DeskError if it is neither.

        `ending` is parquet or csv. NoParquetError where the library is not there, DamagedError where the journal does not
        hold, FileNotWrittenError where the disk is full or the stick is gone: the folder has nothing in it then.
        """
        _refuse_used(folder)
        self._desk.workspace.journal.refuse_broken()  # `about` names the journal's last entry as what stands for all
        made = _maker(ending)
        unfit: list[str] = []
        tables = {VALUES: self._values(unfit), ITEMS: self._items(), UNITS: self._units(), ABOUT: self._about()}
        files = {SCHEMA: schema_document(ending)}
        rows = dict.fromkeys((table.name for table in TABLES), 0)
        for table, partitions in tables.items():
            for values, part in partitions:
                files[f"{table.folder(values)}/{table.name}.{ending}"] = made(table, part)
                rows[table.name] += len(part)
        _put_down(folder, files)
        return Written(folder, tuple(sorted(files)), rows, tuple(unfit))

    @property
    def _district(self) -> str:
        return self._desk.documents.units.district.code

    def _values(self, unfit: list[str]) -> Iterator[tuple[tuple[object, ...], list[Row]]]:
        """The rows of each year; what has no exact number in its column is named in `unfit`."""
        years: dict[int, list[Row]] = defaultdict(list)
        catalogue = self._desk.documents.catalogue
        for cell in self._figures.every_cell():
            unit, period, code, name = _place(cell)
            item = catalogue.get(code) if code in catalogue else None
            role = self._figures.role(unit, parse_period(period), item) if item else BESIDE
            number = cell.number
            if number is not None and not _fits(number):
                unfit.append(f"{unit}·{period}·{code}·{name}")
                number = None
            quantity = cell.quantity
            years[parse_period(period).year].append(
                (
                    item.plan if item else None, self._desk.documents.form_of(item) if item else None, unit, period, code, name, cell.vintage, cell.basis, role,
                    quantity.op, None if number is None else f"{number:f}", quantity.absent, quantity.raw, cell.revision,
                )
            )  # fmt: skip
        for year in sorted(years):
            yield (self._district, year), years[year]

    def _items(self) -> Iterator[tuple[tuple[object, ...], list[Row]]]:
        yield (self._district,), [self._item(item) for item in self._desk.documents.catalogue]

    def _item(self, item: Item) -> Row:
        rule = item.record.get("rollup") or SINGLE
        factor: Decimal | None = None
        is_growth, common = False, None
        if rule == MEAN:
            ratio = self._figures.ratio(item)
            economy = self._figures.economy(item.plan) if ratio.has_common else None
            factor, is_growth, common = ratio.factor, ratio.is_growth, economy.code if economy else None
        return (
            item.code, item.plan, item.kind, item.name, item.unit, item.record.get("attribute"), item.frequency, rule,
            None if factor is None else f"{factor:f}", is_growth, common, item.record.get("continues"),
        )  # fmt: skip

    def _units(self) -> Iterator[tuple[tuple[object, ...], list[Row]]]:
        rows: list[Row] = [
            (unit.code, unit.name, unit.kind, unit.parent, unit.valid_from, unit.valid_to)
            for unit in self._desk.documents.units
        ]
        yield (self._district,), rows

    def _about(self) -> Iterator[tuple[tuple[object, ...], list[Row]]]:
        last = self._desk.workspace.journal.head()
        name = self._desk.documents.units.district.name
        row: Row = (name, self._desk.identity.unit, last.at if last else None, last.hash if last else None, __version__)
        yield (self._district,), [row]


def _maker(ending: str) -> Callable[[Table, Iterable[Row]], bytes]:
    if ending == CSV:
        return csv_table
    from haishu_desk.report.parquet import parquet_table, refuse_without_library  # noqa: PLC0415  when one is written

    refuse_without_library()
    return parquet_table


def _refuse_used(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DeskError(f"{folder} 已经有东西，没有写出", "请换一个新的或空的文件夹", code="exists")


def _put_down(folder: Path, files: Mapping[str, bytes]) -> None:
    """All files under the folder's name, or none: tables without some of their years look like whole ones."""
    part = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        for name, data in files.items():
            write_file(part / name, data)
        if folder.is_dir():
            folder.rmdir()  # it is empty; Windows gives no name that is there
        give_name(part, folder)
        sync_folder(folder.parent)
    except OSError as error:
        raise FileNotWrittenError(folder, said_of(error)) from error
    finally:
        rmtree(part, ignore_errors=True)  # where it did not get its name


def _place(cell: Counted) -> tuple[str, str, str, str]:
    if cell.place is None:
        raise ValueError("an approved figure without its cell")
    return cell.place


def _fits(number: Decimal) -> bool:
    """Whether the column holds it to the digit."""
    _, digits, exponent = number.normalize().as_tuple()
    after = max(0, -exponent) if isinstance(exponent, int) else 0
    whole = len(digits) + exponent if isinstance(exponent, int) else 0
    return after <= PLACES and whole <= DIGITS - PLACES
