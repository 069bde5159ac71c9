"""The handbook: the Markdown files of resources/help as books with sections, for the window, the PDF and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haishu_desk import paths
from haishu_desk.report.marked import anchor_of

CLERK, REVIEWER, IT, WORKBOOK, MANUAL, ERRORS, COMMANDS = (
    "clerk",
    "reviewer",
    "it",
    "workbook",
    "manual",
    "errors",
    "cli",
)
ROLES = {CLERK: "填报员", REVIEWER: "审核员", IT: "信息中心", WORKBOOK: "只填工作簿的单位"}
# Under what heading the books stand; a file that is not there is passed over, one that is not named comes last.
SHELVES: dict[str, tuple[str, ...]] = {
    "谁来看": tuple(ROLES),
    "按页面查": (MANUAL, "year"),
    "出错和提示": (ERRORS,),
    "命令和格式": (COMMANDS, "rules", "bundle-format", "warehouse"),
    "安装和安全": ("build", "security-desk", "bench"),
}
_HEADING = re.compile(r"(#{1,4}) (.*)")
_FENCE = "```"


@dataclass(frozen=True)
class Section:
    """One heading with what stands below it up to the next; `anchor` is what it is jumped to by."""

    book: str
    level: int
    title: str
    text: str

    @property
    def anchor(self) -> str:
        """The code behind the middle dot of its title, or the title."""
        return anchor_of(self.title)

    @property
    def name(self) -> str:
        """The title without a code."""
        return self.title.rpartition(" · ")[0] or self.title

    @property
    def place(self) -> str:
        """As a link names it: `errors.md#E04`."""
        return f"{self.book}.md#{self.anchor}"


@dataclass(frozen=True)
class Book:
    """One file: its name without the ending, its whole text, and its sections, the first of which is its title."""

    name: str
    text: str
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """What it is called."""
        return ROLES.get(self.name) or self.sections[0].name

    def section(self, anchor: str) -> Section | None:
        """The section that is jumped to by that name."""
        return next((each for each in self.sections if each.anchor == anchor), None)


def folder() -> Path:
    """Where the files are."""
    return paths.resources() / "help"


@cache
def book(name: str) -> Book:
    """That file, read once; FileNotFoundError if there is none."""
    text = (folder() / f"{name}.md").read_text(encoding="utf-8")
    return Book(name, text, tuple(_sections(name, text)))


def shelves() -> dict[str, list[Book]]:
    """All books by the heading that they stand under."""
    there = {file.stem for file in folder().glob("*.md")}
    found = {title: [book(name) for name in names if name in there] for title, names in SHELVES.items()}
    named = {name for names in SHELVES.values() for name in names}
    found["其他"] = [book(name) for name in sorted(there - named)]
    return {title: books for title, books in found.items() if books}


def error_section(code: str) -> Section | None:
    """What the handbook says of an error's code."""
    return book(ERRORS).section(code)


def _sections(name: str, text: str) -> Iterator[Section]:
    heading: tuple[int, str] | None = None
    lines: list[str] = []
    is_code = False
    for line in text.splitlines():
        is_code ^= line.startswith(_FENCE)
        found = None if is_code else _HEADING.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        if heading is not None:
            yield Section(name, *heading, "\n".join(lines).strip())
        heading, lines = (len(found[1]), found[2].strip()), []
    if heading is not None:
        yield Section(name, *heading, "\n".join(lines).strip())
