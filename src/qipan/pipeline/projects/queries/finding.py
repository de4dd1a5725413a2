"""Which project a line of another ledger speaks of: by its code, else by its name when only one project is called so."""

from __future__ import annotations

from collections.abc import Callable

from qipan.exchange import matching
from qipan.pipeline.projects.models import Project


def project_finder() -> Callable[[str], int | None]:
    """Made once a plan: words → id."""
    codes: dict[str, int] = {}
    names: dict[str, int | None] = {}
    for pk, code, name in Project.objects.values_list("pk", "code", "name"):
        if code:
            codes[code] = pk
        for spelling in {matching.tidy(name), matching.stem(name)}:
            names[spelling] = None if spelling in names else pk

    def find(words: str) -> int | None:
        return codes.get(words.strip()) or names.get(matching.tidy(words)) or names.get(matching.stem(words))

    return find
