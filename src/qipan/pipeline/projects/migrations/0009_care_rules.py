"""Care templates become rules: variants a project chose keep their code, a county's own templates become its rule set."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.utils import timezone

SHIPPED = {
    "五个一": "five", "七个一": "seven", "五合一": "five_in_one", "五个一（通海）": "tonghai", "三级包联": "three_levels",
}  # fmt: skip


def to_rules(apps: Any, schema: Any) -> None:
    from qipan.pipeline.projects import seeds

    template, choice = apps.get_model("projects", "CareTemplate"), apps.get_model("projects", "CareChoice")
    codes = {row.pk: SHIPPED.get(row.name, f"own-{row.pk}") for row in template.objects.all()}
    for row in choice.objects.all():
        choice.objects.filter(pk=row.pk).update(variant=codes[row.template_id])
    own = [row for row in template.objects.order_by("effective_from") if row.name not in SHIPPED]
    if not own:
        return
    body = seeds.shipped("care")
    for row in own:
        body["variants"][codes[row.pk]] = {
            "name": row.name, "name_en": row.name_en or row.name, "source": row.source, "slots": row.slots,
        }  # fmt: skip
    today = timezone.localdate()
    held = [
        row for row in own if row.effective_from <= today and (row.effective_to is None or row.effective_to >= today)
    ]
    body["standard"] = codes[held[-1].pk] if held else body["standard"]
    source = body.pop("source")
    apps.get_model("core", "RuleSet").objects.create(
        kind="care",
        name=own[-1].name[:120],
        effective_from=own[0].effective_from,
        source=source[:300],
        body=body,
        state="set",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0008_lead"),
        ("core", "0006_rule_versions"),
    ]

    operations = [
        migrations.AddField(
            "carechoice",
            "variant",
            models.CharField(default="", max_length=40, verbose_name="care template"),
            preserve_default=False,
        ),
        migrations.RunPython(to_rules, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("carechoice", "template"),
        migrations.DeleteModel("CareTemplate"),
    ]
