"""Which imports there are and who sees them; which cell a value came from; which imports wrote a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from qipan.core import access
from qipan.exchange import targets
from qipan.exchange.models import Batch, Change, Profile, Sheet


def visible_to(user: Any) -> QuerySet[Batch]:
    """All for who may apply, but those of a private target; one's own for who may only look; none for others."""
    held = access.abilities(user)
    if "import.apply" in held:
        private = [target.code for target in targets.registered() if getattr(target, "is_private", False)]
        secret = Exists(Sheet.objects.filter(batch=OuterRef("pk"), target__in=private))
        return Batch.objects.select_related("by", "applied_by").filter(Q(by=user) | ~secret)
    if "import.preview" in held:
        return Batch.objects.select_related("by", "applied_by").filter(by=user)
    return Batch.objects.none()


def earlier(batch: Batch) -> Batch | None:
    """The last import of the very same file before this one."""
    rows = Batch.objects.filter(
        sha256=batch.sha256, pk__lt=batch.pk, state__in=[Batch.State.APPLIED, Batch.State.UNDONE]
    )
    return rows.order_by("-pk").first()


_UNDER_WAY = (Batch.State.WAITING, Batch.State.READING, Batch.State.PREVIEW, Batch.State.APPLYING)


def taken_up(batch: Batch) -> Batch | None:
    """A later import of the same file that is under way: where the questions this one left open are answered."""
    return Batch.objects.filter(sha256=batch.sha256, pk__gt=batch.pk, state__in=_UNDER_WAY).order_by("-pk").first()


def left_open(user: Any) -> QuerySet[Batch]:
    """Applied imports whose rows with questions were left out and not taken up since."""
    since = Batch.objects.filter(sha256=OuterRef("sha256"), pk__gt=OuterRef("pk")).exclude(
        state__in=[Batch.State.CANCELLED, Batch.State.FAILED, Batch.State.UNDONE]
    )
    held = visible_to(user).filter(state=Batch.State.APPLIED, counts__left_out__gt=0)
    return held.filter(~Exists(since)).order_by("-pk")


def came_from(object_type: str, key: UUID | str) -> QuerySet[Change]:
    """What imports wrote a record, newest first."""
    return Change.objects.filter(object_type=object_type, object_key=key).select_related("batch").order_by("-id")


def written(batch: Batch) -> QuerySet[Change]:
    """What a batch wrote: the records the file is about first, then what was founded along with them."""
    codes = batch.changes.order_by().values_list("target", flat=True).distinct()
    about = {target.object_type for code in codes if (target := targets.get(code))}
    return batch.changes.order_by(Case(When(object_type__in=about, then=0), default=1), "id")


def cell_of(source: Mapping[str, Any], field: str) -> str:
    """ "Sheet1!F5" of a field in an audit entry's source; "" when the source is no import."""
    if not source.get("batch"):
        return ""
    cell = (source.get("cells") or {}).get(field)
    if cell is None and source.get("row"):
        sheet = Sheet.objects.filter(batch__key=source["batch"], name=source.get("sheet", "")[:120]).first()
        letters = sheet.reading.get("fields", {}).get(field) if sheet else None
        cell = f"{letters}{source['row']}" if letters else f"{source['row']}"
    return f"{source.get('sheet', '')}!{cell}" if cell else str(source.get("sheet", ""))


def profiles() -> QuerySet[Profile]:
    return Profile.objects.select_related("by")
