"""What a person is told who opens a data file for the first time: what those before left open, and where it is listed."""

from __future__ import annotations

from collections.abc import Callable

from haishu_desk.desk.handing_over import TYPED
from haishu_desk.ui.messages import Message
from haishu_desk.ui.session import Session


def greet(session: Session, show: Callable[[], object]) -> None:
    """Tell whoever has not acted here yet what is open; `show` brings up the list. Nothing on sample data."""
    desk = session.desk
    if session.is_sample or not desk.workspace.database.writable or desk.person in desk.persons():
        return
    rows = session.read(desk.handing_over.open) or []
    if rows:
        typed = [row.what for row in rows if row.part == TYPED]
        left = f"，其中录入了没有上报的：{'、'.join(typed[:3])}" if typed else ""
        text = f"没有办完的有 {len(rows)} 件{left}。前面的人录入的数都在，撤销只撤自己做的。"
        session.tell(Message("info", f"{desk.person}第一次用这个数据文件", text, "看是哪些", show))
