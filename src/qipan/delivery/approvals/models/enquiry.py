"""A project's answers to the questions that tell which approvals it needs."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from qipan.core.models import Record
from qipan.pipeline.projects.models import Project


class Enquiry(Record):
    """ "Know your approvals" of one project: the answers and the day the handling sets out."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="+", verbose_name=_("project"))
    answers = models.JSONField(_("answers"), default=dict)
    start_on = models.DateField(_("setting out on"))

    class Meta:
        verbose_name = _("approval enquiry")
        verbose_name_plural = _("approval enquiries")
        ordering = ["project"]

    def __str__(self) -> str:
        return self.project.name
