"""What a file tells besides its text: properties, comments, tracked changes, hidden text, who saved it."""

import re
from collections.abc import Iterable, Mapping

from flows.rules.anonymity.finding import Finding, Kind, Level
from flows.rules.anonymity.searching import Search

_REMAINS = (
    (re.compile(r"(^|/)(?:(?:threaded)?comments?\w*|people|persons?)\.xml$", re.IGNORECASE), "opmerkingen"),
    (re.compile(r"docProps/custom\.xml$", re.IGNORECASE), "eigen documenteigenschappen"),
    (re.compile(r"(^|/)customXml/", re.IGNORECASE), "bijgevoegde gegevens"),
    (re.compile(r"(^|/)(embeddings|attachments)/|^bijlage:", re.IGNORECASE), "ingevoegde bestanden"),
)
_INSIDE = (
    (re.compile(r"<w:(?:ins|del|moveFrom|moveTo|rPrChange|pPrChange)\b"), "bijgehouden wijzigingen"),
    (re.compile(r"<w:vanish(?:\s*/>|\s+w:val=\"(?:1|true|on)\")"), "verborgen tekst"),
    (re.compile(r"<(?:\w+:)?(?:Manager|Company|HyperlinkBase)>[^<]+<"), "naam van een organisatie of leidinggevende"),
)
_SAVED = re.compile(r"\bw:rsid\w*=\"([0-9A-Fa-f]+)\"")
"""Word gives every sitting in which somebody worked on a text a number of its own."""
_WHO = re.compile(r"<(?:\w+:)?(?:creator|lastModifiedBy)\b[^>]*>(?:\s*<rdf:\w+>)*([^<]*)<|^/Author=(.+)", re.MULTILINE)


def metadata_findings(parts: Mapping[str, str], author: str, ours: Iterable[str] = ()) -> tuple[Finding, ...]:
    """What a file that goes out should not carry. ``parts`` are its pieces by name, as raw text.

    ``author`` (the organisation) is the only one who may be named as maker; ``ours`` are the pieces of the template,
    whose own numbers of sittings say nothing.
    """
    found = []
    sittings = {number for text in ours for number in _SAVED.findall(text)}
    for name, text in parts.items():
        what = [label for pattern, label in _REMAINS if pattern.search(name)]
        what += [label for pattern, label in _INSIDE if pattern.search(text)]
        if set(_SAVED.findall(text)) - sittings:
            what.append("sporen van wie wanneer bewerkte (rsid)")
        makers = {maker.strip() for pair in _WHO.findall(text) for maker in pair if maker.strip()}
        what += [f"maker '{_unescaped(maker)}'" for maker in sorted(makers) if _unescaped(maker) != author]
        found += [Finding(kind=Kind.METADATA, mark=label, place=name, level=Level.BETRAYS) for label in what]
    return tuple(found)


def register_findings(texts: Iterable[tuple[str, str]], search: Search) -> tuple[Finding, ...]:
    """Only what betrays: for a whole file, in which people cannot tick off what is not theirs to judge."""
    return search.betraying(texts)


def _unescaped(text: str) -> str:
    return (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&apos;", "'")
        .replace("&amp;", "&")
    )
