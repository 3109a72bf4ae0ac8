"""Two versions of one Word document beside each other: its passages, how they are called, and what differs."""

from enum import StrEnum

from schemas.values import Noun

ROW_MARK = "rij: "
"""Stands before the name that is the whole text of a table row."""


class Passage(Noun):
    """A paragraph of a document's text, with everything it is called.

    ``names`` goes from the outside in: headings as they read, numbers with their word (``artikel 4``, ``artikel 4.2``,
    ``artikel 4.2.a``), in a table the text of the row's first cell and, behind ROW_MARK, of the whole row. ``place`` is
    how a change index names it. ``depth`` is the level in its numbered list (None: no number), ``table``, ``row`` and
    ``cell`` count from 0. ``administrative`` passages tell about the version itself (title strip, index of changes).
    """

    text: str
    place: str
    names: tuple[str, ...]
    heading: bool = False
    depth: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    administrative: bool = False


class Difference(Noun):
    """A text that is another one in the new version. Without ``old_text`` it was added, without ``new_text`` it went.

    A table row that came or went is one text, its cells divided by `` | ``. ``block`` numbers the unbroken stretches of
    differences; ``row_old`` and ``row_new`` are the whole table row around the difference ("" outside a table).
    ``administrative`` ones tell about the version itself and need no row in an index of changes.
    """

    place: str
    old_text: str
    new_text: str
    names: tuple[str, ...] = ()
    block: int = 0
    row_old: str = ""
    row_new: str = ""
    administrative: bool = False


class EditKind(StrEnum):
    REWRITE = "rewrite"
    REMOVE = "remove"
    ADD = "add"
    REMOVE_ROW = "remove row"
    ADD_ROW = "add row"


class Edit(Noun):
    """One thing to do to a document. ``at`` is the number of a passage, counted from 0 in reading order.

    REWRITE gives the passage the text ``texts[0]``. ADD and ADD_ROW put something after ``at`` (or after its row): a
    paragraph, or a row with a text per cell, that looks like ``like``. REMOVE and REMOVE_ROW take away.
    """

    kind: EditKind
    at: int
    texts: tuple[str, ...] = ()
    like: int | None = None
