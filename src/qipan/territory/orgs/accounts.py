"""Accounts of people: opened by an administrator, never with a password somebody else knows."""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from qipan.core import audit, changes
from qipan.core.models import User
from qipan.territory.orgs.models import Membership, Person


class NameTaken(Exception):
    """Somebody signs in with this name already."""


class HasAccount(Exception):
    """The person has an account."""


class OwnAccount(Exception):
    """Nobody locks, or strips the second factor of, the account they are signed in with."""


def open_account(*, by: User | None, person: Person, username: str, language: str = "") -> User:
    """An account without a password: its owner sets one through a one-time link."""
    if person.user_id:
        raise HasAccount(person.name)
    username = username.strip()
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        raise NameTaken(username) from error
    with transaction.atomic():
        if User.objects.filter(username__iexact=username).exists():
            raise NameTaken(username)
        user = User(username=username, display_name=person.name[:80], email=person.email, language=language)
        user.set_unusable_password()
        user.save()
        changes.change(person, by=by, values={"user": user}, action="open-account")
        _note(user, by, "open", username=[None, username])
    return user


def reset_path(user: User) -> str:
    """The address, good once and for a few days, under which the owner sets a new password."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)},
    )


def note_reset(*, by: User | None, user: User) -> str:
    """Make a link and say in the audit chain that it was made, not what it is."""
    with transaction.atomic():
        _note(user, by, "reset-link")
    return reset_path(user)


def lock(*, by: User | None, user: User) -> None:
    """Close the account: its sessions end with the next request."""
    if by and by.pk == user.pk:
        raise OwnAccount(user.username)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=False)
        _note(user, by, "lock", is_active=[True, False])


def unlock(*, by: User | None, user: User) -> None:
    """Open it again, and forget failed attempts."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(is_active=True)
        AccessAttempt.objects.filter(username=user.username).delete()
        _note(user, by, "unlock", is_active=[False, True])


def remove_factors(*, by: User | None, user: User) -> int:
    """Take away the second factors of somebody who lost their device. Refuses one's own."""
    if by and by.pk == user.pk:
        raise OwnAccount(user.username)
    with transaction.atomic():
        kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        Authenticator.objects.filter(user=user).delete()
        if kinds:
            _note(user, by, "remove-factors", factors=[kinds, None])
    return len(kinds)


def end_sessions(*, by: User | None, user: User) -> int:
    """Sign the account out everywhere."""
    mine = [s.pk for s in Session.objects.all().iterator() if s.get_decoded().get("_auth_user_id") == str(user.pk)]
    with transaction.atomic():
        Session.objects.filter(pk__in=mine).delete()
        _note(user, by, "end-sessions")
    return len(mine)


def demo_accounts() -> list[dict[str, str]]:
    """Accounts of the demonstration, one a role, for its sign-in page."""
    held = Membership.objects.filter(role__isnull=False, person__user__is_active=True).select_related(
        "person__user", "role", "organisation"
    )
    return [
        {"username": m.person.user.username, "role": str(m.role), "name": f"{m.person.name} · {m.organisation}"}
        for m in held.order_by("role_id", "pk")
    ]


def factors_of(user_ids: list[int]) -> dict[int, list[str]]:
    """Second factors by account; recovery codes alone are none."""
    found: dict[int, list[str]] = {}
    for user_id, kind in Authenticator.objects.filter(user_id__in=user_ids).values_list("user_id", "type"):
        if kind != Authenticator.Type.RECOVERY_CODES:
            found.setdefault(user_id, []).append(kind)
    return found


def _note(user: User, by: User | None, action: str, **fields: list[object]) -> None:
    audit.append([audit.Act(f"account.{action}", "core.user", user.key, str(user)[:300], dict(fields))], by=by)
