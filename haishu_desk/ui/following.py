"""What the palette leads to: a page, a return, an entry of the plans, or something that is done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from haishu_desk.ui.wishes import HelpWish, ItemWish, LockWish, LooksWish, PressWish, SampleWish

if TYPE_CHECKING:
    from haishu_desk.ui.main_window import MainWindow


def follow(window: MainWindow, wish: object) -> None:
    """Go where a goal of the palette leads: a page's name, a pair of ReturnKey and item, or one of `ui.wishes`."""
    if isinstance(wish, str):
        window.open_page(wish)
    elif isinstance(wish, LooksWish):
        window.dressing.change(wish)
    elif isinstance(wish, ItemWish):
        window.open_item(wish.page, wish.code)
    elif isinstance(wish, SampleWish):
        window.asked_for_sample.emit(wish.place)
    elif isinstance(wish, tuple):
        window.open_return(*wish)
    elif isinstance(wish, PressWish):
        wish.press()
    elif isinstance(wish, LockWish):
        window.lock.lock()
    elif isinstance(wish, HelpWish):
        window.help.open(wish.place)
