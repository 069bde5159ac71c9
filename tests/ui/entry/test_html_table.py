"""Tables of HTML as Excel, WPS and LibreOffice write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haishu_desk.ui.entry.clipboard import html_of
from haishu_desk.ui.entry.html_table import table_of

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td {mso-style-parent:style0;}--></style></head>
<body><!--StartFragment--><table border=0><col width=72>
<tr height=19><td rowspan=2 height=38 class=xl65>合 计</td><td class=xl66 align=right x:num>12</td></tr>
<tr height=19><td align=right x:num="3.14159" x:fmla="=PI()">###</td></tr>
<tr><td>甲&nbsp;乙<br>丙</td><td></td></tr>
</table><!--EndFragment--></body></html>"""
_CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u00a0"), max_size=8).map(
    lambda text: " ".join(text.split())
)


def test_a_table_of_excel_gives_text_merged_cells_once_and_figures_that_are_not_shown() -> None:
    assert table_of(EXCEL) == [["合 计", "12"], [None, "3.14159"], ["甲 乙\n丙", ""]]


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<p>no table</p>", []),
        ("<table></table>", []),
        ("<table><tr><td>1<td>2<tr><td>3</table>", [["1", "2"], ["3"]]),
        ("<table><tr><th colspan=3>a</th><td>b</td></tr></table>", [["a", None, None, "b"]]),
        ("<table><tr><td colspan='x'>a</td></tr></table>", [["a"]]),
        ("<table><tr><td colspan=99999999 rowspan=99999999>a</td></tr><tr><td>b</td></tr></table>",
         [["a"], [*[None] * 20_000, "b"]]),
        ("<table><tr><td sdval='5'>=A1</td><td sdval='0.12' sdnum='1033;0;0%'>12%</td></tr></table>", [["5", "12%"]]),
        ("<table><tr><td>=A1</td></tr></table>", [["=A1"]]),
        ("<style>td{}</style><table><tr><td><font>1</font>,204</td></tr></table>", [["1,204"]]),
        ("<table><tr><td>a &lt;b&gt;\n  c</td></tr></table>", [["a <b> c"]]),
        ("<table><tr><td>", [[""]]),
    ],
)  # fmt: skip
def test_tables_are_read_as_they_are_shown(html: str, rows: list[list[str | None]]) -> None:
    assert table_of(html) == rows


@given(st.lists(st.lists(_CELL, min_size=2, max_size=3), min_size=1, max_size=4))
def test_what_is_copied_as_a_table_is_read_as_it_was(rows: list[list[str]]) -> None:
    assert table_of(html_of(rows)) == rows


@given(st.text(alphabet="<>/tabledrhpn=\"' 12x", max_size=80))
def test_no_html_stops_it(html: str) -> None:
    table_of(html)
