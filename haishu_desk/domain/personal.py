"""Numbers in free text that look like a person's: 身份证, 手机, 固定电话, 银行卡. A hint, never an obstacle.

What decides is the number's own structure: an 18-digit 身份证 has a known province, a date of birth and the check digit of
GB 11643 (ISO 7064, MOD 11-2), an old one of 15 digits has province and date, a card begins as 银联 cards do and ends in the
check digit of ISO/IEC 7812 (Luhn). Telephone numbers have no check digit: there the signs before and behind say whether it is
rather an amount, a part of a code, or a number of a contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

IDENTITY, MOBILE, LANDLINE, CARD = "身份证号", "手机号", "电话号码", "银行卡号"
# Full-width digits, X, hyphens and blanks, each as one sign, so that places stay what they are.
_PLAIN = str.maketrans("０１２３４５６７８９Ｘｘ－—–‐‑＋（）　\t\u00a0", "0123456789Xx-----+()   ")
# GB/T 2260.
_PROVINCES = frozenset({
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43", "44", "45",
    "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83",
})  # fmt: skip
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LINK = re.compile(r"(?:https?|ftp)://[^\s，。；、）]+|\bwww\.[^\s，。；、）]+", re.IGNORECASE)
# Seven digits with little between them: without that a text is looked at no further.
_MANY = re.compile(r"[0-9０-９](?:[^0-9０-９]{0,3}[0-9０-９]){6}")
_GROUP = re.compile(r"[0-9A-Za-z]+")
_JOINED = re.compile(r"[ ]{1,2}|-")
_MOBILE = re.compile(r"(?:(?:00)?86)?(?P<own>1[3-9]\d{9})")
_MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (4, 4, 3), (2, 11), (2, 3, 4, 4), (4, 11), (4, 3, 4, 4), (13,), (15,)})
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z.,/_-])\(?(?:0574\)?[ -]?|0(?:10|2\d|[3-9]\d\d)(?:\)[ -]?|-))[2-8]\d{6,7}(?:-\d{1,4})?(?![0-9A-Za-z-])"
)
_NAMED_LINE = re.compile(r"(?:电话|热线|座机|致电|Tel)(?:号码|号)?[:： ]{0,2}(?P<own>[2-8]\d{7})(?![0-9A-Za-z.,-])")
# An amount goes on so; a code is called so, in the few signs before it.
_AMOUNT = re.compile(r"\s?(?:[.,]\d|元|万|亿|吨|平方|立方|千瓦|公里|公顷|米|亩|户|个|台|套|件|辆|[%％]|号)")
_CODE = re.compile(
    r"(?:编号|合同号|文号|代码|订单号?|流水号?|单号|许可证号?|注册号|备案号?|批文|批号|序列号?|凭证号?|案号|标段号?|宗地号?|"
    r"图号|条码|QQ|第|[¥￥$]|[0-9A-Za-z][-_#.]|(?<![0-9])\d{0,6}[A-Za-z]?/)[号为是:： ]{0,3}\Z"
)
_GOES_ON = re.compile(r"[-_][0-9A-Za-z]|/(?!0?\d{7,12}(?!\d))[0-9A-Za-z]")
_BEFORE = 12
_OLDEST, _YOUNGEST = 1900, 2040  # no clock is asked: the same text is always judged in the same way
_LONGEST_CHAIN = 6


@dataclass(frozen=True)
class Personal:
    """What it looks like, and from which sign to which it stands in the text."""

    kind: str
    start: int
    end: int
    shown: str

    @property
    def masked(self) -> str:
        """As it may be repeated in a sentence: its ends only."""
        return f"{self.shown[:3]}…{self.shown[-2:]}"


@dataclass(frozen=True)
class _Run:
    """Groups of digits that stand together, written as one."""

    digits: str
    sizes: tuple[int, ...]
    start: int
    end: int


def personal_in(text: str, *, asks_for_contact: bool = False) -> list[Personal]:
    """What looks like a person's number, in order; telephone numbers are none where a contact is asked for."""
    if not _MANY.search(text):
        return []
    plain = _LINK.sub(lambda match: "z" * len(match[0]), text.translate(_PLAIN))
    found: list[Personal] = []
    taken: set[int] = set()
    for kind, start, end in (*_numbers(plain), *_lines(plain)):
        is_free = not taken & set(range(start, end))
        if is_free and not (asks_for_contact and kind in (MOBILE, LANDLINE)):
            taken |= set(range(start, end))
            found.append(Personal(kind, start, end, "".join(plain[start:end].split())))
    return sorted(found, key=lambda each: each.start)


def kinds_in(text: str, *, asks_for_contact: bool = False) -> tuple[str, ...]:
    """The kinds that are found, each once."""
    return tuple(dict.fromkeys(each.kind for each in personal_in(text, asks_for_contact=asks_for_contact)))


def is_identity(number: str) -> bool:
    """Whether 18 signs are an identity number: province, date of birth, check digit. Of 15 digits province and date."""
    if len(number) == 15:  # noqa: PLR2004  as it says
        return number.isdecimal() and number[:2] in _PROVINCES and _is_birth("19" + number[6:12])
    if not re.fullmatch(r"\d{17}[\dXx]", number) or number[:2] not in _PROVINCES or not _is_birth(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == number[17].upper() and not is_credit_code(number)


def is_credit_code(code: str) -> bool:
    """Whether 18 signs are a 统一社会信用代码 (GB 32100): a province, and a sum by weights of 3 to the n-th, modulo 31."""
    code = code.upper()
    is_shaped = len(code) == 18 and code[2:4] in _PROVINCES | {"10"}  # noqa: PLR2004  as it says
    if not is_shaped or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[-total % 31] == code[17]


def is_card(number: str) -> bool:
    """Whether it is as long as a card's number, begins as one of 银联, and its Luhn sum is right."""
    if not (16 <= len(number) <= 19 and number.startswith(("62", "9558"))):  # noqa: PLR2004  as it says
        return False
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0  # noqa: PLR2004  the digits of a sum


def _is_birth(text: str) -> bool:
    try:
        born = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return _OLDEST <= born.year <= _YOUNGEST


def _numbers(plain: str) -> Iterator[tuple[str, int, int]]:
    """Identity numbers first, since a part of one may look like something else."""
    runs = [run for chain in _chains(plain) for run in _runs(chain)]
    for kind, judge in ((IDENTITY, _judge_identity), (CARD, _judge_card), (MOBILE, _judge_mobile)):
        for run in runs:
            if judge(plain, run):
                yield kind, run.start, run.end


def _chains(plain: str) -> Iterator[list[re.Match[str]]]:
    """Groups of signs with at most two blanks or a hyphen between each two."""
    chain: list[re.Match[str]] = []
    for group in _GROUP.finditer(plain):
        if chain and not _JOINED.fullmatch(plain, chain[-1].end(), group.start()):
            yield chain
            chain = []
        chain.append(group)
    if chain:
        yield chain


def _runs(chain: list[re.Match[str]]) -> Iterator[_Run]:
    """Each stretch of a chain that is all digits (the last sign may be X), the longest first from each beginning."""
    for first in range(len(chain)):
        for last in range(min(first + _LONGEST_CHAIN, len(chain)) - 1, first - 1, -1):
            groups = [group[0] for group in chain[first : last + 1]]
            digits = "".join(groups)
            if re.fullmatch(r"\d+[Xx]?", digits):
                yield _Run(digits, tuple(map(len, groups)), chain[first].start(), chain[last].end())


def _judge_identity(plain: str, run: _Run) -> bool:
    is_old = len(run.digits) == 15  # noqa: PLR2004  without a check digit: in one piece, and not called a code
    if is_old and (run.sizes not in ((15,), (6, 6, 3)) or _is_code_or_amount(plain, run)):
        return False
    return is_identity(run.digits)


def _judge_card(plain: str, run: _Run) -> bool:
    is_grouped = len(run.sizes) == 1 or all(size == 4 for size in run.sizes[:-1])  # noqa: PLR2004  as on the card
    return run.digits.isdecimal() and is_grouped and is_card(run.digits) and not _is_code_or_amount(plain, run)


def _judge_mobile(plain: str, run: _Run) -> bool:
    return (
        run.sizes in _MOBILE_GROUPS
        and bool(_MOBILE.fullmatch(run.digits))
        and not _is_code_or_amount(plain, run)
        and not _GOES_ON.match(plain, run.end)
    )


def _is_code_or_amount(plain: str, run: _Run) -> bool:
    before = plain[max(run.start - _BEFORE, 0) : run.start]
    return bool(_AMOUNT.match(plain, run.end) or _CODE.search(before) or re.search(r"\d[.,]\Z", before))


def _lines(plain: str) -> Iterator[tuple[str, int, int]]:
    for match in _LANDLINE.finditer(plain):
        before = plain[max(match.start() - _BEFORE, 0) : match.start()]
        if not _AMOUNT.match(plain, match.end()) and not _CODE.search(before):
            yield LANDLINE, match.start(), match.end()
    for match in _NAMED_LINE.finditer(plain):
        yield LANDLINE, match.start("own"), match.end("own")
