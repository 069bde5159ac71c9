"""Whatever else comes from outside is read, or a sentence says why not: an exit status, no traceback, the data file holds.

Statistics tables (.xlsx and .csv), tables of cells, 任务分工表, rules, small forms, 登记申请, backups, opinions of a second
reviewer, 初审包 and what a department hands back, two tables to be compared, a style for reports. Each is spoiled in its bytes,
in one part of its archive or in its text. With HAISHU_FULL=1 400 of each, otherwise a few, always the same ones.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections import Counter
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from docx import Document
from openpyxl.cell import MergedCell

from haishu_desk.bundle import worker
from haishu_desk.bundle.read_process import Workbook, answer_of
from haishu_desk.desk import line_review, receiving, second_review, signed_file, tables
from tests.bundle.foreign.made import Page, write
from tests.cli.test_examples import BEFORE
from tests.desk.office import Office, Said
from tests.desk.test_line_review import LEAD, PATENTS
from tests.domain.made import FULL
from tests.fuzz.spoiling import spoiled_bytes, spoiled_text

MANY = 400 if FULL else 4
STATUSES = {0, 1, 2, 3}
OF_TABLES = (
    "=1+1",
    "－",
    "1,234.5",
    "2025年",
    "鄞江镇",
    "合计",
    "R-1",
    "[145-04]",
    "≤",
    "[",
    "]",
    "(((",
    "9e999",
    "\x00",
    "主要负责",
    "item",
    ";",
    ",",
    '"',
    "\n",
)
OF_JSON = (
    "{",
    "}",
    "[",
    "]",
    '"',
    ":",
    "null",
    "true",
    "-1",
    "1e999",
    "\\ud800",
    '\\"',
    "{}",
    "[[]]",
    '"": 1,',
    "unit",
    "\n",
    "[" * 3_000,
)

ODD_CELLS = (None, "", "=1+1", "合计", "鄞江镇", "2025年", "1-6月", "万人", -1, 10**20, 0.1, True, "甲" * 3_000, "a\nb", "_x0041_", "R-1", "(((", "[145-04]+", "145-99",
             "9" * 400, "1e400", "—", "不适用", "强制性", datetime(2025, 3, 1))  # fmt: skip  # noqa: DTZ001
ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "\ud800",
    "9" * 5_000,
    [],
    {},
    [[]],
    {"": None},
    "145-99",
    "330203",
    "2025-13",
    "dept-swj",
)


Case = tuple[Path, str, tuple[object, ...]]


def _at(file: Path, who: str, *words: object) -> Case:
    return file, who, words


def _sample(office: Office) -> dict[str, Case]:
    """Each kind of file: one that is right, who takes it in, and the words before and after its name (FILE stands for it)."""
    _signed_ones(office)
    for verb in ("diff", "forms"):
        BEFORE[verb](office)
    rows = [["2025年各镇街主要指标"], ["单位", "有效发明专利（件）"], ["鄞江镇", 120], ["章水镇", 80]]
    foreign = write(office.file("统计.xlsx"), Page(rows))
    plain = office.table("统计.csv", "单位,有效发明专利（件）", "鄞江镇,120", "章水镇,80")
    cells = office.table("格.csv", "item,value,reason", "145-04,118,核定")
    duties = write(
        office.file("分工.xlsx"), Page([["指标", "牵头单位", "责任单位"], ["有效发明专利", "区市场监管局", "区科技局"]])
    )
    office.ask("district", "rules", "export", office.file("规则.xlsx"))
    office.ask("district", "rules", "export", office.file("规则.csv"))
    office.ask("town", "backup", "--out", office.file("b.db"))
    style = Document()
    style.add_heading("标题")
    style.save(str(office.file("版式.docx")))
    place = ("--unit", "330203105", "--period", "2025")
    return {
        "statistics": _at(foreign, "district", "enter", "--from", "FILE", "--period", "2025", "--preview"),
        "statistics .csv": _at(plain, "district", "enter", "--from", "FILE", "--period", "2025", "--preview"),
        "cells .csv": _at(cells, "district", "revise", *place, "--cells", "FILE", "--reason", "核定"),
        "duties": _at(duties, "district", "assign", "--from", "FILE", "--preview"),
        "rules": _at(office.file("规则.xlsx"), "district", "rules", "import", "FILE", "--preview"),
        "rules .csv": _at(office.file("规则.csv"), "district", "rules", "import", "FILE", "--preview"),
        "form": _at(office.file("小表.xlsx"), "district", "forms", "--new", "FILE", "--period", "2026-11"),
        "enrolment": _at(office.file("other-key.xlsx"), "district", "enrol", "FILE"),
        "inspected": _at(office.file("up.xlsx"), "district", "inspect", "FILE"),
        "compared": _at(office.file("甲表.csv"), "district", "diff", "FILE", office.file("乙表.csv"), "--key", "村"),
        "merged": _at(office.file("甲表.csv"), "district", "merge", "--base", office.file("原表.csv"), "--ours", "FILE", "--theirs", office.file("乙表.csv"), "--key", "村"),
        "opinions": _at(office.file("审核意见.json"), "district", "opinions", "FILE"),
        "of a department": _at(office.file("back.json"), "district", "line-review", "FILE"),
        "packet": _at(office.file("p.json"), "dept", "line-review", "FILE"),
        "backup": _at(office.file("b.db"), "town", "restore", "FILE"),
        "drill": _at(office.file("b.db"), "town", "restore", "FILE", "--drill"),
        "to be restored": _at(office.file("b.db"), "town", "restore", "FILE", "--out", office.file("restored.db")),
        "style": _at(office.file("版式.docx"), "district", "report", "--kind", "annual", "--settle", "--style", "FILE"),
    }  # fmt: skip


def _signed_ones(office: Office) -> None:
    office.ask("dept", "init", "--role", "unit", "--unit", LEAD, "--person", "钱科")
    office.ask("dept", "keys", "--out", office.file("dept-key.xlsx"))
    office.ask("district", "enrol", office.file("dept-key.xlsx"))
    office.ask("district", "line-review", "--unit", LEAD, "--period", "2025", "--out", office.file("p.json"))
    office.ask("dept", "line-review", office.file("p.json"))
    office.ask("dept", "line-review", *PATENTS, "--say", "认可")
    office.ask("dept", "line-review", "--out", office.file("back.json"))
    BEFORE["opinions"](office)


@pytest.fixture(scope="module")
def samples(reported_office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which all of them lie, each of them right."""
    folder = tmp_path_factory.mktemp("outside") / "office"
    shutil.copytree(reported_office.folder, folder)
    return folder


@pytest.fixture(scope="module")
def table(samples: Path) -> dict[str, Case]:
    return _sample(Office(samples))


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading is done in this process: it is the same code, and a process a file would take a third of a second."""

    def read(file: Path, *, old: bool = False) -> Workbook:
        return answer_of(worker.old_or_new_document(file) if old else worker.document(file))

    for module in (tables, receiving):
        monkeypatch.setattr(module, "read_workbook", read)


def spoiled(data: bytes, suffix: str, random: Random) -> bytes:
    """The file spoiled in what it says, in its text, in one part of its archive, or in its bytes."""
    way = random.random()
    if suffix == ".json" and way < 0.5:
        return _with_another_content(data, random)
    if suffix in (".csv", ".json") and way < 0.8:
        signs = OF_JSON if suffix == ".json" else OF_TABLES
        return spoiled_text(data.decode("utf-8-sig"), random, signs).encode("utf-8", "replace")
    if suffix == ".xlsx" and way < 0.6:
        return _with_other_cells(data, random)
    if suffix in (".xlsx", ".docx") and way < 0.8:
        return _with_a_spoiled_part(data, random)
    if suffix == ".db" and way < 0.5:
        return data[: random.randrange(len(data))]  # a copy that was cut off
    return spoiled_bytes(data, random)


def _with_other_cells(data: bytes, random: Random) -> bytes:
    """A workbook that is sound, in which one to five cells say something else."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = random.choice(book.worksheets)
    for _ in range(random.randint(1, 5)):
        cell = sheet.cell(random.randint(1, sheet.max_row + 1), random.randint(1, sheet.max_column + 1))
        if not isinstance(cell, MergedCell):
            cell.value = random.choice((*ODD_CELLS, random.choice(ODD_CELLS), str(cell.value)[::2]))
    if random.random() < 0.3:
        sheet.delete_rows(random.randint(1, sheet.max_row), random.randint(1, 3))
    book.save(stream := io.BytesIO())
    return stream.getvalue()


def _with_another_content(data: bytes, random: Random) -> bytes:
    """A signed file in whose content one to three values are something else, or missing."""
    whole = json.loads(data)
    content = json.loads(whole["payload"])
    for _ in range(random.randint(1, 3)):
        _change(content, random)
    whole["payload"] = json.dumps(content, ensure_ascii=False)
    return json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace")


def _change(value: Any, random: Random) -> None:
    """Exchange or take away something somewhere below."""
    while value and isinstance(value, (dict, list)):
        key = random.choice(list(value) if isinstance(value, dict) else range(len(value)))
        below = value[key]
        if not below or not isinstance(below, (dict, list)) or random.random() < 0.2:
            if random.random() < 0.3:
                del value[key]
            else:
                value[key] = deepcopy(random.choice(ODD_VALUES))
            return
        value = below


def _with_a_spoiled_part(data: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([name for name in parts if name.endswith(".xml")])
    parts[name] = spoiled_text(parts[name].decode("utf-8", "replace"), random, OF_TABLES).encode("utf-8", "replace")
    with zipfile.ZipFile(stream := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return stream.getvalue()


KINDS = ("statistics", "statistics .csv", "cells .csv", "duties", "rules", "rules .csv", "form", "enrolment", "inspected", "compared",
         "merged", "opinions", "of a department", "packet", "backup", "drill", "to be restored", "style")  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_from_outside_stops_the_program_but_with_a_sentence(
    kind: str,
    samples: Path,
    table: dict[str, Case],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert set(KINDS) == set(table)
    file, who, words = table[kind]
    right, seen, here = file.read_bytes(), Counter[int](), tmp_path / file.name
    for seed in range(MANY):
        random = Random(f"{kind} {seed}")  # noqa: S311 a fixed seed
        here.write_bytes(spoiled(right, file.suffix, random))
        with monkeypatch.context() as patch:
            if seed % 2:  # as somebody would send it who has the key: what is inside is read then
                for module in (signed_file, second_review, line_review):
                    patch.setattr(module, "is_signed_by", lambda *_: True, raising=False)
            said = _called(Office(samples), who, [here if word == "FILE" else word for word in words], seed)
        assert said.status in STATUSES
        assert "Traceback" not in said.out + said.err
        assert said.status == 0 or said.err.strip() or said.out.strip(), "no word of why"
        seen[said.status] += 1
        if FULL and kind == "style" and said.status == 0 and seen[0] % 20 == 1:  # what was taken is written with
            words_of_report = ("report", "--kind", "annual", "--year", "2025", "--out", tmp_path / "r.docx")
            assert Office(samples).say(who, *words_of_report).status in (0, 1)
        (samples / "restored.db").unlink(missing_ok=True)
    print(kind, dict(seen))  # noqa: T201 the figures of tests/README.md
    with Office(samples).desk(who) as desk:
        assert desk.workspace.journal.first_broken() is None


def _called(office: Office, who: str, words: list[object], seed: int) -> Said:
    try:
        return office.say(who, *words)
    except Exception as error:
        error.add_note(f"seed {seed}: {words}")
        raise


def test_each_of_them_is_taken_as_it_was_before_it_was_spoiled(samples: Path, table: dict[str, Case]) -> None:
    """Else the spoiled ones would be refused for another reason, and nothing would be tried."""
    for kind, (file, who, words) in table.items():
        said = Office(samples).say(who, *[file if word == "FILE" else word for word in words])
        assert said.status == (1 if kind == "backup" else 0), (kind, said)  # 1: it was compared, and nothing restored
        (samples / "restored.db").unlink(missing_ok=True)
