"""The project itself, its blockers, and who else has a part in it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.leads.models import Lead
from qipan.pipeline.projects.models.choices import NATURES, Level, Light, Precision, Stage, Status
from qipan.territory.chains.models import Chain, Node
from qipan.territory.companies.models import Company
from qipan.territory.orgs.models import Organisation, Person, Region
from qipan.territory.parks.models import Parcel, Park


def _link(to: type[models.Model], label: Any) -> models.ForeignKey:
    return models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label)


def _words(label: Any, length: int = 200) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True, default="")


def _day(label: Any) -> models.DateField:
    return models.DateField(label, null=True, blank=True)


def _precision(label: Any) -> models.CharField:
    return models.CharField(label, max_length=10, choices=Precision, default=Precision.DAY)


def _money(label: Any) -> models.BigIntegerField:
    return models.BigIntegerField(label, null=True, blank=True)


def _not_negative(name: str) -> models.CheckConstraint:
    empty = models.Q(**{f"{name}__isnull": True})
    return models.CheckConstraint(
        condition=empty | models.Q(**{f"{name}__gte": 0}), name=f"project_{name}_not_negative"
    )


def _within_living_memory(name: str) -> models.CheckConstraint:
    """An actual date lies in a year the county may have seen: not 1899, not 2099."""
    empty = models.Q(**{f"{name}__isnull": True})
    held = models.Q(**{f"{name}__gte": FIRST_DAY, f"{name}__lte": LAST_DAY})
    return models.CheckConstraint(condition=empty | held, name=f"project_{name}_year")


def _not_before_start(what: str) -> models.CheckConstraint:
    """Where both are known to the day; less exact dates are judged by `rules.odd`, which knows how long a month is."""
    exact = models.Q(**{"start_precision": "day", f"{what}_precision": "day", f"{what}_on__lt": models.F("start_on")})
    return models.CheckConstraint(condition=~exact, name=f"project_{what}_after_start")


FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2079, 12, 31)
ACTUAL = ("signed_on", "registered_on", "start_on", "end_on", "production_on")
WINNING = (Stage.STARTED, Stage.COMPLETED, Stage.PRODUCTION, Stage.CAPACITY)
# The figures lists add up, kept on the project by `actions` (see `rules.headline`).
HEADLINES = ("total_minor", "plan_year", "plan_minor", "done_year_minor", "in_place_minor", "start_on")


class Project(Record):
    """One project, one record. Stage is where it is; status is how it fares; they are two fields (domain.md 0.2).

    Links hold what was resolved; the `*_text` beside a link holds what the ledger said. Amounts here are the headline figures kept by
    `actions` from `Amount` so that lists need no join; all are in minor units of `currency`.
    """

    spoken: ClassVar = {"nature": dict(NATURES)}

    code = models.CharField(_("project code"), max_length=40, null=True, blank=True, unique=True)
    external_id = _words(_("identifier elsewhere"), 80)
    lead = models.OneToOneField(
        Lead, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead it came from")
    )
    name = models.CharField(_("project name"), max_length=300)
    plain_name = models.CharField(_("plain name"), max_length=300, db_index=True, editable=False)
    content = models.TextField(_("content and scale"), blank=True, default="")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.DISCUSSION)
    stage_since = _day(_("in this stage since"))
    waiting_for = models.CharField(
        _("submitted for"), max_length=20, choices=Stage, blank=True, default="", editable=False
    )
    start_confirmed = models.BooleanField(_("start confirmed"), default=False, editable=False)
    end_confirmed = models.BooleanField(_("completion confirmed"), default=False, editable=False)
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.ONGOING)
    status_reason = _words(_("reason of the status"), 300)
    nature = _words(_("nature"), 60)
    level = models.CharField(_("key-project level"), max_length=10, choices=Level, default=Level.NONE, blank=True)
    category = _words(_("class"), 60)
    is_starred = models.BooleanField(_("starred"), default=False)

    region = _link(Region, _("region"))
    region_text = _words(_("region as written"))
    park = _link(Park, _("park"))
    parcel = _link(Parcel, _("parcel"))
    site = _words(_("site"))
    industry = _words(_("industry"), 120)
    chain = _link(Chain, _("chain"))
    node = _link(Node, _("chain node"))
    land_m2 = models.DecimalField(_("land"), max_digits=14, decimal_places=2, null=True, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    owner = _link(Company, _("owner"))
    owner_text = _words(_("owner as written"), 300)
    owner_head = _words(_("head of the owner"), 60)
    owner_contact = _words(_("owner's contact"), 120)
    owner_phone = _words(_("owner's phone"), 120)
    investor = _words(_("investor"), 300)
    legal_person = _words(_("legal representative"), 60)
    cooperation = _words(_("form of cooperation"), 120)
    referrer = _words(_("referrer"), 120)
    lead_org = _link(Organisation, _("lead organisation"))
    lead_org_text = _words(_("lead organisation as written"))
    lead_person = _words(_("person responsible"), 60)
    lead_contact = _words(_("liaison"), 60)
    lead_phone = _words(_("liaison's phone"), 120)
    leader = _link(Person, _("leader"))
    leader_text = _words(_("leader as written"), 60)

    planned_start = _day(_("planned start"))
    planned_start_precision = _precision(_("precision of the planned start"))
    planned_end = _day(_("planned end"))
    planned_end_precision = _precision(_("precision of the planned end"))
    period_text = _words(_("construction period as written"), 120)
    signed_on = _day(_("signed on"))
    registered_on = _day(_("registered on"))
    start_on = _day(_("started on"))
    start_precision = _precision(_("precision of the start"))
    end_on = _day(_("completed on"))
    end_precision = _precision(_("precision of the completion"))
    production_on = _day(_("in production on"))
    production_precision = _precision(_("precision of the production start"))
    entered_on = _day(_("entered the statistics on"))
    reported_on = _day(_("last report"))

    currency = models.CharField(_("currency"), max_length=3, default="CNY")
    total_minor = _money(_("total investment"))
    plan_minor = _money(_("plan of the year"))
    plan_year = models.PositiveSmallIntegerField(_("year of the plan"), null=True, blank=True)
    done_year_minor = _money(_("completed this year"))
    done_minor = _money(_("completed to date"))
    in_place_minor = _money(_("funds in place"))
    progress_words = models.TextField(_("physical progress"), blank=True, default="")
    progress_percent = models.DecimalField(
        _("physical progress in percent"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    year_goal = models.TextField(_("goal of the year"), blank=True, default="")
    problems = models.TextField(_("problems"), blank=True, default="")
    next_steps = models.TextField(_("next steps"), blank=True, default="")
    notes = models.TextField(_("notes"), blank=True, default="")
    next_on = _day(_("next date"))
    next_what = _words(_("next step due"))

    light = models.CharField(_("light"), max_length=10, choices=Light, default=Light.GREY)
    attention = models.GeneratedField(
        expression=models.Case(
            models.When(light="red", then=models.Value(0)),
            models.When(light="yellow", then=models.Value(1)),
            models.When(light="green", then=models.Value(2)),
            default=models.Value(3),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
        verbose_name=_("attention"),
    )
    light_reasons = models.JSONField(_("reasons of the light"), default=list, blank=True)
    light_since = _day(_("light since"))
    open_blockers = models.PositiveSmallIntegerField(_("open blockers"), default=0)
    blocker_text = _words(_("first open blocker"))
    details = models.JSONField(_("fields of the stages"), default=dict, blank=True)
    extras = models.JSONField(_("columns without a field"), default=dict, blank=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["-updated_at", "id"]
        indexes = [
            # One grouped question answers columns and strip from this index alone, without touching the wide rows.
            models.Index(
                fields=["stage", "currency", "status", "light", *HEADLINES, "start_confirmed"], name="project_sums"
            ),
            models.Index(fields=["stage", "attention", "-total_minor", "id"], name="project_cards"),
            models.Index(fields=["light", "stage"], name="project_light"),
            models.Index(fields=["region", "stage"], name="project_region"),
            models.Index(fields=["lead_org", "stage"], name="project_lead_org"),
            models.Index(fields=["-total_minor", "id"], name="project_total"),
            models.Index(fields=["-updated_at", "id"], name="project_updated"),
            models.Index(fields=["name", "id"], name="project_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="project_stage_known"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="project_status_known"),
            models.CheckConstraint(
                condition=models.Q(total_minor__isnull=True) | models.Q(total_minor__gte=0),
                name="project_total_not_negative",
            ),
            *(_not_negative(name) for name in ("plan_minor", "done_year_minor", "done_minor", "in_place_minor")),
            *(_within_living_memory(name) for name in (*ACTUAL, "entered_on")),
            *(_not_before_start(name) for name in ("end", "production")),
            models.CheckConstraint(
                condition=~models.Q(status=Status.WON) | models.Q(stage__in=WINNING), name="project_won_was_started"
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=[Status.LOST, Status.ABANDONED]) | ~models.Q(status_reason=""),
                name="project_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def done_share(self) -> float | None:
        """Completed this year over the plan of the year, in percent."""
        if not self.plan_minor or self.done_year_minor is None:
            return None
        return 100 * self.done_year_minor / self.plan_minor


class Blocker(Record):
    """What stands in the way, who has to move, by when."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="blockers", verbose_name=_("project"))
    text = models.TextField(_("what blocks"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose move")
    )
    raised_on = models.DateField(_("raised on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)
    solution = models.TextField(_("how it was solved"), blank=True, default="")

    class Meta:
        verbose_name = _("blocker")
        verbose_name_plural = _("blockers")
        ordering = ["solved_on", "due_on", "id"]

    def __str__(self) -> str:
        return self.text[:120]


class Involvement(models.Model):
    """Another organisation with a part in a project: helping department, bank, park, township."""

    class Part(models.TextChoices):
        ASSIST = "assist", _("Assisting")
        BANK = "bank", _("Financing")
        SHARED = "shared", _("Shared with")

    project = models.ForeignKey(Project, models.CASCADE, related_name="involvements", verbose_name=_("project"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    part = models.CharField(_("part"), max_length=20, choices=Part, default=Part.ASSIST)

    class Meta:
        verbose_name = _("involvement")
        verbose_name_plural = _("involvements")
        constraints = [models.UniqueConstraint(fields=["project", "organisation", "part"], name="involvement_once")]
