"""The public page in a real browser, from the disk: at the width of a phone and of a desk, asking no host for anything."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from haishu_desk import paths
from haishu_desk.report.public_facts import stamp_of
from haishu_desk.report.public_page import public_page
from tests.report.public_made import EMPTY, GDP, edition, trapped

_BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(_BROWSER is None, reason="没有 Chromium，公开版网页没有在浏览器里看过")
_QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND")  # fmt: skip
# A window is never narrower than some browsers like: the page is measured in a frame, and tells its frame.
_MEASURE = "<script>parent.postMessage(innerWidth+' '+document.documentElement.scrollWidth,'*')</script>"
_FRAME = (
    "<script>onmessage=event=>{document.documentElement.dataset.widths=event.data}</script>"
    '<iframe src="%s-measured.html" width="%d" height="600" frameborder="0"></iframe>'
)
PHONE, DESK = (390, 844), (1280, 900)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ordinary page, one full of traps, and both again with a script that measures them."""
    folder = tmp_path_factory.mktemp("公开版")
    style, script = (
        (paths.resources() / "public" / name).read_text(encoding="utf-8") for name in ("page.css", "page.js")
    )
    many = [replace(GDP, code=f"145-{number:02}") for number in range(1, 30)]
    for name, made in (("page", edition(*many, EMPTY)), ("trap", trapped())):
        page = public_page(made, stamp_of(made, "2025-03-10"), style, script)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
        open_page, taken_out = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        assert taken_out == 1
        (folder / f"{name}-measured.html").write_text(
            open_page.replace("</body>", f"{_MEASURE}</body>"), encoding="utf-8"
        )
    return folder


def browse(page: Path, size: tuple[int, int], *flags: str) -> str:
    """What the browser prints."""
    width, height = size
    words = [str(_BROWSER), *_QUIET, f"--user-data-dir={page.parent / 'browser'}", f"--window-size={width},{height}"]
    done = subprocess.run([*words, *flags, page.as_uri()], capture_output=True, check=True, timeout=120)
    return done.stdout.decode()


@pytest.mark.parametrize("name", ["page", "trap"])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_page_is_as_wide_as_the_window_and_no_wider(pages: Path, name: str, size: tuple[int, int]) -> None:
    frame = pages / f"{name}-{size[0]}.html"
    frame.write_text(_FRAME % (name, size[0]), encoding="utf-8")
    dumped = browse(frame, size, "--virtual-time-budget=3000", "--dump-dom")
    (widths,) = re.findall(r'data-widths="(\d+) (\d+)"', dumped)
    assert widths == (str(size[0]), str(size[0]))


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_page_is_seen(pages: Path, size: tuple[int, int]) -> None:
    shot = pages / f"{size[0]}.png"
    browse(pages / "page.html", size, f"--screenshot={shot}")
    picture = QImage(str(shot))
    assert (picture.width(), picture.height()) == size
    colours = {picture.pixel(x, y) for x in range(0, size[0], 7) for y in range(0, size[1], 7)}
    assert len(colours) > 10  # its style is allowed by its own policy: ground, cards, type, links


def test_its_own_script_runs_under_its_policy_and_a_planted_one_does_not(pages: Path) -> None:
    dumped = browse(pages / "page.html", DESK, "--dump-dom")
    (form,) = re.findall(r"<form[^>]*>", dumped)
    assert "hidden" not in form
    trapped_page = browse(pages / "trap.html", DESK, "--dump-dom")
    assert trapped_page.count("<script>") == 1


def asking(page: Path) -> list[str]:
    """Who asked the network for something, but for the browser itself: each request of a page names where it came from."""
    log = page.with_suffix(".net.json")
    browse(page, DESK, f"--log-net-log={log}", "--dump-dom")
    asked: list[str] = re.findall(r'"initiator":"([^"]+)"', log.read_text(encoding="utf-8"))
    return [who for who in asked if who != "not an origin"]


def test_the_page_asks_no_host_for_anything(pages: Path) -> None:
    assert asking(pages / "page.html") == []
    other = pages / "other.html"
    other.write_text('<img src="http://planted.invalid/x.png">', encoding="utf-8")
    assert asking(other) == ["null"]  # a page that does is seen
