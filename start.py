#!/usr/bin/env python3
"""Set up this folder and run the program: `python3 start.py [words]`, or every check: `python3 start.py test [pytest words]`.

`python3 start.py build [--deb]` packs the program for computers without Python, in an environment of its own (.ci/packing).
Standard library only, readable by an old Python, for Linux and Windows. All talk goes to stderr: stdout belongs to the verb.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / (".venv-build" if sys.argv[1:2] == ["build"] else ".venv")  # what is packed comes from its own
WINDOWS = os.name == "nt"
VENV_PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "haishu-stamp.json"
RUN_LOCK = ROOT / ".ci" / "requirements.lock"
TEST_LOCK = ROOT / ".ci" / "requirements-test.lock"
BUILD_LOCK = ROOT / ".ci" / "requirements-build.lock"

SETUP_VERSION = 1  # raise it when a `.venv` made by an older start.py must be made anew
FITTING = ("3.13", "3.12", "3.11")
CANNOT = 3  # exit status: the surroundings are in the way

# Debian package -> the file that shows that it is there: what Qt needs and its wheel does not bring.
QT_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-image0": "libxcb-image.so.0",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-randr0": "libxcb-randr.so.0",
    "libxcb-render-util0": "libxcb-render-util.so.0",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
CJK_FONT = "fonts-wqy-microhei"
CJK_FONT_FILE = re.compile(
    r"wqy|(noto|source.?han|sarasa).*(cjk|sans|serif|gothic).*(cjk|sc|cn|\.ttc)|uming|ukai|droidsansfallback"
    r"|simsun|simhei|simkai|simfang|msyh|deng|fandol|lxgw|fzs|fzh|gbsn|gkai",
    re.IGNORECASE,
)

CHECKS = (
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("mypy", ("-m", "mypy")),
    ("imports", ("-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])")),
)


class CannotStartError(Exception):
    """What is missing, in one sentence for the user."""


def main(words: list[str]) -> int:
    """Set up what is missing, then hand over to the program (on POSIX without coming back), run the checks or pack."""
    door = words[0] if words else ""
    lock = {"test": TEST_LOCK, "build": BUILD_LOCK}.get(door, RUN_LOCK)
    try:
        with _only_one():
            if not stamp_fits(_read_stamp(), lock):
                _set_up(lock)
            elif door in ("", "test", "build"):
                _mention(_missing_from_system())
    except (CannotStartError, OSError) as error:
        _say(f"没有准备好：{error}")
        return CANNOT
    if door == "test":
        return _run_checks(words[1:])
    return _pack(words[1:]) if door == "build" else _hand_over(words)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run quietly; a program that is not there counts as failed."""
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},  # a path of Windows may be Chinese
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, "", str(error))


# --- what is there already ---------------------------------------------------------------------------------------------


def stamp_fits(stamp: dict[str, str], lock: Path) -> bool:
    """Whether `.venv` was finished for this folder, with this Python and these requirements."""
    return environment_fits(stamp) and stamp.get(lock.name) == _digest(lock)


def environment_fits(stamp: dict[str, str]) -> bool:
    """Whether `.venv` was finished once, here, and its Python is still the same one; requirements may be older."""
    return bool(stamp) and {key: stamp.get(key) for key in ("setup", "root", "python")} == _environment()


def _environment() -> dict[str, str]:
    base = _base_of_venv()
    return {
        "setup": str(SETUP_VERSION),
        "root": str(ROOT),
        "python": str(base) if VENV_PYTHON.exists() and base.exists() else "-",
    }


def _base_of_venv() -> Path:
    """The Python behind `.venv`: an upgraded or removed one shows here without starting it."""
    if not WINDOWS:
        return Path(os.path.realpath(str(VENV_PYTHON)))
    with contextlib.suppress(OSError):
        home = re.search(r"^home\s*=\s*(.+?)\s*$", (VENV / "pyvenv.cfg").read_text(encoding="utf-8"), re.MULTILINE)
        if home:
            return Path(home.group(1)) / "python.exe"
    return VENV_PYTHON


def _digest(path: Path) -> str:
    # Line ends differ between checkouts; the pins do not.
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def _read_stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    """Let one start at a time set up this folder; on Windows a person starts one."""
    if WINDOWS:
        yield
        return
    import fcntl  # noqa: PLC0415  not on Windows

    with Path(__file__).open("rb") as handle:
        with contextlib.suppress(OSError):  # some network folders cannot lock
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# --- making .venv ------------------------------------------------------------------------------------------------------


def _set_up(lock: Path) -> None:
    begun = time.monotonic()
    stamp = _read_stamp()
    if environment_fits(stamp):
        missing = _complete_system()
        pip = [str(VENV_PYTHON), "-m", "pip"]
        STAMP.unlink()  # until the end this .venv is half-made
    else:
        stamp = {}
        python, version = find_python()
        _say(f"正在准备 {VENV.name}（约一分钟，需要联网）…")
        missing = _complete_system()
        pip = _make_venv(python, version, missing)
    _say("正在安装依赖（" + lock.name + "）…")
    _install(pip, lock)
    site_packages = next(VENV.glob("Lib/site-packages" if WINDOWS else "lib/python3.*/site-packages"))
    (site_packages / "haishu_desk.pth").write_text(pth_line(str(ROOT)), encoding="ascii")
    stamp.update({**_environment(), lock.name: _digest(lock), RUN_LOCK.name: _digest(RUN_LOCK)})
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    unfinished.replace(STAMP)
    _mention(missing)
    _say(f"准备好了，用时 {time.monotonic() - begun:.0f} 秒。")


def pth_line(root: str) -> str:
    """The line that puts `root` on the path of `.venv`, in ASCII: a .pth file has no fixed encoding."""
    try:
        root.encode("ascii")
    except UnicodeEncodeError:
        return f"import sys; sys.path.append({root!a})\n"
    return root + "\n"


def _make_venv(python: str, version: str, missing: list[str]) -> list[str]:
    """Make `.venv` anew and return the pip that can fill it; a refusal names the other `missing` packages too."""
    inside = [str(VENV_PYTHON), "-m", "pip"]
    made = _venv(python)
    if made.returncode == 0:
        return inside
    if "ensurepip" not in made.stdout + made.stderr:
        raise CannotStartError("没能建立 .venv：" + last_lines(made.stdout + made.stderr, 2))
    package = f"python{version}-venv"
    if _apt_install([package]) and _venv(python).returncode == 0:
        return inside
    outside = [python, "-m", "pip", "--python", str(VENV_PYTHON)]
    if _venv(python, "--without-pip").returncode == 0 and _run(*outside, "--version").returncode == 0:
        return outside
    line = " ".join([package, *missing])
    raise CannotStartError(f"建立 .venv 需要系统组件，请先运行一次：sudo apt-get install -y {line}")


def _venv(python: str, *words: str) -> subprocess.CompletedProcess[str]:
    _clear_venv()
    return _run(python, "-m", "venv", *words, str(VENV))


def _clear_venv() -> None:
    try:
        if VENV.is_symlink():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(str(VENV))
    except OSError as error:
        message = f"没能清除未完成的 .venv（{error}）：请关闭正在使用它的程序，再运行一次。"
        raise CannotStartError(message) from error


def _install(pip: list[str], lock: Path) -> None:
    words = ("install", "--quiet", "--no-input", "--disable-pip-version-check", "--only-binary=:all:")
    done = _run(*pip, *words, "--require-hashes", "-r", str(lock))
    if done.returncode:
        _say(last_lines(done.stderr, 3, "ERROR"))
        raise CannotStartError(
            "依赖没有装上：请检查网络和 pip 的设置，再运行一次；"
            "不能联网的机器可设 PIP_NO_INDEX=1 和 PIP_FIND_LINKS=存放安装包的文件夹。"
        )


def last_lines(text: str, count: int, beginning: str = "") -> str:
    """The last `count` lines that say something; those with the `beginning`, if there are such."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    chosen = [line for line in lines if line.startswith(beginning)] or lines
    return "\n".join(chosen[-count:])


# --- which Python ------------------------------------------------------------------------------------------------------

PROBE = """
import struct, sys, venv
print("%d.%d" % sys.version_info[:2], sys.implementation.name, struct.calcsize("P") * 8)
print(getattr(sys, "_base_executable", None) or sys.executable)
"""


def find_python() -> tuple[str, str]:
    """The Python that `.venv` is made with, and its version: this one if it fits, else one that lies beside it."""
    for command in candidates():
        answer = _run(*command, "-c", PROBE)
        found = fitting(answer.stdout) if answer.returncode == 0 else None
        if found:
            return found
    search = ("apt-cache", "--names-only", "search", "^python3[.]1[123]$")
    known = _run(*search).stdout if shutil.which("apt-cache") else None
    raise CannotStartError(python_missing("{}.{}".format(*sys.version_info), known))


def candidates() -> list[list[str]]:
    """Commands that may start a fitting Python, the best guess first."""
    names = ["python" + version for version in FITTING] + ["python3", "python"]
    found = [[sys.executable]] + [[path] for path in map(shutil.which, names) if path]
    if WINDOWS and shutil.which("py"):
        found += [["py", "-" + version] for version in FITTING]
    for version in FITTING:  # shims of pyenv answer only for the chosen version
        found += [[str(path)] for path in sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))]
    return found


def fitting(answer: str) -> tuple[str, str] | None:
    """Path and version out of the answer to PROBE, if the Python is one that the locked wheels are made for."""
    described, _, path = answer.strip().partition("\n")
    wanted = [version for version in FITTING if described.split() == [version, "cpython", "64"]]
    return (path.strip(), wanted[0]) if wanted else None


def python_missing(current: str, apt_knows: str | None) -> str:
    """What to install; `apt_knows` is what apt-cache found, None where there is no apt."""
    sentence = f"需要 64 位的 Python 3.11、3.12 或 3.13；正在用的是 {current}，这台机器上没有找到合适的。"
    if WINDOWS:
        return sentence + "请安装 64 位的 Python 3.12（勾选 Add python.exe to PATH），再运行一次。"
    if apt_knows is None:
        return sentence + "请用系统的软件管理器安装 python3.12，再运行一次。"
    for version in FITTING:
        if f"python{version} " in apt_knows:
            return sentence + f"请运行一次：sudo apt-get install -y python{version} python{version}-venv"
    return sentence + "软件源里也没有看到（可先运行 sudo apt-get update）；请管理员安装 Python 3.12，再运行一次。"


# --- system libraries and a Chinese font -------------------------------------------------------------------------------


def _complete_system() -> list[str]:
    """Install what Qt needs from Debian; return what is still missing: the command line works without it."""
    missing = _missing_from_system()
    return [] if missing and _apt_install(missing) else missing


def _missing_from_system() -> list[str]:
    if not shutil.which("apt-get"):
        return []
    folders = (f"/usr/lib/{os.uname().machine}-linux-gnu", "/usr/lib", "/usr/lib64", "/usr/local/lib")
    return missing_packages([Path(folder) for folder in folders], font=_has_cjk_font())


def _mention(missing: list[str]) -> None:
    if missing:
        _say("窗口还缺系统组件（命令行不受影响），请运行一次：sudo apt-get install -y " + " ".join(missing))


def missing_packages(folders: list[Path], *, font: bool) -> list[str]:
    """Debian packages whose library is in none of the `folders`, and a Chinese font unless there is one."""
    missing = [name for name, file in QT_LIBRARIES.items() if not any((folder / file).exists() for folder in folders)]
    return missing + ([] if font else [CJK_FONT])


def _has_cjk_font() -> bool:
    home = Path.home()
    for top in (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts"):
        for _folder, _folders, files in os.walk(str(top)):
            if any(CJK_FONT_FILE.search(file) for file in files):
                return True
    return bool(_run("fc-list", ":lang=zh", "file").stdout.strip())


def _apt_install(packages: list[str]) -> bool:
    """Install Debian packages if that needs no password; say so."""
    before = _become_root() if shutil.which("apt-get") else None
    if before is None:
        return False
    _say("正在用 apt-get 安装系统组件：" + " ".join(packages))
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if _run(*install).returncode == 0:
        return True
    _run(*apt, "update")
    done = _run(*install)
    if done.returncode:
        _say(last_lines(done.stderr, 3, "E:"))
    return done.returncode == 0


def _become_root() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if _run("sudo", "-n", "true").returncode == 0 else None


# --- the program and its checks ----------------------------------------------------------------------------------------


def _hand_over(words: list[str]) -> int:
    # -P: a file of the user's folder must not stand in for a module.
    command = [str(VENV_PYTHON), "-P", "-m", "haishu_desk", *words]
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.call(command)


def _pack(words: list[str]) -> int:
    """Pack the program into `dist/`; what packs it (.ci/packing) is no part of it."""
    argv = [str(VENV_PYTHON), "-P", "-m", "packing", *words]
    return subprocess.call(argv, cwd=str(ROOT), env={**os.environ, "PYTHONPATH": str(ROOT / ".ci")})


def _run_checks(words: list[str]) -> int:
    """Run every check, pytest last: its closing line ends the output unless something failed."""
    failed = []
    for name, command in CHECKS:
        begun = time.monotonic()
        argv = [str(VENV_PYTHON), *command]
        done = subprocess.run(argv, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            failed.append(name)
            sys.stderr.buffer.write(done.stdout)
        _say("{}：{}（{:.1f} 秒）".format(name, "未通过" if done.returncode else "通过", time.monotonic() - begun))
    _say("pytest：")
    if subprocess.call([str(VENV_PYTHON), "-m", "pytest", *words], cwd=str(ROOT)):
        failed.append("pytest")
    if failed:
        _say("未通过：" + "、".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
