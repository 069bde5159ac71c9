"""The verb import-plan: a plan from its text."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer
from haishu_desk.cli.stray import refuse_pair, refuse_stray
from haishu_desk.cli.verbs import Namespace, Verb, open_desk, workspace_path
from haishu_desk.domain.errors import UsageError

_SHOWN = 40


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="规划纲要：.txt（UTF-8 或 GB18030）或 .docx")
    parser.add_argument("--commit", action="store_true", help="建立为新的规划；不写则只看读出什么")
    parser.add_argument("--into", metavar="ID", help="写成已有规划的新一版，同一个指标代码不变（随 --commit）")
    parser.add_argument("--text", metavar="ID", help="只把文本存作这个规划的原文，规划页可对照；不建规划")
    parser.add_argument(
        "--from", dest="before", metavar="ID", help="没有文本：接着这个规划建下一个的草案，指标沿用，目标待定"
    )
    parser.add_argument("--drop", nargs="*", default=[], metavar="CODE", help="随 --from：不再沿用的指标")
    parser.add_argument("--document", metavar="文号", help="--commit 的依据")


def _import(given: Namespace) -> Answer:
    from haishu_desk.desk.importing import read_plan  # noqa: PLC0415  --help must not load it

    if (given.file is None) == (given.before is None):
        raise UsageError(
            "import-plan 要写一个文件，或写 --from 规划", "例如 import-plan 纲要.docx，import-plan --from 145"
        )
    _refuse_stray(given)
    if given.before is not None:
        return _begin(given)
    progress = _told if sys.stderr.isatty() else None
    if given.text is not None:
        with open_desk(given, write=True) as desk:
            read = desk.importing.read(given.file, progress)
            desk.importing.keep_text(given.text, read, document=given.document)
        return Answer(
            {"plan": given.text, "lines": len(read.lines)}, [f"已存作规划 {given.text} 的原文，{len(read.lines)} 行"]
        )
    if not given.commit:
        units = None
        if workspace_path(given).is_file():
            with open_desk(given) as desk:
                units = desk.documents.units
        read = read_plan(given.file, units=units, progress=progress)
        answer = read.as_json()
        return Answer(answer, _lines(read.frame.title, answer), 0 if read.outline.is_plan else 1)
    with open_desk(given, write=True) as desk:
        read = desk.importing.read(given.file, progress)
        name, made = desk.importing.take_over(read, into=given.into, document=given.document)
    answer = {**read.as_json(), "plan": name, "continuation": made.as_json() if made else None}
    done = f"已建立为规划 {name}，由区级牵头和填报，请分工"
    return Answer(answer, [*_lines(read.frame.title, answer), done, *_continued(answer)])


def _refuse_stray(given: Namespace) -> None:
    """UsageError for what goes with another way of making a plan."""
    if given.before is not None:
        refuse_stray(given, ("--commit", "--text"), "一个文件")
    else:
        refuse_stray(given, ("--drop",), "--from")
    refuse_pair(given, "--commit", "--text")
    if not given.commit:
        refuse_stray(given, ("--into",), "--commit")


def _begin(given: Namespace) -> Answer:
    """The next plan before its text is there."""
    with open_desk(given, write=True) as desk:
        name, made = desk.importing.begin(given.before, given.drop, given.document)
    answer = {"plan": name, "continuation": made.as_json()}
    return Answer(answer, [f"已建立规划 {name} 的草案，目标待定", *_continued(answer)])


def _continued(answer: dict[str, Any]) -> list[str]:
    made = answer["continuation"]
    if made is None:
        return []
    counts = f"沿用 {len(made['carried'])} 项，不再有 {len(made['dropped'])} 项，新增 {len(made['new'])} 项"
    return [f"接 {made['before']}：{counts}", "沿用的分工在责任分解的草稿里，请核对后发布"]


def _told(done: int, of: int) -> None:
    if done % 50 == 0 or done == of - 1:
        print(f"\r读到 {done + 1} / {of} 段", end="" if done < of - 1 else "\n", file=sys.stderr)


def _lines(title: str, answer: dict[str, Any]) -> list[str]:
    boxes = answer["boxes"]
    tasks = [task for box in boxes for group in box["groups"] for task in group["items"]]
    projects = sum(len(task["projects"]) for task in tasks)
    chapters, rows, targets = len(answer["lists"]["chapters"]), len(answer["indicators"]), len(answer["targets"])
    counts = f"章 {chapters} 个，指标 {rows} 行，正文目标 {targets} 个"
    lines = [f"{title}：{counts}，专栏 {len(boxes)} 个、任务 {len(tasks)} 条、项目 {projects} 个"]
    problems = answer["problems"]
    lines += [f"第 {each['line']} 行：{each['message']}" for each in problems[:_SHOWN]]
    return lines + ([f"……共 {len(problems)} 处"] if len(problems) > _SHOWN else [])


VERBS = (
    Verb(
        "import-plan",
        "从规划纲要的文本建立规划：先看读出什么，再采用",
        _import_arguments,
        _import,
        example="import-plan 规划纲要.txt",
    ),
)
