"""Who may open a page. Every view declares it; a view that declares nothing is closed (see `middleware.AccessMiddleware`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from qipan.core.access import ABILITIES

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
SIGNED_IN = "signed-in"

# Views of the sign-in library, by address name: the library guards those that need an account itself.
LIBRARY_NAMESPACES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
# Nobody opens an account alone: the administrator does. No account hangs on a mail address, none is sent a new password by mail.
CLOSED_NAMES = (
    "account_signup", "account_signup_by_passkey", "socialaccount_signup", "account_email", "account_email_verification_sent",
    "account_confirm_email", "account_reset_password_done",
)  # fmt: skip


def needs(ability: str) -> Callable[[View], View]:
    """Only users with this ability."""
    if ability not in ABILITIES:
        raise ValueError(f"No such ability: {ability}")
    return _declare(ability)


def public(reason: str) -> Callable[[View], View]:
    """Open to everybody; the reason is read by reviewers and by tests/house."""
    if not reason:
        raise ValueError("Say why this page is public.")
    return _declare(PUBLIC)


def signed_in(view: View) -> View:
    """Everybody with an account, whatever their role."""
    return _declare(SIGNED_IN)(view)


def _declare(access: str) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare


def slow(view: View) -> View:
    """A POST that must not run inside one transaction (it hands work to a job, or streams)."""
    view.is_slow = True  # type: ignore[attr-defined]
    return view
