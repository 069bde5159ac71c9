"""The README does what it says: the steps for a rule, a form and a plan are carried out as printed, and its files are there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from haishu_desk import paths
from tests.desk.office import Office, Said, call

README = (paths.root() / "README.md").read_text(encoding="utf-8")
QINGHE = Path(__file__).parent / "outline" / "qinghe.txt"


def section(title: str) -> str:
    """What stands under that heading."""
    return README.split(f"## {title}\n")[1].split("\n## ")[0]


def steps(title: str) -> list[list[str]]:
    """The words of each numbered command under a heading, in their order."""
    lines = re.findall(r"^\d\. .*?`python3 start\.py ([^`]+)`", section(title), re.MULTILINE)
    return [shlex.split(line) for line in lines]


def table(title: str) -> str:
    """The lines of the block of CSV under a heading."""
    (found,) = re.findall(r"```csv\n(.*?)```", section(title), re.DOTALL)
    return re.sub(r"^ +", "", found, flags=re.MULTILINE)


@pytest.fixture
def district(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Who follows the README stands in a folder of the district's, with its workspace named."""
    monkeypatch.chdir(office.folder)
    monkeypatch.setenv("HAISHU_DESK_DB", str(office.db("district")))
    return office


def done(words: list[str]) -> Said:
    said = call(*words)
    assert (said.status, said.err) == (0, ""), (words, said)
    return said


def test_a_rule_is_added_as_it_says(district: Office) -> None:
    export, preview, adopt = steps("How to add a rule")
    done(export)
    rules = district.file("rules.csv")
    rules.write_text(rules.read_text(encoding="utf-8-sig") + table("How to add a rule"), encoding="utf-8")
    done(preview)
    assert "R-145-04-z" not in str(district.ask("district", "rules")), "a preview changes nothing"
    done(adopt)
    assert "R-145-04-z" in {row["编号"] for row in district.ask("district", "rules")}
    district.ask("district", "enter", "--unit", "330203105", "--period", "2025", "--item", "145-04", "--value", "1001")
    found = district.ask("district", "check", "--unit", "330203105", "--period", "2025")["findings"]
    assert [row["item"] for row in found if row["rule"] == "R-145-04-z"] == ["145-04"]


def test_a_form_is_added_as_it_says(district: Office) -> None:
    district.file("small.csv").write_text(table("How to add a form"), encoding="utf-8")
    new, issue, collect, keep = steps("How to add a form")
    assert "adhoc-2026-1" in done(new).out
    done(issue)
    assert len(list(district.file("bundles").iterdir())) == 17, "one for each town and subdistrict"
    done(collect)
    assert district.file("sum.xlsx").stat().st_size > 0
    done(keep)
    form = district.ask("district", "forms")[-1]
    assert (form["code"], form["title"]) == ("adhoc-2026-1", "企业用工情况")


def test_a_plan_is_added_as_it_says(district: Office) -> None:
    shutil.copy(QINGHE, district.file("outline.txt"))
    read, commit, check = steps("How to add a plan")
    before = len(district.ask("district", "plans"))
    done(read)
    assert len(district.ask("district", "plans")) == before
    done(commit)
    assert len(district.ask("district", "plans")) == before + 1
    assert call(*check).status in (0, 1), "1 says that shares do not add up"


def test_the_files_and_names_that_it_speaks_of_are_there() -> None:
    root = paths.root()
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    assert [link for link in links if not (root / link).exists()] == []
    named = re.findall(r"`((?:tests|db|resources|domain|merge|report|desk|bundle|cli)/[\w/.]+)`", README)
    assert [name for name in named if not ((root / name).exists() or (root / "haishu_desk" / name).exists())] == []
    for name, file in (
        ("KIND_TITLES", "report/material.py"), ("_BODIES", "report/three_reports.py"), ("_TITLES", "cli/reporting.py"),
        ("_KINDS_SHORT", "report/three_reports.py"), ("_bodies", "desk/letters.py"), ("NothingToSayError", "desk/letters.py"),
        ("TITLES", "desk/letters.py"), ("heads_of", "domain/cells.py"),
    ):  # fmt: skip
        assert name in README
        assert name in (root / "haishu_desk" / file).read_text(encoding="utf-8")


def test_it_is_in_english_with_chinese_words_of_the_screen_alone() -> None:
    words = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    assert max(len(run) for run in re.findall(r"[\u4e00-\u9fff，。；：]+", words)) <= 8
