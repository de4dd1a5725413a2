"""The list as a workbook: the same filters, nothing hidden goes out."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from qipan.core import access, units
from qipan.core.columns import Column, Kind, Secrecy
from qipan.exchange import writer
from qipan.pipeline.leads import ledger, queries
from qipan.pipeline.leads.models import Identity, Lead
from qipan.pipeline.leads.views.index import asked
from qipan.web.access import needs

_PATHS = {"amount": "amount_minor", "land": "land_m2", "name": "content"}
_CHUNK = 500


@needs("export")
@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Leads found, with who they are only where it is open to the reader."""
    access.demand(request.user, "leads.see")
    closed = {
        secrecy
        for secrecy, ability in ((Secrecy.MONEY, "money.see"), (Secrecy.CONTACT, "contacts.see"))
        if not access.able(request.user, ability)
    }
    columns = [c for c in ledger.COLUMNS if c.key != "serial" and c.secrecy not in closed]
    handle = tempfile.TemporaryFile()  # noqa: SIM115 — FileResponse closes it
    writer.write_xlsx(
        handle, columns, _lines(request, columns), sheet=_("Leads"), headers=[_header(c) for c in columns]
    )
    handle.seek(0)
    return FileResponse(handle, as_attachment=True, filename=f"leads-{timezone.localdate():%Y%m%d}.xlsx")


def _header(column: Column) -> str:
    language = get_language() or "en"
    unit = {Kind.MONEY: units.money_unit("CNY", language), Kind.AREA: "亩" if units.is_chinese(language) else "m²"}
    return f"{column.label} ({unit[column.kind]})" if column.kind in unit else str(column.label)


def _lines(request: HttpRequest, columns: list[Column]) -> Iterator[list[Any]]:
    found = list(queries.listed(request.user, asked(request), on=timezone.localdate()))
    for start in range(0, len(found), _CHUNK):
        part = found[start : start + _CHUNK]
        known = queries.identities(request.user, part)
        for lead in part:
            yield [_cell(column, lead, known.get(lead.pk)) for column in columns]


def _cell(column: Column, lead: Lead, identity: Identity | None) -> Any:
    if column.key in ledger.SECRET:
        if identity is None:
            return None
        return identity.name if column.key == "investor" else getattr(identity, _PATHS.get(column.key, column.key))
    value = getattr(lead, _PATHS.get(column.key, column.key))
    if value is None:
        return None
    language = get_language() or "en"
    if column.kind is Kind.MONEY:
        is_plain = lead.currency == "CNY"
        return (
            Decimal(value) / units.money_scale(language)
            if is_plain
            else units.money_text(value, lead.currency, language)
        )
    if column.kind is Kind.AREA:
        return round(value / units.MU_M2, 2) if units.is_chinese(language) else value
    if column.key in ledger.LABELS:
        return str(ledger.LABELS[column.key].get(value, value))
    return value if column.kind is Kind.DATE else str(value)
