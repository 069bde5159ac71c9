"""Which item and which units a 任务分工 table names; what is not recognised comes back as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from haishu_desk.bundle.foreign.duty_words import CLAUSE, CLAUSE_ROLES, SPLIT, kinds_named
from haishu_desk.bundle.foreign.names import WHOLE, Names, plain, stem, without_number
from haishu_desk.bundle.foreign.phrases import LEAVE_OUT, key_of
from haishu_desk.domain.items import INDICATOR, Item
from haishu_desk.domain.units import Unit

_REACHES = re.compile(
    r"(?:力争|努力)?(?:达到?|不低于|不少于|不超过|超过|突破|控制在|保持在|稳定在|提高到|提高至|增长到|累计|年均|[≥≤><])|\d"
)
_SHORTEST = 4


@dataclass
class Named:
    """The units that a cell names, by role, and the names that no unit has."""

    units: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class DutyNames:
    """The names of one workspace as such a table writes them; `said` is what a person says of a text: its code, or `-`."""

    def __init__(self, items: Iterable[Item], units: Iterable[Unit], plan: str, said: Mapping[str, str]) -> None:
        every, tree = list(items), list(units)
        self._items = [item for item in every if item.plan == plan]
        self._names = Names(self._items, tree)
        self._by_code = {item.code.upper(): item for item in every}
        self._by_number = {item.number: item for item in self._items if item.kind == INDICATOR}
        self._by_stem: dict[str, set[str]] = {}
        for item in self._items:
            self._by_stem.setdefault(stem(item.name), set()).add(item.code)
        self._units = tree
        self._said = {key_of(text): code for text, code in said.items()}

    def item(self, code: str, number: str, text: str) -> Item | None:
        """The item of a row: by its code, by what a person said, by its name, by the number of the indicator beside a like name."""
        for told in (code, number, self._said.get(key_of(text), "")):
            if found := self._by_code.get(plain(told)):
                return found
        bare, _ = without_number(text)
        for words in (text, bare, _REACHES.split(bare)[0]):
            if found := self._called(words):
                return found
        return self._numbered(number, bare) or self._beginning(bare)

    def units(self, text: str, role: str) -> Named:
        """The units of a cell in a column of that role; 牵头单位：… within it counts before the column."""
        named = Named()
        parts = CLAUSE.split(text)
        pairs = [
            (role, parts[0]),
            *((CLAUSE_ROLES[word], words) for word, words in zip(parts[1::2], parts[2::2], strict=True)),
        ]
        for each, words in pairs:
            self._add(named, each, words)
        return named

    def _add(self, named: Named, role: str, words: str) -> None:
        found = named.units.setdefault(role, [])
        if whole := self._group(words):  # 镇、乡、街道 is one name
            found += whole
            return
        for name in filter(None, (part.strip(" 　。等") for part in SPLIT.split(words))):
            known = self._group(name) or self._one(name)
            if known:
                found += [unit for unit in known if unit not in found]
            elif self._said.get(key_of(name)) != LEAVE_OUT:
                named.unknown.append(name)
        if not found:
            del named.units[role]

    def _group(self, text: str) -> list[str]:
        kinds = kinds_named(plain(text).rstrip("。"))
        return [unit.code for unit in self._units if unit.kind in kinds and unit.valid_to is None]

    def _one(self, name: str) -> list[str]:
        told = self._said.get(key_of(name), "")
        if told and any(unit.code == told for unit in self._units):
            return [told]
        code = self._names.unit(name)
        return [code] if code not in (None, WHOLE) else []

    def _called(self, text: str) -> Item | None:
        codes = self._names.item(text) if text else ()
        if not codes:
            same = self._by_stem.get(stem(text), set()) if text else set()
            codes = tuple(same) if len(same) == 1 else ()
        return self._by_code.get(codes[0].upper()) if len(codes) == 1 else None

    def _numbered(self, number: str, text: str) -> Item | None:
        """The indicator of that number, if its name and the text say one in the other."""
        item = self._by_number.get(number.strip())
        said = stem(text)
        return item if item and len(said) >= 2 and (said in stem(item.name) or stem(item.name) in said) else None  # noqa: PLR2004

    def _beginning(self, text: str) -> Item | None:
        """The one item with the longest name that the text begins with."""
        said = stem(text)
        fits = [name for name in self._by_stem if len(name) >= _SHORTEST and said.startswith(name)]
        codes = self._by_stem[max(fits, key=len)] if fits else set()
        return self._by_code[next(iter(codes)).upper()] if len(codes) == 1 else None
