"""The child process that reads a received workbook: guard first, then python-calamine, one JSON document on stdout.

A process of its own, because calamine can abort the whole process on a hostile file (faults.md rows 17, 18 and 21) and
its panics are no `Exception`. It holds no store, gets no network and no input but the path.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.bundle.guard import Inspection, RefusedWorkbookError, SheetMarks, file_bytes, inspect_bytes, refused
from haishu_desk.bundle.old_container import MAGIC
from haishu_desk.bundle.old_workbook import OldSheet, old_sheets
from haishu_desk.bundle.part_scan import FaultError, Limits
from haishu_desk.bundle.sheet_cells import packed
from haishu_desk.bundle.sheet_looks import address

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

OLD, MANY = "old", "-"
MEMORY_BYTES = 768 * 1024 * 1024
CPU_SECONDS = 25
_BATCH = 500  # rows that are held at once


def main(argv: list[str]) -> int:
    """Read the workbook `argv[0]` (the words after `__worker`) and print it or its refusal as UTF-8 JSON; 0 if printed.

    With `old` as the second word a workbook of Excel 97 to 2003 is read too. With `-` alone it stays for many (`_serve`).
    """
    if argv == [MANY]:
        return _serve()
    if not argv or argv[1:] not in ([], [OLD]):
        return 2
    limit_resources()
    read = old_or_new_document if argv[1:] else document
    # not sys.stdout: a windowed program has none, and a console may have another encoding
    with open(1, "wb", closefd=False) as stream:
        stream.write(printed(read(Path(argv[0]))))
    return 0


def _serve() -> int:
    """Answer for each path on the input, a line of JSON each, until there are no more: a line with the size, the document."""
    with open(0, "rb", closefd=False) as asked, open(1, "wb", closefd=False) as answers:
        for line in asked:
            limit_resources()
            text = printed(document(Path(json.loads(line))))
            answers.write(b"%d\n%s" % (len(text), text))
            answers.flush()
    return 0


def printed(found: dict[str, Any]) -> bytes:
    """A document as it is printed, UTF-8 JSON; rows are put down as calamine hands them over, so that few are held."""
    if "sheets" not in found:
        return _json(found)
    parts = [_json({**found, "sheets": []})[:-2]]
    for number, sheet in enumerate(found["sheets"]):
        parts += [b"," * (number > 0), _json({**sheet, "rows": []})[:-2], b",".join(_batches(sheet["rows"])), b"]}"]
    return b"".join([*parts, b"]}"])


def _batches(rows: Iterable[list[Any]]) -> Iterator[bytes]:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        yield _json(batch)[1:-1]


def _json(found: object) -> bytes:
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def limit_resources() -> None:
    """Cap memory and processor time of this process where the system can; without a core file when it is hit.

    Processor time counts from now on: a worker that reads many files gives each the same.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  POSIX only

    caps = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS + math.ceil(time.process_time())),
        (resource.RLIMIT_CORE, 0),
    )
    for kind, wanted in caps:
        _, hard = resource.getrlimit(kind)
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with suppress(ValueError, OSError):  # macOS knows no cap on the address space
            resource.setrlimit(kind, (soft, hard))


def document(path: Path, limits: Limits | None = None) -> dict[str, Any]:
    """`{"properties": {...}, "digest", "sheets": [...]}` with the `rows` of each sheet to be read once, last of all; or `{"error": {"code", "message", "advice"}}` for a refused file.

    `digest` is the sha256 of the bytes that were read: the file is opened once, and what the guard let pass is what is read.
    """
    return _read(path, limits or Limits(), inspect_bytes)


def old_or_new_document(path: Path) -> dict[str, Any]:
    """As `document`, and an old .xls too, which is told by its bytes and not by its name (.et is either)."""
    return _read(path, Limits(), _inspect_old_or_new)


def _read(path: Path, limits: Limits, inspected: Callable[[bytes, Limits], Inspection]) -> dict[str, Any]:
    try:
        data = file_bytes(path, limits)
        inspection = inspected(data, limits)
        found = {"properties": inspection.properties, "digest": hashlib.sha256(data).hexdigest()}
        return {**found, "sheets": _sheets(data, inspection)}
    except FaultError as fault:
        return {"error": refused(fault.reason, fault.place).as_json()}
    except RefusedWorkbookError as error:
        return {"error": error.as_json()}
    except MemoryError:
        return {"error": refused("worker").as_json()}


def _inspect_old_or_new(data: bytes, limits: Limits) -> Inspection:
    if data.startswith(MAGIC):
        return Inspection(tuple(_marks_of(sheet) for sheet in old_sheets(data, limits)))
    return inspect_bytes(data, limits)


def _marks_of(sheet: OldSheet) -> SheetMarks:
    addresses = [tuple(address(*cell) for cell in cells) for cells in (sheet.formulas, sheet.errors, sheet.percents)]
    merged = tuple(f"{address(top, left)}:{address(bottom, right)}" for top, left, bottom, right in sheet.merged)
    columns, rows = (
        tuple(sorted(number + 1 for number in hidden)) for hidden in (sheet.hidden_columns, sheet.hidden_rows)
    )
    formulas, errors, percents = addresses
    return SheetMarks(sheet.name, formulas, errors, (), merged, columns, rows, percents)


def _sheets(data: bytes, inspection: Inspection) -> list[dict[str, Any]]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  heavy: in the child alone

    try:
        with CalamineWorkbook.from_object(BytesIO(data)) as book:
            metadata = book.sheets_metadata
            if [sheet.name for sheet in metadata] != [marks.name for marks in inspection.sheets]:
                raise refused("damaged")  # two readers that see different sheets
            return [_sheet(book, *pair) for pair in zip(metadata, inspection.sheets, strict=True)]
    except CalamineError as error:
        raise refused("damaged") from error


def _sheet(book: CalamineWorkbook, metadata: SheetMetadata, marks: SheetMarks) -> dict[str, Any]:
    return {
        "name": marks.name,
        "visible": str(metadata.visible).rpartition(".")[2].lower(),  # calamine's enum has neither name nor hash
        "formulas": marks.formulas,
        "errors": marks.errors,
        "duplicates": marks.duplicates,
        "merged": marks.merged,
        "hidden_columns": marks.hidden_columns,
        "hidden_rows": marks.hidden_rows,
        "percents": marks.percents,
        "veiled": marks.veiled,
        "rows": rows_of(book.get_sheet_by_name(marks.name)),
    }


def rows_of(sheet: CalamineSheet) -> Iterator[list[Any]]:
    """The rows of a sheet as they travel, one after the other: calamine gives the first rows too, not the first columns."""
    left = [""] * sheet.start[1] if sheet.start else []
    rows = sheet.iter_rows()
    return packed([*left, *row] for row in rows) if left else packed(rows)
