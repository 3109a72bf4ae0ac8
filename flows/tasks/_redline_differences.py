"""The differences of two versions in words, from the very alignment that their marks were made of."""

from collections.abc import Iterable, Iterator
from typing import Any

from flows.tasks._redline_compare import Alignment
from flows.tasks._redline_notes import NotePair
from flows.tasks._redline_objects import Objects, in_words
from flows.tasks._redline_parts import (
    BODY,
    CONTENT,
    CONTROL,
    PARAGRAPH,
    ROW,
    TABLE,
    Package,
    blocks_of,
    box_text,
    canonical,
    cells_of,
    row_text,
    text,
)
from schemas.redline import Difference, Passage

_NOTES = {"footnote": "voetnoot", "endnote": "eindnoot"}
_MARGINS = {True: "koptekst", False: "voettekst"}
_BESIDE = ("", ", tekstvak", ", afbeelding of link")
"""Where in a place each of :func:`texts` stands."""


class Comparison:
    """The differences of two versions; neighbours share a block number.

    ``passages`` and ``objects`` are those of both sides.
    """

    def __init__(self, alignment: Alignment, passages: dict[Any, Passage], objects: Objects) -> None:
        self._alignment, self._passages, self._objects = alignment, passages, objects
        self._block = 0
        self._before: tuple[str, ...] = ()  # what the last passage that stands on both sides is called
        self._elsewhere = ""  # where we are outside the text
        self._in_margin = False

    def found(self, old: Package, new: Package, notes: Iterable[NotePair]) -> Iterator[Difference]:
        yield from self._container(old.body, new.body)
        for one in notes:
            self._elsewhere = _NOTES[one.kind] + ("" if one.place is None else f" {one.place}")
            yield from self._container(one.old, one.new)
        self._in_margin = True
        for part, root in new.roots.items():
            if is_margin(part) and part in old.roots:
                self._elsewhere = _MARGINS["header" in part]
                yield from self._container(old.roots[part], root)

    def _container(self, old: Any, new: Any, row: tuple[str, str] = ("", "")) -> Iterator[Difference]:
        self._block += 1
        for before, after in self._alignment.blocks(old, new):
            if before is None or after is None:
                yield from self._alone(before, after, row)
                continue
            self._before = self._last_names(after)
            if canonical(before) == canonical(after):
                self._block += 1
            elif after.tag == TABLE:
                yield from self._table(before, after)
            elif after.tag == CONTROL:
                yield from self._container(before.find(CONTENT), after.find(CONTENT), row)
            else:
                yield from self._said(before, after, row)

    def _alone(self, old: Any, new: Any, row: tuple[str, str]) -> Iterator[Difference]:
        """What stands on one side only: a paragraph, a table row by row, or the text of a content control."""
        one = new if old is None else old
        if one.tag in (PARAGRAPH, ROW):
            yield from self._said(old, new, row)
            return
        for part in blocks_of(one.find(CONTENT)) if one.tag == CONTROL else one.iterchildren(ROW):
            yield from self._alone(None if old is None else part, None if new is None else part, row)

    def _table(self, old: Any, new: Any) -> Iterator[Difference]:
        self._block += 1
        for before, after in self._alignment.rows(old, new):
            if before is None or after is None:
                yield from self._said(before, after, ("", ""))
                continue
            self._before = self._last_names(after)
            if canonical(before) != canonical(after):
                around = row_text(before), row_text(after)
                for cell, other in zip(cells_of(before), cells_of(after), strict=True):
                    yield from self._container(cell, other, around)
            self._block += 1
        self._block += 1

    def _said(self, old: Any, new: Any, row: tuple[str, str]) -> Iterator[Difference]:
        sides = [self._passage(one) for one in (old, new) if one is not None]
        # A row that came has its place behind another one, and is listed with that one's name.
        neighbour = self._before if old is None else ()
        for beside, (was, now) in zip(_BESIDE, texts(old, new, self._objects), strict=True):
            if differs(was, now):
                yield Difference(
                    place=f"{sides[0].place}{beside}",
                    old_text=was,
                    new_text=now,
                    names=tuple(dict.fromkeys((*(name for one in sides for name in one.names), *neighbour))),
                    block=self._block,
                    row_old=row[0],
                    row_new=row[1],
                    administrative=self._in_margin or any(one.administrative for one in sides),
                )

    def _last_names(self, element: Any) -> tuple[str, ...]:
        last = element if element.tag == PARAGRAPH else next((one for one in [*element.iter(PARAGRAPH)][-1:]), None)
        return self._passages[last].names if last is not None and last in self._passages else ()

    def _passage(self, element: Any) -> Passage:
        """A paragraph's own passage; of a row that of its first paragraph; outside the text one that says where."""
        first = element if element.tag == PARAGRAPH else next(element.iter(PARAGRAPH))
        return self._passages.get(first) or Passage(
            text=text(first), place=self._elsewhere, names=(self._elsewhere.casefold(),)
        )


def is_margin(part: str) -> bool:
    """Whether a part is a header or a footer."""
    return part != BODY and "notes" not in part


def marked_texts(package: Package) -> Iterator[tuple[str, str]]:
    """The old and new text of everything that the marks of a redline change, read from those marks and nothing else.

    Every paragraph once, its text boxes apart and what is seen in it apart; so is a row that came or went.
    """
    objects = Objects(package)
    for root in package.roots.values():
        yield from _marked_in(root, objects)


def _marked_in(element: Any, objects: Objects) -> Iterator[tuple[str, str]]:
    sides: tuple[tuple[str, str], ...]
    for child in element:
        if child.tag == PARAGRAPH:
            seen = objects.of(child, before=True), objects.of(child)
            said = text(child, before=True), text(child)
            sides = (said, (box_text(child, before=True), box_text(child)), in_words(*seen))
        elif child.tag == ROW and (how := _row_mark(child)):
            went = how == "del"
            whole = row_text(child, before=went), in_words((), objects.of(child, before=went))[1]
            sides = tuple((one, "") if went else ("", one) for one in whole)
        else:
            yield from _marked_in(child, objects)
            continue
        yield from (one for one in sides if differs(*one))


def _row_mark(row: Any) -> str:
    about = row.find(ROW.replace("}tr", "}trPr"))
    tags = [] if about is None else [str(one.tag).rpartition("}")[2] for one in about]
    return next((tag for tag in tags if tag in ("ins", "del")), "")


def texts(old: Any, new: Any, objects: Objects) -> tuple[tuple[str, str], ...]:
    """The old and new text of a paragraph or row, of its text boxes (of a row: in its text), and what is seen in it."""
    one = new if old is None else old
    reads = (row_text, _nothing) if one.tag == ROW else (text, box_text)
    sides = [() if side is None else objects.of(side) for side in (old, new)]
    said = (("" if old is None else read(old), "" if new is None else read(new)) for read in reads)
    return (*said, in_words(sides[0], sides[1]))


def _nothing(_: Any) -> str:
    return ""


def differs(was: str, now: str) -> bool:
    """Whether a reader reads something else; a line without words that came or went is no difference."""
    return was != now and bool(was.strip() or now.strip())
