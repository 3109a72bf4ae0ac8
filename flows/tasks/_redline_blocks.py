"""Two versions of a body, table, header or footer written as one, with every difference marked as a tracked change."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from flows.tasks._redline_compare import Alignment, Pair, Run, properties, runs
from flows.tasks._redline_diff import EQUAL, readable
from flows.tasks._redline_inline import DELETED, INSERTED, KEPT, Pen, atoms, fill
from flows.tasks._redline_parts import (
    CONTENT,
    CONTROL,
    PARAGRAPH,
    ROW,
    STILL,
    TABLE,
    blocks_of,
    canonical,
    cells_of,
    refused,
    rows_of,
)

_OWN = (qn("w:rPr"), qn("w:sectPr"), qn("w:pPrChange"))
"""What stands among a paragraph's properties and is none of its formatting."""


class Redliner:
    """Writes both versions as one. Old text is deleted before new text is inserted."""

    def __init__(self, pen: Pen, alignment: Alignment) -> None:
        self.pen, self.alignment = pen, alignment

    def merge(self, old: Any, new: Any, into: Any = None) -> None:
        """Turn ``new`` (a body, cell, header, footer or note), or a copy of it, into the redline of ``old`` and it."""
        found = self.alignment.blocks(old, new)
        written = self._written(found)
        made = new if into is None else into
        before: dict[int, list[Any]] = {}
        following = 0
        for child in list(made):
            if child.tag in STILL:
                before.setdefault(following, []).append(child)
            elif child.tag in (qn("w:sectPr"), qn("w:tcPr")):
                continue
            else:
                following += 1
            made.remove(child)
        ending = properties(made, "w:sectPr")
        place = 0
        for (_, mine), elements in zip(found, written, strict=True):
            for element in (*(before.pop(place, ()) if mine is not None else ()), *elements):
                made.append(element) if ending is None else ending.addprevious(element)
            place += mine is not None
        for mark in before.pop(place, ()):
            made.append(mark) if ending is None else ending.addprevious(mark)

    def _written(self, found: list[Pair]) -> list[list[Any]]:
        """What is written for each pair. A run of paragraphs that came or went chooses whose mark comes or goes."""
        made: list[list[Any]] = []
        for run in runs(found):
            before = run.start - 1
            if run.alone and before >= 0 and self._joins_before(found, run):
                made[before:] = self._behind(found[before : run.end])
            else:
                made.extend(self._block(*pair) for pair in found[run.start : run.end])
        return made

    def _joins_before(self, found: list[Pair], run: Run) -> bool:
        """Whether the paragraph mark that came or went is better that of the kept paragraph before this run.

        Word gives joined paragraphs the formatting of the last one, LibreOffice that of the first. So the mark is
        chosen with which both read the same; the mark at the end of a body or cell never goes.
        """
        singles = found[run.start : run.end]
        came = singles[0][0] is None
        kept = found[run.start - 1]
        if len({old is None for old, _ in singles}) > 1 or kept[1].tag != PARAGRAPH:
            return False
        ones = [new if came else old for old, new in singles]
        if any(one.tag != PARAGRAPH for one in ones):
            return False
        if run.end == len(found):
            return True
        following = found[run.end][0 if came else 1]
        return following.tag != PARAGRAPH or _formatting(properties(ones[0], "w:pPr")) != _formatting(
            properties(following, "w:pPr")
        )

    def _block(self, old: Any, new: Any) -> list[Any]:
        if old is not None and new is not None:
            return [self._pair(old, new)]
        one, how = (old, DELETED) if new is None else (new, INSERTED)
        if one.tag == PARAGRAPH:
            return [self._alone(one, how)]
        if one.tag == TABLE:
            return [self._table_alone(one, how)]
        if one.tag == CONTROL:  # its text comes or goes; the control around it cannot be marked
            return [made for inner in blocks_of(one.find(CONTENT)) for made in self._block(*_sided(inner, how))]
        raise _unknown(one)

    def _pair(self, old: Any, new: Any) -> Any:
        if canonical(old) == canonical(new):
            return deepcopy(new)
        if new.tag == TABLE:
            return self._table(old, new)
        if new.tag == CONTROL:
            control = deepcopy(new)
            self.merge(old.find(CONTENT), new.find(CONTENT), control.find(CONTENT))
            return control
        if new.tag != PARAGRAPH:
            raise _unknown(new)
        made = OxmlElement("w:p")
        self._set_properties(made, new, was=old)
        self._fill_pair(made, old, new)
        return made

    def _fill_pair(self, made: Any, old: Any, new: Any) -> None:
        (before, _), (after, still) = atoms(old), atoms(new)
        written: list[tuple[str, Any, Any]] = []
        for one in readable([atom.key for atom in before], [atom.key for atom in after]):
            if one.tag == EQUAL:
                both = zip(before[one.i1 : one.i2], after[one.j1 : one.j2], strict=True)
                written.extend((KEPT, mine, was) for was, mine in both)
            else:
                written.extend((DELETED, atom, None) for atom in before[one.i1 : one.i2])
                written.extend((INSERTED, atom, None) for atom in after[one.j1 : one.j2])
        fill(made, written, still, self.pen)

    def _alone(self, one: Any, how: str, *, ended: bool = True) -> Any:
        """A paragraph of one side only; ``ended``: its paragraph mark came or went with it."""
        made = OxmlElement("w:p")
        self._set_properties(made, one, mark=how if ended else KEPT)
        content, still = atoms(one)
        fill(made, [(how, atom, None) for atom in content], still if how == INSERTED else (), self.pen)
        return made

    def _behind(self, found: list[Pair]) -> list[list[Any]]:
        """A kept paragraph and those behind it that came or went, of which the last mark stays.

        It is the kept paragraph's mark that came or went with them; the last one's formatting then is what was, or
        becomes, that of the kept one.
        """
        (old, new), singles = found[0], found[1:]
        how = DELETED if singles[0][1] is None else INSERTED
        first = OxmlElement("w:p")
        self._set_properties(first, old if how == DELETED else new, mark=how)
        self._fill_pair(first, old, new)
        ones = [one if another is None else another for one, another in singles]
        middle = [self._alone(one, how) for one in ones[:-1]]
        last = self._alone(ones[-1], how, ended=False)
        before, after = (ones[-1], new) if how == DELETED else (old, ones[-1])
        shell = OxmlElement("w:p")
        self._set_properties(shell, after, was=before)
        if (there := properties(last, "w:pPr")) is not None:
            last.remove(there)
        if (here := properties(shell, "w:pPr")) is not None:
            last.insert(0, here)
        return [[one] for one in (first, *middle, last)]

    def _set_properties(self, made: Any, like: Any, *, was: Any = None, mark: str = KEPT) -> None:
        """Copy a paragraph's properties; note what they were and whether the paragraph mark came or went."""
        mine, theirs = properties(like, "w:pPr"), None if was is None else properties(was, "w:pPr")
        copy = OxmlElement("w:pPr") if mine is None else deepcopy(mine)
        look = self._mark_look(copy, theirs, mark, note=was is not None)
        if was is not None and _formatting(mine) != _formatting(theirs):
            kept = [] if theirs is None else [one for one in theirs if one.tag not in _OWN]
            copy.append(self.pen.was("w:pPrChange", kept, "w:pPr"))
        if mine is not None or look or len(copy):
            made.insert(0, copy)

    def _mark_look(self, copy: Any, theirs: Any, mark: str, *, note: bool) -> bool:
        look, old_look = copy.find(qn("w:rPr")), None if theirs is None else theirs.find(qn("w:rPr"))
        differs = note and _inner(look) != _inner(old_look)
        if not mark and not differs:
            return False
        if look is None:
            look = OxmlElement("w:rPr")
            later = next((one for one in copy if one.tag in _OWN), None)
            copy.append(look) if later is None else later.addprevious(look)
        if differs:
            look.append(self.pen.was("w:rPrChange", old_look, "w:rPr"))
        if mark:
            look.insert(0, self.pen.mark(mark))
        return True

    def _table(self, old: Any, new: Any) -> Any:
        made = OxmlElement("w:tbl")
        for child in new:
            if child.tag != ROW:
                made.append(deepcopy(child))
        for tag in ("w:tblPr", "w:tblGrid"):
            self._note(made, properties(old, tag), tag, f"{tag}Change")
        for before, after in self.alignment.rows(old, new):
            if before is None:
                made.append(self._row_alone(after, INSERTED))
            elif after is None:
                made.append(self._row_alone(before, DELETED))
            else:
                made.append(self._row(before, after))
        return made

    def _row(self, old: Any, new: Any) -> Any:
        made = deepcopy(new)
        if canonical(old) == canonical(new):
            return made
        self._note(made, properties(old, "w:trPr"), "w:trPr", "w:trPrChange")
        for before, after, cell in zip(cells_of(old), cells_of(new), cells_of(made), strict=True):
            self._note(cell, properties(before, "w:tcPr"), "w:tcPr", "w:tcPrChange")
            self.merge(before, after, cell)
        return made

    def _note(self, made: Any, old: Any, tag: str, change: str) -> None:
        mine = properties(made, tag)
        if _inner(mine) == _inner(old):
            return
        if mine is None:
            mine = OxmlElement(tag)
            made.insert(0, mine)
        mine.append(self.pen.was(change, old, tag))

    def _row_alone(self, row: Any, how: str) -> Any:
        made = deepcopy(row)
        about = properties(made, "w:trPr")
        if about is None:
            about = OxmlElement("w:trPr")
            exception = properties(made, "w:tblPrEx")
            made.insert(0, about) if exception is None else exception.addnext(about)
        about.append(self.pen.mark(how))
        for cell in cells_of(made):
            for one in blocks_of(cell):
                for made_of_it in self._block(*_sided(one, how)):
                    one.addprevious(made_of_it)
                cell.remove(one)
        return made

    def _table_alone(self, table: Any, how: str) -> Any:
        made = deepcopy(table)
        for row in rows_of(made):
            made.replace(row, self._row_alone(row, how))
        return made


def _sided(one: Any, how: str) -> Pair:
    return (one, None) if how == DELETED else (None, one)


def _inner(element: Any) -> str:
    return "" if element is None else "".join(map(canonical, element))


def _formatting(about: Any) -> str:
    return "" if about is None else "".join(canonical(one) for one in about if one.tag not in _OWN)


def _unknown(element: Any) -> Exception:
    name = str(element.tag).rpartition("}")[2]
    return refused(
        f"een onderdeel van het document ({name}) is anders en kan niet worden vergeleken.",
        "Gebruik in het sjabloon alleen alinea's en tabellen.",
    )
