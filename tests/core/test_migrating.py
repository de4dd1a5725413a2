"""Many changes of a table with rows in it, done at once."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.utils import IntegrityError

from qipan.core.migrating import Together

APP = "core"


def _table() -> migrations.CreateModel:
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]
    return migrations.CreateModel("Plank", fields)


def _changes() -> Together:
    return Together(
        [
            migrations.AddField("Plank", "colour", models.CharField(max_length=9, default="oak")),
            migrations.AddField("Plank", "more", models.JSONField(default=dict)),
            migrations.AddField("Plank", "next", models.ForeignKey(f"{APP}.Plank", models.CASCADE, null=True)),
            migrations.AddConstraint(
                "Plank", models.CheckConstraint(condition=~models.Q(colour=""), name="plank_coloured")
            ),
            migrations.AddIndex("Plank", models.Index(fields=["colour"], name="plank_colour")),
        ]
    )


def _run(one: Any, state: ProjectState, *, back: bool = False) -> ProjectState:
    after = state.clone()
    one.state_forwards(APP, after)
    with connection.schema_editor() as editor:
        if back:
            one.database_backwards(APP, editor, after, state)
        else:
            one.database_forwards(APP, editor, state, after)
    return after


@pytest.mark.django_db(transaction=True)
def test_rows_are_kept_new_fields_have_their_defaults_and_conditions_hold() -> None:
    empty = ProjectState()
    made = _run(_table(), empty)
    made.apps.get_model(APP, "Plank").objects.create(name="one")
    after = _run(_changes(), made)
    plank = after.apps.get_model(APP, "Plank")
    try:
        assert [(p.name, p.colour, p.more, p.next_id) for p in plank.objects.all()] == [("one", "oak", {}, None)]
        with pytest.raises(IntegrityError), transaction.atomic():
            plank.objects.create(name="two", colour="")
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, plank._meta.db_table)
        assert {"plank_coloured", "plank_colour"} <= found.keys()
        _run(_changes(), made, back=True)
        assert [p.name for p in made.apps.get_model(APP, "Plank").objects.all()] == ["one"]
    finally:
        with connection.schema_editor() as editor:
            editor.delete_model(made.apps.get_model(APP, "Plank"))
