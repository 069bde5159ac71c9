"""公开版: which indicators are public, the 审查单 that a named person confirms, and the folder that is written from it.

All indicators are public until the district says otherwise with a 文号; that is an edition and stays at home. What is
confirmed is one exact content, by its sum: whatever changes afterwards has to be looked through again. The journal keeps who
confirmed, and who wrote it out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk import paths
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.desk.public_ground import PublicGround, Wanted, wanted
from haishu_desk.domain.errors import DeskError, SurroundingsError, UsageError, said_of
from haishu_desk.domain.items import INDICATOR
from haishu_desk.report.personal_places import personal_of_edition
from haishu_desk.report.public_facts import PublicEdition, Stamp, stamp_of
from haishu_desk.store.files import write_file
from haishu_desk.store.journal import AUDIT

if TYPE_CHECKING:
    from haishu_desk.desk import Desk

# Like the other settings of reports it is left out of what a snapshot is named by.
PUBLICATION = "report-public"
CONFIRMED, WRITTEN = "公开版审查确认", "写出公开版"
PAGE, BOOK, TABLE = "index.html", "data.xlsx", "data.csv"
FILES = (BOOK, TABLE, PAGE)
REVIEW_TITLES = {
    "item": "代码", "name": "指标", "period": "报告期", "value": "数值", "vintage": "数值状态", "basis": "依据",
    "target": "目标", "verdict": "结论", "public": "公开", "decided": "谁定的", "at": "日期", "document": "文号",
}  # fmt: skip


class NotConfirmedError(DeskError):
    """Nobody has confirmed exactly this content."""

    def __init__(self, title: str, code: str) -> None:
        super().__init__(
            f"{title}还没有审查确认，没有写出（快照 {code}）",
            "请先看审查单，由一位具名的人确认；数或公开范围改过以后要重新确认",
            code="not-confirmed",
        )


class SamePersonError(DeskError):
    """Who confirmed wants to write it out too, and the district wants two people."""

    def __init__(self, person: str) -> None:
        super().__init__(
            f"这一版由{person}审查确认，按设置审核和审批要由两个人做，不能再由{person}写出",
            "请由另一人用自己的姓名写出",
            code="two-people",
        )


@dataclass(frozen=True)
class Confirmation:
    """Who confirmed a content, and on which day (ISO)."""

    by: str
    day: str


class PublicDraft:
    """One edition as it would go out now, and its 审查单."""

    def __init__(self, ground: PublicGround, asked: Wanted, decisions: dict[str, dict[str, Any]]) -> None:
        self.asked = asked
        self._ground, self._decisions = ground, decisions

    @cached_property
    def edition(self) -> PublicEdition:
        """What would be public."""
        return self._ground.edition()

    @property
    def code(self) -> str:
        """The short name of its content, as the page says it."""
        return stamp_of(self.edition, "").code

    @property
    def missing(self) -> list[str]:
        """The codes of public items without a figure of the year."""
        return [item.code for item in self.edition.items if not item.latest.has_value]

    @property
    def facts(self) -> int:
        """How many figures it states: of every year, and of the latest period where that is none of the years."""
        whole = [point for item in self.edition.items for point in {*item.points, item.latest}]
        return sum(point.has_value for point in whole)

    @cached_property
    def personal(self) -> list[str]:
        """Where something looks like a number of a person."""
        return personal_of_edition(self.edition)

    def review(self) -> list[dict[str, Any]]:
        """The 审查单 under `REVIEW_TITLES`: a row for each indicator, public or not; `public` is a bool."""
        rows = []
        for code, item in self._ground.items.items():
            made = self._decisions.get(code)
            verdict = item.verdict.whole
            rows.append(
                {
                    "item": code,
                    "name": item.name,
                    "period": item.period,
                    "value": item.latest.words,
                    "vintage": item.latest.vintage,
                    "basis": self._ground.basis(code),
                    "target": item.target.words,
                    "verdict": f"{verdict}，人工改判" if self._ground.is_by_hand(code) else verdict,
                    "public": made["public"] if made else True,
                    "decided": made["by"] if made else "没有另定，公开",
                    "at": made["at"][:10] if made else "",
                    "document": made["document"] if made else "",
                }
            )
        return rows


class Publishing:
    """Decides, confirms and writes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Which items.

    def decisions(self) -> dict[str, dict[str, Any]]:
        """The last decision on each item: `{"item", "public", "by", "at", "document"}` by its code."""
        edition = self._desk.workspace.cells.edition(PUBLICATION)
        return {row["item"]: row for row in edition.content} if edition else {}

    def decide(self, codes: Sequence[str], *, public: bool, document: str) -> None:
        """Let these indicators be public from now on, or no longer; a 文号 is asked for. UsageError for what is no indicator."""
        self._refuse_unit()
        catalogue = self._desk.documents.catalogue
        for code in codes:
            if catalogue.get(code).kind != INDICATOR:
                raise UsageError(f"{code} 不是规划表的指标", "公开版只列规划表的指标，任务和项目只列数目")
        if not document.strip():
            raise DeskError("公开范围的改动没有写文号", "请写明依据的文号，例如 海政办〔2025〕3号", code="no-reason")
        author = self._desk.author()
        made = {"public": public, "by": author.person, "at": author.at, "document": document.strip()}
        rows = self.decisions() | {code: {"item": code, **made} for code in codes}
        self._desk.planning.publish(PUBLICATION, list(rows.values()), document=document.strip())

    # Looking through.

    def draft(
        self, year: int, *, plan: str | None = None, cutoff: str | None = None, words: str = "national"
    ) -> PublicDraft:
        """The edition of that year as it would go out now; writes nothing. UsageError for a year or day there is none of."""
        asked = wanted(self._desk, year, plan=plan, cutoff=cutoff, words=words)
        decisions = self.decisions()
        hidden = {code for code, made in decisions.items() if not made["public"]}
        return PublicDraft(PublicGround(self._desk, asked, hidden), asked, decisions)

    def review_book(self, draft: PublicDraft) -> bytes:
        """The 审查单 as a workbook that is signed on paper."""
        from haishu_desk.report.xlsx_table import xlsx_table  # noqa: PLC0415  a workbook is heavy

        edition, confirmed = draft.edition, self.confirmation(draft.edition.digest)
        state = f"{confirmed.day} 由{confirmed.by}确认" if confirmed else "还没有确认"
        lines = (
            f"{edition.title}。数据截至 {edition.until}，快照 {draft.code}，{state}",
            "内部资料：含决定人姓名，不随公开版发布。任务和项目只公开数目。",
            "审查人：　　　　　　　　日期：　　　　　　　　批准人：　　　　　　　　日期：",
        )
        rows = [
            ["是" if row[key] is True else "否" if row[key] is False else str(row[key]) for key in REVIEW_TITLES]
            for row in draft.review()
        ]
        return xlsx_table("公开版审查单", "\n".join(lines), list(REVIEW_TITLES.values()), rows)

    def confirmation(self, digest: str) -> Confirmation | None:
        """Who first confirmed the content of that name; None if nobody did."""
        for entry in self._desk.workspace.journal.saying(AUDIT, CONFIRMED):
            line = json.loads(entry.body)
            if line["what"] == CONFIRMED and line["detail"].get("digest") == digest:
                return Confirmation(line["author"]["person"], line["author"]["at"][:10])
        return None

    def confirm(self, draft: PublicDraft, document: str | None = None) -> Confirmation:
        """Let the person who acts stand for exactly this content; once it is confirmed nothing more is written."""
        self._refuse_unit()
        edition = draft.edition
        known = self.confirmation(edition.digest)
        if known is not None:
            return known
        hidden = [row["item"] for row in draft.review() if not row["public"]]
        self._desk.audit(CONFIRMED, digest=edition.digest, title=edition.title, items=len(edition.items), hidden=hidden,
                         document=document)  # fmt: skip
        author = self._desk.author()
        return Confirmation(author.person, author.at[:10])

    # Writing.

    def write(self, draft: PublicDraft, folder: Path) -> dict[str, Any]:
        """Write the three files into `folder` and answer the contract's row, with `others`: what else lies there.

        NotConfirmedError where nobody confirmed this content, SamePersonError where two people are wanted.
        """
        self._refuse_unit()
        edition = draft.edition
        confirmed = self.confirmation(edition.digest)
        if confirmed is None:
            raise NotConfirmedError(edition.title, draft.code)
        if self._desk.settings.two_people and confirmed.by == self._desk.person:
            raise SamePersonError(confirmed.by)
        stamp = stamp_of(edition, confirmed.day)
        for name, data in zip(FILES, files_of(edition, stamp), strict=True):
            write_file(folder / name, data)
        self._desk.audit(WRITTEN, digest=edition.digest, title=edition.title, folder=folder.name)
        return {
            "file": str(folder),
            "kind": "public",
            "facts": draft.facts,
            "missing": draft.missing,
            "others": _others(folder),
        }

    def _refuse_unit(self) -> None:
        if not self._desk.is_district:
            raise NotYoursError("公开版由区级来做", "单位可以打印自己的报表")
        self._desk.refuse_in_copy()


def files_of(edition: PublicEdition, stamp: Stamp) -> tuple[bytes, bytes, bytes]:
    """The bytes of `FILES`; the same edition and stamp give the same bytes."""
    from haishu_desk.report.public_book import public_book  # noqa: PLC0415  a workbook is heavy
    from haishu_desk.report.public_page import public_page  # noqa: PLC0415  only where one is written
    from haishu_desk.report.public_table import csv_of  # noqa: PLC0415  as above

    looks = paths.resources() / "public"
    style, script = ((looks / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    page = public_page(edition, stamp, style, script).encode()
    return public_book(edition, stamp), csv_of(edition), page


def _others(folder: Path) -> list[str]:
    """What else lies in the folder: it would go out with it."""
    try:
        return sorted(path.name for path in folder.iterdir() if path.name not in FILES)
    except OSError as error:
        raise SurroundingsError(f"看不了文件夹 {folder}（{said_of(error)}）", "请核对文件夹的权限") from error
