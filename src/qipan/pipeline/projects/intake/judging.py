"""What the gates say of a ledger's lines: what cannot be is left out with a word about it, what its stage still asks is told.

The same judgement as the gate's and the page's (`rules.missing`, `rules.impossible`); a ledger is taken over all the same, unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from qipan.exchange.targets import Setting, Step
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.intake.comparing import Standing

_DATES = frozenset(name for name in queries.JUDGED if name.endswith("_on") or name in ("planned_start", "planned_end"))
_PARTNER = {"end_on": "start_on", "production_on": "start_on"}


def new(steps: Sequence[Step], setting: Setting) -> None:
    """Lines that become projects: impossible values go, what the stage asks is remarked. Lines alike are judged once."""
    judge = _Judge(queries.table(setting.on))
    for step in steps:
        f = step.draft.data["f"]
        stage = f.get("stage") or step.draft.data.get("s", "discussion")
        for one in judge.odd(f, stage):
            _say(step, one, f.pop(one.field))
        if lacking := judge.lacking(stage, _filled(step.draft.data)):
            step.remarks.append({"code": "stage_lacks", "field": lacking})


class _Judge:
    """The rules' answers by what they were asked: the lines of a ledger fill the same fields, and share their days."""

    def __init__(self, gates: Mapping[str, Any]) -> None:
        self.gates = gates
        self.own = set(gates.get("own", {}))  # no ledger has a column for these
        self._odd: dict[tuple[Any, ...], list[rules.Odd]] = {}
        self._lacking: dict[tuple[str, frozenset[str]], str] = {}

    def odd(self, f: Mapping[str, Any], stage: str) -> list[rules.Odd]:
        asked = (stage, *map(f.get, queries.JUDGED))
        found = self._odd.get(asked)
        if found is None:
            found = self._odd[asked] = rules.impossible(_typed(f) | {"stage": stage})
        return found

    def lacking(self, stage: str, filled: frozenset[str]) -> str:
        """What the gate of its own stage still asks, as a remark names it; empty when nothing."""
        found = self._lacking.get((stage, filled))
        if found is None:
            codes = rules.missing(rules.Facts(stage, filled), stage, self.gates)
            codes = [code for code in codes if not set(code.removeprefix("field:").split("|")) & self.own]
            found = self._lacking[stage, filled] = f"gate:{';'.join(codes)}" if codes else ""
        return found


def changed(step: Step, standing: Standing) -> None:
    """A line that changes a project: of what it would make impossible, nothing is written."""
    if not set(queries.JUDGED) & set(step.changes):
        return
    wanted = {name: value for name, value in step.draft.data["f"].items() if name in step.changes}
    after = _typed(standing.fields) | _typed(wanted)
    for one in rules.impossible(after):
        for name in (one.field, _PARTNER.get(one.field, "")):
            if name in step.changes:
                _say(step, one, step.changes.pop(name)[1])


def _say(step: Step, one: rules.Odd, value: Any) -> None:
    step.remarks.append({"code": "cannot_be", "field": f"odd:{one.field}:{one.why}", "value": str(value)})


def _typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The judged fields; a draft holds its dates as text."""
    return {name: _day(fields[name]) if name in _DATES else fields[name] for name in queries.JUDGED if name in fields}


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _filled(data: Mapping[str, Any]) -> frozenset[str]:
    """Fields, links and kinds of money a line brings, as the gate names them."""
    names: Iterable[str] = [name for name, value in data["f"].items() if value is not None and value != ""]
    links = [name for name, words in data.get("k", {}).items() if words]
    return frozenset([*names, *links, *[amount[0] for amount in data["a"]]])
