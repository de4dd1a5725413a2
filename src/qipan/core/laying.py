"""A new database is laid from the models at once; migrations are the way of one that holds rows already.

Step by step, Django makes every model anew in memory for each change ever made to another one: half a minute where the tables themselves
take a second. `tests/core/test_laying.py` holds the two ways equal, table by table and row by row.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as installed
from django.db import router
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor


def is_bare(connection: Any) -> bool:
    """No table yet, not even the one that says which migrations were applied."""
    return not connection.introspection.table_names()


def lay(connection: Any) -> None:
    """Every table as the models say, what guards them, and every migration written down as applied; all of it or nothing.

    Of our migrations' own steps those are done that a new database needs too (triggers, indexes of the database's own kind): a step that
    only moves rows there were is marked `elidable`.
    """
    apps: Any = installed
    executor = MigrationExecutor(connection)
    plan = [one for one, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            for model in router.get_migratable_models(config, connection.alias):
                if model._meta.can_migrate(connection):
                    editor.create_model(model)
        for statement in editor.deferred_sql:
            editor.execute(statement)
        editor.deferred_sql.clear()
        for migration in plan:
            for step in migration.operations:
                if migration.__module__.startswith("qipan.") and isinstance(step, RunPython) and not step.elidable:
                    step.code(apps, editor)
        for migration in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
