"""What a reader sees or follows besides text: pictures, other drawn things, and the addresses that links lead to."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from flows.tasks._redline_notes import part_of
from flows.tasks._redline_parts import FALLBACK, RUN, Package
from flows.tasks._redline_relations import RELATION, meaning, relations

_LINK, _DRAWN = qn("w:hyperlink"), frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
_CODES = frozenset({qn("w:instrText"), qn("w:delInstrText")})
_FIELD = re.compile(r'HYPERLINK\s+"([^"]+)"')
_UNREAD = frozenset({qn("w:pPr"), qn("w:rPr"), FALLBACK})
_UNREAD_BEFORE = _UNREAD | {qn("w:ins"), qn("w:moveTo")}
_UNREAD_AFTER = _UNREAD | {qn("w:del"), qn("w:moveFrom")}
_ALT = ("descr", "alt", "title", "name")
_OTHER = " (een andere versie)"


class Thing(NamedTuple):
    """A picture or an address: what it is called, and what makes it the same one in another file."""

    label: str
    identity: object


class Objects:
    """The things in the paragraphs and rows of a package.

    ``beside`` are trees of another package whose references were made to be those of this one.
    """

    def __init__(self, package: Package, beside: Mapping[str, Any] | None = None) -> None:
        self._parts = {root: part for roots in (beside or {}, package.roots) for part, root in roots.items()}
        self._package = package
        self._known: dict[str, dict[str, tuple[str, object]]] = {}

    def of(self, element: Any, *, before: bool = False) -> tuple[Thing, ...]:
        """The things in a paragraph or row, in order; ``before`` leaves out what is marked as inserted."""
        root = element.getroottree().getroot()
        # A note that stands by itself, on its way from one version to the other, is not in any part yet.
        part = self._parts.get(root) or part_of(self._package, root.tag.rpartition("}")[2])
        if part not in self._known:
            rows = relations(self._package, part)
            self._known[part] = {str(row.get("Id")): meaning(self._package, part, row) for row in rows}
        return tuple(self._things(element, _UNREAD_BEFORE if before else _UNREAD_AFTER, self._known[part]))

    def _things(self, element: Any, unread: frozenset[str], known: Mapping[str, tuple[str, object]]) -> Iterator[Thing]:
        for child in element:
            if child.tag in unread:
                continue
            if child.tag in _DRAWN:
                yield from _drawn(child, known)
            elif child.tag in _CODES:
                yield from (Thing(f"Link naar {address}", address) for address in _FIELD.findall(child.text or ""))
            elif child.tag == _LINK and child.get(f"{RELATION}id") in known and _shows(child, unread):
                address = known[child.get(f"{RELATION}id")][1]
                yield Thing(f"Link naar {address}", address)
            yield from self._things(child, unread, known)


def _shows(link: Any, unread: frozenset[str]) -> bool:
    """Whether anything of a link is left to click on."""
    return any(child.tag == RUN or _shows(child, unread) for child in link if child.tag not in unread)


def _drawn(drawn: Any, known: Mapping[str, tuple[str, object]]) -> Iterator[Thing]:
    """What is drawn, with everything it refers to as one; a text box refers to nothing and is no thing."""
    found = [
        known[value]
        for one in drawn.iter()
        for name, value in one.attrib.items()
        if name.startswith(RELATION) and one.tag != _LINK and value in known
    ]
    if not found:
        return
    is_picture = any(kind.endswith("/image") for kind, _ in found)
    said = (one.get(name) for name in _ALT for one in drawn.iter())
    label = next((text.strip() for text in said if text and text.strip()), "zonder omschrijving")
    yield Thing(
        f"{'Afbeelding' if is_picture else 'Onderdeel'}: {label}",
        tuple(hashlib.sha256(what).digest() if isinstance(what, bytes) else what for _, what in found),
    )


def in_words(old: tuple[Thing, ...], new: tuple[Thing, ...]) -> tuple[str, str]:
    """Both sides as a reader is told them, a line each: equal only when he sees and follows the same."""
    was, now = [one.label for one in old], [one.label for one in new]
    if was == now and old != new:
        now = [two.label if one == two else two.label + _OTHER for one, two in zip(old, new, strict=True)]
    return "\n".join(was), "\n".join(now)
