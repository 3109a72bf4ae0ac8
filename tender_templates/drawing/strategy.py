"""Drawing for the planning, with every date explained."""

from docx.document import Document

from tender_templates.drawing.style import (
    Column,
    bullets,
    bullets_from,
    heading,
    new_document,
    notice_box,
    otherwise,
    para,
    promises_section,
    table,
    title_block,
    when,
)


def planning() -> Document:
    """The planning as a table with every date explained (users 3.3)."""
    document = new_document("Planning", wide=True)
    title_block(document, "Planning")
    notice_box(document, "**De harde datum is {{ harde_datum }}.** {{ harde_datum_reden }}")
    para(
        document,
        "Deze planning laat zien wie wat doet en wanneer dat klaar moet zijn. Per stap staat erbij hoe wij aan de "
        "datum komen. Schuift een stap op, dan passen wij ook de stappen daarna aan. U krijgt dan een nieuwe versie.",
        keep_next=True,
    )
    columns = (
        Column("Nr", "{{ regel.nr }}", 1.1),
        Column("Stap", "{{ regel.stap }}", 5.3),
        Column("Door wie", "{{ regel.door }}", 4.2),
        Column("Datum", "{{ regel.datum }}", 3.1),
        Column("Uiterste datum", "{{ regel.uiterste }}", 3.0),
        Column("Speling", "{{ regel.speling }}", 2.3),
        Column("Waarom deze datum", "{{ regel.toelichting }}", 5.7),
    )
    table(document, columns, "regel in regels", empty="Er zijn nog geen stappen gepland.")
    heading(document, "Aandachtspunten", numbered=False)
    with when(document, "aandachtspunten"):
        para(document, "Let bij deze planning op het volgende.", keep_next=True)
        bullets_from(document, "punt in aandachtspunten")
        otherwise(document)
        para(document, "Er zijn geen bijzondere aandachtspunten bij deze planning.")
    promises_section(document, "Deze toezeggingen hebben geen plaats in een ander stuk. Daarom staan zij hier.")
    heading(document, "Zo leest u deze planning", numbered=False)
    bullets(
        document,
        "**Datum** is de dag waarop de stap klaar is, of de periode waarin wij eraan werken.",
        "**Uiterste datum** is de laatste dag waarop het nog kan. Daarna komt de harde datum in gevaar.",
        "**Speling** is het aantal werkdagen tussen de vroegste en de uiterste dag waarop de stap klaar kan zijn.",
        "Rekenen wij terug vanaf een latere stap? Dan kiezen wij een eerdere werkdag als de datum op een vrije dag "
        "valt.",
        "Ziet u dat een datum niet haalbaar is? Meld dat dan meteen aan het projectteam inkoop.",
    )
    return document
