"""The hand that compares two versions of a Word document and marks every difference as a tracked change.

Accepting everything in a redline gives exactly the new version, rejecting everything exactly the old one; both can be
done here (:func:`accept_all`, :func:`reject_all`) and by anyone in Word. What is marked and how is ECMA-376 part 1,
17.13.5: inserted and deleted runs, paragraph marks and table rows, and changed formatting. A moved text is marked as
deleted and inserted.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from docx.oxml.ns import qn

from flows.tasks._redline_blocks import Redliner
from flows.tasks._redline_compare import Alignment, Labels
from flows.tasks._redline_differences import Comparison, is_margin, marked_texts
from flows.tasks._redline_edit import Editor
from flows.tasks._redline_inline import Pen
from flows.tasks._redline_notes import KINDS, match_notes, notes_of, part_of, prune, write_notes
from flows.tasks._redline_numbers import Numbering
from flows.tasks._redline_objects import Objects
from flows.tasks._redline_parts import (
    BODY,
    PARAGRAPH,
    STILL,
    TABLE,
    Package,
    blocks_of,
    canonical,
    cells_of,
    rows_of,
    settled,
    text,
)
from flows.tasks._redline_passages import labels, walk
from flows.tasks._redline_print import for_print as paint
from flows.tasks._redline_relations import carry_relations, match_margins, refers_to
from flows.tasks._redline_resolve import resolve
from flows.tasks._redline_styles import carry_over
from schemas.errors import PermanentError
from schemas.redline import Difference, Edit, Passage

_OLD, _NEW, _ONE = "de oude versie", "de nieuwe versie", "het document"
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


class Redline(NamedTuple):
    """A redline, and in words the differences that it marks, in reading order: both come of one comparison."""

    docx: bytes
    differences: tuple[Difference, ...]


def compared(old_docx: bytes, new_docx: bytes, *, author: str, moment: datetime) -> Redline:
    """Return the new version with every difference from the old one as a tracked change, and those differences.

    ``author`` is the organisation, never a person; ``moment`` is the time of every change. The same arguments give the
    same bytes. The differences are in reading order, footnotes and endnotes after the text, headers and footers last.
    A picture or the address of a link that is another one is a difference of its own, beside the text around it; a
    change of formatting alone is marked and is none. What tells about the version itself is administrative: headers
    and footers, the strip under the title with version, status and date, and the index of changes with its chapter.

    Raises :class:`InputRefusedError` when a version has tracked changes already, or holds something else than text,
    tables and pictures that is another one in the other version; PermanentError when the redline would not be exact:
    accepting gives the new version, rejecting the old one, and its marks change just what the differences say.
    """
    old, new = settled(old_docx, _OLD), settled(new_docx, _NEW)
    _match(old, new)
    sides = walk(old), walk(new)
    alignment = Alignment(Labels(labels(sides[0])), Labels(labels(sides[1])))
    carry_over(old, new)
    writer = Redliner(Pen(author, moment, used=max(_numbers_in(old), _numbers_in(new))), alignment)
    for part, root in new.roots.items():
        if part == BODY:
            writer.merge(old.body, new.body)
        elif is_margin(part) and part in old.roots and canonical(old.roots[part]) != canonical(root):
            writer.merge(old.roots[part], root)
    notes = write_notes(writer, old, new)
    passages_of = {one: passage for side in sides for one, passage in side}
    listing = Comparison(alignment, passages_of, Objects(new, beside=old.roots))
    made = Redline(new.packed(), tuple(listing.found(old, new, notes)))
    prove(made, old_docx, new_docx)
    return made


def prove(made: Redline, old_docx: bytes, new_docx: bytes) -> None:
    """Raise PermanentError unless a redline gives both versions back and its differences are what its marks change."""
    if not (same(reject_all(made.docx), old_docx) and same(accept_all(made.docx), new_docx)):
        raise PermanentError("De redline geeft de twee versies niet precies terug. Meld deze fout.")
    listed = Counter((one.old_text, one.new_text) for one in made.differences)
    if listed != Counter(marked_texts(Package(made.docx))):
        raise PermanentError("De redline en de lijst van verschillen zijn niet gelijk. Meld deze fout.")


def accept_all(docx: bytes) -> bytes:
    """Return the document with every tracked change accepted: in a redline, the new version."""
    return _resolved(docx, accept=True)


def reject_all(docx: bytes) -> bytes:
    """Return the document with every tracked change rejected: in a redline, the old version."""
    return _resolved(docx, accept=False)


def for_print(docx: bytes) -> bytes:
    """Return a redline with its marks as ordinary colour and lines, to make a PDF of; a first line explains them."""
    package = Package(docx)
    paint(package)
    return package.packed()


def text_of(docx: bytes) -> tuple[str, ...]:
    """Every paragraph a reader reads, also in cells, headers and footers, in order. Deleted text is left out."""
    package = Package(docx)
    return tuple(text(one) for _, root in _read(package) for one in root.iter(PARAGRAPH))


def same(first: bytes, second: bytes) -> bool:
    """Whether two documents say and show the same in the same form: styles, numbers, pictures, links, tables."""
    return _shape(first) == _shape(second)


def passages(docx: bytes) -> tuple[Passage, ...]:
    """The paragraphs of the document's own text, each with everything it is called; not headers and footers."""
    return tuple(passage for _, passage in walk(settled(docx, _ONE)))


def edited(docx: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the document with these edits carried out; their numbers are those of :func:`passages`."""
    package = settled(docx, _ONE)
    Editor([one for one, _ in walk(package)]).carry_out(edits)
    return package.packed()


def differences(old_docx: bytes, new_docx: bytes) -> tuple[Difference, ...]:
    """Every text that differs between two versions, without what is administrative; see :func:`compared`."""
    found = compared(old_docx, new_docx, author="", moment=_ANY_MOMENT).differences
    return tuple(one for one in found if not one.administrative)


def _numbers_in(package: Package) -> int:
    """The highest number of a mark that is there already (a bookmark); every mark has a number of its own."""
    numbers = (one.get(qn("w:id"), "") for root in package.roots.values() for one in root.iter(*STILL))
    return max((int(number) for number in numbers if number.isdigit()), default=0)


def _match(old: Package, new: Package) -> None:
    """Make the old package speak of its headers, notes, pictures and links as the new one does."""
    match_margins(old, new)
    match_notes(old, new)
    carry_relations(old, new)


def _read(package: Package) -> list[tuple[str, Any]]:
    """What a reader reads, in order: headers, text, footers, and the notes that the text refers to."""
    notes = {part_of(package, kind) for kind in KINDS}
    used = refers_to(package) | {BODY}
    margins = [(part, root) for part, root in package.roots.items() if part in used - notes]
    return margins + [(kind, note) for kind in KINDS for note in notes_of(package, kind)]


def _resolved(docx: bytes, *, accept: bool) -> bytes:
    package = Package(docx)
    for root in package.roots.values():
        resolve(root, accept=accept)
    prune(package)
    return package.packed()


def _shape(docx: bytes) -> list[object]:
    package = Package(docx)
    numbering, objects = Numbering(package.entries), Objects(package)
    body = _form(package.roots[BODY], numbering, objects)
    # A header that only one side had stays behind in the other one, empty.
    margins = sorted(
        repr(_form(root, numbering, objects)) for part, root in _read(package) if part != BODY and _says(root)
    )
    return [body, margins]


def _says(root: Any) -> bool:
    return any(text(one) for one in root.iter(PARAGRAPH))


def _form(container: Any, numbering: Numbering, objects: Objects) -> list[object]:
    made: list[object] = []
    for one in blocks_of(container):
        if one.tag == PARAGRAPH:
            made.append((numbering.style(one), numbering.number(one), text(one), objects.of(one)))
        elif one.tag == TABLE:
            made.append([[_form(cell, numbering, objects) for cell in cells_of(row)] for row in rows_of(one)])
        else:
            made.extend(_form(one, numbering, objects))
    return made
