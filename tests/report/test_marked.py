"""The Markdown of the help as HTML."""

from __future__ import annotations

import pytest

from haishu_desk.report.marked import anchor_of, html_of, inline


def html(text: str) -> str:
    return html_of(text, lambda file, said: f"[{file}|{said}]")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一行\n又一行", "<p>一行又一行</p>"),
        ("one\ntwo", "<p>one two</p>"),
        ("文件 a\n和 b", "<p>文件 a和 b</p>"),
        ("一\n\n二", "<p>一</p><p>二</p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
        ("    haishu-desk plans\n    二", "<pre>haishu-desk plans\n二</pre>"),
        ("```\n# 不是标题\n```\n完", "<pre># 不是标题</pre><p>完</p>"),
        ("![首页](pictures/home.png)", "[pictures/home.png|首页]"),
        ("话\n- 一\n- 二", "<p>话</p><ul><li>一</li><li>二</li></ul>"),
        ("1. 一\n   接着\n2. 二", "<ol><li>一接着</li><li>二</li></ol>"),
        ("1. 一\n   - 里\n   - 面\n2. 二", "<ol><li>一<ul><li>里</li><li>面</li></ul></li><li>二</li></ol>"),
    ],
)
def test_blocks_become_what_qt_sets(text: str, wanted: str) -> None:
    assert html(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**要**改", "<b>要</b>改"),
        ("`>93` 照写", "<code>&gt;93</code> 照写"),
        ("`**不粗**`", "<code>**不粗**</code>"),
        ("见 [手册](manual.md#首页)", '见 <a href="manual.md#首页">手册</a>'),
    ],
)
def test_inside_a_line(text: str, wanted: str) -> None:
    assert inline(text) == wanted


def test_a_table_has_its_head_for_every_page_and_a_bar_in_a_cell_is_none_between_cells() -> None:
    shown = html("| 写 | 意思 |\n|-|-|\n| `a\\|b` | 二 |")
    assert '<thead><tr><th align="left">写</th><th align="left">意思</th></tr></thead>' in shown
    assert "<td><code>a|b</code></td><td>二</td>" in shown


def test_a_heading_is_jumped_to_by_its_code_or_by_itself() -> None:
    assert (anchor_of("文件太大 · E01"), anchor_of("首页")) == ("E01", "首页")
    assert html("### 文件太大 · E01") == '<h3><a name="E01"></a>文件太大 <span class="code">E01</span></h3>'
    assert html("## 首页") == '<h2><a name="首页"></a>首页</h2>'
