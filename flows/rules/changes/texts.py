"""Decided changes worked into a document's text: a change says where, what stood there, and what stands there now.

This is for documents whose words are their own; requirements and product cards change in the record (``changes``).
A number never shifts, because other texts refer to it: what goes reads "Vervallen.", what comes stands at the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flows.rules.changes.places import lies_at, read
from flows.rules.wording import count
from schemas.clarification import DocumentChange
from schemas.redline import Edit, EditKind, Passage

LAPSED = "Vervallen."
CELLS = " | "
"""Divides the cells of a table row where a change writes a whole row."""
_NOT_IN_A_DOCUMENT = re.compile("[\x00-\x08\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Refusal(NamedTuple):
    """A change that cannot be worked in, and why, in one Dutch sentence."""

    change: DocumentChange
    why: str


@dataclass(eq=False)
class _Line:
    """A paragraph on its way to the new version: the one it was or, when it is new, the one it looks like."""

    text: str
    like: int
    passage: Passage
    row: object = None
    new: bool = False
    gone: bool = False
    names: tuple[str, ...] = ()


class _Lost(Exception):  # noqa: N818 - not an error: the change is listed
    pass


def plain(text: str) -> str:
    """A text as a document can hold it: one kind of line break, no control characters."""
    return _NOT_IN_A_DOCUMENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def worked_in(
    passages: Sequence[Passage], changes: Iterable[DocumentChange]
) -> tuple[tuple[Edit, ...], tuple[Refusal, ...]]:
    """The edits that work these changes in, in order of their numbers, and the changes that cannot be.

    An old text is replaced where it stands to the letter, at the place and nowhere else; it must stand in one paragraph
    there, or be whole paragraphs (a line each) or a whole table row. Without an old text the new one is added: to the
    sentence at the place, or at the end of the article, chapter or list it names. A place that is just the next
    number (artikel 4.6 where 4.5 is the last) will do for that.
    """
    text = _Text(passages)
    lost = []
    for change in sorted(changes, key=lambda row: row.sequence):
        try:
            text.change(change)
        except _Lost as reason:
            lost.append(Refusal(change, str(reason)))
    return tuple(text.edits()), tuple(lost)


class _Text:
    """The lines of a document while changes are worked in."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.lines = [
            _Line(
                text=one.text,
                like=index,
                passage=one,
                row=None if one.table is None else (one.table, one.row),
                names=one.names,
            )
            for index, one in enumerate(passages)
        ]

    def change(self, change: DocumentChange) -> None:
        old, new = plain(change.old_text), plain(change.new_text)
        scope = self._scope(change.place)
        if not old:
            self._add(change.place, scope, new)
        elif not scope:
            raise _Lost(f"de plaats '{change.place}' is er niet in.")
        elif not self._replaced(change.place, scope, old, new) and not self._rewritten(scope, old, new):
            raise _Lost(f"de oude tekst staat niet bij '{change.place}'. Neem die letterlijk over.")

    def _scope(self, place: str) -> list[_Line]:
        alive = [one for one in self.lines if not one.gone and not one.passage.administrative]
        named = [one for one in alive if place.casefold() in one.names]
        return named or [one for one in alive if lies_at(one.names, one.text, place)]

    def _replaced(self, place: str, scope: list[_Line], old: str, new: str) -> bool:
        hits = [one for one in scope if old in one.text]
        whole = [one for one in hits if one.text == old]
        hits = whole if len(whole) == 1 else hits
        exact = [one for one in hits if one.passage.place.casefold() == place.casefold()]
        hits = exact if len(exact) == 1 else hits
        if len(hits) > 1:
            where = count(len(hits), "alinea", "alinea's")
            raise _Lost(f"de oude tekst staat daar in {where}. Noem de plaats of de tekst nauwkeuriger.")
        for one in hits:
            self._give(one, one.text.replace(old, new) if new else without(one.text, old), covered=False)
        return bool(hits)

    def _give(self, line: _Line, said: str, *, covered: bool) -> None:
        """Give a line its text. Without text it goes, or says that it lapsed when its number must stay."""
        if said.strip():
            line.text = said
        elif line.passage.depth is not None and line.row is None and not covered:
            line.text = LAPSED
        elif line.row is not None:
            line.text = ""
        else:
            line.gone = True

    def _rewritten(self, scope: list[_Line], old: str, new: str) -> bool:
        """Replace whole paragraphs and rows, one line each."""
        units = list(_units(scope))
        run = _run_of(units, old)
        if not run:
            return False
        fresh = new.split("\n") if new else []
        if len(fresh) > len(run) and isinstance(run[-1], list):
            raise _Lost("een tabel krijgt er geen rijen bij door een oude rij te vervangen. Voeg ze apart toe.")
        depths = (one.passage.depth for one in run if isinstance(one, _Line))
        top = min((depth for depth in depths if depth is not None), default=0)
        for index, unit in enumerate(run):
            said = fresh[index] if index < len(fresh) else ""
            if isinstance(unit, list):
                self._rewrite_row(unit, said)
            else:
                kept = index == 0 or unit.passage.depth == top
                self._give(unit, said, covered=not kept)
        inner = {id(one) for unit in run for one in (unit if isinstance(unit, list) else [unit])}
        if not new:
            self._drop_blanks(inner)
        last = run[-1]
        for said in fresh[len(run) :][::-1]:
            assert isinstance(last, _Line), "rows were refused above"
            self._insert(last, last, said, last.names)
        return True

    def _drop_blanks(self, inner: set[int]) -> None:
        """The empty lines between taken-away paragraphs go with them."""
        places = [index for index, one in enumerate(self.lines) if id(one) in inner]
        for one in self.lines[places[0] : places[-1]]:
            if not one.text.strip() and one.row is None and not one.passage.administrative:
                one.gone = True

    def _rewrite_row(self, row: list[_Line], said: str) -> None:
        if not said:
            for one in row:
                one.gone = True
            return
        cells = sorted({one.passage.cell for one in row}, key=lambda cell: cell or 0)
        texts = said.split(CELLS)
        if len(texts) != len(cells):
            raise _Lost(f"de nieuwe rij heeft {len(texts)} in plaats van {len(cells)} cellen (verdeeld met '{CELLS}').")
        for cell, new in zip(cells, texts, strict=True):
            first, *others = [one for one in row if one.passage.cell == cell]
            first.text = new
            for one in others:
                one.gone = True

    def _add(self, place: str, scope: list[_Line], new: str) -> None:
        filled = [one for one in scope if one.text.strip()]
        if not filled:
            self._add_next(place, new)
            return
        rows = [unit for unit in _units(filled) if isinstance(unit, list)]
        width = len({one.passage.cell for one in rows[-1]}) if rows else 0
        parts = [line.split(CELLS) for line in new.split("\n")]
        if width > 1 and all(len(cells) == width for cells in parts):
            for cells in parts[::-1]:
                self._insert_row(rows[-1], cells)
        elif len(filled) == 1 or (len(rows) == 1 and all(one.row is not None for one in filled)):
            filled[-1].text = f"{filled[-1].text} {new}"
        elif all(one.row is not None for one in filled):
            raise _Lost(f"bij '{place}' staan meer rijen. Noem de rij, of schrijf een hele rij met '{CELLS}' ertussen.")
        else:
            self._add_below(filled[0], scope, new.split("\n"), article=False)

    def _add_next(self, place: str, new: str) -> None:
        """Add at a number that is the next one of its list; what was added just now has no number yet."""
        unnumbered = any(one.new for one in self.lines)
        for mark in () if unnumbered else read(place).marks[-1:]:
            parent, dot, last = mark.rpartition(".")
            word, _, first = mark.partition(" ")
            if dot and (before := _before(last)) and self._scope(f"{parent}.{before}"):
                scope = self._scope(parent)
                self._add_below(scope[0], scope, new.split("\n"), article=False)
                return
            found = self._scope(f"{word} {_before(first)}") if not dot and _before(first) else []
            if found and found[0].names:
                around = found[0].names[0]
                scope = [one for one in self.lines if around in one.names and not one.gone]
                self._add_below(scope[0], scope, new.split("\n"), article=True)
                return
        raise _Lost(f"de plaats '{place}' is er niet in.")

    def _add_below(self, head: _Line, scope: list[_Line], fresh: list[str], *, article: bool) -> None:
        """Add paragraphs at the end of what ``head`` begins; a whole article when that is what it holds."""
        loose = [one for one in scope if one.row is None and one is not head]
        depth = 0 if head.passage.depth is None else head.passage.depth + 1
        titles = [one for one in loose if one.passage.heading and one.passage.depth == depth]
        texts = [one for one in loose if not one.passage.heading and one.text.strip()]
        models = [one for one in texts if one.passage.depth == depth] or texts
        first = models[-1:]
        if titles and head.passage.depth is None and (article or len(fresh) > 1):
            first = titles[-1:]
            models = [one for one in texts if one.passage.depth == depth + 1] or texts
        if not first or not models:
            raise _Lost("daar staat geen tekst om op aan te sluiten. Noem de alinea zelf.")
        place = loose[-1]
        for index in range(len(fresh) - 1, -1, -1):
            self._insert(place, models[-1] if index else first[0], fresh[index], head.names)

    def _insert(self, place: _Line, model: _Line, said: str, names: tuple[str, ...]) -> None:
        """Put a line behind ``place``. It is called what it was added to; its own number it gets on paper."""
        made = _Line(said, model.like, model.passage, names=names, new=True)
        made.row = None if place.row is None else place.row
        self.lines.insert(self.lines.index(place) + 1, made)

    def _insert_row(self, row: list[_Line], cells: list[str]) -> None:
        mark = object()
        firsts = {one.passage.cell: one for one in row[::-1]}
        at = self.lines.index(row[-1]) + 1
        self.lines[at:at] = [
            _Line(said, one.like, one.passage, row=mark, new=True, names=(*row[0].names, cells[0].casefold()))
            for said, (_, one) in zip(cells, sorted(firsts.items(), key=lambda pair: pair[0] or 0), strict=True)
        ]

    def edits(self) -> Iterator[Edit]:
        """What to do, in reading order."""
        anchor = 0
        for unit in _units(self.lines):
            group = unit if isinstance(unit, list) else [unit]
            if isinstance(unit, list) and not isinstance(group[0].row, tuple):  # a row that was not there
                texts = tuple(one.text for one in group)
                if any(texts):
                    yield Edit(kind=EditKind.ADD_ROW, at=anchor, like=group[0].like, texts=texts)
                continue
            if isinstance(unit, list) and all(one.gone for one in group):
                yield Edit(kind=EditKind.REMOVE_ROW, at=group[0].like)
                anchor = group[-1].like
                continue
            for one in group:
                if not one.new:
                    anchor = one.like
                yield from _edit(one, anchor)


def _edit(one: _Line, anchor: int) -> Iterator[Edit]:
    if one.new:
        if not one.gone and one.text:
            yield Edit(kind=EditKind.ADD, at=anchor, like=one.like, texts=(one.text,))
    elif one.gone:
        yield Edit(kind=EditKind.REMOVE, at=one.like)
    elif one.text != one.passage.text:
        yield Edit(kind=EditKind.REWRITE, at=one.like, texts=(one.text,))


def _units(lines: Iterable[_Line]) -> Iterator["_Line | list[_Line]"]:
    """Paragraphs one by one, and the lines of a table row together."""
    group: list[_Line] = []
    for one in lines:
        if group and one.row != group[0].row:
            yield group
            group = []
        if one.row is None:
            yield one
        else:
            group.append(one)
    if group:
        yield group


def _said(unit: "_Line | list[_Line]") -> str:
    if isinstance(unit, _Line):
        return unit.text
    cells: dict[int | None, list[str]] = {}
    for one in unit:
        cells.setdefault(one.passage.cell, []).extend([one.text] if one.text.strip() and not one.gone else [])
    return CELLS.join(" / ".join(parts) for parts in cells.values())


def _run_of(units: "list[_Line | list[_Line]]", old: str) -> "list[_Line | list[_Line]]":
    """The whole paragraphs and rows, one after another, that read ``old``."""
    filled = [unit for unit in units if _said(unit).strip()]
    texts = [_said(unit) for unit in filled]
    for start, text in enumerate(texts):
        if not old.startswith(text):
            continue
        said, end = text, start + 1
        while len(said) < len(old) and end < len(texts):
            said, end = f"{said}\n{texts[end]}", end + 1
        if said == old:
            return filled[start:end]
    return []


def without(text: str, gone: str) -> str:
    """The text with ``gone`` taken out wherever it stands, and one of the two blanks that it stood between."""
    parts = text.split(gone)
    said = parts[0]
    for part in parts[1:]:
        doubled = part.startswith(" ") and (not said or said[-1].isspace())
        said = said.rstrip(" ") if not part else said
        said += part[1:] if doubled else part
    return said


def _before(number: str) -> str:
    """The number before this one: 5 for 6, d for e; nothing before the first."""
    if number.isdigit():
        return str(int(number) - 1) if int(number) > 1 else ""
    return chr(ord(number) - 1) if len(number) == 1 and "b" <= number <= "z" else ""
