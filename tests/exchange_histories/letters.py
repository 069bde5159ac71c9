"""Bundles without a workbook: the signed payload alone goes from hand to hand, and is received by the same code.

XlsxWriter and the worker are most of the time of an exchange; whether they say what the payload says is tested elsewhere.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import openpyxl

from haishu_desk.bundle import manifest
from haishu_desk.bundle.manifest import Envelope, Payload, read_payload
from haishu_desk.bundle.pack import Book
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.unpack import Unpacked, VisibleCell
from haishu_desk.checks.run import Checked
from haishu_desk.desk import checking, receiving, showing, writing
from haishu_desk.domain.editions import Edition

if TYPE_CHECKING:
    import pytest

Typed = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Letter:
    """What the worker would have read of a bundle: the envelope, and what was typed into the visible cells."""

    envelope: Envelope
    typed: Typed
    digest: str = ""  # of the file that was read; a letter is not looked at twice


def pack_letter(_: Book, __: Payload, envelope: Envelope) -> bytes:
    """In place of `pack`: the envelope on a line, then the payload."""
    head = {"algorithm": envelope.algorithm, "key": envelope.public_key, "signature": envelope.signature, "typed": []}
    return json.dumps(head).encode() + b"\n" + envelope.payload


def read_letter(file: Path) -> Workbook:
    """In place of `read_workbook`."""
    head, _, payload = file.read_bytes().partition(b"\n")
    told = json.loads(head)
    envelope = Envelope(payload, told["algorithm"], told["key"], told["signature"])
    return cast("Workbook", Letter(envelope, {(item, column): text for item, column, text in told["typed"]}))


def unpack_letter(workbook: Workbook) -> Unpacked:
    """In place of `unpack`: a cell counts as typed if it does not say what was printed in it."""
    letter = cast("Letter", workbook)
    payload = read_payload(letter.envelope.payload)
    typed = tuple(
        VisibleCell(printed.key.form, item, column, text, f"填报表!{item}")
        for printed in payload.returns
        for (item, column), text in letter.typed.items()
        if printed.cells.get((item, column), text) != text
    )
    return Unpacked(letter.envelope, payload, typed, (), (), "填表人" if typed else None)


def type_into_letter(source: Path, target: Path, typed: Typed) -> None:
    """Fill in by hand: the same letter with other visible cells."""
    head, _, payload = source.read_bytes().partition(b"\n")
    told = {**json.loads(head), "typed": [[item, column, text] for (item, column), text in typed.items()]}
    target.write_bytes(json.dumps(told).encode() + b"\n" + payload)


def type_into_workbook(source: Path, target: Path, typed: Typed) -> None:
    """Fill in by hand as an office program does: cells are found by the marks that a person does not see."""
    book = openpyxl.load_workbook(source)
    sheet = book["填报表"]
    columns = {str(cell.value): int(cell.column or 0) for cell in sheet[1]}
    rows = {str(row[0].value): int(row[0].row or 0) for row in sheet.iter_rows(min_row=2)}
    for (item, column), text in typed.items():
        sheet.cell(rows[f"#r|{item}"], columns[f"#c|{column}"]).value = text or None
    book.save(target)


def go_without_checks(patch: pytest.MonkeyPatch) -> None:
    """全审 judges figures and merges none; what it refuses would only end histories early."""
    patch.setattr(checking.Checking, "of_return", lambda *_: Checked())


def _no_book(*_: object) -> Generator[None, None, None]:
    yield


def go_without_workbooks(patch: pytest.MonkeyPatch) -> None:
    """Write and read letters; nothing is checked or waits for a disk."""
    go_without_checks(patch)
    patch.setattr(showing.Showing, "book", _no_book)
    patch.setattr(writing, "pack", pack_letter)
    patch.setattr(receiving, "unpack", unpack_letter)
    patch.setattr(os, "fsync", lambda _: None)
    # An entry never changes, and the documents of a bundle are the same in every history.
    patch.setattr(manifest, "_entry", lru_cache(maxsize=2_000)(manifest._entry))
    patch.setattr(Edition, "from_body", staticmethod(lru_cache(maxsize=50)(Edition.from_body)))
