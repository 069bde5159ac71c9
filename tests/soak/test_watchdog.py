"""What the watchdog and the samples of the soak say of what is known."""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from haishu_desk.bench.pairs import timed
from tests.soak.run import Report
from tests.soak.samples import Sample, slopes, theil_sen
from tests.soak.watchdog import Blocked, Turns, Watchdog, shared, stolen_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how long a thread waited for a processor")
def test_an_interval_in_which_the_loop_stands_still_is_seen_with_its_place(qtbot: QtBot) -> None:
    dog = Watchdog()
    dog.doing = "sleeping"
    dog.start()
    QTimer.singleShot(0, timed(lambda: time.sleep(0.3)))
    qtbot.waitUntil(lambda: any(each.where.startswith("bench/pairs.py") for each in dog.blocked))
    dog.stop()
    (seen,) = [each for each in dog.blocked if each.where == "bench/pairs.py:timed.<locals>.side"]
    assert seen.doing == "sleeping"
    assert seen.wall >= 0.3
    assert seen.ran < 0.3, "it slept"
    assert dict(dog.tallied())[seen.where].times == 1


def test_the_wait_for_a_processor_is_no_fault_of_ours() -> None:
    assert Blocked(0.2, 0.03, 0.16, "", ()).own == pytest.approx(0.04)
    assert Blocked(0.2, 0.03, 0.16, "", ()).where == "(the soak)"


def test_what_the_host_of_a_virtual_machine_took_away_is_a_wait_of_that_processor_alone() -> None:
    """The eighth figure of a line of /proc/stat, in hundredths of a second."""
    told = ["cpu  9 0 9 99 9 0 9 1058 0 0", "cpu0 9 0 9 99 9 0 9 328 0 0", "cpu1 9 0 9 99 9 0 9 730 0 0", "intr 3"]
    assert stolen_in(told) == (3.28, 7.3)
    assert stolen_in(["cpu  1 2 3", "cpu0 1 2 3"]) == ()
    before, after = Turns(1.0, 0.1, (3.28, 7.3)), Turns(1.01, 0.12, (3.28, 7.5))
    assert after.waited_since(before, 1) == pytest.approx(0.22)
    assert after.waited_since(before, 0) == pytest.approx(0.02)
    assert after.waited_since(Turns(1.0, 0.1), 1) == pytest.approx(0.02)


def test_an_interval_that_is_too_long_is_told_apart_from_what_grew_or_failed() -> None:
    dog = Watchdog()
    report = Report("", dog=dog)
    assert (report.is_smooth, "event loop: ok" in str(report)) == (True, True)
    dog.blocked = [Blocked(0.2, 0.03, 0.16, "typing", ()), Blocked(0.3, 0.3, 0.0, "sample", ())]
    assert report.is_smooth, "a wait for a processor, and the soak's own look"
    dog.blocked.append(Blocked(0.06, 0.055, 0.0, "typing", ()))
    assert (report.ok, report.is_smooth, "event loop: BLOCKED" in str(report)) == (True, False, True)


def test_the_place_is_what_most_looks_have_in_common() -> None:
    """Innermost first: 7 of 10 looks were somewhere in `read`, in three places below it."""
    looks = Counter({("a", "read", "page"): 3, ("b", "read", "page"): 2, ("read", "page"): 2, ("paint", "page"): 3})
    assert shared(looks) == ("read", "page")
    assert shared(Counter({("a", "page"): 1, ("b", "page"): 1})) == ("page",)
    assert shared(Counter({("paint",): 3, ("refresh", "page"): 4, ("layout",): 2})) == ("page + paint",)
    assert shared(Counter()) == ()


def test_growth_is_the_middle_of_all_slopes_and_one_odd_sample_moves_nothing() -> None:
    """2 MB a minute is 120 an hour; the first ten minutes are not judged."""
    assert theil_sen([0, 1, 2, 3], [5, 7, 100, 11]) == 2

    def sample(minute: int) -> Sample:
        odd = 500 if minute == 15 else 0
        return Sample(minute * 60.0, 300 + 2 * minute + odd, 20, 5, 900, 700, 10_000, 3)

    found = {slope.name: slope for slope in slopes([sample(minute) for minute in range(30)])}
    assert found["rss"].per_hour == pytest.approx(120)
    assert not found["rss"].ok
    assert (found["handles"].per_hour, found["handles"].ok) == (0, True)
    assert found["objects"].bound is None
    assert slopes([sample(minute) for minute in range(12)]) == [], "two samples always lie on a line"
