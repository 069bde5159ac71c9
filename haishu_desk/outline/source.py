"""The text of a plan as numbered lines, from a .txt (UTF-8, GB18030) or a .docx; whatever else it is, is said in a sentence."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.domain.errors import DeskError

_MARK = re.compile(r"\[bookmark:[^\]]*\]")
_OLD_OFFICE, _PDF, _ZIP = b"\xd0\xcf\x11\xe0", b"%PDF", b"PK\x03\x04"
_TEXTS = ("utf-8-sig", "gb18030")
_LONGEST = 50 << 20
_MOST_COLUMNS = 63  # in Word itself
_BODY = "word/document.xml"
# Whatever zipfile says of an archive that is spoilt, encrypted, or packed in a way that it does not know.
_SPOILT = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Line:
    """One line: its number from 1 on, and its text without marks.

    `cells` are the cells of a row of a table, where the source has rows; `begins_cell`: a cell stands alone on this line
    (a table that was flattened, one cell a line); `is_apart`: the line begins with a blank, as after a heading that is lost.
    """

    number: int
    text: str
    cells: tuple[str, ...] | None = None
    begins_cell: bool = False
    is_apart: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it, not even an empty cell."""
        return not self.text and self.cells is None and not self.begins_cell


class UnreadablePlanError(DeskError):
    """The file is no text that a plan could be read from."""

    def __init__(self, file: str, why: str, advice: str) -> None:
        super().__init__(f"{file} {why}", advice, code="no-plan-text")


def lines_of(path: Path) -> list[Line]:
    """The lines of that file; UnreadablePlanError where it is no text."""
    size = path.stat().st_size
    if size > _LONGEST:
        raise UnreadablePlanError(path.name, f"有 {size >> 20} MB，太大了", "纲要的文本一般不到 5 MB，请只留正文")
    return lines_from(path.name, path.read_bytes())


def lines_from(name: str, data: bytes) -> list[Line]:
    """The same of the bytes of a file of that name: what it is, its first bytes say, not its name."""
    if data.startswith(_PDF):
        raise UnreadablePlanError(name, "是 PDF", "请用 WPS 或 Word 打开，另存为 .docx 或 .txt 再读")
    if data.startswith(_OLD_OFFICE):
        raise UnreadablePlanError(name, "是旧格式的文档（.doc 或 .wps）", "请用 WPS 或 Word 打开，另存为 .docx 再读")
    if data.startswith(_ZIP):
        found = list(_lines_of_docx(name, data))
        if not any(line.text or line.cells for line in found):
            raise UnreadablePlanError(name, "里没有文字，像是扫描的图片", "请用有文字的电子版，或先做文字识别")
        return found
    text = _decoded(name, data)
    if not text.strip():
        raise UnreadablePlanError(name, "是空的", "请选规划纲要的文本")
    return [_line(number, raw) for number, raw in enumerate(text.splitlines(), start=1)]


def _decoded(name: str, data: bytes) -> str:
    if b"\x00" in data[:4096]:
        raise UnreadablePlanError(name, "不是文本", "请选 .txt（UTF-8 或 GB18030）或 .docx 的规划纲要")
    for encoding in _TEXTS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadablePlanError(name, "的文字编码认不出来", "请另存为 UTF-8 的 .txt，或 .docx")


def _line(number: int, raw: str) -> Line:
    text = _MARK.sub("", raw).replace("\u3000", " ").replace("\u00a0", " ").rstrip(" \r\v\f")
    bare = text.lstrip(" ")
    if bare.startswith("\t"):
        inner = bare[1:].rstrip("\t") if bare.count("\t") == 1 else bare[1:]
        if "\t" in inner:
            return Line(number, "", tuple(cell.strip() for cell in inner.split("\t")))
        return Line(number, inner.strip(), begins_cell=True)
    is_of_contents = bare.count("\t") == 1 and re.search(r"\t[\s.…·]*\d+\s*\Z", bare)
    if "\t" in bare and not is_of_contents:
        return Line(number, "", tuple(cell.strip() for cell in bare.split("\t")))
    return Line(number, bare.strip(), is_apart=text.startswith(" ") and not text.startswith("  "))


# .docx


def _lines_of_docx(name: str, data: bytes) -> Iterator[Line]:
    """Paragraphs as lines, rows of tables as lines with cells; a table of one column is a box, one cell a line."""
    number = 0
    for element in _body_of(name, _main_part(name, data)).iterchildren():
        made: Iterable[tuple[str, Any]] = [("text", text) for text in _text_of(element).split("\n")]
        if element.tag == f"{_WORD}tbl":
            made = _of_table(element)
        for kind, content in made:
            number += 1
            if kind == "row":
                yield Line(number, "", content)
            elif kind == "cell":
                yield Line(number, content.strip(), begins_cell=True)
            else:
                yield Line(number, content.strip())


def _main_part(name: str, data: bytes) -> bytes:
    """The part of the file that holds the text, and no other: it is all that is read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _BODY not in archive.namelist():
                raise UnreadablePlanError(name, "不是 Word 文档", "请选 .txt 或 .docx 的规划纲要")
            with archive.open(_BODY) as part:
                text = part.read(_LONGEST + 1)
    except _SPOILT as error:
        raise UnreadablePlanError(name, "打不开，文件坏了或没有传完", "请重新拷贝一份") from error
    if len(text) > _LONGEST:
        raise UnreadablePlanError(name, f"里的文字超过 {_LONGEST >> 20} MB，太大了", "请只留正文，再存一份")
    return text


def _body_of(name: str, text: bytes) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415  only where a .docx is read

    try:
        body = parse_xml(text).find(f"{_WORD}body")
    except SyntaxError as error:  # as lxml calls what is no XML
        raise UnreadablePlanError(name, "打不开，里面的内容坏了", "请用 WPS 或 Word 打开，另存一份再读") from error
    if body is None:
        raise UnreadablePlanError(name, "不是 Word 文档", "请选 .txt 或 .docx 的规划纲要")
    return body


def _of_table(table: Any) -> Iterator[tuple[str, Any]]:
    rows = [list(_cells_of(row)) for row in table.iterchildren(f"{_WORD}tr")]
    if max((len(row) for row in rows), default=0) == 1:
        for row in rows:
            first, *more = row[0].split("\n")
            yield "cell", first
            yield from (("text", line) for line in more)
        yield "text", ""
        return
    yield from (("row", tuple(cell.replace("\n", "") for cell in row)) for row in rows)
    yield "text", ""


def _cells_of(row: Any) -> Iterator[str]:
    """The texts of a row; what is merged to the right stands in each of its columns, what is merged down only on top."""
    for cell in row.iterchildren(f"{_WORD}tc"):
        properties = cell.find(f"{_WORD}tcPr")
        span = properties.find(f"{_WORD}gridSpan") if properties is not None else None
        down = properties.find(f"{_WORD}vMerge") if properties is not None else None
        is_below = down is not None and down.get(f"{_WORD}val") != "restart"
        text = "" if is_below else "\n".join(_text_of(part).strip() for part in cell.iterchildren(f"{_WORD}p"))
        yield from [text.strip()] * _columns(span.get(f"{_WORD}val") if span is not None else None)


def _columns(span: str | None) -> int:
    """Over how many columns a cell goes; what is no number that a table can have is one."""
    number = int(span) if span and re.fullmatch(r"[0-9]{1,2}", span) else 1
    return number if 1 <= number <= _MOST_COLUMNS else 1


def _text_of(element: Any) -> str:
    parts = []
    for node in element.iter():
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag in (f"{_WORD}tab", f"{_WORD}br") and node.getparent().tag == f"{_WORD}r":
            parts.append(" " if node.tag.endswith("tab") else "\n")
    return "".join(parts)
