"""Projects: the one record of a project."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "qipan.pipeline.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
