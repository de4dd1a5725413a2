"""The columns of a round's report, declared once: the workbook that goes out and the importer that takes it back use them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qipan.core.columns import Column, Kind, Secrecy

MONEY = Secrecy.MONEY
# What is known when the workbook goes out: locked in it.
GIVEN = (
    Column("serial", _("No."), Kind.SERIAL, ("序号", "No."), editable=False, width=50),
    Column("name", _("Project"), Kind.TEXT, ("项目名称", "Project name", "Project"), editable=False, width=240),
    Column("code", _("Project code"), Kind.CODE, ("项目代码", "Project code"), editable=False, width=170),
    Column("before", _("Completed since 1 January, period before"), Kind.MONEY,
           ("上期本年累计完成投资", "Completed since 1 January, period before"), secrecy=MONEY, editable=False, width=110),
    Column("words_before", _("Physical progress, period before"), Kind.LONG_TEXT, ("上期形象进度", "Physical progress, period before"),
           editable=False, width=180),
)  # fmt: skip
# What is filled in.
ASKED = (
    Column("invested", _("Invested this period"), Kind.MONEY, ("本期完成投资", "Invested this period"), secrecy=MONEY, width=110),
    Column("cumulative", _("Completed since 1 January"), Kind.MONEY,
           ("本年累计完成投资", "Completed since 1 January"), secrecy=MONEY, width=120),
    Column("in_place", _("Funds in place to date"), Kind.MONEY, ("累计到位资金", "Funds in place to date"), secrecy=MONEY, width=110),
    Column("percent", _("Physical progress in percent"), Kind.PERCENT, ("形象进度百分比", "Physical progress in percent"), width=100),
    Column("words", _("Physical progress"), Kind.LONG_TEXT, ("本期形象进度", "形象进度", "Physical progress"), width=260),
    Column("problem", _("What blocks"), Kind.LONG_TEXT, ("存在问题", "What blocks"), width=220),
    Column("problem_org", _("Whose move"), Kind.ORGANISATION, ("解决单位", "Whose move"), width=140),
    Column("problem_due_on", _("To be solved by"), Kind.DATE, ("解决时限", "To be solved by"), width=110),
)  # fmt: skip
LINE = Column("line", _("Report line"), Kind.CODE, ("报送行号", "Report line"), editable=False, width=250)
COLUMNS = (*GIVEN, *ASKED, LINE)
