"""How documents close: what was promised for them in the consultation."""

from docx.document import Document

from tender_templates.drawing.tables import promises_table
from tender_templates.drawing.text import heading, para, when

HERE = "Dit is wat wij bij de consultatie voor dit stuk hebben toegezegd."


def promises_section(document: Document, what: str = HERE) -> None:
    """Add what was promised for this document, with number, owner and day; nothing when nothing was.

    The heading is also known to the redline (``flows/tasks/_redline_passages.py``): the list follows the consultation
    and is no text of ours that a change may rewrite.
    """
    with when(document, "toezeggingen"):
        heading(document, "Toezeggingen uit de consultatie", numbered=False)
        para(
            document,
            f"{what} U ziet wie ervoor zorgt en wanneer het klaar moet zijn. De nummers zijn die van de reactienota.",
            keep_next=True,
        )
        promises_table(document)
