"""What people write in the free-text columns."""

from __future__ import annotations

from huaitang.words import Words

# share of the project done → physical progress of a plant, of public works
PLANT = (
    (0.04, Words("场地平整、围挡施工", "site levelled, fence going up")),
    (0.15, Words("桩基施工", "piling under way")),
    (0.30, Words("1#车间基础浇筑完成", "foundations of plant 1 poured")),
    (0.50, Words("主体钢结构吊装", "steel frame being erected")),
    (0.70, Words("主体封顶，围护结构施工", "roof closed, cladding under way")),
    (0.88, Words("设备进场安装", "equipment being installed")),
    (0.97, Words("设备联调", "equipment being tuned")),
    (9.9, Words("已投产", "in production")),
)
WORKS = (
    (0.10, Words("施工队伍进场", "contractor on site")),
    (0.35, Words("土方及基础施工", "earthworks and foundations")),
    (0.65, Words("主体工程完成过半", "more than half of the main works done")),
    (0.95, Words("主体完工，附属工程施工", "main works done, secondary works under way")),
    (9.9, Words("已竣工验收", "accepted")),
)
IDLE = Words("停工", "no work on site")
WAITING = Words("前期手续办理中", "approvals under way")
TALKS = (
    Words("跟踪洽谈中", "in talks"),
    Words("已来考察", "visited the county"),
    Words("投资意向明确", "intent is clear"),
)
PROBLEMS = (
    (Words("用地指标未落实，差42亩", "land quota short by 42 mu"), "nat"),
    (Words("贷款审批慢，资金缺口大", "loan approval slow, funding gap"), "rcb"),
    (Words("环评报告表未批复", "EIA form not approved"), "env"),
    (Words("地上附着物清表未完成", "site not cleared"), "t-ht"),
    (Words("专用变压器容量不足", "transformer capacity too small"), "pow"),
    (Words("施工许可证未办结", "construction permit outstanding"), "hou"),
    (Words("企业资金链紧张，施工方撤场", "company short of cash, contractor left"), "ind"),
    (Words("设备供货延期", "equipment delivered late"), "ind"),
    (Words("集中供汽管线未接入", "steam main not connected"), "edz"),
    (Words("招工缺口约80人", "about 80 workers missing"), "ind"),
)
NEXT_STEPS = (
    Words("每周调度，倒排工期", "weekly meeting, schedule from the end date"),
    Words("协调部门联合现场办公", "departments to meet on site"),
    Words("银企对接会推送", "put on the bank meeting's list"),
    Words("办理规划许可", "planning permit to be issued"),
)
GOALS = (
    (0.35, Words("完成基础工程", "foundations finished")),
    (0.7, Words("主体封顶", "roof closed")),
    (0.99, Words("设备安装调试", "equipment installed and tuned")),
    (9.9, Words("竣工投产", "completed and in production")),
)


def step(table: tuple[tuple[float, Words], ...], share: float) -> Words:
    """The first phrase whose limit is not below the share."""
    return next(words for limit, words in table if share <= limit)
