"""What happens in Huaitang: which project plays which part. (stage, position in the stage) → story."""

from __future__ import annotations

from huaitang.words import Words

STORIES: dict[str, tuple[Words, tuple[tuple[str, int], ...]]] = {
    "runs_ahead": (Words("明显快于时序进度", "clearly ahead of time"), (("started", 0), ("started", 9))),
    "exceeds": (
        Words("1—10月已超全年计划", "has exceeded the whole year's plan by October"),
        (("started", 3), ("started", 20)),
    ),
    "stalls": (
        Words("7月后完成投资不再增加", "no more work since July"),
        (("started", 5), ("started", 14), ("started", 21)),
    ),
    "no_funds": (
        Words("开工半年以上，到位资金不足总投资15%", "started more than half a year ago, funds under 15% of the total"),
        (("started", 11),),
    ),
    "paper_funds": (Words("到位资金远多于形象进度", "funds far ahead of the work"), (("started", 17),)),
    "cumulative_falls": (
        Words("10月累计比9月还少", "October's cumulative figure is below September's"),
        (("started", 23),),
    ),
    "total_raised": (
        Words("月报总投资比计划高出两成多", "the monthly report raises the total by more than a fifth"),
        (("started", 24),),
    ),
    "over_remaining": (Words("年度计划超过剩余投资", "annual plan above what remains"), (("started", 2),)),
    "two_phases": (
        Words("一期已投产，二期在建：两个项目", "phase 1 in production, phase 2 being built: two projects"),
        (("production", 0), ("started", 7), ("production", 1), ("started", 1)),
    ),
    "signed_long_ago": (
        Words("签约一年以上未开工", "signed more than a year ago, not started"),
        (("signed", 0), ("signed", 4), ("registered", 1)),
    ),
    "start_overdue": (
        Words("计划开工月已过三个月以上", "planned start more than three months ago"),
        (("preparation", 0), ("preparation", 3), ("preparation", 7), ("preparation", 11)),
    ),
    "start_ahead": (
        Words("计划12月开工，尚未到期", "start planned for December, not yet due"),
        (("preparation", 1), ("preparation", 6)),
    ),
    "wrong_unit": (
        Words("亿元栏里填了万元数", "a figure in the smaller unit under a header in the larger one"),
        (("started", 8),),
    ),
    "typo": (Words("多写四个零", "four zeros too many"), (("discussion", 1),)),
    "no_total": (Words("总投资待定", "total still open"), (("preparation", 5), ("preparation", 14))),
    "renamed": (
        Words("两本台账名称不同，需人工确认", "named differently in two ledgers: a person must say"),
        (("started", 28), ("started", 30), ("started", 31), ("production", 9), ("started", 34)),
    ),
    "abandoned": (Words("投资方放弃", "investor gave up"), (("discussion", 3),)),
    "lost": (Words("项目落户外县", "went to another county"), (("discussion", 8),)),
    "dormant": (Words("暂无进展", "nothing moves"), (("discussion", 12), ("signed", 9))),
}
STATUS = {
    "stalls": "dormant",
    "start_overdue": "delayed",
    "abandoned": "abandoned",
    "lost": "lost",
    "dormant": "dormant",
}
PROFILE = {
    "runs_ahead": "ahead",
    "exceeds": "exceed",
    "stalls": "stall",
    "over_remaining": "red",
    "cumulative_falls": "lag",
    "no_funds": "on",
    "paper_funds": "red",
    "total_raised": "on",
    "two_phases": "on",
    "wrong_unit": "lag",
    "renamed": "on",
}
BY_PLACE = {place: story for story, (_, places) in STORIES.items() for place in places}
