"""Rule sets become records: a key, a version, a place, a state from draft to in force."""

from __future__ import annotations

import uuid
from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def give_keys(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("core", "RuleSet").objects.all():
        row.key = uuid.uuid4()
        row.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("core", "0005_holiday_calendars")]

    operations = [
        migrations.RemoveConstraint("ruleset", "ruleset_once_a_day"),
        migrations.AddField(
            "ruleset", "key", models.UUIDField(null=True, editable=False, verbose_name="key"), preserve_default=False
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "ruleset", "key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key")
        ),
        migrations.AddField(
            "ruleset", "version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")
        ),
        migrations.AddField(
            "ruleset",
            "created_at",
            models.DateTimeField(auto_now_add=True, default=django.utils.timezone.now, verbose_name="created at"),
            preserve_default=False,
        ),
        migrations.AddField("ruleset", "updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
        migrations.AddField(
            "ruleset", "place", models.CharField(blank=True, default="", max_length=200, verbose_name="place")
        ),
        migrations.AddField(
            "ruleset",
            "note",
            models.CharField(blank=True, default="", max_length=300, verbose_name="why it was changed"),
        ),
        migrations.AddField(
            "ruleset",
            "state",
            models.CharField(
                choices=[("draft", "Draft"), ("set", "Put in force"), ("taken_back", "Taken back")],
                default="set",
                max_length=12,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            "ruleset",
            "set_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="put in force by",
            ),
        ),
        migrations.AddField(
            "ruleset", "set_at", models.DateTimeField(blank=True, null=True, verbose_name="put in force at")
        ),
        migrations.AlterField(
            "ruleset", "source", models.CharField(blank=True, max_length=300, verbose_name="source document")
        ),
        migrations.AddConstraint(
            "ruleset",
            models.UniqueConstraint(
                condition=models.Q(("state", "set")),
                fields=("kind", "place", "effective_from"),
                name="ruleset_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            "ruleset",
            models.CheckConstraint(
                condition=models.Q(
                    ("effective_to__isnull", True), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                ),
                name="ruleset_until_after_since",
            ),
        ),
    ]
