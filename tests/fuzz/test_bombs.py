"""What is small and unpacks to gigabytes is refused early: bytes and elements are counted, memory is measured in a child.

The seconds are printed (`pytest -s`) and not asserted: a machine may be busy.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bundle import hostile
from tests.bundle.hostile import BOOK, PLAIN, SHEET, STRINGS, Entry, workbook

MEGABYTE = 1_000_000
SHEET_ENDS = (hostile.sheet("@").encode().split(b"@")[0], hostile.sheet("@").encode().split(b"@")[1])
IN_CELL = (SHEET_ENDS[0] + b'<row r="1"><c r="A1" t="str"><v>', b"</v></c></row>" + SHEET_ENDS[1])
STRING_ENDS = (hostile.strings("@").encode().split(b"@")[0], hostile.strings("@").encode().split(b"@")[1])
STYLE_ENDS = (f"<styleSheet {hostile.MAIN}>".encode(), b"</styleSheet>")
_CHILD = """
import json, sys, time
from pathlib import Path
from haishu_desk.bundle import worker

def peak():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

plain, *files = map(Path, sys.argv[1:])
worker.document(plain)  # what the reading itself needs is there before anything is measured
for file in files:
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins again
    before, began = peak(), time.process_time()
    answer = worker.document(file)
    print(json.dumps([file.stem, answer.get("error", {}).get("code"), peak() - before, time.process_time() - began]))
"""


def around(element: bytes, times: int, ends: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """The plain workbook with so many elements behind its cells."""
    tail = (SHEET_ENDS[1].replace(b"</worksheet>", b"") + ends[0], ends[1] + b"</worksheet>")
    return hostile.swollen(SHEET, element * 1_000, times // 1_000, (SHEET_ENDS[0] + tail[0], tail[1]))


def styled(count: int) -> bytes:
    """So many empty cells that only have a style, each in its own place."""
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{column}{row}" s="1"/>' for column in COLUMNS) + "</row>"
        for row in range(1, count // len(COLUMNS) + 2)
    )
    return hostile.with_rows(rows)


COLUMNS = [f"{first}{second}" for first in ("", *"ABCDEFG") for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
HUGE = b'<xf numFmtId="0"/>'


def nested() -> bytes:
    """A workbook in a workbook, under an innocent name."""
    inner = workbook()
    return workbook(None, Entry(b"xl/media/image1.png", inner, method=0, crc=zlib.crc32(inner)))


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "1 GB in one part, told": ("E11", lambda: hostile.swollen(SHEET, b"0" * MEGABYTE, 1_000, SHEET_ENDS)),
    "1 GB in one cell, not told": ("E20", lambda: hostile.swollen(SHEET, b"0" * MEGABYTE, 1_000, IN_CELL, told=MEGABYTE)),
    "10 GB, not told": ("E04", lambda: hostile.swollen("xl/media/image1.png", b"\0" * 10 * MEGABYTE, 1_000, (b"", b""), told=5)),
    "10 GB, told as 189 MB": ("E04", lambda: hostile.swollen("xl/media/image1.png", b"\0" * 10 * MEGABYTE, 1_000, (b"", b""), told=189 * MEGABYTE)),
    "a workbook in a workbook": ("E10", nested),
    "a hundred thousand parts": ("E05", lambda: hostile.archive(Entry(b"xl/%d" % number, b"", packed=b"") for number in range(3_000))),
    "five million styled cells": ("E16", lambda: hostile.swollen(SHEET, b'<c r="A1" s="1"/>' * 1_000, 5_000, (SHEET_ENDS[0] + b'<row r="1">', b"</row>" + SHEET_ENDS[1]))),
    "styled cells, each in its place": ("E16", lambda: styled(251_000)),
    "thirty million strings": ("E18", lambda: hostile.swollen(STRINGS, b"<si/>" * 1_000, 30_000, STRING_ENDS)),
    "four thousand million strings declared": ("E18", lambda: workbook({STRINGS: hostile.strings("<si/>", 'uniqueCount="4294967295"')})),
    "two far corners": ("E17", lambda: hostile.with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')),
    "an address off the grid": ("E14", lambda: hostile.with_cell('<c r="ZZZ1"><v>1</v></c>')),
    "a merge off the grid": ("E14", lambda: workbook({SHEET: hostile.sheet(after='<mergeCell ref="A1:XFE2"/>')})),
    "a million merges": ("E16", lambda: around(b'<mergeCell ref="A1:B2"/>', 1_000_000)),
    "a million drop-downs": ("E16", lambda: around(b'<dataValidation sqref="A1"/>', 1_000_000)),
    "a million conditional formats": ("E16", lambda: around(b'<conditionalFormatting sqref="A1"><cfRule/></conditionalFormatting>', 1_000_000)),
    "a million links": ("E16", lambda: around(b'<hyperlink ref="A1"/>', 1_000_000)),
    "five million styles": ("E16", lambda: hostile.swollen("xl/styles.xml", HUGE * 1_000, 5_000, (STYLE_ENDS[0] + b"<cellXfs>", b"</cellXfs>" + STYLE_ENDS[1]))),
    "a million fonts": ("E16", lambda: hostile.swollen("xl/styles.xml", b"<font/>" * 1_000, 1_000, (STYLE_ENDS[0] + b"<fonts>", b"</fonts>" + STYLE_ENDS[1]))),
    "a million names": ("E16", lambda: hostile.swollen(BOOK, b'<definedName name="a"/>' * 1_000, 1_000, (PLAIN[BOOK].encode().replace(b"</workbook>", b""), b"</workbook>"))),
    "a drawing of twenty million shapes": ("E11", lambda: hostile.swollen("xl/drawings/drawing1.xml", b"<a/>" * 1_000, 20_000, (b"<x>", b"</x>"))),
    "a tag of 100 MB": ("E20", lambda: hostile.swollen(SHEET, b"x" * MEGABYTE, 100, (SHEET_ENDS[0] + b'<row r="', b'"/>' + SHEET_ENDS[1]))),
    "a million levels": ("E13", lambda: hostile.swollen("docProps/app.xml", b"<a>" * 1_000, 1_000, (b"", b""))),
    "billions of laughs": ("E12", lambda: workbook({"xl/theme/theme1.xml": '<!DOCTYPE a [<!ENTITY b "lol">' + "".join(f'<!ENTITY b{n} "&b{n - 1 if n else ""};&b{n - 1 if n else ""};">' for n in range(30)) + "]><a>&b29;</a>"})),
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, int, float]]:
    """Code, kilobytes over the base and seconds of processor time for each bomb, all read by one child."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("the peak of memory is measured on Linux only")
    folder = tmp_path_factory.mktemp("bombs")
    (folder / "plain.xlsx").write_bytes(workbook())
    files = [folder / f"{number}.xlsx" for number in range(len(BOMBS))]
    for file, (_, make) in zip(files, BOMBS.values(), strict=True):
        file.write_bytes(make())
    words = [sys.executable, "-c", _CHILD, str(folder / "plain.xlsx"), *map(str, files)]
    done = subprocess.run(words, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (code, size, used) for name, (_, code, size, used) in zip(BOMBS, rows, strict=True)}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_its_code_in_little_memory(
    name: str, measured: dict[str, tuple[str, int, float]]
) -> None:
    code, kilobytes, seconds = measured[name]
    print(f"{name}: {code}, {kilobytes / 1024:.1f} MB, {seconds:.2f} s")  # noqa: T201 - the figures of the report
    assert code == BOMBS[name][0]
    assert kilobytes < 64 * 1024
