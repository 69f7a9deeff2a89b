"""Settings of converting many pages."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, NonNegativeInt

from ocrfix.settings.base import Group


class BatchSettings(Group):
    """How pages are gathered into issues, and how the work is spread over processes and bounded."""

    issue_pages: int = Field(
        64,
        ge=2,
        description="Pages up to which the pages of one folder, or of one file, are taken for an issue and "
        "also written as a whole. No unit. The thickest dailies have about so many; a folder with more is a "
        "collection, and holding all its pages would take memory without bound (about 10 MB a page).",
    )
    jobs: Literal["auto"] | NonNegativeInt = Field(
        1,
        description="Worker processes. auto: as many as there are cores and memory for. 0: none, the pages are "
        "converted in the process itself, for debuggers and profilers; then no time limit holds. Never changes "
        "a result. One by default: a worker takes about a GiB.",
    )
    ahead: int = Field(
        8,
        ge=1,
        description="Files that are looked at (hash, number of pages, size) before their turn, for each worker. "
        "No unit. Enough that no worker waits, few enough that a file is still in the system's cache when its "
        "pages are read.",
    )
    attempts: int = Field(
        2,
        ge=1,
        description="How often a page is tried that ends or blocks its worker. Twice: memory may have been short "
        "the first time, and the second time the page has the machine for itself. Errors with a cause are told "
        "at once.",
    )
    page_seconds: float = Field(
        300.0,
        gt=0,
        description="Seconds after which a page counts as hung, beside those of page_seconds_megapixel. A page "
        "takes 8 to 23 on two cores; a tenth of that speed is still served.",
    )
    page_seconds_megapixel: float = Field(
        15.0,
        ge=0,
        description="Seconds more for each million pixels of a page. Measured: about 1.5 on one core; ten times that.",
    )
    start_seconds: float = Field(
        120.0, ge=0, description="Seconds more for the first page of a worker, which loads the models (2 to 5 s)."
    )
    worker_pages: int = Field(
        500,
        ge=1,
        description="Pages after which a worker is replaced by a fresh one. Libraries leak; loading the models anew "
        "takes 3 s, a thousandth of the time of so many pages.",
    )
    worker_mib: float = Field(
        3072.0,
        gt=0,
        description="MiB that a worker may hold between two pages; above, it is replaced by a fresh one. About "
        "1,000 are usual after ordinary pages.",
    )
    memory_mib: float = Field(
        0.0,
        ge=0,
        description="MiB that all workers together may take. 0: memory_share of what is free when the run begins.",
    )
    memory_share: float = Field(
        0.8, gt=0, le=1, description="Share of the free memory that is used where memory_mib does not say."
    )
    base_mib: float = Field(
        900.0,
        ge=0,
        description="MiB a worker is predicted to take before it sees a page: libraries, networks, language model.",
    )
    megapixel_mib: float = Field(
        35.0,
        ge=0,
        description="MiB more that a page is predicted to take for each million pixels. A page begins only when "
        "there is room for it beside those being read, or none is.",
    )
    memory_excess: float = Field(
        3.0,
        gt=1,
        description="Times the memory predicted for a page at which its worker is ended, where that is more than "
        "memory_mib: some files are made to take all there is.",
    )
    ledger_seconds: float = Field(
        300.0,
        gt=0,
        description="Seconds after which a copy of the ledger goes to an output folder that is a URL. What was done "
        "since is done again when another machine goes on; the copy of a ledger of 100,000 pages has some 60 MB.",
    )
    ray_seconds: float = Field(
        20.0,
        gt=0,
        description="Seconds in which a Ray cluster must answer at its address. Reason: one that is there does so in "
        "less than one; Ray itself would try for minutes.",
    )
    ray_cpus: float = Field(
        2.0,
        gt=0,
        description="Processors that a worker on a Ray cluster keeps to itself, and its threads. No unit. Two threads "
        "take 0.7 of the time of one; more gain little.",
    )
    ray_gpus: float = Field(
        0.0,
        ge=0,
        description="GPUs that a worker on a Ray cluster keeps to itself; a share is allowed: with 0.25, four workers "
        "divide one. Needs recognise.device=gpu to matter.",
    )
