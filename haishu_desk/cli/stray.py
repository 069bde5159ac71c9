"""Flags that say nothing where they stand are refused and not passed over: who wrote one meant something by it."""

from __future__ import annotations

from collections.abc import Iterable

from haishu_desk.cli.verbs import Namespace
from haishu_desk.domain.errors import UsageError

_UNSAID: tuple[object, ...] = (None, False, [])
_FRAME = ("--title", "--number", "--office", "--addressee", "--before", "--after", "--style")
_OF_PUBLIC = ("--hide", "--show", "--document", "--review", "--confirm")
_OF_RETURN = ("--unit", "--period", "--form", "--blank")
_OF_EVALUATION = ("--as-of", "--snapshot", "--edition", "--congress")


def refuse_stray(given: Namespace, flags: Iterable[str], belongs_to: str) -> None:
    """UsageError if one of these flags is given; `belongs_to` says what they go with."""
    stray = [flag for flag in flags if getattr(given, flag.lstrip("-").replace("-", "_")) not in _UNSAID]
    if stray:
        raise UsageError(f"{'、'.join(stray)} 这里用不上", f"只随 {belongs_to} 写，请去掉，或补上")


def refuse_pair(given: Namespace, one: str, other: str) -> None:
    """UsageError if both flags are given, of which each asks for another thing."""
    if all(getattr(given, flag.lstrip("-").replace("-", "_")) not in _UNSAID for flag in (one, other)):
        raise UsageError(f"{one} 和 {other} 只能写一个", "请分两次做")


def refuse_stray_of_report(given: Namespace) -> None:
    """UsageError for flags of one kind of report beside another."""
    if not given.settle:
        refuse_stray(given, _FRAME, "--settle")
    if given.kind != "public":
        refuse_stray(given, _OF_PUBLIC, "--kind public")
    if given.kind != "return":
        refuse_stray(given, _OF_RETURN, "--kind return")
    else:
        refuse_stray(given, ("--cutoff", "--plan", *_OF_EVALUATION), "--kind annual、midterm、final")
    if given.kind in ("annual", "midterm"):
        refuse_stray(given, ("--edition",), "--kind final")
    refuse_pair(given, "--as-of", "--snapshot")
    refuse_pair(given, "--review", "--confirm")


def refuse_stray_of_evaluate(given: Namespace) -> None:
    """UsageError for words of an overruling or an adoption without it, and for either where only something is looked up."""
    refuse_pair(given, "--rules", "--overrules")
    if given.rules or given.overrules:
        refuse_stray(given, ("--overrule", "--adopt", "--set", "--preset", "--warnings", "--item"), "--plan 和 --year")
    if not given.overrule:
        refuse_stray(given, ("--verdict", "--reason"), "--overrule")
    if not given.adopt:
        refuse_stray(given, ("--document", "--effective"), "--adopt")


def refuse_stray_of_projects(given: Namespace) -> None:
    """UsageError likewise, and for one item where sums are asked for."""
    refuse_pair(given, "--by", "--totals")
    decides = given.verdict or given.accept
    if not given.adopt:
        refuse_stray(given, ("--document",), "--adopt")
    if not decides:
        refuse_stray(given, ("--reason",), "--verdict、--accept")
        if given.by or given.totals:
            refuse_stray(given, ("--item",), "逐项看")
    if not given.accept:
        refuse_stray(given, ("--withdraw",), "--accept")
    if given.totals:
        refuse_stray(given, ("--preset",) if not given.adopt else (), "逐项看、--by、--adopt")
