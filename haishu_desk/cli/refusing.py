"""What is printed when something was refused: two sentences, or the same as JSON."""

from __future__ import annotations

import json
import sys

from haishu_desk.domain.errors import DeskError, SurroundingsError, said_of


def refuse(error: DeskError, *, as_json: bool) -> int:
    """Say why it was not done; returns the exit status."""
    if as_json:
        print(json.dumps({"error": error.as_json()}, ensure_ascii=False, indent=1))
    else:
        print(error.message, file=sys.stderr)
        if error.advice:
            print(error.advice, file=sys.stderr)
    return error.exit_status


def surroundings(error: OSError) -> SurroundingsError:
    """No right, no folder, no space: what the system says of a path is the environment and no fault of ours."""
    return SurroundingsError(f"{error.filename or '文件'}：{said_of(error)}", "请检查路径、权限和磁盘空间")
