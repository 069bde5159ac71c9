"""The entry point: the window, its pictures, a verb of the command line, or a hidden worker (for workbooks, for the window).

The one place that catches everything: an unforeseen fault becomes a crash report, and the user is told its name.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WORKER, ASIDE, BENCH = "__worker", "__aside", "bench"
PICTURES = "screenshots"
CRASHED = 70
CANNOT = 3  # exit status: the surroundings are in the way
# The only words that the window takes; with any other the command line answers.
_PICTURES_HELP = """用法：haishu-desk screenshots DIR [--quick] [--json]

用示例数据把每一页和各种状态存成图片：区级和单位，浅色、深色和高对比，1366x768、1920x1080、1366x768 放大到 150% 和
200%、大字；DIR 是放图片的文件夹，不在就新建。--quick 只存每一页，只用 1366x768。
不需要图形桌面。输出写出的文件，--json 输出 {"files": […]}。"""
_OF_WINDOW = {"--db": "db", "--as": "person"}


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    _speak_to_nobody()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = _dispatch(words)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read along has seen enough (`| head`); what was done is done. Nothing more is printed at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130
    except Exception as error:  # noqa: BLE001  the one hook: what is not foreseen becomes a report
        where = _report(words, error) or "（报告也没有写成）"
        said = f"程序出错了，之前存上的都在。出错报告：{where}"
        advice = "请把这份报告交给维护人员；其他操作可以继续。"
        if "--json" in words:
            print(json.dumps({"error": {"code": "crash", "message": said, "advice": advice}}, ensure_ascii=False))
        else:
            print(f"{said}\n{advice}", file=sys.stderr)
        return CRASHED
    return status


def _speak_to_nobody() -> None:
    """On Windows the program without a console has no streams at all: what is said goes nowhere, and nothing fails of it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nobody = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  open as long as the program
            setattr(sys, name, nobody)


def _dispatch(words: list[str]) -> int:
    """A worker, the pictures, the window or a verb; only what is asked for is loaded."""
    if words[:1] == [WORKER]:
        from haishu_desk.bundle.worker import main as work  # noqa: PLC0415  the worker loads nothing else

        return work(words[1:])
    if words[:1] == [ASIDE]:
        from haishu_desk.desk.aside import main as work_aside  # noqa: PLC0415  as above

        return work_aside()
    if words[:1] == [BENCH]:
        from haishu_desk.bench.__main__ import main as measure  # noqa: PLC0415  as above

        return measure(words[1:])
    pictures = picture_words(words)
    if pictures is not None:
        return _write_pictures(pictures, as_json="--json" in words)
    wishes = window_words(words)
    if wishes is not None:
        return show_window(wishes)
    from haishu_desk.cli.main import run  # noqa: PLC0415  as above

    return run(words)


def window_words(words: list[str]) -> dict[str, str] | None:
    """What the window is asked for (`db`, `person`); None if the words are for the command line."""
    wishes: dict[str, str] = {}
    rest = list(words)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in _OF_WINDOW or not (equals or rest):
            return None
        wishes[_OF_WINDOW[name]] = value if equals else rest.pop(0)
    return wishes


def picture_words(words: list[str]) -> list[str] | None:
    """The words after `screenshots`; None if that is not what is asked for."""
    rest = [word for word in words if word != "--json"]
    return rest[1:] if rest[:1] == [PICTURES] else None


def _write_pictures(words: list[str], *, as_json: bool) -> int:
    """`screenshots DIR`: every page of the sample as a picture. The command line does not know Qt, so it is done here."""
    from haishu_desk.cli.refusing import refuse, surroundings  # noqa: PLC0415  as above
    from haishu_desk.domain.errors import DeskError, UsageError  # noqa: PLC0415

    if words in (["-h"], ["--help"]):
        print(_PICTURES_HELP)
        return 0
    quick = "--quick" in words
    words = [word for word in words if word != "--quick"]
    if len(words) != 1 or words[0].startswith("-"):
        return refuse(UsageError("screenshots 后面要写一个文件夹", _PICTURES_HELP.splitlines()[0]), as_json=as_json)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no desktop is needed
    try:
        from haishu_desk.ui.screenshots import write_screenshots  # noqa: PLC0415  a verb must not load Qt

        pictures = write_screenshots(Path(words[0]), quick=quick)
    except ImportError as error:
        from haishu_desk.ui.needs import qt_missing  # noqa: PLC0415

        print(qt_missing(error), file=sys.stderr)
        return CANNOT
    except DeskError as error:
        return refuse(error, as_json=as_json)
    except OSError as error:
        return refuse(surroundings(error), as_json=as_json)
    print(
        json.dumps({"files": [str(each) for each in pictures]}, ensure_ascii=False, indent=1)
        if as_json
        else "\n".join(map(str, pictures))
    )
    return 0


def show_window(wishes: dict[str, str], opened: Callable[[], None] | None = None) -> int:
    """The window; where there can be none, say why and what the command line can do. `opened` as in `run_window`."""
    gc.disable()  # until the workspace is open: nothing that is loaded by then is to be thrown away
    from haishu_desk.ui.needs import qt_missing, why_no_window  # noqa: PLC0415  the standard library only

    obstacle = why_no_window(os.environ)
    if obstacle is None:
        try:
            from haishu_desk.ui.app import run_window  # noqa: PLC0415  a verb must not load Qt
        except ImportError as error:
            obstacle = qt_missing(error)
        else:
            db = wishes.get("db")
            path = Path(db) if db else None
            return run_window(path, wishes.get("person"), lambda error: _report(["window"], error), opened)
    print(obstacle, file=sys.stderr)
    from haishu_desk.cli.main import run  # noqa: PLC0415  as above

    run(["--help"])
    return CANNOT


def _report(words: list[str], error: BaseException) -> str:
    """Write what happened to a file without the user's data; returns where, empty if that failed too."""
    from haishu_desk import __version__, paths  # noqa: PLC0415  only after a fault

    moment = datetime.now().astimezone()
    report = paths.logs() / f"crash-{moment:%Y%m%d-%H%M%S}.txt"
    verb = next((word for word in words if not word.startswith("-")), "")
    trace = "".join(traceback.format_exception(error))
    text = f"haishu_desk {__version__}\nPython {sys.version}\n{moment.isoformat()}\nverb: {verb}\n\n{trace}"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, encoding="utf-8")
    except OSError:
        return ""
    return str(report)


if __name__ == "__main__":
    sys.exit(main())
