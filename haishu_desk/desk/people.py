"""Who works with this file: names, with a PIN where a person has set one.

A PIN is kept as salt and Argon2id hash in the workspace, never in the journal and never in a bundle. After five wrong ones a
person has to wait for half an hour, and again after each further wrong one until the right one is given. The wait is counted
by the machine's own running time and not by its clock: setting the clock forward or back or starting the program anew ends
nothing, and starting the machine anew begins it again. What this does not stop: somebody who puts an older copy of the data
file back, who carries the file to a machine that has been running for longer, or who changes the file with other tools; such
a person can read the file anyway, since it is not encrypted. Every try stands on the audit trail, also the right ones.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
import time
from typing import TYPE_CHECKING, Any

from haishu_desk.domain.canonical import canonical
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.pin_rules import refuse_weak
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

TRIES = 5
WAIT = 1800
RIGHT, WRONG, TOO_SOON = "口令对", "口令不对", "口令错了太多次，没有核对"
_ITERATIONS, _MEMORY_KIB, _LENGTH = 3, 65_536, 32
_KEY = "pin:"


class PinNeededError(DeskError):
    """The person has a PIN, and none was given."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"{person}设了口令，没有口令不能用这个姓名操作", "请用环境变量 HAISHU_DESK_PIN 给出口令", code="pin-needed"
        )


class WrongPinError(DeskError):
    """It is another PIN."""

    def __init__(self, person: str, left: int) -> None:
        then = f"再错 {left} 次就要等半小时" if left > 0 else "请等半小时再试"
        super().__init__(f"口令不对，没有用{person}的姓名操作", f"请看大小写和输入法；{then}", code="pin-wrong")


class PinWaitError(DeskError):
    """Too many wrong ones: this person has to wait."""

    def __init__(self, person: str, seconds: int) -> None:
        super().__init__(
            f"{person}的口令错了太多次", f"请等 {-(-seconds // 60)} 分钟再试；改电脑的时间没有用", code="pin-wait"
        )


class People:
    """The persons of one workspace and their PINs."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._cleared: set[str] = set()

    def rows(self) -> list[dict[str, Any]]:
        """`[{"person", "pin"}]`, in order of first appearance; `pin` says whether one is set."""
        return [{"person": person, "pin": self.has_pin(person)} for person in self._desk.persons()]

    def has_pin(self, person: str) -> bool:
        """Whether that person has set a PIN."""
        return self._stored(person) is not None

    def is_cleared(self, person: str) -> bool:
        """Whether that person may act: has no PIN, or has given it."""
        return person in self._cleared or not self.has_pin(person)

    def require(self, person: str) -> None:
        """Raise PinNeededError for a person who has a PIN and has not given it."""
        if not self.is_cleared(person):
            raise PinNeededError(person)

    def sign_in(self, person: str, pin: str | None) -> None:
        """Let that person act from now on. PinNeededError, WrongPinError, PinWaitError; nothing for one without a PIN."""
        if person not in self._cleared:
            self.check(person, pin)

    def check(self, person: str, pin: str | None) -> None:
        """`sign_in` for one who may act already: whoever comes back to a locked screen gives the PIN anew.

        A try is counted and put on the audit trail before anybody hears how it went: killing the program tells nothing.
        """
        stored = self._stored(person)
        if stored is None:
            return
        if not pin:
            raise PinNeededError(person)
        waiting = _waiting(stored)
        if waiting:
            self._note(person, TOO_SOON)
            raise PinWaitError(person, waiting)
        hashed = _hashed(pin, bytes.fromhex(stored["salt"]))
        is_right = hmac.compare_digest(hashed, bytes.fromhex(stored["hash"]))
        wrong = 0 if is_right else stored["wrong"] + 1
        self._store(person, {**stored, "wrong": wrong, "since": _running()}, RIGHT if is_right else WRONG)
        if not is_right:
            raise WrongPinError(person, TRIES - wrong)
        self._cleared.add(person)

    def set_pin(self, pin: str) -> None:
        """Set or change the PIN of the person who acts; `refuse_weak` says which are not taken."""
        person = self._desk.person
        self.require(person)
        refuse_weak(pin, person, *self._desk.own_units)
        salt = secrets.token_bytes(16)
        was_there = self.has_pin(person)
        self._cleared.add(person)
        with self._desk.workspace.transaction():
            self._store(person, {"salt": salt.hex(), "hash": _hashed(pin, salt).hex(), "wrong": 0, "since": 0.0})
            self._desk.audit("改口令" if was_there else "设口令", person=person)

    def remove_pin(self, person: str | None = None) -> None:
        """Take away one's own PIN; or that of somebody who has forgotten it, which takes another person with a PIN."""
        acting = self._desk.person
        self.require(acting)
        whose = person or acting
        if not self.has_pin(whose):
            raise DeskError(f"{whose}没有设口令", "不用去掉", code="no-pin")
        if whose != acting and not self.has_pin(acting):
            raise DeskError(
                f"{acting}自己没有设口令，不能去掉{whose}的", f"请由设了口令的另一人来做，或由{whose}自己来做",
                code="not-yours",
            )  # fmt: skip
        with self._desk.workspace.transaction():
            self._desk.workspace.forget(f"{_KEY}{whose}")
            self._desk.audit("去掉口令", person=whose)

    def _stored(self, person: str) -> dict[str, Any] | None:
        text = self._desk.workspace.note(f"{_KEY}{person}")
        stored: dict[str, Any] | None = json.loads(text) if text else None
        return stored

    def _store(self, person: str, stored: dict[str, Any], said: str = "") -> None:
        with self._desk.workspace.transaction():
            self._desk.workspace.remember(f"{_KEY}{person}", json.dumps(stored))
            if said:
                self._note(person, said)

    def _note(self, person: str, said: str) -> None:
        """A line of the audit trail in the name that was tried, since nobody has proved to be that person yet."""
        author = self._desk.author_of(person).as_json()
        line = {"kind": AUDIT, "what": said, "author": author, "detail": {"person": person}}
        with self._desk.workspace.transaction():
            self._desk.workspace.record(AUDIT, canonical(line), author["at"])


def pin_given() -> str | None:
    """The PIN that the surroundings give: HAISHU_DESK_PIN."""
    return os.environ.get("HAISHU_DESK_PIN") or None


def wait_after(wrong: int) -> int:
    """How many seconds a person waits after so many wrong ones in a row: none before the fifth, then half an hour each time."""
    return WAIT if wrong >= TRIES else 0


def _waiting(stored: dict[str, Any]) -> int:
    """The seconds that are still to be waited; where the machine was started anew its whole running time counts."""
    running = _running()
    passed = running - stored["since"] if running >= stored["since"] else running
    return max(0, -int(-(wait_after(stored["wrong"]) - passed) // 1))


def _running() -> float:
    """How long this machine has been running, in seconds: nobody can set it."""
    return time.monotonic()


def _hashed(pin: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415  loaded on use

    kdf = Argon2id(salt=salt, length=_LENGTH, iterations=_ITERATIONS, lanes=1, memory_cost=_MEMORY_KIB)
    return kdf.derive(pin.strip().encode())
