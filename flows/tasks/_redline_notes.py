"""Footnotes and endnotes in a redline: which old note is which new one, and what became of its text."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from flows.tasks._redline_diff import aligned
from flows.tasks._redline_parts import Package, item
from flows.tasks._redline_relations import add_part, content_type

if TYPE_CHECKING:
    from flows.tasks._redline_blocks import Redliner

KINDS = ("footnote", "endnote")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ID, _TYPE = qn("w:id"), qn("w:type")


def part_of(package: Package, kind: str) -> str:
    """The name of the part with the notes of this kind, or ""."""
    return next((part for part in package.roots if part.rpartition("/")[2].startswith(f"{kind}s")), "")


def notes_of(package: Package, kind: str) -> list[Any]:
    """The notes that the text refers to, in that order."""
    known = _known(package, kind)
    return [known[number] for number in dict.fromkeys(_referred(package, kind)) if number in known]


def match_notes(old: Package, new: Package) -> None:
    """Number the old notes as the new ones they became; one that went gets a number that is nobody's."""
    for kind in KINDS:
        if not part_of(old, kind) and not part_of(new, kind):
            continue
        _both_have(old, new, kind)
        before, after = notes_of(old, kind), notes_of(new, kind)
        fresh = max((int(number) for number in (*_known(new, kind), *_known(old, kind))), default=0)
        numbers: dict[str, str] = {}
        for i, j in aligned(
            [item(_unnumbered(one), "") for one in before], [item(_unnumbered(one), "") for one in after]
        ):
            if i is not None:
                fresh += 1
                numbers[before[i].get(_ID)] = str(fresh) if j is None else after[j].get(_ID)
        for one in [one for one in old.roots[part_of(old, kind)] if one.get(_TYPE) is None]:
            if one.get(_ID) in numbers:
                one.set(_ID, numbers[one.get(_ID)])
            else:
                one.getparent().remove(one)
        for one in old.body.iter(qn(f"w:{kind}Reference")):
            one.set(_ID, numbers.get(one.get(_ID), one.get(_ID)))


class NotePair(NamedTuple):
    """A note of either side; ``place`` counts those of the new version from 1 (None: it is not there any more)."""

    kind: str
    place: int | None
    old: Any
    new: Any


def write_notes(writer: "Redliner", old: Package, new: Package) -> list[NotePair]:
    """Turn the new notes into the redline of both; to be done when the text itself is.

    Returns what was put beside each other, in the order of the text; what went comes last.
    """
    made: list[NotePair] = []
    for kind in KINDS:
        if not part_of(new, kind):
            continue
        root, before = new.roots[part_of(new, kind)], _known(old, kind)
        _tell_apart(new, kind, before)
        marked = {
            way: {one.get(_ID) for mark in new.body.iter(qn(f"w:{way}")) for one in mark.iter(_reference(kind))}
            for way in ("ins", "del")
        }
        known = _known(new, kind)
        for place, number in enumerate(_in_new(new, kind), start=1):
            was = None if number in marked["ins"] else before.get(number)
            made.append(NotePair(kind, place, _empty(known[number]) if was is None else was, known[number]))
        gone = [number for number in sorted(marked["del"], key=int) if number in before]
        made.extend(NotePair(kind, None, before[number], _empty(before[number])) for number in gone)
        root.extend(one.new for one in made if one.kind == kind and one.place is None)
    for one in made:
        writer.merge(one.old, one.new)
    return made


def prune(package: Package) -> None:
    """Take away the notes that nothing refers to any more, and put the others in the order of the text."""
    for kind in KINDS:
        if not (part := part_of(package, kind)):
            continue
        used = notes_of(package, kind)
        for one in _known(package, kind).values():
            package.roots[part].remove(one)
        package.roots[part].extend(used)


def _tell_apart(new: Package, kind: str, before: dict[str, Any]) -> None:
    """A note that moved with its text is referred to twice: what was deleted gets a note of its own."""
    gone = [one for mark in new.body.iter(qn("w:del")) for one in mark.iter(_reference(kind))]
    used = [one.get(_ID) for one in new.body.iter(_reference(kind))]
    fresh = max(map(int, (*_known(new, kind), *before)), default=0)
    for one in gone:
        number = one.get(_ID)
        if used.count(number) > 1 and number in before:
            fresh += 1
            copy = deepcopy(before[number])
            copy.set(_ID, str(fresh))
            before[str(fresh)] = copy
            one.set(_ID, str(fresh))


def _both_have(old: Package, new: Package, kind: str) -> None:
    here, there = part_of(new, kind), part_of(old, kind)
    if here and there:
        if here != there:
            old.roots[here] = old.roots.pop(there)
        return
    known, lacks, part = (old, new, there) if there else (new, old, here)
    root = deepcopy(known.roots[part])
    for one in [one for one in root if one.get(_TYPE) is None]:
        root.remove(one)
    add_part(lacks, part, root, content_type(known, part), f"{_OFFICE}/{kind}s")


def _known(package: Package, kind: str) -> dict[str, Any]:
    part = part_of(package, kind)
    return {one.get(_ID): one for one in (package.roots[part] if part else ()) if one.get(_TYPE) is None}


def _reference(kind: str) -> str:
    return str(qn(f"w:{kind}Reference"))


def _referred(package: Package, kind: str) -> list[str]:
    return [str(one.get(_ID)) for one in package.body.iter(_reference(kind))]


def _in_new(package: Package, kind: str) -> list[str]:
    """The numbers of the notes of a redline's new version, in the order of its text."""
    known = _known(package, kind)
    gone = {one for mark in package.body.iter(qn("w:del")) for one in mark.iter(_reference(kind))}
    used = (one.get(_ID) for one in package.body.iter(_reference(kind)) if one not in gone)
    return [str(number) for number in dict.fromkeys(used) if number in known]


def _unnumbered(note: Any) -> Any:
    copy = deepcopy(note)
    copy.attrib.pop(_ID, None)
    return copy


def _empty(note: Any) -> Any:
    """The same note without its text, its last paragraph's form kept: that paragraph never comes or goes."""
    made = deepcopy(note)
    for child in list(made):
        made.remove(child)
    paragraph = OxmlElement("w:p")
    last = [one for one in note if one.tag == qn("w:p")][-1:]
    about = last[0].find(qn("w:pPr")) if last else None
    if about is not None:
        paragraph.append(deepcopy(about))
    made.append(paragraph)
    return made
