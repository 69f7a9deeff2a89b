"""What a PDF says about itself: its XMP packet and its colour profile, as PDF/A wants them.

Sources: ISO 19005-2, 6.2.3 and 6.6; XMP specification, part 1.
"""

from __future__ import annotations

from typing import Any

from lxml import etree
from PIL import ImageCms

from ocrfix.formats.language import Language

PRODUCER = "pikepdf"
_X, _RDF = "adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_R = f"{{{_RDF}}}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


def xmp(title: str, creator: str, language: Language | None) -> bytes:
    """The packet: PDF/A-2b. Every schema has a description of its own, where weak readers look for its name."""
    root = etree.Element(f"{{{_X}}}xmpmeta", nsmap={"x": _X})
    rdf = etree.SubElement(root, _R + "RDF", nsmap={"rdf": _RDF})
    about = {
        prefix: etree.SubElement(rdf, _R + "Description", {_R + "about": ""}, nsmap={prefix: space})
        for prefix, space in _SPACES.items()
    }

    def named(prefix: str, name: str) -> str:
        return f"{{{_SPACES[prefix]}}}{name}"

    alternatives = _sub(_sub(about["dc"], named("dc", "title")), _R + "Alt")
    _sub(alternatives, _R + "li", {_LANG: "x-default"}, title)
    if language is not None:
        _sub(_sub(_sub(about["dc"], named("dc", "language")), _R + "Bag"), _R + "li", text=language.tag)
    _sub(about["xmp"], named("xmp", "CreatorTool"), text=creator)
    _sub(about["pdf"], named("pdf", "Producer"), text=PRODUCER)
    _sub(about["pdfaid"], named("pdfaid", "part"), text="2")
    _sub(about["pdfaid"], named("pdfaid", "conformance"), text="B")
    body: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False, pretty_print=True)
    begin = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return begin.encode() + body + b'<?xpacket end="w"?>'


def _sub(parent: Any, tag: str, attributes: dict[str, str] | None = None, text: str | None = None) -> Any:
    child = etree.SubElement(parent, tag, attributes)
    child.text = text
    return child


def srgb() -> bytes:
    """The colour profile of PDF/A's output intent, of the version that PDF 1.7 knows (ICC.1:2004-10, 4.2; lcms says
    4.4 of the same tags), without the time at which it was made."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[8:12] = bytes((4, 0x20, 0, 0))
    data[24:36] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))
    return bytes(data)
