"""Tells mypy that `request.user` is our User: every view is closed to who is not signed in (`web.middleware.AccessMiddleware`)."""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type

USER = "qipan.core.models.User"


class SignedIn(Plugin):
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return _our_user if fullname == "django.http.request.HttpRequest.user" else None


def _our_user(context: AttributeContext) -> Type:
    symbol = context.api.modules["qipan.core.models"].names.get("User")  # type: ignore[attr-defined]
    return Instance(symbol.node, []) if symbol and symbol.node else context.default_attr_type


def plugin(version: str) -> type[Plugin]:
    return SignedIn
