"""The verb upgrade: what a newer program ships otherwise than the workspace has it."""

from __future__ import annotations

import argparse
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.stray import refuse_stray
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.errors import UsageError

_TITLES = {"title": "文件", "where": "哪里", "before": "原来", "after": "现在", "done": ""}


def _upgrade_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--take", metavar="NAME", help="采用这一份的修订，如 forms、plan:145；区里自己改过的地方不动")
    parser.add_argument("--decline", metavar="NAME", help="不采用这一份，以后不再提示")
    parser.add_argument("--document", metavar="文号", help="--take 的依据")


def _upgrade(given: Namespace) -> Answer:
    if given.take and given.decline:
        raise UsageError("--take 和 --decline 只能写一个", "一次采用或不采用一份")
    if not given.take:
        refuse_stray(given, ("--document",), "--take")
    with open_desk(given, write=bool(given.take or given.decline)) as desk:
        if given.decline:
            desk.upgrading.decline(given.decline)
        rows = [desk.upgrading.take(given.take, given.document)] if given.take else desk.upgrading.offers()
    answer = [offer.as_json() for offer in rows]
    return Answer(answer, _shown(answer) if answer else ["没有随程序来的修订"])


def _shown(offers: list[dict[str, Any]]) -> list[str]:
    rows: list[dict[str, Any]] = []
    for offer in offers:
        if offer["new"]:
            rows.append({"title": offer["title"], "where": "新的规划", "before": "—", "after": "—", "done": ""})
        rows += [
            {**row, "title": offer["title"], "done": "区里改过，不动" if row["kept"] else ""}
            for row in offer["differences"]
        ]
    return table(rows, _TITLES)


VERBS = (
    Verb(
        "upgrade",
        "新版程序带来的规划、报表和规则的修订：列出不同，采用或不采用",
        _upgrade_arguments,
        _upgrade,
        example="upgrade",
    ),
)
