"""The verb forms: the forms and their fields."""

from __future__ import annotations

import argparse

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents
from haishu_desk.domain.errors import UsageError


def _forms_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", metavar="FILE", help="临时报表（还没有建好）")


def _forms(given: Namespace) -> Answer:
    if given.new:
        raise UsageError("forms --new 还没有建好", "现在可以查看：forms", code="not-built")
    with documents(given) as known:
        rows = [{**form, "items": known.codes_on(form["code"])} for form in known.forms.values()]
    shown = [{**row, "fields": [field["title"] for field in row["fields"]]} for row in rows]
    return Answer(rows, table(shown, {"code": "代码", "title": "报表", "fields": "字段", "frequency": "频度"}))


VERBS = (Verb("forms", "报表和字段", _forms_arguments, _forms),)
