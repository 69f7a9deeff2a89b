"""Every option and threshold, one file a stage, each with its unit, reason and source.

A setting is a pydantic field whose description gives unit, reason and source. Stages receive the group
of settings they need as an argument and never read them from anywhere else.
"""

from ocrfix.settings.base import Group

__all__ = ["Group"]
