"""Files of a project: kept under their hash, so the same file is stored once and a changed one is noticed."""

from __future__ import annotations

import hashlib
import os
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from qipan.core import changes
from qipan.core.models import User
from qipan.pipeline.projects import rules
from qipan.pipeline.projects.models import Attachment, GateException, Project, Submission
from qipan.pipeline.projects.rules import exif

# What a county office files; nothing a browser would run.
KINDS = {
    ".pdf": "application/pdf", ".doc": "application/msword", ".xls": "application/vnd.ms-excel", ".ppt": "application/vnd.ms-powerpoint",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".wps": "application/octet-stream", ".et": "application/octet-stream", ".ofd": "application/ofd", ".dwg": "application/octet-stream",
    ".csv": "text/csv", ".txt": "text/plain", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".zip": "application/zip",
}  # fmt: skip


PHOTOS = frozenset({".jpg", ".jpeg", ".png", ".webp"})


class Refused(Exception):
    """`why`: empty | size | kind | evidence (it stands behind a submission or an exception)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def attach(*, project: Project, upload: UploadedFile, kind: str, by: User | None, remark: str = "") -> Attachment:
    """Keep a file. Refuses an empty one, one over the limit, and kinds an office does not file. The same file twice is one."""
    name = _name(upload.name or "")
    suffix = Path(name).suffix.lower()
    if suffix not in KINDS:
        raise Refused("kind")
    if not upload.size:
        raise Refused("empty")
    if upload.size > settings.UPLOAD_LIMIT_BYTES:
        raise Refused("size")
    digest, path = _store(upload, suffix)
    with transaction.atomic():
        held = project.attachments.filter(sha256=digest, kind=kind).first()
        if held:
            return held
        row = Attachment(
            project=project,
            kind=kind,
            name=name,
            path=path,
            sha256=digest,
            size=upload.size,
            content_type=KINDS[suffix],
            remark=remark.strip()[:300],
            **_shot(path, suffix),
            by=by,
        )
        return changes.create(row, by=by, action="file")


def remove(*, attachment: Attachment, reason: str, by: User | None) -> None:
    """Take a file off a project; name and hash stay in the history, the bytes stay on disk for the auditor.

    What stands behind a submission that waits or was confirmed, or behind an exception, stays (`Refused`).
    """
    standing = (Submission.State.WAITING, Submission.State.CONFIRMED)
    if attachment.submissions.filter(state__in=standing).exists() or _documents(attachment):
        raise Refused("evidence")
    try:
        changes.delete(attachment, by=by, reason=reason)
    except ProtectedError:  # a room above rests on it
        raise Refused("evidence") from None


def _documents(attachment: Attachment) -> bool:
    return GateException.objects.filter(document=attachment).exists()


def _shot(path: str, suffix: str) -> dict[str, Any]:
    """When and where a photo says it was taken: a bounded look at its first bytes (`rules.exif`)."""
    if suffix not in PHOTOS:
        return {}
    with (Path(settings.MEDIA_ROOT) / path).open("rb") as handle:
        shot = rules.read_exif(handle.read(exif.LIMIT))
    taken = timezone.make_aware(shot.taken_at) if shot.taken_at else None
    return {"taken_at": taken, "latitude": shot.latitude, "longitude": shot.longitude}


def stored(attachment: Attachment) -> Path:
    return Path(settings.MEDIA_ROOT) / attachment.path


def _name(given: str) -> str:
    """The bare name without path and control characters, short enough to keep."""
    bare = "".join(c for c in given.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).strip() or "file"
    stem, dot, suffix = bare.rpartition(".")
    return f"{stem[:180]}{dot}{suffix[:16]}" if dot else bare[:196]


def _store(upload: UploadedFile, suffix: str) -> tuple[str, str]:
    """Bytes to disk and flushed before anything is written down: an acknowledged file is there."""
    root = Path(settings.MEDIA_ROOT) / "projects"
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    part = root / f"{uuid.uuid4().hex}.part"
    with part.open("wb") as handle:
        for chunk in upload.chunks():
            digest.update(chunk)
            handle.write(chunk)
        handle.flush()
        os.fsync(handle.fileno())
    name = digest.hexdigest()
    path = f"projects/{name[:2]}/{name[2:]}{suffix}"
    goal = Path(settings.MEDIA_ROOT) / path
    goal.parent.mkdir(parents=True, exist_ok=True)
    part.replace(goal)
    return name, path
