"""What stands in a cell of a foreign table: a number, a dash, nothing, or something that must not be read as a number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from haishu_desk.bundle.foreign.measures import is_measure

_NARROW = str.maketrans("０１２３４５６７８９．，％＋－−﹣", "0123456789.,%+---")
_NUMBER = re.compile(
    r"(?P<digits>[+-]?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.[0-9]+)?|[+-]?\.[0-9]+)"
    r"(?P<power>[eE][+-]?[0-9]{1,2})?(?P<percent>\s*%)?(?P<unit>\s*[^\d\s.,%()（）+\-<>~*#]{1,8})?"
)
_DASHES = frozenset({"—", "——", "–", "-", "--", "―", "─"})
_NOT_KNOWN = frozenset({"…", "……", "...", "..", "⋯", "⋯⋯"})
_WORDS = re.compile(r"[^\d\s.,%()（）+\-<>~*#/!?=eE①-⑳]")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)")
_CODE = re.compile(r"\d-\d")
_NUMBERED = re.compile(r"\d+\s*[.、．]\s*[^\d\s.]")  # 1.工业增加值 is a label
_QUALIFIED = re.compile(
    r"(?:大约|约|近|超过|超|逾|不足|不到|至少|达到|达|大于|小于|不低于|不少于|不超过|[≥≤≈＞＜><≧≦]=?)?\s*(?P<figure>[^\s]+?)"
    r"\s*(?:左右|上下|多|余|[十百千]?[万亿]|[千百])?"
)
_LONG = 60
_SHORT = 20  # nothing that stands for one number is longer
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])[0-9]")


@dataclass(frozen=True)
class Figure:
    """A number as plain decimal digits, or a dash (`digits` None); with the % or the unit that stands behind it."""

    digits: str | None
    percent: bool = False
    unit: str = ""


@dataclass(frozen=True)
class Doubt:
    """A text that is no sound number, and why."""

    why: str


def figure(text: str) -> Figure | Doubt | None:
    """What `text` is; None for a blank cell."""
    plain = text.translate(_NARROW).strip().strip("\u200b\ufeff\u00a0\u3000 ")
    if not plain:
        return None
    if len(plain) > _LONG:
        return Doubt("是文字")
    if plain in _DASHES:
        return Figure(None)
    if plain in _NOT_KNOWN:
        return Doubt("是省略号，数不详")
    match = _NUMBER.fullmatch(plain)
    unit = (match["unit"] or "").strip() if match else ""
    if match is None or (unit and not is_measure(unit)):
        return Doubt(_why(plain))
    return Figure(_plain_digits(match["digits"], match["power"] or ""), bool(match["percent"]), unit)


def is_year(text: str) -> bool:
    """Whether a text is just a year, which a head or a label says and a figure could say."""
    return bool(_YEAR.fullmatch(text.translate(_NARROW).strip()))


def looks_like_figure(text: str) -> bool:
    """Whether a cell wants to be a number, sound or damaged, rather than a word."""
    said = figure(text)
    if isinstance(said, Figure):
        return said.digits is not None
    plain = text.translate(_NARROW).strip()
    if _ERROR.fullmatch(plain):
        return True
    damaged = any(map(str.isdigit, plain)) and not _WORDS.search(plain) and not _CODE.search(plain)
    return said is not None and (damaged or _is_qualified(plain))


def may_be_figure(text: str) -> bool:
    """Whether a text with a digit could stand for a number under a head that asks for one: 60以上, 12万余."""
    plain = text.translate(_NARROW).strip()
    has_digit = any(map(str.isdigit, plain)) and len(plain) <= _SHORT
    return has_digit and not is_year(plain) and not _CODE.search(plain) and not _NUMBERED.match(plain)


def is_silent(text: str) -> bool:
    """Whether a cell says that there is no number: a dash or dots."""
    plain = text.strip()
    return plain in _DASHES or plain in _NOT_KNOWN


def times(digits: str, factor: Decimal) -> str:
    """The product to the digit, without a binary number in between."""
    if factor == 1:
        return digits
    exact = Context(prec=len(digits) + len(str(factor)) + 2).multiply(Decimal(digits), factor)
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain_digits(digits: str, power: str) -> str:
    plain = digits.replace(",", "").removeprefix("+")
    sign, rest = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole = sign + (f"0{rest}" if rest.startswith(".") else rest)
    return f"{Decimal(whole + power):f}" if power else whole


def _is_qualified(plain: str) -> bool:
    """Whether a number stands there with a word that takes its edge off (约12, ≥60), or with a bare 万 or 亿."""
    match = _QUALIFIED.fullmatch(plain)
    if match is None or match["figure"] == plain:
        return False
    number = figure(match["figure"])
    return isinstance(number, Figure) and number.digits is not None and not is_year(match["figure"])


def _why(plain: str) -> str:
    if plain.startswith("#"):
        return "是错误值"
    if re.fullmatch(r"[(（][\d.,%\s]+[)）]", plain):
        return "加了括号，可能是负数，也可能是注"
    if any(map(str.isdigit, plain)):
        return "像是数，但写坏了或带了别的字"
    return "是文字"
