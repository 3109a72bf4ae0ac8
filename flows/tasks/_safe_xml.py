"""XML from outside: no document types, no entities, no outside world, and never more of it than a document holds."""

from typing import Any

from lxml import etree

MOST_ELEMENTS = 400_000
_MOST_BYTES = 40 * 1024 * 1024

# Word and Excel can save the same format under other names ("Strict Open XML"); we know one set of names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006"
    b"/relationships",
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}


def usual_names(data: bytes) -> bytes:
    """The same part, with the names of "Strict Open XML" replaced by the usual ones."""
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
    return data


def parse(data: bytes) -> Any:
    """The root element. Raises ValueError (also as lxml's SyntaxError) for what is no XML or is built to do harm."""
    if len(data) > _MOST_BYTES or data.count(b"<") > 2 * MOST_ELEMENTS:
        raise ValueError("more XML than a document holds")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(usual_names(data), parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type in the XML of a document")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; empty for a comment or a processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
