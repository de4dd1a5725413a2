"""What a person is told, how they wish to hear it, letters on their way, and machines that listen."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qipan.core.models import Record


class Message(models.Model):
    """One piece of news for one person. `key` names the fact: told twice, it stands once."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=40)
    words = models.CharField(_("words"), max_length=300)  # an English sentence of the catalogue with named gaps
    figures = models.JSONField(_("figures"), default=dict)
    url = models.CharField(_("address"), max_length=300, blank=True)
    fact = models.CharField(_("fact"), max_length=120)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    letter = models.ForeignKey(
        "Letter", models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name=_("letter")
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "fact"], name="message_once")]
        indexes = [
            models.Index(fields=["user", "-at"], name="message_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="message_unread"),
        ]

    def __str__(self) -> str:
        return self.words


class Preference(models.Model):
    """How one person wishes to hear of one kind."""

    class Mail(models.TextChoices):
        NO = "no", _("no mail")
        NOW = "now", _("at once")
        DAILY = "daily", _("once a day")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    kind = models.CharField(_("kind"), max_length=40)
    mail = models.CharField(_("mail"), max_length=10, choices=Mail)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="preference_once")]


class Sending(models.Model):
    """What both a letter and a call have: a state that is written before and after, so that a crash sends nothing twice."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("sending", "Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")
        UNSURE = "unsure", _("Perhaps sent")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("due at"), db_index=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    why = models.CharField(_("why not"), max_length=300, blank=True)
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class Letter(Sending):
    """One mail with one or many messages. Its key is the Message-ID, the same at every try."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-due_at", "-pk"]


class Webhook(Record):
    """A machine that is told facts by a signed call. `events`: names of events, empty = every one."""

    name = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=300)
    secret = models.CharField(_("secret"), max_length=80)
    events = models.JSONField(_("events"), default=list, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Call(Sending):
    """One fact on its way to one webhook; the fact's number and the webhook make it once."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="calls", verbose_name=_("webhook"))
    event_id = models.BigIntegerField(_("event"))
    name = models.CharField(_("event name"), max_length=80)
    payload = models.JSONField(_("payload"), default=dict)

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-due_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["webhook", "event_id"], name="call_once")]
