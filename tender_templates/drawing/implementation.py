"""Drawings for the start and the run of the agreements (domain D.16-D.18)."""

from docx.document import Document

from tender_templates.drawing.style import (
    Column,
    bullets,
    contact_lines,
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


def access_instruction() -> Document:
    """What the access teams do differently from the first day, in short sentences."""
    document = new_document("Instructie voor de Toegangen")
    title_block(document, "Instructie voor de Toegangen", "Nieuwe overeenkomsten jeugdhulp – {{ kop.traject }}")
    notice_box(
        document,
        "**Vanaf {{ ingangsdatum }} gelden nieuwe overeenkomsten voor jeugdhulp.** Deze instructie is voor iedereen "
        "die bij een Toegang werkt en jeugdhulp toewijst.",
    )
    heading(document, "Wat verandert er?")
    bullets(
        document,
        "U wijst nieuwe hulp alleen toe aan een aanbieder met een overeenkomst. Die vindt u in het overzicht van uw "
        "gemeente.",
        "U gebruikt de producten en codes uit deze instructie. Oude codes gelden niet meer voor nieuwe hulp.",
        "Ouders en jeugdigen kiezen zelf uit de aanbieders die passende hulp bieden.",
        "Lopende hulp stopt niet vanzelf. Lees wat u doet als een aanbieder geen nieuwe overeenkomst heeft.",
    )
    heading(document, "Zo wijst u hulp toe")
    for step in (
        "Bespreek met ouders en jeugdige welke hulp nodig is en welk doel zij willen bereiken.",
        "Kies het product dat daarbij past. De productkaart beschrijft het doel en de doelgroep.",
        "Zoek aanbieders op in het overzicht van uw gemeente en leg de keuze voor.",
        "Controleer of de aanbieder voor dit product en deze gemeente is toegelaten.",
        "Leg het besluit vast en stuur de toewijzing met de juiste code, eenheid en datum.",
    ):
        para(document, step, "List Number")
    heading(document, "Deze producten kunt u toewijzen")
    columns: tuple[Column, ...] = (
        Column("Code", "{{ product.code }}", 2.2),
        Column("Product", "{{ product.naam }}", 6.2),
        Column("Perceel", "{{ product.perceel }}", 4.6),
        Column("Eenheid", "{{ product.eenheid }}", 3.0),
    )
    table(document, columns, "product in producten", empty="Er zijn geen producten om toe te wijzen.")
    heading(document, "Aanbieders zonder nieuwe overeenkomst")
    with when(document, "overbruggingen"):
        para(
            document,
            "Met deze aanbieders is een overbrugging afgesproken. Jeugdigen die al hulp krijgen, kunnen daar blijven "
            "tot de genoemde datum. Nieuwe jeugdigen verwijst u niet naar hen. Maak op tijd samen een plan voor de "
            "overdracht.",
            keep_next=True,
        )
        _bridging_table(document)
        otherwise(document)
        para(document, "Er zijn geen aanbieders met een overbrugging.")
    promises_section(document)
    heading(document, "Contact")
    para(document, "Dit zijn de contactpersonen van de Toegangen.", keep_next=True)
    columns = (
        Column("Gemeente", "{{ toegang.gemeente }}", 4.0),
        Column("Toegang", "{{ toegang.naam }}", 5.6),
        Column("E-mailadres", "{{ toegang.email }}", 6.4),
    )
    table(document, columns, "toegang in toegangen", empty="Er zijn nog geen contactpersonen opgegeven.")
    contact_lines(document, "Komt u er niet uit? Neem dan contact op met")
    return document


def provider_overview() -> Document:
    """The contracted providers of one municipality."""
    document = new_document("Gecontracteerde aanbieders")
    title_block(document, "Aanbieders van jeugdhulp in {{ gemeente }}", "Overzicht bij {{ kop.traject }}")
    para(
        document,
        "In de gemeente {{ gemeente }} hebben wij met {% if not aantal %}nog geen aanbieder{% elif aantal == 1 %}{{ "
        "aantal }} aanbieder{% else %}{{ aantal }} aanbieders{% endif %} een overeenkomst voor jeugdhulp. U mag zelf "
        "kiezen. Twijfelt u welke hulp past? De Toegang van uw gemeente of uw huisarts denkt met u mee.",
        "Inleiding",
    )
    heading(document, "Met wie hebben wij een overeenkomst?", numbered=False)
    columns = (
        Column("Aanbieder", "**{{ aanbieder.naam }}**", 5.0),
        Column("Plaats", "{{ aanbieder.plaats }}", 2.6),
        Column("Telefoon", "{{ aanbieder.telefoon }}", 2.6),
        Column("Percelen", "{{ aanbieder.percelen }}", 3.4),
        Column("Vanaf", "{{ aanbieder.ingangsdatum }}", 2.4),
    )
    table(document, columns, "aanbieder in aanbieders", empty="Er zijn nog geen aanbieders met een overeenkomst.")
    heading(document, "Krijgt u al hulp van een andere aanbieder?", numbered=False)
    with when(document, "overbruggingen"):
        para(
            document,
            "Met deze aanbieders is een overbrugging afgesproken. Krijgt u al hulp van hen, dan kan die doorgaan tot "
            "de genoemde datum. Zij nemen geen nieuwe jeugdigen aan.",
            keep_next=True,
        )
        _bridging_table(document)
        otherwise(document)
        para(document, "Er zijn geen aanbieders met wie een overbrugging is afgesproken.")
    contact_lines(document, "Klopt er iets niet in dit overzicht? Neem dan contact op met")
    return document


def _bridging_table(document: Document) -> None:
    columns = (
        Column("Aanbieder", "{{ overbrugging.aanbieder }}", 11.6),
        Column("Overbrugging tot en met", "{{ overbrugging.tot }}", 4.4),
    )
    table(document, columns, "overbrugging in overbruggingen")


def innovation_agenda() -> Document:
    """What will be developed while the agreements run, and why."""
    document = new_document("Innovatieagenda jeugdhulp")
    title_block(document, "Innovatieagenda jeugdhulp")
    para(
        document,
        "De jeugdhulp blijft in ontwikkeling, ook als de overeenkomsten lopen. In deze agenda staat waaraan wij samen "
        "met aanbieders, Toegangen en ervaringsdeskundigen werken. De stand is van {{ peildatum }}.",
        "Inleiding",
    )
    heading(document, "Zo gebruiken wij de agenda")
    bullets(
        document,
        "De agenda ligt niet vast. Onderwerpen kunnen erbij komen, veranderen of vervallen.",
        "Bij elk onderwerp staat waarom het op de agenda staat.",
        "De uitkomst hoeft geen nieuw product te zijn. Een andere manier van werken kan ook.",
        "Verandert een product, dan kijken wij ook naar het tarief en naar de productkaart.",
        "Een wijziging van de overeenkomst volgt altijd de regels van die overeenkomst.",
    )
    heading(document, "Onderwerpen")
    columns = (
        Column("Nr", "{{ onderwerp.nr }}", 1.1),
        Column("Onderwerp", "**{{ onderwerp.naam }}**", 4.6),
        Column(
            "Waarom",
            ("{%p for reden in onderwerp.redenen %}", "* {{ reden }}", "{%p else %}", "–", "{%p endfor %}"),
            5.7,
        ),
        Column("Uitvoering", "{{ onderwerp.uitvoering }}", 2.2),
        Column("Stand", "{{ onderwerp.status }}", 2.4),
    )
    table(document, columns, "onderwerp in onderwerpen", empty="Er staan nog geen onderwerpen op de agenda.")
    promises_section(document)
    heading(document, "Meedenken?")
    para(
        document,
        "Wij bespreken de agenda in het regionale overleg met aanbieders. Hebt u een voorstel voor een onderwerp? "
        "Breng het daar in, of geef het door aan uw contactpersoon bij de regio. Noem het doel en voor welke "
        "jeugdigen het is.",
    )
    return document
