"""A report while it is written: chapters that number themselves, sentences and tables whose figures are noted as facts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from haishu_desk.report.document import (
    ANNEX,
    BODY,
    FLUSH,
    SIGNED,
    Cell,
    Chart,
    Document,
    Heading,
    PageBreak,
    Part,
    Run,
    Table,
    said,
)
from haishu_desk.report.facts import Fact, Register, sources_table
from haishu_desk.report.material import Material

_DIGITS = "零一二三四五六七八九"
_TENS = 10
NOTHING = "—"
# What no report does without: what it lacks, how was judged, and where its figures stand.
FIXED = ("未取得数据清单", "评价方法和用词定义", "数据来源")


def in_chinese(number: int) -> str:
    """1 is 一, 12 is 十二, 20 is 二十."""
    if number < _TENS:
        return _DIGITS[number]
    tens, ones = divmod(number, _TENS)
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


@dataclass(frozen=True)
class Chapter:
    """A chapter or an annex of a report by its title; `is_in` whether it was written, `is_fixed` whether it has to be."""

    title: str
    is_in: bool = True
    is_fixed: bool = False


class Draft:
    """The parts so far of one report, and the facts that they state; chapters and annexes of `left_out` are passed over."""

    def __init__(self, material: Material, left_out: Collection[str] = ()) -> None:
        self.material = material
        self.register = Register()
        self.chapters: list[Chapter] = []
        self._left_out, self._is_out = frozenset(left_out) - set(FIXED), False
        self._parts: list[Part] = []
        self._chapter, self._section, self._point, self._annex = 0, 0, 0, 0
        self._annexes: list[str] = []

    # Text.

    def chapter(self, title: str) -> None:
        """A heading 一、 with its number; all up to the next one is passed over if it is left out."""
        self._is_out = not self._begins(title)
        self._section, self._point = 0, 0
        if not self._is_out:
            self._chapter += 1
            self._add(Heading(1, f"{in_chinese(self._chapter)}、{title}"))

    def section(self, title: str) -> None:
        """A heading （一） with its number."""
        self._section, self._point = self._section + 1, 0
        self._add(Heading(2, f"（{in_chinese(self._section)}）{title}"))

    def point(self, title: str) -> None:
        """A heading 1. with its number."""
        self._point += 1
        self._add(Heading(3, f"{self._point}. {title}"))

    def say(self, *pieces: str | Run | Fact | None, kind: str = BODY) -> None:
        """A paragraph; a fact in it is noted, nothing is left out."""
        runs = [self.state(piece) if isinstance(piece, Fact) else piece for piece in pieces if piece not in (None, "")]
        self._add(said(*runs, kind=kind))

    def state(self, fact: Fact) -> Run:
        """The fact in a sentence."""
        return Run(fact.value) if self._is_out else self.register.note(fact).run

    # Tables.

    def cell(self, fact: Fact | None) -> Cell:
        """The fact in a table; — where there is none."""
        if fact is None:
            return Cell(NOTHING)
        return Cell(fact.value) if self._is_out else self.register.note(fact).cell

    def put(self, part: Table | Chart) -> None:
        """A table or a chart."""
        self._add(part)

    # Annexes.

    def annex(self, title: str, tables: Sequence[Table | Chart]) -> None:
        """An annex on pages of its own, with its tables and charts; one without rows is left out."""
        self._put_annex(title, [part for part in tables if isinstance(part, Chart) or part.rows])

    def annex_text(self, title: str, paragraphs: Sequence[str]) -> None:
        """An annex of paragraphs."""
        self._put_annex(title, [said(text) for text in paragraphs])

    def _put_annex(self, title: str, parts: Sequence[Part]) -> None:
        if not parts or not self._begins(title):
            return
        self._annex += 1
        self._annexes.append(title)
        self._add(PageBreak(), said(f"附件{self._annex}", kind=ANNEX), Heading(0, title), *parts)

    def _begins(self, title: str) -> bool:
        """Note that a chapter or an annex of that title is due; whether it is written."""
        is_in = title not in self._left_out
        self.chapters.append(Chapter(title, is_in, title in FIXED))
        return is_in

    def _add(self, *parts: Part) -> None:
        if not self._is_out:
            self._parts += parts

    # The whole.

    def front(self) -> None:
        """What the office wants first: to whom, and its own paragraphs."""
        frame = self.material.frame
        if frame.addressee:
            self.say(f"{frame.addressee}：", kind=FLUSH)
        for text in frame.before:
            self.say(text)

    def sign(self, titles: Sequence[str]) -> None:
        """The office's closing paragraphs, the list of the annexes, the office and the day."""
        self._is_out, frame = False, self.material.frame
        for text in frame.after:
            self.say(text)
        for number, title in enumerate((title for title in titles if title not in self._left_out), start=1):
            self.say(f"附件：1. {title}" if number == 1 else f"　　　{number}. {title}")
        if frame.office:
            self.say(frame.office, kind=SIGNED)
        self.say(day_in_words(self.material.day), kind=SIGNED)

    def finished(self, title: str) -> Document:
        """The document, with the annex 数据来源 at its end."""
        material, frame = self.material, self.material.frame
        table = sources_table(self.stated(), material.snapshot, title="")
        self.annex("数据来源", [table])
        return Document(
            frame.title or title,
            tuple(self._parts),
            f"（{material.edition}）" if material.edition else "",
            frame.number,
            frame.office,
            material.day,
            material.snapshot,
            material.is_sample,
        )

    def stated(self) -> list[Fact]:
        """The facts that the parts so far state; a table that was left out states none."""
        used = set(Document("", tuple(self._parts)).facts_used())
        return [fact for fact in self.register if not self._left_out or fact.number in used]


def day_in_words(day: str) -> str:
    """2026-03-20 is 2026年3月20日: no zero before a digit."""
    year, month, of_month = day.split("-")
    return f"{year}年{int(month)}月{int(of_month)}日"


def listed(names: Sequence[str], most: int = 0) -> str:
    """甲、乙、丙; beyond `most` 甲、乙等5项."""
    if most and len(names) > most:
        return f"{'、'.join(names[:most])}等{len(names)}项"
    return "、".join(names)
