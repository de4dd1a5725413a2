"""The scheduler by hand and by property: order kept, the end met, the critical path as long as the whole."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qipan.pipeline.timetables import rules
from qipan.pipeline.timetables.rules import Span, Step

END = date(2026, 12, 31)
CHAIN = [Step("a", 3), Step("b", 2, ("a",)), Step("c", 4, ("a",)), Step("d", 1, ("b", "c"))]


@st.composite
def networks(draw: st.DrawFn) -> list[Step]:
    """Steps that wait only for earlier ones, in any order."""
    count = draw(st.integers(1, 12))
    steps = []
    for number in range(count):
        before = draw(st.lists(st.integers(0, number - 1), max_size=3, unique=True)) if number else []
        steps.append(Step(str(number), draw(st.integers(1, 200)), tuple(map(str, before))))
    return draw(st.permutations(steps))


def test_backward_by_hand() -> None:
    assert rules.backward(CHAIN, END) == {
        "a": Span(date(2026, 12, 24), date(2026, 12, 26)),
        "b": Span(date(2026, 12, 29), date(2026, 12, 30)),
        "c": Span(date(2026, 12, 27), date(2026, 12, 30)),
        "d": Span(date(2026, 12, 31), date(2026, 12, 31)),
    }


def test_forward_by_hand() -> None:
    found = rules.forward(CHAIN, date(2026, 1, 1))

    assert found["b"] == Span(date(2026, 1, 4), date(2026, 1, 5))
    assert found["d"] == Span(date(2026, 1, 8), date(2026, 1, 8))


def test_the_critical_path_by_hand() -> None:
    assert rules.critical(CHAIN) == ["a", "c", "d"]


def test_a_circle_is_refused_by_name() -> None:
    with pytest.raises(rules.Circle) as refused:
        rules.backward([Step("a", 1, ("b",)), Step("b", 1, ("a",)), Step("c", 1)], END)

    assert refused.value.keys == ["a", "b"]


@given(networks(), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_dates_respect_dependencies_and_the_end(steps: list[Step], end: date) -> None:
    found = rules.backward(steps, end)

    assert max(span.end for span in found.values()) == end
    for step in steps:
        assert found[step.key].days == step.days
        assert all(found[before].end < found[step.key].start for before in step.after)


@given(networks(), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_the_critical_path_is_as_long_as_the_whole(steps: list[Step], end: date) -> None:
    days = {step.key: step.days for step in steps}
    path = rules.critical(steps)

    length = sum(days[key] for key in path)

    assert length == rules.length(rules.backward(steps, end)) == rules.length(rules.forward(steps, end))


@given(networks(), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 60))
def test_a_day_more_on_the_critical_path_is_a_day_more_at_the_end(steps: list[Step], start: date, more: int) -> None:
    path = rules.critical(steps)
    longer = [Step(s.key, s.days + more, s.after) if s.key == path[0] else s for s in steps]

    assert rules.length(rules.forward(longer, start)) == rules.length(rules.forward(steps, start)) + more


@given(networks(), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_backward_is_never_earlier_than_forward_from_its_beginning(steps: list[Step], end: date) -> None:
    late = rules.backward(steps, end)
    early = rules.forward(steps, min(span.start for span in late.values()))

    assert all(early[key].end <= late[key].end for key in late)


@given(networks(), st.dates(date(2024, 1, 1), date(2027, 1, 1)))
def test_what_is_expected_keeps_what_is_done_and_never_ends_what_is_open_in_the_past(
    steps: list[Step], on: date
) -> None:
    first = rules.ordered(steps)[0]
    done = {first.key: on - timedelta(days=5)}

    found = rules.expected(steps, done, on)

    assert found[first.key].end == done[first.key]
    assert all(span.end >= on for key, span in found.items() if key not in done)


def test_a_late_step_pushes_what_follows() -> None:
    planned = {key: span.start for key, span in rules.backward(CHAIN, END).items()}

    found = rules.expected(CHAIN, {"a": date(2026, 12, 30)}, date(2026, 12, 30), planned)

    assert found["c"] == Span(date(2026, 12, 31), date(2027, 1, 3))
    assert found["d"].end == date(2027, 1, 4)
    assert rules.slip(END, found["d"].end) == 4
