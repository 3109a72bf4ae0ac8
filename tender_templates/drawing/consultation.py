"""Drawings for the consultation: the response note, the letter to each contributor, the proposal to a body."""

from docx.document import Document
from docx.shared import Cm, Pt

from tender_templates.drawing.style import (
    WIDE,
    Column,
    bullets_from,
    each,
    facts,
    heading,
    landscape,
    letter_heading,
    new_document,
    notice_box,
    otherwise,
    para,
    table,
    title_block,
    when,
)


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
    heading(document, "Wat hebben wij gevraagd, en wie heeft gereageerd?")
    para(
        document,
        "De tabel laat per groep zien wie wij hebben uitgenodigd, hoe, en hoeveel reacties er kwamen. Ook een groep "
        "waarvan wij niets hoorden, staat erin. Het aantal is dan 0.",
    )
    with each(document, "ronde in rondes"):
        with when(document, "ronde.titel"):
            heading(document, "{{ ronde.titel }}", 2)
        with when(document, "ronde.periode"):
            para(document, "Over {{ ronde.stuk }}, van {{ ronde.periode }}. Dit vroegen wij:", keep_next=True)
        bullets_from(
            document,
            "vraag in ronde.vragen",
            "{{ vraag.tekst }}{% if vraag.aan %} (alleen gevraagd aan: {{ vraag.aan }}){% endif %}",
        )
        table(document, _response_columns(), "groep in ronde.groepen", empty="Er is geen enkele groep uitgenodigd.")
    with when(document, "rondes|length > 1"):
        heading(document, "Alle rondes samen", 2)
        table(document, _response_columns(), "groep in groepen", empty="Er is geen enkele groep uitgenodigd.")
    with when(document, "geen_reactie"):
        para(document, "Van deze groepen ontvingen wij geen reactie:", keep_next=True)
        bullets_from(document, "naam in geen_reactie", "{{ naam }}")
        otherwise(document)
        para(document, "Van elke groep ontvingen wij ten minste één reactie.")


def _response_columns() -> tuple[Column, ...]:
    return (
        Column("Groep", "{{ groep.naam }}", 4.6),
        Column("Hoe gevraagd", "{{ groep.kanaal }}", 4.6),
        Column("Uitgenodigd", "{{ groep.uitgenodigd }}", 2.4, right=True),
        Column("Gereageerd", "{{ groep.gereageerd }}", 2.4, right=True),
        Column("Punten", "{{ groep.punten }}", 2.0, right=True),
    )


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
    para(document, "Per groep ziet u de onderwerpen, het aantal punten over elk onderwerp, en wat het opleverde.")
    with each(document, "deel_groep in samenvatting"):
        heading(document, "{{ deel_groep.naam }}", 2)
        para(document, "{{ deel_groep.zin }}", keep_next=True)
        columns = (
            Column("Onderwerp", "{{ thema.naam }}", 13.0),
            Column("Punten", "{{ thema.aantal }}", 3.0, right=True),
        )
        table(document, columns, "thema in deel_groep.themas", empty="Deze groep bracht geen punten in.")
        with when(document, "deel_groep.gemeenten"):
            para(document, "Punten per gemeente: {{ deel_groep.gemeenten }}.")
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
        table(document, _point_columns(WIDE), "punt in deel.punten", empty="Geen punten ontvangen.")
        otherwise(document)
        para(document, "Er zijn geen punten ontvangen.")
    heading(document, "Wat hebben wij toegezegd?")
    para(
        document,
        "Gaat een punt mee naar een volgende stap? Dan staat het hier, met wie ervoor zorgt en wanneer het klaar moet "
        "zijn. Wij volgen deze lijst tot elk punt is afgehandeld.",
        keep_next=True,
    )
    columns = (
        Column("Nr", "{{ toezegging.nr }}", 1.5),
        Column("Toezegging", "{{ toezegging.inbreng }}", 8.4),
        Column("Waar komt het terug", "{{ toezegging.waar }}", 4.6),
        Column("Wie zorgt ervoor", "{{ toezegging.eigenaar }}", 3.6),
        Column("Uiterlijk", "{{ toezegging.uiterlijk }}", 3.2),
        Column("Stand", "{{ toezegging.stand }}", WIDE - 21.3),
    )
    table(document, columns, "toezegging in toezeggingen", empty="Er zijn geen toezeggingen gedaan.")
    heading(document, "Hoe gaat het verder?")
    para(
        document,
        "De colleges van burgemeester en wethouders betrekken deze nota bij hun besluit over de inkoopstrategie. Wie "
        "reageerde, krijgt een brief met de eigen punten en ons antwoord. Mist u uw reactie, of staat er iets niet "
        "goed? Laat het ons weten en noem daarbij het nummer van het punt.",
    )


def _point_columns(width: float) -> tuple[Column, ...]:
    """The table of points, eight columns on a lying page."""
    unit = width / WIDE
    return (
        Column("Nr", "{{ punt.nr }}", 1.8 * unit, small=True),
        Column("Van", "{{ punt.naam }}", 2.6 * unit),
        Column("Reikwijdte", "{{ punt.reikwijdte }}", 2.0 * unit),
        Column("Vindplaats", "{{ punt.vindplaats }}", 2.0 * unit),
        Column(
            "Inbreng",
            ("{%p if punt.thema %}", "**{{ punt.thema }}**", "{%p endif %}", "{{ punt.inbreng }}"),
            5.7 * unit,
        ),
        Column("Reactie", "{{ punt.reactie }}", 5.3 * unit),
        Column("Uitkomst", "{{ punt.uitkomst }}", 2.4 * unit),
        Column("Waar", "{{ punt.waar }}", 2.9 * unit),
    )


def reply_letter() -> Document:
    """To one contributor: your points, our reaction, what changes and where. Residents read plain words, no table."""
    document = new_document("Terugkoppelbrief")
    _letter_head(document)
    para(
        document,
        "U gaf uw mening over {{ over }}. Dank u wel daarvoor. In deze brief leest u wat wij met uw inbreng doen.",
    )
    para(document, "{{ samen }}")
    with when(document, "gewoon"):
        _plain_points(document)
        otherwise(document)
        _table_of_points(document)
    letter_heading(document, "Hoe gaat het verder?")
    para(document, "{{ vervolg }}")
    para(
        document,
        "Hebt u een vraag, of hebben wij u niet goed begrepen? Bel {{ contact.naam }}, telefoon "
        "{{ contact.telefoon }}, of mail naar {{ contact.email }}.",
    )
    para(document, "Met vriendelijke groet,", "Ondertekening").paragraph_format.space_before = Pt(14)
    para(document, "{{ contact.naam }}", "Ondertekening")
    para(document, "namens {{ kop.organisatie }}", "Ondertekening")
    return document


def _letter_head(document: Document) -> None:
    """The head of a letter to somebody whose address we need not know."""
    document.styles["Normal"].paragraph_format.line_spacing = 1.05
    document.styles["Briefkop"].paragraph_format.space_before = Pt(8)
    para(document, "{{ kop.organisatie }}", "Organisatie")
    para(document, "{{ kop.regio }}", "Regio")
    name = para(document, "{{ naam }}", "Adresregel")
    name.paragraph_format.space_before, name.paragraph_format.space_after = Cm(0.3), Cm(0.7)
    lines = (
        ("Datum", "{{ kop.datum }}"),
        ("Ons kenmerk", "{{ kop.kenmerk }} (versie {{ kop.versie }}, {{ kop.status }})"),
        ("Contactpersoon", "{{ contact.naam }}, {{ contact.telefoon }}, {{ contact.email }}"),
        ("Onderwerp", "**Wat wij met uw inbreng doen** – {{ kop.traject }}"),
    )
    for label, value in lines:
        para(document, f"{label}\t{value}", "Gegevensregel")
    para(document, "{{ aanhef }},", "Aanhef")


def _plain_points(document: Document) -> None:
    with each(document, "punt in punten"):
        letter_heading(document, "Dit zei u")
        para(document, "{{ punt.inbreng }}", keep_next=True)
        para(document, "**{{ punt.kopje }}**", keep_next=True)
        para(document, "{{ punt.reactie }}")
        with when(document, "punt.gevolg"):
            para(document, "{{ punt.gevolg }}")


def _table_of_points(document: Document) -> None:
    letter_heading(document, "Uw punten en onze reactie")
    columns = (
        Column("Nr", "{{ punt.nr }}", 1.8, small=True),
        Column("Uw punt", "{{ punt.inbreng }}", 4.8),
        Column("Onze reactie", "{{ punt.reactie }}", 4.8),
        Column(
            "Wat verandert er, en waar?",
            ("**{{ punt.kopje }}**", "{%p if punt.gevolg %}", "{{ punt.gevolg }}", "{%p endif %}"),
            4.6,
        ),
    )
    table(document, columns, "punt in punten", empty="Er zijn geen punten.")


def council_package() -> Document:
    """The proposal to the college or council of one municipality (domain D.14)."""
    document = new_document("Collegevoorstel")
    title_block(document, "{{ soort }} {{ gemeente }}")
    facts(
        document,
        (
            ("Voor", "{{ orgaan }}"),
            ("Onderwerp", "{{ onderwerp }}"),
            ("Vergadering", "{{ vergadering }}"),
            ("Stukken aanleveren", "{{ aanleveren }}"),
            ("Portefeuillehouder", "{{ ondertekenaar }}, {{ functie }}"),
            ("Contactpersoon", "{{ contact.naam }}, {{ contact.telefoon }}, {{ contact.email }}"),
        ),
        headings=("Gegeven", "Waarde"),
    )
    heading(document, "Voorstel")
    with when(document, "beslist"):
        para(document, "Wij stellen u voor:", keep_next=True)
        otherwise(document)
        para(document, "U hoeft niets te besluiten. Wij vragen u:", keep_next=True)
    bullets_from(document, "deel in voorstel", "{{ deel }}", style="List Number")
    heading(document, "Aanleiding")
    para(document, "{{ aanleiding }}")
    heading(document, "Argumenten")
    bullets_from(document, "argument in argumenten", "{{ argument }}")
    heading(document, "Kanttekeningen")
    bullets_from(document, "kanttekening in kanttekeningen", "{{ kanttekening }}")
    heading(document, "Financieel")
    para(document, "{{ financieel }}")
    heading(document, "Communicatie")
    para(document, "{{ communicatie }}")
    heading(document, "Bijlagen")
    with when(document, "bijlagen"):
        bullets_from(document, "bijlage in bijlagen", "{{ bijlage }}")
        otherwise(document)
        para(document, "Er zijn geen bijlagen.")
    closing = para(document, "{{ ondertekenaar }}", "Ondertekening")
    closing.paragraph_format.space_before = Pt(14)
    para(document, "{{ functie }}", "Ondertekening")
    landscape(document)
    heading(document, "Wat {{ gemeente }} inbracht")
    para(document, "{{ conclusie }}")
    table(document, _point_columns(WIDE), "punt in punten", empty="Er zijn geen punten.")
    return document
