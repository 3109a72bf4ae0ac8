"""Drawings for the strategy: the planning and the response note of the consultation."""

from docx.document import Document

from tender_templates.drawing.style import (
    WIDE,
    Column,
    bullets,
    bullets_from,
    each,
    heading,
    landscape,
    new_document,
    notice_box,
    otherwise,
    para,
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


def response_note() -> Document:
    """The reactienota: every point that came in, with its one answer and its place (users 3.2)."""
    document = new_document("Reactienota consultatie inkoopstrategie")
    title_block(document, "Reactienota", "Consultatie over de inkoopstrategie – {{ kop.traject }}")
    para(
        document,
        "In deze nota leest u wat wij hebben gevraagd, wie er heeft gereageerd en wat wij met elke reactie doen. Elk "
        "punt krijgt precies één uitkomst. Bij elke uitkomst staat waar u die terugvindt, of waarom wij iets niet "
        "overnemen.",
        "Inleiding",
    )
    _questions_and_response(document)
    _outcome(document)
    _points(document)
    return document


def _questions_and_response(document: Document) -> None:
    heading(document, "Wat hebben wij gevraagd?")
    para(
        document, "De consultatie liep in deze periode: {{ periode }}. Iedereen kreeg dezelfde vragen.", keep_next=True
    )
    bullets_from(document, "vraag in vragen", "{{ vraag }}", style="List Number")
    heading(document, "Wie heeft gereageerd?")
    para(
        document,
        "De tabel laat per groep zien wie wij hebben uitgenodigd en hoeveel reacties er kwamen. Ook een groep waarvan "
        "wij niets hoorden, staat erin. Het aantal is dan 0.",
        keep_next=True,
    )
    columns = (
        Column("Groep", "{{ groep.naam }}", 4.6),
        Column("Hoe gevraagd", "{{ groep.kanaal }}", 4.6),
        Column("Uitgenodigd", "{{ groep.uitgenodigd }}", 2.4, right=True),
        Column("Gereageerd", "{{ groep.gereageerd }}", 2.4, right=True),
        Column("Punten", "{{ groep.punten }}", 2.0, right=True),
    )
    table(document, columns, "groep in groepen", empty="Er is geen enkele groep uitgenodigd.")
    with when(document, "geen_reactie"):
        para(document, "Van deze groepen ontvingen wij geen reactie:", keep_next=True)
        bullets_from(document, "naam in geen_reactie", "{{ naam }}")
        otherwise(document)
        para(document, "Van elke groep ontvingen wij ten minste één reactie.")


def _outcome(document: Document) -> None:
    heading(document, "Wat is de uitkomst?")
    notice_box(document, "{{ conclusie }}")
    para(
        document,
        "Wij ontvingen in totaal {{ totaal }} {% if totaal == 1 %}punt{% else %}punten{% endif %}. Dit is de verdeling "
        "over de uitkomsten:",
        keep_next=True,
    )
    columns = (
        Column("Uitkomst", "{{ uitkomst.naam }}", 13.0),
        Column("Aantal", "{{ uitkomst.aantal }}", 3.0, right=True),
    )
    table(document, columns, "uitkomst in uitkomsten", empty="Er zijn geen punten ontvangen.")
    heading(document, "Waar gingen de reacties over?")
    para(document, "Per groep ziet u de onderwerpen en het aantal punten over elk onderwerp.")
    with each(document, "samenvatting_groep in samenvatting"):
        heading(document, "{{ samenvatting_groep.naam }}", 2)
        columns = (
            Column("Onderwerp", "{{ thema.naam }}", 13.0),
            Column("Punten", "{{ thema.aantal }}", 3.0, right=True),
        )
        table(document, columns, "thema in samenvatting_groep.themas", empty="Deze groep bracht geen punten in.")
        otherwise(document)
        para(document, "Er zijn geen reacties om samen te vatten.")


def _points(document: Document) -> None:
    landscape(document)
    heading(document, "Alle punten en onze reactie")
    para(
        document,
        "Hieronder staat elk punt dat wij ontvingen. De gemeenten staan steeds in dezelfde volgorde. Een nummer "
        "verandert niet meer. U kunt er dus naar verwijzen.",
    )
    with each(document, "deel in delen"):
        heading(document, "{{ deel.groep }}{% if deel.gemeente %} – {{ deel.gemeente }}{% endif %}", 2)
        para(document, "Deze reactie gaat over: {{ deel.reikwijdte }}.", keep_next=True)
        columns: tuple[Column, ...] = (
            Column("Nr", "{{ punt.nr }}", 1.5),
            Column("Onderwerp", "{{ punt.thema }}", 3.1),
            Column("Inbreng", "{{ punt.inbreng }}", 6.6),
            Column("Reactie", "{{ punt.reactie }}", 6.6),
            Column("Uitkomst", "{{ punt.uitkomst }}", 3.1),
            Column("Waar", "{{ punt.waar }}", 3.8),
        )
        table(document, columns, "punt in deel.punten", empty="Geen punten ontvangen.")
        otherwise(document)
        para(document, "Er zijn geen punten ontvangen.")
    heading(document, "Wat hebben wij toegezegd?")
    para(
        document,
        "Gaat een punt mee naar een volgende stap? Dan staat het hier, met wie ervoor zorgt. Wij volgen deze lijst tot "
        "elk punt is afgehandeld.",
        keep_next=True,
    )
    columns = (
        Column("Nr", "{{ toezegging.nr }}", 1.5),
        Column("Toezegging", "{{ toezegging.punt }}", 11.7),
        Column("Waar komt het terug", "{{ toezegging.waar }}", 6.5),
        Column("Wie zorgt ervoor", "{{ toezegging.eigenaar }}", WIDE - 19.7),
    )
    table(document, columns, "toezegging in toezeggingen", empty="Er zijn geen toezeggingen gedaan.")
    heading(document, "Hoe gaat het verder?")
    para(
        document,
        "De colleges van burgemeester en wethouders betrekken deze nota bij hun besluit over de inkoopstrategie. Mist "
        "u uw reactie, of staat er iets niet goed? Laat het ons weten en noem daarbij het nummer van het punt.",
    )
