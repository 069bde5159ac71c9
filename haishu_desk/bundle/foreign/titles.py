"""What stands above a table or names its sheet: a period, a unit, a measure, the one indicator that it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from haishu_desk.bundle.foreign.measures import measures_in
from haishu_desk.bundle.foreign.names import WHOLE, Names, plain
from haishu_desk.bundle.foreign.phrases import NOTHING, Said, completed, without_measure
from haishu_desk.bundle.foreign.whens import whens_in
from haishu_desk.bundle.foreign.words import NARROWING

_TABLE_NUMBER = re.compile(r"^(?:附?表|附件)[\d一二三四五六七八九十.\-]*(?:[\s::]|(?=\D))")
_DISTRICT = re.compile(r"海曙区|全区")
_BEFORE = re.compile(
    r"^(?:续表?|宁波市|海曙区|海曙|全区|历年|各|分|镇|乡|街道|街|部门|单位|"
    r"[、,()\-—]|及|和)+"
)
_BEHIND = re.compile(r"(?:情况|完成|统计|汇总|一览|明细|台账|报表|简表|表|指标|数据|续|附|[()、,::])+$")
_NAME_OF_UNIT = re.compile(r"(?:填报|报送|编制|报告)?单位(?:名称)?[::]")


def title_said(lines: Iterable[str], names: Names) -> Said:
    """All that the lines say together; what two lines say differently is left open."""
    whole = NOTHING
    for line in lines:
        whole = completed(whole, line_said(line, names))
    return whole


def line_said(line: str, names: Names) -> Said:
    """What one line says. Nothing has to be understood in full here: a title has many words of its own."""
    narrow = plain(_TABLE_NUMBER.sub("", unicodedata.normalize("NFKC", line.strip())))
    whens, rest = whens_in(narrow)
    when = whens[0] if len(whens) == 1 else None
    measured, bare = without_measure(rest)
    narrowed = next((word for word in NARROWING if word in bare), None)
    return Said(_item(bare, names), _unit(bare, names), when, _measures(line) or measured, narrowed=narrowed)


def _measures(line: str) -> tuple[str, ...]:
    for piece in (line, *re.split(r"[\s　]{2,}|[()（）]", line)):
        found = measures_in(piece)
        if found:
            return found
    return ()


def _unit(text: str, names: Names) -> str | None:
    """The one unit that is named with its full name, else the district if that is named."""
    found = {unit.code for unit in names.units.values() if unit.kind != "district" and unit.name in text}
    named = _NAME_OF_UNIT.split(text)
    if len(named) > 1 and (code := names.unit(re.split(r"[\s,，;；]", named[1])[0])):
        return code
    if len(found) == 1:
        return found.pop()
    return WHOLE if not found and _DISTRICT.search(text) else None


def _item(text: str, names: Names) -> tuple[str, ...]:
    """The item of a title that says nothing else: 各镇乡街道有效发明专利拥有量情况表."""
    for unit in names.units.values():
        if unit.kind != "district":
            text = text.replace(unit.name, "")
    bare = re.sub(r"\((?:计量)?单位[::].*?\)|(?:计量)?单位[::].*$", "", text)
    bare = re.sub(r"\(续\)", "", bare)
    for candidate in (bare, _BEFORE.sub("", bare), _BEHIND.sub("", _BEFORE.sub("", bare))):
        found = names.item(candidate)
        if found:
            return found
    return ()
