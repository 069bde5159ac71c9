"""恢复演练 by a button: in the background, and what came of it is said where it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from haishu_desk.desk.drill import Drill, drill
from haishu_desk.domain.errors import DeskError
from haishu_desk.ui.session import Session
from haishu_desk.ui.widgets.said import Said
from haishu_desk.ui.wording import refusal


def rehearse(session: Session, file: Path, said: Said, ended: Callable[[], None]) -> None:
    """Restore that backup into a file that is thrown away; `ended` is called when that is over, whatever came of it."""
    said.forget()
    session.background.run("恢复演练", drill, [file], partial(_tell, said), lambda _whole: ended())


def _tell(said: Said, _file: object, result: object) -> None:
    if isinstance(result, Drill):
        said.say(f"{result.said}。")
    elif isinstance(result, DeskError):
        said.say(refusal(result), "bad")
