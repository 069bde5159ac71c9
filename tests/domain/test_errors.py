"""Each error owns its sentence, its advice, a stable code and the exit status of the contract."""

from __future__ import annotations

import errno

import pytest

from haishu_desk.domain.errors import DeskError, SurroundingsError, UsageError, said_of


@pytest.mark.parametrize(
    ("kind", "code", "status"),
    [(DeskError, "refused", 1), (UsageError, "usage", 2), (SurroundingsError, "environment", 3)],
)
def test_the_class_gives_the_code_and_the_exit_status(kind: type[DeskError], code: str, status: int) -> None:
    error = kind("出了什么事", "怎么办")
    assert (error.code, error.exit_status) == (code, status)
    assert error.as_json() == {"code": code, "message": "出了什么事", "advice": "怎么办"}
    assert str(error) == "出了什么事"


def test_a_code_of_its_own_does_not_change_the_class() -> None:
    assert DeskError("a", code="E41").as_json() == {"code": "E41", "message": "a", "advice": ""}
    assert DeskError("a").code == "refused"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileExistsError(errno.EEXIST, "File exists"), "路径中间有一段不是文件夹"),
        (OSError(errno.EXDEV, "Invalid cross-device link"), f"系统说不行，代号 {errno.EXDEV}"),
        (OSError("no number"), "系统说不行，代号 不明"),
    ],
)
def test_what_the_system_says_is_never_english(error: OSError, said: str) -> None:
    assert said_of(error) == said
