"""No text and no .docx stops the reading of a plan: what can be read is read, else a sentence says why not.

With HAISHU_FULL=1 4,000 of each, otherwise a twentieth of them, always the same ones.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

from docx import Document

from haishu_desk.desk.importing import read_plan
from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.domain.errors import DeskError
from haishu_desk.domain.units import UnitTree
from tests.domain.made import FULL
from tests.fuzz.spoiling import spoiled_bytes, spoiled_text

MANY = 4_000 if FULL else 200
PLAN = (Path(__file__).parents[1] / "outline" / "qinghe.txt").read_text(encoding="utf-8")
BODY = "word/document.xml"
_TAG = re.compile(r"<[^>]+>")
_FIGURES = ("-1", "0", "x", "", "3.5", "1000000000", "99999999999999999999", "１")
_TAGS = (
    "<w:tbl>", "</w:tbl>", "<w:tr>", "<w:tc>", "<w:p/>", "<w:tbl/>", "<w:tc/>", "<w:br/>", "<w:t/>", "<!-- -->", "<?a b?>", "<x/>",
    "<w:tcPr><w:gridSpan/></w:tcPr>", '<w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr>', "<![CDATA[<w:p>]]>", "&amp;", "&nbsp;",
)  # fmt: skip


@cache
def units() -> UnitTree:
    return UnitTree(shipped_editions()["units"].content)


def outcome(path: Path) -> str:
    """`plan`, `text` or the code of the sentence."""
    try:
        read = read_plan(path, units=units())
        read.as_json()
    except DeskError as error:
        return error.code if error.message and error.advice else "no sentence"
    return "plan" if read.outline.is_plan else "text"


@cache
def parts() -> dict[str, bytes]:
    """The same plan as a .docx, its lines with tabs as tables with some cells merged."""
    document = Document()
    rows: list[list[str]] = []
    for line in [*PLAN.splitlines(), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            table = document.add_table(len(rows), len(rows[0]))
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=False):
                    cell.text = text
            table.cell(0, 0).merge(table.cell(0, 1))
            table.cell(2, 0).merge(table.cell(3, 0))
            rows = []
        document.add_paragraph(line)
    document.save(stream := io.BytesIO())
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx_mutant(seed: int) -> bytes:
    """A .docx that is spoiled in its body, in another part, or as a file."""
    random = Random(seed)  # noqa: S311 a fixed seed
    content, kind = dict(parts()), random.randrange(8)
    name = random.choice(list(content))
    if kind == 0:
        return spoiled_bytes(zipped(content), random)
    if kind == 1:
        del content[name]
    elif kind == 2:
        content[name] = spoiled_bytes(content[name], random)
    else:
        content[BODY] = _spoiled_body(content[BODY].decode(), random).encode("utf-8", "replace")
    return zipped(content)


def _spoiled_body(body: str, random: Random) -> str:
    for _ in range(random.randint(1, 4)):
        found = list(_TAG.finditer(body))
        if not found:
            return body
        tag, kind = random.choice(found[2:] or found), random.randrange(4)
        if kind == 0:
            body = body[: tag.start()] + body[tag.end() :]
        elif kind == 1:
            body = body[: tag.end()] + random.choice(_TAGS) + body[tag.end() :]
        elif kind == 2:
            body = re.sub(r'(w:gridSpan w:val=")\d+', rf"\g<1>{random.choice(_FIGURES)}", body)
        else:
            body = spoiled_text(body, random)
    return body


def test_no_spoiled_text_stops_the_reading(tmp_path: Path) -> None:
    path, seen = tmp_path / "纲要.txt", Counter[str]()
    for seed in range(MANY):
        random = Random(seed)  # noqa: S311 a fixed seed
        text = spoiled_text(PLAN, random)
        data = text.encode(random.choice(("utf-8", "utf-8-sig", "gb18030")), "replace")
        path.write_bytes(spoiled_bytes(data, random) if seed % 4 == 0 else data)
        seen[outcome(path)] += 1
    print(dict(seen))  # noqa: T201 the figures of tests/README.md
    assert not seen["no sentence"]
    assert seen["plan"] > MANY / 2, seen  # else they are so broken that they try nothing


def test_no_spoiled_docx_stops_the_reading(tmp_path: Path) -> None:
    path, seen = tmp_path / "纲要.docx", Counter[str]()
    path.write_bytes(zipped(parts()))
    assert outcome(path) == "plan"
    for seed in range(MANY):
        path.write_bytes(docx_mutant(seed))
        try:
            seen[outcome(path)] += 1
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
    print(dict(seen))  # noqa: T201 as above
    assert not seen["no sentence"]
    assert seen["plan"] > MANY / 5, seen
    assert seen["no-plan-text"] > MANY / 20, seen
