"""report --kind public: what is public, the 审查单, who confirms it, and the folder that is written."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, open_desk
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.publishing import PublicDraft

_DECIDED = {"item": "代码", "name": "指标", "public": "公开", "by": "谁定的", "at": "日期", "document": "文号"}
_MOST = 5


def public_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of the public edition."""
    parser.add_argument("--hide", action="append", metavar="CODE", help="公开版不列这项指标，要写 --document；可写几次")
    parser.add_argument(
        "--show", action="append", metavar="CODE", help="公开版重新列这项指标，要写 --document；可写几次"
    )
    parser.add_argument("--document", metavar="文号", help="--hide、--show、--confirm 的依据")
    parser.add_argument(
        "--review", action="store_true", help="公开版审查单：逐项列出会公开什么、谁定的；加 --out FILE.xlsx 写成表"
    )
    parser.add_argument("--confirm", action="store_true", help="以操作人的名义确认审查单，记录在案；不写出")


def public(given: Namespace) -> Answer:
    """Decide, look through, confirm or write, as the flags say."""
    if given.as_of or given.snapshot or given.congress or given.edition or given.base != "published":
        raise UsageError(
            "公开版没有 --as-of、--snapshot、--edition、--congress，--base 只用 published",
            "公开版总是按现在审核通过的数写",
        )
    looks_only = given.review and not (given.hide or given.show)
    with open_desk(given, write=not looks_only) as desk:
        if given.hide or given.show:
            _decide(desk, given)
            if given.year is None:
                return _decided(desk)
        if given.year is None:
            raise UsageError("公开版要写 --year", "例如 report --kind public --year 2024 --review")
        draft = desk.publishing.draft(given.year, plan=given.plan, cutoff=given.cutoff, words=given.words)
        if given.review:
            return _review(desk, draft, given)
        if given.confirm:
            return _confirm(desk, draft, given)
        if given.out is None:
            raise UsageError(
                "公开版要写 --out 文件夹", "例如 report --kind public --year 2024 --out 公开版；先看审查单用 --review"
            )
        return _write(desk, draft, given)


def _decide(desk: Desk, given: Namespace) -> None:
    for codes, is_public in ((given.hide, False), (given.show, True)):
        if codes:
            desk.publishing.decide(codes, public=is_public, document=given.document or "")


def _decided(desk: Desk) -> Answer:
    rows = list(desk.publishing.decisions().values())
    catalogue = desk.documents.catalogue
    shown = [
        {**row, "name": catalogue.get(row["item"]).name, "public": _yes(row["public"]), "at": row["at"][:10]}
        for row in rows
    ]
    return Answer(rows, table(shown, _DECIDED))


def _review(desk: Desk, draft: PublicDraft, given: Namespace) -> Answer:
    from haishu_desk.desk.publishing import REVIEW_TITLES  # noqa: PLC0415  --help must not load it
    from haishu_desk.store.files import write_file  # noqa: PLC0415  as above

    rows = draft.review()
    if given.out is not None:
        if given.out.suffix.lower() != ".xlsx":
            raise UsageError(f"审查单不能写成“{given.out.name}”", "请把文件名写成 .xlsx")
        write_file(given.out, desk.publishing.review_book(draft))
    confirmed = desk.publishing.confirmation(draft.edition.digest)
    state = f"{confirmed.day} 由{confirmed.by}确认" if confirmed else "还没有确认"
    lines = table([{**row, "public": _yes(row["public"])} for row in rows], REVIEW_TITLES)
    lines += [f"{draft.edition.title}，快照 {draft.code}，{state}", *_warned(draft)]
    return Answer(rows, lines)


def _confirm(desk: Desk, draft: PublicDraft, given: Namespace) -> Answer:
    confirmed = desk.publishing.confirm(draft, given.document)
    answer = {"snapshot": draft.code, "by": confirmed.by, "day": confirmed.day, "items": len(draft.edition.items)}
    return Answer(
        answer, [f"{draft.edition.title}，快照 {draft.code}，{confirmed.day} 由{confirmed.by}审查确认", *_warned(draft)]
    )


def _write(desk: Desk, draft: PublicDraft, given: Namespace) -> Answer:
    """Who writes it out confirms it with that, where nobody has and one person is enough; the answer says who did."""
    if not desk.settings.two_people:
        desk.publishing.confirm(draft, given.document)
    answer: dict[str, Any] = desk.publishing.write(draft, given.out)
    confirmed = desk.publishing.confirmation(draft.edition.digest)
    who = f"，{confirmed.day} 由{confirmed.by}审查确认" if confirmed else ""
    lines = [
        f"写出 {answer['file']}：数据 {answer['facts']} 个，没有数的 {len(answer['missing'])} 项，快照 {draft.code}{who}"
    ]
    lines += _warned(draft)
    if answer["others"]:
        few = "、".join(answer["others"][:_MOST]) + ("等" if len(answer["others"]) > _MOST else "")
        lines.append(f"文件夹里还有别的：{few}。发布前请移走")
    return Answer({**answer, "snapshot": draft.code, "personal": draft.personal}, lines)


def _warned(draft: PublicDraft) -> list[str]:
    from haishu_desk.report.personal_places import warning_of  # noqa: PLC0415  --help must not load it

    return [said for said in [warning_of(draft.personal)] if said]


def _yes(is_public: object) -> str:
    return "是" if is_public else "否"
