"""Converting many files: what is read, what it is called, and how it is written."""

from ocrfix.batch.inputs import Input, gather
from ocrfix.batch.names import named
from ocrfix.batch.run import Event, Failed, Failure, Job, Made, Notice, Read, Written, convert
from ocrfix.batch.selection import PageSelection
from ocrfix.formats.output import writable_folder, write_whole

__all__ = [
    "Event", "Failed", "Failure", "Input", "Job", "Made", "Notice", "PageSelection", "Read", "Written",
    "convert", "gather", "named", "writable_folder", "write_whole",
]  # fmt: skip
