"""One screening: each figure beside its standard, the verdict, what would pass, conditions, the waiver."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from qipan.core import access
from qipan.pipeline.screening import actions, queries
from qipan.pipeline.screening.forms.acts import AdmitForm, ConditionForm, DecideForm, ProposeForm
from qipan.pipeline.screening.forms.figures import FiguresForm
from qipan.pipeline.screening.models import Screening
from qipan.pipeline.screening.views import shown
from qipan.web import edits
from qipan.web.access import needs


@needs("screening.see")
@require_GET
def detail(request: HttpRequest, key: UUID) -> HttpResponse:
    return draw(request, queries.one(request.user, key))


def draw(request: HttpRequest, screening: Screening, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The page, with the form that was refused if one was. `forms`: condition, propose."""
    on, user, project = shown.today(), request.user, screening.project
    with_money = access.able(user, "money.see")
    stands = queries.standing(project)
    is_last = stands.screening is not None and stands.screening.pk == screening.pk
    waiver = stands.waiver if is_last else None
    verdict = queries.verdict_of(screening)
    is_open, is_failed = screening.state == Screening.State.OPEN, screening.verdict == Screening.Verdict.FAIL
    outcome = stands.outcome if is_last else screening.verdict or verdict.verdict
    standard = queries.holding(project, on)
    context = {
        "screening": screening, "project": project, "standard": screening.standard, "is_open": is_open,
        "tag": shown.tag(outcome), "outcome": outcome, "verdict": verdict, "points": screening.points or verdict.points,
        "lines": shown.lines(screening, with_money=with_money), "with_money": with_money,
        "figures": shown.figures(screening, with_money=with_money),
        "ways": shown.ways(screening) if with_money else [], "stuck": shown.stuck(screening),
        "conditions": queries.conditions(screening), "waiver": waiver, "is_last": is_last,
        "is_outdated": is_open and standard is not None and standard.pk != screening.standard_id,
        "changed": bool(is_last and queries.changed_since(screening, project)),
        "past_waivers": [row for row in screening.waivers.select_related("decided_by") if row.state == "refused"],
        "can_condition": queries.may_condition(screening, waiver) and verdict.verdict in (("conditional",) if is_open else ("fail",)),
        "can_propose": is_last and is_failed and waiver is None and not any(f["state"] == "veto" for f in screening.findings),
        "can_decide": waiver is not None and waiver.state == "waiting" and waiver.proposed_by_id != user.pk,
        "is_mine": waiver is not None and waiver.state == "waiting" and waiver.proposed_by_id == user.pk,
        "can_admit": is_last and outcome in queries.PASSED and project.stage == "discussion" and not project.waiting_for,
        "condition_form": forms.get("condition") or ConditionForm(), "decide_form": DecideForm(),
        "propose_form": forms.get("propose") or ProposeForm(project=project), "admit_form": AdmitForm(),
        "crumbs": [*shown.crumbs(), (project.name, reverse("screening:project", args=[project.key]))],
    }  # fmt: skip
    return render(request, "screening/detail.html", context, status=status)


@needs("screening.edit")
@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, key: UUID) -> HttpResponse:
    """The figures the standard asks for; what the record says stands there already."""
    screening = queries.one(request.user, key)
    back = reverse("screening:detail", args=[key])
    if screening.state != Screening.State.OPEN:
        messages.error(request, _("This screening was decided and stands as it is. Screen again to change figures."))
        return redirect(back)
    form = FiguresForm(request.POST or None, screening=screening)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("who", "source")}
        version, values = edits.version_of(request), form.values()
        kept = edits.attempt(
            form,
            lambda: actions.tell(screening=screening, values=values, by=request.user, version=version, **said),  # type: ignore[arg-type]
            (
                actions.Named,
                lambda e: _("These words would say who the investor is, which is confidential before signing."),
            ),
            (actions.Decided, lambda e: _("It was decided meanwhile. Screen again to change figures.")),
        )
        if kept is not None:
            return redirect(back)
    sub = _("By “%(standard)s”. Leave empty what is not known: it is asked for, never assumed.")
    return edits.draw(
        request,
        form,
        title=screening.project.name,
        sub=sub % {"standard": screening.standard},
        back=back,
        version=screening.version,
        save=_("See the verdict"),
        crumbs=[*shown.crumbs(), (screening.project.name, reverse("screening:project", args=[screening.project.key]))],
    )
