"""Factors a county shares out: what there is by period, what projects need, what they were given."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.pipeline.projects.models import Project
from qipan.territory.orgs.models import Organisation
from qipan.territory.parks.models import Park


class Kind(models.TextChoices):
    LAND = "land", _("Land quota")
    CREDIT = "credit", _("Bank credit")
    ENERGY = "energy", _("Energy quota")
    EMISSION = "emission", _("Emission quota")
    LABOUR = "labour", _("Labour")
    DESK = "desk", _("Approval desk")
    TEAM = "team", _("Project teams")


def _amount(label: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=20, decimal_places=2)  # type: ignore[arg-type]


class Factor(Record):
    """One thing that is scarce: the land quota of a park, the credit line of a bank, the desk of an office.

    Amounts everywhere in this room are in our units: m², fen, tce, t, persons, files in hand, teams.
    """

    kind = models.CharField(_("kind of factor"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=120, unique=True)
    park = models.ForeignKey(Park, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("park"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("provided by")
    )
    step = models.CharField(_("step it serves"), max_length=20, blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")

    class Meta:
        verbose_name = pgettext_lazy("scarce", "factor")
        verbose_name_plural = pgettext_lazy("scarce", "factors")
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class Supply(Record):
    """What there is: of what is used up, an amount added on a day; of what returns, the amount there is from that day on."""

    factor = models.ForeignKey(Factor, models.CASCADE, related_name="supplies", verbose_name=_("factor"))
    since = models.DateField(_("from"))
    amount = _amount(pgettext_lazy("of a factor", "amount"))
    paper = models.CharField(_("source document"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = pgettext_lazy("of a factor", "supply")
        verbose_name_plural = pgettext_lazy("of a factor", "supplies")
        ordering = ["factor", "since"]
        constraints = [
            models.UniqueConstraint(fields=["factor", "since"], name="factor_supply_once_a_day"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="factor_supply_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.factor} {self.since}"


class Need(Record):
    """What a project asks of a kind of factor, perhaps of one factor, from a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    kind = models.CharField(_("kind of factor"), max_length=12, choices=Kind)
    factor = models.ForeignKey(
        Factor, models.PROTECT, null=True, blank=True, related_name="needs", verbose_name=_("factor")
    )
    amount = _amount(pgettext_lazy("of a factor", "amount"))
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    paper = models.CharField(_("source document"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["kind", "since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind", "factor", "since"], name="factor_need_once", nulls_distinct=False
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="factor_need_positive"),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("since")),
                name="factor_need_until_after_since",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} · {self.get_kind_display()}"


class Allocation(Record):
    """What a project was given of a factor; `origin_*` name what decided it (a plan of the board)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    factor = models.ForeignKey(Factor, models.PROTECT, related_name="allocations", verbose_name=_("factor"))
    amount = _amount(pgettext_lazy("of a factor", "amount"))
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    released_on = models.DateField(_("given back on"), null=True, blank=True)
    origin_type = models.CharField(_("origin"), max_length=60, blank=True, default="")
    origin_key = models.UUIDField(_("origin key"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["since", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="factor_allocation_positive")]

    def __str__(self) -> str:
        return f"{self.factor} → {self.project}"
