"""While the lead behind a project is confidential, nothing written at its screening says who the investor is."""

from __future__ import annotations

from typing import Any

import pytest

from qipan.pipeline.screening import actions
from tests.pipeline.leads.conftest import INVESTOR, PHONE, registered
from tests.pipeline.screening.test_life import GLASS, minutes, project, screened, standard, today

pytestmark = pytest.mark.django_db
__all__ = ["registered"]


@pytest.mark.parametrize("words", [INVESTOR, f"总经理 {PHONE}"])
def test_words_that_name_the_investor_are_refused_wherever_they_are_written(
    cast: Any, registered: Any, words: str
) -> None:
    standard(cast.investment)
    held = project("特种玻璃项目", investor="", lead=registered())
    row = actions.begin(project=held, by=cast.investment, on=today())

    with pytest.raises(actions.Named):
        actions.tell(screening=row, values=GLASS, by=cast.investment, who=words)
    home = cast.organisation("clerk")
    with pytest.raises(actions.Named):
        actions.add_condition(screening=row, text=words, organisation=home, days=9, by=cast.investment)
    row = screened(cast, held, tax=("700", "wan"))
    paper = minutes(held, cast.investment)
    with pytest.raises(actions.Named):
        actions.propose(screening=row, reason=words, minutes=paper, by=cast.investment, on=today())
