"""Three-way on files and versions: what either side did to the base, and where they clash; changes nothing.

Plain tables (CSV, workbooks) are merged as text by their key and need no workspace. Revisions and bundles are merged as
quantities, cell by cell; a bundle that was filled in by hand says what stands in its cells. Both go by the one rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.unpack import manifest_sheet, unpack
from haishu_desk.desk.handfilled import claims_of
from haishu_desk.desk.keyed_tables import KeyedTable, read_keyed
from haishu_desk.desk.tables import open_workbook
from haishu_desk.desk.versions import Versions
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.quantity import CLEARED
from haishu_desk.merge.cells import CellContested, CellTaken, Values, merge_cells
from haishu_desk.merge.tables import Contested, Key, Said, Table, Taken, merge_tables
from haishu_desk.review.compare import Place, Version

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

Document = dict[str, list[dict[str, Any]]]
Opened = Callable[[], AbstractContextManager["Desk"]]
_FILES = (".csv", ".xlsx", ".xls", ".et")


def merge(names: Sequence[str], key: Sequence[str], opened: Opened) -> Document:
    """`{"takes", "clashes"}` of base, ours and theirs, as the contract names them; `opened` opens the workspace if needed.

    DeskError for a file that is no table or has a key twice; UsageError for names that do not go together.
    """
    plain = [is_plain_table(name) for name in names]
    if all(plain):
        return merge_files([Path(name) for name in names], key)
    if key:
        raise UsageError("--key 只用于普通表格", "版本和数据包按指标和字段并，请去掉 --key")
    with opened() as desk:
        return merge_versions(desk, names)


def is_plain_table(name: str) -> bool:
    """Whether `name` is a file that is none of our bundles; DeskError for a file that is not there or not sound."""
    file = Path(name)
    if not file.is_file():
        if file.suffix.lower() in _FILES:
            raise DeskError(f"没有 {name} 这个文件", "请核对路径", code="no-file")
        return False
    return file.suffix.lower() == ".csv" or manifest_sheet(open_workbook(file, old=True)) is None


# Plain tables.


def merge_files(files: Sequence[Path], key: Sequence[str] = ()) -> Document:
    """The same of three plain tables; without `key` the first column of the base is the key of all three."""
    base = read_keyed(files[0], key)
    ours, theirs = (read_keyed(file, base.key_columns) for file in files[1:])
    merged = merge_tables(*(Table(table.fields, table.rows) for table in (base, ours, theirs)))
    return {
        "takes": [_taken(each, base) for each in merged.takes],
        "clashes": [_contested(each, base) for each in merged.clashes],
    }


def _taken(take: Taken, base: KeyedTable) -> dict[str, Any]:
    return {**_place(take, base), "value": _said(take.value, base), "from": take.side}


def _contested(clash: Contested, base: KeyedTable) -> dict[str, Any]:
    sides = {"base": clash.base, "ours": clash.ours, "theirs": clash.theirs}
    return {**_place(clash, base), **{name: _said(said, base) for name, said in sides.items()}}


def _place(each: Taken | Contested, base: KeyedTable) -> dict[str, Any]:
    row = None if each.row is None else _row(each.row, base)
    what = {"row" if each.column is None else "column": each.fate} if each.fate else {}
    return {"key": [row, each.column], **what}


def _row(key: Key, base: KeyedTable) -> str | list[str]:
    return key[0] if len(base.key_columns) == 1 else list(key)


def _said(said: Said, base: KeyedTable) -> Any:
    """A text, the cells of a row by column, or those of a column as pairs of row and text."""
    if said is None or isinstance(said, str):
        return said
    return dict(said) if isinstance(said, Mapping) else [[_row(key, base), text] for key, text in said]


# Revisions and bundles.


def merge_versions(desk: Desk, names: Sequence[str]) -> Document:
    """The same of three versions of what one unit reports for one period: revisions, bundles, or tables of cells."""
    versions = [_version(desk, name) for name in names]
    if len({(key.unit, key.period) for version in versions for key, _ in version}) > 1:
        raise UsageError("三方说的不是同一个单位、同一期", "请换成同一份报表的三个版本")

    def group_of(place: Place) -> tuple[str, str | None, str] | None:
        key, slot = place
        group = desk.documents.group_of(key.form, slot.field)
        return (slot.item, slot.vintage, group) if group else None

    found = merge_cells(versions[0], versions[1], versions[2], group_of)
    return {
        "takes": [_cell_taken(each) for each in found if isinstance(each, CellTaken)],
        "clashes": [_cell_contested(each) for each in found if isinstance(each, CellContested)],
    }


def _version(desk: Desk, name: str) -> Version:
    """The cells of that version; what was typed by hand into the sheets of a bundle stands over what it carries."""
    version = dict(Versions(desk).of(name))
    file = Path(name)
    if is_plain_table(name) or not file.is_file():
        return version
    unpacked = unpack(open_workbook(file))
    for printed in unpacked.payload.returns:
        claims, findings = claims_of(desk, printed, unpacked.typed)
        wrong = next((each for each in (*unpacked.findings, *findings) if each.severity == "强制性"), None)
        if wrong is not None:
            raise DeskError(f"{file.name}：{wrong.message}", wrong.advice, code=wrong.rule)
        version |= {(printed.key, claim.slot): (claim.value,) for claim in claims}
    return version


def _cell_taken(take: CellTaken[Place]) -> dict[str, Any]:
    return {**_cell(take.place), "value": (take.value or CLEARED).as_json(), "from": take.side}


def _cell_contested(clash: CellContested[Place]) -> dict[str, Any]:
    sides = {"base": clash.base, "ours": clash.ours, "theirs": clash.theirs}
    return {**_cell(clash.place), **{name: _values(values) for name, values in sides.items()}}


def _cell(place: Place) -> dict[str, Any]:
    """The key, its column with the 数值状态 where there is one (`value|预计`), and the same in parts."""
    key, slot = place
    column = "|".join(filter(None, (slot.field, slot.vintage)))
    return {"key": [slot.item, column], "form": key.form, "unit": key.unit, "period": key.period, **slot.as_json()}


def _values(values: Values) -> Any:
    said = [value.as_json() for value in values]
    return said if len(said) > 1 else (said[0] if said else None)
