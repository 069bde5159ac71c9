"""A town whose report has a figure that is explained and one that it asks to have excepted."""

from __future__ import annotations

from haishu_desk.domain.cells import ReturnKey
from tests.desk.office import PERIOD, ZHANGSHUI, Office

OTHER = ReturnKey("indicators", ZHANGSHUI, PERIOD)
FACT = "省厅2025年3月文件把园林垃圾计入，增加回收量2.4万吨"
REASON = "国家局2025年核定单允许超过，附核定单第7号"


def report_with_words(office: Office) -> None:
    """145-22 is explained (R-145-22-b), 145-06 is no share and asks for an exemption; the district has it."""
    for field, value in (("numerator", "30"), ("denominator", "60"), ("value", "70")):
        office.enter("other", "145-22", value, "--field", field)
    office.enter("other", "145-06", "106.8")
    with office.desk("other", write=True) as desk:
        explain = desk.checking.explain
        explain(ZHANGSHUI, PERIOD, "145-22", "R-145-22-b", klass="政策", text=FACT)
        explain(ZHANGSHUI, PERIOD, "145-06", "share", klass="豁免申请", text=REASON)
    office.submit("other", "other-again.xlsx")
    assert office.receive("district", "other-again.xlsx")["status"] == "received"
