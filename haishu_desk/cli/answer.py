"""What a verb answers: one JSON document, the same as lines for people, and an exit status."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haishu_desk.domain.quantity import from_json, show


@dataclass(frozen=True)
class Answer:
    """`document` is printed with --json, `lines` without."""

    document: Any
    lines: Sequence[str]
    status: int = 0

    def text(self, *, as_json: bool) -> str:
        """What goes to standard output."""
        if as_json:
            return json.dumps(self.document, ensure_ascii=False, indent=1)
        return "\n".join(self.lines)


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> list[str]:
    """Rows under Chinese headings, aligned although a Chinese sign is two columns wide; `—` is never 0 and never blank."""
    if not rows:
        return ["（没有）"]
    cells = [[_shown(row.get(key)) for key in columns] for row in rows]
    widths = [max(_width(line[place]) for line in [list(columns.values()), *cells]) for place in range(len(columns))]
    return [
        "  ".join(_padded(text, width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in [list(columns.values()), *cells]
    ]


def quantity_text(value: Any) -> str:
    """A quantity of a JSON document in its short form; blank for none."""
    if not isinstance(value, Mapping):
        return " / ".join(quantity_text(part) for part in value) if isinstance(value, list) else ""
    return show(from_json(value))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping) and "op" in value:
        return quantity_text(value)
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, list):
        return (
            quantity_text(value) if value and isinstance(value[0], Mapping) else "、".join(str(part) for part in value)
        )
    return "" if value is None else str(value).replace("\n", " ")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
