"""The rule on stray glyphs: letters of a script that the plan does not use otherwise, and signs that stand for nothing."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from haishu_desk.monitor.plan_text import Document, Found, PlanText, Where

_AT_HOME = ("LATIN", "FULLWIDTH", "GREEK")  # PM2.5, Ｘ, μg; Chinese signs are no letters to Unicode's names
_IN_USE = 3  # a plan that uses a script has several of its letters; a slip of the keyboard has one
_SCRIPTS = {"CYRILLIC": "西里尔（俄文）字母", "GREEK": "希腊字母", "HIRAGANA": "日文假名", "KATAKANA": "日文假名"}
_LOOK_ALIKE = str.maketrans(
    "ШІАВЕКМНОРСТХаеорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ⅢⅠABEKMHOPCTXaeopcyxABEZHIKMNOPTYX",
)
_UNITS_OF_TEXT = ("name", "parent", "category", "unit", "subject", "title", "status")


def stray_glyph(text: PlanText) -> Iterator[Found]:
    """Printed names, figures and notes with a sign from nowhere; what it looks like is told, nothing is changed."""
    printed = list(dict.fromkeys((tuple(where.items()), words) for where, words in _printed(text)))
    letters: dict[str, set[str]] = {}
    for _, words in printed:
        for sign in words:
            letters.setdefault(_script(sign), set()).add(sign)
    foreign = {script for script, signs in letters.items() if script and len(signs) < _IN_USE}
    for where, words in printed:
        strays = list(dict.fromkeys(sign for sign in words if _script(sign) in foreign or _is_nothing(sign)))
        if strays:
            meant = words.translate(_LOOK_ALIKE)
            yield Found(dict(where), words, meant if meant != words else "", _sentence(words, strays))


def _sentence(words: str, strays: list[str]) -> str:
    kinds = [
        f"“{sign}”是{_SCRIPTS.get(_script(sign), '别种文字的字母') if _script(sign) else '显示不出来的字符'}"
        + (f"，样子像“{alike}”" if (alike := sign.translate(_LOOK_ALIKE)) != sign else "")
        for sign in strays
    ]
    return f"“{words}”里{'；'.join(kinds)}，全文别处不用。可能是录入时选错了字，查找和比对时会对不上。"


def _script(sign: str) -> str:
    """The script of a letter that is a stranger in a Chinese text; empty for everything else."""
    if unicodedata.category(sign) not in ("Lu", "Ll", "Lo"):
        return ""
    script, is_letter, _ = unicodedata.name(sign, "").partition(" ")
    looks_alike = script == "GREEK" and sign.translate(_LOOK_ALIKE) != sign
    return (
        script if is_letter and " LETTER " in unicodedata.name(sign) and (script not in _AT_HOME or looks_alike) else ""
    )


def _is_nothing(sign: str) -> bool:
    """The mark of a sign that was lost, or one that only some font defines."""
    return sign == "\ufffd" or unicodedata.category(sign) == "Co"


def _printed(text: PlanText) -> Iterator[tuple[Where, str]]:
    """All printed names, units, figures and notes with their places."""
    for row in text.rows:
        yield from (
            (text.in_table(row), words) for words in (*_names(row), *_texts((row.get("values") or {}).values()))
        )
    yield from ((text.in_table(), note) for note in _texts(text.frame.get("notes") or ()))
    for part in ("statements", "targets", "programmes"):
        for record in text.content.get(part) or ():
            where = text.in_chapter(record, record.get("code"))
            yield from ((where, words) for words in (*_names(record), *_texts([record.get("raw")])))
    for box, tasks in text.boxes():
        yield from ((text.in_box(box), words) for words in _in_box(box))
        for group in box.get("groups") or ():
            yield from ((text.in_box(box), words) for words in _names(group))
        for task in tasks:
            yield from ((text.in_box(box, task.get("code")), words) for words in _in_box(task))
    for chapter in (text.content.get("lists") or {}).get("chapters") or ():
        where = {"plan": text.frame.get("id"), "chapter": chapter.get("number"), "item": None}
        for part in (chapter, *(chapter.get("sections") or ())):
            yield from ((where, words) for words in _names(part))


def _in_box(holder: Document) -> Iterator[str]:
    yield from _names(holder)
    for quantity in holder.get("quantities") or ():
        yield from _texts([quantity.get("what"), quantity.get("raw")])
    for project in holder.get("projects") or ():
        yield from _names(project)


def _names(record: Document) -> Iterator[str]:
    return _texts(record.get(key) for key in _UNITS_OF_TEXT)


def _texts(values: Any) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))
