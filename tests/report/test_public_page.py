"""The public page: everything on it is escaped, nothing is asked of a host, and it reads without eyes and without a script."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

from haishu_desk import paths
from haishu_desk.report.public_facts import PublicEdition, stamp_of
from haishu_desk.report.public_page import public_page
from tests.report.public_made import EMPTY, LONG, TRAP, edition, trapped

STYLE, SCRIPT = ((paths.resources() / "public" / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
VOID = {"meta", "input", "br", "link", "img", "line", "circle", "path", "polyline"}


class Read(HTMLParser):
    """The page as a browser takes it: each tag with its attributes, the texts, and whether every tag is closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.texts_of: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._open:
            self.texts_of.setdefault(self._open[-1], []).append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def written(made: PublicEdition) -> str:
    return public_page(made, stamp_of(made, "2025-03-10"), STYLE, SCRIPT)


def test_the_same_edition_gives_the_same_page() -> None:
    assert written(edition()) == written(edition())


def test_whatever_a_text_says_it_stays_text() -> None:
    read = Read(written(trapped()))
    assert len(read.named("script")) == 1
    assert read.texts_of["script"] == [SCRIPT]
    said = "".join(read.texts)
    for text in (TRAP, LONG + TRAP, "A&B", "<93", "响铃"):
        assert text in said
    assert not set("\x07\ufffe") & set(said)
    assert all(not name.startswith("on") for _, attrs in read.tags for name in attrs)


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else() -> None:
    page = written(edition())
    (policy,) = [each["content"] for each in Read(page).named("meta") if each.get("http-equiv")]
    sums = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (STYLE, SCRIPT)]
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{sums[0]}'; script-src 'sha256-{sums[1]}'; base-uri 'none'; form-action 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")
    assert 'style="' not in page


def test_the_page_names_no_host_and_loads_nothing() -> None:
    page = written(edition())
    assert "//" not in page.replace("</", "")
    read = Read(page)
    assert not {"img", "link", "iframe", "object", "embed", "base"} & {tag for tag, _ in read.tags}
    assert not [attrs for _, attrs in read.tags if "src" in attrs]
    assert not re.search(r"@import|url\(", STYLE)
    assert {str(link["href"]) for link in read.named("a") if not str(link["href"]).startswith("#")} == {
        "data.xlsx",
        "data.csv",
    }


def test_every_link_inside_the_page_has_its_place_and_every_name_is_there_once() -> None:
    read = Read(written(edition()))
    names = [attrs["id"] for _, attrs in read.tags if attrs.get("id")]
    assert len(set(names)) == len(names)
    targets = {str(link["href"])[1:] for link in read.named("a") if str(link["href"]).startswith("#")}
    described = {name for _, attrs in read.tags for name in str(attrs.get("aria-labelledby") or "").split()}
    assert targets | described <= set(names)


def test_the_page_can_be_read_without_eyes() -> None:
    read = Read(written(edition()))
    assert read.named("html")[0]["lang"] == "zh-CN"
    assert next(tag for tag in read.tags if tag[0] == "a")[1] == {"class": "skip", "href": "#main"}
    headings = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(deeper - before <= 1 for before, deeper in pairwise(headings))
    assert all(head.get("scope") in ("col", "row") for head in read.named("th"))
    assert len(read.named("caption")) == len(read.named("table"))
    assert {picture["role"] for picture in read.named("svg")} == {"img"}
    assert len(read.named("title")) == len(read.named("svg")) + 1
    labels = {label["for"] for label in read.named("label")}
    assert labels == {part["id"] for tag in ("input", "select") for part in read.named(tag)}


def test_without_a_script_everything_is_there_and_the_filter_is_not_shown() -> None:
    page = written(edition())
    assert "hidden" in Read(page).named("form")[0]
    assert not [attrs for attrs in Read(page).named("article") if "hidden" in attrs]


def test_an_indicator_without_any_figure_says_so_in_a_word() -> None:
    read = Read(written(edition(EMPTY)))
    assert not read.named("svg")
    assert "没有可以画的数。" in read.texts
    assert read.texts.count("尚未公布") == 3  # the overview, its card, its table of years
    assert "暂不评价（目标由上级下达）" in read.texts


def test_the_page_says_what_it_was_taken_from() -> None:
    made = edition()
    said = "".join(Read(written(made)).texts)
    assert made.digest in said
    assert f"数据快照 {made.digest[:4].upper()}-{made.digest[4:8].upper()}，2025-03-10 审查确认" in said


def test_whatever_is_read_stands_out_from_its_ground_in_light_dark_and_on_paper() -> None:
    """At least 4.5 to 1, as WCAG 2 asks of text (1.4.3, AA)."""
    looks = [dict(re.findall(r"--(\w+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)]
    assert len(looks) == 3
    for look in looks:
        for ground in ("ground", "card", "head"):
            for ink in ("ink", "soft", "accent", "good", "behind", "open", "mark"):
                assert _contrast(look[ink], look[ground]) >= 4.5, (ink, ground, look)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of #rgb or #rrggbb, as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
