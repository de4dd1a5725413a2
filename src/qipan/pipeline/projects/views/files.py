"""A project's file, handed out as a download: never shown by the browser."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_GET

from qipan.pipeline.projects import actions as projects
from qipan.pipeline.projects import queries
from qipan.web.access import needs


@needs("projects.see")
@require_GET
def download(request: HttpRequest, key: UUID, item: UUID) -> FileResponse:
    project = queries.one(request.user, key)
    row = project.attachments.filter(key=item).first()
    path = projects.stored(row) if row else None
    if row is None or path is None or not path.is_file():
        raise Http404("file")
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
