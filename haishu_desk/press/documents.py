"""A report or a letter (`report.document`) set on pages in the look of an official document (GB/T 9704).

Upright and wide tables become parts of their own; a chart is set by whoever draws charts, else as the table of its values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape

from haishu_desk.press.flowing import Drawing, FlowedLeaf, Part, families, flowed, px
from haishu_desk.report import document as parts

SAMPLE = "（示例数据，不得作为正式文件）"
FACT, DRAWING = "fact-", "drawing:"
DrawChart = Callable[[parts.Chart, str], tuple[str, Drawing | None]]
"""Given a chart and a name: its HTML, and what paints the picture that stands in it under that name, if one does."""
_TITLE_FACE, _FANG, _HEI, _KAI = ("方正小标宋简体", "FZXiaoBiaoSong-B05S"), ("仿宋_GB2312", "FangSong", "仿宋"), ("黑体", "SimHei"), ("楷体_GB2312", "KaiTi", "楷体")  # fmt: skip
_KINDS = {parts.BODY: "body", parts.FLUSH: "flush", parts.NOTE: "note", parts.SIGNED: "signed", parts.ANNEX: "annex"}
_ALIGN = {parts.LEFT: "left", parts.CENTRE: "center", parts.RIGHT: "right"}


def leaves_of(documents: Sequence[parts.Document], chart: DrawChart | None = None) -> tuple[FlowedLeaf, ...]:
    """The pages of these documents one after the other, each numbered from 1."""
    return tuple(leaf for document in documents for leaf in flowed(parts_of(document, chart)))


def parts_of(document: parts.Document, chart: DrawChart | None = None) -> list[Part]:
    """The document as what `flowed` sets: a new part wherever the paper turns. `chart` sets a chart."""
    return [part for part in parts_by_and_by(document, chart) if part is not None]


def parts_by_and_by(document: parts.Document, chart: DrawChart | None = None) -> Iterator[Part | None]:
    """The same, a paragraph, a table or a chart a step: None where the paper does not turn behind it."""
    style, pieces, across, drawings = style_sheet(), [_front(document)], False, dict[str, Drawing]()
    for number, part in enumerate(document.parts):
        turned = _lies_across(document.parts[number:])
        if turned != across or isinstance(part, parts.PageBreak):
            yield from _whole("".join(pieces), style, drawings, across=across)
            pieces, across, drawings = [], turned, {}
        if isinstance(part, parts.Chart):
            name = f"{DRAWING}{number}"
            html, drawing = (chart or _as_table)(part, name)
            drawings |= {name: drawing} if drawing else {}
        else:
            html = _html(part)
        pieces.append(html)
        yield None
    yield from _whole("".join(pieces), style, drawings, across=across)


def _whole(html: str, style: str, drawings: Mapping[str, Drawing], *, across: bool) -> Iterator[Part]:
    if html:
        yield Part(html, style, across, drawings=drawings)


def _lies_across(following: Sequence[parts.Part]) -> bool:
    """Whether the first of these stands on a page across: a wide table, or the title of an annex right before one."""
    for part in following:
        if isinstance(part, parts.Table):
            return part.landscape
        is_annex = isinstance(part, parts.PageBreak) or (isinstance(part, parts.Paragraph) and part.kind == parts.ANNEX)
        if not is_annex and not (isinstance(part, parts.Heading) and part.level == 0):
            return False
    return False


def style_sheet() -> str:
    """The faces, sizes, lines and indents of the standard, in what Qt understands."""
    fang, hei, kai = families(_FANG), families(_HEI), families(_KAI)
    text = f"font-size: 16pt; line-height: {px(28.95)}; margin: 0"
    return f"""
p {{ font-family: {fang}; {text} }}
p.title {{ font-family: {families(_TITLE_FACE)}; font-size: 22pt; line-height: {px(32)}; text-align: center; margin-bottom: {px(28)} }}
p.caption {{ font-family: {hei}; font-size: 14pt; line-height: {px(24)}; text-align: center }}
p.body {{ text-indent: {px(32)} }}
p.note {{ font-size: 10.5pt; line-height: {px(14)} }}
p.drawing {{ line-height: 100%; text-align: center }}
p.signed {{ text-align: right }}
p.annex {{ font-family: {hei} }}
p.h0 {{ font-family: {families(_TITLE_FACE)}; font-size: 18pt; line-height: {px(30)}; text-align: center; margin-bottom: {px(10)} }}
p.h1 {{ font-family: {hei}; text-indent: {px(32)} }}
p.h2 {{ font-family: {kai}; text-indent: {px(32)} }}
p.h3 {{ text-indent: {px(32)} }}
table {{ border-collapse: collapse; margin-bottom: {px(8)} }}
th, td {{ font-family: {fang}; font-size: 9pt; border: 1px solid #000000; padding: 2px 3px }}
td.bare {{ border: none; padding: 0 }}
th {{ font-family: {hei}; font-weight: normal }}
"""


def _front(document: parts.Document) -> str:
    said = [_p("title", document.title)]
    said += [_p("caption", words) for words in (document.subtitle, document.number) if words]
    said += [_p("caption", SAMPLE)] if document.is_sample else []
    return "".join(said)


def _p(kind: str, words: str) -> str:
    return f'<p class="{kind}">{_safe(words)}</p>'


def _safe(words: str) -> str:
    return escape(words).replace("\n", "<br>")


def _html(part: parts.Heading | parts.Paragraph | parts.Table | parts.PageBreak) -> str:
    if isinstance(part, parts.Heading):
        return _p(f"h{part.level}", part.text)
    if isinstance(part, parts.Paragraph):
        return f'<p class="{_KINDS[part.kind]}">{"".join(map(_run, part.runs))}</p>'
    return table_html(part) if isinstance(part, parts.Table) else ""


def _run(run: parts.Run) -> str:
    words = f"<b>{_safe(run.text)}</b>" if run.strong else _safe(run.text)
    return _marked(words, run.fact)


def _marked(words: str, fact: int | None) -> str:
    """A figure with its mark behind it; the name is what `press.places` finds it by."""
    return words if fact is None else f'<a name="{FACT}{fact}">{words}</a><sup>〔{fact}〕</sup>'


def table_html(table: parts.Table) -> str:
    """The table with its title above, its head repeated on every page, its notes below."""
    total = sum(table.widths)
    shares = [f"{100 * width / total:.2f}%" for width in table.widths]
    heads = "".join(f"<tr>{''.join(_heads(row, shares))}</tr>" for row in table.heads)
    rows = "".join(f"<tr>{''.join(_cells(row, table.aligned))}</tr>" for row in table.rows)
    title = _p("caption", table.title) if table.title else ""
    notes = "".join(_p("note", note) for note in table.notes)
    return f'{title}<table width="100%" border="1" cellspacing="0"><thead>{heads}</thead><tbody>{rows}</tbody></table>{notes}'


def _heads(row: Iterable[parts.Head], shares: Sequence[str]) -> Iterator[str]:
    place = 0
    for head in row:
        width = f' width="{shares[place]}"' if head.across == 1 and place < len(shares) else ""
        yield f'<th colspan="{head.across}" rowspan="{head.down}"{width} align="center">{_safe(head.text)}</th>'
        place += head.across


def _cells(row: Iterable[parts.Cell], aligned: Sequence[parts.Align]) -> Iterator[str]:
    place = 0
    for cell in row:
        align = _ALIGN[aligned[place]] if cell.across == 1 else "left"
        yield f'<td colspan="{cell.across}" align="{align}" valign="middle">{_marked(_safe(cell.text), cell.fact)}</td>'
        place += cell.across


def _as_table(chart: parts.Chart, _name: str) -> tuple[str, None]:
    """A chart in figures: a row for each place, a column for each series; — where there is no value."""
    rows = [
        parts.row_of((place, *(_figure(series.values[number]) for series in chart.series)))
        for number, place in enumerate(chart.places)
    ]
    titles = (chart.unit or "", *(series.name for series in chart.series))
    aligned: tuple[parts.Align, ...] = (parts.LEFT, *[parts.RIGHT] * len(chart.series))
    table = parts.Table(chart.title, parts.heads_of(*titles), tuple(rows), (1.0,) * len(titles), aligned, chart.notes)
    return table_html(table), None


def _figure(value: Decimal | None) -> str:
    return "—" if value is None else f"{value:f}"
