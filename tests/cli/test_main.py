"""The command line as a whole: verbs, flags and their places, errors in both forms, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from haishu_desk import __version__
from haishu_desk.cli import main as command_line
from haishu_desk.cli.main import NOT_BUILT, VERBS
from haishu_desk.store.database import Database
from tests.desk.office import TOWN, Office, call

BUILT = (
    "init",
    "plans",
    "indicators",
    "boxes",
    "lists",
    "units",
    "assign",
    "forms",
    "enter",
    "values",
    "history",
    "undo",
    "issue",
    "submit",
    "receive",
    "inspect",
    "reply",
    "queue",
    "diff",
    "review",
    "log",
    "keys",
    "enrol",
    "roster",
)


def test_every_built_verb_is_offered_by_the_help() -> None:
    said = call("--help")
    assert said.status == 0
    assert {verb.name for verb in VERBS} >= set(BUILT)
    assert [name for name in BUILT if f"\n    {name}" not in said.out] == []


@pytest.mark.parametrize("verb", BUILT)
def test_each_verb_explains_its_own_flags(verb: str) -> None:
    said = call(verb, "--help")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"usage: haishu-desk {verb}")


def test_the_version_is_printed() -> None:
    assert call("--version").out.strip() == f"haishu_desk {__version__}"


@pytest.mark.parametrize("verb", NOT_BUILT)
def test_a_verb_that_is_not_built_yet_says_so(verb: str) -> None:
    said = call(verb, "--json")
    assert said.status == 2
    assert said.error["code"] == "not-built"
    assert verb in said.error["message"]
    assert "还没有建好" in said.error["message"]


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["values", "--colour", "red"],
        ["history", "--unit", "330203105"],
        ["review", "--unit", "330203105", "--period", "2025", "--approve", "--return"],
        ["receive", "a.xlsx", "--take", "both"],
        ["init", "--role", "king", "--person", "x"],
        ["values", "--per", "2025"],
        ["issue", "--all", "--unit", "330203105", "--period", "2025", "--out", "x"],
        ["indicators"],
    ],
    ids=" ".join,
)
def test_wrong_words_exit_with_2_in_chinese(words: list[str]) -> None:
    said = call(*words)
    assert (said.status, said.out) == (2, "")
    assert len(said.err.splitlines()) == 2
    assert "\u4e00" <= said.err[0] <= "\u9fff" or said.err.startswith(words[0])
    assert call(*words, "--json").error["code"] == "usage"


def test_an_error_is_a_sentence_and_an_advice_on_stderr_and_nothing_on_stdout(tmp_path: Path) -> None:
    said = call("--db", tmp_path / "none.db", "values")
    assert (said.status, said.out) == (3, "")
    sentence, advice = said.err.splitlines()
    assert sentence.endswith("none.db 不存在")
    assert advice.startswith("请先建立：haishu-desk init")


def test_an_error_with_json_is_a_document_on_stdout_and_nothing_on_stderr(tmp_path: Path) -> None:
    said = call("--db", tmp_path / "none.db", "values", "--json")
    assert (said.status, said.err, said.error["code"]) == (3, "", "no-workspace")


def test_json_is_printed_unescaped(office: Office) -> None:
    assert "鄞江镇" in office.say("town", "units", "--json").out


@pytest.mark.parametrize("content", [b"", b"not a database at all, only words" * 40, b"PK\x03\x04" + bytes(5000)])
def test_a_file_that_is_no_workspace_exits_with_3(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(content)
    for words in (["values"], ["enter", *TOWN, "--item", "145-04", "--value", "1"]):
        said = call("--db", tmp_path / "x.db", *words, "--json")
        assert (said.status, said.error["code"]) == (3, "no-workspace")
    assert (tmp_path / "x.db").read_bytes() == content


def test_a_workspace_in_use_is_read_and_not_written_and_its_user_is_named(office: Office) -> None:
    with office.desk("town", write=True):
        said = office.say("town", "enter", *TOWN, "--item", "145-04", "--value", "1")
        assert (said.status, said.out) == (3, "")
        assert "town.db 正在被使用" in said.err
        assert office.ask("town", "values") == []
    assert office.enter("town", "145-04", "1")["written"] == 1


def test_a_workspace_of_a_newer_program_is_read_and_not_written(office: Office) -> None:
    with office.desk("town", write=True) as desk:
        desk.workspace.database.sql.execute("PRAGMA user_version = 99")
    assert office.ask("town", "values") == []
    error = office.refused("town", "enter", *TOWN, "--item", "145-04", "--value", "1", status=3)
    assert error["code"] == "newer-workspace"


def test_a_path_that_cannot_be_written_is_the_environment_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    said = call("--db", tmp_path / "file" / "x.db", "init", "--role", "district", "--person", "李区", "--json")
    assert (said.status, said.error["code"]) == (3, "environment")


def test_an_output_that_cannot_be_written_exits_with_3_and_leaves_no_file(office: Office) -> None:
    office.table("folder")
    out = office.file("folder") / "task.xlsx"
    said = office.say("district", "issue", *TOWN, "--out", out)
    assert (said.status, said.out) == (3, "")
    assert said.err.startswith(f"文件没有写成：{out}")


def test_a_full_disk_exits_with_3_and_nothing_is_half_written(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Database.__init__

    def with_a_full_disk(self: Database, path: Path, *, write: bool, person: str = "", create: bool = False) -> None:
        opened(self, path, write=write, person=person, create=create)
        pages = self.sql.execute("PRAGMA page_count").fetchone()[0]
        self.sql.execute(f"PRAGMA max_page_count = {pages}")

    rows = [f"{item},{'字' * 1900}" for item in ("145-04", "145-11", "145-12", "145-33", "145-03")]
    table = office.table("notes.csv", "item,note", *rows)
    before = office.state("town")
    with monkeypatch.context() as patch:
        patch.setattr(Database, "__init__", with_a_full_disk)
        said = office.say("town", "enter", *TOWN, "--from", table, "--json")
    assert (said.status, said.error["code"]) == (3, "disk-full")
    assert office.state("town") == before
    assert office.ask("town", "enter", *TOWN, "--from", table)["written"] == 5


def test_common_flags_stand_before_or_after_the_verb(office: Office) -> None:
    before = call("--db", office.db("town"), "--json", "--as", "张三", "keys")
    after = call("keys", "--as", "张三", "--db", office.db("town"), "--json")
    assert before == after
    assert json.loads(before.out)[0]["unit"] == "330203105"


def test_known_words_of_argparse_are_said_in_chinese() -> None:
    assert command_line._in_chinese("the following arguments are required: --unit") == "缺少 --unit"
    assert command_line._in_chinese("argument --year: invalid int value: 'x'") == "参数 --year: 不是整数 'x'"
