"""What the cells of a chain map mean: yes and no, several firms, codes, and where a row stands."""

from __future__ import annotations

import re
from typing import Any

from qipan.core import changes
from qipan.core.models import User
from qipan.exchange.simple import Finder
from qipan.exchange.targets import Draft
from qipan.territory.chains import rules, seeds
from qipan.territory.chains.queries.finding import BETWEEN
from qipan.territory.companies import queries as companies
from qipan.territory.companies import rules as company_rules

_PARTS = re.compile(r"[、;；\n，]|,(?!\s*(?:Ltd|Inc|Co|LLC)\b)")
_YES = {"是", "有", "缺", "缺口", "关键", "yes", "y", "true", "1", "√"}


def is_yes(text: Any) -> bool:
    return str(text).strip().lower() in _YES


def firm_names(text: str) -> list[str]:
    """ "甲公司、乙公司" as two; the comma of "Co., Ltd." does not part them."""
    return list(dict.fromkeys(part.strip() for part in _PARTS.split(text or "") if part.strip()))


def codes(text: Any) -> list[str]:
    """Codes of the classification as it writes them; what is none is left out."""
    parts = re.split(r"[、;；,，\s/]+", str(text))
    return list(dict.fromkeys(code for part in parts if (code := rules.plain_code(part, seeds.letters()))))


def firm_finder() -> Finder:
    index = companies.company_index()
    return lambda text: index.get(company_rules.plain_name(text))


def path(draft: Draft, *keys: str) -> str:
    """ "chain / segment / node" of a row, as far as it says."""
    return BETWEEN.join(str(draft.data.get(key, "") or "").strip() for key in keys)


def delete(*, by: User | None, record: Any, reason: str, source: Any) -> None:
    changes.delete(record, by=by, reason=reason, source=source)
