"""Drawings for questions: nota van inlichtingen and change index (domain D.5, D.6)."""

from docx.document import Document

from tender_templates.drawing.style import (
    Column,
    bullets,
    bullets_from,
    changes_table,
    contact_lines,
    facts,
    heading,
    landscape,
    new_document,
    notice_box,
    otherwise,
    para,
    portrait,
    table,
    title_block,
    when,
)


def nota_van_inlichtingen() -> Document:
    """Front page, A changes, B questions and answers, C announcements, D what happens next (users 3.1)."""
    document = new_document("Nota van inlichtingen")
    title_block(document, "Nota van inlichtingen {{ nummer }}")
    pairs = (
        ("Deze nota beantwoordt", "{{ periode }}"),
        ("Nummers in deze nota", "{{ reeks }}"),
        ("Regio", "{{ kop.regio }}"),
    )
    facts(document, pairs, headings=("Onderwerp", "Gegeven"))
    heading(document, "Deze nota hoort bij", numbered=False)
    bullets_from(document, "stuk in stukken", "{{ stuk }}")
    heading(document, "Wat betekent deze nota?", numbered=False)
    notice_box(
        document,
        "Deze nota is een vast onderdeel van de procedurestukken. Spreken deze nota en een eerder stuk elkaar tegen? "
        "Dan geldt deze nota. Spreken twee nota's elkaar tegen? Dan geldt de nota met het hoogste nummer.",
    )
    bullets(
        document,
        "**Deel A** geeft alle wijzigingen in de stukken. Lees dit deel eerst.",
        "**Deel B** geeft de vragen met onze antwoorden, zonder namen.",
        "**Deel C** bevat mededelingen van ons.",
        "**Deel D** vertelt hoe het verder gaat.",
    )
    para(
        document,
        "De nummers van de vragen lopen door over alle nota's en veranderen niet. Stelden meer aanbieders dezelfde "
        "vraag? Dan staat elke vraag erin, met een verwijzing naar het antwoord. Alle aanbieders krijgen deze nota op "
        "hetzelfde moment.",
    )
    _changes_and_answers(document)
    _announcements_and_next(document)
    return document


def _changes_and_answers(document: Document) -> None:
    landscape(document)
    heading(document, "Deel A – Wijzigingen", numbered=False)
    with when(document, "wijzigingen"):
        para(
            document,
            "Deze wijzigingen gelden vanaf de datum van deze nota. Links leest u wat er stond, daarnaast wat er nu "
            "staat.",
            keep_next=True,
        )
        changes_table(document)
        otherwise(document)
        para(document, "Er zijn geen wijzigingen.")
    heading(document, "Deel B – Vragen en antwoorden", numbered=False)
    columns = (
        Column("Nr", "{{ vraag.nr }}", 1.3),
        Column("Perceel", "{{ vraag.perceel }}", 2.8),
        Column("Document en vindplaats", "{{ vraag.vindplaats }}", 3.9),
        Column("Vraag", "{{ vraag.vraag }}", 7.0),
        Column("Antwoord", "{{ vraag.antwoord }}", 7.4),
        Column("Wijziging", "{{ vraag.wijziging }}", 2.3),
    )
    table(document, columns, "vraag in vragen", empty="Er zijn geen vragen ontvangen.")


def _announcements_and_next(document: Document) -> None:
    portrait(document)
    heading(document, "Deel C – Mededelingen", numbered=False)
    with when(document, "mededelingen"):
        bullets_from(document, "mededeling in mededelingen", "{{ mededeling }}")
        otherwise(document)
        para(document, "Er zijn geen mededelingen.")
    heading(document, "Deel D – Hoe verder", numbered=False)
    para(document, "Dit zijn de volgende stappen. Zet de data in uw agenda.", keep_next=True)
    columns = (
        Column("Stap", "{{ stap.stap }}", 5.6),
        Column("Datum", "{{ stap.datum }}", 4.4),
        Column("Toelichting", "{{ stap.toelichting }}", 6.0),
    )
    table(document, columns, "stap in stappen", empty="Er volgen geen stappen meer.")
    para(
        document,
        "Is een antwoord niet duidelijk? Stel uw vraag dan via het platform, als dat volgens deze stappen nog kan.",
    )
    contact_lines(document, "Hebt u praktische hulp nodig? Neem dan contact op met")


def change_index() -> Document:
    """The index of all changes in all documents, on lying pages."""
    document = new_document("Index van wijzigingen", wide=True)
    title_block(document, "Index van wijzigingen")
    para(
        document,
        "Hier vindt u elke wijziging in de procedurestukken, met de oude en de nieuwe tekst. Ook leest u waarom wij "
        "iets wijzigden en welke vraag of sessie daarvoor de aanleiding was. De laatste wijziging van een tekst geldt.",
        keep_next=True,
    )
    changes_table(document, empty="Er zijn geen wijzigingen.")
    para(
        document,
        "Klopt er volgens u iets niet? Laat het ons weten via het platform waarop de stukken staan en noem het nummer "
        "van de wijziging.",
    )
    return document
