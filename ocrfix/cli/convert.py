"""``ocrfix convert``."""

from __future__ import annotations

from pathlib import Path

import click

from ocrfix import formats as known
from ocrfix.cli._options import load_settings, settings_options
from ocrfix.cli._streams import stdout_to_stderr
from ocrfix.errors import UsageError


@click.command("convert")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "-o",
    "--out",
    required=True,
    metavar="FOLDER",
    help="Folder for the outputs, which is created, or a URL such as s3://bucket/out.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    default=known.DEFAULT,
    show_default=True,
    type=click.Choice(list(known.WRITTEN)),
    help="Output format; may be repeated.",
)
@click.option("--pages", metavar="RANGES", help="Pages of PDFs and TIFFs, from 1: 3 or 1-3,7 or 5-.")
@click.option(
    "--issues",
    metavar="PATTERN",
    help="Regular expression with a group that pages of one issue share in folder or name: '(\\d{8})'.",
)
@click.option("--models", metavar="NAME", help="Other PaddleOCR models than the embedded ones, by name.")
@click.option(
    "--model-dir",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with det/ and rec/ model folders.",
)
@click.option("--device", type=click.Choice(["cpu", "gpu"]), help="Where the networks run.")
@click.option(
    "--runtime",
    type=click.Choice(["auto", "onnxruntime", "openvino"]),
    help="What runs the networks; auto takes OpenVINO where it is installed.",
)
@click.option("--jobs", metavar="N|auto", help="Worker processes, 1 by default; never changes a result.")
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    metavar="N",
    help="Threads of each worker, 2 by default, the cores divided among several; never changes a result.",
)
@click.option("--ray", metavar="auto|ADDRESS", help="Convert on a Ray cluster; all its machines see INPUT and FOLDER.")
@click.option("--ray-gpus", type=click.FloatRange(min=0), metavar="N", help="GPUs of each worker on it, or a share.")
@click.option("--force", is_flag=True, help="Convert pages again that an earlier run finished.")
@click.option("--max-failures", type=click.IntRange(min=1), metavar="N", help="Stop after so many failures.")
@click.option(
    "--second-reader",
    type=click.Choice(["none", "tesseract"]),
    help="Another recogniser, where it is installed, that reads doubtful lines as well and has a say.",
)
@click.option("--no-repair", is_flag=True, help="Leave the text as it was read: no edits, suggestions or flags.")
@settings_options
@click.option("--debug-images", is_flag=True, help="Also draw NAME.layout.png, NAME.debug.png and NAME.ink.png.")
@click.option("--profile", is_flag=True, help="Also write profile.json: seconds and memory of every stage.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "json", "none"]),
    default="auto",
    show_default=True,
    help="How the run is shown on stderr; auto is a bar on a terminal, JSON lines elsewhere.",
)
@click.option("--log-file", type=click.Path(path_type=Path), metavar="FILE", help="Append all events as JSON lines.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Name every file written; show where faults came from.")
def convert(
    inputs: tuple[str, ...],
    out: str,
    formats: tuple[str, ...],
    pages: str | None,
    issues: str | None,
    models: str | None,
    model_dir: Path | None,
    device: str | None,
    runtime: str | None,
    jobs: str | None,
    threads: int | None,
    ray: str | None,
    ray_gpus: float | None,
    force: bool,
    max_failures: int | None,
    second_reader: str | None,
    no_repair: bool,
    config: Path | None,
    sets: tuple[str, ...],
    debug_images: bool,
    profile: bool,
    progress: str,
    log_file: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Convert scans of newspaper pages to articles.

    INPUT is an image (JPEG, PNG, TIFF, WebP, BMP, GIF, JPEG 2000), a PDF, a ZIP or TAR archive, a folder
    that is searched with all folders and archives in it, a list of files (.csv, .jsonl), a pattern in
    quotes, or a URL (s3://bucket/scans). Each page becomes NAME.md, NAME.json, ... in FOLDER, NAME being the
    input's name without suffix; pages of a file of several become NAME-0001 and so on. Folders below INPUT are
    kept. Issues of several pages are also written as a whole, as ISSUE.issue.md, ...

    A file that cannot be read is named with the reason, and the others go on. Run again, the command goes on
    where it was stopped: pages are left out that are finished, their image, settings and outputs unchanged.
    `ocrfix status FOLDER` tells how far it is.
    """
    from ocrfix import batch  # noqa: PLC0415 - heavy, and not needed to show help
    from ocrfix.batch import fingerprint  # noqa: PLC0415
    from ocrfix.batch.process import few_collections  # noqa: PLC0415
    from ocrfix.cli import _convert  # noqa: PLC0415
    from ocrfix.cli._progress import Progress  # noqa: PLC0415
    from ocrfix.profile import Profile  # noqa: PLC0415

    recognise = {
        "models": models, "model_dir": model_dir, "device": device, "runtime": runtime, "threads": threads
    }  # fmt: skip
    named = [f"recognise.{name}={value}" for name, value in recognise.items() if value is not None]
    if jobs is not None:
        named.append(f"batch.jobs={jobs}")
    if ray_gpus is not None:
        named.append(f"batch.ray_gpus={ray_gpus}")
    if second_reader is not None:
        named.append(f"repair.second_reader={second_reader}")
    if no_repair:
        named.append("repair.enabled=false")
    few_collections()
    chosen = load_settings(config, [*sets, *named])
    folder, url = _convert.outputs(out, formats)
    if profile and url:
        raise UsageError("--profile needs a folder", file=out, next_step="Name one of this machine with -o.")
    job = batch.Job(
        inputs=batch.gather(inputs, None if url else folder, chosen.scan),
        out=folder,
        remote=url,
        formats=tuple(dict.fromkeys(formats)),
        pages=batch.PageSelection.parse(pages) if pages is not None else None,
        issues=batch.pattern(issues) if issues is not None else None,
        settings_key=fingerprint.of_settings(chosen, ["debug images"] if debug_images else []),
        settings=chosen.batch,
        force=force,
        max_failures=max_failures,
    )
    batch.writable_folder(folder)
    with stdout_to_stderr(), Progress(progress, log_file, quiet=quiet) as shown, _convert.stoppable() as stop:
        costs = Profile() if profile else None
        pool = _convert.pool(chosen, job, debug_images, costs, ray)
        code = _convert.report(batch.convert(job, pool, stop), out, shown, quiet=quiet, verbose=verbose)
        if costs is not None:
            costs.save(folder / "profile.json")
        return code
