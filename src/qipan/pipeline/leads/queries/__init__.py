"""Questions about leads. Each starts from what the asker may see (`sight.visible_to`)."""

from __future__ import annotations

from qipan.pipeline.leads.queries.sight import TYPE, known, knows, may, one, open_to, visible_to

__all__ = ["TYPE", "known", "knows", "may", "one", "open_to", "visible_to"]
