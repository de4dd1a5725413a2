"""Every search token carries the mark of its kind of record. Entries made before are marked as they stand."""

from __future__ import annotations

from typing import Any

from django.db import migrations

from qipan.core.search import mark


def put_marks(apps: Any, schema_editor: Any) -> None:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT object_type FROM core_searchentry")
        for (kind,) in cursor.fetchall():
            put = "UPDATE core_searchentry SET tokens = %s || replace(tokens, ' ', %s) WHERE object_type = %s"
            cursor.execute(put, [mark(kind), f" {mark(kind)}", kind])
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO core_search_fts(core_search_fts) VALUES ('rebuild')")
        else:  # what bulk imports leave to be sorted in later is walked by every search: keep it short
            cursor.execute("ALTER INDEX core_search_gin SET (gin_pending_list_limit = 256)")


class Migration(migrations.Migration):
    dependencies = [("core", "0003_search_index")]
    operations = [migrations.RunPython(put_marks)]
