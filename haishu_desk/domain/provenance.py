"""Where a figure that was entered for somebody else comes from: 来函, 电话, 年鉴 and its date, kept with the edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haishu_desk.domain.errors import UsageError
from haishu_desk.domain.periods import is_date

USUAL = ("来函", "电话", "年鉴", "会议材料")
_LONGEST = 60
_BY, _ON = "told_by", "told_on"


@dataclass(frozen=True)
class Provenance:
    """The source in words and its day (ISO) or None."""

    source: str
    day: str | None = None

    @staticmethod
    def of(source: str | None, day: str | None) -> Provenance | None:
        """What somebody wrote of it, None for nothing; UsageError for a day that is none, is not here yet, or stands alone."""
        source, day = (source or "").strip(), (day or "").strip() or None
        if not source and day is None:
            return None
        if not source:
            raise UsageError("写了来源的日期，没有写来源", "请写明来源，如 来函、电话、年鉴")
        if len(source) > _LONGEST:
            raise UsageError(f"来源太长，有 {len(source)} 个字", f"请写在 {_LONGEST} 个字以内，详细的写在说明里")
        if day is not None and not is_date(day):
            raise UsageError(f"看不懂来源的日期“{day}”", "请写成 2026-01-05")
        if day is not None and day > date.today().isoformat():  # noqa: DTZ011  the office's own day
            raise UsageError(f"来源的日期 {day} 还没有到", "请核对日期")
        return Provenance(source, day)

    def as_json(self) -> dict[str, str]:
        """The keys that are added to the source of an edit."""
        return {_BY: self.source, **({_ON: self.day} if self.day else {})}


def provenance_words(source: Mapping[str, Any] | None) -> str:
    """What the source of an edit says of it: 电话 2026-01-05; empty where nobody said it."""
    return " ".join(filter(None, (str((source or {}).get(name) or "") for name in (_BY, _ON))))
