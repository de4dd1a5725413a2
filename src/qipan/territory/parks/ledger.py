"""Columns of the land ledger: parks, parcels, buildings to let."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

STATUSES = {
    "free": ("净地待供", "可供", "空闲", "待供", "ready, not supplied", "free"),
    "clearing": ("征收平整中", "征收中", "平整中", "being cleared"),
    "reserved": ("预留", "已预约", "reserved"),
    "supplied": ("已供未建", "已供地", "已供", "supplied, not built", "supplied"),
    "building": ("在建", "under construction"),
    "built": ("已建成", "建成", "built"),
    "idle": ("圈而未建", "闲置", "enclosed, not built", "idle"),
}

PARKS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("name", _("Park"), Kind.TEXT, ("园区名称", "Park"), width=220),
    Column("short_name", _("Short name"), Kind.TEXT, ("简称", "园区简称", "Short name"), width=140),
    Column("level", _("Level"), Kind.TEXT, ("级别", "园区级别", "Level"), width=100),
    Column("region", _("Region"), Kind.REGION, ("所在乡镇", "Township"), width=120),
    Column("planned", _("Planned area"), Kind.AREA, ("规划面积", "Planned area"), width=120),
    Column("notes", _("Leading industries"), Kind.LONG_TEXT, ("主导产业", "Leading industries"), width=220),
    Column("committee", _("Committee"), Kind.TEXT, ("管理机构", "Administration"), width=220),
)

PARCELS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("name", _("Parcel code"), Kind.CODE, ("地块编号", "宗地编号", "宗地号", "Parcel no.", "Parcel"), width=120),
    Column("park", _("Park"), Kind.PARK, ("所属园区", "所在园区", "Park"), width=160),
    Column("area", _("Area"), Kind.AREA, ("面积", "地块面积", "用地面积", "Area"), width=100),
    Column("land_use", _("Land use"), Kind.TEXT, ("土地用途", "用途", "规划用途", "Land use"), width=120),
    Column("status", _("Status"), Kind.CHOICE, ("地块状态", "状态", "State", "Status"), choices=STATUSES, width=110),
    Column("available_on", _("Available on"), Kind.DATE, ("可供时间", "Available on"), width=110),
    Column("holder", _("Holder"), Kind.TEXT, ("用地企业", "用地单位", "使用权人", "Company", "Holder"), width=200),
    Column("price", _("Price"), Kind.MONEY, ("出让价", "出让金", "Price"), secrecy=Secrecy.MONEY, width=110),
    Column("utilities", _("Utilities"), Kind.TEXT, ("配套", "基础设施", "Utilities"), width=160),
    Column(
        "fresh_on",
        _("Checked on"),
        Kind.DATE,
        ("信息更新日期", "更新日期", "核实日期", "Updated on", "Checked on"),
        width=110,
    ),
)

BUILDINGS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("park", _("Park"), Kind.PARK, ("所属园区", "所在园区", "Park"), width=160),
    Column("name", _("Building"), Kind.TEXT, ("厂房名称", "厂房", "Building"), width=160),
    Column("floor", _("Floor area"), Kind.AREA, ("建筑面积", "Floor area"), width=110),
    Column("vacant", _("Vacant floor area"), Kind.AREA, ("空置面积", "Vacant", "Vacant area"), width=110),
    Column(
        "storey",
        _("Storey height"),
        Kind.NUMBER,
        ("层高（米）", "层高", "Storey height (m)", "Storey height"),
        width=90,
    ),
    Column("power", _("Power"), Kind.NUMBER, ("配电容量（千伏安）", "配电容量", "Power (kVA)", "Power"), width=90),
)
