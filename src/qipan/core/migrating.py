"""Many changes of tables that hold rows, at once: SQLite makes a table anew for each field and condition, here once for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation

_IN_ONE = (migrations.AddField, migrations.AlterField, migrations.AddConstraint, migrations.AddIndex)


class Together(Operation):
    """The operations in their order; on SQLite what they ask of one table is done by making it anew once, at the end.

    Nothing among them may need an earlier one in the database: no `RunPython`, no renaming.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: Any) -> None:
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        anew: dict[str, None] = {}
        for one, before, after in self._steps(app_label, from_state):
            name = getattr(one, "model_name_lower", "")
            if (
                editor.connection.vendor != "sqlite"
                or not isinstance(one, _IN_ONE)
                or (app_label, name) not in from_state.models
            ):
                one.database_forwards(app_label, editor, before, after)
                continue
            model = after.apps.get_model(app_label, name)
            added = model._meta.get_field(one.name) if isinstance(one, migrations.AddField) else None
            if added is not None and added.many_to_many:
                one.database_forwards(app_label, editor, before, after)  # a table of its own
                continue
            anew[name] = None
            if added is not None:
                _hold_place(editor, model, added)
        for name in anew:
            editor._remake_table(to_state.apps.get_model(app_label, name))

    def database_backwards(self, app_label: str, editor: Any, from_state: Any, to_state: Any) -> None:
        for one, before, after in reversed(list(self._steps(app_label, to_state))):
            one.database_backwards(app_label, editor, after, before)

    def _steps(self, app_label: str, state: Any) -> Any:
        """Each operation with the state before and after it."""
        before = state
        for one in self.operations:
            after = before.clone()
            one.state_forwards(app_label, after)
            yield one, before, after
            before = after

    def describe(self) -> str:
        return f"{len(self.operations)} changes at once"


def _hold_place(editor: Any, model: Any, field: Any) -> None:
    """A bare column with the field's default, from which the table made anew takes its values."""
    default = editor.effective_default(field)
    says = "" if default is None else f" DEFAULT {editor.prepare_default(default)}"
    table, column = editor.quote_name(model._meta.db_table), editor.quote_name(field.column)
    editor.execute(f"ALTER TABLE {table} ADD COLUMN {column}{says}", params=None)
