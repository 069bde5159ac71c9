"""A desk as it was: it reads, it does not write, and the name of what is approved follows only what is approved."""

from __future__ import annotations

import pytest

from haishu_desk.desk import Desk
from haishu_desk.desk.earlier import desk_then
from haishu_desk.desk.permission import NotYoursError
from haishu_desk.domain.errors import UsageError
from tests.desk.approved import approve
from tests.desk.figures import enter, judged, whole


def test_the_past_is_judged_by_what_stood_then(district: Desk) -> None:
    approve(district, "145-04 2023 2800")
    then = desk_then(district)
    approve(district, "145-04 2023 3498")
    assert judged(then, "145-04", basis="approved")["actual"] == "2800"
    assert judged(district, "145-04", basis="approved")["actual"] == "3498"


def test_the_past_is_not_written_to(district: Desk) -> None:
    with pytest.raises(NotYoursError):
        desk_then(district).apply()


def test_the_name_of_a_snapshot_follows_approved_values_and_editions_only(district: Desk) -> None:
    approve(district, "145-04 2023 2800")
    first = desk_then(district).snapshot()
    enter(district, f"{whole(district, '145-12')} 145-12 2023 30")
    district.planning.publish("report-settings", {"annual": {"title": "题"}})
    assert desk_then(district).snapshot().digest == first.digest
    approve(district, "145-20 2023 93.7")
    assert desk_then(district).snapshot().digest != first.digest
    district.planning.publish("settings", {"two_people": True})
    assert len({desk_then(district).snapshot().digest, first.digest}) == 2


def test_the_code_of_a_snapshot_is_short_and_grouped(district: Desk) -> None:
    found = desk_then(district).snapshot()
    assert found.code.replace("-", "").lower() == found.digest[:12]


@pytest.mark.parametrize("moment", ["", "2026", "2999-01-01", "2000-01-01"])
def test_no_day_a_day_to_come_and_a_day_before_the_file_are_refused(district: Desk, moment: str) -> None:
    with pytest.raises(UsageError):
        desk_then(district, moment)


def test_who_has_acted_is_known_in_the_past_too(district: Desk) -> None:
    assert desk_then(district).persons() == district.persons() != []


def test_the_frame_of_the_past_is_that_of_the_editions_which_were_there_then(district: Desk) -> None:
    """Only an edition that came later stands between the past and today's."""
    then = desk_then(district)
    district.planning.publish("assignment", district.documents.edition("assignment").content[5:])
    names = ["assignment"]
    assert then.workspace.cells.last_edition(names) < district.workspace.cells.last_edition(names)
    assert then.reviewing.versions.is_as_today(then.n, then.today)
