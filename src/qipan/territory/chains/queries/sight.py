"""Who sees the chain map: it names nobody's secrets, so every role that may look sees all of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from qipan.core import access
from qipan.territory.chains.models import Chain, Node, Target

CHAIN = "chains.chain"
NODE = "chains.node"


def visible_to(user: Any) -> QuerySet[Chain]:
    return Chain.objects.all() if access.able(user, "chains.see") else Chain.objects.none()


def nodes_visible_to(user: Any) -> QuerySet[Node]:
    return Node.objects.filter(segment__chain__in=visible_to(user)).select_related("segment__chain")


def targets_visible_to(user: Any) -> QuerySet[Target]:
    return Target.objects.filter(node__segment__chain__in=visible_to(user)).select_related("node__segment__chain")
