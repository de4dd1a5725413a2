"""Every row in every room that points at a company: found through the models themselves, so a new room needs no list here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from qipan.core import audit
from qipan.core.models import Record
from qipan.territory.companies.models import Company, Merge


@dataclass(frozen=True, slots=True)
class Link:
    """One foreign key to Company."""

    model: type[models.Model]
    field: models.ForeignKey

    @property
    def label(self) -> str:
        return self.model._meta.label

    def rows(self, company_id: int) -> models.QuerySet[Any]:
        return self.model._base_manager.filter(**{self.field.attname: company_id})


def links() -> Iterator[Link]:
    """Every foreign key to Company, hidden ones and the tables between included. A merge's own record is history and stays."""
    for relation in Company._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)):
            continue
        model = relation.related_model
        if model is Merge or not model._meta.managed:
            continue
        yield Link(model, relation.field)  # type: ignore[arg-type]


def counts(company: Company) -> list[tuple[str, int]]:
    """(what, how many) that point at the company, most first; without what must not show that it points here (`is_secret`)."""
    found: dict[str, int] = {}
    for link in links():
        if getattr(link.model, "is_secret", False):
            continue
        name = str(link.model._meta.verbose_name_plural) if not link.model._meta.auto_created else _between(link)
        number = link.rows(company.pk).count()
        if number:
            found[name] = found.get(name, 0) + number
    return sorted(found.items(), key=lambda item: -item[1])


def _between(link: Link) -> str:
    owner = next(f.related_model for f in link.model._meta.fields if f.is_relation and f is not link.field)
    return str(owner._meta.verbose_name_plural)


class Entangled(Exception):
    """A row that may stand once only stands for both firms, and it carries more than the link: a person has to sort it out."""


def turn(gone: Company, kept: Company) -> tuple[list[dict[str, Any]], list[audit.Act]]:
    """Point everything that pointed at `gone` at `kept`.

    A link of a between-table that would stand twice is taken out and kept word for word. Returns what was done, so that `turn_back`
    can undo it, and an audit act for each record touched. Refuses with `Entangled`.
    """
    done: list[dict[str, Any]] = []
    acts: list[audit.Act] = []
    for link in links():
        rows = list(link.rows(gone.pk).order_by("pk"))
        if not rows:
            continue
        turned, dropped = _turn_rows(link, rows, kept)
        done.append({"model": link.label, "field": link.field.name, "ids": turned, "dropped": dropped})
        if issubclass(link.model, Record):
            acts += [_act(row, link.field.name, gone, kept, "merge") for row in rows]
    return done, acts


def _turn_rows(link: Link, rows: list[Any], kept: Company) -> tuple[list[Any], list[dict[str, Any]]]:
    """All at once; one by one only where a row would stand twice."""
    ids = [row.pk for row in rows]
    to_kept = {link.field.attname: kept.pk}
    try:
        with transaction.atomic():
            link.model._base_manager.filter(pk__in=ids).update(**to_kept)
        return ids, []
    except IntegrityError:
        if not link.model._meta.auto_created:
            raise Entangled(link.label) from None
    turned, dropped = [], []
    for row in rows:
        try:
            with transaction.atomic():
                link.model._base_manager.filter(pk=row.pk).update(**to_kept)
            turned.append(row.pk)
        except IntegrityError:
            dropped.append({f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})
            link.model._base_manager.filter(pk=row.pk).delete()
    return turned, dropped


def turn_back(done: list[dict[str, Any]], *, gone: Company, kept: Company) -> list[audit.Act]:
    """Undo `turn`. A row somebody has since pointed elsewhere stays where it was put."""
    acts: list[audit.Act] = []
    for step in done:
        model = apps.get_model(step["model"])
        field = model._meta.get_field(step["field"])
        rows = model._base_manager.filter(pk__in=step["ids"], **{field.attname: kept.pk})
        if issubclass(model, Record):
            acts += [_act(row, field.name, kept, gone, "unmerge") for row in rows]
        rows.update(**{field.attname: gone.pk})
        model._base_manager.bulk_create([model(**values) for values in step["dropped"]], ignore_conflicts=True)
    return acts


def _act(row: Record, field: str, before: Company, after: Company, action: str) -> audit.Act:
    change = {field: [str(before), str(after)]}
    return audit.Act(
        action, row._meta.label_lower, row.key, str(row)[:300], change, {"merge": [before.key.hex, after.key.hex]}
    )
