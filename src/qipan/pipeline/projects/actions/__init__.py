"""Verbs of a project. Each is one transaction: the rows, the audit entry, the event."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from qipan.core.changes import Stale
from qipan.pipeline.projects.actions.correcting import Changed, Line, TooMany, correct, mark, try_out
from qipan.pipeline.projects.actions.faring import set_status
from qipan.pipeline.projects.actions.figures import refresh
from qipan.pipeline.projects.actions.files import Refused, attach, remove, stored
from qipan.pipeline.projects.actions.growing import carry, open_from_lead
from qipan.pipeline.projects.actions.money import put_amount, report
from qipan.pipeline.projects.actions.moving import (
    GateClosed,
    NotNeeded,
    NotYours,
    ReasonNeeded,
    Settled,
    Waiting,
    admit,
    advance,
    confirm,
    make_exception,
    send_back,
    withdraw,
)
from qipan.pipeline.projects.actions.opening import (
    Duplicate,
    Emptied,
    Fixed,
    Gated,
    Named,
    Nonsense,
    create,
    edit,
    fill,
    make_findable,
    set_dates,
)
from qipan.pipeline.projects.actions.pasting import Cell, Newer, Pasted, Undone, paste, undo
from qipan.pipeline.projects.actions.statistics import ProofLacking, enter_statistics, leave_statistics
from qipan.pipeline.projects.actions.work import (
    AlreadySolved,
    add_blocker,
    assign_slot,
    choose_care,
    drop_milestone,
    put_milestone,
    solve_blocker,
)

if TYPE_CHECKING:
    from qipan.pipeline.projects.actions.monthly import UnitMonth, unit_months
    from qipan.pipeline.projects.actions.nightly import refresh_lights
    from qipan.pipeline.projects.actions.replay import replay_lights

__all__ = [
    "AlreadySolved",
    "Cell",
    "Changed",
    "Duplicate",
    "Emptied",
    "Fixed",
    "GateClosed",
    "Gated",
    "Line",
    "Named",
    "Newer",
    "Nonsense",
    "NotNeeded",
    "NotYours",
    "Pasted",
    "ProofLacking",
    "ReasonNeeded",
    "Refused",
    "Settled",
    "Stale",
    "TooMany",
    "Undone",
    "UnitMonth",
    "Waiting",
    "add_blocker",
    "admit",
    "advance",
    "assign_slot",
    "attach",
    "carry",
    "choose_care",
    "confirm",
    "correct",
    "create",
    "drop_milestone",
    "edit",
    "enter_statistics",
    "fill",
    "leave_statistics",
    "make_exception",
    "make_findable",
    "mark",
    "open_from_lead",
    "paste",
    "put_amount",
    "put_milestone",
    "refresh",
    "refresh_lights",
    "remove",
    "replay_lights",
    "report",
    "send_back",
    "set_dates",
    "set_status",
    "solve_blocker",
    "stored",
    "try_out",
    "undo",
    "unit_months",
    "withdraw",
]

# What adds up the whole ledger works with numpy, a sixth of what starting a process takes: loaded when it is called for.
_BY_NIGHT = {"UnitMonth": "monthly", "unit_months": "monthly", "refresh_lights": "nightly", "replay_lights": "replay"}


def __getattr__(name: str) -> Any:
    if name not in _BY_NIGHT:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_BY_NIGHT[name]}"), name)
    globals()[name] = found
    return found
