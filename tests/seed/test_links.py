"""Links between what stands in several places, and the proposals of who reports what."""

from __future__ import annotations

from collections import Counter

from haishu_desk.desk import documents_without_workspace
from haishu_desk.domain.units import TOWNSHIP_KINDS
from tests.seed.outline import lines, load, needs_text, projects, tasks

DOCUMENTS = documents_without_workspace()
LINKS = load("145/links.json")
LISTED = ("blocks", "action_plans", "projects")


def names() -> dict[str, str]:
    """Every code that a link may name, and what it stands for."""
    found = {item.code: item.name for item in DOCUMENTS.catalogue}
    found |= {f"145-b{box['number']:02d}": box["title"] for box in load("145/boxes.json")}
    lists = load("145/lists.json")
    return found | {
        f"145-{name}-{place:02d}": title for name in LISTED for place, title in enumerate(lists[name], start=1)
    }


def same() -> list[list[str]]:
    return [link["members"] for link in LINKS if link["kind"] == "same"]


def test_every_link_names_things_that_are_there() -> None:
    known = names()
    assert {link["kind"] for link in LINKS} == {"same", "block", "related", "mention", "lookalike"}
    assert [code for link in LINKS for code in link["members"] if code not in known] == []
    assert all(link["lines"] for link in LINKS if link["kind"] == "mention")
    assert all(len(link["members"]) > 1 for link in LINKS if link["kind"] != "mention")
    assert all(link["note"] for link in LINKS if link["kind"] in ("related", "lookalike"))


def test_every_entry_of_the_three_lists_is_something_that_can_be_reported() -> None:
    reported = {member: group[0] for group in same() for member in group[1:]}
    for name in LISTED:
        for place in range(1, 11):
            assert reported[f"145-{name}-{place:02d}"] in DOCUMENTS.catalogue
    assert reported["145-projects-03"] == "145-b15-0-01-01"  # 海曙中学
    assert reported["145-projects-05"] == "145-b15-0-02-13"  # 区第三医院
    assert reported["145-blocks-08"] == "145-b08-0-08"


def test_what_is_printed_twice_is_reported_once() -> None:
    again = {member for group in same() for member in group[1:] if member in DOCUMENTS.catalogue}
    assert again == {"145-b06-0-04-08", "145-b05-0-04-03"}
    assert all(not DOCUMENTS.reporters(code) for code in again)
    others = [item for item in DOCUMENTS.catalogue if item.code not in again]
    assert all(DOCUMENTS.reporters(item.code) for item in others)


def test_indicators_that_look_alike_are_not_continued() -> None:
    alike = {tuple(link["members"]) for link in LINKS if link["kind"] == "lookalike"}
    continued = {(row["continues"], row["code"]) for row in load("145/indicators.json") if row["continues"]}
    assert not alike & continued
    assert {("135-09", "145-06"), ("135-12", "145-09"), ("135-11", "145-05"), ("135-17", "145-21")} <= alike
    assert len(alike) == 9


def test_projects_go_to_the_township_of_their_place_and_else_to_the_department_of_their_subject() -> None:
    by_name = {item.name: DOCUMENTS.reporters(item.code) for item in DOCUMENTS.catalogue if item.kind == "project"}
    assert by_name["横街镇文体中心"] == ["330203101"]
    assert by_name["古林承天书院（薛家小学）"] == ["330203103"]
    assert by_name["宁波普济医院"] == ["dept-wjj"]
    assert by_name["环城南路"] == ["dept-jtj"]
    assert by_name["区中心粮库"] == ["dept-fgj"]
    lead = {row["item"]: row["unit"] for row in DOCUMENTS.assignment if row["role"] == "lead"}
    assert lead["145-b12-0-01-04"] == "dept-wgltj"  # who answers for it is a department wherever it stands


def test_every_project_that_a_township_reports_says_its_place() -> None:
    kinds = {unit.code: unit.kind for unit in DOCUMENTS.units}
    for _, _, project in projects():
        for unit in DOCUMENTS.reporters(project["code"]):
            assert (kinds[unit] in TOWNSHIP_KINDS) == (unit in project["place"]), project["name"]


def test_all_kinds_of_the_plan_are_there_to_be_assigned() -> None:
    kinds = Counter(item.kind for item in DOCUMENTS.catalogue if item.plan == "145")
    assert kinds == {"indicator": 33, "target": 56 - 7, "task": 78 + 10, "project": 214 + 7}
    assert sum(1 for _ in tasks()) == 78


@needs_text
def test_what_is_named_again_stands_in_those_lines() -> None:
    text = lines()
    assert all(text[line].strip() for link in LINKS for line in link.get("lines", ()))
