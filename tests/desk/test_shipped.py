"""What the program ships: first editions without an author, the same bytes every time."""

from __future__ import annotations

from collections import Counter

from haishu_desk.desk.shipped import shipped_editions
from haishu_desk.domain.editions import Edition


def test_the_documents_are_first_editions_of_nobody() -> None:
    editions = shipped_editions()
    assert list(editions) == ["plan:135", "plan:145", "units", "forms", "rules", "assignment"]
    assert {(edition.number, edition.author, edition.previous) for edition in editions.values()} == {(1, None, None)}


def test_reading_them_again_gives_the_same_entries() -> None:
    first = {name: edition.id for name, edition in shipped_editions().items()}
    shipped_editions.cache_clear()
    assert {name: edition.id for name, edition in shipped_editions().items()} == first
    assert all(Edition.from_body(edition.body).id == edition.id for edition in shipped_editions().values())


def test_every_item_has_one_lead_and_somebody_known_who_reports() -> None:
    editions = shipped_editions()
    units = {unit["code"] for unit in editions["units"].content}
    rows = editions["assignment"].content
    assert {row["unit"] for row in rows} <= units
    leads = Counter(row["item"] for row in rows if row["role"] == "lead")
    assert set(leads.values()) == {1}
    assert {row["item"] for row in rows if row["role"] == "report"} == set(leads)


def test_items_of_the_townships_are_reported_by_all_eighteen_of_them() -> None:
    rows = shipped_editions()["assignment"].content
    reporting = [row["unit"] for row in rows if (row["item"], row["role"]) == ("145-33", "report")]
    assert len(set(reporting) - {"dept-tjj"}) == 9 + 7 + 1
