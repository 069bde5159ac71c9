"""Which PINs are taken: long, mixed, and not what stands on the door.

The rule is that of 等级保护 (second level) for passwords that people choose: a length and a mixture. PINs that were set before
there was this rule go on working; they meet it when they are changed.
"""

from __future__ import annotations

import unicodedata

from haishu_desk.domain.errors import DeskError

LEAST, CLASSES = 8, 3
RULE = f"至少 {LEAST} 个字符，大写字母、小写字母、数字、其他符号里至少 {CLASSES} 种"


def classes_of(pin: str) -> int:
    """How many of the four kinds of characters stand in it: capitals, small letters, digits, anything else.

    Full-width letters and digits are letters and digits; 汉字 are "anything else".
    """
    return len({_class(char) for char in unicodedata.normalize("NFKC", pin)})


def refuse_weak(pin: str, person: str, *units: str) -> None:
    """DeskError for a PIN that is too short, too plain, or holds the person's name or a unit's code."""
    kept = pin.strip()
    if len(kept) < LEAST:
        raise DeskError(f"口令太短，至少 {LEAST} 个字符", "请换一个长一些、别人想不到的", code="pin-short")
    if classes_of(kept) < CLASSES:
        raise DeskError("口令太简单，没有设", f"请写{RULE}", code="pin-plain")
    plain = unicodedata.normalize("NFKC", kept).casefold()
    if any(word and word.casefold() in plain for word in (person.strip(), *units)):
        raise DeskError("口令里有姓名或单位代码，没有设", "请换一个别人想不到的", code="pin-known")


def _class(char: str) -> str:
    if char.isdecimal():
        return "digit"
    if not char.isascii():
        return "other"
    return "upper" if char.isupper() else "lower" if char.islower() else "other"
