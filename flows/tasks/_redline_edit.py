"""Carrying out edits in a Word file: the words that stay keep their formatting, new ones look like their neighbours."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from flows.tasks._redline_diff import EQUAL, blocks, words
from flows.tasks._redline_inline import KEPT, Atom, atoms, fill, plain
from flows.tasks._redline_parts import CELL, PARAGRAPH, ROW, cells_of, rows_of
from schemas.redline import Edit, EditKind


class Editor:
    """The paragraphs of one document by number, and what has been put behind each of them."""

    def __init__(self, paragraphs: Sequence[Any]) -> None:
        self.paragraphs = paragraphs
        self._models = [deepcopy(one) for one in paragraphs]
        self._tails: dict[Any, Any] = {}

    def carry_out(self, edits: Iterable[Edit]) -> None:
        """First what is added and rewritten, then what goes, so that a place to add to is always there."""
        steps = list(edits)
        for edit in steps:
            if edit.kind is EditKind.REWRITE:
                rewrite(self.paragraphs[edit.at], edit.texts[0])
            elif edit.kind is EditKind.ADD:
                self._add(edit)
            elif edit.kind is EditKind.ADD_ROW:
                self._add_row(edit)
        for edit in steps:
            if edit.kind is EditKind.REMOVE:
                _remove(self.paragraphs[edit.at])
            elif edit.kind is EditKind.REMOVE_ROW:
                _remove_row(_row_of(self.paragraphs[edit.at]))

    def _add(self, edit: Edit) -> None:
        made = _bare(self._models[edit.at if edit.like is None else edit.like])
        rewrite(made, edit.texts[0])
        self._behind(self.paragraphs[edit.at], made)

    def _add_row(self, edit: Edit) -> None:
        row = _row_of(self.paragraphs[edit.at])
        made = deepcopy(_row_of(self.paragraphs[edit.at if edit.like is None else edit.like]))
        for cell, said in zip(cells_of(made), edit.texts, strict=True):
            first, *others = [one for one in cell if one.tag == PARAGRAPH]
            for one in others:
                cell.remove(one)
            bare = _bare(first)
            cell.replace(first, bare)
            rewrite(bare, said)
        self._behind(row, made)

    def _behind(self, place: Any, made: Any) -> None:
        self._tails.get(place, place).addnext(made)
        self._tails[place] = made


def rewrite(paragraph: Any, new_text: str) -> None:
    """Give a paragraph another text. A link or field stays as long as all its words stay."""
    old, still = atoms(paragraph)
    pieces = [(word, atom) for atom in old for word in (words(atom.text) or [""])]
    fresh = words(new_text)
    found = blocks([word for word, _ in pieces], fresh)
    kept = [index for one in found if one.tag == EQUAL for index in range(one.i1, one.i2)]
    whole = {id(atom) for atom in old} - {id(atom) for index, (_, atom) in enumerate(pieces) if index not in set(kept)}
    written: list[Atom] = []
    look = next((atom.look for atom in old if atom.look is not None and not atom.things), None)
    for one in found:
        if one.tag == EQUAL:
            for word, atom in pieces[one.i1 : one.i2]:
                if id(atom) not in whole:
                    written.extend(plain(word, atom.look))
                elif not written or written[-1] is not atom:
                    written.append(atom)
                look = atom.look if not atom.things else look
            continue
        gone = [atom for _, atom in pieces[one.i1 : one.i2] if not atom.things]
        look = gone[0].look if gone else look
        written.extend(plain("".join(fresh[one.j1 : one.j2]), look))
    about = paragraph.find(qn("w:pPr"))
    for child in [child for child in paragraph if child is not about]:
        paragraph.remove(child)
    fill(paragraph, [(KEPT, atom, None) for atom in written], still, None)


def _bare(model: Any) -> Any:
    """A copy of a paragraph with its formatting and one run to take the letters' look from."""
    made = deepcopy(model)
    for mark in made.findall(f"{qn('w:pPr')}/{qn('w:sectPr')}"):
        mark.getparent().remove(mark)
    content, _ = atoms(made)
    look = next((atom.look for atom in content if not atom.things), None)
    for child in [child for child in made if child.tag != qn("w:pPr")]:
        made.remove(child)
    fill(made, [(KEPT, atom, None) for atom in plain("x", look)], (), None)
    return made


def _remove(paragraph: Any) -> None:
    """Take a paragraph away. The last one of a cell stays, without text: a cell without a paragraph is broken."""
    holder = paragraph.getparent()
    if holder.tag == CELL and [one for one in holder if one.tag == PARAGRAPH][-1] is paragraph:
        rewrite(paragraph, "")
    else:
        holder.remove(paragraph)


def _remove_row(row: Any) -> None:
    """Take a row away, and the table with its last one."""
    table = row.getparent()
    table.remove(row)
    if not rows_of(table):
        table.getparent().remove(table)


def _row_of(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(ROW))
