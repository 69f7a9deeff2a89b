"""METS: what an issue consists of; written for issues only, read to find their pages and the images of these.

``fileSec`` has every file with its checksum, the physical ``structMap`` a ``div`` a page, the logical one a ``div`` an
article with one a block, which lead to their regions in the ALTO (or PAGE-XML) files, or to places in the images.
Titles are MODS. Sources: https://www.loc.gov/standards/mets/, METS application profile of the DFG.
"""

from ocrfix.formats.base import Format
from ocrfix.formats.mets.moved import moved
from ocrfix.formats.mets.read import images, is_mets, texts
from ocrfix.formats.mets.write import write_issue

__all__ = ["FORMAT", "images", "is_mets", "moved", "texts", "write_issue"]

FORMAT = Format("mets", ".mets.xml", write_issue=write_issue)
