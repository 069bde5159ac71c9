"""形象进度 as a share: the words of the cell are read, so that what people write today is enough, lots (标段) included.

Read is `68%`, `主体施工，总体 68%`, and lots as this district writes them: `1标（3200万元）100%；4标（8000万元）17.61%`. Lots that
all name their investment make the whole, weighted by it; lots without it never do, as nobody can say how much each is. A
whole that was typed (总体, 整体, 合计) counts before what lots come to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from haishu_desk.monitor.numbers import HUNDRED, reckoning, shown

_NUMBER = r"\d+(?:\.\d+)?"
_DONE = r"\s*[:：]?\s*(?:累计)?(?:已)?(?:完成)?\s*"
_LOT = re.compile(
    rf"(?P<name>(?:第?[一二三四五六七八九十\dA-Za-z]+(?:号)?|[IVX]+)\s*标段?)\s*"
    rf"(?:[（(]\s*(?P<weight>{_NUMBER})\s*(?P<unit>万元|亿元)\s*[）)])?{_DONE}(?P<percent>{_NUMBER})\s*[%％]"
)
_WHOLE = re.compile(rf"(?:总体|整体|合计|总进度|总形象进度)(?:进度)?{_DONE}(?P<percent>{_NUMBER})\s*[%％]")
_ANY = re.compile(rf"(?P<percent>{_NUMBER})\s*[%％]")
_ALL_DONE = frozenset({"已完成", "完成", "全部完成", "已全部完成", "已建成", "建成"})
UNWEIGHTED, TOO_MUCH, SEVERAL = "标段没有写投资", "超过100%", "有几个百分数"
SENTENCES = {
    UNWEIGHTED: "几个标段没有都写投资，合不成总进度；请写成 1标（3200万元）100%，或写上 总体 百分之几",
    TOO_MUCH: "形象进度超过 100%，请核对",
    SEVERAL: "有几个百分数，不知道哪个是总进度；请写上 总体 百分之几",
}


@dataclass(frozen=True)
class Lot:
    """One lot: its name, how far it is in per cent, and its investment in 万元 where it was written."""

    name: str
    percent: Decimal
    weight: Decimal | None = None


@dataclass(frozen=True)
class Read:
    """What 形象进度 says: the whole in per cent, or `why` not; its lots; `formula` how the whole came about."""

    percent: Decimal | None = None
    lots: tuple[Lot, ...] = ()
    formula: str = ""
    why: str | None = None
    is_done: bool = False


def read_progress(text: str | None) -> Read:
    """The share that the words name; without a per cent sign none, and nothing is guessed."""
    words = text or ""
    lots = tuple(_lot(match) for match in _LOT.finditer(words))
    if any(lot.percent > HUNDRED for lot in lots):
        return Read(lots=lots, why=TOO_MUCH)
    whole = _WHOLE.search(words)
    if whole is not None:
        return _single(Decimal(whole["percent"]), "填报的总进度", lots)
    if lots:
        return _weighted(lots)
    found = [Decimal(match["percent"]) for match in _ANY.finditer(words)]
    if len(found) == 1:
        return _single(found[0], "填报的形象进度", ())
    return Read(why=SEVERAL if found else None, is_done=words.strip(" 。.！") in _ALL_DONE)


def _lot(match: re.Match[str]) -> Lot:
    weight = Decimal(match["weight"]) if match["weight"] else None
    if weight is not None and match["unit"] == "亿元":
        weight *= 10000
    return Lot(match["name"].replace(" ", ""), Decimal(match["percent"]), weight)


def _single(percent: Decimal, what: str, lots: tuple[Lot, ...]) -> Read:
    if percent > HUNDRED:
        return Read(lots=lots, why=TOO_MUCH)
    return Read(percent, lots, f"{what} {shown(percent, 2)}%", is_done=percent == HUNDRED)


def _weighted(lots: Sequence[Lot]) -> Read:
    weights = [lot.weight for lot in lots if lot.weight is not None]
    if len(weights) < len(lots) or not sum(weights):
        return Read(lots=tuple(lots), why=UNWEIGHTED)
    with reckoning():
        done = sum((weight * lot.percent for weight, lot in zip(weights, lots, strict=True)), Decimal(0))
        percent = done / sum(weights)
    parts = "+".join(f"{shown(weight, 2)}×{shown(lot.percent, 2)}%" for weight, lot in zip(weights, lots, strict=True))
    formula = f"按标段投资加权 ({parts})÷{shown(sum(weights, Decimal(0)), 2)}={shown(percent, 2)}%"
    return Read(percent, tuple(lots), formula, is_done=percent == HUNDRED)
