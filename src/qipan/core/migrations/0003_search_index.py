"""Full-text index over the search entries, filled by `core.search`, cleaned by the database."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    (
        "CREATE VIRTUAL TABLE core_search_fts USING fts5("
        "tokens, content='core_searchentry', content_rowid='id', tokenize='ascii', detail=none)"
    ),
    (
        "CREATE TRIGGER search_delete AFTER DELETE ON core_searchentry BEGIN "
        "INSERT INTO core_search_fts(core_search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens); END"
    ),
]
POSTGRESQL = [
    "CREATE INDEX core_search_gin ON core_searchentry USING gin (array_to_tsvector(string_to_array(tokens, ' ')))",
]
DROP = {
    "sqlite": ["DROP TRIGGER search_delete", "DROP TABLE core_search_fts"],
    "postgresql": ["DROP INDEX core_search_gin"],
}


def build(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("core", "0002_audit_guard")]
    operations = [migrations.RunPython(build, drop)]
