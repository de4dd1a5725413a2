"""Columns of the factor ledgers: what is shared out, what there is by period, what projects ask."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.columns import Column, Kind, Secrecy

KINDS = {
    "land": ("用地指标", "用地", "土地", "land quota", "land"),
    "credit": ("信贷", "贷款", "银行授信", "资金", "credit", "bank credit"),
    "energy": ("能耗", "能耗指标", "用能", "energy", "energy quota"),
    "emission": ("排放", "排放指标", "排污", "emission", "emission quota"),
    "labour": ("用工", "劳动力", "labour", "labor"),
    "desk": ("审批", "审批窗口", "approval desk", "desk"),
    "team": ("专班", "项目专班", "team", "project teams"),
}
STEPS = {
    "filing": ("立项备案", "备案", "立项", "Filing"),
    "land": ("供地", "用地手续", "Land delivery"),
    "eia": ("环评能评", "环评", "Environmental and energy assessment"),
    "planning": ("规划许可", "规划手续", "Planning permits"),
    "permit": ("施工许可", "Construction permit"),
}
_KIND = Column(
    "kind",
    _("Kind of factor"),
    Kind.CHOICE,
    ("要素类别", "要素种类", "Kind of factor", "Factor kind"),
    choices=KINDS,
    width=120,
)
_UNIT = Column("unit", _("Unit"), Kind.TEXT, ("计量单位", "单位", "Unit"), width=80)
_PAPER = Column("paper", _("Source document"), Kind.TEXT, ("依据", "文件依据", "Source document", "Basis"), width=220)
_FACTOR_WORDS = ("要素名称", "供给要素", "Factor")

FACTORS = (
    Column("name", pgettext_lazy("scarce", "Factor"), Kind.TEXT, _FACTOR_WORDS, width=220),
    _KIND,
    Column("park", _("Park"), Kind.PARK, ("所属园区", "园区", "Park"), width=180),
    Column("organisation", _("Provided by"), Kind.ORGANISATION, ("提供单位", "保障单位", "Provided by"), width=180),
    Column("step", _("Step it serves"), Kind.CHOICE, ("审批环节", "Step served"), choices=STEPS, width=120),
)
SUPPLIES = (
    Column("factor", pgettext_lazy("scarce", "Factor"), Kind.TEXT, _FACTOR_WORDS, width=220),
    Column("since", _("From"), Kind.DATE, ("可用时间", "供给时间", "Available from"), width=110),
    Column(
        "supply",
        pgettext_lazy("of a factor", "Supply"),
        Kind.NUMBER,
        ("供给量", "可供量", "新增供给", "Supply"),
        secrecy=Secrecy.MONEY,
        width=110,
    ),
    _UNIT,
    _PAPER,
)
NEEDS = (
    Column("project", _("Project"), Kind.TEXT, ("项目名称", "需求项目", "Project"), width=280),
    _KIND,
    Column("factor", pgettext_lazy("scarce", "Factor"), Kind.TEXT, _FACTOR_WORDS, width=220),
    Column("need", _("Need"), Kind.NUMBER, ("需求量", "需求数量", "Need"), secrecy=Secrecy.MONEY, width=110),
    _UNIT,
    Column("since", _("From"), Kind.DATE, ("需要时间", "需求时间", "Needed from"), width=110),
    Column("until", _("Until"), Kind.DATE, ("需要至", "Needed until"), width=110),
    _PAPER,
)
COLUMNS = NEEDS
