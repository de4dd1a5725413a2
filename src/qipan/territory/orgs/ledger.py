"""Columns of the county's directory: regions, organisations, people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

KINDS = {
    "leadership": ("县级领导机关", "县领导", "领导机关", "county leadership", "leadership"),
    "department": ("县直部门", "部门", "县直单位", "department"),
    "township": ("乡镇", "乡镇街道", "镇", "乡", "街道", "township"),
    "park": ("园区", "开发区", "park"),
    "bank": ("银行", "金融机构", "bank"),
    "company": ("企业", "公司", "company"),
    "other": ("公用企业", "县属国企", "其他", "utility", "county-owned company", "other"),
}

REGIONS = (
    Column("code", _("Division code"), Kind.CODE, ("区划代码", "行政区划代码", "Division code"), width=120),
    Column("name", _("Name"), Kind.TEXT, ("名称", "区划名称", "行政区划", "Name", "Region name"), width=160),
    Column("parent", _("Part of"), Kind.REGION, ("上级", "上级区划", "Parent"), width=140),
)

ORGANISATIONS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), importable=True, editable=False, width=60),
    Column("name", _("Organisation"), Kind.TEXT, ("单位名称", "机构名称", "Organisation"), width=240),
    Column("short_name", _("Short name"), Kind.TEXT, ("简称", "单位简称", "Short name"), width=140),
    Column("kind", _("Kind"), Kind.CHOICE, ("单位类别", "类别", "Kind"), choices=KINDS, width=120),
    Column("parent", _("Part of"), Kind.TEXT, ("上级单位", "隶属", "Parent"), width=200),
    Column("region", _("Region"), Kind.TEXT, ("所在地", "所在地区划代码", "Division code"), width=120),
)

PEOPLE = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("name", _("Name"), Kind.PERSON, ("姓名", "Name"), width=100),
    Column("organisation", _("Organisation"), Kind.TEXT, ("工作单位", "单位", "所在单位", "Organisation"), width=220),
    Column("post", _("Post"), Kind.TEXT, ("职务", "职务职称", "Post"), width=180),
    Column("mobile", _("Mobile"), Kind.PHONE, ("手机", "手机号码", "Mobile"), secrecy=Secrecy.CONTACT, width=130),
    Column("phone", _("Telephone"), Kind.PHONE, ("办公电话", "座机", "Telephone"), secrecy=Secrecy.CONTACT, width=130),
)
