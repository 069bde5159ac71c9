"""Text into lines as Chinese type is set: no comma begins a line, no opening bracket ends one, a number stays whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from haishu_desk.report.drawn import BODY, POINT, Faces

_NOT_FIRST = "*，。；：、！？）】》〉」』”’…％%‰℃·,.;:!?)]}~～"
_NOT_LAST = "（【《〈「『“‘([{"
# What belongs together: a number with its sign, a word, a code; and every other sign by itself.
_ATOM = re.compile(r"[<>≥≤±约+−-]?\d[\d.,:/-]*|[A-Za-z][A-Za-z0-9.+-]*|\s|.", re.DOTALL)


def broken(words: str, width: float, size: float, faces: Faces, face: str = BODY) -> list[str]:
    """The lines of a text that is set `width` millimetres wide in `size` points; at least one, none of them wider.

    A single sign that is wider than the line stands on a line of its own.
    """
    room = width / (size * POINT)
    return [line for paragraph in words.split("\n") for line in _lines(paragraph, room, faces, face)]


def balanced(words: str, width: float, size: float, faces: Faces, face: str = BODY) -> list[str]:
    """The lines of a short title, none much longer than another: 计量 over 单位 and not 计量单 over 位."""
    lines = broken(words, width, size, faces, face)
    for part in range(95, 40, -5):
        tried = broken(words, width * part / 100, size, faces, face)
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def _lines(paragraph: str, room: float, faces: Faces, face: str) -> Iterator[str]:
    line, used = "", 0.0
    for piece, wide in _pieces(paragraph, room, faces, face):
        if line and used + wide > room + 1e-9:
            yield line.rstrip()
            line, used = "", 0.0
            if piece.isspace():
                continue
        line, used = line + piece, used + wide
    yield line.rstrip()


def _pieces(paragraph: str, room: float, faces: Faces, face: str) -> Iterator[tuple[str, float]]:
    """What must not be divided, with its width; what is wider than a line is divided all the same."""
    for piece in _together(paragraph):
        wide = sum(faces.advance(sign, face) for sign in piece)
        if wide <= room:
            yield piece, wide
        else:
            yield from ((sign, faces.advance(sign, face)) for sign in piece)


def _together(paragraph: str) -> Iterator[str]:
    """The atoms, each with the closing signs after it and the opening signs before it."""
    held = ""
    for atom in _ATOM.findall(paragraph):
        if held and atom[0] not in _NOT_FIRST and held[-1] not in _NOT_LAST:
            yield held
            held = ""
        held += atom
    if held:
        yield held
