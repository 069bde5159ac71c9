"""What the palette offers: the pages, and the returns and items that this workspace has."""

from __future__ import annotations

from collections.abc import Iterator

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.items import Item
from haishu_desk.domain.periods import parse_period
from haishu_desk.ui.pages import PageEntry
from haishu_desk.ui.palette import Goal, ThemeWish
from haishu_desk.ui.session import Session

_THEMES = (("light", "换成浅色"), ("dark", "换成深色"), ("contrast", "换成高对比"))


def goals_of(session: Session, pages: list[PageEntry]) -> list[Goal]:
    """Everything to go to: a page's target is its name, a cell's a pair of ReturnKey and item (or None)."""
    found = [
        Goal("页面", entry.word, f"Ctrl+{place}", entry.icon, entry.name, entry.name)
        for place, entry in enumerate(pages, start=1)
    ]
    if any(entry.name == "entry" for entry in pages):
        keys = sorted(session.desk.workspace.cells.returns(), key=_latest_first)
        found += [_return(session, key) for key in keys]
        found += _cells(session, keys)
    found += [Goal("外观", word, "", "eye", ThemeWish(mode), f"主题 {mode}") for mode, word in _THEMES]
    return found


def _latest_first(key: ReturnKey) -> tuple[int, str, str]:
    period = parse_period(key.period)
    return (-period.year * 100 - period.part, key.unit, key.form)


def _return(session: Session, key: ReturnKey) -> Goal:
    documents = session.desk.documents
    title = f"{documents.units.get(key.unit).name} {documents.form(key.form)['title']}"
    return Goal("报表", title, parse_period(key.period).title, "table", (key, None), f"{key.unit} {key.period}")


def _cells(session: Session, keys: list[ReturnKey]) -> Iterator[Goal]:
    """Each item once a unit, in its latest return."""
    documents, seen = session.desk.documents, set()
    for key in keys:
        unit = documents.units.get(key.unit).name
        for item in documents.items_due(key.unit, parse_period(key.period), key.form):
            if (key.unit, item.code) not in seen:
                seen.add((key.unit, item.code))
                yield _cell(item, key, unit)


def _cell(item: Item, key: ReturnKey, unit: str) -> Goal:
    group = "指标" if key.form == "indicators" else "任务项目"
    detail = f"{unit} · {parse_period(key.period).title}"
    return Goal(
        group,
        f"{item.number} {item.name}",
        detail,
        "flag" if group == "任务项目" else "pencil-simple",
        (key, item.code),
        item.code,
    )
