"""Every code of the catalogue has a file that earns it, honest files pass, and no bytes raise anything else."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from haishu_desk.bundle.guard import SENTENCES, Limits, RefusedWorkbookError, SheetMarks, guard, inspect
from tests.bundle import hostile
from tests.bundle.hostile import (
    BOOK,
    BOOK_RELATIONS,
    ENTRY,
    FOUND,
    PLAIN,
    SHEET,
    STRINGS,
    Entry,
    with_cell,
    with_rows,
    workbook,
)
from tests.bundle.zoo import HARMLESS, ZOO

MANY = 20_000 if os.environ.get("HAISHU_FULL") else 300
MEGABYTE = 1_000_000
SHEET_ENDS = (hostile.sheet("@").encode().split(b"@")[0], hostile.sheet("@").encode().split(b"@")[1])


def refusal(tmp_path: Path, data: bytes, limits: Limits | None = None) -> RefusedWorkbookError:
    path = tmp_path / "来件.xlsx"
    path.write_bytes(data)
    with pytest.raises(RefusedWorkbookError) as caught:
        guard(path, limits or Limits())
    return caught.value


def marks(tmp_path: Path, data: bytes) -> SheetMarks:
    path = tmp_path / "来件.xlsx"
    path.write_bytes(data)
    return guard(path)[0]


def doctype(part: str) -> bytes:
    text = PLAIN[part].replace(hostile.DECLARED, f'{hostile.DECLARED}<!DOCTYPE a [<!ENTITY b "{"c" * 50}">]>')
    return workbook({part: text})


def linked(kind: str, target: str, mode: str = "") -> bytes:
    return workbook(
        {"xl/worksheets/_rels/sheet1.xml.rels": hostile.relations(hostile.relation("r1", kind, target, mode))}
    )


def extra(name: str) -> bytes:
    return workbook(None, Entry(name.encode(), b"x"))


def two_sheets(first: str, second: str) -> bytes:
    more = hostile.relation("rId3", "worksheet", "worksheets/sheet2.xml")
    return workbook(
        {
            BOOK: hostile.book(first, second),
            BOOK_RELATIONS: hostile.relations(*FOUND, more),
            "xl/worksheets/sheet2.xml": hostile.sheet(),
        }
    )


HOSTILE: list[tuple[str, str, bytes]] = [
    ("E01", "twenty megabytes", b"PK\x03\x04" + bytes(20 * MEGABYTE)),
    ("E02", "an old or encrypted office file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
    ("E03", "a web page", b"<html><table><tr><td>1</td></tr></table></html>"),
    ("E03", "comma separated text", "\ufeff指标,数\n人口,1\n".encode()),
    ("E03", "an archive without content types", workbook(without="[Content_Types].xml")),
    ("E03", "an archive without a workbook", workbook(without=BOOK)),
    ("E03", "an empty archive", hostile.archive([])),
    ("E03", "a template", workbook({"[Content_Types].xml": hostile.types(hostile.override(BOOK, "template.main"))})),
    ("E03", "the strict dialect", workbook({BOOK: PLAIN[BOOK].replace("schemas.openxmlformats.org/spreadsheetml/2006", "purl.oclc.org/ooxml/spreadsheetml")})),
    ("E04", "nothing", b""),
    ("E04", "a cut copy", workbook()[:-300]),
    ("E04", "a copy of zeros", bytes(5_000)),
    ("E04", "a wrong checksum", hostile.archive([Entry(b"xl/a.bin", b"abc", crc=5), *hostile.entries(PLAIN)])),
    ("E04", "a broken stream", hostile.archive([Entry(b"xl/a.bin", b"abc", packed=b"\xff\xff\xff"), *hostile.entries(PLAIN)])),
    ("E04", "an unusual packing", hostile.archive([Entry(b"xl/a.bin", b"abc", method=14), *hostile.entries(PLAIN)])),
    ("E04", "a comment, which may hide a second directory", hostile.archive(hostile.entries(PLAIN), comment=b"hello")),
    ("E04", "a wrong number of parts", hostile.archive(hostile.entries(PLAIN), count=5)),
    ("E04", "more content than declared", hostile.archive([*hostile.entries(PLAIN), Entry(b"xl/a.bin", b"abcdef", size=3)])),
    ("E04", "a prefix", b"PK\x03\x04" + workbook()),
    ("E05", "a hundred thousand parts", b"PK\x03\x04" + b"PK\x01\x02" * 100_000),
    ("E05", "too many sheets", workbook({BOOK: hostile.book(*(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 70)))})),
    ("E06", "a part twice", workbook(None, Entry(SHEET.encode(), PLAIN[SHEET].encode()))),
    ("E06", "a part twice in other letters", extra("XL/WORKSHEETS/SHEET1.XML")),
    *(("E07", f"the name {name}", extra(name)) for name in ("../a", "xl/../a", "/etc/passwd", "xl\\a", "c:a", "xl//a", "a\0b", "a&#49;", ".")),
    ("E07", "a second name in an extra field", hostile.archive([Entry(b"a", b"", extra=b"\x75\x70\x05\x00abcde"), *hostile.entries(PLAIN)])),
    ("E08", "an encrypted part", workbook(None, Entry(b"xl/a.bin", b"abc", flags=1))),
    ("E09", "a macro project", extra("xl/vbaProject.bin")),
    ("E09", "a macro type", workbook({"[Content_Types].xml": hostile.types('<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>')})),
    ("E09", "a macro relation", linked("vbaProject", "a.bin")),
    *(("E10", f"the part {name}", extra(name)) for name in ("xl/externalLinks/externalLink1.xml", "xl/embeddings/oleObject1.bin", "xl/activeX/activeX1.xml", "xl/connections.xml")),
    ("E10", "a link to another file", linked("externalLinkPath", "file:///c:/a.xlsx", "External")),
    ("E10", "a picture from the net", linked("image", "http://example.invalid/a.png", "External")),
    ("E10", "an embedded object", linked("oleObject", "a.bin")),
    ("E10", "a DDE formula", with_cell("<c r=\"A1\"><f>cmd|'/c calc'!A0</f></c>")),
    ("E10", "a DDE function", with_cell('<c r="A1"><f>DDE("soffice";"a";"b")</f></c>')),
    ("E11", "a gigabyte, told", hostile.swollen(SHEET, b"0" * MEGABYTE, 1_000, SHEET_ENDS)),
    *(("E12", f"a document type in {part}", doctype(part)) for part in PLAIN),
    ("E12", "an unknown entity", with_cell('<c r="A1" t="str"><v>&x;</v></c>')),
    ("E13", "a thousand levels", workbook({"docProps/app.xml": "<a>" * 1_000})),
    *(("E14", f"the address {a!r}", with_cell(f'<c r="{a}"><v>1</v></c>')) for a in ("", "1A", "A0", "XFE1", "AAAA1", "A2", "a1", "$A$1", "A1:B1", "A01", "A" * 99)),
    ("E14", "a cell without an address", with_cell("<c><v>1</v></c>")),
    ("E14", "a row below the grid", with_rows('<row r="1048577"/>')),
    ("E14", "a row without a number", with_rows("<row/>")),
    ("E14", "an array over nothing", with_cell('<c r="A1"><f t="array" ref="A1:?">1</f></c>')),
    ("E15", "a row twice", with_rows('<row r="3"/><row r="3"/>')),
    ("E16", "a hundred thousand links", workbook({SHEET: hostile.sheet(after="<hyperlink/>" * 100_001)})),
    ("E17", "two far corners", with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>')),
    ("E17", "a far column", with_cell('<c r="ZZZ1"><v>1</v></c>'.replace("ZZZ", "XFD"))),
    ("E17", "a box too large", with_rows('<row r="150000"><c r="ALL150000"><v>1</v></c></row>')),
    *(("E18", f"{n} strings declared", workbook({STRINGS: hostile.strings("<si/><si/>", f'uniqueCount="{n}"')})) for n in ("4294967295", "-1", "9" * 5_000)),
    ("E19", "a string that is not there", with_cell('<c r="A1" t="s"><v>2</v></c>')),
    ("E19", "a string without strings", workbook({STRINGS: hostile.strings("")})),
    ("E52", "dates from 1904", workbook({BOOK: PLAIN[BOOK].replace("<sheets>", '<workbookPr date1904="1"/><sheets>')})),
    ("E20", "a gigabyte in one cell, not told", hostile.swollen(SHEET, b"0" * MEGABYTE, 1_000, (SHEET_ENDS[0] + b'<row r="1"><c r="A1"><v>', b"</v></c></row>" + SHEET_ENDS[1]), told=MEGABYTE)),
    ("E20", "a long string", workbook({STRINGS: hostile.strings(f"<si><r><t>{'长' * 30_000}</t></r><r><t>{'长' * 30_000}</t></r></si><si/>")})),
    ("E20", "a long tag", hostile.swollen(SHEET, b"x" * MEGABYTE, 100, (SHEET_ENDS[0] + b'<row r="', b'"/>' + SHEET_ENDS[1]))),
    ("E21", "an open tag", workbook({SHEET: PLAIN[SHEET][:-5]})),
    ("E21", "rows out of order", with_rows('<row r="3"/><row r="2"/>')),
    ("E21", "cells out of order", with_cell('<c r="B1"/><c r="A1"/>')),
    ("E21", "no way to the sheet", workbook({BOOK_RELATIONS: hostile.relations(FOUND[1])})),
    ("E21", "a sheet that is not there", workbook(without=SHEET)),
    ("E21", "no root relation", workbook(without="_rels/.rels")),
    ("E21", "one part for two sheets", workbook({BOOK: hostile.book(ENTRY, '<sheet name="b" sheetId="2" r:id="rId1"/>')})),
    ("E21", "two sheets of one name", two_sheets(ENTRY, ENTRY.replace("rId1", "rId3"))),
    ("E21", "a sheet with two keys", workbook({BOOK: hostile.book(ENTRY.replace(" r:id", ' id="rId2" r:id'))})),
    ("E21", "a relation twice", workbook({BOOK_RELATIONS: hostile.relations(*FOUND, FOUND[0])})),
    ("E21", "strings that only one reader finds", workbook({BOOK_RELATIONS: hostile.relations(FOUND[0])})),
    ("E21", "another alphabet", workbook({SHEET: PLAIN[SHEET].replace("UTF-8", "GBK")})),
    ("E21", "sixteen bits", workbook({SHEET: PLAIN[SHEET].encode("utf-16")})),
    ("E21", "a second grid", workbook({SHEET: hostile.sheet(after="<sheetData/>")})),
    ("E21", "two names for one namespace", workbook({SHEET: PLAIN[SHEET].replace("<worksheet", f"<worksheet {hostile.MAIN.replace('=', ':x=')}")})),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "data"), [(code, data) for code, _, data in HOSTILE], ids=[name for _, name, _ in HOSTILE]
)
def test_a_hostile_file_is_refused_with_its_code(tmp_path: Path, code: str, data: bytes) -> None:
    error = refusal(tmp_path, data)
    assert (error.code, bool(error.message), bool(error.advice)) == (code, True, True), error.message


@pytest.mark.parametrize(("code", "data"), [(code, data) for code, _, data in ZOO], ids=[name for _, name, _ in ZOO])
def test_so_is_every_animal_of_the_zoo(tmp_path: Path, code: str, data: bytes) -> None:
    error = refusal(tmp_path, data)
    assert (error.code, bool(error.message), bool(error.advice)) == (code, True, True), error.message


@pytest.mark.parametrize("data", [data for _, data in HARMLESS], ids=[name for name, _ in HARMLESS])
def test_what_only_looks_dangerous_passes(tmp_path: Path, data: bytes) -> None:
    assert marks(tmp_path, data).name == "填报表"


def test_every_code_of_the_guard_has_a_hostile_file() -> None:
    assert {code for code, _, _ in SENTENCES.values()} == {code for code, _, _ in HOSTILE} | {"E22"}


def test_the_sentences_speak_plain_chinese_without_a_file_name() -> None:
    jargon = ("XML", "xml", "zip", "ZIP", "压缩包", "编码", "节点")
    for _, what, advice in SENTENCES.values():
        assert not [word for word in jargon if word in what + advice]


TRICKS = {
    "a character reference in a number": '<c r="A1"><v>2&#53;</v></c>',
    "a comment in a number": '<c r="A1"><v>2<!-- -->5</v></c>',
    "a comment in a text": '<c r="A1" t="str"><v>2<!-- -->5</v></c>',
    "a CDATA section": '<c r="A1" t="str"><v><![CDATA[2]]>5</v></c>',
    "two values": '<c r="A1"><v>2</v><v>3</v></c>',
    "two texts": '<c r="A1" t="inlineStr"><is><t>2</t><t>3</t></is></c>',
    "a text beside a value": '<c r="A1"><v>2</v><is><t>3</t></is></c>',
    "a value beside a text": '<c r="A1" t="inlineStr"><is><t>3</t></is><v>2</v></c>',
    "a foreign cell": '<x:c xmlns:x="urn:x" r="A1"><x:v>2</x:v></x:c>',
    "a cell in a cell": '<c r="A1"><c r="B1"><v>2</v></c></c>',
    "infinity": '<c r="A1"><v>1e999</v></c>',
    "a number in Python's dialect": '<c r="A1"><v>1_0</v></c>',
    "spaces around a number": '<c r="A1"><v> 7</v></c>',
    "a signed index": '<c r="A1" t="s"><v>+1</v></c>',
    "a wordy truth": '<c r="A1" t="b"><v>false</v></c>',
    "an unknown kind": '<c r="A1" t="x"><v>1</v></c>',
    "an unknown error": '<c r="A1" t="e"><v>#SPILL!</v></c>',
    "a date that is none": '<c r="A1" t="d"><v>today</v></c>',
}


@pytest.mark.parametrize("cell", TRICKS.values(), ids=TRICKS)
def test_a_cell_that_two_readers_read_in_two_ways_is_refused_with_its_place(tmp_path: Path, cell: str) -> None:
    error = refusal(tmp_path, with_cell(cell))
    assert error.code == "E21"
    assert "填报表" in error.message


def test_formulas_errors_and_duplicates_are_marked_by_address(tmp_path: Path) -> None:
    rows = hostile.ROWS.replace('<c r="B2"><v>-1.5</v></c>', '<c r="B2"><v>2</v></c><c r="B2"><v>3</v></c>')
    assert marks(tmp_path, with_rows(rows)) == SheetMarks("填报表", ("E4", "F4"), ("F4",), ("B2",))


def test_a_duplicate_is_found_behind_another_cell(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="A1"><v>3</v></c>'
    assert marks(tmp_path, with_cell(cells)).duplicates == ("A1",)


def test_all_cells_of_an_array_formula_are_marked(tmp_path: Path) -> None:
    first = '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    second = '<row r="2"><c r="B2"><v>4</v></c><c r="C2"><v>4</v></c></row>'
    assert marks(tmp_path, with_rows(first + second)).formulas == ("A1", "B1", "B2")


def test_a_bar_inside_quotes_is_no_dde(tmp_path: Path) -> None:
    cell = '<c r="A1"><f>IF(\'甲|乙\'!A1=1,&quot;a|b&quot;,"c|d")</f><v>0</v></c>'
    assert marks(tmp_path, with_cell(cell)).formulas == ("A1",)


def test_empty_styled_cells_may_lie_far_out(tmp_path: Path) -> None:
    assert marks(tmp_path, with_cell('<c r="A1"><v>1</v></c><c r="XFD1" s="0"/>')) == SheetMarks("填报表")


def test_prefixed_names_and_absolute_targets_are_read(tmp_path: Path) -> None:
    rows = '<x:row r="1"><x:c r="A1"><x:f>1</x:f><x:v>1</x:v></x:c></x:row>'
    sheet = f"<x:worksheet {hostile.MAIN.replace('=', ':x=').replace('xmlns:x', 'xmlns:x')}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    targets = hostile.relations(hostile.relation("rId1", "worksheet", "/xl/worksheets/sheet1.xml"), FOUND[1])
    assert marks(tmp_path, workbook({SHEET: sheet, BOOK_RELATIONS: targets})).formulas == ("A1",)


def test_a_hyperlink_is_allowed(tmp_path: Path) -> None:
    assert marks(tmp_path, linked("hyperlink", "https://example.invalid/", "External")).name == "填报表"


def test_a_chart_sheet_has_no_marks(tmp_path: Path) -> None:
    chart = f"<chartsheet {hostile.MAIN}/>"
    data = workbook(
        {BOOK_RELATIONS: hostile.relations(FOUND[0].replace("/worksheet", "/chartsheet"), FOUND[1]), SHEET: chart}
    )
    assert marks(tmp_path, data) == SheetMarks("填报表")


def test_a_name_in_a_message_cannot_turn_the_text_around(tmp_path: Path) -> None:
    message = refusal(tmp_path, workbook(None, Entry("xl/\u202egpj.a:".encode(), b"x"))).message
    assert "\u202e" not in message


def test_a_missing_file_and_a_folder_are_the_system_s_errors(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        guard(tmp_path / "none.xlsx")
    with pytest.raises(OSError, match=r"directory|Permission"):
        guard(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(RefusedWorkbookError):
        guard(tmp_path / "pipe.xlsx")


def test_limits_can_be_drawn_closer(tmp_path: Path) -> None:
    data = workbook()
    assert refusal(tmp_path, data, Limits(file_bytes=100)).code == "E01"
    assert refusal(tmp_path, data, Limits(parts=3)).code == "E05"
    assert refusal(tmp_path, data, Limits(unpacked_bytes=1_000)).code == "E11"
    assert refusal(tmp_path, data, Limits(cells=3)).code == "E16"
    assert refusal(tmp_path, data, Limits(rows=3)).code == "E17"
    assert refusal(tmp_path, data, Limits(shared_strings=1)).code == "E18"


def test_a_workbook_of_xlsxwriter_passes_with_its_marks_and_properties(tmp_path: Path) -> None:
    path = tmp_path / "包.xlsx"
    with xlsxwriter.Workbook(path) as book:
        entry, hidden = book.add_worksheet("填报表"), book.add_worksheet("_manifest")
        hidden.very_hidden()
        for row in range(40):
            entry.write_row(row, 0, [f"甲 & {row}", row / 7, date(2026, 1, 2), True])
        entry.write_formula("F1", "=B1*2", None, 4)
        entry.write_formula("F2", "=1/0", None, "#DIV/0!")
        entry.write_comment("B2", "注")
        entry.write_url("G1", "https://example.invalid/")
        entry.data_validation("B1:B9", {"validate": "list", "source": ["a", "b"]})
        entry.protect()
        book.set_custom_property("haishu-desk-bundle", "b-7 甲")
        book.set_custom_property("数", 12)
    found = inspect(path)
    assert found.sheets == (SheetMarks("填报表", ("F1", "F2"), ("F2",)), SheetMarks("_manifest"))
    assert found.properties == {"haishu-desk-bundle": "b-7 甲", "数": "12"}


def test_a_workbook_of_openpyxl_passes_with_its_marks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["文字", 1, 2.5, date(2026, 1, 2), True, "=B1+C1", "#N/A"])
    sheet.merge_cells("A3:C3")
    path = tmp_path / "表.xlsx"
    book.save(path)
    assert guard(path) == (SheetMarks("Sheet", ("F1",), ("G1",), merged=("A3:C3",)),)


def test_bombs_leave_no_trace_in_memory(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    around = (SHEET_ENDS[0] + b'<row r="1"><c r="A1" t="str"><v>', b"</v></c></row>" + SHEET_ENDS[1])
    refusal(tmp_path, hostile.swollen(SHEET, b"0" * MEGABYTE, 1_000, around, told=190 * MEGABYTE))
    refusal(tmp_path, hostile.swollen(SHEET, b" " * MEGABYTE, 100, SHEET_ENDS))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def test_any_bytes_pass_or_are_refused_and_nothing_else_happens(tmp_path: Path) -> None:
    path, seen = tmp_path / "来件.xlsx", Counter[str]()
    for seed in range(MANY):
        path.write_bytes(hostile.mutant(seed))
        try:
            guard(path)
            seen["ok"] += 1
        except RefusedWorkbookError as error:
            seen[error.code] += 1
    assert set(seen) <= {"ok", *(code for code, _, _ in SENTENCES.values())}
    assert seen["ok"] > MANY // 100  # else the mutants are so broken that they try nothing
