"""Columns of the ledger of approval cases: the list, Excel in and out."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind

COLUMNS = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=60),
    Column("project", _("Project"), Kind.TEXT, ("项目名称", "Project name", "Project"), width=260),
    Column("code", _("Project code"), Kind.CODE, ("项目代码", "Project code"), width=200),
    Column("item", _("Item"), Kind.TEXT, ("审批事项", "事项名称", "办理事项", "Approval item", "Item"), width=200),
    Column(
        "authority",
        _("Authority"),
        Kind.ORGANISATION,
        ("审批部门", "办理部门", "承办单位", "Authority"),
        width=160,
    ),
    Column("number", _("Application no."), Kind.CODE, ("受理编号", "办件编号", "Application no."), width=140),
    Column("received_on", _("Received on"), Kind.DATE, ("收件日期", "收件时间", "申请日期", "Received on"), width=110),
    Column("accepted_on", _("Accepted on"), Kind.DATE, ("受理日期", "受理时间", "Accepted on"), width=110),
    Column("paused_on", _("Clock stopped on"), Kind.DATE, ("补正通知日期", "中止日期", "Clock stopped on"), width=110),
    Column("resumed_on", _("Runs again on"), Kind.DATE, ("补正完成日期", "恢复日期", "Runs again on"), width=110),
    Column("reason", _("Why it stopped"), Kind.TEXT, ("补正内容", "中止原因", "Why it stopped"), width=180),
    Column("decided_on", _("Decided on"), Kind.DATE, ("办结日期", "办结时间", "批复日期", "Decided on"), width=110),
    Column("outcome", _("Outcome"), Kind.TEXT, ("办理结果", "办结结果", "Outcome"), width=100),
    Column("document", _("Document no."), Kind.CODE, ("批复文号", "证照编号", "文号", "Document no."), width=160),
    Column("promised_days", _("Promised days"), Kind.NUMBER, ("承诺时限", "承诺工作日", "Promised days"), width=90),
    Column("statutory_days", _("Statutory days"), Kind.NUMBER, ("法定时限", "法定工作日", "Statutory days"), width=90),
    Column(
        "used_days", _("Days used"), Kind.NUMBER, ("实际用时", "实际工作日", "Days used"), importable=False, width=90
    ),
    Column("due_on", _("Due on"), Kind.DATE, ("办理时限", "Due on"), importable=False, width=110),
    Column("status", _("Status"), Kind.TEXT, ("办理状态", "Status"), importable=False, width=100),
    Column("holder", _("Held by"), Kind.TEXT, ("当前环节", "Held by"), importable=False, width=160),
)
