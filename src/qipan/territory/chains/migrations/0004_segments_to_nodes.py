"""What a segment held of firms, gap and wanted firms moves to a node of the segment's name. The rows' own history stays with the segment."""

from __future__ import annotations

import re
from typing import Any

from django.db import migrations

_PARTS = re.compile(r"[、;；\n，]|,(?!\s*(?:Ltd|Inc|Co|LLC)\b)")


def move(apps: Any, schema_editor: Any) -> None:
    segments = apps.get_model("chains", "Segment")
    nodes, targets = apps.get_model("chains", "Node"), apps.get_model("chains", "Target")
    for segment in segments.objects.all():
        node = nodes.objects.create(
            segment=segment, name=segment.name, name_en=segment.name_en, order=1, is_gap=segment.is_gap
        )
        node.companies.set(segment.companies.all())
        names = dict.fromkeys(part.strip()[:200] for part in _PARTS.split(segment.targets) if part.strip())
        for name in names:
            targets.objects.create(node=node, name=name)


class Migration(migrations.Migration):
    dependencies = [("chains", "0003_node")]

    operations = [migrations.RunPython(move, migrations.RunPython.noop, elidable=True)]
