"""Industry chains: segments from upstream to downstream, nodes in them with local firms or a gap, and firms elsewhere that are wanted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record
from qipan.territory.companies.models import Company
from qipan.territory.orgs.models import Organisation, Person


class Chain(Record):
    """An industry chain with a government leader as its chief and a firm that leads it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)
    chief = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="chains", verbose_name=_("chain chief")
    )
    lead_org = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="chains", verbose_name=_("lead organisation")
    )
    leader_firm = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="led_chains", verbose_name=_("leader firm")
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("chain")
        verbose_name_plural = _("chains")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Segment(Record):
    """One link of a chain."""

    class Position(models.TextChoices):
        UPSTREAM = "upstream", _("Upstream")
        MIDSTREAM = "midstream", _("Midstream")
        DOWNSTREAM = "downstream", _("Downstream")
        SERVICE = "service", _("Service")

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="segments", verbose_name=_("chain"))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.CharField(_("position"), max_length=20, choices=Position, default=Position.MIDSTREAM)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["chain", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["chain", "name"], name="segment_once")]

    def __str__(self) -> str:
        return self.name


class Node(Record):
    """The smallest place of a chain: a product or a step, with the local firms that stand there, or nobody."""

    class Action(models.TextChoices):
        """What the county means to do here (延链补链强链升链)."""

        EXTEND = "extend", pgettext_lazy("chain", "Extend")
        FILL = "fill", pgettext_lazy("chain", "Fill")
        STRENGTHEN = "strengthen", pgettext_lazy("chain", "Strengthen")
        UPGRADE = "upgrade", pgettext_lazy("chain", "Upgrade")

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="nodes", verbose_name=_("segment"))
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    codes = models.JSONField(_("industry codes (GB/T 4754)"), default=list, blank=True)
    is_key = models.BooleanField(_("key node"), default=False)
    is_gap = models.BooleanField(_("gap"), default=False)
    action = models.CharField(_("direction"), max_length=12, choices=Action, blank=True, default="")
    companies = models.ManyToManyField(Company, blank=True, related_name="nodes", verbose_name=_("local firms"))
    land_m2 = models.DecimalField(
        _("land a project here needs"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    notes = models.TextField(_("notes"), blank=True)

    class Meta:
        verbose_name = _("node")
        verbose_name_plural = _("nodes")
        ordering = ["segment", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["segment", "name"], name="chain_node_once"),
            models.CheckConstraint(
                condition=models.Q(land_m2__isnull=True) | models.Q(land_m2__gt=0), name="chain_node_land_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(Record):
    """A firm elsewhere that would fit a node. Only what anybody may know: whether somebody talks with it is the leads' matter."""

    class State(models.TextChoices):
        WANTED = "wanted", pgettext_lazy("target firm", "Wanted")
        SETTLED = "settled", pgettext_lazy("target firm", "Settled here")
        DROPPED = "dropped", pgettext_lazy("target firm", "No longer wanted")

    node = models.ForeignKey(Node, models.CASCADE, related_name="targets", verbose_name=_("node"))
    name = models.CharField(_("firm"), max_length=200)
    company = models.ForeignKey(
        Company, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("firm on record")
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    business = models.CharField(_("main business"), max_length=200, blank=True)
    reason = models.CharField(_("why it fits"), max_length=300, blank=True)
    hint = models.CharField(_("source of the hint"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WANTED)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("target firm")
        verbose_name_plural = _("target firms")
        ordering = ["node", "name"]
        constraints = [models.UniqueConstraint(fields=["node", "name"], name="chain_target_once")]

    def __str__(self) -> str:
        return self.name
