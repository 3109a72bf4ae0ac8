"""Drawings for a change of the planning: the report for the team, and the rectification for providers (domain B.5)."""

from docx.document import Document

from tender_templates.drawing.style import (
    WIDE,
    Column,
    bullets,
    bullets_from,
    heading,
    new_document,
    notice_box,
    para,
    table,
    title_block,
    when,
)


def plan_change() -> Document:
    """Every date that moved with its reason, and what else that means; for the team only."""
    document = new_document("Wijziging van de planning", wide=True)
    title_block(document, "Wijziging {{ nummer }} van de planning")
    para(document, "**Wat is er gewijzigd?** {{ wat }}")
    notice_box(document, "{{ harde_datum }}")
    heading(document, "Welke datums schuiven?", numbered=False)
    columns = (
        Column("Stap", "{{ regel.nr }}", 1.3),
        Column("Wat", "{{ regel.stap }}", 5.2),
        Column("Was", "{{ regel.was }}", 3.5),
        Column("Wordt", "**{{ regel.wordt }}**", 3.7),
        Column("Waarom", "{{ regel.waarom }}", 7.2),
        Column("Wie", "{{ regel.wie }}", WIDE - 20.9),
    )
    table(document, columns, "regel in regels", empty="Er schuift geen datum.")
    heading(document, "Wat betekent dit nog meer?", numbered=False)
    _part(document, "vergaderingen", "vergadering", "Deze vergaderingen zijn niet meer haalbaar:")
    _part(document, "termijnen", "termijn", "Dit klopt na de wijziging niet meer. Los dit eerst op:")
    _part(document, "aandachtspunten", "punt", "Let verder op het volgende:")
    with when(document, "not vergaderingen and not termijnen and not aandachtspunten"):
        para(document, "Geen vergadering vervalt, geen termijn wordt te kort en er zijn geen nieuwe aandachtspunten.")
    with when(document, "rectificatie"):
        heading(document, "Rectificatie", numbered=False)
        notice_box(document, "{{ rectificatie }}")
    heading(document, "Wie moet dit weten?", numbered=False)
    para(document, "Dit verslag gaat naar deze collega's. Staat er '(geen collega bekend)'? Vertel het dan zelf.")
    bullets_from(document, "persoon in vertellen", "{{ persoon }}")
    para(document, "Kan een nieuwe datum niet? Meld dat dan meteen aan de projectleider.")
    return document


def _part(document: Document, condition: str, name: str, intro: str) -> None:
    """A list that is there only when there is something in it."""
    with when(document, condition):
        para(document, intro, keep_next=True)
        bullets_from(document, f"{name} in {condition}", f"{{{{ {name} }}}}")


def rectification() -> Document:
    """The dates that providers were told and that are different now."""
    document = new_document("Rectificatie")
    title_block(document, "Rectificatie {{ nummer }}")
    notice_box(
        document,
        "**Een of meer datums in deze procedure zijn gewijzigd.** Vanaf nu gelden de nieuwe datums. De oude datums "
        "gelden niet meer. Alle aanbieders krijgen dit bericht.",
    )
    heading(document, "Welke datums zijn gewijzigd?", numbered=False)
    columns = (
        Column("Onderdeel", "{{ regel.onderdeel }}", 6.2),
        Column("Was", "{{ regel.was }}", 4.9),
        Column("Wordt", "**{{ regel.wordt }}**", 4.9),
    )
    table(document, columns, "regel in regels", empty="Er zijn geen datums gewijzigd.")
    heading(document, "Wat betekent dit voor u?", numbered=False)
    bullets(
        document,
        "Deze rectificatie hoort bij: {{ document }}. Procedure: {{ procedure }}.",
        "Noemt een eerder stuk een andere datum voor een onderdeel in de tabel? Dan geldt de datum in de tabel.",
        "Wat niet in de tabel staat, verandert niet.",
        "U vindt deze rectificatie ook op {{ platform }}.",
        "Hebt u al iets ingediend en wilt u dat wijzigen? Kijk dan op {{ platform }} wat er nog kan.",
    )
    notice_box(document, "Hebt u vragen over deze rectificatie? Mail naar {{ email }} of bel {{ telefoon }}.")
    return document
