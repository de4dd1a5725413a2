"""`qipan doctor`: looks the installation over, says what is wrong and how to put it right."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qipan.cli import home
from qipan.cli.language import _

GOOD, DOUBTFUL, BAD = "good", "doubtful", "bad"
LEAST_FREE_BYTES = 1_000_000_000
OLD_BACKUP_DAYS = 7
# A clock before the day this was written, or far ahead, is a clock that was never set.
EARLIEST, LATEST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
WANTED_SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it is and, when it is not good, what to do."""

    state: str
    what: str
    remedy: str = ""


def summary() -> str:
    return _("look the installation over: what is wrong, and how to put it right")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--quick", action="store_true", help=_("leave out what takes long on a large installation (the audit trail)")
    )


def run(options: argparse.Namespace) -> int:
    worst = GOOD
    try:
        for finding in findings(options):
            worst = max(worst, finding.state, key=[GOOD, DOUBTFUL, BAD].index)
            home.say(f"{labels()[finding.state]:<6} {finding.what}")
            if finding.remedy:
                home.say(f"       → {finding.remedy}")
    except home.Trouble as trouble:
        home.say(f"{labels()[BAD]:<6} {trouble}")
        worst = BAD
    home.say(verdicts()[worst])
    return 1 if worst == BAD else 0


def labels() -> dict[str, str]:
    return {GOOD: _("good"), DOUBTFUL: _("doubt"), BAD: _("wrong")}


def verdicts() -> dict[str, str]:
    return {
        GOOD: _("All is well."),
        DOUBTFUL: _("It works; see the doubts above."),
        BAD: _("Something is wrong; see above."),
    }


def findings(options: argparse.Namespace) -> Iterator[Finding]:
    """First what needs no database, then the database, then what stands in it."""
    yield python()
    yield clock()
    yield writable(home.folder(options))
    yield free_space(home.folder(options))
    home.open_house(options)
    for look in (private_key, pages_built, words_compiled):
        yield look()
    file = home.database_file()
    if file is not None and not file.exists():
        yield Finding(BAD, _("There is no database yet: %(file)s") % {"file": file}, _("run “qipan init”"))
        return
    yield (reached := migrated())
    if reached.state == BAD:
        return
    yield sqlite_settings() if file else postgres_version()
    later: list[Callable[[], Finding]] = [administrator, jobs, hosts, lambda: backups(home.folder(options))]
    for look in later:
        yield look()
    if not options.quick:
        yield audit_chain()


def python() -> Finding:
    what = _("Python %(version)s") % {"version": sys.version.split()[0]}
    return Finding(GOOD, what) if sys.version_info >= (3, 11) else Finding(BAD, what, _("install Python 3.11 or newer"))


def clock() -> Finding:
    now = datetime.now(UTC)
    what = _("Clock: %(now)s") % {"now": now.isoformat(timespec="seconds")}
    return (
        Finding(GOOD, what)
        if EARLIEST < now < LATEST
        else Finding(BAD, what, _("set the clock: deadlines and the audit trail need it"))
    )


def writable(folder: Path) -> Finding:
    what = _("Home: %(folder)s") % {"folder": folder}
    place = folder if folder.exists() else folder.parent
    if not os.access(place, os.W_OK | os.X_OK):
        return Finding(BAD, what, _("this user cannot write there; give it the folder or name another with --home"))
    if folder.exists() and os.name != "nt" and folder.stat().st_mode & 0o007:
        return Finding(
            DOUBTFUL,
            what,
            _("every user of this machine can look into it: chmod o-rwx %(folder)s") % {"folder": folder},
        )
    return Finding(GOOD, what)


def free_space(folder: Path) -> Finding:
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    what = _("Free disk: %(free)s GB") % {"free": f"{free / 1e9:.1f}"}
    return (
        Finding(GOOD, what)
        if free > LEAST_FREE_BYTES
        else Finding(BAD, what, _("make room: below 1 GB nothing can be promised"))
    )


def private_key() -> Finding:
    from django.conf import settings

    path = settings.HOME / "secret.key"
    what = _("Secret key")
    if path.exists() and os.name != "nt" and path.stat().st_mode & 0o077:
        return Finding(BAD, what, _("others can read it: chmod 600 %(file)s") % {"file": path})
    return Finding(GOOD, what)


def pages_built() -> Finding:
    from django.conf import settings

    path = Path(str(settings.DJANGO_VITE["default"]["manifest_path"]))
    if path.exists():
        return Finding(GOOD, _("Scripts and styles"))
    return Finding(
        BAD, _("Scripts and styles are not built"), _("in a checkout: “make setup”; else install Qipan anew")
    )


def words_compiled() -> Finding:
    from django.conf import settings

    compiled = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.mo"
    if compiled.exists():
        return Finding(GOOD, _("Chinese words"))
    return Finding(
        BAD, _("The Chinese words are not compiled"), _("in a checkout: “make words”; else install Qipan anew")
    )


def migrated() -> Finding:
    waiting = home.waiting_migrations()
    if not waiting:
        return Finding(GOOD, _("Database: reachable, up to date"))
    return Finding(
        BAD,
        _("Database: %(count)d changes are waiting") % {"count": len(waiting)},
        _("make a backup, then run “qipan init”"),
    )


def sqlite_settings() -> Finding:
    """An acknowledged change survives a power cut only with these."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in WANTED_SQLITE}
    wrong = [f"{name}={found[name]}" for name, wanted in WANTED_SQLITE.items() if found[name] != wanted]
    what = _("SQLite: safe against power cuts")
    return (
        Finding(BAD, what, _("changed by somebody: %(settings)s") % {"settings": ", ".join(wrong)})
        if wrong
        else Finding(GOOD, what)
    )


def postgres_version() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        is_safe = cursor.fetchone()[0] != "off"
    version = connection.pg_version // 10000  # type: ignore[attr-defined]
    what = _("PostgreSQL %(version)d") % {"version": version}
    if version < 14:
        return Finding(BAD, what, _("install PostgreSQL 14 or newer"))
    return (
        Finding(GOOD, what)
        if is_safe
        else Finding(BAD, what, _("synchronous_commit is off: acknowledged changes can be lost"))
    )


def administrator() -> Finding:
    from qipan.territory.orgs.models import Membership

    if Membership.objects.filter(role__code="administrator", person__user__is_active=True).exists():
        return Finding(GOOD, _("Administrator"))
    return Finding(DOUBTFUL, _("Nobody is administrator"), _("run “qipan init --admin NAME”"))


def jobs() -> Finding:
    from django_tasks_db.models import DBTaskResult

    failed, waiting = (DBTaskResult.objects.filter(status=status).count() for status in ("FAILED", "READY"))
    what = _("Background jobs: %(waiting)d waiting, %(failed)d failed") % {"waiting": waiting, "failed": failed}
    return (
        Finding(DOUBTFUL, what, _("the log of “qipan serve” says why they failed")) if failed else Finding(GOOD, what)
    )


def hosts() -> Finding:
    from django.conf import settings

    what = _("Names people type: %(hosts)s") % {"hosts": ", ".join(settings.ALLOWED_HOSTS)}
    if "*" in settings.ALLOWED_HOSTS:
        return Finding(BAD, what, _("set QIPAN_HOSTS to the real names: * lets anybody forge links"))
    if settings.DEBUG:
        return Finding(BAD, what, _("QIPAN_DEBUG is on: it shows the inside to everybody"))
    return Finding(GOOD, what)


def backups(folder: Path) -> Finding:
    from qipan.cli.backup import PREFIX, SUFFIX

    made = sorted((folder / "backups").glob(f"{PREFIX}*{SUFFIX}"))
    if not made:
        return Finding(
            DOUBTFUL, _("No backup in %(folder)s") % {"folder": folder / "backups"}, _("run “qipan backup” every night")
        )
    age = (datetime.now(UTC) - datetime.fromtimestamp(made[-1].stat().st_mtime, UTC)).days
    what = _("Last backup: %(days)d days ago") % {"days": age}
    return (
        Finding(GOOD, what) if age <= OLD_BACKUP_DAYS else Finding(DOUBTFUL, what, _("run “qipan backup” every night"))
    )


def audit_chain() -> Finding:
    from qipan.core import audit

    broken = next(iter(audit.verify()), None)
    if broken is None:
        return Finding(GOOD, _("Audit trail: %(count)d entries, unbroken") % {"count": audit.head()[0]})
    return Finding(
        BAD,
        _("Audit trail: broken at entry %(number)d") % {"number": broken.seq},
        _("keep everything as it is and call the auditor"),
    )
