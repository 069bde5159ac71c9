"""Texts and bytes spoiled in a few places, always in the same way for the same number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

SIGNS = (
    *"\t\n\r\v\f\x00\x1b\x85\u2028\u200b\ufeff\u00a0\u3000\ufffd0９一〇零百亿。；：，、（）()〔〕[]%％—-–+±≥<>\"'“”&;=@*",
    "\U0001f600", "e\u0301", "专栏", "表2", "第一章", "第99999999999999999999节", "到2030年，", "1e400", "9" * 400, "（" * 60, "万亿", "\r\n",
)  # fmt: skip


def spoiled_text(text: str, random: Random, signs: Sequence[str] = SIGNS) -> str:
    """The text with one to five changes."""
    for _ in range(random.randint(1, 5)):
        text = random.choice(_OF_TEXT)(text, random, signs)
    return text


def spoiled_bytes(data: bytes, random: Random) -> bytes:
    """The bytes with one to four changes."""
    for _ in range(random.randint(1, 4)):
        if not data:
            return data
        at = random.randrange(len(data))
        data = random.choice(
            (
                data[:at],
                data[:at] + bytes([data[at] ^ 1 << random.randrange(8)]) + data[at + 1 :],
                data[:at] + data[at + random.randrange(64) :],
                data[:at] + data[at : at + random.randrange(64)] + data[at:],
                data[:at] + random.randbytes(random.randrange(8)) + data[at:],
            )
        )
    return data


def _cut(text: str, random: Random, _: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.randrange(200) :]


def _insert(text: str, random: Random, signs: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(signs) + text[at:]


def _replace(text: str, random: Random, signs: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(signs) + text[at + 1 :]


def _again(text: str, random: Random, _: Sequence[str]) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at : at + random.randrange(300)] * random.choice((2, 3, 20)) + text[at:]


def _move(text: str, random: Random, _: Sequence[str]) -> str:
    at, to, length = random.randrange(len(text) + 1), random.randrange(len(text) + 1), random.randrange(120)
    piece, rest = text[at : at + length], text[:at] + text[at + length :]
    return rest[:to] + piece + rest[to:]


def _lines(text: str, random: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    random.shuffle(chosen := random.sample(lines, min(len(lines), 5)))
    return "\n".join([*lines[: random.randrange(len(lines) + 1)], *chosen, *lines])


_OF_TEXT: tuple[Callable[[str, Random, Sequence[str]], str], ...] = (_cut, _insert, _replace, _again, _move, _lines)
