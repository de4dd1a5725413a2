"""The catalogue: what may have to be approved, by whom, after what, within which days. An edition holds from a day on."""

from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from qipan.core import units
from qipan.core.models import Record
from qipan.territory.orgs.models import Organisation

LONGEST = 400  # working days; more is a slip of the pen


class Phase(models.TextChoices):
    """The four stages a project is led through, and what comes after."""

    SETUP = "setup", _("Project and land")
    WORKS = "works", _("Planning of the works")
    CONSTRUCTION = "construction", _("Construction permit")
    ACCEPTANCE = "acceptance", _("Completion and acceptance")
    OPERATION = "operation", _("Start of production")


class Edition(Record):
    """The catalogue as a paper orders it from a day on; the one with the latest day not after today is in force."""

    name = models.CharField(_("name"), max_length=120)
    effective_from = models.DateField(_("effective from"), unique=True)
    source = models.CharField(_("source document"), max_length=300)
    acceptance_days = models.PositiveSmallIntegerField(
        _("days to accept"),
        default=5,
        help_text=_("Working days within which an application is accepted or turned away."),
    )
    thresholds = models.JSONField(_("thresholds"), default=dict, blank=True)
    ceilings = models.JSONField(_("ceilings"), default=list, blank=True)

    class Meta:
        verbose_name = _("edition of the catalogue")
        verbose_name_plural = _("editions of the catalogue")
        ordering = ["-effective_from"]

    def __str__(self) -> str:
        return self.name


def _days(label: object, **options: object) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MaxValueValidator(LONGEST)], **options)  # type: ignore[arg-type]


class Item(Record):
    """One thing to be approved. `when` names the answers that call for it; `needs` the items that come first, by code."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items", verbose_name=_("edition"))
    code = models.CharField(_("code"), max_length=24)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=160, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the list"), default=0)
    phase = models.CharField(_("phase"), max_length=16, choices=Phase)
    authority = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("authority")
    )
    authority_text = models.CharField(_("authority as written"), max_length=120, blank=True)
    needs = models.JSONField(_("needs first"), default=list, blank=True)
    when = models.JSONField(_("needed when"), default=list, blank=True)
    promised_days = _days(_("promised days"))
    statutory_days = _days(_("statutory days"), null=True, blank=True)
    outside_days = _days(_("days that do not count"), default=0)
    outside_words = models.CharField(_("what does not count"), max_length=200, blank=True)
    outside_words_en = models.CharField(_("what does not count, in English"), max_length=200, blank=True)
    materials = models.JSONField(_("materials"), default=list, blank=True)
    materials_en = models.JSONField(_("materials, in English"), default=list, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_land = models.BooleanField(_("hands over the land"), default=False)
    is_before_land = models.BooleanField(_("can be served before the land"), default=False)
    is_at_handover = models.BooleanField(_("is issued with the land"), default=False)
    handover_days = _days(_("days to issue with the land"), default=1)

    class Meta:
        verbose_name = _("approval item")
        verbose_name_plural = _("approval items")
        ordering = ["edition", "place", "code"]
        constraints = [models.UniqueConstraint(fields=["edition", "code"], name="approval_item_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.name if units.is_chinese(get_language() or "") or not self.name_en else self.name_en

    @property
    def outside_title(self) -> str:
        is_chinese = units.is_chinese(get_language() or "")
        return self.outside_words if is_chinese or not self.outside_words_en else self.outside_words_en

    @property
    def papers(self) -> list[str]:
        is_chinese = units.is_chinese(get_language() or "")
        return self.materials if is_chinese or not self.materials_en else self.materials_en

    @property
    def authority_title(self) -> str:
        """Who handles it: the organisation, else the words of the catalogue."""
        return str(self.authority) if self.authority_id else self.authority_text

    @property
    def is_after_works(self) -> bool:
        """Its time begins when the works are done, so no plan from today can place it."""
        return self.phase in (Phase.ACCEPTANCE, Phase.OPERATION)
