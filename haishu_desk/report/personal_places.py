"""Where in a report or in a public edition something looks like a number of a person: to be known before it goes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from haishu_desk.domain.personal import personal_in
from haishu_desk.report.document import Document, Heading, Paragraph, Table
from haishu_desk.report.public_facts import PublicEdition

_FEW = 3
ADVICE = "个人信息不要写进报告，请先改原来的说明；不是个人的号码，可以不改"


def personal_of_document(document: Document) -> list[str]:
    """`总体情况：手机号（138…00）` for each place: the heading or the table it stands under, and what it is."""
    return _found(_texts(document))


def personal_of_edition(edition: PublicEdition) -> list[str]:
    """The same of a public edition, by indicator."""
    return _found(
        (item.name, text)
        for item in edition.items
        for text in (*item.notes, item.verdict.whole, item.target.words, item.source, *(point.words for point in item.points))
    )  # fmt: skip


def warning_of(places: list[str]) -> str:
    """One sentence of those places; empty where there are none."""
    if not places:
        return ""
    more = f"等 {len(places)} 处" if len(places) > _FEW else ""
    return f"注意：像有个人的号码，{'、'.join(places[:_FEW])}{more}。{ADVICE}"


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    where = document.title
    for part in document.parts:
        if isinstance(part, Heading):
            where = part.text
            yield where, part.text
        elif isinstance(part, Paragraph):
            yield where, part.text
        elif isinstance(part, Table):
            name = part.name or part.title or where
            for text in (cell.text for row in part.rows for cell in row):
                yield name, text
            for note in part.notes:
                yield name, note


def _found(texts: Iterable[tuple[str, str]]) -> list[str]:
    return list(
        dict.fromkeys(f"{where}：{each.kind}（{each.masked}）" for where, text in texts for each in personal_in(text))
    )
