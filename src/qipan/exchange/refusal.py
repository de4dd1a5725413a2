"""Why a file was not read, in words a person can act on. One table: code → sentence (what is wrong, what to do).

The child process raises `Refusal` too, so this module knows no Django; `sentence` takes the gettext of whoever shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


def gettext_noop(message: str) -> str:
    """Marks a sentence for the catalogue; it is translated where it is shown."""
    return message


SENTENCES: dict[str, str] = {
    "empty": gettext_noop("The file is empty. Choose the file again, or export it again from where it was made."),
    "extension": gettext_noop(
        "Files ending in “%(extension)s” are not read here. Save the ledger as .xlsx or .csv and choose it again."
    ),
    "too_big": gettext_noop(
        "The file has %(size)s MB; up to %(limit)s MB are read. Split it, or remove pictures and unused sheets."
    ),
    "unpacks_too_big": gettext_noop(
        "Unpacked, the file would take more than %(limit)s MB, far more than a ledger needs. "
        "Copy the rows into a new workbook and save that as .xlsx."
    ),
    "ratio": gettext_noop(
        "The file is packed %(ratio)s times smaller than its contents, as a ledger never is. "
        "Copy the rows into a new workbook and save that as .xlsx."
    ),
    "too_many_members": gettext_noop(
        "The file has %(count)s parts inside; up to %(limit)s are read. Copy the rows into a new workbook and save that."
    ),
    "unsafe_archive": gettext_noop(
        "The file is built in a way that Excel and WPS never build it (%(member)s). "
        "Open it there, save it anew as .xlsx and choose that."
    ),
    "too_many_sheets": gettext_noop("The workbook has %(count)s sheets; up to %(limit)s are read. Split the workbook."),
    "too_many_rows": gettext_noop(
        "Sheet “%(sheet)s” has values below row %(limit)s. Delete what stands far below the table, or split the sheet."
    ),
    "too_many_columns": gettext_noop(
        "Sheet “%(sheet)s” has values to the right of column %(limit)s. Delete what stands far beside the table, or split it."
    ),
    "too_many_cells": gettext_noop(
        "Sheet “%(sheet)s” spans more than %(limit)s cells. Delete what stands far outside the table, or split the sheet."
    ),
    "too_many_merges": gettext_noop(
        "Sheet “%(sheet)s” has too many merged cells. Unmerge them below the header and save."
    ),
    "too_much_text": gettext_noop(
        "The cells hold more text than a ledger of this size can (over %(limit)s MB). Shorten the long cells or split the file."
    ),
    "cell_too_long": gettext_noop(
        "Line %(line)s: a cell is longer than %(limit)s characters. A quotation mark may be opened and never closed; "
        "correct it, or save the ledger as .xlsx."
    ),
    "macros": gettext_noop(
        "The workbook carries macros. Files kept here are handed on to colleagues, so none with macros is taken: "
        "save it as .xlsx (without macros) and choose that."
    ),
    "password": gettext_noop(
        "The workbook is protected by a password. Open it, remove the password, save, and choose it again."
    ),
    "damaged": gettext_noop(
        "The file is damaged or was not sent completely. Open it in Excel or WPS, save it as .xlsx and choose that; "
        "if it does not open there, ask for it again."
    ),
    "entities": gettext_noop(
        "The file contains definitions (DTD) that no spreadsheet program writes. Open it in Excel or WPS and save it as .xlsx."
    ),
    "html_table": gettext_noop(
        "This is a web page under the name of a spreadsheet. Open it in Excel or WPS and save it as .xlsx, then choose that."
    ),
    "web_archive": gettext_noop(
        "This is a saved web page (MHT) under the name of a spreadsheet. Open it in Excel or WPS and save it as .xlsx."
    ),
    "xml_2003": gettext_noop("This is an XML spreadsheet of 2003. Open it in Excel or WPS and save it as .xlsx."),
    "binary_workbook": gettext_noop("This is a binary workbook (.xlsb). Save it as .xlsx and choose that."),
    "old_excel": gettext_noop(
        "The workbook was made by Excel 95 or earlier. Open it in Excel or WPS and save it as .xlsx."
    ),
    "other_kind": gettext_noop(
        "This is %(kind)s, not a spreadsheet. Put its table into a workbook, save it as .xlsx and choose that."
    ),
    "archive": gettext_noop("This is a packed folder (%(kind)s). Unpack it and choose the workbooks inside."),
    "unknown": gettext_noop(
        "What the file holds is not a spreadsheet, whatever its name says. Open it where it was made and save it as .xlsx or .csv."
    ),
    "encoding": gettext_noop(
        "The characters of the text file cannot be made out. Open it in Excel or WPS and save it as .xlsx, or as CSV in UTF-8."
    ),
    "no_table": gettext_noop("No table was found in the file: it has no rows with values. Choose another file."),
    "bad_json": gettext_noop(
        "The file is not valid JSON (line %(line)s). Export it again as GeoJSON, or save the table as .xlsx or .csv."
    ),
    "not_features": gettext_noop(
        "The JSON file holds neither a GeoJSON FeatureCollection nor a list of records. Export it as GeoJSON, .xlsx or .csv."
    ),
    "too_slow": gettext_noop(
        "Reading was stopped after %(limit)s seconds: the file is built so that it would take too long. "
        "Copy the rows into a new workbook and save that as .xlsx."
    ),
    "too_much_memory": gettext_noop(
        "Reading was stopped: the file asks for more memory than a ledger needs. "
        "Copy the rows into a new workbook and save that as .xlsx."
    ),
    "cannot_start": gettext_noop(
        "The reader could not be started on the server. Try again; if it stays so, tell the administrator."
    ),
}

REMARKS: dict[str, str] = {
    "renamed": gettext_noop("The file's name does not fit what it holds; it was read by what it holds."),
    "external_links": gettext_noop("Cells linked to other workbooks keep the value they had when the file was saved."),
    "embedded": gettext_noop("Objects embedded in the workbook were passed over."),
    "bad_bytes": gettext_noop("Some characters are damaged; they are shown as “\ufffd”."),
    "centres": gettext_noop("Some records are lines or areas; the centre of each was taken as its position."),
    "positions_left_out": gettext_noop("Some positions are outside the world's degrees and were left out."),
    "formats_cut": gettext_noop(
        "A sheet has very many different number formats; some figures may show other digits than in Excel."
    ),
}


class Refusal(Exception):
    """A file that is not read: a code and its values."""

    def __init__(self, code: str, values: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code if code in SENTENCES else "damaged"
        self.values = dict(values or {})

    def sentence(self, gettext: Callable[[str], str] = gettext_noop) -> str:
        """What is wrong and what to do, in the reader's language."""
        return gettext(SENTENCES[self.code]) % _Lenient(self.values)

    def __str__(self) -> str:
        return self.sentence()


class _Lenient(dict[str, object]):
    """A value the raiser did not know is shown as a question mark, never as an error on top of an error."""

    def __missing__(self, key: str) -> str:
        return "?"
