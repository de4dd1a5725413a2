"""People are told once, in their language, as they wish; a crash tells nobody twice and loses nothing."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from qipan.core import events
from qipan.core.models import AuditEntry, User
from qipan.notify import actions, jobs, queries, rules, words
from qipan.notify.models import Call, Letter, Message, Webhook
from qipan.territory.tasks import actions as tasks
from qipan.territory.tasks.events import TaskClosed

pytestmark = pytest.mark.django_db
WORDS = gettext_noop("A task for you, due %(due_on)s: %(title)s")
FIGURES = {"title": "核对", "due_on": "2026-11-30"}
NEWS = {"kind": "task-given", "words": WORDS, "figures": FIGURES, "fact": "t:1", "url": "/tasks/"}


@pytest.fixture
def reader(cast: Any, settings: Any) -> User:
    settings.MAIL_READY = True
    user = cast.clerk
    User.objects.filter(pk=user.pk).update(email="clerk@county.example", language="zh-hans")
    user.refresh_from_db()
    return user


def wish(user: User, mail_: str) -> None:
    actions.choose(user=user, email=user.email, wishes={"task-given": mail_})


def test_the_same_fact_is_told_once(reader: User) -> None:
    first = actions.tell([reader, reader], **NEWS)
    again = actions.tell([reader], **NEWS)

    assert (first, again, queries.unread(reader)) == (1, 0, 1)


def test_a_sentence_is_in_the_readers_language_with_days_written_out() -> None:
    with translation.override("zh-hans"):
        chinese = words.sentence(WORDS, FIGURES)
    with translation.override("en"):
        english = words.sentence(WORDS, FIGURES)

    assert "核对" in chinese
    assert "2026年11月30日" in chinese
    assert english == "A task for you, due 30 Nov 2026: 核对"


def test_who_cannot_sign_in_any_more_is_told_nothing(reader: User) -> None:
    User.objects.filter(pk=reader.pk).update(is_active=False)
    reader.refresh_from_db()

    assert actions.tell([reader], **NEWS) == 0


def test_mail_at_once_leaves_once_with_a_number_of_its_own(reader: User) -> None:
    wish(reader, "now")
    actions.tell([reader], **NEWS)
    actions.tell([reader], **NEWS)

    sent = [jobs.send.func(), jobs.send.func()]

    assert [s["letters"] for s in sent] == [1, 0]
    [letter] = mail.outbox
    assert letter.to == ["clerk@county.example"]
    assert "核对" in letter.subject
    assert letter.extra_headers["Message-ID"] == f"<{Letter.objects.get().key}@qipan>"


def test_the_days_letter_holds_what_is_unread_and_is_written_once(reader: User) -> None:
    for n in range(3):
        actions.tell([reader], **{**NEWS, "fact": f"t:{n}"})
    read = Message.objects.get(fact="t:0")
    actions.read(user=reader, messages=[read.pk], at=timezone.now())

    written = [jobs.write_daily.func(), jobs.write_daily.func()]
    jobs.send.func()

    assert written == [1, 0]
    [letter] = mail.outbox
    assert letter.body.count("核对") == 2


def test_who_wants_no_mail_gets_none(reader: User) -> None:
    wish(reader, "no")
    actions.tell([reader], **NEWS)

    jobs.write_daily.func()
    jobs.send.func()

    assert not mail.outbox


def test_a_mail_server_that_is_away_is_tried_again_and_nothing_is_lost(reader: User, monkeypatch: Any) -> None:
    wish(reader, "now")
    actions.tell([reader], **NEWS)
    monkeypatch.setattr(jobs.sending, "mail", lambda letter: "ConnectionRefusedError: away")

    for _try in range(len(rules.TRIES) + 1):
        Letter.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        jobs.send.func()
    letter = Letter.objects.get()

    assert (letter.state, letter.tries) == ("failed", len(rules.TRIES) + 1)
    assert "away" in letter.why
    assert queries.unread(reader) == 1


def test_a_letter_that_died_on_its_way_is_not_sent_twice(reader: User) -> None:
    wish(reader, "now")
    actions.tell([reader], **NEWS)
    actions.claim(Letter, Letter.objects.get().pk)
    Letter.objects.update(due_at=timezone.now() - timedelta(hours=1))

    jobs.send.func()

    assert Letter.objects.get().state == "unsure"
    assert not mail.outbox


class Receiver(BaseHTTPRequestHandler):
    heard: list[tuple[dict[str, str], bytes]] = []
    answers = [200]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
        self.end_headers()

    def log_message(self, *_words: Any) -> None:
        pass


@pytest.fixture
def receiver(db: Any) -> Any:
    Receiver.heard, Receiver.answers = [], [200]
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def owed_by(_clerk: User, cast: Any) -> Any:
    return tasks.assign(by=cast.leader, title="核对备案号", organisation=cast.organisation("clerk"))


def fact() -> Any:
    return events.announce(TaskClosed(1, "notice", "ab"))


def test_a_webhook_is_called_once_signed(cast: Any, receiver: str, django_capture_on_commit_callbacks: Any) -> None:
    hook = actions.add_webhook(by=cast.administrator, name="平台", url=receiver, events=[])
    with django_capture_on_commit_callbacks(execute=True):
        fact()

    sent = [jobs.send.func(), jobs.send.func()]

    assert [s["calls"] for s in sent] == [1, 0]
    [(headers, body)] = Receiver.heard
    moment = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == rules.signature(hook.secret, headers["webhook-id"], moment, body)
    assert json.loads(body)["data"]["task_id"] == 1


def test_a_call_refused_is_repeated_under_the_same_number(
    cast: Any, receiver: str, django_capture_on_commit_callbacks: Any
) -> None:
    Receiver.answers = [500, 200]
    actions.add_webhook(by=cast.administrator, name="平台", url=receiver, events=[])
    with django_capture_on_commit_callbacks(execute=True):
        fact()

    jobs.send.func()
    Call.objects.update(due_at=timezone.now())
    jobs.send.func()

    assert Call.objects.get().state == "sent"
    assert len({headers["webhook-id"] for headers, _body in Receiver.heard}) == 1
    assert len(Receiver.heard) == 2


def test_a_webhook_hears_only_what_it_asked_for(cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    actions.add_webhook(by=cast.administrator, name="平台", url="http://127.0.0.1:9/", events=["other"])
    with django_capture_on_commit_callbacks(execute=True):
        fact()

    assert not Call.objects.exists()


def test_the_history_never_holds_a_secret(cast: Any) -> None:
    hook = actions.add_webhook(by=cast.administrator, name="平台", url="http://127.0.0.1:9/", events=[])

    assert not [e for e in AuditEntry.objects.all() if hook.secret in json.dumps(e.changes)]


def test_a_task_is_news_to_who_owes_it_and_its_answer_to_who_gave_it(cast: Any) -> None:
    task = owed_by(cast.clerk, cast)
    tasks.answer(by=cast.clerk, task=task, text="好了")

    told = {(m.user_id, m.kind) for m in Message.objects.all()}

    assert told == {(cast.clerk.pk, "task-given"), (cast.leader.pk, "task-answered")}


def test_the_bell_counts_and_a_message_leads_to_its_place(cast: Any, sign_in: Any) -> None:
    task = owed_by(cast.clerk, cast)
    client: Client = sign_in(cast.clerk)
    message = Message.objects.get(user=cast.clerk)

    page = client.get(reverse("notify:index")).content.decode()
    answer = client.post(reverse("notify:open", args=[message.key]))

    assert "核对备案号" in page
    assert answer.url == reverse("tasks:detail", args=[task.key])
    assert queries.unread(cast.clerk) == 0


def test_nobody_reads_anothers_messages(cast: Any, sign_in: Any) -> None:
    owed_by(cast.clerk, cast)
    message = Message.objects.get(user=cast.clerk)

    answer = sign_in(cast.township).post(reverse("notify:open", args=[message.key]))

    assert answer.status_code == 404
    assert Message.objects.get(pk=message.pk).read_at is None


def test_wishes_are_kept(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.clerk)
    form = {f"kind-{code}": "now" for code in queries.mail_wishes(cast.clerk)}

    client.post(reverse("notify:wishes"), {**form, "email": "a@b.example"})

    cast.clerk.refresh_from_db()
    assert cast.clerk.email == "a@b.example"
    assert set(queries.mail_wishes(cast.clerk).values()) == {"now"}


def test_the_outsider_and_the_clerk_are_refused_the_webhooks(cast: Any, sign_in: Any) -> None:
    assert sign_in(cast.outsider).get(reverse("notify:webhooks")).status_code == 403
    assert sign_in(cast.clerk).post(reverse("notify:webhooks"), {"name": "x", "url": "http://x/"}).status_code == 403
    assert not Webhook.objects.exists()


def test_every_fact_of_every_room_can_be_listened_to() -> None:
    names = events.names()

    for name in (
        "oversight.supervision.events.NoticeIssued",
        "pipeline.progress.events.ReportsDue",
        "core.events.RulesPutInForce",
    ):
        assert name in names
    assert all(name.startswith(("core.", "exchange.")) or name.count(".") >= 2 for name in names)


def test_the_administrator_adds_a_webhook_and_sees_its_secret_once(cast: Any, sign_in: Any) -> None:
    client = sign_in(cast.administrator)

    page = client.post(reverse("notify:webhooks"), {"name": "省平台", "url": "https://up.example/hook"})
    again = client.get(reverse("notify:webhooks"))

    secret = Webhook.objects.get().secret
    assert secret in page.content.decode()
    assert secret not in again.content.decode()


def test_an_address_that_is_not_of_the_web_is_refused(cast: Any, sign_in: Any) -> None:
    answer = sign_in(cast.administrator).post(reverse("notify:webhooks"), {"name": "x", "url": "file:///etc/passwd"})

    assert answer.status_code == 422
    assert not Webhook.objects.exists()
