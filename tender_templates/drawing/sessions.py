"""Drawings for sessions: report (domain D.7), agenda, and the invitation in plain words on one page (users 5.9)."""

from docx.document import Document
from docx.shared import Cm, Pt

from tender_templates.drawing.style import (
    WIDE,
    WIDTH,
    Column,
    bullets_from,
    changes_table,
    contact_lines,
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


def session_report() -> Document:
    """Report of a session: a draft for who attended, then the same for all alike."""
    document = new_document("Verslag")
    title_block(document, "Verslag {{ sessie }}", "{{ onderwerp }} – {{ kop.traject }}")
    with when(document, "correcties_tot"):
        notice_box(
            document,
            "**Dit is een concept voor wie erbij was.** Klopt er iets niet? Mail uw correctie tot en met "
            "{{ correcties_tot }} en noem het nummer van het punt. Elke correctie krijgt een antwoord. Daarna volgt "
            "het definitieve verslag. {{ lezers }} Stuur dit concept niet door.",
        )
        otherwise(document)
        notice_box(
            document,
            "{{ lezers }} Deelname heeft geen invloed op de toelating. Wat een organisatie vertrouwelijk deelde, staat "
            "niet in dit verslag.",
        )
    _the_session(document)
    landscape(document)
    _what_was_said(document)
    _what_follows(document)
    return document


def _the_session(document: Document) -> None:
    heading(document, "De sessie")
    pairs = (
        ("Onderwerp", "{{ onderwerp }}"),
        ("Doel", "{{ doel }}"),
        ("Wanneer", "{{ wanneer }}"),
        ("Waar", "{{ locatie }}"),
    )
    facts(document, pairs, headings=("Onderdeel", "Gegeven"), first=3.5)
    with when(document, "stukken"):
        para(document, "Op tafel lagen deze stukken:", keep_next=True)
        bullets_from(document, "stuk in stukken", "{{ stuk }}")
    heading(document, "Wie waren aanwezig?")
    para(
        document,
        "Bij elke deelnemer staat de grond waarop die aan tafel zat. Wie namens cliënten sprak, noemen wij niet bij "
        "naam.",
        keep_next=True,
    )
    columns = (
        Column("Organisatie", "{{ aanwezige.organisatie }}", 6.2),
        Column("Rol", "{{ aanwezige.rol }}", 4.2),
        Column("Grond voor deelname", "{{ aanwezige.grond }}", 5.6),
    )
    table(document, columns, "aanwezige in aanwezigen", empty="Er waren geen deelnemers.")


def _what_was_said(document: Document) -> None:
    heading(document, "Wat is er besproken?")
    columns: tuple[Column, ...] = (
        Column("Nr", "{{ punt.nr }}", 1.3),
        Column("Onderwerp", "{{ punt.onderwerp }}", 4.4),
        Column("Besproken", "{{ punt.besproken }}", 9.0),
        Column("Conclusie", "{{ punt.conclusie }}", 7.0),
        Column("Actie", "{{ punt.actie }}", WIDE - 21.7),
    )
    table(document, columns, "punt in punten", empty="Er zijn geen punten besproken.")
    heading(document, "Welke acties spraken wij af?")
    columns = (
        Column("Punt", "{{ actie.nr }}", 1.6),
        Column("Wat", "{{ actie.wat }}", 13.1),
        Column("Wie", "{{ actie.wie }}", 5.6),
        Column("Uiterlijk", "{{ actie.voor }}", WIDE - 20.3),
    )
    table(document, columns, "actie in acties", empty="Er zijn geen acties afgesproken.")


def _what_follows(document: Document) -> None:
    heading(document, "Wat betekent dit voor de stukken?")
    with when(document, "wijzigingen"):
        para(document, "Naar aanleiding van deze sessie wijzigen wij het volgende.", keep_next=True)
        changes_table(document)
        otherwise(document)
        with when(document, "correcties_tot"):
            para(document, "De wijzigingen in de stukken staan in het definitieve verslag.")
            otherwise(document)
            para(document, "Deze sessie leidt niet tot wijzigingen in de stukken.")
    with when(document, "correcties"):
        heading(document, "Wat deden wij met de correcties?")
        para(document, "Wie erbij was, kon correcties geven op het concept.", keep_next=True)
        columns = (
            Column("Nr", "{{ correctie.nr }}", 1.6),
            Column("Waarover", "{{ correctie.punt }}", 4.0),
            Column("Uitkomst", "{{ correctie.uitkomst }}", 4.4),
            Column("Reactie", "{{ correctie.reactie }}", WIDE - 10.0),
        )
        table(document, columns, "correctie in correcties")
    heading(document, "Hoe gaat het verder?")
    para(
        document,
        "Wijzigingen verwerken wij in de stukken en nemen wij op in de index van wijzigingen. Staat er iets niet goed "
        "in dit verslag? Meld dat aan ons en noem het nummer van het punt.",
    )


def session_agenda() -> Document:
    """What a session is about; it goes with the invitation."""
    document = new_document("Agenda")
    title_block(document, "Agenda {{ sessie }}", "{{ onderwerp }} – {{ kop.traject }}")
    pairs = (
        ("Onderwerp", "{{ onderwerp }}"),
        ("Doel", "{{ doel }}"),
        ("Wanneer", "{{ wanneer }}"),
        ("Waar", "{{ locatie }}"),
        ("Hoe komt u er?", "{{ bereikbaarheid }}"),
    )
    facts(document, pairs, headings=("Onderdeel", "Gegeven"), first=3.5)
    heading(document, "Waar praten wij over?", numbered=False)
    columns = (
        Column("Nr", "{{ punt.nr }}", 1.2),
        Column("Onderwerp", "{{ punt.onderwerp }}", 5.4),
        Column("Toelichting", "{{ punt.toelichting }}", WIDTH - 6.6),
    )
    table(document, columns, "punt in punten", empty="De agenda volgt.")
    with when(document, "stukken"):
        para(document, "Lees vooraf deze stukken:", keep_next=True)
        bullets_from(document, "stuk in stukken", "{{ stuk }}")
    notice_box(
        document,
        "Meedoen telt niet mee bij het besluit over toelating. Van de sessie komt een verslag. Noem geen gegevens van "
        "cliënten en geen bedrijfsgeheimen.",
    )
    contact_lines(document, "Kunt u niet, of hebt u iets nodig om mee te doen? Laat het ons weten:")
    return document


def session_invitation() -> Document:
    """One page for parents, youth and who speaks for them: come, call or write. Sentences of 15 words at most."""
    document = new_document("Uitnodiging: praat u mee?")
    # Larger letters than a report: this is read at a kitchen table.
    for name in ("Normal", "List Bullet", "Tabeltekst"):
        document.styles[name].font.size = Pt(10.5)
        document.styles[name].paragraph_format.space_after = Pt(2)
    document.styles["Briefkop"].paragraph_format.space_before = Pt(8)
    document.styles["Normal"].paragraph_format.space_after = Pt(5)
    section = document.sections[0]
    section.top_margin, section.bottom_margin = Cm(2.0), Cm(2.0)
    para(document, "{{ kop.organisatie }}", "Organisatie")
    para(document, "{{ kop.regio }}", "Regio")
    para(document, "Praat u mee over jeugdhulp?", "Title")
    para(document, "{{ onderwerp }}", "Subtitle")
    para(document, "Beste ouder, beste jongere,")
    para(
        document,
        "De gemeenten maken nieuwe afspraken over hulp voor kinderen en jongeren. Daar praten wij over met "
        "organisaties die hulp geven. Ook uw ervaring telt. Daarom nodigen wij u uit.",
    )
    facts(
        document,
        (
            ("Wanneer?", "{{ wanneer }}"),
            ("Waar?", "{{ locatie }}"),
            ("Hoe komt u er?", "{{ bereikbaarheid }}"),
        ),
        headings=("De afspraak", "Zo is het"),
        first=3.5,
    )
    letter_heading(document, "Waar gaat het over?")
    bullets_from(document, "onderwerp_regel in onderwerpen", "{{ onderwerp_regel }}")
    letter_heading(document, "U kiest zelf hoe u meedoet")
    for text in (
        "**Komen.** U bent welkom aan tafel. U mag iemand meenemen.",
        "**Bellen.** Bel {{ contact.naam }} op {{ contact.telefoon }}. Wij schrijven op wat u zegt.",
        "**Schrijven.** Mail uw verhaal naar {{ contact.email }}. Uw eigen woorden zijn goed.",
    ):
        para(document, text, "List Bullet")
    para(document, "Wilt u bellen of schrijven? Dat kan tot en met {{ reageren_tot }}.")
    letter_heading(document, "Goed om te weten")
    for text in (
        "U hoeft niets in te vullen. U hoeft niets voor te bereiden.",
        "Uw naam komt niet in het verslag.",
        "Hebt u hulp nodig om mee te doen? Bel of mail ons. Wij denken met u mee.",
        "Na afloop krijgt u het verslag. Daarin leest u wat wij doen.",
    ):
        para(document, text, "List Bullet")
    para(document, "Met vriendelijke groet,").paragraph_format.space_before = Pt(10)
    para(document, "{{ contact.naam }}, namens {{ kop.organisatie }}")
    para(
        document,
        "{{ kop.datum }} · {{ kop.traject }} · kenmerk {{ kop.kenmerk }} · versie {{ kop.versie }} ({{ kop.status }})",
        "Tabelklein",
    )
    return document
