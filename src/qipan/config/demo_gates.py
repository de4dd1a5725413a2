"""The demonstration at its gates: steps that wait for a second person, one sent back, one passed by exception, one photo used twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from qipan.core.models import User
from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.pipeline.projects.models import Attachment, Project, Submission

WAN = 10_000 * 100
SITE = (37.4838, 114.6917)
# stage now → what is done with it
WAITS = ("admitted", "preparation", "completed")
PHOTOS = {"photo": "site.jpg", "equipment": "far.jpg"}


def lay(*, by: Mapping[str, User], photos: Path, on: date) -> int:
    """Bring a handful of projects to their gates. Once only; returns how many things wait now."""
    if Submission.objects.exists():
        return 0
    for stage in WAITS:
        _submit(_one(stage), by["investment"], photos, on)
    _send_back(_one("discussion"), by, photos, on)
    _except(_one("signed"), by, photos, on)
    _go_on(_one("registered"), by, photos, on)
    _attach(_one("started"), "photo", by["investment"], photos)  # the very photo that proves another project's start
    return Submission.objects.filter(state=Submission.State.WAITING).count()


def _one(stage: str) -> Project:
    """A project of the stage that nothing was done with yet: the one with most at stake."""
    rows = Project.objects.filter(stage=stage, status="ongoing", submissions__isnull=True, total_minor__isnull=False)
    return rows.order_by("-total_minor", "pk")[0]


def _submit(project: Project, by: User, photos: Path, on: date) -> Project:
    prepare(project, by, photos, on)
    following = queries.next_stage(project) or project.stage
    return projects.advance(
        project=project, to=following, by=by, on=on, reason=_("All papers are here; please look at them and confirm.")
    )


def _send_back(project: Project, by: Mapping[str, User], photos: Path, on: date) -> None:
    _submit(project, by["investment"], photos, on)
    row = project.submissions.get(state=Submission.State.WAITING)
    projects.send_back(
        submission=row, by=by["keyprojects"], on=on, words=_("The minutes do not name the conditions of the review.")
    )


def _except(project: Project, by: Mapping[str, User], photos: Path, on: date) -> None:
    paper = _attach(project, "decision", by["leader"], photos)
    projects.make_exception(
        project=project, to=queries.next_stage(project) or project.stage, by=by["leader"], on=on, document=paper,
        reason=_("Decided at the leading group's meeting: the licence follows within a month."),
    )  # fmt: skip


def _go_on(project: Project, by: Mapping[str, User], photos: Path, on: date) -> None:
    _submit(project, by["investment"], photos, on)
    row = project.submissions.get(state=Submission.State.WAITING)
    projects.confirm(submission=row, by=by["keyprojects"], on=on, words=_("Looked at the originals."))


def prepare(project: Project, by: User, photos: Path, on: date) -> None:
    """Everything the next gate asks, made up where the ledger has none."""
    following = queries.next_stage(project)
    if following is None:
        return
    values, own = _values(project, on), _own()
    for _round in range(2):  # mending a date may bring up the next
        codes = queries.missing(Project.objects.get(pk=project.pk), following, on)
        fields: dict[str, Any] = {}
        details: dict[str, Any] = {}
        for code in codes:
            kind, _colon, name = code.partition(":")
            first = name.split("|")[0]
            if kind == "evidence":
                _attach(project, name, by, photos)
            elif kind == "odd":
                fields[name.split(":")[0]] = None
            elif first in own:
                details[first] = own[first]
            elif first in ("total", "in_place", "phase_one", "registered"):
                share = {"total": 1, "phase_one": 2}.get(first, 5)
                minor = (project.total_minor or 10_000 * WAN) // share
                projects.put_amount(project=project, kind=first, minor=minor, by=by, on=on)
            elif first in values:
                fields |= values[first]
        project = Project.objects.get(pk=project.pk)
        if fields:
            project = projects.edit(project=project, values=fields, by=by, on=on)
        if details:
            projects.fill(project=project, values=details, by=by, on=on)
    projects.edit(
        project=Project.objects.get(pk=project.pk), values={"latitude": SITE[0], "longitude": SITE[1]}, by=by, on=on
    )


def _values(project: Project, on: date) -> dict[str, dict[str, Any]]:
    """Gate field → fields to write."""
    ago = lambda days: on - timedelta(days=days)  # noqa: E731
    start = project.start_on or ago(200)
    return {
        "content": {"content": _("Workshops and the lines in them")}, "investor": {"investor": _("Huaxin Group")},
        "industry": {"industry": _("Manufacture")}, "site": {"site": _("Development zone, Wei 3rd Road")}, "land_m2": {"land_m2": 66_700},
        "progress_words": {"progress_words": _("As planned")}, "owner_contact": {"owner_contact": _("Office of the firm")},
        "lead_org": {"lead_person": _("Duty officer")}, "signed_on": {"signed_on": ago(400)},
        "owner": {"owner_text": _("Project company of %(name)s") % {"name": project.name[:60]}},
        "legal_person": {"legal_person": _("As in the licence")}, "registered_on": {"registered_on": ago(320)},
        "code": {"code": f"2601-139900-04-01-{project.pk:06d}"}, "start_on": {"start_on": ago(20)},
        "end_on": {"end_on": max(ago(10), start)}, "production_on": {"production_on": max(ago(5), start)},
    }  # fmt: skip


def _own() -> dict[str, Any]:
    """The county's own fields of the stages."""
    return {
        "contract_class": "contract", "origin": "outside", "licence_no": "91139900MA0EXAMPLE", "scope": _("Manufacture"),
        "shareholders": _("Outside 80 %, local 20 %"), "approvals_plan": _("All approvals within 90 days"),
        "local_money": 2_000 * WAN, "outside_money": 8_000 * WAN, "accepted_scope": _("Phase one, whole"),
        "capacity": _("200,000 t a year"), "monthly_sales": 900 * WAN, "output": 30_000 * WAN, "tax": 1_200 * WAN, "jobs": 240,
    }  # fmt: skip


def _attach(project: Project, kind: str, by: User, photos: Path) -> Attachment:
    label = str(Attachment.Kind(kind).label)
    if kind in PHOTOS:
        upload = SimpleUploadedFile(f"{label}.jpg", (photos / PHOTOS[kind]).read_bytes())
    else:
        upload = SimpleUploadedFile(f"{label}.pdf", _page(f"{project.key} {kind}"))
    return projects.attach(project=project, upload=upload, kind=kind, by=by)


def _page(text: str) -> bytes:
    """A PDF of one page that says what it stands for."""
    stream = f"BT /F1 14 Tf 60 760 Td (Example paper: {text}) Tj ET".encode("ascii")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    )
