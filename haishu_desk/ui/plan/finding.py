"""What can be found in the plans and how well it fits, without Qt: by word, by code, by pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from haishu_desk.ui import pinyin
from haishu_desk.ui.plan.places import Place

# What the plans write out and everybody says short.
_SHORT = (
    ("研究与试验发展", "研发"),
    ("研发与试验发展", "研发"),
    ("研发与试验", "研发"),
    ("地区生产总值", "GDP"),
    ("规模以上", "规上"),
    ("国家高新技术企业", "高企"),
    ("细颗粒物", "PM2.5"),
)


@dataclass(frozen=True)
class Entry:
    """Something that can be found, and where it stands: an indicator, target, task, project, 专栏, line of a list, heading."""

    code: str
    title: str
    what: str
    context: str
    place: Place

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The title as printed and, where it has one, as it is said."""
        said = self.title
        for whole, short in _SHORT:
            said = said.replace(whole, short)
        return (self.title,) if said == self.title else (self.title, said)

    def rank(self, wanted: str) -> int | None:
        """How well it fits `wanted` (lower case, without blanks): 0 best; None if it does not."""
        code, names = self.code.lower(), [name.lower().replace(" ", "") for name in self.names]
        tests = (
            code == wanted,
            wanted in names,
            code.endswith(f"-{wanted}"),
            any(name.startswith(wanted) for name in names),
            bool(code) and wanted in code,
            any(wanted in name for name in names),
        )
        found = next((place for place, fits in enumerate(tests) if fits), None)
        if found is not None:
            return found
        spelled = self._spelled(wanted)
        if spelled is not None:
            return len(tests) + spelled
        return len(tests) + 3 if wanted in self.context.replace(" ", "").lower() else None

    def _spelled(self, wanted: str) -> int | None:
        if not pinyin.may_be_initials(wanted):
            return None
        found = [fit for name in self.names if (fit := pinyin.fit(name, wanted)) is not None]
        return min(found, default=None)


def search(entries: list[Entry], text: str) -> list[Entry]:
    """What fits a word, a code or initials, the best first, else in the order of the plans; nothing for nothing."""
    wanted = "".join(text.lower().split())
    if not wanted:
        return []
    ranked = [(rank, place, entry) for place, entry in enumerate(entries) if (rank := entry.rank(wanted)) is not None]
    return [entry for _, _, entry in sorted(ranked, key=lambda found: found[:2])]
