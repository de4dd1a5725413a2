"""Columns of the list of companies (企业名录)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

COLUMNS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column(
        "name",
        _("Company"),
        Kind.TEXT,
        ("企业名称", "公司名称", "单位名称（企业）", "Company", "Company name"),
        width=260,
    ),
    Column(
        "credit_code",
        _("Unified social credit code"),
        Kind.CODE,
        ("统一社会信用代码", "信用代码", "Unified social credit code"),
        width=190,
    ),
    Column(
        "legal_person",
        _("Legal representative"),
        Kind.PERSON,
        ("法定代表人", "法人代表", "法人", "Legal person", "Legal representative"),
        width=100,
    ),
    Column(
        "registered_capital",
        _("Registered capital"),
        Kind.MONEY,
        ("注册资本", "注册资金", "Registered capital"),
        secrecy=Secrecy.MONEY,
        width=120,
    ),
    Column(
        "registered_on",
        _("Registered on"),
        Kind.DATE,
        ("成立日期", "注册日期", "注册时间", "Founded on", "Registered on"),
        width=110,
    ),
    Column("industry", _("Industry"), Kind.TEXT, ("所属行业", "行业", "Industry"), width=160),
    Column("region", _("Region"), Kind.REGION, ("所在乡镇", "所属乡镇", "注册地", "Township"), width=120),
    Column("address", _("Address"), Kind.TEXT, ("地址", "住所", "注册地址", "Address"), width=220),
    Column("contact", _("Contact"), Kind.PERSON, ("联系人", "Contact"), secrecy=Secrecy.CONTACT, width=100),
    Column(
        "contact_phone",
        _("Telephone"),
        Kind.PHONE,
        ("联系电话", "电话", "Telephone"),
        secrecy=Secrecy.CONTACT,
        width=130,
    ),
)
