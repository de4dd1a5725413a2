"""What supervision shows on a project's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from qipan.core import changes
from qipan.pipeline.projects.models import Project


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["leader", "officer"])
def test_the_panel_of_a_project_without_notices_is_drawn(cast: Any, sign_in: Any, who: str) -> None:
    project = changes.create(Project(name="甲", plain_name="甲", light="red"), by=None)

    answer = sign_in(getattr(cast, who)).get(reverse("supervision:panel", args=["project", project.key]))

    assert answer.status_code == 200
