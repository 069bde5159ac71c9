"""The parts that say where everything is: what is taken from them, and what stops the reading."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.package_scan import ContentTypes, Properties, Relations, WorkbookPart
from haishu_desk.bundle.part_scan import FaultError, Limits, Scanner
from tests.bundle import hostile


def fault(kind: type[Scanner], text: str) -> str:
    with pytest.raises(FaultError) as caught:
        kind(Limits(), "部分").scan([text.encode()])
    return caught.value.reason


def test_what_an_ordinary_workbook_says_is_taken() -> None:
    plain = {name: [text.encode()] for name, text in hostile.PLAIN.items()}
    types = ContentTypes(Limits(), "").scan(plain["[Content_Types].xml"]).types
    assert types["xl/workbook.xml"].endswith("sheet.main+xml")
    found = Relations(Limits(), "").scan(plain[hostile.BOOK_RELATIONS]).found
    assert {key: relation.part() for key, relation in found.items()} == {
        "rId1": "xl/worksheets/sheet1.xml",
        "rId2": "xl/sharedstrings.xml",
    }
    assert WorkbookPart(Limits(), "").scan(plain[hostile.BOOK]).sheets == {"填报表": "rId1"}


def named(*names: str) -> str:
    inside = "".join(f'<definedName name="{name}">表!$A$1</definedName>' for name in names)
    return hostile.book(hostile.ENTRY).replace("</sheets>", f"</sheets><definedNames>{inside}</definedNames>")


def test_more_names_than_any_table_has_are_refused() -> None:
    assert WorkbookPart(Limits(), "").scan([named(*("a" * 20_000)).encode()]).names == 20_000
    assert fault(WorkbookPart, named(*("a" * 20_001))) == "looks"


def test_a_program_that_a_name_starts_is_found_however_the_text_is_cut() -> None:
    text = named("a").replace("表!$A$1", "cmd|'/c calc'!A0").encode()
    for size in range(1, 40):
        with pytest.raises(FaultError, match="linked"):
            WorkbookPart(Limits(), "").scan(text[at : at + size] for at in range(0, len(text), size))


def test_properties_are_told_apart_by_their_names() -> None:
    head, tail = "<Properties>", "</Properties>"
    first, second = ('<property name="a"><v>1</v></property>', '<property name="b"><v> 2 </v></property>')
    assert Properties(Limits(), "").scan([(head + first + second + tail).encode()]).values == {"a": "1", "b": " 2 "}
    assert fault(Properties, head + first + first + tail) == "damaged"
    assert fault(Properties, head + first.replace("1", "1" * 40_001) + tail) == "text"
