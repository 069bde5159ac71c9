"""The public edition as one page that works from the disk: no host is asked, no script is needed to read it.

Everything that is said is escaped; the page's own policy allows its one style and its one small script by their sums, and
nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape

from haishu_desk.domain.signs import that_travels
from haishu_desk.report.public_chart import chart
from haishu_desk.report.public_facts import AHEAD, BEHIND, ON_COURSE, OPEN, PublicEdition, PublicItem, Stamp
from haishu_desk.report.public_table import COLUMNS, about

_SIGNS = {AHEAD: "▲", ON_COURSE: "●", BEHIND: "▼", OPEN: "○"}


def public_page(edition: PublicEdition, stamp: Stamp, style: str, script: str) -> str:
    """The whole page; `style` and `script` are the texts of the two resources. The same arguments give the same page."""
    title = _text(edition.title)
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>",
        '<a class="skip" href="#main">跳到正文</a>',
        *_header(edition, stamp),
        *_navigation(edition),
        '<main id="main" tabindex="-1">',
        *_overall(edition),
        *_filter(edition),
        *_summary(edition),
        *_categories(edition),
        *_tasks(edition),
        *_method(edition, stamp),
        *_dictionary(),
        "</main>",
        *_footer(edition, stamp),
        f"<script>{script}</script>\n</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _policy(style: str, script: str) -> str:
    sums = {"style-src": style, "script-src": script}
    allowed = "; ".join(f"{name} 'sha256-{_sum(text)}'" for name, text in sums.items())
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _sum(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _header(edition: PublicEdition, stamp: Stamp) -> Iterator[str]:
    yield f"<header>\n<h1>{_text(edition.title)}</h1>"
    yield f'<p class="soft">{_text(edition.plan)}。数据截至 {_text(edition.until)}，数据快照 {stamp.code}，{stamp.day} 审查确认。</p>'
    if edition.is_sample:
        yield '<p class="sample">示例数据：数字是为试用编的，不是公布的统计数。</p>'
    yield "</header>"


def _navigation(edition: PublicEdition) -> Iterator[str]:
    places = [("overall", "总体"), ("summary", "一览表")]
    places += [(f"g{number}", name) for number, (name, _) in enumerate(edition.categories, start=1)]
    places += [("tasks", "任务和项目"), ("method", "办法和口径"), ("dictionary", "数据下载")]
    links = "".join(f'<li><a href="#{place}">{_text(name)}</a></li>' for place, name in places)
    yield f'<nav aria-label="目录"><ul>{links}</ul></nav>'


def _overall(edition: PublicEdition) -> Iterator[str]:
    judged = sum(item.verdict.shape != OPEN for item in edition.items)
    yield '<section aria-labelledby="overall">\n<h2 id="overall">总体</h2>'
    hidden = edition.all_items - len(edition.items)
    some = f"本版公开 {len(edition.items)} 项，" if hidden else ""
    yield f"<p>规划表共 {edition.all_items} 项指标，{some}{edition.year}年可以评价 {judged} 项：</p>"
    counts = "".join(f"<li><b>{count}</b>{_text(word)}</li>" for word, count in edition.counted)
    yield f'<ul class="counts">{counts}</ul>\n</section>'


def _filter(edition: PublicEdition) -> Iterator[str]:
    """Shown by the script only: without it everything is on the page anyway."""
    words = "".join(f'<option value="{_text(word)}">{_text(word)}</option>' for word, _ in edition.counted)
    yield (
        '<form id="filter" class="filter" hidden aria-label="筛选指标">'
        '<div><label for="filter-words">指标名称里有</label><input id="filter-words" type="search" autocomplete="off"></div>'
        f'<div><label for="filter-verdict">结论</label><select id="filter-verdict"><option value="">全部</option>{words}</select></div>'
        '<div id="filter-told" role="status" class="soft"></div></form>'
    )


def _summary(edition: PublicEdition) -> Iterator[str]:
    end = edition.years[2]
    yield '<section aria-labelledby="summary">\n<h2 id="summary">指标一览表</h2>'
    yield '<div class="wide" tabindex="0" role="region" aria-label="指标一览表，可以左右移动"><table>'
    yield f"<caption>{edition.year}年实绩、{end}年目标和结论</caption><thead><tr>"
    yield f'<th scope="col">指标</th><th scope="col" class="number">{edition.year}年</th>'
    yield f'<th scope="col" class="number">{end}年目标</th><th scope="col">结论</th>'
    yield "</tr></thead><tbody>"
    for item in edition.items:
        yield (
            f'<tr {_sifted(item)}><th scope="row"><a href="#{_place(item)}">{_text(item.name)}</a>'
            f'<span class="soft">（{_text(item.unit)}）</span></th>'
            f'<td class="number">{_text(item.latest.whole)}</td><td class="number">{_text(item.target.level or item.target.words)}</td>'
            f"<td>{_verdict(item, with_reason=False)}</td></tr>"
        )
    yield "</tbody></table></div>\n</section>"


def _categories(edition: PublicEdition) -> Iterator[str]:
    for number, (name, items) in enumerate(edition.categories, start=1):
        yield f'<section aria-labelledby="g{number}">\n<h2 id="g{number}">{_text(name)}</h2>\n<div class="items">'
        for item in items:
            yield from _item(edition, item)
        yield "</div>\n</section>"


def _item(edition: PublicEdition, item: PublicItem) -> Iterator[str]:
    place = _place(item)
    yield f'<article class="item" {_sifted(item)} aria-labelledby="{place}">'
    yield f'<h3 id="{place}">{_text(item.number)}　{_text(item.name)}</h3>'
    unit = f' <span class="soft">{_text(item.unit)}</span>' if item.latest.number is not None else ""
    vintage = f'<span class="soft">，{_text(item.latest.vintage)}</span>' if item.latest.vintage else ""
    yield f'<p><span class="now">{_text(item.latest.words)}</span>{unit} <span class="soft">{_text(item.period)}</span>{vintage}</p>'
    facts = (
        ("结论", _verdict(item)),
        (f"{edition.years[2]}年目标", _text(item.target.words)),
        ("属性", _text(item.attribute)),
        ("计量单位", _text(item.unit)),
        ("数据来源", _text(item.source)),
    )
    yield f"<dl>{''.join(f'<dt>{title}</dt><dd>{text}</dd>' for title, text in facts)}</dl>"
    picture = chart(item, (edition.years[0], edition.years[2]))
    yield f"<figure>{picture}</figure>" if picture else '<p class="soft">没有可以画的数。</p>'
    yield from _years(item)
    if item.notes:
        yield f'<ul class="notes" aria-label="口径">{"".join(f"<li>{_text(note)}</li>" for note in item.notes)}</ul>'
    yield "</article>"


def _years(item: PublicItem) -> Iterator[str]:
    yield f'<table><caption class="soft">{_text(item.name)}历年数（{_text(item.unit)}）</caption>'
    yield '<thead><tr><th scope="col">年份</th><th scope="col" class="number">数值</th><th scope="col">数值状态</th></tr></thead><tbody>'
    for point in item.points:
        state = "基期" if point.is_base else point.vintage
        words = _text(point.words)
        yield f'<tr><th scope="row">{point.year}</th><td class="number">{words}</td><td>{_text(state)}</td></tr>'
    yield "</tbody></table>"


def _tasks(edition: PublicEdition) -> Iterator[str]:
    yield '<section aria-labelledby="tasks">\n<h2 id="tasks">任务和项目</h2>'
    if not edition.tasks:
        yield "<p>规划没有列任务和项目。</p>\n</section>"
        return
    yield '<table><caption>数目</caption><thead><tr><th scope="col">事项</th><th scope="col" class="number">数目</th></tr></thead><tbody>'
    for name, count in edition.tasks:
        yield f'<tr><th scope="row">{_text(name)}</th><td class="number">{count}</td></tr>'
    yield "</tbody></table>\n</section>"


def _method(edition: PublicEdition, stamp: Stamp) -> Iterator[str]:
    yield '<section aria-labelledby="method">\n<h2 id="method">办法和口径</h2>'
    yield f"<dl>{_pairs(about(edition, stamp))}</dl>\n</section>"


def _dictionary() -> Iterator[str]:
    yield '<section aria-labelledby="dictionary">\n<h2 id="dictionary">数据下载和数据字典</h2>'
    yield '<p class="on-screen"><a href="data.xlsx" download>data.xlsx</a>（表格，带数据字典）　<a href="data.csv" download>data.csv</a>（UTF-8）</p>'
    yield '<div class="wide" tabindex="0" role="region" aria-label="数据字典，可以左右移动"><table><caption>data.csv 和“数据”表的各列</caption><thead><tr>'
    yield "".join(f'<th scope="col">{head}</th>' for head in ("字段", "含义", "单位", "取值"))
    yield "</tr></thead><tbody>"
    for column in COLUMNS:
        cells = "".join(f"<td>{_text(text)}</td>" for text in (column.meaning, column.unit, column.values))
        yield f'<tr><th scope="row">{_text(column.title)}</th>{cells}</tr>'
    yield "</tbody></table></div>\n</section>"


def _footer(edition: PublicEdition, stamp: Stamp) -> Iterator[str]:
    yield f'<footer><p class="soft">{_text(edition.district)}。数据快照 {stamp.code}（{stamp.digest}），{stamp.day} 审查确认。</p></footer>'


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f"<dt>{_text(title)}</dt><dd>{_text(text)}</dd>" for title, text in pairs)


def _verdict(item: PublicItem, *, with_reason: bool = True) -> str:
    verdict = item.verdict
    words = verdict.whole if with_reason else verdict.word
    return f'<span class="verdict {verdict.shape}"><span aria-hidden="true">{_SIGNS[verdict.shape]} </span>{_text(words)}</span>'


def _sifted(item: PublicItem) -> str:
    return f'data-name="{_text(item.name)}" data-verdict="{_text(item.verdict.word)}"'


def _place(item: PublicItem) -> str:
    return "i-" + "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in item.code)


def _text(words: str) -> str:
    return escape(that_travels(words))
