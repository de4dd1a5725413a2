"""Ground records: the user, the base of every record, the audit chain, the outbox, idempotency, rule sets."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who signs in. What they may do comes from their memberships (room `orgs`)."""

    named_by: ClassVar = ("display_name", "username")

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("display name"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    desk_seen_at = models.DateTimeField(_("last visit to the desk"), null=True, blank=True)

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]
        verbose_name = _("user")  # type: ignore[assignment]
        verbose_name_plural = _("users")  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.display_name or self.username


class Record(models.Model):
    """Base of every record: a key that never changes, a version that grows with every edit, times."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        abstract = True


class AuditEntry(models.Model):
    """One act, chained to the one before. Never changed or deleted: the database refuses it (see migration)."""

    seq = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("at"), db_index=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    actor_name = models.CharField(_("name then"), max_length=150)
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(_("object type"), max_length=60)
    object_key = models.UUIDField(_("object key"), null=True)
    object_name = models.CharField(_("object name"), max_length=300, blank=True)
    changes = models.JSONField(_("changes"), default=dict)
    source = models.JSONField(_("source"), default=dict, blank=True)
    digest = models.CharField(_("digest of changes"), max_length=64)
    prev_hash = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        ordering = ["seq"]
        indexes = [models.Index(fields=["object_type", "object_key", "seq"], name="audit_object")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("The audit chain is written by core.audit.append only.")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The audit chain is append-only.")


class OutboxEvent(models.Model):
    """A fact announced in the same transaction as the change it tells of; delivered after commit, at least once."""

    name = models.CharField(_("event"), max_length=80)
    payload = models.JSONField(_("payload"), default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)

    class Meta:
        verbose_name = _("outbox event")
        verbose_name_plural = _("outbox events")
        indexes = [
            models.Index(fields=["id"], condition=models.Q(delivered_at__isnull=True), name="outbox_waiting"),
        ]


class IdempotencyKey(models.Model):
    """One submitted form. The same key sent again gets the stored answer and writes nothing."""

    key = models.CharField(_("key"), max_length=80)
    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    path = models.CharField(_("path"), max_length=300)
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.TextField(_("body"), blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["user", "path", "key"], name="idempotency_once")]


class RuleSet(Record):
    """One version of figures of the trade: what holds from when to when, where, and which document says so.

    A draft may be edited. Once put in force it never is: a change is a new version with a later day.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SET = "set", _("Put in force")
        TAKEN_BACK = "taken_back", _("Taken back")

    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    place = models.CharField(_("place"), max_length=200, blank=True, default="")  # path of a region; empty: everywhere
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    source = models.CharField(_("source document"), max_length=300, blank=True)
    body = models.JSONField(_("rules"))
    note = models.CharField(_("why it was changed"), max_length=300, blank=True, default="")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.SET)
    set_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("put in force by")
    )
    set_at = models.DateTimeField(_("put in force at"), null=True, blank=True)

    class Meta:
        verbose_name = _("rule set")
        verbose_name_plural = _("rule sets")
        ordering = ["kind", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "effective_from"],
                condition=models.Q(state="set"),
                name="ruleset_once_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True) | models.Q(effective_to__gte=models.F("effective_from")),
                name="ruleset_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """A list as somebody left it: filters in the address, columns chosen, a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("user"))
    page = models.CharField(_("page"), max_length=40)
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("filters"), blank=True)
    layout = models.JSONField(_("columns"), default=dict, blank=True)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "page", "name"], name="saved_view_once")]


class HolidayCalendar(Record):
    """The days off of a year as a paper orders them, everywhere (blank region) or in one region and what belongs to it."""

    year = models.PositiveSmallIntegerField(_("year"))
    region = models.CharField(_("region code"), max_length=12, blank=True, help_text=_("blank: everywhere"))
    source = models.CharField(_("source document"), max_length=300)
    is_whole = models.BooleanField(
        _("the whole year"),
        default=True,
        help_text=_("Whole: every other day is as the week says. Otherwise these days are added to what is known."),
    )

    class Meta:
        verbose_name = _("holiday calendar")
        verbose_name_plural = _("holiday calendars")
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(fields=["year", "region"], name="holiday_calendar_once"),
            models.CheckConstraint(condition=models.Q(year__range=(1990, 2099)), name="holiday_calendar_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.region}".strip()


class Holiday(models.Model):
    """A day that is not as the week says: a holiday, or a weekend day that is worked."""

    calendar = models.ForeignKey(HolidayCalendar, models.CASCADE, related_name="days", verbose_name=_("calendar"))
    on = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=60)
    is_working = models.BooleanField(_("worked"), default=False)

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="holiday_once")]


class SearchEntry(models.Model):
    """What one record is found by; the database keeps its full-text index in step (see `core.search`)."""

    object_type = models.CharField(_("object type"), max_length=60)
    object_id = models.BigIntegerField(_("object"))
    title = models.CharField(_("title"), max_length=300)
    tokens = models.TextField(_("tokens"))

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["object_type", "object_id"], name="search_once")]
