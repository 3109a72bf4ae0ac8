"""The house style as a handful of pens: every template is drawn with these functions and nothing else.

A drawing starts with :func:`new_document`, adds blocks from top to bottom, and returns the document. Text may hold
``{{ placeholders }}`` and ``**bold**``. Template tags never stand inside a text: :func:`when`, :func:`otherwise` and
:func:`each` put them alone in a paragraph of their own, so that nothing remains of them after filling in. Tables do
the same with rows.
"""

from tender_templates.drawing.closings import promises_section
from tender_templates.drawing.openings import (
    contact_lines,
    contents,
    letter_close,
    letter_head,
    title_block,
    title_page,
)
from tender_templates.drawing.pages import WIDE, WIDTH, landscape, new_document, portrait
from tender_templates.drawing.tables import Column, changes_table, facts, signature_table, space, table
from tender_templates.drawing.text import (
    article,
    bullets,
    bullets_from,
    clause,
    each,
    heading,
    item,
    letter_heading,
    notice_box,
    otherwise,
    para,
    when,
)

__all__ = [
    "WIDE",
    "WIDTH",
    "Column",
    "article",
    "bullets",
    "bullets_from",
    "changes_table",
    "clause",
    "contact_lines",
    "contents",
    "each",
    "facts",
    "heading",
    "item",
    "landscape",
    "letter_close",
    "letter_head",
    "letter_heading",
    "new_document",
    "notice_box",
    "otherwise",
    "para",
    "portrait",
    "promises_section",
    "signature_table",
    "space",
    "table",
    "title_block",
    "title_page",
    "when",
]
