"""A calendar on the wall that the story turns: `date.today()` and `datetime.now()` of the program are the day it shows."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

import haishu_desk

_MORNING = time(9, 0)


class Clock:
    """The day of the story; each look at the clock is a second later than the one before."""

    def __init__(self) -> None:
        self._now = datetime.combine(date(2026, 1, 1), _MORNING)

    @property
    def today(self) -> date:
        """The day it shows."""
        return self._now.date()

    def turn_to(self, day: str) -> None:
        """Go on to the morning of that day (ISO); a day does not come back."""
        morning = datetime.combine(date.fromisoformat(day), _MORNING)
        assert morning > self._now, f"{day} is over"
        self._now = morning

    def look(self) -> datetime:
        """The time now, in the time zone of the machine."""
        self._now += timedelta(seconds=1)
        return self._now


@contextmanager
def hung_up(clock: Clock) -> Iterator[None]:
    """Every module of the program sees the day of that clock; real dates stay real dates, only `now` is another."""
    for each in pkgutil.walk_packages(haishu_desk.__path__, "haishu_desk."):
        if not each.name.startswith(("haishu_desk.ui", "haishu_desk.bench", "haishu_desk.press")):
            importlib.import_module(each.name)
    its_date, its_datetime = _date_of(clock), _datetime_of(clock)
    changed = list[tuple[Any, str, Any]]()
    for name, module in list(sys.modules.items()):
        if name.startswith("haishu_desk"):
            for real, other in ((date, its_date), (datetime, its_datetime)):
                if module.__dict__.get(real.__name__) is real:
                    changed.append((module, real.__name__, real))
                    setattr(module, real.__name__, other)
    try:
        yield
    finally:
        for module, name, real in changed:
            setattr(module, name, real)


class _Real(type):
    """A class that stands for a real one: makes real objects, and real objects are its own."""

    real: type

    def __call__(cls, *given: Any, **named: Any) -> Any:
        return cls.real(*given, **named)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.real)

    def __getattr__(cls, name: str) -> Any:
        return getattr(cls.real, name)


def _date_of(clock: Clock) -> Any:
    class Today(metaclass=_Real):
        real = date

        @staticmethod
        def today() -> date:
            return clock.look().date()

    return Today


def _datetime_of(clock: Clock) -> Any:
    class Now(metaclass=_Real):
        real = datetime

        @staticmethod
        def now(zone: Any = None) -> datetime:
            return clock.look().replace(tzinfo=zone)

    return Now
