"""From read lines to stacks (lines of one size under each other) and what kind of text each stack is."""

from ocrfix.regions.direction import right_to_left
from ocrfix.regions.kinds import Regions, classify
from ocrfix.regions.scene import Scene, build
from ocrfix.regions.zones import Zone, zones

__all__ = ["Regions", "Scene", "Zone", "build", "classify", "right_to_left", "zones"]
