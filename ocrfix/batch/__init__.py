"""Converting many files: what is read, what it is called, who does it, how it is written and recorded."""

from ocrfix.batch.events import Event, Failed, IssueWritten, Notice, Planned, Skipped, Started, Written
from ocrfix.batch.grouping import Issue, grouped, pattern
from ocrfix.batch.inputs import Input, gather
from ocrfix.batch.job import Job
from ocrfix.batch.names import named
from ocrfix.batch.pool import Inline, Outcome, Pool
from ocrfix.batch.run import Stop, convert
from ocrfix.batch.selection import PageSelection
from ocrfix.batch.shelf import Shelf, stamp
from ocrfix.batch.work import Made, Tools, Worker
from ocrfix.formats.output import writable_folder, write_whole

__all__ = [
    "Event", "Failed", "Inline", "Input", "Issue", "IssueWritten", "Job", "Made", "Notice", "Outcome",
    "PageSelection", "Planned", "Pool", "Shelf", "Skipped", "Started", "Stop", "Tools", "Worker", "Written",
    "convert", "gather", "grouped", "named", "pattern", "stamp", "writable_folder", "write_whole",
]  # fmt: skip
