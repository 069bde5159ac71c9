"""The part of the styles: which cell formats nobody can read, by number, whatever the part looks like."""

from __future__ import annotations

import pytest

from haishu_desk.bundle.part_scan import FaultError, Limits
from haishu_desk.bundle.styles import FORMATS, CellStyles, Styles
from tests.bundle import hostile


def styles(fonts: str = "", fills: str = "", formats: str = "", codes: str = "") -> CellStyles:
    text = f"<styleSheet {hostile.MAIN}><numFmts>{codes}</numFmts><fonts>{fonts}</fonts><fills>{fills}</fills><cellXfs>{formats}</cellXfs><dxfs><dxf><numFmt numFmtId='0' formatCode=';;;'/></dxf></dxfs></styleSheet>"
    return Styles(Limits(), "样式").scan([text.encode()]).found


def font(inside: str) -> str:
    return f"<font>{inside}</font>"


def fill(inside: str, pattern: str = "solid") -> str:
    return f'<fill><patternFill patternType="{pattern}">{inside}</patternFill></fill>'


INK, YELLOW = '<color rgb="FF1F2933"/>', '<fgColor rgb="FFFFF9E5"/>'


@pytest.mark.parametrize(
    ("ink", "paper", "unseen"),
    [
        (INK, YELLOW, False),
        ('<color rgb="FFFFFFFF"/>', YELLOW, True),
        ('<color rgb="FFFFF9E5"/>', YELLOW, True),
        ('<color rgb="FFF0F0F0"/>', YELLOW, True),
        ('<color theme="0"/>', YELLOW, True),
        ('<color indexed="9"/>', YELLOW, True),
        ('<color theme="1"/>', YELLOW, False),
        ('<color theme="1"/>', '<fgColor rgb="FF000000"/>', True),
        ("", '<fgColor indexed="8"/>', True),
        ('<color theme="4"/>', YELLOW, False),
        ('<color theme="0" tint="-0.5"/>', YELLOW, False),
        ('<color rgb="FFB42318"/>', YELLOW, False),
        ('<color rgb="x"/>', YELLOW, False),
        ('<sz val="1"/>', YELLOW, True),
        ('<sz val="9"/>', YELLOW, False),
    ],
)
def test_ink_that_is_as_pale_as_the_paper_is_unseen(ink: str, paper: str, *, unseen: bool) -> None:
    found = styles(font(ink), fill(paper), '<xf fontId="0" fillId="0"/>')
    assert found == CellStyles(frozenset(), *[frozenset({"0"} if unseen else ())] * 2)


def test_without_a_fill_the_paper_is_white_and_a_pattern_is_not_judged() -> None:
    white = font('<color rgb="FFFFFFFF"/>')
    assert styles(white, fill("", "none"), '<xf fontId="0" fillId="0"/>').veiled_texts == {"0"}
    assert styles(white, fill("", "gray125"), '<xf fontId="0" fillId="0"/>').veiled_texts == frozenset()


def test_formats_are_counted_in_their_order_and_a_rule_s_own_format_is_none() -> None:
    codes = '<numFmt numFmtId="164" formatCode="&quot;999&quot;"/><numFmt numFmtId="165" formatCode="0.0%"/>'
    formats = '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf fontId="7" fillId="x"/>'
    found = styles(formats=formats, codes=codes)
    assert found == CellStyles(frozenset({"2", "3"}), frozenset({"1"}), frozenset())


def test_more_formats_than_excel_knows_are_refused() -> None:
    with pytest.raises(FaultError, match="looks"):
        styles(formats="<xf/>" * (FORMATS + 1))


def test_a_size_that_is_no_number_is_damage() -> None:
    with pytest.raises(FaultError, match="damaged"):
        styles(font('<sz val="x"/>'))
