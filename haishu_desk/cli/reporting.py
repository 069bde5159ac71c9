"""The verb report: each kind is a function of `KINDS`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.publishing import public, public_arguments
from haishu_desk.cli.return_paper import write_return
from haishu_desk.cli.stray import refuse_stray_of_report
from haishu_desk.cli.verbs import Namespace, Verb, open_desk
from haishu_desk.domain.errors import SurroundingsError, UsageError

Kind = Callable[[Namespace], Answer]
_WRITTEN = {"day": "日期", "kind": "报告", "year": "年度", "edition": "版本", "snapshot": "快照", "facts": "数据", "missing": "未取得",
            "by": "谁写", "file": "文件"}  # fmt: skip
_FRAME = ("title", "number", "office", "addressee", "before", "after")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--kind",
        metavar="K",
        help=f"报告：{'、'.join(f'{name} {title}' for name, title in _TITLES.items())}、public 公开版、return 单位的填报表（供签字）",
    )
    parser.add_argument("--year", type=int, metavar="Y", help="报告年度")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写到哪个文件（.docx、.xlsx、.pdf）；公开版是文件夹")
    parser.add_argument("--plan", metavar="ID", help="规划，见 plans；不写为年度所在的规划")
    parser.add_argument("--cutoff", metavar="DATE", help="评估截止日，如 2023-06-30；不写为年末")
    parser.add_argument(
        "--base", default="published", metavar="B", help="基期值：published 公布时的（默认），revised 修订后的"
    )
    parser.add_argument("--words", default="national", metavar="W", help="用词：national 国家（默认），district 区县")
    parser.add_argument("--as-of", metavar="DATE", help="按那一天数据文件里已经审核通过的数写；不写为现在")
    parser.add_argument("--snapshot", metavar="CODE", help="按写过的报告的快照再写一遍，内容一字不差；快照见 --written")
    parser.add_argument(
        "--edition", metavar="E", help="总结评估：期末版（末年可用预计数）或 复核版；不写则看末年有没有预计数"
    )
    parser.add_argument("--congress", action="store_true", help="写报区人大常委会的一版：短，数据同源")
    parser.add_argument("--written", action="store_true", help="列出写过的报告，不写新的")
    parser.add_argument("--settle", action="store_true", help="把下面的标题、文号等定为这种报告的设置，不写报告")
    parser.add_argument("--title", metavar="T", help="标题")
    parser.add_argument("--number", metavar="文号", help="报告的文号")
    parser.add_argument("--office", metavar="N", help="发文机关")
    parser.add_argument("--addressee", metavar="N", help="主送机关")
    parser.add_argument("--before", action="append", metavar="T", help="正文前的一段，可写几次")
    parser.add_argument("--after", action="append", metavar="T", help="正文后的一段，可写几次")
    parser.add_argument("--unit", metavar="U", help="填报表（return）：哪个单位；不写为本单位")
    parser.add_argument("--period", metavar="P", help="填报表：报告期；不写为 --year 的全年")
    parser.add_argument("--form", metavar="F", help="填报表：只写这一张；不写则该期的全部报表")
    parser.add_argument("--blank", action="store_true", help="填报表：空表，不印录的数")
    parser.add_argument("--style", type=Path, metavar="FILE", help="本单位的版式文件（.docx），按它的样式和页面写")
    parser.add_argument(
        "--without", action="append", default=[], metavar="T", help="不写这一章或附件（写它的名称，不带编号）；可写几次"
    )
    parser.add_argument("--charts", action="store_true", help="加一个附件：逐项指标走势图")
    public_arguments(parser)


def _report(given: Namespace) -> Answer:
    if given.written:
        if given.kind is not None and given.kind not in _TITLES:
            raise UsageError(f"没有报告“{given.kind}”的记录", f"可用：{'、'.join(_TITLES)}")
        return _list(given)
    if given.kind is None:
        raise UsageError("report 要写 --kind", f"可用：{'、'.join(KINDS)}")
    refuse_stray_of_report(given)
    if given.settle:
        return _settle(given)
    if given.kind not in KINDS:
        raise UsageError(f"没有报告“{given.kind}”", f"可用：{'、'.join(KINDS)}")
    if given.kind in _TITLES and (given.year is None or given.out is None):
        raise UsageError("report 要写 --year 和 --out", "例如 report --kind annual --year 2024 --out 年度监测报告.docx")
    return KINDS[given.kind](given)


def _evaluation(given: Namespace) -> Answer:
    from haishu_desk.desk.reporting import PDF, Wanted  # noqa: PLC0415  --help must not load it
    from haishu_desk.report.personal_places import warning_of  # noqa: PLC0415  as above

    wanted = Wanted(
        given.kind, given.year, given.plan, given.cutoff, given.as_of, given.snapshot, given.edition, given.base, given.words,
        given.congress, tuple(given.without), given.charts,
    )  # fmt: skip
    writer = _pdf_writer() if given.out.suffix.lower() == PDF else None
    with open_desk(given, write=True) as desk:
        answer = desk.reporting.write(wanted, given.out, _told if sys.stderr.isatty() else None, writer)
    said = f"写出 {answer['file']}：数据 {answer['facts']} 个，暂无法评估 {len(answer['missing'])} 项，快照 {answer['snapshot']}"
    return Answer(answer, [said, *filter(None, [warning_of(answer["personal"])])])


def _pdf_writer() -> Callable[..., bytes]:
    """What makes the pages; SurroundingsError where Qt cannot be loaded."""
    try:
        from haishu_desk.press.report_pdf import pdf_of_report  # noqa: PLC0415  only who makes pages loads Qt
    except ImportError as error:
        raise SurroundingsError(
            f"写 PDF 用的 Qt 装不进来：{error}", "请改写 .docx 或 .xlsx，或在打得开窗口的电脑上写", code="no-qt"
        ) from error
    return pdf_of_report


def _told(done: int, of: int) -> None:
    print(f"\r写报告 {done}/{of}", end="" if done < of else "\n", file=sys.stderr, flush=True)


def _list(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        rows = [row for row in desk.reporting.records.as_json() if given.kind in (None, row["kind"])]
    return Answer(rows, table(rows, _WRITTEN))


def _settle(given: Namespace) -> Answer:
    texts: dict[str, Any] = {name: getattr(given, name) for name in _FRAME if getattr(given, name) is not None}
    if not texts and given.style is None:
        raise UsageError("没有写要设置什么", "可用：--title --number --office --addressee --before --after --style")
    with open_desk(given, write=True) as desk:
        told = desk.reporting.frames.settle(given.kind, texts, given.style)
    return Answer(told, [f"{name}：{value}" for name, value in told.items()])


_TITLES = {"annual": "年度监测报告", "midterm": "中期评估报告", "final": "总结评估报告"}
KINDS: dict[str, Kind] = {**dict.fromkeys(_TITLES, _evaluation), "public": public, "return": write_return}

VERBS = (
    Verb(
        "report",
        "写年度监测、中期评估、总结评估报告和公开版：只用审核通过的数，每个数注明来源",
        _arguments,
        _report,
        example="report --kind annual --year 2025 --out 年度监测报告.docx",
    ),
)
