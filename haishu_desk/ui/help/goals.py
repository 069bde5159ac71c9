"""The sections of the handbook as what can be looked for: in the palette and in the help itself."""

from __future__ import annotations

from haishu_desk.report.handbook import COMMANDS, Book, Section, shelves
from haishu_desk.ui.wishes import Goal, HelpWish


def help_goals() -> list[Goal]:
    """Every section, the roles' pages first; those of an error are found by its code too."""
    return [_goal(section, book.title) for book in _books() for section in book.sections]


def palette_goals() -> list[Goal]:
    """Those that the palette offers: what is about the command line is for the help itself."""
    return [_goal(section, book.title) for book in _books() if book.name != COMMANDS for section in book.sections]


def _books() -> list[Book]:
    return [book for books in shelves().values() for book in books]


def _goal(section: Section, book: str) -> Goal:
    return Goal("帮助", section.name, book, "file-text", HelpWish(section.place), f"{section.anchor} {section.text}")
