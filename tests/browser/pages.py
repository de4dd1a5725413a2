"""Every page there is: who looks at it and where it stands. An address that is no page says why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# name of the address → (part of the cast, path; {…} are keys of the small county)
PAGES: dict[str, tuple[str, str]] = {
    "account_login": ("", "/accounts/login/"),
    "account_logout": ("officer", "/accounts/logout/"),
    "account_inactive": ("", "/accounts/inactive/"),
    "account_reset_password": ("", "/accounts/password/reset/"),
    "account_reset_password_done": ("", "/accounts/password/reset/done/"),
    "account_reset_password_from_key_done": ("", "/accounts/password/reset/key/done/"),
    "account_change_password": ("officer", "/accounts/password/change/"),
    "account_email": ("officer", "/accounts/email/"),
    "account_reauthenticate": ("officer", "/accounts/reauthenticate/"),
    "mfa_index": ("officer", "/accounts/2fa/"),
    "mfa_activate_totp": ("officer", "/accounts/2fa/totp/activate/"),
    "mfa_add_webauthn": ("officer", "/accounts/2fa/webauthn/add/"),
    "mfa_list_webauthn": ("officer", "/accounts/2fa/webauthn/"),
    "socialaccount_connections": ("officer", "/accounts/3rdparty/"),
    "socialaccount_login_cancelled": ("", "/accounts/3rdparty/login/cancelled/"),
    "socialaccount_login_error": ("", "/accounts/3rdparty/login/error/"),
    "web:style": ("officer", "/web/style/"),
    "desk:index": ("officer", "/"),
    "desk:search": ("officer", "/search/?q=纸"),
    "exchange:index": ("officer", "/import/"),
    "exchange:remembered": ("officer", "/import/remembered/"),
    "exchange:detail": ("officer", "/import/{batch}/"),
    "exchange:records": ("officer", "/import/{batch}/records/"),
    "exchange:questions": ("officer", "/import/{batch}/questions/"),
    "exchange:sheet": ("officer", "/import/{batch}/sheets/0/"),
    "orgs:index": ("officer", "/orgs/"),
    "orgs:new": ("officer", "/orgs/new/"),
    "orgs:people": ("officer", "/orgs/people/"),
    "orgs:new_person": ("officer", "/orgs/people/new/"),
    "orgs:person": ("administrator", "/orgs/people/{person}/"),
    "orgs:edit_person": ("officer", "/orgs/people/{person}/edit/"),
    "orgs:open_account": ("administrator", "/orgs/people/{person}/account/"),
    "orgs:join": ("officer", "/orgs/posts/new/?person={person}"),
    "orgs:roles": ("administrator", "/orgs/roles/"),
    "orgs:audit": ("auditor", "/orgs/audit/"),
    "orgs:organisation": ("officer", "/orgs/{organisation}/"),
    "orgs:edit": ("officer", "/orgs/{organisation}/edit/"),
    "tasks:index": ("leader", "/tasks/"),
    "tasks:new": ("leader", "/tasks/new/"),
    "tasks:detail": ("clerk", "/tasks/{task}/"),
    "companies:index": ("officer", "/companies/"),
    "companies:new": ("officer", "/companies/new/"),
    "companies:duplicates": ("officer", "/companies/duplicates/"),
    "companies:merge": ("officer", "/companies/merge/?one={company}&other={twin}"),
    "companies:merge_find": ("officer", "/companies/merge/find/?one={company}&q=包装"),
    "companies:detail": ("officer", "/companies/{company}/"),
    "companies:edit": ("officer", "/companies/{company}/edit/"),
    "companies:new_contact": ("officer", "/companies/{twin}/contacts/new/"),
    "companies:edit_contact": ("officer", "/companies/{twin}/contacts/{contact}/"),
    "parks:index": ("officer", "/parks/"),
    "parks:land": ("officer", "/parks/land/"),
    "parks:new": ("officer", "/parks/new/"),
    "parks:parcel": ("officer", "/parks/parcels/{parcel}/"),
    "parks:edit_parcel": ("officer", "/parks/parcels/{parcel}/edit/"),
    "parks:detail": ("officer", "/parks/{park}/"),
    "parks:edit": ("officer", "/parks/{park}/edit/"),
    "parks:new_parcel": ("officer", "/parks/{park}/parcels/new/"),
    "chains:index": ("officer", "/chains/"),
    "chains:new": ("officer", "/chains/new/"),
    "chains:edit_segment": ("officer", "/chains/segments/{segment}/"),
    "chains:detail": ("officer", "/chains/{chain}/"),
    "chains:edit": ("officer", "/chains/{chain}/edit/"),
    "chains:new_segment": ("officer", "/chains/{chain}/segments/new/"),
    "factors:index": ("officer", "/factors/"),
    "factors:new": ("officer", "/factors/new/"),
    "factors:needs": ("officer", "/factors/needs/"),
    "factors:new_need": ("officer", "/factors/needs/new/"),
    "factors:edit_need": ("officer", "/factors/needs/{need}/"),
    "factors:edit_supply": ("officer", "/factors/supplies/{supply}/"),
    "factors:detail": ("officer", "/factors/{factor}/"),
    "factors:edit": ("officer", "/factors/{factor}/edit/"),
    "factors:new_supply": ("officer", "/factors/{factor}/supplies/new/"),
    "plans:index": ("officer", "/plans/"),
    "plans:new": ("officer", "/plans/new/"),
    "plans:detail": ("officer", "/plans/{plan}/"),
    "plans:edit": ("officer", "/plans/{plan}/edit/"),
    "plans:target": ("officer", "/plans/{plan}/targets/"),
    "projects:ledger": ("officer", "/projects/"),
    "projects:board": ("officer", "/projects/board/"),
    "projects:new": ("officer", "/projects/new/"),
    "projects:detail": ("officer", "/projects/{project}/"),
    "projects:edit": ("officer", "/projects/{project}/edit/"),
    "projects:history": ("officer", "/projects/{project}/history/"),
    "projects:act": ("officer", "/projects/{project}/move/"),
    "projects:act_on": ("officer", "/projects/{project}/solve/{blocker}/"),
}
_POST = "an act, reached by a form's POST; its answer is a page listed above"
_PART = "a part of a page or data for its script"
_AWAY = "leads to a page above or to another site"
_STATE = "needs a state of the library's own; walked through in test_accounts"
NO_PAGES: dict[str, str] = {
    "factors:export": "a workbook",
    "factors:remove": "a POST",
    "factors:remove_need": "a POST",
    "factors:remove_supply": "a POST",
    "account_signup": "closed: accounts are opened by the administrator",
        "socialaccount_signup": "closed: accounts are opened by the administrator",
    "account_set_password": "leads to changing it: every account that signed in has one",
    "account_email_verification_sent": "no account is verified by mail",
    "account_confirm_email": "no account is verified by mail",
    "account_confirm_login_code": _STATE,
    "account_reset_password_from_key": _STATE, "mfa_authenticate": _STATE, "mfa_reauthenticate": _STATE,
    "mfa_reauthenticate_webauthn": _STATE, "mfa_login_webauthn": _PART,
    "mfa_deactivate_totp": _STATE, "mfa_view_recovery_codes": _STATE, "mfa_generate_recovery_codes": _STATE,
    "mfa_download_recovery_codes": _STATE,
    "mfa_remove_webauthn": _STATE, "mfa_edit_webauthn": _STATE, "openid_connect_login": _AWAY, "openid_connect_callback": _AWAY,
    "web:language": _POST, "web:theme": _POST, "web:save_view": _POST, "web:forget_view": _POST, "web:saved_views": _PART,
    "web:style_rows": _PART, "web:style_cells": _PART, "web:style_sheet": _PART,
    "orgs:reset": _POST, "orgs:account_act": _POST, "orgs:leave": _POST, "orgs:hand_over": _POST, "orgs:verify": _POST,
    "tasks:answer": _POST, "tasks:close": _POST, "tasks:reopen": _POST, "tasks:withdraw": _POST,
    "companies:undo": _POST, "companies:remove_contact": _POST, "parks:check": _POST, "chains:remove_segment": _POST, "plans:drop": _POST,
    "projects:rows": _PART, "projects:paste": _POST, "projects:undo": _POST, "projects:layout": _POST, "projects:export": "a file",
    "exchange:upload": _POST, "exchange:cancel": _POST, "exchange:apply": _POST, "exchange:undo": _POST,
    "exchange:day": _POST, "exchange:forget": _POST,
    "exchange:correct": _POST, "exchange:settings": _POST, "exchange:progress": _PART, "exchange:rows": _PART, "exchange:source": "a file",
    "exchange:form": "a file", "projects:course": _PART, "projects:panel": _PART, "projects:move": _POST,
    "projects:more": _PART, "projects:file": "a file",
}  # fmt: skip


def names(patterns: list[Any] | None = None, namespace: str = "") -> Iterator[str]:
    """The name of every address, with its room's."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(
                pattern.url_patterns, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            )
        elif isinstance(pattern, URLPattern) and pattern.name:  # the library's old addresses have none
            yield f"{namespace}{pattern.name}"
