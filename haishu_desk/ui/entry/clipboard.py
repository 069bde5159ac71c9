"""Blocks as spreadsheets put them on the clipboard, both ways: text with tabs, and a table of HTML."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QMimeData

from haishu_desk.ui.entry.html_table import table_of

_SPECIAL = ('"', "\t", "\n")
_PLAIN_NUMBER = re.compile(r"-?\d{1,15}(\.\d+)?\Z")
_MOST_DIGITS = 15
Block = list[list[str | None]]


def block_of_clipboard(mime: QMimeData) -> Block:
    """The rows of what was copied: the table if there is one, else the text. None stands where nothing is said."""
    if mime.hasHtml():
        table = table_of(mime.html())
        if table:
            return table
    return [list(row) for row in block_of(mime.text())]


def block_of(text: str) -> list[list[str]]:
    """The rows of a pasted text; a text without any cell has none."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not plain:
        return []
    try:
        return list(csv.reader(io.StringIO(plain), delimiter="\t"))
    except csv.Error:  # a cell far longer than any can be, as behind a quote that is never closed
        return [line.split("\t") for line in plain.split("\n")]


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """The block as text that Excel and WPS paste into cells."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def html_of(rows: Iterable[Sequence[str]]) -> str:
    """The block as a table; whatever is no plain number is marked as text, so that no program makes a date of 1-3."""
    lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'


def mime_of(rows: Sequence[Sequence[str]]) -> QMimeData:
    """What is put on the clipboard: both forms."""
    mime = QMimeData()
    mime.setText(text_of(rows))
    mime.setHtml(html_of(rows))
    return mime


def _cell(text: str) -> str:
    digits = sum(sign.isdigit() for sign in text)
    if not text or (_PLAIN_NUMBER.match(text) and digits <= _MOST_DIGITS):
        return f"<td>{text}</td>"
    shown = escape(text).replace("\n", '<br style="mso-data-placement:same-cell">')
    return f"<td style=\"mso-number-format:'\\@'\">{shown}</td>"


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if any(sign in cell for sign in _SPECIAL) else cell
