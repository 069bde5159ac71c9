"""Whatever lies on the clipboard is read as a block or as nothing, and each cell of it as a value or a sentence.

With HAISHU_FULL=1 20,000 blocks, otherwise a twentieth of them, always the same ones.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from PySide6.QtCore import QByteArray, QMimeData

from haishu_desk.desk.entry import CellEntry
from haishu_desk.domain.cells import VALUE
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.quantity import Quantity, unpacked
from haishu_desk.ui.entry.clipboard import block_of_clipboard, html_of, text_of
from tests.desk.office import Office
from tests.domain.made import FULL
from tests.fuzz.spoiling import SIGNS, spoiled_bytes, spoiled_text

MANY = 20_000 if FULL else 1_000
ROWS = [
    ["指标", "2025年", "说明"],
    ["人口", ">93", "含外来\n人口"],
    ["GDP", "1,234.5万", '他说"好"'],
    ["能耗", "-3.5%", ""],
    ["比重", "〔8〕", "="],
    ["", "—", "不适用"],
]
OF_HTML = (
    *SIGNS, "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<td rowspan=99999999 colspan=99999999>", "<td colspan=-1>",
    "<td rowspan='２'>", "<br>", "<style>", "</style>", "<!--", "-->", "<![CDATA[", "&#0;", "&#x110000;", "&#xd800;", "<script>",
    '<td x:num="1e999">', "<td x:num>=", '<td sdval="x">###',
)  # fmt: skip


def mime(seed: int) -> QMimeData:
    """A clipboard with text, with a table, or with both, or with bytes that are neither."""
    random, made = Random(seed), QMimeData()  # noqa: S311 a fixed seed
    if seed % 2:
        made.setText(spoiled_text(text_of(ROWS), random))
    if seed % 3:
        html = spoiled_text(html_of(ROWS), random, OF_HTML)
        if seed % 10:
            made.setHtml(html)
        else:
            made.setData("text/html", QByteArray(spoiled_bytes(html.encode("utf-16", "replace"), random)))
    return made


def understood(entry: CellEntry, office_items: list[str], text: str, random: Random) -> str:
    """`value` or the code of the sentence."""
    item = entry._desk.documents.catalogue.get(random.choice(office_items))
    try:
        quantity = entry.quantity(item, "indicators", random.choice((VALUE, "note")), text)
    except DeskError as error:
        return error.code if error.message else "no sentence"
    assert isinstance(quantity, Quantity)
    assert unpacked(quantity.packed()) == quantity
    return "value"


def test_no_clipboard_stops_the_pasting(office: Office) -> None:
    seen = Counter[str]()
    with office.desk("town") as desk:
        for seed in range(MANY):
            random = Random(seed)  # noqa: S311 a fixed seed
            block = block_of_clipboard(mime(seed))
            seen["block" if block else "nothing"] += 1
            cells = [text for row in block for text in row if text is not None]
            for text in random.sample(cells, min(len(cells), 6)):
                seen[understood(desk.entry, ["145-04", "145-11", "145-33"], text, random)] += 1
    print(dict(seen))  # noqa: T201 the figures of tests/README.md
    assert not seen["no sentence"]
    assert seen["block"] > MANY / 2, seen
    assert seen["value"] > MANY / 2, seen


def test_a_text_longer_than_any_cell_can_hold_is_read_and_then_refused_by_its_cell(office: Office) -> None:
    clipboard = QMimeData()
    clipboard.setText('"' + "1" * 300_000)  # a quote that is never closed
    ((text,),) = block_of_clipboard(clipboard)
    with office.desk("town") as desk:
        assert understood(desk.entry, ["145-04"], str(text), Random(1)) == "E50"  # noqa: S311 one item
