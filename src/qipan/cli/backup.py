"""`qipan backup`: everything of an installation in one sealed file, while it is in use."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from qipan import __version__
from qipan.cli import archive, dumps, home
from qipan.cli.language import _

PREFIX, SUFFIX = "qipan-", ".backup.tar"


def summary() -> str:
    return _("put the database and all files into one sealed file; people may go on working")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar=_("FOLDER"), help=_("where to put it (default: backups/ of the installation)")
    )
    parser.add_argument(
        "--keep", type=int, metavar=_("NUMBER"), help=_("afterwards remove all but this many of the newest")
    )
    parser.epilog = _(
        "The secret key is not in the file. Keep a copy of the file on another machine, and the line printed on paper."
    )


def run(options: argparse.Namespace) -> int:
    home.open_house(options)
    home.demand_ready()
    folder = options.to or home.folder(options) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = make(folder)
    number, digest = archive.manifest_of(path)["audit"]
    home.say(_("Backup: %(file)s (%(size)s MB)") % {"file": path, "size": f"{path.stat().st_size / 1e6:.1f}"})
    home.say(_("SHA-256: %(digest)s") % {"digest": archive.sealed_digest(path)})
    home.say(_("Audit head: %(head)s") % {"head": f"{number}:{digest}"})
    for old in _older(folder, options.keep):
        old.unlink()
        home.say(_("Removed: %(file)s") % {"file": old.name})
    return 0


def make(folder: Path) -> Path:
    """One backup of the installation that is open. Database first: a file is stored before the row that names it."""
    from django.conf import settings
    from django.db import connection

    made_at = datetime.now(UTC)
    path = folder / f"{PREFIX}{made_at:%Y%m%d-%H%M%S}{SUFFIX}"
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=folder) as work, archive.writing(path) as out:
        if connection.vendor == "sqlite":
            packed, facts = dumps.take_sqlite(Path(connection.settings_dict["NAME"]), Path(work))
        else:
            packed, facts = dumps.take_postgres(connection.settings_dict, Path(work))
        out.add(packed.name, packed)
        media = Path(settings.MEDIA_ROOT)
        for file in sorted(p for p in media.rglob("*") if p.is_file() and not p.is_symlink()):
            out.add(f"media/{file.relative_to(media).as_posix()}", file)
        out.add_manifest({"qipan": __version__, "made_at": made_at.isoformat(), **facts})
    _sync(folder)
    return path


def _sync(folder: Path) -> None:
    """The new name itself must survive a power cut."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _older(folder: Path, keep: int | None) -> list[Path]:
    if not keep or keep < 1:
        return []
    return sorted(folder.glob(f"{PREFIX}*{SUFFIX}"))[:-keep]
