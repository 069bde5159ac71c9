"""What a reviewer has said of cells and not decided yet, as the window keeps it in a file beside the workspace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.domain.errors import SurroundingsError
from haishu_desk.domain.quantity import from_json
from haishu_desk.store.files import write_file

_KIND = "judgements"
_VERDICTS = ("认可", "退回")


@dataclass(frozen=True)
class Opinion:
    """认可 or 退回 of one cell, with its remark and the values (`text`, JSON) that it was said of."""

    key: ReturnKey
    item: str
    column: str
    text: str

    @property
    def place(self) -> tuple[ReturnKey, str, str]:
        """The cell."""
        return (self.key, self.item, self.column)

    @property
    def said(self) -> dict[str, str]:
        """`{"verdict", "remark"}`."""
        stored = json.loads(self.text)
        return {"verdict": str(stored["verdict"]), "remark": str(stored["remark"])}

    def as_json(self) -> dict[str, str]:
        """As a row of the file."""
        place = {"form": self.key.form, "unit": self.key.unit, "period": self.key.period}
        return {**place, "item": self.item, "column": self.column, "text": self.text}

    @staticmethod
    def from_json(row: Mapping[str, Any]) -> Opinion:
        """The opinion of a row; ValueError, KeyError or TypeError for what is none."""
        texts = [row[name] for name in ("form", "unit", "period", "item", "column", "text")]
        if not all(isinstance(text, str) for text in texts):
            raise TypeError("an opinion is made of texts")
        form, unit, period, item, column, text = texts
        opinion = Opinion(ReturnKey(form, unit, period), item, column, text)
        if opinion.said["verdict"] not in _VERDICTS:
            raise ValueError("no verdict")
        for value in json.loads(text)["of"]:
            from_json(value)
        return opinion


def read_opinions(workspace: Path) -> list[Opinion]:
    """The opinions that are kept beside that workspace; SurroundingsError if the file is there and cannot be read."""
    file = _file(workspace)
    try:
        return [Opinion.from_json(row) for row in json.loads(file.read_text("utf-8"))["drafts"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SurroundingsError(f"{file.name} 读不出来", "请打开一次审核页，它会把坏的放在一边") from error


def write_opinions(workspace: Path, opinions: Iterable[Opinion]) -> None:
    """Keep these instead; the file is there only while there is one."""
    rows = [opinion.as_json() for opinion in opinions]
    if rows:
        write_file(_file(workspace), json.dumps({"drafts": rows}, ensure_ascii=False, indent=1).encode())


def _file(workspace: Path) -> Path:
    return workspace.with_name(f"{workspace.name}.{_KIND}.json")
