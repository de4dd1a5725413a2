"""The columns of the board's tables. ``X0`` holds offsets: the entries of row ``i`` are ``X0`` of ``i`` to ``X0`` of ``i + 1``."""

from __future__ import annotations

# projects
ACTIVITY0 = 0
STAGE0 = 1
MODE0 = 2
MODE_FROM = 3
MODE_PAST = 4
HOLD0 = 5
TAKE0 = 6
GAP0 = 7
PARTNER0 = 8
LINK0 = 9
BASE = 10
MANDATORY = 11
BANNED = 12
# factors
KIND = 0
ROW0 = 1
LINE = 2
PRICE0 = 3
# stages
STAGE_ACTIVITY = 0
STAGE_LAG = 1
# activities
CALENDAR = 0
EARLIEST = 1
LATEST = 2
BEFORE = 3
MOVE_COST = 4
WORK0 = 5
WORK_STEP = 6
# works
DURATION = 0
USE0 = 1
GAIN0 = 2
OPTION0 = 3
# uses
USE_FACTOR = 0
USE_AMOUNT = 1
USE_TOTAL = 2
# gains
GAIN_ROW = 0
GAIN_TARGET = 1
# options
OPTION_VALUE = 0
OPTION_USE0 = 1
OPTION_GAIN0 = 2
# holds
HOLD_FACTOR = 0
HOLD_AMOUNT = 1
# takes
TAKE_FACTOR = 0
TAKE_AMOUNT = 1
# gaps
GAP_OTHER = 0
GAP_LAG = 1
GAP_AFTER = 2
# links
LINK_BEFORE = 0
LINK_AFTER = 1
LINK_LAG = 2

TABLES = {
    "projects": (
        "activity0",
        "stage0",
        "mode0",
        "mode_from",
        "mode_past",
        "hold0",
        "take0",
        "gap0",
        "partner0",
        "link0",
        "base",
        "mandatory",
        "banned",
    ),
    "factors": ("kind", "row0", "line", "price0"),
    "stages": ("stage_activity", "stage_lag"),
    "activities": ("calendar", "earliest", "latest", "before", "move_cost", "work0", "work_step"),
    "works": ("duration", "use0", "gain0", "option0"),
    "uses": ("use_factor", "use_amount", "use_total"),
    "gains": ("gain_row", "gain_target"),
    "options": ("option_value", "option_use0", "option_gain0"),
    "holds": ("hold_factor", "hold_amount"),
    "takes": ("take_factor", "take_amount"),
    "gaps": ("gap_other", "gap_lag", "gap_after"),
    "links": ("link_before", "link_after", "link_lag"),
}

COLUMNS = tuple(column for columns in TABLES.values() for column in columns)
