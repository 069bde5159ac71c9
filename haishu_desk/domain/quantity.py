"""A quantity: what stands in a cell. The only parser and the only printer (cli.md, "Quantity").

A quantity is an exact decimal, a bound, a range, an approximation, a multiple, a text, or one of four kinds of nothing;
none of the four is 0. The text as typed is kept to the digit in `raw`; numbers are decimal strings, never binary floats.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Any

DASH, NOT_APPLICABLE, NOT_OBTAINED, CLEARED_MARK = "dash", "not-applicable", "not-obtained", "cleared"

_ABSENT_WORDS = {"不适用": NOT_APPLICABLE, "未取得": NOT_OBTAINED}
_ABSENT_WORDS |= dict.fromkeys(("—", "——", "–", "-", "--", "－"), DASH)
_ABSENT_PRINTED = {DASH: "—", NOT_APPLICABLE: "不适用", NOT_OBTAINED: "未取得", CLEARED_MARK: ""}

_SAME = ("达到", "达", "为", "实现", "完成", "建成", "保持在", "保持", "稳定在", "力争", "=")
_BEFORE = {
    **dict.fromkeys(("不低于", "不少于", "至少", "≥", ">="), "ge"),
    **dict.fromkeys(("超过", "突破", "大于", "高于", "超", ">"), "gt"),
    **dict.fromkeys(("不超过", "不高于", "不大于", "≤", "<="), "le"),
    **dict.fromkeys(("小于", "低于", "少于", "<"), "lt"),
    **dict.fromkeys(("大约", "约", "≈"), "approx"),
}
_AFTER = {"及以上": "ge", "以上": "ge", "及以下": "le", "以下": "le", "以内": "le", "左右": "approx", "上下": "approx"}
# 300多个, 3万余: somewhat more than the number that is said.
_SOME_MORE = re.compile(r"(?<=[0-9%万亿])[多余]")
_MULTIPLES = {"双倍增": "2", "翻番": "2", "翻一番": "2", "翻两番": "4"}
_SYMBOL = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约"}
_SCALE = {"": Decimal(1), "万": Decimal(10) ** 4, "亿": Decimal(10) ** 8, "万亿": Decimal(10) ** 12}

_NUMBER = r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[+-]?\.[0-9]+"
_TAIL = r"(?P<scale>万亿|万|亿)?(?P<unit>[^\d\s,.+\-~<>%]*?)"
_ONE = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<percent>%)?\s*{_TAIL}\Z")
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<lowpercent>%)?\s*(?:-|~|—|–|至)\s*(?P<high>{_NUMBER})\s*(?P<percent>%)?\s*{_TAIL}\Z"
)
_STORED_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)
_TIMES = re.compile(rf"(?:增长|增)?(?P<number>{_NUMBER})\s*倍\Z")
# Only what belongs to a number is narrowed: a whole-text normal form would turn 10⁴ into 104 and ㎡ into m2.
_NARROW = str.maketrans("０１２３４５６７８９．，％＋－−＜＞＝［］〔〕～　\u00a0", "0123456789.,%+--<>=[][]~  ")


@dataclass(frozen=True)
class Quantity:
    """One value as typed (`raw`) and as understood; `op` is one of eq gt ge lt le approx range multiple text none."""

    raw: str
    op: str
    value: str | None = None
    low: str | None = None
    high: str | None = None
    cumulative: bool = False
    percent: bool = False
    text: str | None = None
    absent: str | None = None

    @property
    def missing(self) -> bool:
        """True for the four kinds of nothing."""
        return self.op == "none"

    @property
    def number(self) -> Decimal | None:
        """The single number that can be reckoned with, or None (ranges, words, nothing)."""
        return None if self.value is None or self.op == "multiple" else Decimal(self.value)

    @property
    def meaning(self) -> tuple[object, ...]:
        """What two quantities must share to be one value: `12.50` and `12.5` do, `0` and `—` do not.

        `7.5` and `7.5%` do too: a cell has one unit, and a percentage is refused where the unit is none.
        """
        numbers = tuple(None if part is None else Decimal(part) for part in (self.value, self.low, self.high))
        return (self.op, numbers, self.cumulative, self.text, self.absent)

    def means(self, other: Quantity) -> bool:
        """Whether both have the same `meaning`; what is written alike is not understood first."""
        return (
            self.op == other.op
            and self.absent == other.absent
            and self.text == other.text
            and self.cumulative is other.cumulative
            and _is_same_number(self.value, other.value)
            and _is_same_number(self.low, other.low)
            and _is_same_number(self.high, other.high)
        )

    def as_json(self) -> dict[str, Any]:
        """The ten keys of the contract, numbers as decimal strings."""
        return {
            "raw": self.raw,
            "op": self.op,
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "cumulative": self.cumulative,
            "percent": self.percent,
            "text": self.text,
            "missing": self.missing,
            "absent": self.absent,
        }

    def packed(self) -> dict[str, Any]:
        """The same without what is empty, as it is stored and travels; `unpacked` reads it back."""
        return {part: said for part, said in vars(self).items() if said is not None and said is not False}


def _is_same_number(one: str | None, other: str | None) -> bool:
    return one == other or (one is not None and other is not None and Decimal(one) == Decimal(other))


CLEARED = Quantity("", "none", absent=CLEARED_MARK)


OPERATORS = ("eq", "gt", "ge", "lt", "le", "approx", "range", "multiple", "text", "none")
_ONE_NUMBER = frozenset({"raw", "op", "value"})
_PARTS = dict.fromkeys(OPERATORS, _ONE_NUMBER) | {
    "range": frozenset({"raw", "op", "low", "high"}),
    "text": frozenset({"raw", "op", "text"}),
    "none": frozenset({"raw", "op", "absent"}),
}
_SINGLE = frozenset(op for op, parts in _PARTS.items() if parts == _ONE_NUMBER)
_FLAGS, _NUMBERS = frozenset({"cumulative", "percent"}), frozenset({"value", "low", "high"})


def unpacked(packed: dict[str, Any]) -> Quantity:
    """The quantity that `Quantity.packed` wrote; ValueError or TypeError for what is none."""
    if len(packed) == len(_ONE_NUMBER):  # nearly all are one number or words, so without the rest
        raw, op = packed.get("raw"), packed.get("op")
        said = packed.get("text" if op == "text" else "value")
        is_known = op == "text" or (op in _SINGLE and isinstance(said, str) and _STORED_NUMBER.match(said))
        if is_known and isinstance(raw, str) and isinstance(said, str):
            # Its other parts are the class's: setting all nine takes five times as long. In the order of `packed`, always.
            plain = object.__new__(Quantity)
            vars(plain).update({"raw": raw, "op": op, "text" if op == "text" else "value": said})
            return plain
    quantity = Quantity(**packed)
    is_sound = frozenset(packed.keys() - _FLAGS) == _PARTS.get(quantity.op)
    for part, said in packed.items():
        if part in _FLAGS:
            is_sound &= said is True
        else:
            is_sound &= isinstance(said, str) and (part not in _NUMBERS or _STORED_NUMBER.match(said) is not None)
    if not is_sound or not (quantity.absent is None or quantity.absent in _ABSENT_PRINTED):
        raise ValueError(f"not a stored quantity: {packed}")
    return quantity


def from_json(answered: Mapping[str, Any]) -> Quantity:
    """The quantity that `Quantity.as_json` told."""
    return Quantity(**{key: part for key, part in answered.items() if key != "missing"})


def quantity_of(printed: Mapping[str, Any]) -> Quantity:
    """The quantity that a person read in a plan's text: `raw`, `op` and its numbers, as a plan's document keeps them."""
    numbers = {part: printed.get(part) for part in ("value", "low", "high")}
    is_sum, percent = bool(printed.get("cumulative")), printed.get("unit") == "%"
    return Quantity(printed["raw"], printed["op"], **numbers, cumulative=is_sum, percent=percent)


def words(text: str) -> Quantity:
    """The quantity of a text field: nothing is read as a number; blank is cleared."""
    stripped = text.strip()
    return Quantity(text, "text", text=stripped) if stripped else CLEARED


def parse(typed: str, unit: str | None = None) -> Quantity:
    """What `typed` means in a column whose unit is `unit`; what is no number, bound or nothing comes back as text.

    A suffix 万 or 亿 is read against the unit: `3.2万` is 3.2 where the unit is 万人 and 32000 where it is 人.
    """
    plain = typed.translate(_NARROW).strip()
    if not plain:
        return CLEARED
    if typed.strip() in _ABSENT_WORDS or plain in _ABSENT_WORDS:
        return Quantity(typed, "none", absent=_ABSENT_WORDS.get(typed.strip()) or _ABSENT_WORDS[plain])
    if plain[0] == "[" and plain[-1] == "]":
        inner = _number(typed, plain[1:-1].strip(), unit)
        return (inner and _cumulative(inner)) or _as_text(typed)
    return _number(typed, plain, unit) or _as_text(typed)


def show(quantity: Quantity) -> str:
    """The short form people read; parsing it again gives the same meaning."""
    if quantity.absent is not None:
        return _ABSENT_PRINTED[quantity.absent]
    if quantity.op == "text":
        return quantity.text or ""
    percent = "%" if quantity.percent else ""
    if quantity.op == "range":
        dash = "~" if "-" in f"{quantity.low}{quantity.high}" else "-"
        body = f"{quantity.low}{dash}{quantity.high}{percent}"
    elif quantity.op == "multiple":
        body = f"{quantity.value}倍"
    else:
        body = f"{_SYMBOL[quantity.op]}{quantity.value}{percent}"
    return f"[{body}]" if quantity.cumulative else body


def _number(typed: str, plain: str, unit: str | None) -> Quantity | None:
    if plain in _MULTIPLES:
        return Quantity(typed, "multiple", value=_MULTIPLES[plain])
    body, op = _without_operator(plain)
    if op is None:
        return None
    if op == "eq" and (times := _TIMES.match(body)):
        return Quantity(typed, "multiple", value=_digits(times["number"]))
    if op == "eq" and (pair := _RANGE.match(body)):
        return _range(typed, pair, unit)
    single = _ONE.match(body)
    factor = _factor(single, unit) if single else None
    if single is None or factor is None:
        return None
    value = _scaled(single["number"], factor)
    return Quantity(typed, op, value=value, percent=bool(single["percent"]))


def _without_operator(plain: str) -> tuple[str, str | None]:
    """The body without its words, and the operator; None where two words contradict each other."""
    body, more = _SOME_MORE.subn("", plain)
    found = {"gt"} if more else set()
    changed = True
    while changed and body:
        changed = False
        for word in (*_BEFORE, *_SAME):
            if body.startswith(word):
                found |= {_BEFORE[word]} if word in _BEFORE else set()
                body, changed = body[len(word) :].strip(), True
                break
    for word, op in _AFTER.items():
        if body.endswith(word):
            found.add(op)
            body = body[: -len(word)].strip()
            break
    if len(found) > 1:
        return body, None
    return body, found.pop() if found else "eq"


def _range(typed: str, pair: re.Match[str], unit: str | None) -> Quantity | None:
    factor = _factor(pair, unit)
    if factor is None:
        return None
    low, high = _scaled(pair["low"], factor), _scaled(pair["high"], factor)
    if Decimal(low) > Decimal(high):
        return None
    return Quantity(typed, "range", low=low, high=high, percent=bool(pair["percent"] or pair["lowpercent"]))


def _factor(match: re.Match[str], unit: str | None) -> Decimal | None:
    """What the typed number is multiplied by to stand in `unit`; None where the typed unit is another one."""
    scale, typed_unit = match["scale"] or "", match["unit"].strip()
    if match["percent"] and (scale or typed_unit):
        return None
    if not scale and not typed_unit:
        return Decimal(1)
    if unit is None:
        return _SCALE[scale] if not typed_unit else None
    own_scale, base = _split_unit(unit)
    if base == "%" or typed_unit not in ("", base):
        return None
    return _SCALE[scale] / _SCALE[own_scale]


def _split_unit(unit: str) -> tuple[str, str]:
    for scale in ("万亿", "万", "亿"):
        if unit.startswith(scale):
            return scale, unit[len(scale) :]
    return "", unit


def _digits(number: str) -> str:
    text = number.replace(",", "").removeprefix("+")
    sign, rest = ("-", text[1:]) if text.startswith("-") else ("", text)
    return sign + (f"0{rest}" if rest.startswith(".") else rest)


def _scaled(number: str, factor: Decimal) -> str:
    digits = _digits(number)
    if factor == 1:
        return digits
    # The usual 28 digits would round a longer number; a power of ten adds no digit.
    exact = Context(prec=len(digits) + 1).multiply(Decimal(digits), factor)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cumulative(quantity: Quantity) -> Quantity | None:
    if quantity.op == "multiple":
        return None
    return Quantity(**{**quantity.packed(), "cumulative": True})


def _as_text(typed: str) -> Quantity:
    return Quantity(typed, "text", text=typed.strip())
