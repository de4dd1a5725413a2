"""What follows a light: drafts, reasons beside it, its past; ratings of other systems stay apart."""

from __future__ import annotations

import itertools
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest

from qipan.core import events
from qipan.core.models import OutboxEvent
from qipan.oversight.supervision import actions, queries
from qipan.oversight.supervision.models import Notice
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects.events import LightChanged
from qipan.pipeline.projects.models import LightReading
from tests.oversight.supervision.conftest import ISSUED

TURNED = {"before": "yellow", "after": "red", "on": ISSUED.isoformat()}


def test_a_light_that_turned_red_is_heard_after_a_crash_and_drafts_one_notice(red: Any) -> None:
    fact = LightChanged(str(red.key), **TURNED)
    for _ in range(2):  # told twice, as after a crash between hearing and marking
        OutboxEvent.objects.create(name=events.name_of(fact), payload=asdict(fact))

    events.deliver_waiting()

    notice = Notice.objects.get()
    assert (notice.state, notice.basis, notice.project) == ("draft", "light", red)
    assert notice.reason
    assert notice.branches.get().organisation == red.lead_org


def test_a_draft_is_put_away_when_the_light_leaves_red_and_an_issued_one_is_told(cast: Any, red: Any) -> None:
    actions.hear(project=red, before="yellow", after="red", on=ISSUED)
    draft = Notice.objects.get()
    projects.put_amount(
        project=red,
        kind="completed",
        minor=10**10,
        since=date(2026, 1, 1),
        until=date(2026, 9, 30),
        by=cast.officer,
        on=ISSUED,
    )
    red.refresh_from_db()

    actions.hear(project=red, before="red", after="green", on=ISSUED)

    draft.refresh_from_db()
    assert (red.light, draft.state) == ("green", "withdrawn")


def test_no_notice_is_drafted_while_a_reason_holds_and_it_expires(cast: Any, red: Any) -> None:
    actions.except_light(
        project=red, by=cast.officer, reason="汛期停工", since=ISSUED, until=ISSUED + timedelta(days=10)
    )

    actions.hear(project=red, before="yellow", after="red", on=ISSUED)
    shown = [queries.lines(cast.leader, [red], on=on)[0].exception for on in (ISSUED, ISSUED + timedelta(days=11))]
    actions.hear(project=red, before="yellow", after="red", on=ISSUED + timedelta(days=11))

    red.refresh_from_db()
    assert red.light == "red"  # a reason never changes the colour
    assert [bool(one) for one in shown] == [True, False]
    assert Notice.objects.count() == 1


def test_an_exception_needs_a_reason_and_names_its_author(cast: Any, red: Any) -> None:
    with pytest.raises(actions.NoWords):
        actions.except_light(project=red, by=cast.officer, reason=" ", since=ISSUED, until=ISSUED)

    row = actions.except_light(project=red, by=cast.officer, reason="汛期停工", since=ISSUED, until=ISSUED)

    assert (row.by, actions.end_exception(exception=row, by=cast.officer, on=ISSUED).until) == (cast.officer, ISSUED)


def test_the_past_of_a_light_is_a_band_without_gaps(red: Any) -> None:
    LightReading.objects.filter(project=red).delete()
    for days, colour in ((700, "green"), (90, "yellow"), (20, "red")):
        LightReading.objects.create(project=red, on=ISSUED - timedelta(days=days), colour=colour)

    bands = queries.bands(red, list(queries.readings(red, ours=True)), on=ISSUED)

    assert [b.colour for b in bands] == ["green", "yellow", "red"]
    assert bands[0].since == ISSUED - timedelta(days=540)
    assert all(b.since == a.until + timedelta(days=1) for a, b in itertools.pairwise(bands))
    assert (bands[-1].until, bands[-1].x + bands[-1].width) == (ISSUED, 1000)


def test_a_rating_of_another_system_never_touches_the_computed_light(cast: Any, red: Any) -> None:
    LightReading.objects.create(project=red, system="UK GMPP", on=ISSUED, colour="Green", comment="Successful delivery")

    projects.refresh_lights(on=ISSUED + timedelta(days=1))

    red.refresh_from_db()
    assert red.light == "red"
    assert [r.colour for r in queries.readings(red, ours=False)] == ["Green"]
    assert "Green" not in [b.colour for b in queries.bands(red, list(queries.readings(red, ours=True)), on=ISSUED)]


def test_what_is_red_names_the_reason_and_whose_move_it_is(cast: Any, red: Any, issued: Any) -> None:
    before = queries.lines(cast.leader, queries.red(cast.leader, {}), on=ISSUED)[0]
    issued()
    after = queries.lines(cast.leader, queries.red(cast.leader, {}), on=ISSUED)[0]

    assert before.why
    assert (before.move.what, before.move.units) == ("act", (str(cast.organisation("clerk")),))
    assert (after.move.what, len(after.move.units)) == ("reply", 2)
    assert not queries.red(cast.outsider, {})
