"""Why there is no figure: short codes for the programs, a sentence with the next step for people."""

from __future__ import annotations

NO_BASE, NO_TARGET, NOT_ASSIGNED, NO_REFERENCE = "基期缺", "目标缺", "目标未下达", "参照缺"
IN_WORDS, OUTSIDE, NO_GROWTH, IMPOSSIBLE = "文字", "规划期外", "增速缺", "降幅不成立"
KEPT_ONLY, NO_SHARE, PART_OF_FLOW, ZERO, BELOW_ZERO = "只判守住", "不算进度", "累计数不比基期", "分母为零", "负数"

SENTENCES = {
    NO_BASE: "没有基期值，应达值算不出；录入基期值以后再算",
    NO_TARGET: "规划表没有定这项目标，或没有分解到本单位；有了年度分解以后再算",
    NOT_ASSIGNED: "目标由上级下达，还没有录入；下达以后录入再算",
    NO_REFERENCE: "要和同期的经济增长比，同期的增速还没有；录入以后再算",
    IN_WORDS: "目标是文字，没有应达值；按判定表和佐证判断",
    OUTSIDE: "这个时点不在规划期内",
    NO_GROWTH: "规划表没有定年均增长，没有增长线",
    IMPOSSIBLE: "降幅超过 100%，算不出；请核对目标或分解数",
    KEPT_ONLY: "这项是界限、区间、参照或守住的目标，只判守住没有，不算进度",
    NO_SHARE: "这项是增速或文字，不算进度；增速看累计指数与应达指数之比",
    PART_OF_FLOW: "年内累计数不能和基期的全年数相减；请看实际数与应达数之比",
    ZERO: "分母是零，比不出",
    BELOW_ZERO: "有负数，比值没有意义；请看实际数与应达数之差",
}
