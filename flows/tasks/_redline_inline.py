"""The inside of a paragraph: cut in words and things, and put together again as kept, inserted or deleted text."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from flows.tasks._redline_diff import words
from flows.tasks._redline_parts import BOX, RUN, SILENT, STILL, canonical, text

INSERTED, DELETED, KEPT = "w:ins", "w:del", ""
_DELETED_FORM = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}
_LINE_SIGNS = {"\n": "w:br", "\t": "w:tab"}


@dataclass
class Atom:
    """The smallest piece that is kept, inserted or deleted whole: a word, a sign, a field, a link.

    ``look`` is the run's formatting (w:rPr or None). ``things`` are elements to use as they are; without them the atom
    is plain text. ``before`` are marks of a place that stand in front of it and print nothing.
    """

    key: str
    text: str
    look: Any = None
    things: tuple[Any, ...] = ()
    before: list[Any] = field(default_factory=list)

    @property
    def look_key(self) -> str:
        return "" if self.look is None or len(self.look) == 0 else canonical(self.look)

    @property
    def in_runs(self) -> bool:
        return all(one.tag == RUN for one in self.things)


@dataclass
class Pen:
    """Who marks a change and when; it numbers its marks through the whole file."""

    author: str
    moment: datetime
    used: int = 0

    def mark(self, tag: str) -> Any:
        """A new mark of a change."""
        self.used += 1
        made = OxmlElement(tag)
        made.set(qn("w:id"), str(self.used))
        made.set(qn("w:author"), self.author)
        made.set(qn("w:date"), f"{self.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        return made

    def was(self, tag: str, old: Any, like: str) -> Any:
        """A mark that formatting changed, with the old formatting in it."""
        made = self.mark(tag)
        if tag == "w:tblGridChange":  # the schema gives this one a number only
            del made.attrib[qn("w:author")], made.attrib[qn("w:date")]
        inner = OxmlElement(like)
        for child in () if old is None else old:
            inner.append(deepcopy(child))
        made.append(inner)
        return made


def atoms(paragraph: Any) -> tuple[list[Atom], list[Any]]:
    """The content of a paragraph in order, and the marks of a place at its end."""
    made: list[Atom] = []
    still: list[Any] = []
    for one in _pieces(paragraph):
        if isinstance(one, Atom):
            one.before, still = still, []
            made.append(one)
        else:
            still.append(one)
    return made, still


def _pieces(paragraph: Any) -> Iterator[Any]:
    field_runs: list[Any] = []
    depth = 0
    for child in paragraph:
        if child.tag == qn("w:pPr") or child.tag in SILENT:
            continue
        steps = [one.get(qn("w:fldCharType")) for one in child.iter(qn("w:fldChar"))]
        if depth or "begin" in steps:
            # A field is one thing: half a field in a deletion breaks the document.
            field_runs.append(child)
            depth += steps.count("begin") - steps.count("end")
            if depth <= 0:
                yield _thing(field_runs)
                field_runs, depth = [], 0
        elif child.tag in STILL:
            yield child
        elif child.tag == RUN:
            yield from _run_atoms(child)
        else:
            yield _thing([child])
    if field_runs:
        yield _thing(field_runs)


def _thing(elements: list[Any]) -> Atom:
    return Atom("".join(map(canonical, elements)), "".join(map(text, elements)), things=tuple(elements))


def _run_atoms(run: Any) -> Iterator[Atom]:
    look = run.find(qn("w:rPr"))
    for child in run:
        if child.tag == qn("w:t"):
            yield from (Atom(word, word, look) for word in words(child.text or ""))
        elif child.tag != qn("w:rPr") and child.tag not in SILENT:
            alone = OxmlElement("w:r")
            alone.append(deepcopy(child))
            yield Atom(canonical(child), text(child), look, (alone,))


def plain(new_text: str, look: Any) -> list[Atom]:
    """Text that was typed, with the formatting of ``look``; a line break becomes a line break."""
    made = []
    for word in words(new_text):
        things: tuple[Any, ...] = ()
        if word in _LINE_SIGNS:
            run = OxmlElement("w:r")
            run.append(OxmlElement(_LINE_SIGNS[word]))
            things = (run,)
        made.append(Atom(word, word, look, things))
    return made


def fill(paragraph: Any, written: Iterable[tuple[str, Atom, Any]], still: Iterable[Any], pen: Pen | None) -> None:
    """Append content to an empty paragraph.

    ``written`` pairs each atom with how it stands there (INSERTED, DELETED, KEPT) and, for a kept one whose formatting
    changed, the atom as it was (None otherwise). Marks of a place are never deleted, so they come from the new side.
    """
    for how, in_runs, rows in _together(written):
        for mark in rows[0][0].before if how != DELETED else ():
            paragraph.append(deepcopy(mark))
        if in_runs:
            _fill_runs(paragraph, how, rows, pen)
        else:
            for atom, _ in rows:
                for thing in atom.things:
                    paragraph.append(_marked_inside(deepcopy(thing), how, pen))
    for mark in still:
        paragraph.append(deepcopy(mark))


def _together(written: Iterable[tuple[str, Atom, Any]]) -> Iterator[tuple[str, bool, list[tuple[Atom, Any]]]]:
    """Neighbours that can stand in one mark: a mark of a place stands between two of them."""
    rows: list[tuple[Atom, Any]] = []
    now: tuple[str, bool] = (KEPT, True)
    for how, atom, was in written:
        if rows and ((how, atom.in_runs) != now or (atom.before and how != DELETED)):
            yield *now, rows
            rows = []
        now = (how, atom.in_runs)
        rows.append((atom, was))
    if rows:
        yield *now, rows


def _fill_runs(paragraph: Any, how: str, rows: list[tuple[Atom, Any]], pen: Pen | None) -> None:
    holder = paragraph
    if how != KEPT:
        assert pen is not None, "only a pen makes marks"
        holder = pen.mark(how)
        paragraph.append(holder)
    for (_, _, changed, loose), group in groupby(rows, _run_key):
        same = list(group)
        if not loose:
            holder.append(_run("".join(atom.text for atom, _ in same), *same[0], pen if changed else None))
            continue
        for atom, was in same:
            for thing in atom.things:
                copy = deepcopy(thing)
                if atom.look is not None:
                    copy.insert(0, deepcopy(atom.look))
                _note_look(copy, atom, was, pen if changed else None)
                holder.append(copy)
    if how == DELETED:
        _as_deleted(holder)


def _run_key(row: tuple[Atom, Any]) -> tuple[str, str, bool, bool]:
    atom, was = row
    old = atom.look_key if was is None else was.look_key
    return atom.look_key, old, old != atom.look_key, bool(atom.things)


def _run(words_in_it: str, atom: Atom, was: Any, pen: Pen | None) -> Any:
    run = OxmlElement("w:r")
    if atom.look is not None:
        run.append(deepcopy(atom.look))
    _note_look(run, atom, was, pen)
    content = OxmlElement("w:t")
    content.text = words_in_it
    content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(content)
    return run


def _note_look(run: Any, atom: Atom, was: Any, pen: Pen | None) -> None:
    """Mark that a run reads the same and looks different."""
    if pen is None or was is None:
        return
    look = run.find(qn("w:rPr"))
    if look is None:
        look = OxmlElement("w:rPr")
        run.insert(0, look)
    look.append(pen.was("w:rPrChange", was.look, "w:rPr"))


def _marked_inside(thing: Any, how: str, pen: Pen | None) -> Any:
    """A link cannot stand in a mark; the mark stands in the link, around its runs."""
    if how == KEPT:
        return thing
    assert pen is not None, "only a pen makes marks"
    if next(thing.iter(RUN), None) is None:  # a formula has no runs; the mark stands around it
        holder = pen.mark(how)
        holder.append(thing)
        return holder
    for run in list(thing.iter(RUN)) if thing.tag != RUN else [thing]:
        holder = pen.mark(how)
        parent = run.getparent()
        if parent is None:
            holder.append(run)
            thing = holder
        else:
            parent.replace(run, holder)
            holder.append(run)
    if how == DELETED:
        _as_deleted(thing)
    return thing


def _as_deleted(element: Any) -> None:
    """Text in a text box stays as it is: the box goes as a whole."""
    for one in element.iter(*_DELETED_FORM):
        if next(one.iterancestors(BOX), None) is None:
            one.tag = _DELETED_FORM[one.tag]
