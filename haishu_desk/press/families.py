"""The faces of the screen by name, which the paper falls back to."""

from __future__ import annotations

FAMILIES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")
