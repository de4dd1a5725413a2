"""Columns of the chain map (产业链图谱): chains, their segments, the nodes in them, and the firms that are wanted."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind

POSITIONS = {
    "upstream": ("上游", "upstream"),
    "midstream": ("中游", "midstream"),
    "downstream": ("下游", "downstream"),
    "service": ("服务", "配套服务", "service"),
}
ACTIONS = {
    "extend": ("延链", "extend"),
    "fill": ("补链", "建链", "fill"),
    "strengthen": ("强链", "固链", "strengthen"),
    "upgrade": ("升链", "upgrade"),
}
STATES = {
    "wanted": ("拟招引", "目标", "wanted"),
    "settled": ("已落户", "已落地", "settled"),
    "dropped": ("不再招引", "放弃", "dropped"),
}
_CHAIN = Column("chain", _("Chain"), Kind.CHAIN, ("产业链", "产业链名称", "Chain"), width=160)
_SERIAL = Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60)
_FIRMS = Column("companies", _("Local firms"), Kind.LONG_TEXT, ("本地企业", "现有企业", "Local firms"), width=280)
_GAP = Column("is_gap", _("Gap"), Kind.TEXT, ("是否缺口", "缺口", "Gap"), width=80)
_ACTION = Column(
    "action", _("Direction"), Kind.CHOICE, ("招引方向", "延补强升", "Action", "Direction"), choices=ACTIONS, width=100
)
_WANTED = Column("targets", _("Target firms"), Kind.LONG_TEXT, ("目标企业", "Target firms"), width=280)

CHAINS = (
    _SERIAL,
    Column("name", _("Chain"), Kind.TEXT, ("产业链", "产业链名称", "链条名称", "Chain"), width=160),
    Column("chief", _("Chain chief"), Kind.PERSON, ("链长", "Chain chief"), width=100),
    Column("lead_org", _("Lead organisation"), Kind.TEXT, ("牵头单位", "牵头部门", "Lead organisation"), width=160),
    Column("leader_firm", _("Leader firm"), Kind.COMPANY, ("链主企业", "链主", "Chain leader firm"), width=220),
    Column("notes", _("Notes"), Kind.LONG_TEXT, ("对应行业", "Industry"), width=160),
)

SEGMENTS = (
    _SERIAL,
    _CHAIN,
    Column("position", _("Position"), Kind.CHOICE, ("上中下游", "位置", "Position"), choices=POSITIONS, width=100),
    Column("name", _("Segment"), Kind.TEXT, ("环节", "产业链环节", "环节名称", "Segment"), width=200),
    _FIRMS,
    _GAP,
    _ACTION,
    _WANTED,
)

NODES = (
    _SERIAL,
    _CHAIN,
    Column("segment", _("Segment"), Kind.TEXT, ("环节", "产业链环节", "所属环节", "Segment"), width=160),
    Column("name", _("Node"), Kind.TEXT, ("节点", "节点名称", "重点产品", "细分领域", "Node"), width=160),
    Column(
        "codes",
        _("GB/T 4754 codes"),
        Kind.TEXT,
        ("国民经济行业代码", "行业代码", "GB/T 4754", "Industry code"),
        width=120,
    ),
    Column("is_key", _("Key node"), Kind.TEXT, ("关键节点", "是否关键", "Key node"), width=80),
    _FIRMS,
    _GAP,
    _ACTION,
    Column("land", _("Land needed"), Kind.AREA, ("单个项目用地", "用地需求", "Land needed"), width=100),
    _WANTED,
)

TARGETS = (
    _SERIAL,
    Column("name", _("Target firm"), Kind.TEXT, ("目标企业", "目标企业名称", "拟招引企业", "Target firm"), width=240),
    _CHAIN,
    Column("segment", _("Segment"), Kind.TEXT, ("环节", "产业链环节", "所属环节", "Segment"), width=160),
    Column("node", _("Node"), Kind.TEXT, ("节点", "节点名称", "所属节点", "Node"), width=160),
    Column("place", _("Place"), Kind.TEXT, ("企业所在地", "总部所在地", "Headquarters"), width=140),
    Column("business", _("Main business"), Kind.LONG_TEXT, ("主营业务", "主营产品", "Main business"), width=200),
    Column("reason", _("Why it fits"), Kind.LONG_TEXT, ("招引理由", "契合点", "Why it fits"), width=240),
    Column("hint", _("Source of the hint"), Kind.TEXT, ("信息来源", "推荐来源", "Source of the hint"), width=140),
    Column("state", _("State"), Kind.CHOICE, ("招引状态", "Target state"), choices=STATES, width=100),
)
