"""What an entry has to do with others, without Qt: grouped links, each to an entry or to a place of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from haishu_desk.domain.items import INDICATOR, PROJECT, TARGET, TASK
from haishu_desk.ui.plan.contents import Contents
from haishu_desk.ui.plan.places import BOX, CHAPTER, SECTION, Place, chapter_words

_TITLES = {
    "same": "同一项目另见",
    "block": "区块与专栏",
    "related": "相关",
    "lookalike": "名称相近而不是同一指标",
}


@dataclass(frozen=True)
class Link:
    """`text` leads to the entry `code`, or to `place` where it names none; `note` says why."""

    text: str
    code: str = ""
    place: Place | None = None
    note: str = ""


@dataclass(frozen=True)
class LinkGroup:
    """Links of one kind under their common title."""

    title: str
    links: tuple[Link, ...]


def links_of(contents: Contents, code: str) -> tuple[LinkGroup, ...]:
    """All links of an entry, by kind; kinds without any are left out."""
    kind = contents.item_kind(code)
    own = _own_codes(contents, code)
    groups = [
        ("所属", list(_belongs_to(contents, code, kind))),
        ("接续", list(_continued(contents, code)) if kind == INDICATOR else []),
        ("正文目标" if kind == INDICATOR else "对应指标", list(_promised(contents, code, kind))),
    ]
    groups += [(title, list(_kept(contents, own, name))) for name, title in _TITLES.items()]
    groups.append(("正文另见", list(_mentions(contents, own))))
    return tuple(LinkGroup(title, tuple(links)) for title, links in groups if links)


def named(contents: Contents, code: str) -> str:
    """An entry in a few words, with where it stands: `海曙中学（专栏 15 教育项目）`."""
    entry = contents.entry(code)
    if entry is None:
        return code
    if entry.what == "指标":
        item = contents.documents.catalogue.get(code)
        return f"{contents.title(item.plan)}第 {item.number} 项　{entry.title}"
    if entry.what == "专栏":
        return f"{entry.context}　{entry.title}"
    return f"{entry.title}（{entry.context}）"


def _own_codes(contents: Contents, code: str) -> set[str]:
    """The codes under which the link table knows an entry: a programme stands there under its place in a list, too."""
    entry = contents.entry(code)
    return {code, entry.code} if entry else {code}


def _belongs_to(contents: Contents, code: str, kind: str) -> Iterator[Link]:
    entry = contents.entry(code)
    if entry is None:
        return
    if kind == PROJECT and "task" in contents.documents.catalogue.get(code).record:
        task = str(contents.documents.catalogue.get(code).record["task"])
        yield Link(named(contents, task), task)
    elif entry.place.kind == BOX and kind == TASK:
        box = f"{entry.place.plan}-b{int(entry.place.name):02}"
        yield Link(named(contents, box), box)


def _continued(contents: Contents, code: str) -> Iterator[Link]:
    catalogue = contents.documents.catalogue
    before = catalogue.get(code).record.get("continues")
    if before and before in catalogue:
        yield Link(f"接续{contents.title(catalogue.get(before).plan)}第 {catalogue.get(before).number} 项", before)
    for other in catalogue:
        if other.record.get("continues") == code:
            yield Link(f"{contents.title(other.plan)}第 {other.number} 项接续本项", other.code)


def _promised(contents: Contents, code: str, kind: str) -> Iterator[Link]:
    """The targets of the text that an indicator stands for, and the other way round."""
    for target in (row for rows in contents.targets.values() for row in rows):
        if kind == INDICATOR and target["indicator"] == code:
            yield Link(f"{target['subject']} {target['raw']}", target["code"], note=chapter_words(target))
        if kind == TARGET and target["code"] == code and target["indicator"]:
            yield Link(named(contents, target["indicator"]), target["indicator"])


def _kept(contents: Contents, own: set[str], kind: str) -> Iterator[Link]:
    """The links of one kind as the plan's document keeps them."""
    seen = set(own)
    for link in contents.links:
        if link["kind"] != kind or not own & set(link["members"]):
            continue
        for member in link["members"]:
            entry = contents.entry(member)
            if entry is not None and entry.code not in seen:
                seen.add(entry.code)
                yield Link(named(contents, entry.code), entry.code, note=link.get("note") or "")


def _mentions(contents: Contents, own: set[str]) -> Iterator[Link]:
    for link in contents.links:
        if link["kind"] == "mention" and own & set(link["members"]):
            for line in link["lines"]:
                plan = next(iter(own)).partition("-")[0]
                place = section_at(contents, plan, line)
                yield Link(f"正文第 {line} 行", place=place, note=section_words(place))


def section_at(contents: Contents, plan: str, line: int) -> Place | None:
    """The section in which a line of the text stands, or the chapter before its first; None for a plan without chapters."""
    found: Place | None = None
    for chapter in contents.chapters(plan):
        if chapter["line"] <= line:
            found = Place(CHAPTER, plan, str(chapter["number"]))
        for section in chapter["sections"]:
            if section["line"] <= line:
                found = Place(SECTION, plan, f"{chapter['number']}.{section['number']}")
    return found


def section_words(place: Place | None) -> str:
    """`第十章第二节` of the place of a section or chapter; empty for None."""
    if place is None:
        return ""
    chapter, _, section = place.name.partition(".")
    return chapter_words({"chapter": int(chapter), "section": int(section) if section else None})
