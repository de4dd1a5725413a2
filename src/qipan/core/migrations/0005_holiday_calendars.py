"""Holidays belong to a year's calendar with its source. The old table had neither page nor writer, so it is made anew, not carried over."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_search_kinds")]

    operations = [
        migrations.DeleteModel(name="Holiday"),
        migrations.CreateModel(
            name="HolidayCalendar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "region",
                    models.CharField(
                        blank=True, help_text="blank: everywhere", max_length=12, verbose_name="region code"
                    ),
                ),
                ("source", models.CharField(max_length=300, verbose_name="source document")),
                (
                    "is_whole",
                    models.BooleanField(
                        default=True,
                        help_text="Whole: every other day is as the week says. Otherwise these days are added to what is known.",
                        verbose_name="the whole year",
                    ),
                ),
            ],
            options={
                "verbose_name": "holiday calendar",
                "verbose_name_plural": "holiday calendars",
                "ordering": ["-year", "region"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "region"), name="holiday_calendar_once"),
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (1990, 2099))), name="holiday_calendar_year"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="day")),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("is_working", models.BooleanField(default=False, verbose_name="worked")),
                (
                    "calendar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days",
                        to="core.holidaycalendar",
                        verbose_name="calendar",
                    ),
                ),
            ],
            options={
                "verbose_name": "holiday",
                "verbose_name_plural": "holidays",
                "ordering": ["on"],
                "constraints": [models.UniqueConstraint(fields=("calendar", "on"), name="holiday_once")],
            },
        ),
    ]
