"""What a ledger's column is. Declared once by a room's `ledger.py`; the grid, Excel in and out, JSON and docs come from it.

Pure: no database, no request. Labels may be lazy translations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of this column holds, hence how it is read, shown, sorted and aligned."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    MONEY = "money"
    AREA = "area"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DATE_RANGE = "date_range"
    PERSON = "person"
    PHONE = "phone"
    ORGANISATION = "organisation"
    COMPANY = "company"
    REGION = "region"
    PARK = "park"
    CHAIN = "chain"
    CHOICE = "choice"
    LIGHT = "light"
    POSITION = "position"
    FLAG = "flag"
    SERIAL = "serial"
    CHECK = "check"


class Secrecy(StrEnum):
    """Field class (`trust.md` 2.2): who may see a value follows from the role's abilities."""

    PUBLIC = "public"
    INTERNAL = "internal"
    MONEY = "money"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a ledger.

    `words` are header spellings met in the wild, Chinese and English, as printed (matching strips spaces, brackets' units and width).
    `choices` maps a stored value to the spellings that mean it.
    `periodic` money carries a period in its header ("2010年1-7月完成投资").
    `outcome` names the column this one is once its period is over: a year's expected investment becomes its completed one.
    `group` names a header group under which the bare `words` mean this column ("项目业主单位" over "联系人").
    """

    key: str
    label: object
    kind: Kind = Kind.TEXT
    words: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    periodic: bool = False
    outcome: str = ""
    secrecy: Secrecy = Secrecy.INTERNAL
    editable: bool = True
    importable: bool = True
    shown: bool = True
    width: int = 120
    help: object = ""
