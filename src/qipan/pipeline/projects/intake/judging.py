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
    """Lines that become projects: impossible values go, what the stage asks is remarked."""
    gates = queries.table(setting.on)
    own = set(gates.get("own", {}))  # no ledger has a column for these
    for step in steps:
        f = step.draft.data["f"]
        stage = f.get("stage") or step.draft.data.get("s", "discussion")
        for one in rules.impossible(_typed(f) | {"stage": stage}):
            _say(step, one, f.pop(one.field))
        lacking = rules.missing(rules.Facts(stage, _filled(step.draft.data)), stage, gates)
        lacking = [code for code in lacking if not set(code.removeprefix("field:").split("|")) & own]
        if lacking:
            step.remarks.append({"code": "stage_lacks", "field": f"gate:{';'.join(lacking)}"})


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
    names: Iterable[str] = [name for name, value in data["f"].items() if value not in (None, "")]
    links = [name for name, words in data.get("k", {}).items() if words]
    return frozenset([*names, *links, *(amount[0] for amount in data["a"])])
