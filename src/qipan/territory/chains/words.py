"""How the states of a node are called, what they mean, and how they are coloured."""

from __future__ import annotations

from django.utils.translation import gettext_lazy, pgettext_lazy

STATE_LABELS = {
    "held": pgettext_lazy("chain node", "Held"),
    "thin": gettext_lazy("Thin"),
    "coming": pgettext_lazy("chain node", "On the way"),
    "weak": pgettext_lazy("chain node", "Weak"),
    "gap": gettext_lazy("Gap"),
}
STATE_MEANINGS = {
    "held": gettext_lazy("at least %(firms)s local firms"),
    "thin": gettext_lazy("fewer"),
    "coming": gettext_lazy("missing, a signed project is on its way"),
    "weak": gettext_lazy("a firm is here, yet it is called a gap"),
    "gap": gettext_lazy("nobody"),
}
STATE_TONES = {"held": "green", "thin": "yellow", "coming": "blue", "weak": "yellow", "gap": "red"}
