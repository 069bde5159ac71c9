"""Runs of plain cells and plain strings, judged at once: nearly all of a workbook, so that expat need not be asked of each.

A run is plain only if every byte of it belongs to the one spelling below: address, style, kind in this order, no prefix,
no reference, no second value, only numbers that no reader can take differently. `sheet_scan` and `part_scan` keep such runs
from expat and mark them as they would have; for all else, down to one odd cell in a row, the old way stays. What is plain
is what the old way passes with the same marks (tests/bundle/test_plain_cells.py holds both against each other).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Four groups take all of a cell but what stands between them: the run is plain if together they are as long as it is.
# The fifth, within the fourth, is the number of a shared string.
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3}+)([1-9][0-9]{0,6}+)"((?: s="(?:0|[1-9][0-9]{0,4}+)")?+)'
    rb'( t="s"><v>([0-9]{1,9}+)</v></c>'
    rb'|(?: t="n")?+(?:><v>[+-]?+[0-9]{1,20}+(?:\.[0-9]{1,20}+)?+(?:[eE][+-]?+[0-9]{1,2}+)?+</v></c>|/>)'
    rb'| t="s"/>| t="b"><v>[01]</v></c>)'
)
_BETWEEN = len(b'<c r=""')
_EMPTY = (b"/>", b' t="n"/>', b' t="s"/>')
# `>` is left out for `]]>`; what no XML may hold is refused by `_is_text`.
_STRINGS = re.compile(
    rb'(?:<si><t(?: xml:space="preserve")?+>[^<>&\x00-\x08\x0b\x0c\x0e-\x1f]*+</t></si>[ \t\r\n]*+)++'
)
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")


@dataclass(frozen=True)
class PlainRun:
    """The cells of a run in order: letters of their columns, styles (` s="3"` or nothing) and what follows of each.

    `last_string` is the highest number of a shared string, -1 without any.
    """

    columns: tuple[bytes, ...]
    styles: tuple[bytes, ...]
    bodies: tuple[bytes, ...]
    last_string: int

    @property
    def empty(self) -> int:
        """How many hold no value."""
        return sum(map(self.bodies.count, _EMPTY))

    @property
    def last_filled(self) -> int | None:
        """The place in the run of the last cell that holds a value."""
        return next((at for at in range(len(self.bodies) - 1, -1, -1) if self.bodies[at] not in _EMPTY), None)


def plain_run(data: bytes, row: int) -> PlainRun | None:
    """What a run of cells of that row says; None if a byte of it is not plain, or a cell belongs to another row."""
    found = _CELL.findall(data)
    if not found:
        return None
    columns, rows, styles, bodies, strings = zip(*found, strict=True)
    length = _BETWEEN * len(found) + sum(len(b"".join(group)) for group in (columns, rows, styles, bodies))
    if length != len(data) or set(rows) != {b"%d" % row}:
        return None
    return PlainRun(columns, styles, bodies, max(map(int, filter(None, strings)), default=-1))


def plain_strings(data: bytes, start: int, longest: int) -> tuple[int, int, int] | None:
    """The next run of plain shared strings from `start` on: where it begins and ends, and how many it has.

    None if there is none, or one of its strings could be longer than `longest` signs.
    """
    match = _STRINGS.search(data, start)
    if match is None:
        return None
    run = match[0]
    if not _is_text(run) or (len(run) > longest and max(map(len, run.split(b"</si>"))) > longest):
        return None
    return match.start(), match.end(), run.count(b"<si>")


def _is_text(data: bytes) -> bool:
    """Whether it is UTF-8 that XML may hold."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return not any(sign in data for sign in _NO_CHARACTERS)
