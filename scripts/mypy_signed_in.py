"""Tells mypy two things of a request in our views: `user` is our User, since every view is closed to who is not signed in
(`web.middleware.AccessMiddleware`), and `htmx` is there (django-htmx's middleware)."""

from __future__ import annotations

from collections.abc import Callable

from mypy.nodes import MDEF, SymbolTableNode, Var
from mypy.plugin import AttributeContext, ClassDefContext, Plugin
from mypy.types import AnyType, Instance, Type, TypeOfAny

REQUEST = "django.http.request.HttpRequest"


class SignedIn(Plugin):
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return _our_user if fullname == f"{REQUEST}.user" else None

    def get_customize_class_mro_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        return _with_htmx if fullname == REQUEST else None


def _our_user(context: AttributeContext) -> Type:
    symbol = context.api.modules["qipan.core.models"].names.get("User")  # type: ignore[attr-defined]
    return Instance(symbol.node, []) if symbol and symbol.node else context.default_attr_type


def _with_htmx(context: ClassDefContext) -> None:
    details = Var("htmx", AnyType(TypeOfAny.explicit))
    details.info = context.cls.info
    details._fullname = f"{REQUEST}.htmx"
    context.cls.info.names["htmx"] = SymbolTableNode(MDEF, details)


def plugin(version: str) -> type[Plugin]:
    return SignedIn
