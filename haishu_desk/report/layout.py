"""A printed return on pages of A4, to the millimetre: the head of the form, the table, the signatures and the 说明.

A pure function of the words and of how wide the signs are; who paints it adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from haishu_desk.report.breaking import broken
from haishu_desk.report.drawn import BODY, BOLD, CENTRE, HEAD, LEFT, RIGHT, Faces, Page, Text, line_height, width_of
from haishu_desk.report.setting import TOP, Setter
from haishu_desk.report.sheet import Printed
from haishu_desk.report.table import Table, measures_of

_TITLE, _USUAL, _SMALL, _SHORT_TITLE = 16.0, 9.0, 8.0, 10.5
_HANG = 4.0
_ABOVE_SIGNED, _BELOW_SIGNED = 4.5, 3.0
# The lines to write on: a name, and a part of a date.
_BLANK, _PART_OF_DATE = 18.0, 8.0
_PAGE_FOOT = 17.0
_SHORT_HEAD = TOP + line_height(_SHORT_TITLE) + 1.2


def laid_out(sheet: Printed, faces: Faces) -> tuple[Page, ...]:
    """The pages; at least one."""
    measures = measures_of(sheet, faces)
    setter = Setter(measures.paper, faces)
    setter.begin = lambda: _short_head(sheet, setter)
    table = Table(sheet, setter, measures)
    _head(sheet, setter)
    table.set(_foot_height(sheet, setter), _SHORT_HEAD)
    _foot(sheet, setter, table.remarks)
    setter.end_page()
    across = "示例" if sheet.is_sample else ""
    return tuple(
        Page(*measures.paper, (*texts, *_page_foot(sheet, setter, number)), tuple(rules), across)
        for number, (texts, rules) in enumerate(setter.done, start=1)
    )


# The head.


def _head(sheet: Printed, setter: Setter) -> None:
    """The title; under it the unit at the left, the period in the middle, the marks at the right, on one base line."""
    setter.paragraph(sheet.title, _TITLE, HEAD, CENTRE)
    setter.y += 1.5
    third, top = setter.room / 3, setter.y
    left = _in_lines((f"综合机关名称：{sheet.agency}", f"填报单位（公章）：{sheet.unit}"), third, setter.faces)
    right = _in_lines(sheet.corner, third, setter.faces)
    widest = max(width_of(line, _USUAL, setter.faces) for line in right) + 0.1
    blocks = (
        (left, (setter.left, setter.left + third), LEFT),
        ([sheet.period], (setter.left + third, setter.right - third), CENTRE),
        (right, (setter.right - widest, setter.right), LEFT),
    )
    base = top + max(len(lines) for lines, _, _ in blocks) * line_height(_USUAL)
    for lines, box, align in blocks:
        setter.y = base - len(lines) * line_height(_USUAL)
        setter.stack(lines, box, _USUAL, align)
    setter.y = base + 1.2
    if sheet.notices:
        setter.y += 0.8
        for notice in sheet.notices:
            setter.paragraph(notice, _SMALL, BOLD)
        setter.y += 0.8


def _in_lines(texts: Sequence[str], width: float, faces: Faces) -> list[str]:
    return [line for text in texts for line in broken(text, width, _USUAL, faces)]


def _short_head(sheet: Printed, setter: Setter) -> None:
    """What stands over a page that is not the first."""
    third = setter.room / 3
    title = broken(f"{sheet.title}（续）", third, _SHORT_TITLE, setter.faces, HEAD)[0]
    setter.put(title, (setter.left + third, setter.right - third), _SHORT_TITLE, HEAD, CENTRE)
    setter.y += (line_height(_SHORT_TITLE) - line_height(_USUAL)) / 2
    setter.put(_first_line(sheet.unit, third, _USUAL, setter.faces), (setter.left, setter.left + third), _USUAL)
    setter.put(sheet.period, (setter.right - third, setter.right), _USUAL, BODY, RIGHT)
    setter.y = _SHORT_HEAD


def _first_line(words: str, width: float, size: float, faces: Faces) -> str:
    return broken(words, width, size, faces)[0]


# The foot.


def _notes(sheet: Printed) -> list[str]:
    return [f"{number}. {note}" for number, note in enumerate(sheet.notes, start=1)]


def _foot_height(sheet: Printed, setter: Setter) -> float:
    """The height of the signatures and the 说明, which stay together; 附注 may go on over further pages."""
    lines = sum(len(broken(note, setter.room - _HANG, _SMALL, setter.faces)) for note in _notes(sheet))
    version = 0 if sheet.is_blank else len(broken(version_line(sheet), setter.room, _SMALL, setter.faces))
    height = _ABOVE_SIGNED + line_height(_USUAL) + _BELOW_SIGNED + (version + 1 + lines) * line_height(_SMALL)
    return height + 0.01  # rounding does not tear it apart


def version_line(sheet: Printed) -> str:
    """Which version the paper shows, or that it is a form to fill in."""
    return sheet.version if sheet.is_blank else f"版本码：{sheet.version}"


def _foot(sheet: Printed, setter: Setter, remarks: Sequence[str]) -> None:
    if setter.y + _foot_height(sheet, setter) > setter.bottom:
        setter.next_page()
    setter.y += _ABOVE_SIGNED
    _signatures(sheet.signed, setter)
    setter.y += line_height(_USUAL) + _BELOW_SIGNED
    if not sheet.is_blank:
        setter.paragraph(version_line(sheet), _SMALL)
    setter.paragraph("说明：", _SMALL, BOLD)
    for note in _notes(sheet):
        setter.paragraph(note, _SMALL, hang=_HANG)
    for number, remark in enumerate(remarks, start=1):
        setter.paragraph(f"附注{number}　{remark}", _SMALL, hang=_HANG)


def _signatures(signed: Sequence[str], setter: Setter) -> None:
    """What is signed, spread over the width; each blank becomes a line to write on, shorter where there is no room."""
    parts = [words.split("__") for words in signed]
    texts = sum(width_of(piece, _USUAL, setter.faces) for pieces in parts for piece in pieces)
    blanks = [_BLANK if len(pieces) == 2 else _PART_OF_DATE for pieces in parts]  # noqa: PLR2004  one blank: a name
    lines = sum(blank * (len(pieces) - 1) for pieces, blank in zip(parts, blanks, strict=True))
    # Some room stays between them; the rest goes to the lines, up to a third more than they are long.
    gaps = len(parts) - 1
    scale = min((setter.room - texts - 3.0 * gaps) / lines, 4 / 3)
    gap = (setter.room - texts - lines * scale) / gaps
    x, base = setter.left, setter.y + line_height(_USUAL) - 0.3
    for pieces, blank in zip(parts, blanks, strict=True):
        for place, piece in enumerate(pieces):
            if place:
                setter.rule((x, base), (x + blank * scale, base))
                x += blank * scale
            width = width_of(piece, _USUAL, setter.faces)
            if piece:
                setter.put(piece, (x, x + width), _USUAL)
            x += width
        x += gap


def _page_foot(sheet: Printed, setter: Setter, number: int) -> list[Text]:
    """On every page: whose it is, which page it is, which version."""
    third, height, y = setter.room / 3, line_height(_SMALL), setter.paper[1] - _PAGE_FOOT
    whose = _first_line(f"{sheet.unit}　{sheet.period}", third, _SMALL, setter.faces)
    wide = third * 1.2
    version = broken(version_line(sheet), wide, _SMALL, setter.faces)
    return [
        Text(setter.left, y, third, height, whose, _SMALL),
        Text(
            setter.left + third,
            y,
            third * 0.8,
            height,
            f"第 {number} 页，共 {len(setter.done)} 页",
            _SMALL,
            BODY,
            CENTRE,
        ),
        *(
            Text(setter.right - wide, y + down * height, wide, height, line, _SMALL, BODY, RIGHT)
            for down, line in enumerate(version)
        ),
    ]
