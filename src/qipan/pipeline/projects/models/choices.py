"""Stages, statuses, money kinds and the other words a project is described with. Stage order is the life of a project (domain.md 2.1)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    LEAD = "lead", _("Lead")
    DISCUSSION = "discussion", _("In discussion")
    ADMITTED = "admitted", _("Admitted")
    SIGNED = "signed", _("Signed")
    REGISTERED = "registered", _("Registered")
    PREPARATION = "preparation", _("Pre-construction")
    STARTED = "started", _("Under construction")
    COMPLETED = "completed", pgettext_lazy("stage", "Completed")
    PRODUCTION = "production", _("In production")
    CAPACITY = "capacity", _("At capacity")


class Status(models.TextChoices):
    ONGOING = "ongoing", _("Ongoing")
    DELAYED = "delayed", _("Delayed")
    DORMANT = "dormant", _("Dormant")
    LOST = "lost", _("Lost")
    ABANDONED = "abandoned", _("Abandoned")
    WON = "won", _("Won")


class Light(models.TextChoices):
    GREEN = "green", _("Green")
    YELLOW = "yellow", _("Yellow")
    RED = "red", _("Red")
    GREY = "grey", _("No light")


class MoneyKind(models.TextChoices):
    TOTAL = "total", _("Total investment")
    PHASE_ONE = "phase_one", _("Phase one")
    AGREED = "agreed", _("Agreed investment")
    CONTRACTED = "contracted", _("Contracted investment")
    REGISTERED = "registered", _("Registered capital")
    APPROVED = "approved", _("Approved investment")
    PLAN = "plan", _("Planned investment")
    IN_PLACE = "in_place", _("Funds in place")
    VERIFIED = "verified", _("Verified capital")
    COMPLETED = "completed", _("Completed investment")
    FORECAST = "forecast", _("Forecast")


class Precision(models.TextChoices):
    DAY = "day", _("day")
    TEN_DAYS = "ten_days", _("ten days")
    MONTH = "month", _("month")
    QUARTER = "quarter", _("quarter")
    HALF = "half", _("half-year")
    YEAR = "year", _("year")
    TEXT = "text", _("in words")


class Level(models.TextChoices):
    NATION = "nation", _("National key")
    PROVINCE = "province", _("Provincial key")
    CITY = "city", _("City key")
    COUNTY = "county", _("County key")
    NONE = "", _("Not a key project")


# What the importer and the form write; a ledger's other words are kept as they stand.
NATURES = (
    ("new", _("New build")),
    ("expansion", _("Expansion")),
    ("upgrade", _("Technical upgrade")),
    ("rebuild", _("Rebuild or relocation")),
    ("new_start", _("New start this year")),
    ("continued", _("Continued")),
    ("finishing", _("Finishing")),
    ("preparation", _("Preparation")),
)
