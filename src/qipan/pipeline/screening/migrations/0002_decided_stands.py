"""A decided screening is never written again, and a standard put in force keeps its criteria: the database refuses, whoever asks."""

from __future__ import annotations

from typing import Any

from django.db import migrations

DECIDED = "a decided screening stands"
IN_FORCE = "a standard put in force is not edited"
SQLITE = [
    (
        "CREATE TRIGGER screening_stands BEFORE UPDATE ON screening_screening WHEN OLD.state = 'decided' "
        f"BEGIN SELECT RAISE(ABORT, '{DECIDED}'); END"
    ),
    (
        "CREATE TRIGGER screening_stays BEFORE DELETE ON screening_screening WHEN OLD.state = 'decided' "
        f"BEGIN SELECT RAISE(ABORT, '{DECIDED}'); END"
    ),
    (
        "CREATE TRIGGER standard_stands BEFORE UPDATE ON screening_standard WHEN OLD.state <> 'draft' AND (OLD.criteria <> NEW.criteria "
        "OR OLD.pass_at IS NOT NEW.pass_at OR OLD.conditional_at IS NOT NEW.conditional_at OR OLD.park_id IS NOT NEW.park_id "
        "OR OLD.industries <> NEW.industries OR OLD.effective_from <> NEW.effective_from) "
        f"BEGIN SELECT RAISE(ABORT, '{IN_FORCE}'); END"
    ),
]
POSTGRESQL = [
    (
        "CREATE FUNCTION screening_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{DECIDED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE TRIGGER screening_stands BEFORE UPDATE OR DELETE ON screening_screening FOR EACH ROW "
        "WHEN (OLD.state = 'decided') EXECUTE FUNCTION screening_guard()"
    ),
    (
        "CREATE FUNCTION standard_guard() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{IN_FORCE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE TRIGGER standard_stands BEFORE UPDATE ON screening_standard FOR EACH ROW WHEN (OLD.state <> 'draft' AND "
        "(OLD.criteria IS DISTINCT FROM NEW.criteria OR OLD.pass_at IS DISTINCT FROM NEW.pass_at "
        "OR OLD.conditional_at IS DISTINCT FROM NEW.conditional_at OR OLD.park_id IS DISTINCT FROM NEW.park_id "
        "OR OLD.industries IS DISTINCT FROM NEW.industries OR OLD.effective_from IS DISTINCT FROM NEW.effective_from)) "
        "EXECUTE FUNCTION standard_guard()"
    ),
]
DROP = {
    "sqlite": ["DROP TRIGGER screening_stands", "DROP TRIGGER screening_stays", "DROP TRIGGER standard_stands"],
    "postgresql": [
        "DROP TRIGGER screening_stands ON screening_screening",
        "DROP FUNCTION screening_guard()",
        "DROP TRIGGER standard_stands ON screening_standard",
        "DROP FUNCTION standard_guard()",
    ],
}


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
