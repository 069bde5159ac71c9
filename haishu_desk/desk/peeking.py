"""What a workbook that was read says of itself, for somebody who must decide about it; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from haishu_desk.bundle.layout import COLUMNS, columns_of, columns_of_adhoc
from haishu_desk.bundle.manifest import ENROLMENT, UP
from haishu_desk.bundle.read_process import Workbook
from haishu_desk.bundle.sign import check_code
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.domain.adhoc import is_adhoc
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.periods import parse_period

if TYPE_CHECKING:
    from haishu_desk.desk import Desk


@dataclass(frozen=True)
class ChangedCell:
    """A visible cell that no longer says what was signed."""

    label: str
    signed: str
    visible: str
    place: str


@dataclass(frozen=True)
class Glance:
    """A bundle in words: what it is, who handed it over and when, the 校验码 of its key, what was changed after signing."""

    kind: str
    unit: str
    unit_name: str
    period: str
    person: str
    at: str
    code: str
    is_enrolment: bool
    changed: tuple[ChangedCell, ...]


def glance(desk: Desk, workbook: Workbook) -> Glance | None:
    """What the workbook says of itself, or None if it is no bundle."""
    try:
        unpacked = unpack(workbook)
        period = parse_period(unpacked.payload.period).title if unpacked.payload.period else ""
    except DeskError:
        return None
    payload = unpacked.payload
    return Glance(
        payload.kind,
        payload.unit,
        _name_in(desk, payload.unit, payload.period),
        period,
        payload.person,
        payload.at,
        check_code(unpacked.envelope.public_key),
        payload.direction == ENROLMENT,
        tuple(_changed(desk, unpacked)) if payload.direction == UP else (),
    )


def _titles(desk: Desk, form: str) -> dict[str, str]:
    """What the columns of a form are called; nothing of a form that is not known here."""
    known = desk.documents.forms.get(form)
    if known is not None and is_adhoc(known):
        return {column.name: column.title for column in columns_of_adhoc(known)}
    return {column.name: column.title for column in columns_of(form)} if form in COLUMNS else {}


def _name_in(desk: Desk, unit: str, period: str) -> str:
    """What the unit was called then; its code for one that is not known here."""
    documents = desk.documents
    if unit not in documents.units:
        return unit
    return documents.called(unit, period) if period else documents.units.get(unit).name


def _changed(desk: Desk, unpacked: Unpacked) -> Iterator[ChangedCell]:
    catalogue = desk.documents.catalogue
    for printed in unpacked.payload.returns:
        titles = _titles(desk, printed.key.form)
        for cell in unpacked.typed:
            if cell.form == printed.key.form:
                name = catalogue.get(cell.item).name if cell.item in catalogue else cell.item
                signed = printed.cells.get((cell.item, cell.column), "")
                yield ChangedCell(f"{name} · {titles.get(cell.column, cell.column)}", signed, cell.text, cell.place)
