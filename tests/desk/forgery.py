"""Forged bundles of twelve kinds, made with a fixed seed from honest ones: what a clever and well equipped cheat could hand in.

Each is a workbook as the worker would have read it, with the marks of its visible sheets brought into line, so that it gets
as far as its forgery allows.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from haishu_desk.bundle.layout import MANIFEST_SHEET
from haishu_desk.bundle.manifest import Envelope, Payload
from haishu_desk.bundle.read_process import CellText, Sheet, Workbook
from haishu_desk.bundle.sign import ALGORITHM, check_code, device_of, new_private_key, public_key, sign
from haishu_desk.bundle.unpack import Unpacked, unpack
from haishu_desk.domain.cells import Author, Change, Edit, ReturnKey, Slot
from haishu_desk.domain.editions import Edition
from haishu_desk.domain.quantity import parse
from haishu_desk.domain.returns import Decision, Revision
from tests.desk.office import DISTRICT, INDICATORS, YINJIANG, ZHANGSHUI, Office, read_here

AT = "2026-01-06T09:00:00.000+08:00"
DISTRICT_SIDE, TOWN_SIDE = "district", "town"


@dataclass(frozen=True)
class Forgery:
    """A forged bundle and whose desk it is put on."""

    name: str
    target: str
    workbook: Workbook


@dataclass(frozen=True)
class Honest:
    """Bundles that nobody tampered with, and the keys of everybody."""

    books: dict[str, Workbook]
    keys: dict[str, str]

    @cached_property
    def _unpacked(self) -> dict[str, Unpacked]:
        return {name: unpack(book) for name, book in self.books.items()}

    def unpacked(self, name: str) -> Unpacked:
        """That bundle as read."""
        return self._unpacked[name]

    def book(self, name: str, envelope: Envelope, *, claimed: str | None = None, marks: bool = True) -> Workbook:
        """That bundle with another envelope."""
        return book_of(self.books[name], self._unpacked[name].envelope.bundle, envelope, claimed=claimed, marks=marks)


def honest_of(office: Office) -> Honest:
    """`up` the town has reported and the district has, `new` it has not, `other` is the other town's, `down` a new reply."""
    office.enter("other", "145-04", "64")
    office.submit("other", "other-up.xlsx")
    office.enter("town", "145-12", "2")
    office.submit("town", "new.xlsx")
    office.ask("district", "assign", "--item", "145-01", "--unit", ZHANGSHUI, "--role", "report")
    office.reply("down.xlsx")
    files = {
        "up": "up.xlsx",
        "new": "new.xlsx",
        "other": "other-up.xlsx",
        "down": "down.xlsx",
        "task": "town-task.xlsx",
    }
    keys = {who: office.key(who) for who in ("district", "town", "second", "other")}
    return Honest({name: read_here(office.file(file)) for name, file in files.items()}, keys)


def enveloped(payload: Payload, private: str) -> Envelope:
    """The payload as the holder of that key signs it."""
    data = payload.to_bytes()
    return Envelope(data, ALGORITHM, public_key(private), sign(private, data))


def book_of(
    template: Workbook, before: str, envelope: Envelope, *, claimed: str | None = None, marks: bool = True
) -> Workbook:
    """The template with another envelope; its marks say so too, unless `marks` is False. `claimed`: another bundle's id."""
    rows = [(name, claimed if claimed and name == "bundle" else text) for name, text in envelope.rows()]
    cells = {(row, side): CellText("s", text) for row, pair in enumerate(rows) for side, text in enumerate(pair)}
    sheets = [
        replace(sheet, cells=cells) if sheet.name == MANIFEST_SHEET else _marked(sheet, before, envelope.bundle, marks=marks)
        for sheet in template.sheets
    ]  # fmt: skip
    properties = {
        name: envelope.bundle if text == before and marks else text for name, text in template.properties.items()
    }
    return Workbook(tuple(sheets), properties)


def _marked(sheet: Sheet, before: str, after: str, *, marks: bool) -> Sheet:
    if not marks:
        return sheet
    cells = {
        place: replace(cell, text=cell.text.replace(before[:16], after[:16])) for place, cell in sheet.cells.items()
    }
    return replace(sheet, cells=cells)


def edit_by(unit: str, private: str, luck: random.Random, *, of: str | None = None, field: str = "value") -> Edit:
    """A change that nobody has seen yet, in the name of that unit and computer."""
    author = Author("某人", unit, device_of(public_key(private)), luck.randrange(10**6), AT)
    change = Change(Slot("145-04", field), None, parse(str(luck.randrange(1000, 9999))))
    return Edit(ReturnKey("indicators", of or unit, "2025"), author, (change,), f"{luck.randrange(10**9)}")


class Forger:
    """Makes the forgeries."""

    def __init__(self, honest: Honest, seed: int) -> None:
        self.honest, self.luck = honest, random.Random(seed)  # noqa: S311  a fixed seed, no secret

    @property
    def _new(self) -> Payload:
        return self.honest.unpacked("new").payload

    def _signed(self, payload: Payload, who: str, template: str = "new") -> Workbook:
        return self.honest.book(template, enveloped(payload, self.honest.keys[who]))

    def make(self, name: str) -> Forgery:
        """One forgery of that class."""
        target = TOWN_SIDE if name in ("a_false_district", "games_with_the_roster") else DISTRICT_SIDE
        makers: dict[str, Callable[[], Workbook]] = {each: getattr(self, each) for each in CLASSES}
        return Forgery(name, target, makers[name]())

    def in_anothers_name(self) -> Workbook:
        """Another unit's key over a payload that claims to be the town's; or the town's over one of the other town."""
        extra = edit_by(YINJIANG, self.honest.keys["other"], self.luck).body
        payload = replace(self._new, entries=(*self._new.entries, extra), at=f"{AT}{self.luck.random()}")
        sender = self.luck.choice([YINJIANG, ZHANGSHUI, DISTRICT])
        return self._signed(replace(payload, sender=sender), "other")

    def swapped_signature(self) -> Workbook:
        """The signature of another honest bundle."""
        envelope = enveloped(replace(self._new, at=f"{AT}{self.luck.random()}"), self.honest.keys["town"])
        other = self.honest.unpacked(self.luck.choice(["up", "other", "down", "task"])).envelope
        signature = self.luck.choice([other.signature, "", "00" * 64, envelope.signature[:-2] + "0g", other.public_key])
        return self.honest.book("new", replace(envelope, signature=signature))

    def swapped_key(self) -> Workbook:
        """A key that nobody has admitted, or an admitted one that did not sign."""
        stranger = new_private_key() if self.luck.random() < 0.1 else f"{self.luck.randrange(1, 2**200):064x}"
        envelope = enveloped(replace(self._new, at=f"{AT}{self.luck.random()}"), stranger)
        if self.luck.random() < 0.5:
            envelope = replace(envelope, public_key=public_key(self.honest.keys["town"]))
        return self.honest.book("new", envelope)

    def changed_payload(self) -> Workbook:
        """Some signs of the signed bytes are other ones, and the id is brought into line."""
        envelope = self.honest.unpacked("new").envelope
        data, place = bytearray(envelope.payload), self.luck.randrange(len(envelope.payload))
        if self.luck.random() < 0.5:
            data[place] ^= 1 << self.luck.randrange(8)
        else:
            data = bytearray(envelope.payload.replace(b'"12.50"', f'"{self.luck.randrange(100, 999)}"'.encode()))
        return self.honest.book("new", replace(envelope, payload=bytes(data)))

    def another_algorithm(self) -> Workbook:
        """The file says how it wants to be checked."""
        envelope = enveloped(replace(self._new, at=f"{AT}{self.luck.random()}"), self.honest.keys["town"])
        names = ["none", "", "ED25519", "ed25519 ", "ed448", "rsa", "hmac-sha256", "sm2", "ed25519ph"]
        return self.honest.book("new", replace(envelope, algorithm=self.luck.choice(names)))

    def spliced(self) -> Workbook:
        """The hidden sheet of one bundle behind the visible sheets of another."""
        one, two = self.luck.sample(["up", "new", "other", "down"], 2)
        return self.honest.book(two, self.honest.unpacked(one).envelope, marks=False)

    def foreign_entries(self) -> Workbook:
        """What others are said to have done, in a bundle that the town really signed; or a 核定数 of its own."""
        luck, keys = self.luck, self.honest.keys
        choices: list[Edit | Revision] = ([
            edit_by(ZHANGSHUI, keys["other"], luck), edit_by(ZHANGSHUI, keys["other"], luck, of=YINJIANG),
            edit_by(DISTRICT, keys["district"], luck, of=YINJIANG), edit_by(YINJIANG, keys["town"], luck, of=ZHANGSHUI),
            edit_by(YINJIANG, keys["town"], luck, field="verified"),
            Revision(INDICATORS, edit_by(ZHANGSHUI, keys["other"], luck).author, {}),
            replace(edit_by(YINJIANG, keys["town"], luck), key=ReturnKey("indicators", YINJIANG, "2024")),
        ])  # fmt: skip
        return self._signed(replace(self._new, entries=(*self._new.entries, luck.choice(choices).body)), "town")

    def decided_below(self) -> Workbook:
        """A decision or an edition that travels upwards, in the unit's own or in the district's name."""
        luck, keys = self.luck, self.honest.keys
        unit, who = luck.choice([(YINJIANG, "town"), (DISTRICT, "district")])
        author = edit_by(unit, keys[who], luck).author
        revision = next(r.id for r in self._new.journal_entries() if isinstance(r, Revision))
        what = luck.choice(["approved", "returned", "reopened", "issued", "voided"])
        own = {"unit": YINJIANG, "key": public_key(keys["other"]), "code": "", "from": "2020-01-01", "until": None}
        choices: list[Decision | Edition] = ([
            Decision(INDICATORS, author, what, revision, None, "同意"),
            Edition(luck.choice(["roster", "plan:145", "settings", "rules"]), luck.randrange(2, 99), [own], None, author),
        ])  # fmt: skip
        return self._signed(replace(self._new, entries=(*self._new.entries, luck.choice(choices).body)), "town")

    def a_false_district(self) -> Workbook:
        """A reply to the town that the district's pinned key has not signed."""
        down = self.honest.unpacked("down").payload
        payload = replace(
            down, at=f"{AT}{self.luck.random()}", kind=self.luck.choice(["批复包", "退回包", "回执", "任务包"])
        )
        return self._signed(payload, self.luck.choice(["town", "second", "other"]), "down")

    def games_with_the_roster(self) -> Workbook:
        """A roster of another workspace with the cheat's key in it, with a higher, the same or a lower number."""
        luck, keys = self.luck, self.honest.keys
        down = self.honest.unpacked("down").payload
        cheat = keys[luck.choice(["second", "other"])]
        row = {
            "unit": DISTRICT,
            "key": public_key(cheat),
            "code": check_code(public_key(cheat)),
            "from": "2020-01-01",
            "until": None,
        }
        author = edit_by(DISTRICT, luck.choice([cheat, keys["district"]]), luck).author
        edition = Edition("roster", luck.choice([1, 2, 4, 5, 6, 99]), [row], None, author)
        entries = tuple(body for body in down.entries if b'"name":"roster"' not in body)
        signer = cheat if luck.random() < 0.7 else keys["district"]
        return self.honest.book("down", enveloped(replace(down, entries=(*entries, edition.body)), signer))

    def replayed(self) -> Workbook:
        """An honest bundle once more, as it is, with other visible words, or with the same entries signed anew."""
        up = self.honest.unpacked("up")
        if self.luck.random() < 0.5:
            return self.honest.book("up", up.envelope)
        some = up.payload.entries[: self.luck.randrange(1, len(up.payload.entries) + 1)]
        return self._signed(replace(up.payload, entries=some, at=f"{AT}{self.luck.random()}"), "town", "up")

    def the_same_id(self) -> Workbook:
        """Other content under the id of an honest bundle."""
        claimed = self.honest.unpacked(self.luck.choice(["up", "new", "other"])).envelope.bundle
        extra = edit_by(YINJIANG, self.honest.keys["town"], self.luck).body
        payload = replace(self._new, entries=(*self._new.entries, extra))
        return self.honest.book("new", enveloped(payload, self.honest.keys["town"]), claimed=claimed)


CLASSES = (
    "in_anothers_name", "swapped_signature", "swapped_key", "changed_payload", "another_algorithm", "spliced",
    "foreign_entries", "decided_below", "a_false_district", "games_with_the_roster", "replayed", "the_same_id",
)  # fmt: skip
