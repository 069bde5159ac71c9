"""Made texts with what is in them, known by construction: every number is built here, and by other means than the program's.

250 have a person's number in them, 250 have numbers that only look long.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import cycle, islice

from haishu_desk.domain.personal import CARD, IDENTITY, LANDLINE, MOBILE

AREAS = ("330203", "330212", "110105", "310115", "440305", "510104", "659001", "820000")
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
# The weights of GB 32100 as printed there.
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
Text = tuple[str, tuple[str, ...]]


def identity(chance: random.Random) -> str:
    """18 signs; the check digit by the recursion of ISO 7064: double and add, modulo 11."""
    born = f"{chance.randint(1940, 2012)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"{chance.choice(AREAS)}{born}{chance.randint(0, 999):03}"
    rest = 0
    for digit in body:
        rest = (rest + int(digit)) * 2 % 11
    return body + "0123456789X"[(12 - rest) % 11]


def old_identity(chance: random.Random) -> str:
    """15 digits, without a check digit."""
    born = f"{chance.randint(30, 85)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return f"{chance.choice(AREAS)}{born}{chance.randint(0, 999):03}"


def wrong_identity(chance: random.Random) -> str:
    """One whose check digit is another one."""
    right = identity(chance)
    return right[:17] + chance.choice([sign for sign in "0123456789X" if sign != right[17]])


def mobile(chance: random.Random) -> str:
    return f"1{chance.randint(3, 9)}{chance.randint(0, 999_999_999):09}"


def local(chance: random.Random) -> str:
    return f"8{chance.randint(0, 9_999_999):07}"


def card(chance: random.Random, digits: int) -> str:
    """Begins with 62; the last digit makes the Luhn sum end in 0, found by trying."""
    body = f"62{chance.randint(0, 10 ** (digits - 3) - 1):0{digits - 3}}"
    return next(body + last for last in "0123456789" if _luhn(body + last) % 10 == 0)


def _luhn(number: str) -> int:
    odd, even = number[-1::-2], number[-2::-2]
    return sum(map(int, odd)) + sum((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[int(digit)] for digit in even)


def credit_code(chance: random.Random, *, digits_only: bool = False) -> str:
    """A 统一社会信用代码 with its right last sign; of digits only where that is asked for."""
    while True:
        signs = "0123456789" if digits_only else _CREDIT_SIGNS
        body = f"{chance.choice(('91', '12', '11', '52'))}330203{''.join(chance.choice(signs) for _ in range(9))}"
        total = sum(_CREDIT_SIGNS.index(sign) * weight for sign, weight in zip(body, _CREDIT_WEIGHTS, strict=True))
        code = body + _CREDIT_SIGNS[(31 - total % 31) % 31]
        if not digits_only or code.isdecimal():
            return code


def _grouped(number: str, *sizes: int, by: str = " ") -> str:
    ends, parts = 0, []
    for size in sizes:
        parts.append(number[ends : ends + size])
        ends += size
    return by.join(parts)


def _positives(chance: random.Random) -> Iterator[Text]:
    """One text of each kind, in turn."""
    makers: tuple[Callable[[], Text], ...] = (
        lambda: (f"负责人身份证号：{identity(chance)}。", (IDENTITY,)),
        lambda: (identity(chance), (IDENTITY,)),
        lambda: (f"张某（{identity(chance).lower()}）已领补贴", (IDENTITY,)),
        lambda: (f"身份证{identity(chance).translate(FULL_WIDTH)}", (IDENTITY,)),
        lambda: (f"证件 {_grouped(identity(chance), 6, 8, 4)}，户籍海曙", (IDENTITY,)),
        lambda: (f"证件 {_grouped(identity(chance), 6, 4, 4, 4)}", (IDENTITY,)),
        lambda: (f"老证 {old_identity(chance)} 已换", (IDENTITY,)),
        lambda: (f"联系王工 {mobile(chance)}", (MOBILE,)),
        lambda: (f"手机{mobile(chance)}，有事请打", (MOBILE,)),
        lambda: (f"村书记：{_grouped(mobile(chance), 3, 4, 4)}", (MOBILE,)),
        lambda: (f"施工方{_grouped(mobile(chance), 3, 4, 4, by='-')}", (MOBILE,)),
        lambda: (mobile(chance).translate(FULL_WIDTH), (MOBILE,)),
        lambda: (f"电话 +86 {mobile(chance)}", (MOBILE,)),
        lambda: (f"{mobile(chance)}/{mobile(chance)} 两个号都能打", (MOBILE,)),
        lambda: (f"项目办 0574-{local(chance)}", (LANDLINE,)),
        lambda: (f"热线（0574）{local(chance)}", (LANDLINE,)),
        lambda: (f"办公室0574{local(chance)}转801", (LANDLINE,)),
        lambda: (f"联系电话：{local(chance)}", (LANDLINE,)),
        lambda: (f"省里 0571-{local(chance)}", (LANDLINE,)),
        lambda: (f"补贴打到{card(chance, 19)}", (CARD,)),
        lambda: (f"卡号 {card(chance, 16)}", (CARD,)),
        lambda: (f"卡号 {_grouped(card(chance, 19), 4, 4, 4, 4, 3)}", (CARD,)),
        lambda: (f"李四，{identity(chance)}，{mobile(chance)}", (IDENTITY, MOBILE)),
        lambda: (f"{identity(chance)} {mobile(chance)}", (IDENTITY, MOBILE)),
        lambda: (f"合同编号：HT-2025-0012，联系人赵六 {mobile(chance)}", (MOBILE,)),
    )
    for make in cycle(makers):
        yield make()


def _negatives(chance: random.Random) -> Iterator[Text]:
    number = chance.randint
    makers: tuple[Callable[[], str], ...] = (
        lambda: f"业主统一社会信用代码 {credit_code(chance)}",
        lambda: f"社会信用代码：{credit_code(chance, digits_only=True)}",
        lambda: f"项目代码 {number(2001, 2512)}-330203-{number(1, 99):02}-{number(1, 99):02}-{number(0, 999_999):06}",
        lambda: f"代码145-b{number(1, 20):02}-2-{number(1, 40):02}，{number(2021, 2025)}年开工",
        lambda: f"总投资{mobile(chance)}元，已支付{number(10**9, 10**10)}元",
        lambda: f"金额 {mobile(chance)}.{number(10, 99)}",
        lambda: f"累计完成投资 {number(1, 99)},{number(100, 999)},{number(100, 999)},{number(100, 999)} 元",
        lambda: f"海发改〔{number(2020, 2026)}〕{number(1, 300)}号，甬政办发〔2021〕{number(1, 99)}号",
        lambda: (
            f"{number(2021, 2025)}-{number(1, 12):02}-{number(1, 28):02} 开工，{number(2021, 2025)}年{number(1, 12)}月{number(1, 28)}日完工"
        ),
        lambda: (
            f"{number(2021, 2025)}{number(1, 12):02}{number(1, 28):02} {number(2021, 2025)}{number(1, 12):02}{number(1, 28):02}"
        ),
        lambda: f"合同编号：{mobile(chance)}",
        lambda: f"合同 HT{number(2021, 2025)}-{mobile(chance)}",
        lambda: f"合同号 NB-HS-{number(2021, 2025)}-{number(1, 9999):04}-{number(1, 99):02}",
        lambda: f"见 https://www.haishu.gov.cn/art/{number(2021, 2025)}/col{mobile(chance)}/{mobile(chance)}.html",
        lambda: f"http://zj.gov.cn/x?id={identity(chance)}&p={mobile(chance)}",
        lambda: f"流水号{mobile(chance)}，凭证号 {number(10**11, 10**12 - 1)}",
        lambda: f"证件 {wrong_identity(chance)}",  # a slip of the pen is no identity number
        lambda: f"2020年{number(1, 99)}亿元，2021年{number(1, 99)}亿元，2022 2023 2024 2025",
        lambda: f"建成 {number(10**10, 10**11 - 1) % 10**6} 平方米，绿地 {mobile(chance)} 平方米",
        lambda: f"宗地号330203{number(0, 999):03}GB{number(0, 99_999):05}",
        lambda: f"坐标 121.{number(10**7, 10**8 - 1)}, 29.{number(10**7, 10**8 - 1)}",
        lambda: f"第{mobile(chance)}号批复",
        lambda: (
            f"年增 {number(1, 9)}.{number(0, 9)}%，比上年多 {number(100, 999)} {number(100, 999)} {number(100, 999)} 户"
        ),
        lambda: f"序列号 {number(10**15, 10**16 - 1)}，账本{number(1, 9)}册",
        lambda: f"0.{number(10**10, 10**11 - 1)} 与 {number(1, 9)}-{number(10**7, 10**8 - 1)}",
    )
    for make in cycle(makers):
        yield make(), ()


def texts() -> list[Text]:
    """500 texts, each with the kinds that are in it."""
    chance = random.Random(20260101)  # noqa: S311  made data, the same each time
    return [*islice(_positives(chance), 250), *islice(_negatives(chance), 250)]
