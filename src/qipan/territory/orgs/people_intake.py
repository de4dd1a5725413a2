"""How people are let in: somebody is told by name and organisation, or by name and phone; a post is added, never taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qipan.core import changes
from qipan.core.columns import Column, Secrecy
from qipan.exchange.reading import RecordReading, SheetReading
from qipan.exchange.targets import Done, Draft, Setting, Shown, Step
from qipan.territory.orgs import actions, ledger, names, rules
from qipan.territory.orgs.models import Membership, Organisation, Person

PERSON = "orgs.person"


class PeopleTarget:
    code = "people"
    object_type = PERSON
    label: Any = _("People")
    ability = "orgs.edit"
    columns: tuple[Column, ...] = ledger.PEOPLE
    required: tuple[str, ...] = ("name",)

    def drafter(self, reading: SheetReading, sheet: int, setting: Setting) -> Callable[[RecordReading], Draft]:
        def draft(record: RecordReading) -> Draft:
            read = {key: next((v for v in values if v.value), None) for key, values in record.values.items()}
            data = {
                key: str(read[key].value).strip()
                for key in ("name", "organisation", "post", "mobile", "phone")
                if read.get(key)
            }  # type: ignore[union-attr]
            if "name" in data:
                data["name"] = rules.person_name(data["name"])
            cells = {key: value.cell for key, value in read.items() if value and value.cell and key in data}
            return Draft(sheet, record.row, data.get("name", ""), data, cells)

        return draft

    def plan(self, drafts: Sequence[Draft], answers: Mapping[str, str], setting: Setting) -> list[Step]:
        held = _Held()
        steps = []
        for draft in drafts:
            steps.append(held.step(draft))
        return steps

    def apply(self, steps: Sequence[Step], setting: Setting) -> Iterator[Done]:
        organisations = names.organisation_index()
        for number, step in enumerate(steps):
            if step.state not in ("new", "changed"):
                continue
            data, source = step.draft.data, setting.source(step.draft)
            phone = data.get("mobile") or data.get("phone", "")
            before: dict[str, Any] = {}
            if step.state == "new":
                person = actions.add_person(by=setting.by, name=data["name"], phone=phone, source=source)
            else:
                person = Person.objects.get(pk=step.object_id)
                if "phone" in step.changes:
                    before["phone"] = person.phone
                    person = actions.change_person(by=setting.by, person=person, values={"phone": phone}, source=source)
            home = organisations.find(data.get("organisation", ""))
            if home and (step.state == "new" or "post" in step.changes):
                post = actions.join(
                    by=setting.by,
                    person=person,
                    organisation=Organisation.objects.get(pk=home),
                    post=data.get("post", "")[:80],
                    source=source,
                )
                before["membership"] = post.pk
            what = "created" if step.state == "new" else "changed"
            yield Done(
                what,
                PERSON,
                person.pk,
                str(person.key),
                person.name,
                person.version,
                step.draft.sheet,
                step.draft.row,
                before,
            )
            setting.tick("write", number + 1, len(steps))

    def show(self, name: str, value: Any, language: str) -> Shown:
        secrecy = Secrecy.CONTACT if name == "phone" else Secrecy.INTERNAL
        return Shown(str({"name": _("name"), "phone": _("phone"), "post": _("post")}[name]), str(value or ""), secrecy)

    def current(
        self, drafts: Sequence[Draft], ids: Sequence[int], fields: Mapping[str, str]
    ) -> dict[tuple[int, int], dict[str, Any]]:
        """The directory is edited here, not sent back."""
        return {}

    def url(self, object_type: str, key: str) -> str:
        return reverse("orgs:person", args=[key])

    def standing(self, object_type: str, ids: Sequence[int]) -> dict[int, int]:
        return dict(Person.objects.filter(pk__in=ids).values_list("pk", "version"))

    def undo(self, done: Iterable[Done], setting: Setting) -> int:
        count = 0
        for act in done:
            person = Person.objects.get(pk=act.object_id)
            post = Membership.objects.filter(pk=act.before.get("membership")).first()
            if post:
                changes.delete(post, by=setting.by, reason=setting.file)
            if act.what == "created":
                changes.delete(person, by=setting.by, reason=setting.file)
            elif "phone" in act.before:
                actions.change_person(by=setting.by, person=person, values={"phone": act.before["phone"]})
            count += 1
        return count


class _Held:
    """Who is held, asked once a plan."""

    def __init__(self) -> None:
        self.people = names.person_index()
        self.organisations = names.organisation_index()
        self.rows = {p.pk: p for p in Person.objects.all()}
        self.by_phone = {(rules.plain(p.name), p.phone): p.pk for p in self.rows.values() if p.phone}
        self.posts = set(Membership.objects.values_list("person_id", "organisation_id", "post"))
        self.seen: dict[tuple[str, str], tuple[int, int]] = {}

    def step(self, draft: Draft) -> Step:
        data = draft.data
        if not data.get("name"):
            return Step(draft, "skip", why="required")
        home = self.organisations.find(data.get("organisation", ""))
        phone = data.get("mobile") or data.get("phone", "")
        plain = rules.plain(data["name"])
        twin = self.seen.setdefault((plain, data.get("organisation", "")), (draft.sheet, draft.row))
        if twin != (draft.sheet, draft.row):
            return Step(draft, "skip", why="twice", merged_into=twin)
        remarks = (
            [{"code": "unknown_organisation", "value": data["organisation"]}]
            if data.get("organisation") and not home
            else []
        )
        person = self.rows.get(self._match(plain, phone, home) or 0)
        if person is None:
            new = {"name": [None, data["name"]], "phone": [None, phone or None], "post": [None, _post(data)]}
            return Step(draft, "new", changes={k: v for k, v in new.items() if v[1]}, remarks=remarks)
        changed: dict[str, list[Any]] = {}
        if phone and phone != person.phone:
            changed["phone"] = [person.phone or None, phone]
        if home and (person.pk, home, data.get("post", "")[:80]) not in self.posts:
            changed["post"] = [None, _post(data)]
        state = "changed" if changed else "unchanged"
        return Step(draft, state, person.pk, str(person.key), person.version, changed, why="name", remarks=remarks)

    def _match(self, plain: str, phone: str, home: int | None) -> int | None:
        """By organisation, by phone, else by the name alone when nothing speaks against it."""
        if home is not None and (plain, home) in self.people.within:
            return self.people.within[plain, home]
        if phone and (plain, phone) in self.by_phone:
            return self.by_phone[plain, phone]
        alone = self.people.ids.get(plain)
        person = self.rows.get(alone or 0)
        return alone if person and (not phone or not person.phone) else None


def _post(data: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (data.get("organisation", ""), data.get("post", ""))))


PEOPLE = PeopleTarget()
