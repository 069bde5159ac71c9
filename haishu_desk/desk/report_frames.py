"""How the district wants its reports: title, 文号, issuing office, whom to, paragraphs before and after, its own style file."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.canonical import digest
from haishu_desk.domain.errors import DeskError, UsageError
from haishu_desk.domain.signs import cannot_travel
from haishu_desk.report.material import KIND_TITLES, Frame

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

FRAMES = "report-settings"
TEXTS = ("title", "number", "office", "addressee")
PARAGRAPHS = ("before", "after")
CONGRESS = "congress"
_STYLE, _STYLE_NAME, _STYLE_HASH = "style", "style_name", "style_sha256"
_LONGEST_STYLE = 2_000_000
_CONGRESS_TO = "区人大常委会"


class Frames:
    """Reads and writes the edition of the settings; one row a kind of report."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def told(self, kind: str) -> dict[str, Any]:
        """What was settled for that kind, without the bytes of the style file."""
        return {name: value for name, value in self._row(kind).items() if name != _STYLE}

    def frame(self, kind: str, *, for_congress: bool = False) -> Frame:
        """The frame of one report; for the 人大 what was settled for `congress` counts before that of the kind."""
        row = self._row(kind)
        if for_congress:
            row = {
                **{name: row[name] for name in ("office", "number") if name in row},
                "addressee": _CONGRESS_TO,
                **self._row(CONGRESS),
            }
        texts = {name: str(row.get(name) or "") for name in TEXTS}
        if not texts["office"]:
            texts["office"] = f"{self._desk.documents.units.district.name}发展和改革局"
        before, after = (tuple(row.get(name) or ()) for name in PARAGRAPHS)
        return Frame(texts["title"], texts["number"], texts["office"], texts["addressee"], before, after)

    def style(self, kind: str) -> tuple[bytes, str] | None:
        """The office's own style file for that kind, with its name; else the one for all kinds."""
        for row in (self._row(kind), self._row("")):
            if row.get(_STYLE):
                return base64.b64decode(row[_STYLE]), str(row[_STYLE_NAME])
        return None

    def settle(
        self, kind: str, texts: Mapping[str, Any], style: Path | None = None, document: str | None = None
    ) -> dict[str, Any]:
        """Let these texts stand for that kind from now on; an empty one takes what stood there away. Returns `told`."""
        if not self._desk.is_district:
            raise NotYoursError("报告设置由区级来定", "请联系区级")
        if kind not in (*KIND_TITLES, CONGRESS, ""):
            raise UsageError(f"没有报告“{kind}”", f"可用：{'、'.join((*KIND_TITLES, CONGRESS))}")
        for name, value in texts.items():
            if name not in (*TEXTS, *PARAGRAPHS):
                raise UsageError(f"报告没有设置“{name}”", f"可用：{'、'.join((*TEXTS, *PARAGRAPHS))}")
            if any(cannot_travel(text) for text in ([value] if isinstance(value, str) else value)):
                raise UsageError("这段话里有看不见的符号", "请删去后重新输入")
        row = {**self._row(kind), **texts, **(self._read(style) if style else {})}
        rows = {**self._rows(), kind: {name: value for name, value in row.items() if value}}
        self._desk.planning.publish(FRAMES, rows, document=document)
        return self.told(kind)

    def _read(self, style: Path) -> dict[str, str]:
        """The bytes of a .docx whose styles the reports shall have; NoStyleFileError if it is none."""
        from haishu_desk.report.docx_report import refuse_no_style  # noqa: PLC0415  heavy, and seldom asked for

        data = style.read_bytes()
        if len(data) > _LONGEST_STYLE:
            raise DeskError(f"版式文件“{style.name}”太大", "请删去里面的图片，留下样式，再选一次", code="style-file")
        refuse_no_style(data, style.name)
        return {_STYLE: base64.b64encode(data).decode("ascii"), _STYLE_NAME: style.name, _STYLE_HASH: digest(data)}

    def _row(self, kind: str) -> dict[str, Any]:
        return dict(self._rows().get(kind, {}))

    def _rows(self) -> dict[str, Any]:
        edition = self._desk.workspace.cells.edition(FRAMES)
        return dict(edition.content) if edition else {}
