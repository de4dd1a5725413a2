"""Codes become sentences here, in the reader's language: complaints with what to do, reasons of a row's class, questions and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# code → (what is so, what to do)
COMPLAINTS: dict[str, tuple[Any, Any]] = {
    "cell_error": (
        _("The cell shows an error (%(text)s)."),
        _("Correct it in the ledger, or leave it: it is read as empty."),
    ),
    "cell_unreadable": (
        _("“%(text)s” cannot be read as a figure."),
        _("Correct it in the ledger, or leave it: it is read as empty."),
    ),
    "cell_without_unit": (_("The figure “%(text)s” has no unit."), _("Choose the unit of its column.")),
    "month_ambiguous": (
        _("“%(text)s” may be January or October."),
        _("Look it up in the ledger; it was read as January."),
    ),
    "range_reversed": (_("“%(text)s” ends before it begins."), _("Correct it in the ledger; the words are kept.")),
    "cell_unsettled": (_("“%(text)s”: not settled yet; read as empty."), ""),
    "cell_withheld": (_("“%(text)s”: withheld by the sender; read as empty."), ""),
    "choice_unknown": (_("“%(text)s” is none of the known words; it is kept as written."), ""),
    "name_guessed": (
        _("No header says where the names stand; this column holds the longest texts."),
        _("Press the column's head and choose “Project name”, or another meaning."),
    ),
    "name_by_firm": (
        _("No column holds names; “%(header)s” says which record a row is."),
        _("If another column holds the names, press its head and choose it."),
    ),
    "name_column_missing": (
        _("No column holds names."),
        _("Press the head of the column with the names and choose it."),
    ),
    "column_by_content": (
        _("The column has no header; its meaning was taken from its contents."),
        _("Check it, press the head to change it."),
    ),
    "column_guessed": (
        _("The header “%(header)s” is like a known one."),
        _("Check the meaning, press the head to change it."),
    ),
    "column_twice": (
        _("“%(header)s” means the same as “%(other)s”."),
        _("Choose which of the two counts; leave the other as an extra."),
    ),
    "unit_from_neighbours": (
        _("“%(header)s” has no unit; its neighbours' was taken (%(unit)s)."),
        _("Check it, press the head to change it."),
    ),
    "unit_missing": (
        _("The sheet does not say in which unit its amounts are."),
        _("Choose the unit; until then the amounts are kept as text only."),
    ),
    "area_unit_missing": (
        _("“%(header)s” does not say in which unit its areas are."),
        _("Press the head and choose the unit."),
    ),
    "year_missing": (_("The sheet names months but no year."), _("Enter the year in the sheet's settings.")),
    "period_blank": (_("“%(header)s” leaves its month open."), _("Press the head and enter the period.")),
    "period_missing": (_("“%(header)s” does not say for which period."), _("Press the head and enter the period.")),
    "header_not_found": (
        _("No header was found."),
        _("Enter the rows of the header in the sheet's settings, or leave the sheet out."),
    ),
    "no_projects": (_("The sheet holds no records."), ""),
    "serial_missing": (_("The row has a name but no serial number; it was taken for a record."), ""),
    "row_name_missing": (
        _("The row has values but no name; it was left out."),
        _("Press the row's class to change it."),
    ),
    "row_not_understood": (_("The row was not understood; it was left out."), _("Press the row's class to change it.")),
    "sum_differs": (
        _("“%(label)s” declares another count or sum than its rows have."),
        _("See the table of sums; the rows are imported as they stand."),
    ),
    "summary_sheet": (_("The sheet sums up by region or trade; its %(rows)s rows are shown and not imported."), ""),
    "form_without_name": (
        _("The form's name is empty (%(cell)s)."),
        _("If the form is filled in, press the cell of the name and say so in the cell map."),
    ),
    "project_on_two_sheets": (_("“%(name)s” stands on two sheets; it becomes one record."), ""),
    "helper_column": (_("A helper column without a header was left out."), ""),
}
UNKNOWN = (_("Something is odd here (%(code)s)."), "")

REASONS: dict[str, Any] = {
    "above_the_header": _("It stands above the header."),
    "header": _("It belongs to the header."),
    "header_again": _("It repeats the header."),
    "states_unit": _("It states the unit."),
    "column_numbers": _("It numbers the columns."),
    "empty": _("It is empty."),
    "only_zeros": _("It holds nothing but zeros."),
    "serial_only": _("It has a number and nothing else."),
    "template_words": _("It holds the template's own words."),
    "remark": _("It is a remark."),
    "long_text": _("It is one long text."),
    "text_at_the_end": _("It is text at the end of the table."),
    "not_understood": _("It was not understood."),
    "name_missing": _("It has no name."),
    "summary_row": _("It sums up; it is no record."),
    "no_header": _("The sheet has no header."),
    "amounts": _("It has amounts."),
    "count_in_text": _("It says how many rows follow."),
    "count_in_column": _("A column says how many rows follow."),
    "merged_under": _("It stands under the name merged over several rows."),
    "continues": _("It continues the row above."),
    "numbered_under_project": _("It is numbered under the record above."),
    "bracketed_serial": _("It has a number in brackets."),
    "serial_and_name": _("It has a number and a name."),
    "named": _("It has a name."),
    "name_only": _("It has a name and nothing else."),
    "no_serial": _("It has no number."),
    "person": _("A person said so."),
    "form_name": _("The form's name stands here."),
    "form_labels": _("Labels of the form."),
    "form_words": _("Words of the form."),
}
ASKS: dict[str, Any] = {
    "match_uncertain": _("Is “%(name)s” one of these?"),
    "stage_back": _("The file says an earlier stage (%(new)s) than is held (%(old)s)."),
    "unit_doubtful": _(
        "%(field)s: held %(old)s, in the file %(new)s. The two differ by ten thousand: perhaps the unit is another."
    ),
    "value_conflicts": _("%(field)s: somebody entered %(old)s here; the file says %(new)s."),
    "sheets_disagree": _("%(field)s: two places in the file say %(old)s and %(new)s (row %(row)s)."),
}
CHOICES: dict[str, Any] = {
    "same_as": _("It is “%(name)s” (%(percent)s alike)"),
    "new_record": _("It is a new one"),
    "leave_out": _("Leave it out"),
    "keep_held": _("Keep %(value)s"),
    "take_file": _("Take %(value)s from the file"),
    "keep_first": _("Take %(value)s"),
    "take_other": _("Take %(value)s"),
    "other_unit": _("The column is in another unit: read it again"),
}
REMARKS: dict[str, Any] = {
    "kept": _("%(field)s is kept as held."),
    "typed_since": _("%(field)s was entered by hand since; the file still has the old value."),
    "sheets_differ": _("%(field)s reads “%(other)s” in row %(row)s; the first is taken."),
    "made_along": _("“%(value)s” is not held yet; it is made along with this record unless another sheet brings it."),
    "unknown_organisation": _("No organisation “%(value)s” is held yet; the post is taken if another sheet brings it."),
    "checkup_above_total": _("Check-up: completed to date %(done)s, total investment %(total)s."),
    "checkup_plan_above_rest": _("Check-up: plan of the year %(plan)s, left of the total %(rest)s."),
    "checkup_capital_low": _("Check-up: registered capital %(registered)s is %(share)s%% of the total of %(total)s."),
    "checkup_cumulative_fell": _("Check-up: the figure since 1 January falls from %(before)s to %(now)s."),
    "report_late": _("Reporting is closed; the report is taken and marked late."),
    "report_cumulative_fell": _("The cumulative figure is below that of the period before."),
    "report_below_period": _("The cumulative figure is below that of the period itself."),
    "report_sum_differs": _("The period before and this period do not add up to the cumulative figure."),
    "report_in_place_fell": _("Funds in place are below those of the period before."),
    "report_percent_fell": _("The percentage is below that of the period before."),
    "report_above_total": _("The cumulative figure is above the total investment."),
    "report_unchanged": _("Words and percentage are those of the period before."),
    "stage_lacks": _("It is taken over, not confirmed; for its stage it lacks: %(field)s."),
    "cannot_be": _("Left out: %(field)s (%(value)s)."),
    "namesake": _("Another line of the list has the same name and another amount; they are two records."),
}
WHYS: dict[str, Any] = {
    "code": _("same code"),
    "external": _("same number"),
    "name": _("same name"),
    "person": _("said by a person"),
    "part_of": _("same record as another row of the file"),
    "left_out": _("left out by a person"),
    "name_missing": _("no name"),
    "required": _("a required value is missing"),
    "twice": _("the same record stands in another row"),
    "project_unknown": _("no project of this name or code is held"),
    "line_unknown": _("no open report line of this number, or another organisation reports on it"),
    "report_verified": _("the report was verified; it must be returned before it changes"),
    "item_unknown": _("the catalogue of approvals has no such item"),
    "days_wrong": _("the days do not follow each other, or one is still to come"),
    "case_open": _("the project has this item under way or approved already"),
    "unknown_indicator": _("no indicator of this name is known"),
    "unknown_organisation": _("no organisation of this name is held"),
    "unknown_unit": _("the unit does not fit the indicator"),
    "unknown_factor": _("no factor of this name is held"),
    "unknown_project": _("no project of this name or code is held"),
    "no_day": _("no day can be read in the row"),
    "length": _("the code has a wrong length"),
    "format": _("the code is written wrongly"),
    "check": _("the code's check character is wrong"),
}
STEPS: dict[str, Any] = {
    "": _("Waiting for its turn"),
    "read": _("Reading the file"),
    "understand": _("Understanding the rows"),
    "match": _("Looking for what is held"),
    "compare": _("Comparing with what is held"),
    "write": _("Writing the records"),
    "undo": _("Taking the records back"),
    "finish": _("Finishing"),
}
SEVERITIES = {"question": _("Question"), "warning": _("Warning"), "info": _("Note")}


class _Lenient(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "–"


def complaint(code: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """(what is so, what to do)."""
    why, advice = COMPLAINTS.get(code, UNKNOWN)
    filled = _Lenient({"code": code, **values})
    return str(why) % filled, str(advice) % filled if advice else ""


def said(table: Mapping[str, Any], code: str, values: Mapping[str, Any] | None = None) -> str:
    """The sentence of a code; the code itself where a newer reader knows more than this table."""
    sentence = table.get(code)
    return code.replace("_", " ") if sentence is None else str(sentence) % _Lenient(values or {})


def reason(code: str) -> str:
    return "" if code.startswith("mark_") else said(REASONS, code)
