"""The four marks of a statutory survey form: 表号, 制定机关, 文号, 有效期至.

The Statistics Law lets whoever is asked refuse a survey form that lacks one of them or is past its validity. Our form is
a working sheet and carries none, unless all four are set on it (`marks` of a form in the forms edition).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haishu_desk.domain.adhoc import is_adhoc

WORKING_SHEET = ("规划实施监测填报表", "（工作用表）")
ADHOC_SHEET = "临时报表"
TITLES = {"number": "表号", "agency": "制定机关", "document": "文号", "valid_to": "有效期至"}


@dataclass(frozen=True)
class Marks:
    """The marks as they are set, each empty where it is not; `valid_to` is an ISO date.

    `purpose` is what a working sheet is for.
    """

    number: str = ""
    agency: str = ""
    document: str = ""
    valid_to: str = ""
    purpose: str = WORKING_SHEET[0]

    @property
    def is_whole(self) -> bool:
        """Whether all four are set; fewer are not printed, since they would claim what the form is not."""
        return all((self.number, self.agency, self.document, self.valid_to))

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands in the upper right corner: the four marks, or that this is a working sheet."""
        if not self.is_whole:
            return self.purpose, WORKING_SHEET[1]
        shown = (self.number, self.agency, self.document, day_in_words(self.valid_to))
        return tuple(f"{title}：{words}" for title, words in zip(TITLES.values(), shown, strict=True))

    def has_expired(self, today: date) -> bool:
        """Whether the form is past the last day on which it is valid."""
        return self.is_whole and date.fromisoformat(self.valid_to) < today

    def as_json(self) -> dict[str, str]:
        """As they are stored with the form."""
        return {name: getattr(self, name) for name in TITLES}


def marks_of(form: Mapping[str, Any]) -> Marks:
    """The marks that are set on a form of the forms edition."""
    set_on_it = {name: str(words) for name, words in form.get("marks", {}).items() if name in TITLES}
    return Marks(**set_on_it, purpose=ADHOC_SHEET if is_adhoc(form) else WORKING_SHEET[0])


def day_in_words(iso: str) -> str:
    """2026-01-31 as 2026年1月31日."""
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"
