"""The bundle of 暂不报: what a unit says of its returns, for the district, without a figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from haishu_desk.bundle.book import Book
from haishu_desk.bundle.manifest import UP, Envelope, Payload, PrintedReturn
from haishu_desk.bundle.sign import ALGORITHM, public_key, sign
from haishu_desk.desk.statements import DEFERRAL, DEFERRED, WORDS, Statements
from haishu_desk.desk.writing import Content
from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.periods import Period

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


def deferral_bundle(desk: Desk, unit: str, period: Period, forms: Iterable[str]) -> Content:
    """A small bundle that says 暂不报 and carries no figure: what is typed so far stays at the unit until it reports."""
    keys = [ReturnKey(form, unit, str(period)) for form in forms]
    statements = desk.statements
    edits = [edit for key in keys for edit in statements.said(key)]
    returns = tuple(PrintedReturn(key, {}, None, WORDS[DEFERRED]) for key in keys)
    author, private = desk.author(), desk.identity.private_key
    payload = Payload(
        UP, DEFERRAL, desk.unit, desk.person, unit, str(period), author.at, returns,
        tuple(edit.body for edit in edits), (), public_key(private),
    )  # fmt: skip
    data = payload.to_bytes()
    envelope = Envelope(data, ALGORITHM, public_key(private), sign(private, data))
    named = desk.documents.units.get(unit).name_in(period)
    facts = [("单位", named), ("报告期", period.title), *_facts(desk, keys, statements), ("填表人", desk.person)]
    book = Book(DEFERRAL, named, period.title, facts, (), "")
    return Content(book, payload, envelope, 0)


def _facts(desk: Desk, keys: Iterable[ReturnKey], statements: Statements) -> Iterable[tuple[str, str]]:
    for key in keys:
        said = statements.standing(key)
        yield str(desk.documents.form(key.form)["title"]), said.said if said else ""
