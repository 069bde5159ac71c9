"""The verb help: the handbook's sections, the text of one, or all of it as a PDF. It needs no workspace."""

from __future__ import annotations

import argparse
from pathlib import Path

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb
from haishu_desk.domain.errors import SurroundingsError, UsageError

_COLUMNS = {"place": "位置", "title": "题目", "book": "哪一本"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("topic", nargs="?", metavar="TOPIC", help="题目里的字，或出错的代号；不写则列出全部题目")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="写成 PDF：目录、页码和图片都在")
    parser.add_argument("--role", choices=("clerk", "reviewer", "it", "workbook"), help="PDF 只要一种人的：填报员、审核员、信息中心、只填工作簿的单位")  # fmt: skip


def _help(given: Namespace) -> Answer:
    if given.pdf is not None:
        return _pdf(given)
    if given.role is not None:
        raise UsageError("--role 要和 --pdf 一起写", "例如 help --role clerk --pdf 填报员手册.pdf")
    from haishu_desk.report.handbook import shelves  # noqa: PLC0415  only who asks waits for the files

    books = [each for on_shelf in shelves().values() for each in on_shelf]
    sections = [(each, section) for each in books for section in each.sections]
    if given.topic is not None:
        exact = [pair for pair in sections if pair[1].anchor == given.topic]
        sections = exact or [pair for pair in sections if given.topic in pair[1].title]
        if not sections:
            raise UsageError(f"帮助里没有“{given.topic}”", "不写题目的 help 列出全部题目")
    rows = [
        {"place": each.place, "title": each.name, "book": owner.title, "text": each.text} for owner, each in sections
    ]
    if given.topic is None:
        return Answer(rows, table(rows, _COLUMNS))
    return Answer(rows, ["\n\n".join(f"{row['title']}（{row['book']}）\n{row['text']}" for row in rows)])


def _pdf(given: Namespace) -> Answer:
    try:
        from haishu_desk.press.handbook import TITLE, handbook  # noqa: PLC0415  only who makes pages loads Qt
        from haishu_desk.press.pdf import write_leaves  # noqa: PLC0415  as above
        from haishu_desk.press.screen import make_ready  # noqa: PLC0415  as above
    except ImportError as error:
        raise SurroundingsError(
            f"写 PDF 用的 Qt 装不进来：{error}", "请在打得开窗口的电脑上写", code="no-qt"
        ) from error
    make_ready()
    pages = handbook(given.role)
    file = write_leaves(given.pdf, pages, TITLE)
    return Answer({"file": str(file), "pages": len(pages)}, [f"写出 {file}，共 {len(pages)} 页"])


VERBS = (
    Verb(
        "help", "使用手册：列出题目，看一个题目或一个出错代号，写成 PDF", _arguments, _help,
        example="help --role workbook --pdf 手册.pdf",
    ),
)  # fmt: skip
