"""The verb forms: the forms and their fields; a 临时报表 made, shown, collected, kept or thrown away."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from haishu_desk.cli.answer import Answer, table
from haishu_desk.cli.verbs import Namespace, Verb, documents, open_desk
from haishu_desk.domain.errors import UsageError

_ASKED = {"code": "代码", "title": "报表", "fields": "字段", "frequency": "频度"}
_ONE = ("new", "drop", "keep", "collect")
_FLAGS = {"title": ("new",), "units": ("new",), "period": ("new", "collect"), "due": ("new",), "preview": ("new",),
          "reason": ("drop",), "basis": ("collect",), "out": ("collect",)}  # fmt: skip


def _forms_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", type=Path, metavar="FILE", help="从几行的小表（xlsx 或 CSV）新建一张临时报表")
    parser.add_argument("--title", metavar="T", help="表名；不写为表上第一行，或文件名")
    parser.add_argument(
        "--units", nargs="+", metavar="CODE", help="谁填：单位代码，或 all-towns、all-departments；不写为全部镇乡街道"
    )
    parser.add_argument("--period", metavar="P", help="报告期；新建时不写为本月，汇总时不写为这张表的那一期")
    parser.add_argument("--due", metavar="WHEN", help="截止：2026-01-10、2026-01-10T16:00，或今天的 16:00")
    parser.add_argument("--preview", action="store_true", help="只看会建成什么样，不写入")
    parser.add_argument("--drop", metavar="CODE", help="作废一张临时报表：不再下发和催报，报过的数还能看")
    parser.add_argument("--reason", metavar="R", help="作废的理由")
    parser.add_argument("--keep", metavar="CODE", help="留下一张临时报表：以后每期都可以下发；不留的只用于它那一期")
    parser.add_argument("--collect", metavar="CODE", help="汇总一张临时报表：各单位的数、合计、还没有的单位")
    parser.add_argument(
        "--basis", choices=["reported", "approved"], help="汇总的口径：已报的（不写为这一种），或审核通过的"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="汇总表写到哪个文件（.xlsx 或 .docx）")


def _forms(given: Namespace) -> Answer:
    asked = [name for name in _ONE if getattr(given, name)]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} 和 --{asked[1]} 不能同时用", "一次只做一件")
    for flag, wanted in _FLAGS.items():
        if getattr(given, flag) and not (asked and asked[0] in wanted):
            raise UsageError(f"--{flag} 要和 --{wanted[0]} 同用", "用法见 forms --help")
    if not asked:
        return _known(given)
    return {"new": _new, "drop": _drop, "keep": _keep, "collect": _collect}[asked[0]](given)


def _known(given: Namespace) -> Answer:
    with documents(given) as known:
        rows = [{**form, "items": known.codes_on(form["code"])} for form in known.forms.values()]
    shown = [{**row, "fields": [field["title"] for field in row["fields"]], "how": _how(row)} for row in rows]
    return Answer(rows, table(shown, {**_ASKED, "how": "临时报表"} if any(row["how"] for row in shown) else _ASKED))


def _new(given: Namespace) -> Answer:
    from haishu_desk.desk.adhoc import Asking, form_of_draft, make_form  # noqa: PLC0415  --help must not load it
    from haishu_desk.desk.drafting import draft_of_file  # noqa: PLC0415  as above

    with open_desk(given, write=not given.preview) as desk:
        draft = draft_of_file(given.new, given.title)
        make = form_of_draft if given.preview else make_form
        form = make(desk, draft, Asking(given.units or (), given.period, given.due))
        names = [desk.documents.units.get(code).name for code in form["units"]]
    return Answer(_as_listed(form), _described(form, names, is_made=not given.preview))


def _drop(given: Namespace) -> Answer:
    from haishu_desk.desk.adhoc import drop_form  # noqa: PLC0415  as above

    with open_desk(given, write=True) as desk:
        form = drop_form(desk, given.drop, given.reason)
    return Answer(_as_listed(form), [f"{form['title']} 已作废，不再下发和催报；报过的数还能看，也能汇总"])


def _keep(given: Namespace) -> Answer:
    from haishu_desk.desk.adhoc import keep_form  # noqa: PLC0415  as above

    with open_desk(given, write=True) as desk:
        form = keep_form(desk, given.keep)
    return Answer(_as_listed(form), [f"{form['title']} 已留下，以后每期都可以下发"])


def _collect(given: Namespace) -> Answer:
    from haishu_desk.desk.collecting import REPORTED, collect, write_collected  # noqa: PLC0415  as above

    with open_desk(given) as desk:
        found = collect(desk, given.collect, given.period, given.basis or REPORTED)
    document = found.as_json()
    if given.out:
        document["file"] = write_collected(found, given.out)
    titles, rows = found.table()
    shown = [{str(place): text for place, text in enumerate(row)} for row in rows]
    lines = [f"{found.form['title']}汇总表", found.about]
    return Answer(document, [*lines, *table(shown, {str(place): title for place, title in enumerate(titles)})])


def _as_listed(form: Mapping[str, Any]) -> dict[str, Any]:
    """As `forms` lists it, with the items by code and what each is."""
    return {**form, "items": [row["code"] for row in form["items"]], "rows": form["items"]}


def _how(form: Mapping[str, Any]) -> str:
    if "period" not in form:
        return ""
    return "已作废" if "dropped" in form else f"{form['period']}{' 起，留用' if form.get('kept') else ''}"


def _described(form: Mapping[str, Any], names: list[str], *, is_made: bool) -> list[str]:
    rows = [{**row, "number": number} for number, row in enumerate(form["items"], start=1)]
    fields = [f"{field['title']}{_kind(field)}" for field in form["fields"]]
    return [
        f"{'已建' if is_made else '会建成'}临时报表 {form['code']} {form['title']}　{form['period']}　截止 {form.get('due', '未定')}",
        f"填 {len(fields)} 列：{'、'.join(fields)}",
        f"由 {len(names)} 家填报：{'、'.join(names)}",
        *table(rows, {"number": "序号", "code": "代码", "name": "项目", "unit": "计量单位"}),
        *([f"下发：issue --all --form {form['code']} --period {form['period']} --out 文件夹"] if is_made else []),
    ]


def _kind(field: Mapping[str, Any]) -> str:
    if field.get("choices"):
        return f"（选：{'/'.join(field['choices'])}）"
    return "" if field["type"] == "quantity" else "（文字）"


VERBS = (
    Verb(
        "forms",
        "报表和字段；临时报表的新建、汇总、留用和作废",
        _forms_arguments,
        _forms,
        example="forms --new 小表.xlsx --due 2026-01-10 --preview",
    ),
)
