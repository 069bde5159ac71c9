"""The verb units: who reports, and how units change."""

from __future__ import annotations

import argparse

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents
from haishu_desk.domain.errors import UsageError


def _units_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("change", nargs="?", choices=["change"], help="更名、撤并（还没有建好）")
    for flag in ("--rename", "--merge", "--split", "--close", "--from"):
        parser.add_argument(flag, nargs="*", metavar="…", dest="unit_change", help="更名、撤并（还没有建好）")


def _units(given: Namespace) -> Answer:
    if given.change or given.unit_change is not None:
        raise UsageError("units change 还没有建好", "现在可以查看：units", code="not-built")
    with documents(given) as known:
        rows = [unit.as_json() for unit in known.units]
    titles = {"code": "代码", "name": "名称", "kind": "类别", "parent": "上级", "valid_from": "起", "valid_to": "止"}
    return Answer(rows, table(rows, titles))


VERBS = (Verb("units", "单位和代码", _units_arguments, _units),)
