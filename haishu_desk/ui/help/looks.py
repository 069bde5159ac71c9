"""The handbook's text in the colours and sizes of the theme."""

from __future__ import annotations

from html import escape

from haishu_desk.report.handbook import Book
from haishu_desk.report.marked import html_of
from haishu_desk.ui.theme import Theme


def style_of(theme: Theme) -> str:
    """The style sheet of the text, in what Qt understands."""
    size = theme.points("panel")
    color = {name: theme.color(name).name() for name in ("text", "text2", "text3", "accent_text", "wash", "line2")}
    return f"""
body {{ color: {color["text"]}; font-size: {size}pt }}
p, li {{ line-height: 150%; margin-top: 6px; margin-bottom: 6px }}
h1 {{ font-size: {size + 7}pt; margin-top: 4px; margin-bottom: 12px }}
h2 {{ font-size: {size + 4}pt; margin-top: 26px; margin-bottom: 8px }}
h3 {{ font-size: {size + 1.5}pt; margin-top: 20px; margin-bottom: 6px }}
h4 {{ font-size: {size}pt; margin-top: 14px; margin-bottom: 4px }}
a {{ color: {color["accent_text"]}; text-decoration: none }}
code, pre {{ background-color: {color["wash"]}; font-size: {size - 1}pt }}
span.code {{ color: {color["text3"]}; font-size: {size - 1.5}pt; font-weight: normal }}
table {{ border-collapse: collapse; border-color: {color["line2"]}; margin-top: 8px; margin-bottom: 10px }}
th {{ background-color: {color["wash"]}; color: {color["text2"]} }}
p.caption {{ color: {color["text2"]}; font-size: {size - 1.5}pt; margin-bottom: 12px }}
"""


def html_of_book(book: Book, width: int) -> str:
    """The whole book; pictures are `width` dots wide."""
    return f"<body>{html_of(book.text, lambda file, said: _picture(file, said, width))}</body>"


def _picture(file: str, said: str, width: int) -> str:
    return f'<p><img src="{escape(file)}" width="{width}"></p><p class="caption">{escape(said)}</p>'
