"""From a file to upright rasters."""

from ocrfix.scan.raster import Raster, Upright

__all__ = ["Raster", "Upright"]
