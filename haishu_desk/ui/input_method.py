"""Chinese typing on Linux: which input method Qt asks for."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping

_WITHOUT_PLUGIN = ("", "fcitx", "fcitx5")


def choose_input_method(environment: MutableMapping[str, str], platform: str = sys.platform) -> None:
    """Let Qt ask for ibus where it would ask for fcitx; before QApplication is made.

    Qt's wheels ship the ibus plugin and no fcitx plugin, and fcitx5 answers to ibus as well. Desktops that export
    `QT_IM_MODULE=fcitx` would leave their users without Chinese.
    """
    on_x11 = environment.get("QT_QPA_PLATFORM", "").split(":")[0] in ("", "xcb")
    if platform.startswith("linux") and on_x11 and environment.get("QT_IM_MODULE", "") in _WITHOUT_PLUGIN:
        environment["QT_IM_MODULE"] = "ibus"
