"""Numbers of persons in words: 个人信息保护法 wants no more of them than the purpose needs, and no form here asks for one."""

from __future__ import annotations

from collections.abc import Iterator

from haishu_desk.checks.builtin.look import Complaint, Look
from haishu_desk.domain.cells import note_of
from haishu_desk.domain.personal import personal_in

# The heading of a field that asks for whom to call.
_CONTACT = ("联系", "电话", "手机")
ADVICE = "个人信息不要写进填报表，请删去；不是个人的号码，可以不改"


def asks_for_contact(title: str) -> bool:
    """Whether a field of that heading asks whom to call."""
    return any(word in title for word in _CONTACT)


def personal_numbers(look: Look) -> Iterator[Complaint]:
    """What looks like a number of a person in a field of words, in a 说明, or in words where a number belongs."""
    for field in look.fields:
        title = look.title(field)
        quantity = look.quantity(field)
        written = quantity.text or "" if quantity is not None and quantity.op == "text" else ""
        note = look.ground.note(look.place_of(field))
        for place, where, text in ((field, title, written), (note_of(field), f"{title}的说明", note)):
            kinds: dict[str, str] = {}
            for found in personal_in(text, asks_for_contact=asks_for_contact(title)) if text else ():
                kinds.setdefault(found.kind, found.masked)
            for kind, masked in kinds.items():
                yield Complaint(f"{where}里像有{kind}（{masked}）", ADVICE, place)
