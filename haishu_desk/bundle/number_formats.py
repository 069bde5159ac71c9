"""What a number format (ECMA-376 part 1, 18.8.31) makes a person see: a percentage, or something that is not stored."""

from __future__ import annotations

import re

_LITERAL = re.compile(r'"([^"]*)"?|[\\!](.)|[_*].|\[[^\]]*\]')
_PLACE = re.compile(r"general|g/通用格式|[0#?@ymdhse]", re.IGNORECASE)
_TELLING = re.compile(r"[0-9０-９万亿千百十一二三四五六七八九〇]")
_SCALING = re.compile(r"[0#?],+(?![0#?,])")
_TEXT_SECTION = 3  # the fourth: what is done to text
_ZERO = re.compile(r'[-–—_*?\s"]*')


def is_percent(code: str) -> bool:
    """Whether a number format shows a percentage: it has a % that is not quoted."""
    return "%" in _LITERAL.sub("", code)


def veils_numbers(code: str) -> bool:
    """Whether a number may look like another one, or like nothing: `"999"`, `;;;`, `0"5"`, `0,`, `0"万"`."""
    sections = _sections(code)
    numbers = [section for section in sections[:_TEXT_SECTION] if len(sections) == 1 or "@" not in section]
    return any(_veils(section) and not (place and _is_dash(section)) for place, section in enumerate(numbers))


def veils_texts(code: str) -> bool:
    """Whether a text may look like another one, or like nothing: `;;;`, `0;0;0;"999"`, `@"9"`."""
    sections = _sections(code)
    if len(sections) > _TEXT_SECTION:
        return _veils(sections[_TEXT_SECTION])
    return "@" in _LITERAL.sub("", sections[-1]) and _veils(sections[-1])


def _sections(code: str) -> list[str]:
    """The parts between semicolons, quoted ones left alone."""
    sections, start = [], 0
    quoted = [found.span() for found in _LITERAL.finditer(code)]
    for place, sign in enumerate(code):
        if sign == ";" and not any(first <= place < last for first, last in quoted):
            sections.append(code[start:place])
            start = place + 1
    return [*sections, code[start:]]


def _veils(section: str) -> bool:
    literals = "".join(found[1] or found[2] or "" for found in _LITERAL.finditer(section))
    rest = _LITERAL.sub("", section)
    if not _PLACE.search(rest) or _TELLING.search(literals) or _SCALING.search(rest):
        return True
    return "/" not in rest and re.search("[1-9]", rest) is not None


def _is_dash(section: str) -> bool:
    """Accounting formats show a zero as a dash: that is known to everybody."""
    return bool(section) and "-" in section and _ZERO.fullmatch(section) is not None
