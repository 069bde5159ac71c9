"""The Markdown of the help as HTML that Qt sets: headings, paragraphs, lists, tables, code, links and pictures.

A reader of its own, since lines of Chinese are joined without a blank between them, which no common reader does, and since
one style sheet then serves the window and the paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

_HEADING = re.compile(r"(#{1,4}) (.*)")
_ITEM = re.compile(r"( *)(-|\d+\.) (.*)")
_RULE = re.compile(r"\|[\s|:-]+\|")
_PICTURE = re.compile(r"!\[(?P<said>[^\]]*)\]\((?P<file>[^)]+)\)")
_INLINE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>.+?)\*\*|\[(?P<said>[^\]]+)\]\((?P<to>[^)]+)\)")
_BAR = re.compile(r"(?<!\\)\|")
_INDENT = "    "
Picture = Callable[[str, str], str]


def html_of(text: str, picture: Picture) -> str:
    """The HTML of a text; `picture` makes the HTML of one, given its file and what is said below it."""
    return "".join(_blocks(text.splitlines(), picture))


def anchor_of(title: str) -> str:
    """What a heading is jumped to by: the code behind its middle dot, or the title itself."""
    return title.rpartition(" · ")[2].strip()


def _blocks(lines: list[str], picture: Picture) -> Iterator[str]:
    place = 0
    while place < len(lines):
        line = lines[place]
        heading, shown = _HEADING.match(line), _PICTURE.fullmatch(line.strip())
        if not line.strip():
            place += 1
        elif heading:
            yield _heading(len(heading[1]), heading[2])
            place += 1
        elif shown:
            yield picture(shown["file"], shown["said"])
            place += 1
        else:
            end = _end_of(lines, place)
            yield _block(lines[place:end])
            place = end


def _end_of(lines: list[str], start: int) -> int:
    """The line after a paragraph, list, table or piece of code: a blank one, or one of another kind."""
    is_item, is_fence = _ITEM.match(lines[start]) is not None, lines[start].startswith("```")
    for place in range(start + 1, len(lines)):
        line = lines[place]
        if is_fence:
            if line.startswith("```"):
                return place + 1
        elif (
            not line.strip()
            or _HEADING.match(line)
            or (not is_item and (_ITEM.match(line) or _is_first_row(lines, place)))
        ):
            return place
    return len(lines)


def _is_first_row(lines: list[str], place: int) -> bool:
    is_table = place + 1 < len(lines) and _RULE.fullmatch(lines[place + 1].strip()) is not None
    return is_table and lines[place].startswith("|")


def _block(lines: list[str]) -> str:
    first = lines[0]
    if first.startswith("```"):
        return _code(lines[1:-1])
    if first.startswith("|"):
        return _table(lines)
    if _ITEM.match(first):
        return _list(lines)
    if all(line.startswith(_INDENT) for line in lines):
        return _code([line.removeprefix(_INDENT) for line in lines])
    return f"<p>{inline(joined(lines))}</p>"


def _heading(level: int, title: str) -> str:
    said, _, code = title.rpartition(" · ")
    shown = f'{inline(said)} <span class="code">{escape(code)}</span>' if said else inline(title)
    return f'<h{level}><a name="{escape(anchor_of(title))}"></a>{shown}</h{level}>'


def _code(lines: list[str]) -> str:
    return f"<pre>{escape(chr(10).join(lines))}</pre>"


def _table(lines: list[str]) -> str:
    rows = [[cell.strip() for cell in _BAR.split(line.strip().strip("|"))] for line in lines]
    has_head = len(lines) > 1 and _RULE.fullmatch(lines[1].strip()) is not None
    heads, rows = (rows[0], rows[2:]) if has_head else ([], rows)
    titles = "".join(f'<th align="left">{_cell(cell)}</th>' for cell in heads)
    head = f"<thead><tr>{titles}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f'<table border="1" cellspacing="0" cellpadding="5">{head}<tbody>{body}</tbody></table>'


def _cell(words: str) -> str:
    return inline(words.replace("\\|", "|"))


def _list(lines: list[str]) -> str:
    """Items with the lines that go on under them; those further in are a list inside the item above."""
    items: list[tuple[int, str, list[str]]] = []
    for line in lines:
        found = _ITEM.match(line)
        if found:
            items.append((len(found[1]) // 2, "ul" if found[2] == "-" else "ol", [found[3]]))
        else:
            items[-1][2].append(line)
    return _nested(items)


def _nested(items: list[tuple[int, str, list[str]]]) -> str:
    if not items:
        return ""
    depth, kind = items[0][0], items[0][1]
    shown, place = [], 0
    while place < len(items):
        inner = place + 1
        while inner < len(items) and items[inner][0] > depth:
            inner += 1
        shown.append(f"<li>{inline(joined(items[place][2]))}{_nested(items[place + 1 : inner])}</li>")
        place = inner
    return f"<{kind}>{''.join(shown)}</{kind}>"


def joined(lines: list[str]) -> str:
    """One text of lines that were broken: a blank only where words that need one meet."""
    text = ""
    for line in map(str.strip, lines):
        meets = bool(text and line) and text[-1].isascii() and line[0].isascii() and text[-1].isalnum()
        text += f" {line}" if meets else line
    return text


def inline(text: str) -> str:
    """Bold, code and links."""
    shown, last = "", 0
    for found in _INLINE.finditer(text):
        shown += escape(text[last : found.start()], quote=False) + _piece(found)
        last = found.end()
    return shown + escape(text[last:], quote=False)


def _piece(found: re.Match[str]) -> str:
    if found["code"]:
        return f"<code>{escape(found['code'], quote=False)}</code>"
    if found["bold"]:
        return f"<b>{inline(found['bold'])}</b>"
    return f'<a href="{escape(found["to"])}">{inline(found["said"])}</a>'
