"""Columns of the chain map (产业链图谱): chains and their segments."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind

POSITIONS = {
    "upstream": ("上游", "upstream"),
    "midstream": ("中游", "midstream"),
    "downstream": ("下游", "downstream"),
    "service": ("服务", "配套服务", "service"),
}

CHAINS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("name", _("Chain"), Kind.TEXT, ("产业链", "产业链名称", "链条名称", "Chain"), width=160),
    Column("chief", _("Chain chief"), Kind.PERSON, ("链长", "Chain chief"), width=100),
    Column("lead_org", _("Lead organisation"), Kind.TEXT, ("牵头单位", "牵头部门", "Lead organisation"), width=160),
    Column("leader_firm", _("Leader firm"), Kind.COMPANY, ("链主企业", "链主", "Chain leader firm"), width=220),
    Column("notes", _("Notes"), Kind.LONG_TEXT, ("对应行业", "Industry"), width=160),
)

SEGMENTS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("chain", _("Chain"), Kind.CHAIN, ("产业链", "产业链名称", "Chain"), width=160),
    Column("position", _("Position"), Kind.CHOICE, ("上中下游", "位置", "Position"), choices=POSITIONS, width=100),
    Column("name", _("Segment"), Kind.TEXT, ("环节", "产业链环节", "环节名称", "Segment"), width=200),
    Column("companies", _("Local firms"), Kind.LONG_TEXT, ("本地企业", "Local firms"), width=280),
    Column("is_gap", _("Gap"), Kind.TEXT, ("是否缺口", "缺口", "Gap"), width=80),
    Column("targets", _("Target firms"), Kind.LONG_TEXT, ("目标企业", "Target firms"), width=280),
)
