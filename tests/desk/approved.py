"""A district with some approved figures, as reports are written from; and a .docx read back as texts, rows and marks."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn

from haishu_desk.desk import Desk
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.returns import APPROVED
from tests.desk.figures import enter, whole

MARK = re.compile(r"(?P<value>[^\s，。；：、（〔]+?)\s*〔(?P<number>\d+)〕")


def approve(desk: Desk, *cells: str) -> None:
    """`item period value [数值状态 or field]` of whoever reports the whole, entered and approved."""
    places = []
    for cell in cells:
        item, period, *rest = cell.split()
        unit = whole(desk, item)
        if desk.course(ReturnKey("indicators", unit, period)).state(has_edits=True) == APPROVED:
            reopen(desk, unit, period)
        enter(desk, " ".join((unit, item, period, *rest)))
        places.append((unit, period))
    for unit, period in dict.fromkeys(places):
        give(desk, unit, period)


def give(desk: Desk, unit: str, period: str) -> None:
    """审核通过 of a return of indicators."""
    desk.reviewing.review(unit, period, "approved", form="indicators", comment="同意")


def reopen(desk: Desk, unit: str, period: str) -> None:
    """Give it back, so that it can be changed."""
    desk.reviewing.review(unit, period, "reopened", form="indicators", comment="更新")


def some_figures(desk: Desk) -> None:
    """145-04 ahead, 145-02 behind, 145-20 a bound that is broken, 145-01 an early figure; 145-17 has none."""
    approve(
        desk, "145-04 2021 2700", "145-04 2022 3000", "145-04 2023 3498", "145-02 2021 20", "145-02 2022 21",
        "145-02 2023 22.1", "145-20 2023 92.3", "145-01 2023 1600 初步核算",
    )  # fmt: skip


def xml_of(file: Path) -> bytes:
    """The document.xml of a .docx."""
    with ZipFile(file) as package:
        return package.read("word/document.xml")


def texts_of(file: Path) -> list[str]:
    """Every paragraph and every cell, in order; a table's cells one by one."""
    found = []
    for element in Document(str(file)).element.body.iter(qn("w:p")):
        pieces = ((part.text or "") if part.tag == qn("w:t") else "\n" for part in element.iter(qn("w:t"), qn("w:br")))
        found.append("".join(pieces))
    return found


def sources_of(file: Path) -> dict[int, list[str]]:
    """The rows of the annex 数据来源 by their numbers."""
    table = Document(str(file)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    return {int(row[0]): row for row in rows}


def marked_in(file: Path) -> list[tuple[str, int]]:
    """Every figure with a mark, and the mark's number."""
    return [(found["value"], int(found["number"])) for text in texts_of(file) for found in MARK.finditer(text)]
