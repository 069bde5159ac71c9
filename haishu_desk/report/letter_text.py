"""A letter in plain text, for a message or to look at before it is written."""

from __future__ import annotations

from collections.abc import Iterator

from haishu_desk.report.document import SIGNED, Document, Heading, Paragraph, Table

_WIDE = 40


def text_of(letter: Document) -> str:
    """Title, paragraphs, and each row of a table as a numbered line of `heading 文字`."""
    return "\n".join([letter.title, "", *_lines(letter)])


def _lines(letter: Document) -> Iterator[str]:
    for part in letter.parts:
        if isinstance(part, Heading):
            yield part.text
        elif isinstance(part, Paragraph):
            yield f"{'　' * (_WIDE - len(part.text)) if part.kind == SIGNED else ''}{part.text}"
        elif isinstance(part, Table):
            yield from _rows(part)


def _rows(table: Table) -> Iterator[str]:
    if table.title:
        yield f"【{table.title}】"
    titles = [head.text for head in table.heads[-1]]
    for row in table.rows:
        first, *others = (cell.text for cell in row)
        said = "，".join(f"{title} {text}" for title, text in zip(titles[2:], others[1:], strict=False) if text)
        yield f"{first}. {others[0] if others else ''}{f'：{said}' if said else ''}"
    yield from table.notes
