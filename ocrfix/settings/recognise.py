"""Settings of detection and recognition."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, PositiveFloat, PositiveInt

from ocrfix.settings.base import Group

Share = float
Precision = Literal["auto", "f32", "bf16"]


class DetectionSettings(Group):
    """Finding text lines. Lengths in em are body character heights of the page."""

    character_height: PositiveFloat = Field(
        24.0,
        description="Pixels a body character is scaled to before detection. Measured on real pages: 16 loses small "
        "type, 32 finds no more than 24 and costs twice as much.",
    )
    fallback_em: PositiveFloat = Field(
        24.0, description="Pixels taken as body character height where the page shows no text."
    )
    max_enlargement: PositiveFloat = Field(
        3.0,
        description="Factor at most by which a page is enlarged for detection; beyond it only blur is added.",
    )
    tile: PositiveInt = Field(
        768,
        ge=256,
        description="Side of a tile in detection pixels; with its halo it bounds memory (0.3 GiB a thread).",
    )
    halo: PositiveInt = Field(
        96,
        description="Detection pixels of context read around a tile and thrown away. Compared with a map made in "
        "one piece, a PP-OCRv6 detector errs by a quarter of the range in the outer 32 pixels, by a twentieth in "
        "the next 32, and by no more than elsewhere from 96.",
    )
    flat: PositiveInt = Field(
        24,
        description="Grey levels between the lightest and darkest pixel below which a tile is blank paper.",
    )
    threshold: Share = Field(0.3, gt=0, lt=1, description="Map value from which a pixel is text (PaddleOCR's default).")
    keep: Share = Field(
        0.4,
        ge=0,
        lt=1,
        description="Mean map value from which a line is kept. Below PaddleOCR's 0.6: a lost line is worse "
        "than a false one, which later stages can see through.",
    )
    unclip: PositiveFloat = Field(
        1.5,
        description="Area over perimeter times this is added around the detector's shrunken core (PP-OCRv6's default).",
    )
    long: PositiveFloat = Field(
        1.4,
        description="Length over thickness from which a box shows which way its line runs, and its long sides "
        "are drawn to its ink.",
    )
    contained: Share = Field(
        0.8,
        gt=0,
        le=1,
        description="Share of a small box inside a line from which it is part of that line.",
    )
    valley: Share = Field(
        0.08,
        gt=0,
        lt=1,
        description="Ink of a row of pixels beside a line, as a share of the line's own, below which the line "
        "ends there. Columns set a third of an em apart still leave such a row.",
    )
    dip: Share = Field(
        0.8,
        gt=0,
        le=1,
        description="The same, below which the row of least ink parts two lines that have no white between them.",
    )
    gutter: Share = Field(
        0.3,
        gt=0,
        le=1,
        description="The same where white follows beyond the detector's box: then it may as well be a row inside the "
        "line's own characters.",
    )
    outwards: Share = Field(
        0.3,
        ge=0,
        le=1,
        description="How far beyond the detector's box the white beside a line is sought, as a share of its thickness.",
    )
    min_side: PositiveFloat = Field(0.1, description="Shortest side in em of a detector core that is taken for text.")
    straight: PositiveFloat = Field(
        3.0,
        description="Length over thickness from which a line may be tilted; shorter boxes stand upright, "
        "because the angle of a short box is noise.",
    )
    coarse_step: PositiveFloat = Field(
        3.0,
        description="Factor between detection scales. A detector sees type of up to about four times "
        "the height it was scaled for, so steps of three overlap.",
    )
    blind: PositiveFloat = Field(
        8.0,
        description="Times the characters a scale is made for, from which it does not see type: such a box is looked "
        "at closer.",
    )
    big_type: PositiveFloat = Field(
        2.5,
        description="Times the characters a scale is made for, from which type is big: a coarser scale "
        "is looked at when the ink holds such components, and its lines count from this thickness.",
    )
    big_share: Share = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of a coarse line's ink in parts as big as the line's own characters would have; below "
        "it the line is body type run together.",
    )
    together: PositiveFloat = Field(
        1.8,
        description="Thickness of a line, in body characters, from which it may be several lines run together.",
    )
    closer: PositiveFloat = Field(
        1.4,
        description="Enlargement at which lines run together are looked at again.",
    )
    small_type: Share = Field(
        0.15,
        gt=0,
        le=1,
        description="Share of a coarse line's area in finer lines of small type from which it is no line.",
    )
    seen: Share = Field(
        0.85,
        gt=0,
        le=1,
        description="Share of a coarse line's ink inside finer lines from which the finer scale has read it.",
    )
    same_line: Share = Field(
        0.5,
        gt=0,
        le=1,
        description="Share of a line's area inside a line of another scale from which both are the same line.",
    )
    tall: PositiveFloat = Field(
        1.5, description="Height over width from which a box is read top to bottom (PaddleOCR's default)."
    )


class ReadingSettings(Group):
    """Reading text lines."""

    squeeze: Share = Field(
        0.6,
        gt=0.2,
        le=1,
        description="Width factor of line crops. Fewest errors between 0.6 and 0.75 on small modern print; 0.6 takes "
        "two thirds of the time of 1.",
    )
    margin: float = Field(0.16, ge=0, le=0.5, description="Margin around a line's polygon, in line heights.")
    longest: PositiveInt = Field(
        1600,
        ge=96,
        description="Pixels of a line crop (48 high) fed at once; longer lines are cut at gaps. Bounds "
        "memory: 0.6 MB of posteriors per 64 pixels.",
    )
    width_step: PositiveInt = Field(
        32, description="Strips are padded to a multiple of this many pixels, and to nothing else."
    )
    narrowest: PositiveInt = Field(
        96, description="Pixels a strip is padded to at least; the recogniser was trained on wide lines."
    )
    alternatives: PositiveInt = Field(10, le=10, description="Characters kept for every CTC peak.")
    doubtful: Share = Field(
        0.6,
        ge=0,
        le=1,
        description="Mean probability of a line's characters below which it is marked doubtful.",
    )
    least: Share = Field(
        0.37,
        gt=0,
        lt=1,
        description="Probability from which a character speaks for the reading that holds it, where two readings "
        "of a line compete (1/e: one nat).",
    )
    sure: Share = Field(
        0.6,
        gt=0,
        le=1,
        description="Probability from which a character stands that only one of two readings of a line saw.",
    )
    certain: Share = Field(
        0.95,
        ge=0,
        le=1,
        description="Mean probability of a column read upright from which it is not read lying too, where all of its "
        "characters are sure.",
    )
    again: Share = Field(
        0.85,
        ge=0,
        le=1,
        description="Mean probability of a line's characters below which it is looked at twice: wider, and in "
        "columns sharpened.",
    )
    sharpen_radius: PositiveFloat = Field(
        0.1, description="Radius of the unsharp mask, in em: about the width of a stroke."
    )
    sharpen_amount: PositiveFloat = Field(
        1.5, description="Amount of the unsharp mask; lost 0.7 points less of an out-of-focus page than none."
    )
    wide_squeeze: Share = Field(
        0.85,
        gt=0.2,
        le=1,
        description="Width factor of columns set upright and of second looks: small marks need more width than "
        "characters do.",
    )
    upright_columns: bool = Field(
        True,
        description="Read vertical lines also character by character set upright, and keep the surer reading.",
    )


class RecogniseSettings(Group):
    """Which recogniser runs, and how."""

    models: str | None = Field(
        None,
        description="Name of other PaddleOCR models, e.g. PP-OCRv6_medium: DETECTOR,RECOGNISER or a common stem.",
    )
    model_dir: Path | None = Field(
        None,
        description="Folder with det/ and rec/ model folders (inference.onnx and inference.yml in each).",
    )
    download: bool = Field(False, description="Whether named models may be fetched when they are not cached.")
    device: Literal["cpu", "gpu"] = Field("cpu", description="Where the networks run.")
    runtime: Literal["auto", "onnxruntime", "openvino"] = Field(
        "auto",
        description="What runs the networks: auto is OpenVINO on a CPU where it is installed, else ONNX Runtime.",
    )
    precision: Precision = Field(
        "auto",
        description="Arithmetic of OpenVINO: auto is bfloat16 where the CPU has instructions for it, else float32.",
    )
    threads: PositiveInt = Field(2, description="Lines and tiles worked on at the same time. Never changes the result.")
    release_megapixels: PositiveFloat = Field(
        20.0,
        description="Megapixels of a page from which the detector gives its memory back (150 MB) when it is done with "
        "it. Reason: to take it again costs a hundredth of a small page's time, and the peak of those is elsewhere.",
    )
    detection: DetectionSettings = DetectionSettings()
    reading: ReadingSettings = ReadingSettings()
