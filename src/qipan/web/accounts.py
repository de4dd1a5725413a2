"""How people sign in: nobody opens an account alone; a county's own directory may (OpenID Connect)."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from qipan.core.models import User


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_user_display(self, user: Any) -> str:
        return str(user)


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Who the county's directory vouches for: the account of that user name, or a new one that opens nothing until it gets a post."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """The first time, tie the directory's entry to the account the administrator opened under the same name."""
        if sociallogin.is_existing:
            return
        name = sociallogin.account.extra_data.get("userinfo", sociallogin.account.extra_data).get(
            "preferred_username", ""
        )
        held = User.objects.filter(username__iexact=name).first() if name else None
        if held:
            sociallogin.connect(request, held)
