"""The entry point: a verb of the command line, or the hidden worker that reads a received workbook.

The one place that catches everything: an unforeseen fault becomes a crash report, and the user is told its name.
"""

from __future__ import annotations

import io
import sys
import traceback
from datetime import datetime

WORKER = "__worker"


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        if words[:1] == [WORKER]:
            from haishu_desk.bundle.worker import main as work  # noqa: PLC0415  the worker loads nothing else

            return work(words[1:])
        from haishu_desk.cli.main import run  # noqa: PLC0415  only what is asked for is loaded

        return run(words)
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130
    except Exception:  # noqa: BLE001  the one hook: what is not foreseen becomes a report
        return _report_crash(words)


def _report_crash(words: list[str]) -> int:
    """Write what happened to a file without the user's data, and name the file."""
    from haishu_desk import __version__, paths  # noqa: PLC0415  only after a fault

    moment = datetime.now().astimezone()
    report = paths.logs() / f"crash-{moment:%Y%m%d-%H%M%S}.txt"
    verb = next((word for word in words if not word.startswith("-")), "")
    text = f"haishu_desk {__version__}\nPython {sys.version}\n{moment.isoformat()}\nverb: {verb}\n\n{traceback.format_exc()}"
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, encoding="utf-8")
        where = str(report)
    except OSError:
        where = "（报告也没有写成）"
    print(f"程序出错了，没有改动数据。出错报告：{where}", file=sys.stderr)
    print("请把这份报告交给维护人员；其他操作可以继续。", file=sys.stderr)
    return 70


if __name__ == "__main__":
    sys.exit(main())
