"""The hand that looks whether a Word file is finished: open tracked changes and comments are work left to do."""

import re

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from flows.tasks._packages import unpack
from flows.tasks._template import reading_parts
from schemas.errors import InputFault, PermanentError

_CHANGES = tuple(
    qn(f"w:{name}")
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "numberingChange"),
    )
)
"""Tracked changes of text, moves, table cells and formatting (ECMA-376 part 1, 17.13.5)."""


def open_work(document: bytes, name: str) -> tuple[InputFault, ...]:
    """What somebody must still decide in a Word file before it can be final; empty when nothing.

    ``name`` is how the user knows the file. Raises :class:`PermanentError` for a file that is no readable .docx.
    """
    entries = unpack(document, name)
    try:
        roots = [parse_xml(entries[part]) for part in reading_parts(entries)]
    except (KeyError, SyntaxError) as error:
        raise PermanentError(f"'{name}' is geen leesbaar Word-bestand. Sla het opnieuw op als .docx.") from error
    if not roots:
        raise PermanentError(f"'{name}' is geen Word-bestand. Sla het op als .docx.")
    found = []
    changes = sum(1 for root in roots for _ in root.iter(*_CHANGES))
    if changes:
        found.append(
            InputFault(
                file=name,
                problem=f"er staan nog {changes} bijgehouden wijzigingen open."
                if changes > 1
                else "er staat nog 1 bijgehouden wijziging open.",
                remedy="Accepteer of weiger ze in Word (tabblad Controleren) en sla het bestand opnieuw op.",
            )
        )
    comments = sum(
        len(re.findall(rb"<w:comment\b", content))
        for part, content in entries.items()
        if re.fullmatch(r"word/comments\d*\.xml", part)
    )
    if comments:
        found.append(
            InputFault(
                file=name,
                problem=f"er staan nog {comments} opmerkingen in." if comments > 1 else "er staat nog 1 opmerking in.",
                remedy="Handel ze af en verwijder ze in Word (tabblad Controleren).",
            )
        )
    return tuple(found)
