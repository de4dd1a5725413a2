"""A file beside what it is said to prove: when and where it was taken, how far from the project, and whether it was used before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from qipan.core import units
from qipan.pipeline.projects import queries, rules
from qipan.pipeline.projects.models import Attachment, Project

FAR_M = 2000


@dataclass(slots=True)
class Seen:
    """`twins`: other projects with the very same file; None among them is one this reader does not see."""

    file: Attachment
    apart_m: int | None = None
    is_far: bool = False
    twins: list[Project | None] = field(default_factory=list)

    @property
    def distance(self) -> str:
        if self.apart_m is None:
            return ""
        if self.apart_m < 1000:
            return _("%(metres)s m from the project") % {"metres": self.apart_m}
        return _("%(km)s km from the project") % {"km": units.figure(self.apart_m / 1000, 1)}

    @property
    def digest(self) -> str:
        return self.file.sha256[:12]


def seen(project: Project, files: Sequence[Attachment], user: Any, gates: Mapping[str, Any]) -> list[Seen]:
    """Every file with what its bytes say; one question more where a file was used twice."""
    used = queries.twins(files, user)
    here = None
    if project.latitude is not None and project.longitude is not None:
        here = (project.latitude, project.longitude)
    far = int(gates.get("far_m", FAR_M))
    found = []
    for row in files:
        one = Seen(row, twins=used.get(row.sha256, []))
        if here and row.latitude is not None and row.longitude is not None:
            one.apart_m = rules.apart_m(here, (row.latitude, row.longitude))
            one.is_far = one.apart_m > far
        found.append(one)
    return found
