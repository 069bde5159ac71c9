"""Which period a text names: 2021年, 2021年末, 上半年, 一季度, 1—9月. The year and the part may stand in two places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import Period

_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTER, _HALF_YEAR, _MONTHS = 3, 6, 12
_DASH = r"(?:-|—|–|~|至|到)+"
_RANGE = re.compile(rf"(?:19|20)\d\d年?{_DASH}(?:19|20)\d\d年?(?:间|期间)?")
_CODE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))(?![\d-])"
)
_YEAR = re.compile(
    r"(?<![\d.,〔\[(])(?P<year>(?:19[5-9]|20[0-4])\d)(?:年(?!初(?!步))(?:度(?!计划|目标)|末|底|终)?|(?![\d.,〕\])年]))"
)
_MONTHS_TO = re.compile(rf"(?<!\d)1月?{_DASH}(?P<to>1[0-2]|[2-9])月(?:份)?(?:末|底)?")
_MONTH = re.compile(r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?:份)?(?P<end>末|底)?(?!\d)")
_QUARTERS_TO = re.compile(rf"前三季度|(?:1|一){_DASH}(?:3|三)季度")
_ONE_QUARTER = re.compile(r"第?(?P<quarter>[一二三四1-4])季度(?P<end>末)?")
_HALF = re.compile(r"(?P<half>[上下])半年(?:末)?")
_WHOLE = re.compile(r"全年|年度(?!计划|目标)")


@dataclass(frozen=True)
class When:
    """A year and a part of it, each None where it is not said; a part is the month that it ends with.

    `begins` is the month with which it begins: 1 for what is summed up from January. `half` and `quarter` keep the word.
    """

    year: int | None = None
    to: int | None = None
    begins: int = 1
    word: str = ""

    def joined(self, other: When) -> When | None:
        """Both together; None where they contradict each other."""
        if None not in (self.year, other.year) and self.year != other.year:
            return None
        if None not in (self.to, other.to) and (self.to, self.begins) != (other.to, other.begins):
            return None
        part = self if self.to is not None else other
        return replace(part, year=self.year if self.year is not None else other.year)

    def summed_up(self) -> When:
        """The same from January on: a month under 累计."""
        return replace(self, begins=1)

    def period(self, item: Item) -> Period | str:
        """The period in which `item` is reported, or why there is none."""
        if self.year is None:
            return "没有写是哪一年"
        if self.to is None or (self.to == _MONTHS and self.begins == 1 and not self.word):
            return Period(self.year)
        if self.begins != 1 and item.record.get("measure") != "level":
            return "是单独一段时间的数，不是从1月起的累计"
        return self._part(self.year, item)

    def _part(self, year: int, item: Item) -> Period:
        """The part under the name that was said, else under the finest that the item has."""
        to = self.to or _MONTHS
        named = {
            "半年": Period(year, "半年", to // _HALF_YEAR),
            "季": Period(year, "季", to // _QUARTER),
            "月": Period(year, "月", to),
        }
        if self.word:
            return named[self.word]
        for frequency, length in (("月", 1), ("季", _QUARTER), ("半年", _HALF_YEAR)):
            if to % length == 0 and named[frequency].fits(item.frequency):
                return named[frequency]
        return named["月"]


def when_of(period: Period) -> When:
    """The same of a period that somebody named."""
    length = {"年": 0, "半年": _HALF_YEAR, "季": _QUARTER, "月": 1}[period.frequency]
    return When(period.year, period.part * length or None, 1, "" if period.frequency == "年" else period.frequency)


def whens_in(text: str) -> tuple[list[When], str]:
    """Every period that a text names, and the text without them; a span of years is none."""
    found: list[When] = []

    def taken(make: Callable[[re.Match[str]], When]) -> Callable[[re.Match[str]], str]:
        def take(match: re.Match[str]) -> str:
            found.append(make(match))
            return " "

        return take

    rest = _RANGE.sub(" ", text)
    rest = _CODE.sub(taken(_of_code), rest)
    years = [When(int(match["year"])) for match in _YEAR.finditer(rest)]
    rest = _YEAR.sub(" ", rest)
    for pattern, make in _PARTS:
        rest = pattern.sub(taken(make), rest)
    rest = _WHOLE.sub(" ", rest) if years or not rest.strip() or _WHOLE.fullmatch(rest.strip()) else rest
    return _paired(years, found), "".join(rest.split())


def _paired(years: list[When], parts: list[When]) -> list[When]:
    """One year with one part is one period; anything else is said as it stands."""
    if len(years) == 1 and len(parts) == 1 and parts[0].year is None:
        return [replace(parts[0], year=years[0].year)]
    return list(dict.fromkeys([*years, *parts]))


def _of_code(match: re.Match[str]) -> When:
    half, quarter, month = match["half"], match["quarter"], match["month"]
    year = int(match["year"])
    if half:
        return When(year, int(half) * _HALF_YEAR, 1, "半年")
    if quarter:
        return When(year, int(quarter) * _QUARTER, 1, "季")
    return When(year, int(month), 1, "月")


def _of_quarter(match: re.Match[str]) -> When:
    number = _DIGITS[match["quarter"]]
    return When(None, number * _QUARTER, 1 if match["end"] else (number - 1) * _QUARTER + 1, "季")


def _of_half(match: re.Match[str]) -> When:
    first = match["half"] == "上"
    return When(None, _HALF_YEAR if first else _MONTHS, 1 if first else _HALF_YEAR + 1, "半年")


def _of_month(match: re.Match[str]) -> When:
    month = int(match["month"])
    return When(None, month, 1 if match["end"] else month, "")  # 9月末: what there is up to then


_PARTS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When]], ...] = (
    (_MONTHS_TO, lambda match: When(None, int(match["to"]))),
    (_QUARTERS_TO, lambda _: When(None, 3 * _QUARTER, 1, "季")),
    (_ONE_QUARTER, _of_quarter),
    (_HALF, _of_half),
    (_MONTH, _of_month),
)
