"""Every complaint once: its code, the sentence that says why, and the advice what to do. English here; 中文 in the catalogue.

Placeholders are filled from `Complaint.values`. Nothing is translated here: pages and the command line do that.
"""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue; the exchange's pure side knows no gettext."""
    return message


_ = gettext_noop

COMPLAINTS: dict[str, tuple[str, str]] = {
    "header_not_found": (
        _("No header row was found: no row has two column names this ledger knows."),
        _("Point at the header rows, or leave this sheet out."),
    ),
    "name_column_missing": (
        _("No column holds the projects' names."),
        _("Choose the column with the names."),
    ),
    "name_by_firm": (
        _("No column holds names; “%(header)s” says which record a row is."),
        _("If another column holds the names, choose it."),
    ),
    "name_guessed": (
        _("No header names the projects; the column with the longest words was taken."),
        _("Confirm that this column holds the names, or choose another."),
    ),
    "column_guessed": (
        _("“%(header)s” is no header we know; it was taken for the likest one."),
        _("Check the column's meaning; correct it once and it is remembered."),
    ),
    "column_by_content": (
        _("This column has no header; its meaning was taken from what stands in it."),
        _("Check the column's meaning; correct it once and it is remembered."),
    ),
    "column_twice": (
        _("“%(header)s” and “%(other)s” mean the same thing."),
        _("Say which of the two counts; the other is kept as a note."),
    ),
    "year_missing": (
        _("The headers name months, but no year stands anywhere in the sheet."),
        _("Give the year."),
    ),
    "period_blank": (
        _("“%(header)s” leaves its period blank, as the template did."),
        _("Say which month or ten days it speaks of."),
    ),
    "period_missing": (
        _("“%(header)s” does not say which period it speaks of."),
        _("Give the period."),
    ),
    "unit_missing": (
        _("No unit is printed for %(header)s. By the size of the figures it is taken as %(proposal)s until you say."),
        _("Give the unit; it is remembered."),
    ),
    "area_unit_missing": (
        _("No unit of area is printed for %(header)s."),
        _("Give the unit, for instance mu or m²; it is remembered."),
    ),
    "unit_from_neighbours": (
        _("“%(header)s” prints no unit; %(unit)s was taken from the columns beside it."),
        _("Correct the unit if this column counts otherwise."),
    ),
    "form_without_name": (
        _("This form has no project name in its name cell %(cell)s."),
        _("Fill in the form, or point at the cell that holds the name."),
    ),
    "summary_sheet": (
        _("This sheet sums up projects by region; its %(rows)s rows are no projects and are not taken in."),
        _("Nothing to do. Take in the list the summary was made from."),
    ),
    "no_projects": (
        _("No project stands in this sheet."),
        _("Nothing to do, unless rows were classed wrongly; then correct them."),
    ),
    "rows_hidden": (
        _("%(rows)s hidden rows hold projects; they are read like the others."),
        _("Leave them out if they were hidden because they no longer count."),
    ),
    "serial_missing": (
        _("This row has no number though the others have one; it was taken for a project."),
        _("Mark it as a section or a note if it is no project."),
    ),
    "row_name_missing": (
        _("This row has a number but no project name."),
        _("Fill in the name in the file, or leave the row out."),
    ),
    "row_not_understood": (
        _("This row could not be classed."),
        _("Say what it is, or leave it out."),
    ),
    "sum_differs": (
        _("“%(label)s” declares %(declared_text)s; found were %(found_text)s."),
        _("Compare the total with its rows; rows may be missing, or the total was not updated. Totals are never taken in."),
    ),
    "cell_error": (
        _("The cell holds the spreadsheet's error %(text)s instead of a value."),
        _("Repair the formula in the file; the value is left blank."),
    ),
    "cell_unreadable": (
        _("“%(text)s” cannot be read as a figure."),
        _("Correct the cell; until then the value is left blank."),
    ),
    "cell_without_unit": (
        _("“%(text)s” has no unit, neither in the cell nor in the header."),
        _("Give the column's unit."),
    ),
    "month_ambiguous": (
        _("%(text)s may be January, or October typed as .10; it was read as January."),
        _("Write the date as 2022-01 or 2022-10."),
    ),
    "range_reversed": (
        _("“%(text)s” ends before it begins; it was kept as words."),
        _("Correct the dates."),
    ),
    "cell_unsettled": (
        _("“%(text)s”: to be decided, so the value is left blank."),
        _("Nothing to do; fill it in when it is decided."),
    ),
    "cell_withheld": (
        _("“%(text)s”: the value is withheld by law or by its owner, so it is left blank."),
        _("Nothing to do."),
    ),
    "choice_unknown": (
        _("“%(text)s” is none of the words this column knows; it is kept as written."),
        _("Choose one of the known words if one fits."),
    ),
    "project_on_two_sheets": (
        _("“%(name)s” already stands on sheet %(sheet)s, row %(row)s."),
        _("If it is one project, take it in from one sheet only; if two, make their names differ."),
    ),
}  # fmt: skip

REASONS: dict[str, str] = {
    "above_the_header": _("stands above the header"),
    "states_unit": _("states a unit"),
    "header": _("is part of the header"),
    "header_again": _("repeats the header"),
    "column_numbers": _("numbers the columns"),
    "empty": _("is empty"),
    "only_zeros": _("holds nothing but zeros and blanks: a template's row"),
    "serial_only": _("holds a number and nothing else"),
    "template_words": _("repeats the header's own words: a template's row"),
    "serial_and_name": _("has a number and a name"),
    "named": _("has a name and further facts"),
    "no_serial": _("has no number"),
    "bracketed_serial": _("is numbered in brackets"),
    "numbered_under_project": _("is numbered in brackets under a numbered project"),
    "merged_under": _("stands under a name merged over several rows"),
    "continues": _("has no name of its own and continues the row above"),
    "mark_total": _("begins with a total's word"),
    "mark_named_total": _("is a named total"),
    "mark_small_total": _("is a subtotal"),
    "mark_of_which": _("begins with “of which”"),
    "mark_part": _("is numbered as a part"),
    "mark_chinese": _("is numbered 一、"),
    "mark_bracketed": _("is numbered （一）"),
    "mark_dash": _("begins with a dash"),
    "mark_roman": _("is numbered in Roman"),
    "mark_letter": _("is numbered by letters"),
    "mark_number": _("is numbered 1. without being in the number column"),
    "mark_bracketed_number": _("is numbered (1) without being in the number column"),
    "mark_circled": _("is numbered ①"),
    "mark_plain": _("is a heading without a number"),
    "name_only": _("has words in its name and nothing else"),
    "amounts": _("carries amounts"),
    "count_in_text": _("states a count of projects"),
    "count_in_column": _("states a count of projects in another column"),
    "remark": _("is a remark or a signature line"),
    "long_text": _("is one long text"),
    "text_at_the_end": _("stands alone at the end"),
    "name_missing": _("has no name"),
    "not_understood": _("could not be classed"),
    "summary_row": _("sums up a region"),
    "no_header": _("stands in a sheet without a header"),
    "form_name": _("holds the form's project name"),
    "form_labels": _("holds the form's labels"),
    "form_words": _("holds words of the form"),
    "person": _("was classed by a person"),
}


def words_of(code: str) -> tuple[str, str]:
    """The English sentence and advice of a complaint; a code without words is a mistake of ours and raises KeyError."""
    return COMPLAINTS[code]
