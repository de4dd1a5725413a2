"""Columns of a ledger of leads (招商线索台账), once: header words met in the wild, list, Excel in and out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy
from qipan.pipeline.leads.models import Lead

SOURCES: dict[str, tuple[str, ...]] = {
    "person": ("个人", "个人提供", "引荐", "person"),
    "file": ("文件", "台账", "file"),
    "enquiry": ("公众咨询", "来电", "来访", "来函", "网上咨询", "enquiry", "public enquiry"),
    "event": ("展会", "推介会", "活动", "fair", "event"),
    "visit": ("走访", "外出招商", "拜访", "visit"),
    "chain": ("产业链", "链主", "目标企业", "chain"),
    "other": ("其他", "other"),
}
STATUSES: dict[str, tuple[str, ...]] = {
    "open": ("待研判", "未研判", "new", "to be triaged"),
    "followed": ("跟进", "跟进中", "跟踪", "跟踪洽谈", "followed"),
    "parked": ("暂缓", "搁置", "parked"),
    "refused": ("不跟进", "放弃", "退回", "refused"),
}
_PRIVATE = _("Only the team and the leaders it names read this.")
COLUMNS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "编号", "No."), editable=False, width=60),
    Column("number", _("Lead number"), Kind.CODE, ("线索编号", "线索号", "Lead number"), editable=False, width=90),
    Column(
        "name",
        _("Content of the lead"),
        Kind.LONG_TEXT,
        ("线索内容", "线索概况", "线索信息", "Lead content"),
        help=_PRIVATE,
        width=260,
    ),
    Column(
        "investor",
        _("Investor, or a hint"),
        Kind.COMPANY,
        ("投资方", "投资主体", "意向企业", "企业名称", "Investor"),
        help=_PRIVATE,
        width=220,
    ),
    Column(
        "credit_code",
        _("Credit code"),
        Kind.CODE,
        ("统一社会信用代码", "信用代码", "Credit code"),
        help=_PRIVATE,
        width=170,
    ),
    Column(
        "source", _("source"), Kind.CHOICE, ("线索来源", "信息来源", "来源", "Lead source"), choices=SOURCES, width=100
    ),
    Column(
        "received_on",
        _("received on"),
        Kind.DATE,
        ("登记时间", "登记日期", "收到日期", "首次填报时间", "线索时间", "Received on"),
        width=110,
    ),
    Column("sector", _("sector"), Kind.TEXT, ("产业领域", "行业", "产业类别", "Sector"), width=120),
    Column("chain", _("chain"), Kind.CHAIN, ("所属产业链", "产业链", "Chain"), width=120),
    Column(
        "amount",
        _("intended amount"),
        Kind.MONEY,
        ("意向投资额", "拟投资额", "意向投资", "预计投资", "Intended amount"),
        secrecy=Secrecy.MONEY,
        width=120,
    ),
    Column("land", _("land need"), Kind.AREA, ("用地需求", "用地情况", "意向用地", "拟用地", "Land need"), width=100),
    Column(
        "region",
        _("region wished"),
        Kind.REGION,
        ("意向区域", "意向地", "拟落户乡镇", "意向乡镇", "Region wished"),
        width=120,
    ),
    Column("park", _("park wished"), Kind.PARK, ("意向园区", "拟落户园区", "Park wished"), width=120),
    Column(
        "unit",
        _("unit that follows"),
        Kind.ORGANISATION,
        ("跟踪单位", "跟进单位", "首谈单位", "Following unit"),
        width=140,
    ),
    Column(
        "contact",
        _("contact"),
        Kind.PERSON,
        ("联系人", "对接人", "Contact"),
        secrecy=Secrecy.CONTACT,
        help=_PRIVATE,
        width=100,
    ),
    Column(
        "phone",
        _("telephone"),
        Kind.PHONE,
        ("电话", "联系电话", "Telephone"),
        secrecy=Secrecy.CONTACT,
        help=_PRIVATE,
        width=130,
    ),
    Column(
        "referrer",
        _("referrer"),
        Kind.PERSON,
        ("引荐人", "推荐人", "项目引荐单位", "引荐单位", "Referrer"),
        help=_PRIVATE,
        width=120,
    ),
    Column(
        "status",
        _("status"),
        Kind.CHOICE,
        ("线索状态", "研判意见", "研判结果", "Lead status"),
        choices=STATUSES,
        width=100,
    ),
    Column("next_due", _("next day due"), Kind.DATE, (), importable=False, editable=False, width=110),
)
# Columns that say who stands behind a lead: empty wherever it is not open to the reader.
SECRET = frozenset({"name", "investor", "credit_code", "contact", "phone", "referrer"})
LABELS = {"source": dict(Lead.Source.choices), "status": dict(Lead.Status.choices)}
TRIPS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "编号", "No."), editable=False, width=60),
    Column("led_as", _("post of who led"), Kind.TEXT, ("招商领导类型", "领导类型", "领导级别", "Rank of the leader"), width=110),
    Column("team", _("team"), Kind.TEXT, ("部门", "招商部门", "招商团队", "招商小组", "招商专班", "Team"), width=140),
    Column("leader", _("led by, as written"), Kind.PERSON, ("姓名", "带队领导", "招商领导", "带队人", "Led by"), width=100),
    Column("on", _("first day"), Kind.DATE, ("时间", "招商时间", "外出时间", "出发时间", "日期", "First day"), width=110),
    Column("days", _("days"), Kind.NUMBER, ("天数", "Days"), width=70),
    Column("place", _("place"), Kind.TEXT, ("目的地", "招商地点", "前往地", "Destination"), width=120),
    Column(
        "name", _("firm met"), Kind.COMPANY, ("拜访企业名称", "拜访企业", "对接企业", "Firm visited"), help=_PRIVATE, width=220,
    ),
    Column(
        "contact", _("person met"), Kind.PERSON, ("接洽人姓名", "接洽人", "对接人姓名", "Person met"),
        secrecy=Secrecy.CONTACT, help=_PRIVATE, width=100,
    ),
    Column("contact_post", _("post of the person met"), Kind.TEXT, ("接洽人职务", "Post of the person met"), help=_PRIVATE, width=110),
    Column("words", _("what was said"), Kind.LONG_TEXT, ("洽谈情况", "接洽情况", "洽谈内容", "What was said"), help=_PRIVATE, width=240),
)  # fmt: skip
