"""Gates: submissions, exceptions, what a move rests on, and the constraints against what cannot be."""

from __future__ import annotations

import datetime
import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from qipan.core.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0002_initial"),
        ("companies", "0002_initial"),
        ("orgs", "0001_initial"),
        ("parks", "0001_initial"),
        ("projects", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="GateException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("discussion", "In discussion"),
                            ("admitted", "Admitted"),
                            ("signed", "Signed"),
                            ("registered", "Registered"),
                            ("preparation", "Pre-construction"),
                            ("started", "Under construction"),
                            ("completed", "Completed"),
                            ("production", "In production"),
                            ("capacity", "At capacity"),
                        ],
                        max_length=20,
                        verbose_name="from stage",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("discussion", "In discussion"),
                            ("admitted", "Admitted"),
                            ("signed", "Signed"),
                            ("registered", "Registered"),
                            ("preparation", "Pre-construction"),
                            ("started", "Under construction"),
                            ("completed", "Completed"),
                            ("production", "In production"),
                            ("capacity", "At capacity"),
                        ],
                        max_length=20,
                        verbose_name="to stage",
                    ),
                ),
                ("missing", models.JSONField(default=list, verbose_name="what was missing")),
                ("reason", models.TextField(verbose_name="reason")),
                ("on", models.DateField(verbose_name="on")),
            ],
            options={
                "verbose_name": "exception",
                "verbose_name_plural": "exceptions",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                (
                    "before",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("discussion", "In discussion"),
                            ("admitted", "Admitted"),
                            ("signed", "Signed"),
                            ("registered", "Registered"),
                            ("preparation", "Pre-construction"),
                            ("started", "Under construction"),
                            ("completed", "Completed"),
                            ("production", "In production"),
                            ("capacity", "At capacity"),
                        ],
                        max_length=20,
                        verbose_name="from stage",
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("lead", "Lead"),
                            ("discussion", "In discussion"),
                            ("admitted", "Admitted"),
                            ("signed", "Signed"),
                            ("registered", "Registered"),
                            ("preparation", "Pre-construction"),
                            ("started", "Under construction"),
                            ("completed", "Completed"),
                            ("production", "In production"),
                            ("capacity", "At capacity"),
                        ],
                        max_length=20,
                        verbose_name="to stage",
                    ),
                ),
                ("claim", models.TextField(blank=True, default="", verbose_name="claim")),
                ("on", models.DateField(verbose_name="submitted on")),
                (
                    "roles",
                    models.CharField(blank=True, default="", max_length=200, verbose_name="confirmed by the roles"),
                ),
                ("evidence_held", models.JSONField(blank=True, default=list, verbose_name="evidence as it was")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for confirmation"),
                            ("confirmed", "Confirmed"),
                            ("returned", "Returned"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("words", models.TextField(blank=True, default="", verbose_name="words of the decision")),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["-created_at", "-id"],
            },
        ),
        migrations.RemoveIndex(
            model_name="project",
            name="project_sums",
        ),
        Together(
            [
                migrations.AddField(
                    model_name="attachment",
                    name="latitude",
                    field=models.FloatField(blank=True, editable=False, null=True, verbose_name="latitude"),
                ),
                migrations.AddField(
                    model_name="attachment",
                    name="longitude",
                    field=models.FloatField(blank=True, editable=False, null=True, verbose_name="longitude"),
                ),
                migrations.AddField(
                    model_name="attachment",
                    name="remark",
                    field=models.CharField(blank=True, default="", max_length=300, verbose_name="remark"),
                ),
                migrations.AddField(
                    model_name="attachment",
                    name="taken_at",
                    field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken at"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="details",
                    field=models.JSONField(blank=True, default=dict, verbose_name="fields of the stages"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="end_confirmed",
                    field=models.BooleanField(default=False, editable=False, verbose_name="completion confirmed"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="start_confirmed",
                    field=models.BooleanField(default=False, editable=False, verbose_name="start confirmed"),
                ),
                migrations.AddField(
                    model_name="project",
                    name="waiting_for",
                    field=models.CharField(
                        blank=True,
                        choices=[
                            ("lead", "Lead"),
                            ("discussion", "In discussion"),
                            ("admitted", "Admitted"),
                            ("signed", "Signed"),
                            ("registered", "Registered"),
                            ("preparation", "Pre-construction"),
                            ("started", "Under construction"),
                            ("completed", "Completed"),
                            ("production", "In production"),
                            ("capacity", "At capacity"),
                        ],
                        default="",
                        editable=False,
                        max_length=20,
                        verbose_name="submitted for",
                    ),
                ),
                migrations.AddField(
                    model_name="stagemove",
                    name="basis",
                    field=models.CharField(
                        choices=[
                            ("opened", "Written down at this stage"),
                            ("taken", "Taken over from a ledger, not confirmed"),
                            ("confirmed", "Confirmed by a second person"),
                            ("alone", "The rules ask for no second person"),
                            ("exception", "Exception by decision"),
                        ],
                        db_default="taken",
                        default="taken",
                        max_length=10,
                        verbose_name="rests on",
                    ),
                ),
                migrations.AlterField(
                    model_name="attachment",
                    name="kind",
                    field=models.CharField(
                        choices=[
                            ("meeting", "Visit or meeting record"),
                            ("minutes", "Minutes of review"),
                            ("contract", "Contract"),
                            ("licence", "Licence"),
                            ("filing", "Filing notice"),
                            ("permit", "Permit"),
                            ("photo", "Photo"),
                            ("acceptance", "Acceptance record"),
                            ("payment", "Payment proof"),
                            ("output", "Sales, power or tax document"),
                            ("tax", "Tax certificate"),
                            ("content", "Construction content"),
                            ("works_contract", "Construction contract"),
                            ("design", "Overall design"),
                            ("feasibility", "Feasibility study"),
                            ("land", "Land title or contract"),
                            ("planning", "Planning permits"),
                            ("eia", "Environmental impact assessment"),
                            ("purchase", "Purchase contract of equipment"),
                            ("equipment", "Photo of the equipment"),
                            ("decision", "Decision"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                migrations.AddIndex(
                    model_name="project",
                    index=models.Index(
                        fields=[
                            "stage",
                            "currency",
                            "status",
                            "light",
                            "total_minor",
                            "plan_year",
                            "plan_minor",
                            "done_year_minor",
                            "in_place_minor",
                            "start_on",
                            "start_confirmed",
                        ],
                        name="project_sums",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="amount",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("minor__gte", 0), models.Q(("source", ""), _negated=True), _connector="OR"),
                        name="amount_not_negative_by_hand",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("plan_minor__isnull", True), ("plan_minor__gte", 0), _connector="OR"),
                        name="project_plan_minor_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("done_year_minor__isnull", True), ("done_year_minor__gte", 0), _connector="OR"
                        ),
                        name="project_done_year_minor_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("done_minor__isnull", True), ("done_minor__gte", 0), _connector="OR"),
                        name="project_done_minor_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("in_place_minor__isnull", True), ("in_place_minor__gte", 0), _connector="OR"
                        ),
                        name="project_in_place_minor_not_negative",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("signed_on__isnull", True),
                            models.Q(
                                ("signed_on__gte", datetime.date(1949, 10, 1)),
                                ("signed_on__lte", datetime.date(2079, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="project_signed_on_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("registered_on__isnull", True),
                            models.Q(
                                ("registered_on__gte", datetime.date(1949, 10, 1)),
                                ("registered_on__lte", datetime.date(2079, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="project_registered_on_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("start_on__isnull", True),
                            models.Q(
                                ("start_on__gte", datetime.date(1949, 10, 1)),
                                ("start_on__lte", datetime.date(2079, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="project_start_on_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("end_on__isnull", True),
                            models.Q(
                                ("end_on__gte", datetime.date(1949, 10, 1)),
                                ("end_on__lte", datetime.date(2079, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="project_end_on_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("production_on__isnull", True),
                            models.Q(
                                ("production_on__gte", datetime.date(1949, 10, 1)),
                                ("production_on__lte", datetime.date(2079, 12, 31)),
                            ),
                            _connector="OR",
                        ),
                        name="project_production_on_year",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("end_on__lt", models.F("start_on")),
                            ("end_precision", "day"),
                            ("start_precision", "day"),
                            _negated=True,
                        ),
                        name="project_end_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("production_on__lt", models.F("start_on")),
                            ("production_precision", "day"),
                            ("start_precision", "day"),
                            _negated=True,
                        ),
                        name="project_production_after_start",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="project",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "won"), _negated=True),
                            ("stage__in", ("started", "completed", "production", "capacity")),
                            _connector="OR",
                        ),
                        name="project_won_was_started",
                    ),
                ),
                migrations.AddField(
                    model_name="gateexception",
                    name="by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                migrations.AddField(
                    model_name="gateexception",
                    name="document",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="projects.attachment",
                        verbose_name="document",
                    ),
                ),
                migrations.AddField(
                    model_name="gateexception",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                migrations.AddField(
                    model_name="stagemove",
                    name="exception",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="projects.gateexception",
                        verbose_name="exception",
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="by",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="decided_by",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="evidence",
                    field=models.ManyToManyField(
                        blank=True, related_name="submissions", to="projects.attachment", verbose_name="evidence"
                    ),
                ),
                migrations.AddField(
                    model_name="submission",
                    name="project",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="submissions",
                        to="projects.project",
                        verbose_name="project",
                    ),
                ),
                migrations.AddField(
                    model_name="stagemove",
                    name="submission",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="+",
                        to="projects.submission",
                        verbose_name="submission",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stagemove",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "confirmed"), _negated=True),
                            ("submission__isnull", False),
                            _connector="OR",
                        ),
                        name="move_confirmed_was_submitted",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="stagemove",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "exception"), _negated=True),
                            ("exception__isnull", False),
                            _connector="OR",
                        ),
                        name="move_exception_is_recorded",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="gateexception",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="gate_exception_has_reason"
                    ),
                ),
                migrations.AddIndex(
                    model_name="submission",
                    index=models.Index(fields=["state", "project"], name="submission_state"),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="submission_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "returned"]), _negated=True),
                            models.Q(("decided_by__isnull", False), ("decided_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="submission_decided_by_somebody",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "returned"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="submission_returned_with_words",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="submission_goes_somewhere",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="submission",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("project",), name="submission_one_waits"
                    ),
                ),
            ]
        ),
    ]
