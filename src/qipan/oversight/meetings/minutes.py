"""The minutes as a Word file, in the reader's language and as far as the reader sees them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from qipan.core import units
from qipan.oversight.meetings import queries
from qipan.oversight.meetings.models import Decision, Meeting

# The typefaces of Chinese official papers: title in 小标宋, text in 仿宋 of 16 pt; where they are absent Word takes the nearest.
FONT, TITLE_FONT, SIZE, TITLE_SIZE = "仿宋", "方正小标宋简体", 16, 22


def word_file(meeting: Meeting, user: Any, *, on: date) -> bytes:
    """The bytes of a .docx: heading, who came, each point with what was said and decided, follow-up of earlier decisions."""
    paper = Document()
    _dress(paper)
    title = paper.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, meeting.title, font=TITLE_FONT, size=TITLE_SIZE)
    _facts(paper, meeting)
    if meeting.summary:
        paper.add_paragraph(meeting.summary)
    record = queries.record(meeting, user, on=on)
    for item in record.items:
        is_hidden = item.is_hidden  # type: ignore[attr-defined]
        heading = _("(a project not open to you)") if is_hidden else item.title
        paper.add_paragraph(f"{item.place}. {heading}").runs[0].bold = True
        if item.said and not is_hidden:
            paper.add_paragraph(item.said)
    made = [decision for item in record.items for decision in item.made]  # type: ignore[attr-defined]
    _table(paper, _("Decisions"), made + record.loose)
    _table(paper, _("Follow-up of earlier decisions"), record.follow)
    held = BytesIO()
    paper.save(held)
    return held.getvalue()


def _dress(paper: Any) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)


def _write(paragraph: Any, text: str, *, font: str, size: int) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _facts(paper: Any, meeting: Meeting) -> None:
    language = get_language() or "en"
    when = units.date_text(meeting.on, "day", language) + (f" {meeting.at:%H:%M}" if meeting.at else "")
    came: list[str] = []
    away: list[str] = []
    for row in meeting.attendances.select_related("organisation"):
        (away if row.is_absent else came).append(str(row.organisation) + (f" {row.by}" if row.by else ""))
    comma = _(", ")
    facts = (
        (_("Time"), when),
        (_("Place"), meeting.place),
        (_("Chaired by"), str(meeting.chair or "")),
        (_("Present"), comma.join(came)),
        (_("Absent"), comma.join(away)),
    )
    for label, value in facts:
        if value:
            paper.add_paragraph(_("%(label)s: %(value)s") % {"label": label, "value": value})


def _table(paper: Any, heading: str, decisions: list[Decision]) -> None:
    if not decisions:
        return
    paper.add_paragraph(heading).runs[0].bold = True
    heads = (_("No."), _("Decision"), _("Lead organisation"), _("Assisting"), _("Due on"), _("How it stands"))
    table = paper.add_table(rows=1, cols=len(heads))
    table.style = "Table Grid"
    language = get_language() or "en"
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = str(head)
    for number, row in enumerate(decisions, 1):
        values = (
            str(number), row.text, str(row.organisation), _(", ").join(str(o) for o in row.assisting.all()),
            units.date_text(row.task.due_on, "day", language) if row.task.due_on else "–", str(row.standing_word),  # type: ignore[attr-defined]
        )  # fmt: skip
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    for line in table.rows:
        for cell in line.cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(12)
