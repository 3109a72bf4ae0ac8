"""Draws the annexes to the framework agreement: lots, rates, contacts and privacy."""

from docx.document import Document

from schemas.documents.contracting import ContactsAnnex, LotsAnnex, PrivacyAnnex, RatesAnnex
from tender_templates.drawing.style import (
    Column,
    bullets,
    contact_lines,
    facts,
    heading,
    new_document,
    para,
    table,
    title_block,
)

LOT_COLUMNS = (
    Column("Perceel", "{{ p.perceel }}", 7.6),
    Column("Gemeente", "{{ p.gemeente }}", 4.6),
    Column("Ingangsdatum", "{{ p.ingangsdatum }}", 3.8),
)

_PROVIDER = (
    ("Contractnummer", "{{ contractnummer }}"),
    ("Aanbieder", "{{ aanbieder.naam }} (KvK-nummer {{ aanbieder.kvk }})"),
    ("Adres", "{{ aanbieder.straat }}, {{ aanbieder.postcode }} {{ aanbieder.plaats }}"),
    ("Contactpersoon", "{{ aanbieder.contactpersoon }}"),
)
_HEADINGS = ("Gegeven", "Inhoud")


def annex_lots() -> Document:
    """Annex A: for which lots and municipalities this provider is admitted, and from when."""
    document = new_document(LotsAnnex.title)
    title_block(document, LotsAnnex.title)
    facts(document, _PROVIDER, headings=_HEADINGS)
    heading(document, "Hoe deze bijlage werkt")
    bullets(
        document,
        "De aanbieder mag jeugdhulp leveren voor de percelen en gemeenten in de tabel, vanaf de ingangsdatum in "
        "dezelfde regel. Een perceel of gemeente die er niet in staat, valt niet onder de overeenkomst.",
        "Wordt de aanbieder voor een perceel of gemeente erbij toegelaten, dan krijgt hij een nieuwe versie van "
        "deze bijlage. Die vervangt de oude versie vanaf de datum die erop staat.",
        "Eindigt de overeenkomst voor een perceel of gemeente, dan verdwijnt die regel. Voor jeugdigen die dan nog "
        "hulp krijgen, gelden de afspraken over overdracht in deel 3 van de overeenkomst.",
        "Een cliëntenstop verandert niets aan deze bijlage.",
    )
    heading(document, "Percelen en gemeenten")
    table(document, LOT_COLUMNS, "p in percelen", empty="De aanbieder is nog voor geen enkel perceel toegelaten.")
    return document


def annex_rates() -> Document:
    """Annex B: the rate of every product and the elements it is built from (Besluit Jeugdwet art. 2.3)."""
    document = new_document(RatesAnnex.title, wide=True)
    title_block(document, RatesAnnex.title)
    facts(
        document,
        (*_PROVIDER, ("Prijspeil", "{{ prijspeil }}")),
        headings=_HEADINGS,
    )
    heading(document, "Toelichting")
    facts(
        document,
        (
            ("Beroepskrachten", "Kosten van beroepskrachten, zowel voor tijd met de cliënt als voor andere werktijd."),
            (
                "Cliëntgebonden",
                "Andere kosten die bij een cliënt horen, zoals behandelcoördinatie of voeding bij verblijf.",
            ),
            ("Overhead", "Leiding en ondersteuning, ict, huisvesting en algemene kosten."),
            ("Indexering", "Het deel van het tarief dat de verwachte stijging van lonen en prijzen opvangt."),
        ),
        headings=("Kolom", "Betekenis"),
    )
    bullets(
        document,
        "De code is de productcode voor het berichtenverkeer (iJw).",
        "De tarieven zijn gelijk voor alle aanbieders met dezelfde producten.",
        "Elk jaar per 1 januari indexeren de gemeenten de tarieven volgens het artikel over tarieven in deel 3 van "
        "de overeenkomst. Daarna krijgt deze bijlage een nieuwe versie.",
    )
    heading(document, "Tarieven")
    para(
        document,
        "De gemeente betaalt per eenheid het tarief in de laatste kolom. De kolommen daarvoor laten zien hoe het "
        "tarief is opgebouwd uit de elementen van artikel 2.3 van het Besluit Jeugdwet.",
        keep_next=True,
    )
    columns = (
        Column("Code", "{{ r.code }}", 1.9),
        Column("Product", "{{ r.naam }}", 4.9),
        Column("Perceel", "{{ r.perceel }}", 3.9),
        Column("Eenheid", "{{ r.eenheid }}", 2.2),
        Column("Beroeps\u00adkrachten", "{{ r.beroepskrachten }}", 2.5, right=True),
        Column("Cliënt\u00adgebonden", "{{ r.clientgebonden }}", 2.4, right=True),
        Column("Overhead", "{{ r.overhead }}", 2.2, right=True),
        Column("Indexering", "{{ r.indexering }}", 2.3, right=True),
        Column("Tarief", "**{{ r.tarief }}**", 2.4, right=True),
    )
    table(
        document,
        columns,
        "r in regels",
        empty="Voor de percelen van deze aanbieder zijn nog geen tarieven vastgesteld.",
    )
    return document


def annex_contacts() -> Document:
    """Annex E: whom to reach on either side, and who may sign."""
    document = new_document(ContactsAnnex.title)
    title_block(document, ContactsAnnex.title)
    heading(document, "Aanbieder")
    facts(
        document,
        (
            *_PROVIDER,
            ("E-mail", "{{ aanbieder_email }}"),
            ("Telefoon", "{{ aanbieder_telefoon }}"),
            ("Mag namens de aanbieder tekenen", "{{ tekenbevoegde }}, {{ tekenbevoegde_functie }}"),
        ),
        headings=_HEADINGS,
    )
    heading(document, "Gemeenten samen")
    para(
        document,
        "Voor vragen over de overeenkomst, wijzigingen, tarieven en meldingen aan alle gemeenten is er één "
        "contactpunt.",
        keep_next=True,
    )
    facts(
        document,
        (
            ("Contactpunt", "{{ contact.naam }}"),
            ("E-mail", "{{ contact.email }}"),
            ("Telefoon", "{{ contact.telefoon }}"),
        ),
        headings=_HEADINGS,
    )
    heading(document, "Toegang per gemeente")
    para(document, "Voor vragen over één jeugdige is de toegang van zijn gemeente bereikbaar.", keep_next=True)
    table(
        document,
        (
            Column("Gemeente", "{{ t.gemeente }}", 3.8),
            Column("Toegang", "{{ t.naam }}", 5.6),
            Column("E-mail", "{{ t.email }}", 6.6),
        ),
        "t in toegangen",
        empty="De gemeenten hebben nog geen gegevens van hun toegang doorgegeven.",
    )
    heading(document, "Afspraken")
    bullets(
        document,
        "Stuur geen namen of andere gegevens van jeugdigen per gewone e-mail. Gebruik het berichtenverkeer of "
        "beveiligde mail.",
        "Verandert een gegeven in deze bijlage, geef dat dan meteen door aan het contactpunt. De nieuwe gegevens "
        "gelden vanaf de bevestiging.",
        "Een nieuwe tekenbevoegde toont zijn bevoegdheid aan met een actueel uittreksel van de Kamer van Koophandel "
        "of een volmacht.",
    )
    return document


def annex_privacy() -> Document:
    """Annex F: who decides about which personal data, what is exchanged and why (AVG, Jeugdwet)."""
    document = new_document(PrivacyAnnex.title)
    title_block(document, PrivacyAnnex.title)
    heading(document, "Wie is waarvoor verantwoordelijk")
    para(document, "Deze bijlage geldt tussen de aanbieder en elk van deze gemeenten: {{ gemeenten }}.")
    bullets(
        document,
        "De aanbieder verleent de hulp zelfstandig. Hij is verwerkingsverantwoordelijke voor zijn dossiers en zijn "
        "personeelsgegevens.",
        "Elke gemeente is verwerkingsverantwoordelijke voor de gegevens waarmee zij hulp toewijst, betaalt en "
        "controleert.",
        "De één verwerkt dus geen gegevens in opdracht van de ander. Een verwerkersovereenkomst tussen hen is niet "
        "nodig.",
        "Laat een partij een leverancier gegevens verwerken, dan sluit zij daarmee zelf een verwerkersovereenkomst.",
    )
    _exchange(document)
    _careful_use(document)
    contact_lines(document, "Vragen over privacy bij deze overeenkomst? Neem contact op met")
    return document


def _exchange(document: Document) -> None:
    heading(document, "Welke gegevens partijen delen")
    para(
        document,
        "Partijen delen alleen gegevens die voor het doel in deze tabel nodig zijn. Voor een ander doel delen zij "
        "alleen gegevens als de wet dat toestaat.",
        keep_next=True,
    )
    purposes = (
        ("Toewijzen van hulp", "Van gemeente naar aanbieder: wie de jeugdige is, welk product, hoeveel en hoelang."),
        ("Begin en einde van hulp", "Van aanbieder naar gemeente: begindatum, einddatum en reden van het einde."),
        ("Betalen", "Van aanbieder naar gemeente: product, periode en aantal eenheden. Geen inhoud van de hulp."),
        (
            "Plan en resultaat",
            "Van aanbieder naar toegang: doelen, voortgang en of de doelen zijn bereikt. Niet het hele dossier.",
        ),
        (
            "Warme overdracht",
            "Van aanbieder naar aanbieder: wat de nieuwe hulpverlener nodig heeft, met toestemming of op een andere "
            "grond uit de wet.",
        ),
        (
            "Controle",
            "Van aanbieder naar gemeente: eerst gegevens zonder namen. Gegevens over één jeugdige alleen als de "
            "controle niet anders kan en de wet dat toestaat.",
        ),
        (
            "Melding van een calamiteit",
            "Van aanbieder naar gemeente: dat er is gemeld, en wat zij moet weten om te handelen.",
        ),
        ("Monitoring", "Alleen aantallen die niet naar een persoon te herleiden zijn."),
        (
            "Eisen aan medewerkers",
            "Van aanbieder naar gemeente: registraties, diploma's en VOG's worden getoond. De gemeente noteert dat "
            "zij ze heeft gezien en bewaart geen kopie.",
        ),
    )
    facts(document, purposes, headings=("Doel", "Wat partijen delen"))


def _careful_use(document: Document) -> None:
    heading(document, "Veilig en zorgvuldig")
    bullets(
        document,
        "Partijen gebruiken het berichtenverkeer (iJw) of een andere beveiligde weg. Gewone e-mail is niet "
        "toegestaan voor gegevens van jeugdigen.",
        "Alleen medewerkers die de gegevens voor hun werk nodig hebben, kunnen erbij. Zij zijn verplicht tot "
        "geheimhouding.",
        "Partijen bewaren gegevens niet langer dan de wet voorschrijft of dan voor het doel nodig is.",
        "Eindigt de overeenkomst, dan houdt de aanbieder de dossiers zelf of draagt hij ze volgens de wet over.",
    )
    heading(document, "Rechten van jeugdigen en ouders")
    para(
        document,
        "Jeugdigen en ouders kunnen hun gegevens bekijken, laten verbeteren en in sommige gevallen laten wissen. "
        "Elke partij beantwoordt zo'n verzoek voor haar eigen gegevens. Komt een verzoek bij de verkeerde partij, "
        "dan vertelt die waar de jeugdige of ouder wel terechtkan.",
    )
    heading(document, "Als het misgaat")
    para(
        document,
        "Ontdekt een partij een datalek met gegevens die zij van de ander heeft gekregen, dan meldt zij dat meteen "
        "aan het contactpunt. De partij bij wie het lek is ontstaan, meldt het zo nodig aan de Autoriteit "
        "Persoonsgegevens en aan de betrokkenen. Partijen helpen elkaar om de gevolgen te beperken.",
    )
