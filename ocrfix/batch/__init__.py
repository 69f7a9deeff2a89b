"""Converting many files: what is read, what it is called, and how it is written."""

from ocrfix.batch.grouping import Issue, grouped, pattern
from ocrfix.batch.inputs import Input, gather
from ocrfix.batch.names import named
from ocrfix.batch.run import Event, Failed, Failure, Job, Made, Notice, Read, Written, convert
from ocrfix.batch.selection import PageSelection
from ocrfix.batch.shelf import Shelf, stamp
from ocrfix.formats.output import writable_folder, write_whole

__all__ = [
    "Event", "Failed", "Failure", "Input", "Issue", "Job", "Made", "Notice", "PageSelection", "Read", "Shelf",
    "Written", "convert", "gather", "grouped", "named", "pattern", "stamp", "writable_folder", "write_whole",
]  # fmt: skip
