"""Acts on a lead: one table of what each asks and does; a page with a form each, so that it works without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from qipan.core import access
from qipan.pipeline.leads import actions, forms, queries
from qipan.pipeline.leads.models import Lead, Transfer
from qipan.pipeline.leads.views import shown
from qipan.territory.orgs import queries as orgs
from qipan.web import edits
from qipan.web.access import needs

Given = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """`form(user, lead, data)` reads what it asks; `do(user, lead, given, version)` does it; `note` says what it means."""

    label: Any
    icon: str
    form: Callable[[Any, Lead, Any], django_forms.Form]
    do: Callable[[Any, Lead, Given, int | None], Any]
    note: Any = ""


def _today() -> Any:
    return timezone.localdate()


def _plain(kind: type[django_forms.Form]) -> Callable[[Any, Lead, Any], django_forms.Form]:
    return lambda user, lead, data: kind(data)


ACTS: dict[str, Act] = {
    "respond": Act(
        gettext_lazy("Respond"), "message", _plain(forms.RespondForm),
        lambda u, lead, g, v: actions.respond(by=u, lead=lead, on=_today(), words=g["words"], version=v),
        gettext_lazy("The first response: the clock of one day stops."),
    ),
    "follow": Act(
        pgettext_lazy("act", "Follow"), "target-arrow", _plain(forms.FollowForm),
        lambda u, lead, g, v: actions.follow(by=u, lead=lead, on=_today(), reason=g["reason"], version=v),
        gettext_lazy("Judged by industry, market, technology, environment, energy and benefit: worth following."),
    ),
    "park": Act(
        pgettext_lazy("act", "Park"), "player-pause", _plain(forms.ParkForm),
        lambda u, lead, g, v: actions.park(by=u, lead=lead, on=_today(), until=g["until"], reason=g["reason"], version=v),
        gettext_lazy("Not now. On the day it comes back to the desk."),
    ),
    "refuse": Act(
        pgettext_lazy("act", "Refuse"), "ban", _plain(forms.RefuseForm),
        lambda u, lead, g, v: actions.refuse(by=u, lead=lead, on=_today(), kind=g["kind"], reason=g["reason"], version=v),
    ),
    "reopen": Act(
        gettext_lazy("Open again"), "arrow-back-up", _plain(forms.WordsForm),
        lambda u, lead, g, v: actions.reopen(by=u, lead=lead, on=_today(), reason=g["reason"], version=v),
        gettext_lazy("A new triage is owed from today."),
    ),
    "experts": Act(
        gettext_lazy("Ask experts"), "users", _plain(forms.EmptyForm),
        lambda u, lead, g, v: actions.ask_experts(by=u, lead=lead, version=v),
        gettext_lazy("The triage then has the longer time of the rules."),
    ),
    "answer": Act(
        gettext_lazy("Referrer answered"), "send", _plain(forms.EmptyForm),
        lambda u, lead, g, v: actions.answer_referrer(by=u, lead=lead, on=_today(), version=v),
        gettext_lazy("Whoever brought the lead has heard what became of it."),
    ),
    "claim": Act(
        gettext_lazy("Claim the first contact"), "flag", lambda u, lead, data: forms.ClaimForm(data, units=queries.units_of(u)),
        lambda u, lead, g, v: actions.lodge(by=u, lead=lead, on=_today(), **g),
        gettext_lazy("The other unit hears of it and sees your unit and the day. The office decides."),
    ),
    "decide": Act(
        gettext_lazy("Decide who was first"), "gavel", lambda u, lead, data: forms.DecideForm(data, lead=lead),
        lambda u, lead, g, v: actions.decide(by=u, claim=g["claim"], on=_today(), reason=g["reason"]),
        gettext_lazy("That unit holds the first contact and its credit, and follows the lead."),
    ),
    "transfer": Act(
        pgettext_lazy("lead", "Hand over"), "arrows-exchange", lambda u, lead, data: forms.TransferForm(data, lead=lead),
        lambda u, lead, g, v: actions.propose(by=u, lead=lead, on=_today(), **g),
        gettext_lazy("The shares are of the credit this unit holds; together they make 100."),
    ),
    "name": Act(
        gettext_lazy("Name a leader"), "user-plus", _plain(forms.NameForm),
        lambda u, lead, g, v: actions.name_reader(by=u, lead=lead, person=g["person"], on=_today()),
        gettext_lazy("From then on this person may know who the investor is."),
    ),
    "open-up": Act(
        gettext_lazy("No longer confidential"), "lock-open", _plain(forms.WordsForm),
        lambda u, lead, g, v: actions.open_up(by=u, lead=lead, reason=g["reason"]),
        gettext_lazy("Everybody who reaches the lead then reads who the investor is. The history keeps your reason."),
    ),
    "join": Act(
        gettext_lazy("Join with another"), "arrows-join",
        lambda u, lead, data: forms.JoinForm(data, seen=queries.visible_to(u).exclude(pk=lead.pk)),
        lambda u, lead, g, v: actions.join(by=u, lead=lead, into=g["into"], on=_today(), reason=g["reason"]),
        gettext_lazy("Both are one investor: this one ends there, and its first contact becomes a claim."),
    ),
}  # fmt: skip

REFUSALS: tuple[tuple[type[Exception], Callable[[Any], str]], ...] = (
    (actions.NotNow, lambda _e: _("The lead no longer stands where this can be done.")),
    (actions.NoReason, lambda _e: _("Say why.")),
    (actions.BadDay, lambda e: _("Choose a day after today and until %(day)s.") % {"day": e.latest.isoformat()}),
    (actions.Twice, lambda _e: _("This unit has a claim on it already.")),
    (actions.Waits, lambda _e: _("A transfer of this lead waits for its answer already.")),
    (actions.OwnHand, lambda _e: _("You proposed it yourself: somebody else answers.")),
    (
        actions.BadShares,
        lambda e: (
            _("The first contact keeps at least %(least)s percent.") % {"least": e.least}
            if e.least
            else _("The two shares make 100.")
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Button:
    name: str
    label: Any
    icon: str
    is_next: bool


def buttons(offered: Iterable[str]) -> list[Button]:
    return [Button(name, ACTS[name].label, ACTS[name].icon, n == 0) for n, name in enumerate(offered)]


@needs("leads.see")
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, key: UUID, name: str) -> HttpResponse:
    """The page of one act: what it means, what it asks. Who may do it is said by `queries.acts`."""
    if name not in ACTS:
        raise Http404(name)
    lead, user = queries.one(request.user, key), request.user
    if name not in queries.acts(user, lead, knows=queries.knows(user, lead)):
        raise PermissionDenied(name)
    chosen = ACTS[name]
    version = edits.version_of(request) if request.method == "POST" else lead.version
    form = chosen.form(user, lead, request.POST if request.method == "POST" else None)
    back = reverse("leads:detail", args=[key])
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and edits.attempt(form, lambda: chosen.do(user, lead, form.cleaned_data, version), *REFUSALS):
        messages.success(request, _("Done."))
        return redirect(back)
    return edits.draw(
        request, form, title=str(chosen.label), sub=str(lead), back=back, version=version, save=str(chosen.label),
        note=chosen.note, crumbs=shown.crumbs((lead.number, back)),
    )  # fmt: skip


@needs("leads.see")
@require_POST
def transfer_act(request: HttpRequest, key: UUID, transfer: UUID, name: str) -> HttpResponse:
    """agree · refuse · decide · withdraw"""
    lead, user, on = queries.one(request.user, key), request.user, _today()
    row = get_object_or_404(lead.transfers.select_related("giver", "taker"), key=transfer)
    if not _may_answer(user, row, name):
        raise PermissionDenied(name)
    reason = request.POST.get("reason", "")
    verbs: dict[str, Callable[[], Any]] = {
        "agree": lambda: actions.agree(by=user, transfer=row, on=on),
        "refuse": lambda: actions.refuse_transfer(by=user, transfer=row, on=on, reason=reason),
        "decide": lambda: actions.decide_transfer(by=user, transfer=row, on=on, reason=reason),
        "withdraw": lambda: actions.withdraw_transfer(by=user, transfer=row, on=on),
    }
    return _done(request, key, verbs[name])


def _may_answer(user: Any, row: Transfer, name: str) -> bool:
    ours = orgs.scope_of(user).organisation_ids
    if name in ("agree", "refuse"):
        return row.taker_id in ours and access.able(user, "leads.edit")
    if name == "decide":
        return access.able(user, "leads.decide")
    return row.proposed_by_id == user.pk


@needs("leads.see")
@require_POST
def withdraw_claim(request: HttpRequest, key: UUID, claim: UUID) -> HttpResponse:
    """A unit takes its own claim back."""
    lead, user = queries.one(request.user, key), request.user
    row = get_object_or_404(lead.claims.select_related("lead"), key=claim)
    if row.unit_id not in orgs.scope_of(user).organisation_ids or not access.able(user, "leads.edit"):
        raise PermissionDenied("claim")
    return _done(request, key, lambda: actions.withdraw_claim(by=user, claim=row))


@needs("leads.see")
@require_POST
def forget_reader(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """A person who was named is to know no longer."""
    lead, user = queries.one(request.user, key), request.user
    if not (queries.knows(user, lead) and queries.handles(user, lead)):
        raise PermissionDenied("readers")
    row = get_object_or_404(lead.readers.select_related("person"), pk=pk)
    return _done(request, key, lambda: actions.forget_reader(by=user, reader=row))


def _done(request: HttpRequest, key: UUID, verb: Callable[[], Any]) -> HttpResponse:
    try:
        verb()
    except tuple(kind for kind, _words in REFUSALS) as why:
        messages.error(request, next(words(why) for kind, words in REFUSALS if isinstance(why, kind)))
    else:
        messages.success(request, _("Done."))
    return redirect("leads:detail", key=key)
