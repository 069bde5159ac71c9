"""What one text of a head, a label or a title says: item, unit, period, measure, 数值状态; all of it, or why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from haishu_desk.bundle.foreign.measures import is_measure, measures_in
from haishu_desk.bundle.foreign.names import WHOLE, Names, brackets_of, plain, without_bracket, without_number
from haishu_desk.bundle.foreign.whens import When, whens_in
from haishu_desk.bundle.foreign.words import (
    CATEGORIES,
    EXPLAINING,
    GROWTH,
    IDLE,
    KINDS_OF_UNITS,
    LABEL_HEADS,
    PLANNED,
    SUMMED_UP,
)
from haishu_desk.domain.cells import VINTAGES

LEAVE_OUT = "-"
_VINTAGE = re.compile(rf"(?P<word>{'|'.join(VINTAGES)})(?:数|值|完成)?")
_TRAILING_MEASURE = re.compile(r"(?P<name>.+?)[\s,，:：]+(?P<measure>\S{1,8})")
_NUMBERED = re.compile(r"^[一二三四五六七八九十]+[、.．]")


@dataclass(frozen=True)
class Said:
    """What a text says; `why` is what of it is not understood, and then nothing of it counts.

    `items` are the codes of one name in several plans, `unit` a code or `names.WHOLE`, `measures` as they are written.
    `kind` is a kind of units (街道) without a unit, `narrowed` a word of a title that speaks of a part (规上), `is_sure`
    what a person said it is.
    """

    items: tuple[str, ...] = ()
    unit: str | None = None
    when: When | None = None
    measures: tuple[str, ...] = ()
    vintage: str | None = None
    summed_up: bool = False
    is_part: bool = False
    why: str | None = None
    kind: str | None = None
    narrowed: str | None = None
    is_sure: bool = False

    @property
    def is_telling(self) -> bool:
        """Whether it says something that a cell can be found by."""
        return bool(self.items or self.unit or self.when) and self.why is None


NOTHING = Said()


def key_of(text: str) -> str:
    """The spelling under which a head or label is known; heads over each other are written `2021年 / 专利`."""
    return plain(text).replace("/", "")


@dataclass(frozen=True)
class Corrections:
    """What a person said of texts, by their `key_of`: an item's or a unit's code or `LEAVE_OUT`; a unit or factor.

    A factor under the empty text is for the whole table.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, text: str) -> str | None:
        """What the text was said to be."""
        return self.names.get(key_of(text))

    def factor_of(self, texts: Iterable[str]) -> str | None:
        """The factor that was given for one of these texts, or for the whole table."""
        found = (self.factors.get(key_of(text)) for text in (*texts, ""))
        return next((factor for factor in found if factor is not None), None)


NO_CORRECTIONS = Corrections()


class Reader:
    """Reads texts with the names of one workspace and the corrections that are known."""

    def __init__(self, names: Names, corrections: Corrections) -> None:
        self.names = names
        self.corrections = corrections
        self._known: dict[str, Said] = {}

    def said(self, text: str) -> Said:
        """What one text says."""
        if text not in self._known:
            self._known[text] = self._corrected(text) or self._understood(text)
        return self._known[text]

    def joined(self, texts: Iterable[str]) -> Said:
        """What several texts say together, from the general to the particular, such as the heads over one column."""
        pieces = [text for text in texts if text.strip()]
        whole = self._corrected("".join(pieces)) if len(pieces) > 1 else None
        if whole is not None:
            return whole
        each = [self.said(piece) for piece in pieces]
        if any(said.why for said in each) and len(pieces) > 1:
            together = self.said("".join(pieces))
            if together.is_telling and together.items:
                return together
        return _complete(combined(each))

    def _corrected(self, text: str) -> Said | None:
        code = self.corrections.name_of(text)
        if code is None:
            return None
        if code == LEAVE_OUT:
            return Said(why="按您说的不取")
        whens, rest = whens_in(plain(text))
        said = Said(when=whens[0] if len(whens) == 1 else None, measures=_measures(rest), is_sure=True)
        item = self.names.items.get(code.upper())
        if item is not None:
            return replace(said, items=(item.code,))
        unit = self.names.units.get(code)
        return replace(said, unit=WHOLE if unit is not None and unit.kind == "district" else code)

    def _understood(self, text: str) -> Said:
        bare, is_part = without_number(text)
        measures = measures_in(plain(bare))
        if measures:
            return Said(measures=measures)
        name, measure = _split_measure(bare)
        if measure:
            return replace(self.said(name), measures=(measure,))
        narrow = plain(bare)
        direct = self._named(narrow)
        if direct is not None:
            return replace(direct, is_part=is_part)
        whens, rest = whens_in(narrow)
        if len(whens) > 1:
            return Said(why="说了不止一个时期")
        said = Said(when=whens[0] if whens else None, is_part=is_part)
        return self._rest(said, rest.strip("、,，:：/-"), text)

    def _rest(self, said: Said, rest: str, text: str) -> Said:
        """The same with what the text says beside the period."""
        vintages = {match["word"] for match in _VINTAGE.finditer(rest)}
        if len(vintages) == 1:
            said, rest = replace(said, vintage=vintages.pop()), _VINTAGE.sub("", rest).replace("()", "")
        measure, rest = without_measure(rest)
        said = replace(said, measures=measure)
        if rest in SUMMED_UP:
            said = replace(said, summed_up=True, when=said.when.summed_up() if said.when else None)
        if rest in IDLE or (is_measure(rest) and not measure):
            return said if rest in IDLE else replace(said, measures=(rest,))
        named = self._named(rest)
        if named is not None:
            return replace(said, items=named.items, unit=named.unit)
        if rest in KINDS_OF_UNITS:
            return replace(said, kind=rest)
        if rest in LABEL_HEADS or rest in CATEGORIES or self.names.is_category(rest) or _NUMBERED.match(text.strip()):
            return said
        return replace(said, why=self._why(rest))

    def _named(self, text: str) -> Said | None:
        """The item or unit that the whole text names, with brackets that only explain taken off."""
        if self.names.is_part_of_district(text):
            return Said(why=f"“{text}”不是哪一个单位")
        items = self.names.item(text)
        unit = None if items else self.names.unit(text)
        if items or unit:
            return Said(items=items, unit=unit)
        for content in brackets_of(text):
            if plain(content) in EXPLAINING:
                return self._named(without_bracket(text, content))
        return None

    def _why(self, rest: str) -> str:
        if any(word in rest for word in PLANNED):
            return f"“{rest}”是目标或计划，不是实绩"
        if any(word in rest for word in GROWTH):
            return f"“{rest}”是增速或对比，不是本期值"
        near = self.names.near(rest)
        hint = f"；名称相近的有 {near.code} {near.name}" if near else ""
        return f"“{rest}”不是认得的指标、单位或时期{hint}"


def _complete(said: Said) -> Said:
    """The same, unless it speaks of a part without saying which."""
    if said.kind and not said.unit and not said.why:
        return Said(why=f"“{said.kind}”不是哪一个单位")
    if said.is_part and not (said.unit or said.items or said.why):
        return Said(why="是其中的一部分，没有写是哪一部分")
    return said


def combined(each: Iterable[Said]) -> Said:
    """Several texts about the same cells; `why` where one is not understood or two contradict each other."""
    whole = NOTHING
    for said in each:
        if said.why:
            return said
        if whole.items and said.items and not set(whole.items) & set(said.items):
            return Said(why="说了两个指标")
        if whole.unit and said.unit and whole.unit != said.unit:
            return Said(why="说了两个单位")
        when = whole.when.joined(said.when) if whole.when and said.when else whole.when or said.when
        if whole.when and said.when and when is None:
            return Said(why="说了两个时期")
        summed_up = whole.summed_up or said.summed_up
        whole = Said(
            tuple(code for code in whole.items if code in said.items) or whole.items or said.items,
            whole.unit or said.unit,
            when.summed_up() if when and summed_up else when,
            said.measures or whole.measures,
            said.vintage or whole.vintage,
            summed_up,
            whole.is_part or said.is_part,
            kind=whole.kind or said.kind,
            is_sure=whole.is_sure or said.is_sure,
        )
    return whole


def completed(near: Said, far: Said) -> Said:
    """What is said close to the cells, and what it leaves open from further away (a title, a flag)."""
    when = near.when
    if far.when is not None:
        when = far.when if when is None else when.joined(far.when) or when
    return replace(
        near,
        items=near.items or far.items,
        unit=near.unit or far.unit,
        when=when,
        measures=near.measures or far.measures,
        vintage=near.vintage or far.vintage,
        narrowed=near.narrowed or far.narrowed,
    )


def without_trailing_measure(text: str) -> str:
    """A name without the unit of measurement that stands behind it after a space: 地区生产总值　亿元."""
    name, measure = _split_measure(without_number(text)[0])
    return name if measure else text


def _split_measure(text: str) -> tuple[str, str]:
    spaced = _TRAILING_MEASURE.fullmatch(text)
    return (spaced["name"], spaced["measure"]) if spaced and is_measure(spaced["measure"]) else (text, "")


def without_measure(text: str) -> tuple[tuple[str, ...], str]:
    """The unit of measurement that stands in a bracket or behind a name, and the rest."""
    for content in brackets_of(text):
        inner = re.sub(r"^(?:计量)?单位[:：]", "", content)
        if is_measure(inner):
            return (inner,), without_bracket(text, content)
    return (), text


def _measures(text: str) -> tuple[str, ...]:
    return without_measure(text)[0]
