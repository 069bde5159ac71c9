"""Which item or which unit a text names, by normalised name, code or former code; two that fit are none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from haishu_desk.bundle.foreign.words import (
    EXPLAINING,
    OTHER_ITEM_NAMES,
    OTHER_UNIT_NAMES,
    PARTS_OF_DISTRICT,
    WHOLE_DISTRICT,
)
from haishu_desk.domain.items import INDICATOR, TARGET, Item
from haishu_desk.domain.units import TOWNSHIP_KINDS, Unit

WHOLE = "*"  # the district as a whole, whoever reports it
_FOOTNOTE = re.compile(r"[①-⑳⑴-⒇¹²³⁴-⁹*※]+$")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[(（](?:[一二三四五六七八九十]+|\d{1,2})[)）]|\d{1,2}[.．、)）](?!\d)|[#＃*※△▲●○◆·—-]+)"
)
_OF_WHICH = re.compile(r"^(?:其中|#|＃)[::：]?")
_BRACKETS = re.compile(r"[(（〔\[【]([^()（）〔〕\[\]【】]*)[)）〕\]】]")
_SIGNS = re.compile(r"[\s\"'“”‘’《》·\u200b\ufeff()（）〔〕【】]+")
_REWRITES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"地区生产总值GDP|GDP", "地区生产总值"),
        (r"(?<!地区)(?<!国内)生产总值", "地区生产总值"),
        (r"(?:全社会)?(?:研究与试验发展|研发与试验发展|研发与试验|R&D)(?:R&D)?", "研发"),
        (r"(?:全社会)?研发(?:经费)?(?:内部)?(?:支出|投入)|(?:全社会)?研发经费", "研发经费"),
        (r"规模以上", "规上"),
        (r"[ШⅢ]|III|三类|Ⅲ类", "III"),
        (r"III类", "III"),
        (r"优于或达到|达到或优于|达到或好于", "达到或好于"),
        (r"GDP的|的", ""),
        (r"比例|占比|比率", "比重"),
    )
)
_ENDS = re.compile(r"(?:拥有量|总人数|人数|总数|总量|总额|数量|数|量|额)$")
_OFFICES = re.compile(r"(?:人民政府|政府|街道办事处|办事处|党工委)$")
_REGION = re.compile(r"^(?:宁波市)?(?:海曙区|海曙|区)")


def plain(text: str) -> str:
    """A text in one spelling: full-width, spaces and quotes make no difference; a mark of a footnote is off."""
    narrow = unicodedata.normalize("NFKC", _FOOTNOTE.sub("", text.strip())).upper()
    return re.sub(r"[\s\"“”‘’《》\u200b\ufeff]+", "", narrow)


def without_number(text: str) -> tuple[str, bool]:
    """The text without 一、, 1. or # before it, and whether it is said to be a part (其中)."""
    is_part, before = False, None
    while before != text:
        before = text
        shorter = _OF_WHICH.sub("", text.strip())
        is_part |= shorter != text.strip()
        shorter = _NUMBERING.sub("", shorter.strip()) or shorter
        text = shorter.strip()
    return text, is_part


def brackets_of(text: str) -> list[str]:
    """What stands in brackets."""
    return [match[1].strip() for match in _BRACKETS.finditer(text)]


def without_bracket(text: str, content: str) -> str:
    """The text without one bracket."""
    return _BRACKETS.sub(lambda match: "" if match[1].strip() == content else match[0], text)


def stem(name: str) -> str:
    """What two spellings of one item's name share."""
    text = _SIGNS.sub("", plain(name)).replace("(", "").replace(")", "")
    for pattern, to in _REWRITES:
        text = pattern.sub(to, text)
    return _ENDS.sub("", text)


class Names:
    """The items and units of one workspace by all their names."""

    def __init__(self, items: Iterable[Item], units: Iterable[Unit]) -> None:
        self.items: dict[str, Item] = {}
        self.units: dict[str, Unit] = {}
        self._of_item: dict[str, set[str]] = {}
        self._of_unit: dict[str, set[str]] = {}
        self.categories: set[str] = set()
        for item in items:
            self.items[item.code.upper()] = item
            if item.kind in (INDICATOR, TARGET):
                self._add_item(item)
        for unit in units:
            self.units[unit.code] = unit
            if unit.kind != "district":
                self._add_unit(unit)

    def item(self, text: str) -> tuple[str, ...]:
        """The codes of the items that are called so, one a plan; none if nothing is, or two of one plan are."""
        key = plain(text)
        if key in self.items:
            return (self.items[key].code,)
        found = sorted(self._of_item.get(stem(text), ()))
        kinds = {self.items[code.upper()].kind for code in found}
        if INDICATOR in kinds:  # the table of the plan before its running text
            found = [code for code in found if self.items[code.upper()].kind == INDICATOR]
        plans = [self.items[code.upper()].plan for code in found]
        return tuple(found) if len(set(plans)) == len(plans) else ()

    def is_category(self, text: str) -> bool:
        """Whether a text is the name of a group of indicators (经济发展)."""
        return plain(text) in self.categories

    def unit(self, text: str) -> str | None:
        """The code of the unit that is called so, `WHOLE` for the district as a whole."""
        key = _SIGNS.sub("", plain(text)).replace("(", "").replace(")", "")
        if key in WHOLE_DISTRICT:
            return WHOLE
        found = self._of_unit.get(key, set()) or self._of_unit.get(_OFFICES.sub("", _REGION.sub("", key)), set())
        if len(found) > 1:  # 鄞江 is the town that was and the street that it became: which one, the period decides
            found = {self._now(code) for code in found}
        return next(iter(found)) if len(found) == 1 else None

    def _now(self, code: str) -> str:
        """The unit that follows one that has ended, at the end of all that followed."""
        seen = [code]
        while (heir := self.units[seen[-1]].heir) and heir in self.units and heir not in seen:
            seen.append(heir)
        return seen[-1]

    def is_part_of_district(self, text: str) -> bool:
        """Whether a text is a sub-total or a part that is no unit."""
        key = plain(text)
        return key in PARTS_OF_DISTRICT or (key.endswith(("小计", "合计")) and key not in WHOLE_DISTRICT)

    def near(self, text: str) -> Item | None:
        """The one indicator whose name contains the text or is contained in it, to be named and never to be taken."""
        key = stem(text)
        if len(key) < 3:  # noqa: PLR2004 - 率 is contained in everything
            return None
        found = {code for name, codes in self._of_item.items() if key in name or name in key for code in codes}
        return self.items[found.pop().upper()] if len(found) == 1 else None

    def _add_item(self, item: Item) -> None:
        self.categories.add(plain(item.group))
        names = [item.name, *OTHER_ITEM_NAMES.get(item.code, ())]
        for name in list(names):
            explained = [content for content in brackets_of(name) if plain(content) in EXPLAINING]
            names += [without_bracket(name, content) for content in explained]
        for name in names:
            self._of_item.setdefault(stem(name), set()).add(item.code)

    def _add_unit(self, unit: Unit) -> None:
        called = {unit.name, *(former.name for former in unit.former_names)}
        names = {*called, *(_REGION.sub("", name) for name in called), *OTHER_UNIT_NAMES.get(unit.code, ())}
        for code in (unit.code, *unit.former_codes):
            names |= {code, f"{code}000"} if code.isdigit() else {code}
        if unit.kind in TOWNSHIP_KINDS:
            names |= {re.sub(r"(?:街道|镇|乡)$", "", name) for name in called}
        for name in list(names):
            names |= {_BRACKETS.sub("", name), re.sub(r"管理委员会$", "管委会", name), re.sub(r"委员会$", "委", name)}
            names |= {re.sub(r"^国家统计局|^市", "", name)}
        for name in names:
            if name:
                key = _SIGNS.sub("", plain(name)).replace("(", "").replace(")", "")
                self._of_unit.setdefault(key, set()).add(unit.code)
