"""Settings of converting many pages."""

from __future__ import annotations

from pydantic import Field

from ocrfix.settings.base import Group


class BatchSettings(Group):
    """How pages are gathered into issues."""

    issue_pages: int = Field(
        64,
        ge=2,
        description="Pages up to which the pages of one folder, or of one file, are taken for an issue and "
        "also written as a whole. No unit. The thickest dailies have about so many; a folder with more is a "
        "collection, and holding all its pages would take memory without bound (about 10 MB a page).",
    )
