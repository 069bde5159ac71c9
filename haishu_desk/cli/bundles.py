"""Verbs about bundles: issue, submit, receive, inspect, outbox, reply."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, quantity_text, table
from haishu_desk.cli.verbs import Namespace, Verb, form_flag, open_desk, out_flag, unit_and_period, workspace_path
from haishu_desk.domain.errors import DeskError, UsageError

if TYPE_CHECKING:
    from haishu_desk.desk import Desk
    from haishu_desk.desk.outcomes import Outcome

_WRITTEN = {"file": "文件", "kind": "种类", "unit": "单位", "period": "期", "cells": "格数"}


def _issue_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", metavar="U", help="单位代码")
    parser.add_argument("--all", action="store_true", help="所有有任务的单位")
    parser.add_argument("--period", metavar="P", help="报告期；不写则为一年内结束、该报而还没有下发的各期")
    form_flag(parser)
    parser.add_argument(
        "--due", nargs="?", const="schedule", metavar="DATE", help="截止日期，如 2026-01-10；后面不写日期则按频度与截止（见 schedule）"
    )  # fmt: skip
    parser.add_argument("--preview", action="store_true", help="只看会下发什么，不写文件，也不改动")
    parser.add_argument("--out", type=Path, metavar="FILE", help="文件（.xlsx）；--all 或不写 --period 时为文件夹")


def _issue(given: Namespace) -> Answer:
    if bool(given.unit) == given.all:
        raise UsageError("issue 要写 --unit 单位，或 --all", "两个只写一个")
    units = None if given.all else [given.unit]
    if given.preview:
        return _issue_preview(given, units)
    if given.out is None:
        raise UsageError("issue 要写 --out", "只想看会下发什么，请加 --preview")
    with open_desk(given, write=True) as desk:
        rows = desk.exchange.issue(units, given.period, given.due, given.out, given.form)
    if not rows:
        return Answer(rows, ["一年内结束、该报的都下发过了"])
    return _written(rows)


def _issue_preview(given: Namespace, units: list[str] | None) -> Answer:
    """What would be handed out, a row a return."""
    from haishu_desk.desk.issuing import Issuing  # noqa: PLC0415  --help must not load it

    with open_desk(given) as desk:
        issuing = Issuing(desk)
        rows = issuing.preview(issuing.plan(units, given.period, given.form), given.due)
    titles = {"unit": "单位", "period": "期", "form": "报表", "due": "截止", "cells": "项数"}
    return Answer(rows, [*table(rows, titles), f"共 {len(rows)} 份；还没有下发，去掉 --preview 才下发"])


def _written(rows: list[dict[str, Any]]) -> Answer:
    from haishu_desk.desk.outbox import SAFE  # noqa: PLC0415  --help must not load it

    return Answer(rows, [*table(rows, _WRITTEN), *([SAFE] if rows else [])])


def _hand_over_arguments(parser: argparse.ArgumentParser) -> None:
    unit_and_period(parser)
    form_flag(parser)
    out_flag(parser, "写到哪个文件（.xlsx）或文件夹")


def _submit_arguments(parser: argparse.ArgumentParser) -> None:
    _hand_over_arguments(parser)
    parser.add_argument("--empty", action="store_true", help="空表上报：这一期没有要报的数，与 --reason 同用")
    parser.add_argument("--reason", metavar="R", help="空表的理由")


def _submit(given: Namespace) -> Answer:
    if given.empty != bool(given.reason):
        raise UsageError("--empty 和 --reason 要一起用", "空表上报要写明为什么没有数")
    with open_desk(given, write=True) as desk:
        rows = desk.exchange.submit(given.unit, given.period, given.form, given.out, given.reason)
    return _written(rows)


def _reply_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--unit", required=True, metavar="U", help="单位代码，见 units")
    parser.add_argument("--period", metavar="P", help="报告期：2025、2025-H1、2025-Q3 或 2025-09")
    parser.add_argument("--all", action="store_true", help="这个单位的全部报表，每期一个文件：给换了的电脑")
    form_flag(parser)
    out_flag(parser, "写到哪个文件（.xlsx）或文件夹；--all 时为文件夹")


def _reply(given: Namespace) -> Answer:
    if bool(given.period) == given.all or (given.all and given.form):
        raise UsageError("reply 要写 --period 报告期，或 --all", "--all 是全部报表，不写 --period 和 --form")
    with open_desk(given, write=True) as desk:
        if given.all:
            return _written(desk.exchange.reply_all(given.unit, given.out))
        rows = desk.exchange.reply(given.unit, given.period, given.form, given.out)
    return _written(rows)


def _receive_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="数据包、手工填好的任务包，或装着它们的文件夹；不写则装入留存的",
    )
    parser.add_argument("--take", choices=["signed", "visible"], help="签名以后又改过的：采用签名的数，或看到的数")
    parser.add_argument("--reason", metavar="R", help="采用哪一个的理由")
    parser.add_argument("--again", action="store_true", help="装入后撤回过的文件，再装入一次")
    parser.add_argument(
        "--preview", action="store_true", help="预演：只看会改哪些格、哪里不一致、有什么问题，什么也不写"
    )


def _receive(given: Namespace) -> Answer:
    with open_desk(given, write=True) as desk:
        outcomes = _outcomes(desk, given)
    rows = [outcome.as_preview() if given.preview else outcome.as_json() for outcome in outcomes]
    done = {"received": "会装入", "refused": "不能装入"} if given.preview else {}
    titles = {"received": "已装入", "duplicate": "没有新内容", "held": "搁置", "refused": "未装入", **done}
    signed = [outcome.signed or "读不出" for outcome in outcomes]
    shown = [{**row, "status": titles[row["status"]], "signed": word} for row, word in zip(rows, signed, strict=True)]
    columns = {
        "file": "文件",
        "kind": "种类",
        "unit": "单位",
        "period": "期",
        "status": "结果",
        "changes": "改动",
        "conflicts": "不一致",
        "signed": "签名",
    }
    # A preview is asked what a file is, as inspect is: that it would wait for an answer is no fault.
    bad = any(row["status"] in (("refused",) if given.preview else ("held", "refused")) for row in rows)
    cells = _shifted(rows) if given.preview else []
    return Answer(rows, [*table(shown, columns), *_said(rows), *cells], 1 if bad else 0)


def _shifted(rows: Sequence[dict[str, Any]]) -> list[str]:
    """The cells that the files would change, below a line that counts them."""
    fates = {
        "clash": "数据不一致",
        "changed": "改动",
        "cleared": "清除",
        "new": "新填",
        "same": "相同",
        "old": "已有更新的",
    }
    columns = {"item": "代码", "field": "字段", "vintage": "数值状态", "before": "现值", "after": "装入后", "fate": ""}
    lines = []
    for row in rows:
        counted = "，".join(f"{fates[fate]} {number} 格" for fate, number in row["counts"].items() if number)
        lines += ["", f"{row['file']}：{counted or '不改任何格'}"]
        cells = [
            {**cell, "fate": fates[cell["fate"]], **{side: quantity_text(cell[side]) for side in ("before", "after")}}
            for cell in row["cells"]
        ]
        lines += table(cells, columns) if cells else []
    return lines


def _outcomes(desk: Desk, given: Namespace) -> list[Outcome]:
    """Of the files that were named; without any of those that were kept until this program can read them."""
    if given.preview:
        return desk.exchange.receiver.preview(given.files, given.take, given.reason, again=given.again)
    if given.files:
        return desk.exchange.receiver.receive(given.files, given.take, given.reason, _progress, again=given.again)
    waiting = desk.kept.rows()
    if not waiting:
        raise UsageError("没有写要装入的文件，也没有留存的文件", "请写上文件或文件夹")
    if not any(row["readable"] for row in waiting):
        raise DeskError(
            f"留存的 {len(waiting)} 个文件还是由更新的程序传出的，现在读不了", "请先升级程序，再装入一次", code="E33"
        )
    return desk.kept.take_in()


def _progress(done: int, total: int) -> None:
    """How far it is, for somebody who sits before the terminal."""
    if total > 1 and sys.stderr.isatty():
        print(f"\r装入 {done} / {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _said(rows: Sequence[dict[str, Any]]) -> list[str]:
    lines = []
    for row in rows:
        lines += [f"{row['error']['message']}。{row['error']['advice']}"] if row["error"] else []
        lines += [
            f"{row['file']}：{'。'.join(filter(None, (finding['message'], finding['advice'])))}"
            for finding in row["findings"]
        ]
    return lines


def _inspect_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="任何工作簿")
    parser.add_argument(
        "--code", metavar="CODE", help="纸上的版本码，如 3F2A-91C0：是哪个单位哪一版，现在是不是最新，与现在差在哪里"
    )


def _inspect(given: Namespace) -> Answer:
    if (given.file is None) == (given.code is None):
        raise UsageError("inspect 后面要写一个文件，或用 --code 写版本码", "两样写一样")
    return _inspect_code(given) if given.code is not None else _inspect_file(given)


def _inspect_code(given: Namespace) -> Answer:
    """`{"versions", "values", "since"}`; the last two only where one revision is meant."""
    with open_desk(given) as desk:
        codes = desk.version_codes
        found = codes.find(given.code)
        only = found[0] if len(found) == 1 else None
        values = codes.values(only) if only else []
        since = [row.as_json() for row in codes.since(only)] if only else []
    answer = {"versions": [each.as_json() for each in found], "values": values, "since": since}
    if only is None:
        rows = [{"code": each.code, "title": each.title, "judged": each.judged} for each in found]
        return Answer(
            answer,
            [
                f"版本码“{given.code}”对应 {len(found)} 版：",
                *table(rows, {"code": "版本码", "title": "是什么", "judged": "审核"}),
            ],
        )
    lines = [f"{label}：{text}" for label, text in only.facts]
    changed = f"与现在的数不同的有 {len(since)} 格" if since else "与现在的数一样"
    return Answer(answer, [*lines, changed])


def _inspect_file(given: Namespace) -> Answer:
    from haishu_desk.desk.inspecting import inspect  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.signatures import signature_word  # noqa: PLC0415  as above

    if given.db or workspace_path(given).is_file():
        with open_desk(given) as desk:
            seen = inspect(given.file, desk.exchange.roster)
    else:
        seen = inspect(given.file, None)
    titles = {"kind": "种类", "unit": "单位", "period": "期", "signature": "签名", "edited_outside": "在别处改过的格"}
    word = signature_word(seen["signature"], changed=bool(seen["edited_outside"]) and seen["kind"] == "上报包")
    return Answer(seen, table([{**seen, "signature": word}], titles), 1 if seen["signature"] == "invalid" else 0)


def _outbox_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--again", metavar="BUNDLE", help="把这个包再传出一次，一字不差；写编号的开头几位")
    parser.add_argument("--out", type=Path, metavar="FILE", help="与 --again 一起：写到哪个文件（.xlsx）或文件夹")


def _outbox(given: Namespace) -> Answer:
    if bool(given.again) != bool(given.out):
        raise UsageError("--again 和 --out 要一起用", "请写明再传出哪一个包、写到哪里")
    with open_desk(given, write=bool(given.again)) as desk:
        outbox = desk.exchange.outbox
        rows = [outbox.again(given.again, given.out)] if given.again else outbox.rows()
    if given.again:
        return _written(rows)
    shown = [{**row, "bundle": row["bundle"][:8], "answered": _answered(row)} for row in rows]
    return Answer(
        rows, table(shown, {"bundle": "编号", "kind": "种类", "unit": "单位", "period": "期", "answered": "回音"})
    )


def _answered(row: dict[str, Any]) -> str:
    # What comes back as a task is one that was filled in by hand.
    answer = "手填的任务包" if row["answered"] == "任务包" else row["answered"]
    return f"{answer}已到" if answer else ("未回" if row["waits"] else "")


VERBS = (
    Verb(
        "issue",
        "下发任务包",
        _issue_arguments,
        _issue,
        example="issue --unit 330203105 --period 2025 --due 2026-01-10 --out 任务包.xlsx",
    ),
    Verb(
        "submit",
        "传出上报包",
        _submit_arguments,
        _submit,
        example="submit --unit 330203105 --period 2025 --out 上报包.xlsx",
    ),
    Verb("receive", "装入数据包或手工填好的工作簿", _receive_arguments, _receive, example="receive 上报包.xlsx"),
    Verb(
        "inspect",
        "看一个文件是什么，或纸上的版本码是哪一版，不改动任何数据",
        _inspect_arguments,
        _inspect,
        example="inspect 上报包.xlsx",
    ),
    Verb("outbox", "传出过的包和它们的回音；把一个包再传出一次", _outbox_arguments, _outbox, example="outbox"),
    Verb(
        "reply",
        "传出回执、退回包或批复包；或一个单位的全部报表",
        _reply_arguments,
        _reply,
        example="reply --unit 330203105 --period 2025 --out 批复包.xlsx",
    ),
)
