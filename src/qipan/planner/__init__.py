"""The planner: a coordination problem as frozen data, a solver with a proven bound, a plan that checks itself.

Pure Python and numpy; numba makes it fast, ortools searches small boards to the end. No Django, no county.
"""

from qipan.planner.assignment import Assignment
from qipan.planner.calendar import Calendar, Curve
from qipan.planner.certificate import verify
from qipan.planner.check import Violation, check
from qipan.planner.explain import Bottleneck, Reason, bottlenecks, explain
from qipan.planner.factor import Parcel, Renewable, Supply, Use
from qipan.planner.json import from_json, to_json
from qipan.planner.plan import Certificate, Plan
from qipan.planner.problem import Problem
from qipan.planner.project import Activity, Choice, Gain, Link, Pace, Project
from qipan.planner.refusal import Refusal
from qipan.planner.rule import Bundle, Exclusive, Gap, Pin, Stability
from qipan.planner.simulate import Outlook, Uncertainty, simulate
from qipan.planner.solving import solve
from qipan.planner.target import Target, Tier
from qipan.planner.validate import Issue, validate
from qipan.planner.what_if import Difference, Level, More, diff, settle, what_if, worth_of_more

__all__ = [
    "Activity", "Assignment", "Bottleneck", "Bundle", "Calendar", "Certificate", "Choice", "Curve", "Difference", "Exclusive", "Gain",
    "Gap", "Issue", "Level", "Link", "More", "Outlook", "Pace", "Parcel", "Pin", "Plan", "Problem", "Project", "Reason", "Refusal",
    "Renewable", "Stability", "Supply", "Target", "Tier", "Uncertainty", "Use", "Violation", "bottlenecks", "check", "diff", "explain",
    "from_json", "settle", "simulate", "solve", "to_json", "validate", "verify", "what_if", "worth_of_more",
]  # fmt: skip
