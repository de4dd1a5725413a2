"""The small county before the access standards: one in force for an industry nobody here has, a draft, a fail and one being filled in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def screenings(county: Any) -> None:
    """Projects named by hand, so that the gates of the other stories stay as they are."""
    from qipan.pipeline.projects.models import Project
    from qipan.pipeline.screening import actions, seeds

    by, on = county.cast.investment, county.on
    sheet = seeds.sheets()["longchang-glass"]
    values = {
        "name": "隆昌 · 玻璃制品", "industries": ["玻璃", "glass"], "source": sheet.source, "criteria": sheet.criteria,
        "effective_from": date(2022, 12, 25),
    }  # fmt: skip
    held = actions.put_in_force(standard=actions.draft(values=values, by=by), by=by, on=on)
    draft = actions.draft(values={**values, "effective_from": on + timedelta(days=30)}, by=by)
    first, second = Project.objects.filter(stage="discussion").order_by("-pk")[:2]
    fails = actions.begin(project=first, by=by, on=on, standard=held)
    told = {"fai": ("15000", "wan"), "land": ("100", "mu"), "tax": ("700", "wan"), "output": ("25000", "wan")}
    fails = actions.tell(
        screening=fails, values={**told, "yes:requirements": ("1", "yes")}, by=by, who="投资方经理", source="可研报告"
    )
    home = county.cast.organisation("clerk")
    actions.decide(screening=fails, by=by, on=on)
    actions.add_condition(screening=fails, text="二期亩均税收达标", organisation=home, days=365, by=by)
    begun = actions.begin(project=second, by=by, on=on, standard=held)
    county.known |= {
        "standard": str(draft.key), "screening": str(fails.key), "screening_open": str(begun.key), "screened": str(first.key),
    }  # fmt: skip
