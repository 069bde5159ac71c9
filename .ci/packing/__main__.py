"""`python3 start.py build [--deb] [--measure]`: the program without Python in `dist/`, and what is handed out of it."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from packing import bundle, deb, hashes, measure

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "dist"


def main(words: list[str]) -> int:
    """Pack; returns the exit status: 0 packed, 1 a step failed."""
    parser = argparse.ArgumentParser(
        prog="start.py build", description="打包：dist/haishu-desk/ 不需要 Python 就能运行"
    )
    parser.add_argument("--deb", action="store_true", help="再做成 .deb（只在 Linux 上）")
    parser.add_argument("--measure", action="store_true", help="再做一个空窗口，比大小和启动时间")
    wishes = parser.parse_args(words)
    try:
        program = bundle.build(ROOT, DIST)
        print(f"程序：{program}", file=sys.stderr)
        if wishes.deb:
            print(f"安装包：{deb.build(program, DIST)}", file=sys.stderr)
        if wishes.measure:
            print(measure.report(ROOT, DIST, program))
        print(f"校验值：{hashes.write(DIST)}", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        said = error.stderr or b""
        print(f"没有打包成：{error}\n{said.decode(errors='replace')[-4000:]}", file=sys.stderr)
        return 1
    except deb.CannotPackError as error:
        print(f"没有做成 .deb：{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
