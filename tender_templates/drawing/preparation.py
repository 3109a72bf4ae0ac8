"""Drawings for the preparation and publication: requirements, product cards, rates, notice (domain D.4, D.12)."""

from docx.document import Document

from tender_templates.drawing.style import (
    Column,
    bullets,
    changes_table,
    contact_lines,
    each,
    facts,
    heading,
    new_document,
    otherwise,
    para,
    promises_section,
    table,
    title_block,
    when,
)


def requirements() -> Document:
    """The programma van eisen: numbered requirements per chapter, each with its proof."""
    document = new_document("Programma van eisen")
    title_block(document, "Programma van eisen", "Jeugdhulp – {{ kop.traject }}")
    para(document, "{{ inleiding }}", "Inleiding")
    heading(document, "Hoe u dit document leest", numbered=False)
    para(
        document,
        "Dit document bevat {{ aantal_eisen }} eisen. Zij gelden voor elke toegelaten aanbieder en voor de "
        "onderaannemers die voor hem werken. Bij elke eis ziet u:",
        keep_next=True,
    )
    bullets(
        document,
        "een nummer, dat in een volgende versie niet verandert;",
        "de soort eis: geldt die bij de aanmelding, bij de uitvoering of bij allebei;",
        "het bewijs waarmee u laat zien dat u aan de eis voldoet.",
    )
    para(
        document,
        "Kunt u op een andere manier laten zien dat u aan een eis voldoet? Gelijkwaardig bewijs is ook goed. Leg dan "
        "uit waarom het gelijkwaardig is.",
    )
    with each(document, "hoofdstuk in hoofdstukken"):
        # The chapter brings its own number, which the numbers of its requirements begin with.
        heading(document, "{{ hoofdstuk.titel }}", numbered=False)
        columns = (
            Column("Nr", "{{ eis.nummer }}", 1.5),
            Column("Eis", "{{ eis.tekst }}", 8.2),
            Column("Soort", "{{ eis.soort }}", 2.4),
            Column("Bewijs", "{{ eis.bewijs }}", 3.9),
        )
        table(document, columns, "eis in hoofdstuk.eisen", empty="Dit hoofdstuk bevat geen eisen.")
    promises_section(document)
    _changes(document)
    return document


def product_cards() -> Document:
    """One card per product, each on its own page, behind a list of all products."""
    document = new_document("Productkaarten")
    title_block(document, "Productkaarten", "Producten voor jeugdhulp – {{ kop.traject }}")
    para(
        document,
        "Een productkaart beschrijft wat een product is, voor wie het is en wat u als aanbieder levert. De kaarten "
        "horen bij de overeenkomst. De code op de kaart gebruikt u ook in het berichtenverkeer en op de factuur.",
        "Inleiding",
    )
    heading(document, "Overzicht", numbered=False)
    para(document, "Deze producten kopen wij in. Elke kaart staat op een eigen bladzijde.", keep_next=True)
    columns = (
        Column("Code", "{{ product.code }}", 2.2),
        Column("Product", "{{ product.naam }}", 6.4),
        Column("Perceel", "{{ product.perceel }}", 4.6),
        Column("Tarief", "{{ product.tarief }}", 2.8, right=True),
    )
    table(document, columns, "product in producten", empty="Er zijn nog geen producten vastgesteld.")
    with each(document, "product in producten"):
        _card(document)
    promises_section(document)
    _changes(document)
    return document


def _card(document: Document) -> None:
    heading(document, "{{ product.code }} – {{ product.naam }}", numbered=False, new_page=True)
    pairs = (
        ("Perceel", "{{ product.perceel }}"),
        ("Eenheid", "{{ product.eenheid }}"),
        ("Tarief", "{{ product.tarief }}"),
        ("Groepsgrootte", "{{ product.groepsgrootte }}"),
        ("Duur", "{{ product.duur }}"),
        ("Vervoer", "{{ product.vervoer }}"),
    )
    facts(document, pairs, headings=("Kenmerk", "Afspraak"))
    heading(document, "Doel", 2, numbered=False)
    para(document, "{{ product.doel }}")
    heading(document, "Voor wie", 2, numbered=False)
    para(document, "{{ product.doelgroep }}")
    for title, field in (("Wat u levert", "activiteiten"), ("Kwaliteitseisen", "kwaliteitseisen")):
        heading(document, title, 2, numbered=False)
        with each(document, f"punt in product.{field}"):
            para(document, "{{ punt }}", "List Bullet")
            otherwise(document)
            para(document, "Hiervoor gelden geen aanvullende afspraken.")
    heading(document, "Functiemix", 2, numbered=False)
    columns = (
        Column("Niveau van de medewerker", "{{ functie.niveau }}", 12.0),
        Column("Aandeel in de uren", "{{ functie.aandeel }}", 4.0, right=True),
    )
    table(document, columns, "functie in product.functiemix", empty="Voor dit product is geen functiemix vastgesteld.")


def rates() -> Document:
    """The rates with the four cost elements of Besluit Jeugdwet art. 2.3, on lying pages."""
    document = new_document("Tarieven", wide=True)
    title_block(document, "Tarieven", "Tarieven per product – {{ kop.traject }}")
    para(
        document,
        "Voor elk product geldt één tarief voor alle aanbieders. Prijspeil: {{ prijspeil }}. Alle bedragen zijn in "
        "euro's.",
        "Inleiding",
    )
    heading(document, "Hoe is een tarief opgebouwd?")
    para(document, "Artikel 2.3 van het Besluit Jeugdwet noemt vier kosten voor een reële prijs:", keep_next=True)
    bullets(
        document,
        "**Beroepskrachten:** loon, werkgeverslasten en de tijd die niet direct aan een jeugdige wordt besteed.",
        "**Cliëntgebonden kosten:** andere kosten voor de jeugdige, zoals voeding, leefgeld of een "
        "behandelcoördinator.",
        "**Overhead:** huisvesting, ict, ondersteunend personeel en algemene kosten.",
        "**Indexering:** de stijging van lonen en prijzen tot en met het prijspeil.",
    )
    para(
        document,
        "Schakelt u een onderaannemer in? Dan betaalt u die ook een reële prijs, opgebouwd uit dezelfde onderdelen.",
    )
    heading(document, "Tarieven per product")
    columns = (
        Column("Code", "{{ regel.code }}", 1.9),
        Column("Product", "{{ regel.naam }}", 5.7),
        Column("Perceel", "{{ regel.perceel }}", 3.6),
        Column("Eenheid", "{{ regel.eenheid }}", 2.0),
        Column("Beroeps-krachten", "{{ regel.beroepskrachten }}", 2.3, right=True),
        Column("Cliënt-gebonden", "{{ regel.clientgebonden }}", 2.3, right=True),
        Column("Overhead", "{{ regel.overhead }}", 2.2, right=True),
        Column("Indexering", "{{ regel.indexering }}", 2.2, right=True),
        Column("Tarief", "**{{ regel.tarief }}**", 2.5, right=True),
    )
    table(document, columns, "regel in regels", empty="Er zijn nog geen tarieven vastgesteld.")
    promises_section(document)
    _changes(document)
    return document


def notice() -> Document:
    """The announcement: the facts, and the frozen set of documents with their checksums."""
    document = new_document("Aankondiging")
    title_block(document, "Aankondiging", "Toelating van aanbieders van jeugdhulp – {{ kop.traject }}")
    para(
        document,
        "{{ kop.organisatie }} kondigt hierbij een toelatingsprocedure aan voor aanbieders van jeugdhulp (Open "
        "House). Iedere aanbieder die aan de eisen voldoet, krijgt een overeenkomst. Wij vergelijken aanbieders niet "
        "met elkaar.",
        "Inleiding",
    )
    heading(document, "Gegevens van de procedure")
    columns: tuple[Column, ...] = (
        Column("Onderwerp", "**{{ veld.naam }}**", 5.2),
        Column("Gegeven", "{{ veld.waarde }}", 10.8),
    )
    table(document, columns, "veld in velden", empty="De gegevens van de procedure volgen.")
    heading(document, "Stukken bij deze aankondiging")
    para(
        document,
        "Deze stukken zijn vastgesteld en veranderen niet meer. Een wijziging leest u in een nota van inlichtingen. "
        "Met het controlegetal (SHA-256) kunt u nagaan of u precies hetzelfde bestand hebt als wij.",
        keep_next=True,
    )
    columns = (
        Column("Stuk", "{{ stuk.titel }}", 4.4),
        Column("Versie", "{{ stuk.versie }}", 1.6),
        Column("Bestand", "{{ stuk.bestand }}", 5.0, small=True),
        Column("Controlegetal", "{{ stuk.sha256 }}", 5.0, small=True),
    )
    table(document, columns, "stuk in stukken", empty="Er zijn nog geen stukken vastgesteld.")
    heading(document, "Wat doet u nu?")
    bullets(
        document,
        "Lees eerst het aanmeldingsdocument. Daarin staan de planning, de eisen en de manier van aanmelden.",
        "Stel uw vragen over de inhoud op tijd, en alleen via het platform. Iedereen krijgt de antwoorden in een nota "
        "van inlichtingen.",
        "Verzamel de bewijsstukken. Sommige stukken kosten enkele weken.",
        "Meld u aan vóór het sluitingsmoment.",
    )
    contact_lines(document, "Hebt u praktische hulp nodig, bijvoorbeeld bij het platform? Neem dan contact op met")
    return document


def _changes(document: Document) -> None:
    """Close with what changed, or with the plain statement that nothing did."""
    heading(document, "Wat is er gewijzigd?", numbered=False)
    with when(document, "wijzigingen"):
        para(document, "Dit is er gewijzigd ten opzichte van de vorige versies.", keep_next=True)
        changes_table(document)
        otherwise(document)
        para(document, "Er zijn geen wijzigingen in dit stuk.")
