"""Corrections of many projects: their kind and reason."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0003_blocker_raised_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="kind",
            field=models.CharField(
                choices=[("paste", "Paste"), ("correct", "Correction")],
                default="paste",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="revision",
            name="reason",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="reason"),
        ),
    ]
