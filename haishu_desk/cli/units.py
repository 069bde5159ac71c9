"""The verb units: who reports, and how units change."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, open_desk
from haishu_desk.domain.errors import UsageError

if TYPE_CHECKING:
    from haishu_desk.desk.succession import Succession
    from haishu_desk.domain.unit_changes import NewUnit, UnitChange

_TITLES = {"code": "代码", "name": "名称", "kind": "类别", "parent": "上级", "valid_from": "起", "valid_to": "止"}
_PAST = {"told": "变动", "document": "文号", "person": "经手", "at": "时间"}
_HOWS = ("rename", "merge", "split", "close")


def _units_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "change", nargs="?", choices=["change", "changes"],
        help="change 为更名、撤并、拆分、改设或撤销；changes 列出办过的变动和文号",
    )  # fmt: skip
    parser.add_argument("--rename", metavar="CODE=NAME", help="更名：代码=新名称")
    parser.add_argument("--merge", nargs="+", metavar="CODE", help="撤并这些单位，由 --into 承接")
    parser.add_argument("--split", metavar="CODE", help="拆分这个单位，由 --into 承接，第一个接手未办完的报表")
    parser.add_argument("--close", metavar="CODE", help="撤销这个单位；有 --into 的为改设（如撤镇设街道）")
    parser.add_argument(
        "--into", nargs="+", metavar="CODE[=NAME[=KIND]]", help="承接的单位；新设的写 代码=名称[=街道、镇、乡或部门]"
    )
    parser.add_argument("--from", dest="day", metavar="DATE", help="从哪一天起，如 2026-07-01")
    parser.add_argument("--document", metavar="文号", help="批准的文号")
    parser.add_argument("--preview", action="store_true", help="只说会怎样，不办")


def _units(given: Namespace) -> Answer:
    if given.change == "change":
        return _change(given)
    if any(getattr(given, name) for name in (*_HOWS, "into", "day", "document", "preview")):
        raise UsageError("更名、撤并要写 units change", "例如 units change --rename 代码=新名称 --from 2026-07-01")
    if given.change:
        return _changes(given)
    with documents(given) as known:
        rows = [unit.as_json() for unit in known.units]
    return Answer(rows, table(_in_words(rows), _TITLES))


def _in_words(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The kinds as they are called."""
    from haishu_desk.domain.units import KIND_TITLES  # noqa: PLC0415  --help must not load it

    return [{**row, "kind": KIND_TITLES.get(row["kind"], row["kind"])} for row in rows]


def _change(given: Namespace) -> Answer:
    hows = [name for name in _HOWS if getattr(given, name)]
    if len(hows) != 1:
        raise UsageError("units change 要写 --rename、--merge、--split、--close 中的一个", "一次办一件")
    if not given.day:
        raise UsageError("没有写从哪一天起", "请加 --from 2026-07-01")
    with open_desk(given, write=not given.preview) as desk:
        from haishu_desk.desk.succession import UnitChanges, told_lines  # noqa: PLC0415  --help must not load it

        changes, (change, new) = UnitChanges(desk), _asked(hows[0], given)
        done = (changes.preview if given.preview else changes.carry_out)(change, new)
        rows = [unit.as_json() for unit in desk.documents.units]
        lines = told_lines(desk, done)
    if given.preview:
        return Answer(_as_json(done), [f"{done.told}。还没有办：", *lines])
    return Answer(rows, [f"{done.told}。", *lines, *table(_in_words(rows), _TITLES)])


def _changes(given: Namespace) -> Answer:
    with open_desk(given) as desk:
        from haishu_desk.desk.succession import UnitChanges  # noqa: PLC0415  as above

        rows = [vars(past) for past in UnitChanges(desk).so_far()]
    return Answer(rows, table(rows, _PAST) if rows else ["还没有办过单位变动"])


def _as_json(done: Succession) -> dict[str, Any]:
    moved = [
        {"form": each.old.form, "period": each.old.period, "from": each.old.unit, "to": each.new.unit,
         "cells": each.cells} for each in done.moved
    ]  # fmt: skip
    return {"told": done.told, "moved": moved, "to_break_down": list(done.to_break_down)}


def _asked(how: str, given: Namespace) -> tuple[UnitChange, list[NewUnit]]:
    from haishu_desk.domain.unit_changes import (  # noqa: PLC0415  as above
        CLOSED,
        MERGED,
        RENAMED,
        REPLACED,
        SPLIT,
        NewUnit,
        UnitChange,
    )

    if how == "rename":
        code, _, name = given.rename.partition("=")
        return UnitChange(RENAMED, (code,), (code,), given.day, given.document), [NewUnit(code, name)]
    new = [_new_unit(text) for text in given.into or ()]
    old = tuple(given.merge) if how == "merge" else (getattr(given, how),)
    if how != "close" and not new:
        raise UsageError("没有写由谁承接", "请加 --into 代码=名称")
    if how == "close" and len(new) > 1:
        raise UsageError("撤销的单位只能由一个单位承接", "由几个单位承接的，请用 --split")
    what = {"merge": MERGED, "split": SPLIT, "close": REPLACED if new else CLOSED}[how]
    return UnitChange(what, old, tuple(each.code for each in new), given.day, given.document), new


def _new_unit(text: str) -> NewUnit:
    from haishu_desk.domain.unit_changes import NewUnit  # noqa: PLC0415  as above

    code, _, rest = text.partition("=")
    name, _, kind = rest.partition("=")
    return NewUnit(code, name or None, kind or None)


VERBS = (Verb("units", "单位和代码；units change 为更名、撤并、拆分、改设", _units_arguments, _units, example="units"),)
