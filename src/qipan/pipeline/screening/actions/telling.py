"""Who proposed a waiver hears what a second person decided."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from qipan.notify import actions as notify
from qipan.notify.kinds import Kind
from qipan.pipeline.screening.models import Waiver

WAIVERS = Kind("waiver", _("A waiver I proposed is decided"), "gavel", order=27)
GRANTED = gettext_noop("The waiver for %(project)s was granted. %(words)s")
REFUSED = gettext_noop("The waiver for %(project)s was refused: %(words)s")


def decided(waiver: Waiver) -> None:
    """Tell the proposer, once."""
    is_granted = waiver.state == Waiver.State.GRANTED
    notify.tell(
        [waiver.proposed_by],
        kind=WAIVERS.code,
        words=GRANTED if is_granted else REFUSED,
        figures={"project": waiver.screening.project.name, "words": waiver.words},
        fact=f"waiver:{waiver.key}",
        url=reverse("screening:detail", args=[waiver.screening.key]),
    )
