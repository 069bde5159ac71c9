"""临时报表: made from a draft, asked of the chosen units, kept or thrown away. Each is a new edition of the forms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.drafting import Draft, DraftError
from haishu_desk.desk.planning import today
from haishu_desk.domain.adhoc import is_adhoc, is_dropped, next_code, refuse_dropped
from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import Period, is_date, parse_period
from haishu_desk.domain.units import TOWNSHIP_KINDS, Unit

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.documents import Documents

ALL_TOWNS, ALL_DEPARTMENTS = "all-towns", "all-departments"
_HOUR = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:：](?P<minute>[0-5]\d)\Z")
_OFFICE_ENDS = re.compile(r"(?:人民政府|街道办事处|办事处|镇政府)\Z")
_LONGEST_REASON = 200


@dataclass(frozen=True)
class Asking:
    """Of whom and for when: `units` are codes, or one of the two words; nothing means all 镇乡街道, or who is named.

    `period` nothing: this month; `due` a day, an hour of today, or both (`2026-01-10 16:00`).
    """

    units: Sequence[str] = ()
    period: str | None = None
    due: str | None = None


def form_of_draft(desk: Desk, draft: Draft, asking: Asking) -> dict[str, Any]:
    """The form as it would stand in the edition; DraftError or UsageError for what cannot be asked. Nothing is written."""
    documents = desk.documents
    period = parse_period(asking.period) if asking.period else Period(int(today()[:4]), "月", int(today()[5:7]))
    draft, named = _with_offices(documents, draft)
    code = next_code(documents.edition("forms").content, period.year)
    form = {
        "code": code,
        "title": draft.title,
        "items": [
            {"code": f"{code}-{number:02d}", "name": name, "unit": unit or None}
            for number, (name, unit) in enumerate(draft.items, start=1)
        ],
        "fields": [_field(number, each.title, each) for number, each in enumerate(draft.fields, start=1)],
        "frequency": period.frequency,
        "period": str(period),
        "year": period.year,
        "units": units_asked(documents, asking.units or named or [ALL_TOWNS], period),
    }
    due = due_in_full(asking.due)
    return {**form, "due": due} if due else form


def make_form(desk: Desk, draft: Draft, asking: Asking) -> dict[str, Any]:
    """Write the form into a new edition of the forms, which goes to the units with their next bundle; returns it."""
    form = form_of_draft(desk, draft, asking)
    desk.planning.publish("forms", [*desk.documents.edition("forms").content, form])
    return form


def drop_form(desk: Desk, code: str, reason: str | None) -> dict[str, Any]:
    """Throw it away: it is not offered nor asked for any more; what was reported stays. Returns it as it is then."""
    form = adhoc_form(desk.documents, code)
    refuse_dropped(form)
    if not (reason or "").strip() or len(reason or "") > _LONGEST_REASON:
        raise UsageError("作废要写理由", f"请加上 --reason，不超过{_LONGEST_REASON}字")
    return _replaced(desk, {**form, "dropped": {"on": today(), "by": desk.person, "reason": str(reason).strip()}})


def keep_form(desk: Desk, code: str) -> dict[str, Any]:
    """Keep it beyond its own period: from then on it is asked for every period of that kind. Returns it as it is then."""
    form = adhoc_form(desk.documents, code)
    refuse_dropped(form)
    return form if form.get("kept") else _replaced(desk, {**form, "kept": True})


def adhoc_form(documents: Documents, code: str) -> dict[str, Any]:
    """The 临时报表 with that code; UsageError names those that there are."""
    known = [form for form in documents.forms.values() if is_adhoc(form)]
    found = next((form for form in known if form["code"] == code), None)
    if found is None:
        there = "、".join(f"{form['code']} {form['title']}" for form in known)
        raise UsageError(f"没有临时报表“{code}”", f"现有：{there or '没有'}")
    return found


def adhoc_forms(documents: Documents) -> list[dict[str, Any]]:
    """Every 临时报表, the newest first, those that were thrown away last."""
    known = [form for form in documents.forms.values() if is_adhoc(form)]
    known.reverse()
    return sorted(known, key=is_dropped)


def units_asked(documents: Documents, asked: Sequence[str], period: Period) -> list[str]:
    """The codes of the units that are meant, in the order of the tree: those that are there in that period."""
    there = [unit for unit in documents.units if unit.reports(period)]
    chosen = {code for word in asked for code in _meant(documents, there, word)}
    found = [unit.code for unit in there if unit.code in chosen]
    gone = [documents.units.get(code).name for code in chosen if code not in found]
    if gone or not found:
        raise UsageError(f"{'、'.join(gone) or '没有单位'}在{period.title}不填报", "请核对单位和报告期")
    return found


def _meant(documents: Documents, there: Sequence[Unit], word: str) -> list[str]:
    if word == ALL_TOWNS:
        return [unit.code for unit in there if unit.kind in TOWNSHIP_KINDS]
    if word == ALL_DEPARTMENTS:
        return [unit.code for unit in there if unit.kind == "department"]
    return [documents.units.get(word).code]


def due_in_full(due: str | None) -> str | None:
    """The day and, if one was said, the hour: `16:00` is today's. UsageError for what is neither."""
    if not (due or "").strip():
        return None
    day, _, hour = str(due).strip().replace("T", " ").partition(" ")
    if not hour and _HOUR.match(day):
        day, hour = today(), day
    clock = _HOUR.match(hour.strip()) if hour else None
    if not is_date(day) or (hour and clock is None):
        raise UsageError(f"看不懂截止时间“{due}”", "请写成 2026-01-10、2026-01-10 16:00，或只写今天的 16:00")
    return f"{day} {int(clock['hour']):02d}:{clock['minute']}" if clock else day


def _field(number: int, title: str, asked: Any) -> dict[str, Any]:
    """The first field is the value; a list of words makes a field of text one that is chosen from."""
    made = {"name": "value" if number == 1 else f"f{number}", "title": title}
    made["type"] = "quantity" if asked.type == "quantity" else "text"
    return {**made, "choices": list(asked.choices)} if asked.choices else made


def _with_offices(documents: Documents, draft: Draft) -> tuple[Draft, list[str]]:
    """The draft and the codes of the offices that it names, be it as offices or as the names of all its rows."""
    by_name = _names(documents)
    if not draft.offices:
        rows = [by_name.get(_plain(name)) for name, _ in draft.items]
        if len(rows) < 2 or not all(rows):  # noqa: PLR2004  one row may well be called like an office
            return draft, []
        return replace(draft, items=((draft.title, ""),)), [code for code in rows if code]
    unknown = [name for name in draft.offices if _plain(name) not in by_name]
    if unknown:
        raise DraftError(f"没有叫“{unknown[0]}”的单位", "请核对名称；不是单位的，请把第一列的列名改成“项目”")
    return draft, [by_name[_plain(name)] for name in draft.offices]


def _names(documents: Documents) -> Mapping[str, str]:
    return {_plain(unit.name): unit.code for unit in documents.units if unit.valid_to is None}


def _plain(name: str) -> str:
    return _OFFICE_ENDS.sub("", re.sub(r"\s|（.*）|\(.*\)", "", name)).removesuffix("镇").removesuffix("街道")


def _replaced(desk: Desk, changed: Mapping[str, Any]) -> dict[str, Any]:
    rows = [changed if row["code"] == changed["code"] else row for row in desk.documents.edition("forms").content]
    desk.planning.publish("forms", rows)
    return dict(changed)
