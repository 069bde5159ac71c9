"""The table that Excel, WPS and LibreOffice put on the clipboard as HTML, as rows of text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLANKS = re.compile(r"[ \t\r\n\f]+")
# A cell that shows its formula, or that is too narrow for its figure, has the figure in an attribute.
_HIDDEN_FIGURE = re.compile(r"(?:=.*|#+)\Z", re.DOTALL)
_FIGURES = ("x:num", "sdval")
_MOST_SPAN = 20_000
_SKIPPED = ("style", "script", "title", "head")


def table_of(html: str) -> list[list[str | None]]:
    """The rows of the first table and those after it; None where a merged cell covers. Without a table no rows."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Gathers cells; a cell that spans others is said once, at its upper left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: list[dict[int, str | None]] = []
        self._merged: list[tuple[range, range]] = []
        self._text: list[str] | None = None
        self._figure: str | None = None
        self._spans = (1, 1)
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag in _SKIPPED:
            self._skipped += 1
        elif tag == "tr":
            self._end_cell()
            self._rows.append({})
        elif tag in ("td", "th"):
            self._end_cell()
            self._text = []
            self._figure = next((named[name] for name in _FIGURES if named.get(name)), None)
            self._spans = (_span(named.get("rowspan")), _span(named.get("colspan")))
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\v")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipped = max(self._skipped - 1, 0)
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._skipped:
            self._text.append(data)

    def finished(self) -> list[list[str | None]]:
        """The rows, as long as their last cell."""
        self._end_cell()
        return [[row.get(column) for column in range(max(row, default=-1) + 1)] for row in self._rows]

    def _end_cell(self) -> None:
        if self._text is None:
            return
        if not self._rows:
            self._rows.append({})
        row, (down, right) = len(self._rows) - 1, self._spans
        column = max(self._rows[row], default=-1) + 1
        while (
            covering := next((each for each in self._merged if row in each[0] and column in each[1]), None)
        ) is not None:
            column = covering[1].stop
        self._rows[row][column] = _said("".join(self._text), self._figure)
        if (down, right) != (1, 1):
            self._merged.append((range(row, row + down), range(column, column + right)))
        self._text, self._figure = None, None


def _said(text: str, figure: str | None) -> str:
    lines = [_BLANKS.sub(" ", line.replace("\u00a0", " ")).strip() for line in text.split("\v")]
    said = "\n".join(lines).strip()
    return figure.strip() if figure and _HIDDEN_FIGURE.match(said) else said


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPAN) if text and text.isascii() and text.isdigit() else 1
