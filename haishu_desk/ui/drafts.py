"""What was typed and is not stored yet, in a file beside the workspace: offered back when its place is shown again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from haishu_desk.domain.cells import ReturnKey
from haishu_desk.store.files import write_file

Place = tuple[str, str]


class Drafts:
    """Texts by return, item and column; the file is there only while there is a text in it."""

    def __init__(self, workspace: Path, kind: str = "draft") -> None:
        self.path = workspace.with_name(f"{workspace.name}.{kind}.json")
        self._texts: dict[ReturnKey, dict[Place, str]] = {}
        self._load()

    def of(self, key: ReturnKey) -> dict[Place, str]:
        """The texts of one return, by item and column."""
        return dict(self._texts.get(key, {}))

    def keep(self, key: ReturnKey, place: Place, text: str) -> None:
        """Keep a text; SurroundingsError if the disk does not take it."""
        self.keep_all(key, {place: text})

    def keep_all(self, key: ReturnKey, texts: Mapping[Place, str]) -> None:
        """Keep several texts at once; SurroundingsError if the disk does not take them."""
        self._texts.setdefault(key, {}).update(texts)
        self._save()

    @property
    def is_any(self) -> bool:
        """Whether a text is kept anywhere."""
        return any(self._texts.values())

    def forget(self, key: ReturnKey, place: Place) -> None:
        """The text was stored or given up."""
        if self._texts.get(key, {}).pop(place, None) is not None:
            self._save()

    def forget_all(self, key: ReturnKey) -> None:
        """Nothing that was kept of this return is wanted any more."""
        if self._texts.pop(key, None):
            self._save()

    def _load(self) -> None:
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            for row in stored["drafts"]:
                key = ReturnKey(row["form"], row["unit"], row["period"])
                self._texts.setdefault(key, {})[str(row["item"]), str(row["column"])] = str(row["text"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError):
            # A file that cannot be read is no reason not to work; it is put aside for whoever looks for it.
            self._texts.clear()
            self._put_aside()

    def _put_aside(self) -> None:
        try:
            self.path.replace(self.path.with_suffix(".unreadable"))
        except OSError:
            return

    def _save(self) -> None:
        rows = [
            {"form": key.form, "unit": key.unit, "period": key.period, "item": item, "column": column, "text": text}
            for key, texts in self._texts.items()
            for (item, column), text in texts.items()
        ]
        if rows:
            write_file(self.path, json.dumps({"drafts": rows}, ensure_ascii=False, indent=1).encode())
        else:
            self.path.unlink(missing_ok=True)
