"""The sections of the handbook as what can be looked for: in the palette and in the help itself."""

from __future__ import annotations

from haishu_desk.report.handbook import Section, shelves
from haishu_desk.ui.palette import Goal, HelpWish


def help_goals() -> list[Goal]:
    """Every section, the roles' pages first; those of an error are found by its code too."""
    return [_goal(section, book.title) for books in shelves().values() for book in books for section in book.sections]


def _goal(section: Section, book: str) -> Goal:
    return Goal("帮助", section.name, book, "file-text", HelpWish(section.place), f"{section.anchor} {section.text}")
