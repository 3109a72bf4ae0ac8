"""Draws the agreements: the framework agreement in three parts, its annexes, and the bridging agreement.

The words are in ``agreement_text`` and ``bridging_text``; here they are put on paper with the tender's own data
(domain B.8, D.10, D.11). ``concept`` prints the draft that is published before anybody has been admitted.
"""

from collections.abc import Callable

from docx.document import Document

from schemas.documents.contracting import (
    BridgingAgreementDocument,
    ContactsAnnex,
    FrameworkAgreementDocument,
    LotsAnnex,
    PrivacyAnnex,
    RatesAnnex,
)
from tender_templates.drawing.agreement_part2 import PART_TWO
from tender_templates.drawing.agreement_text import DEFINITIONS, PARTS, READING_GUIDE
from tender_templates.drawing.annexes import LOT_COLUMNS, annex_contacts, annex_lots, annex_privacy, annex_rates
from tender_templates.drawing.bridging_text import BRIDGING
from tender_templates.drawing.legal_text import dense, draw_part, references
from tender_templates.drawing.style import (
    Column,
    bullets_from,
    changes_table,
    facts,
    heading,
    new_document,
    notice_box,
    otherwise,
    para,
    signature_table,
    table,
    title_block,
    when,
)

_DRAFT_ONLY = (
    "**CONCEPT.** Dit is de tekst die iedere aanbieder na toelating tekent. De gegevens van de aanbieder en zijn "
    "percelen komen in de definitieve overeenkomst, zoals in het besluit tot toelating. Aan dit concept kan niemand "
    "rechten ontlenen."
)

_DETAILS = ("Gegeven", "Inhoud")


def framework_agreement() -> Document:
    """The framework agreement: a summary, the reading guide with definitions, and three parts."""
    document = new_document(FrameworkAgreementDocument.title)
    dense(document)
    _opening(document)
    _reading_guide(document)
    known = references(PARTS)
    inserts = {
        "partijen": _agreement_parties,
        "percelen": _lots,
        "looptijd": _term,
        "drempels": _thresholds,
        "wijzigingen": _changes,
        "bijlagen": _annexes,
        "ondertekening": _signatures,
    }
    for part in PARTS:
        heading(document, part.title, numbered=False, new_page=part is PART_TWO)
        para(document, part.introduction, "Inleiding", keep_next=True)
        draw_part(document, part, known, inserts)
    return document


def _opening(document: Document) -> None:
    title_block(document, FrameworkAgreementDocument.title)
    with when(document, "concept"):
        notice_box(document, _DRAFT_ONLY)
        facts(document, (("Gemeenten", "{{ gemeenten }}"), ("Ingangsdatum", "{{ ingangsdatum }}")), headings=_DETAILS)
        otherwise(document)
        facts(
            document,
            (
                ("Contractnummer", "{{ contractnummer }}"),
                ("Gemeenten", "{{ gemeenten }}"),
                ("Aanbieder", "{{ aanbieder.naam }}"),
                ("Ingangsdatum", "{{ ingangsdatum }}"),
            ),
            headings=_DETAILS,
        )


def _reading_guide(document: Document) -> None:
    heading(document, "Leeswijzer en begrippen", numbered=False)
    for text in READING_GUIDE:
        para(document, text)
    facts(document, DEFINITIONS, headings=("Begrip", "Betekenis"), first=2.9)


def _agreement_parties(document: Document) -> None:
    with when(document, "concept"):
        facts(
            document,
            (
                ("De gemeenten", "{{ gemeenten }}"),
                ("De aanbieder", "Naam, rechtsvorm, KvK-nummer en adres zoals in het besluit tot toelating."),
                (
                    "Contactpunt van de gemeenten",
                    "{{ contact.naam }}, {{ contact.email }}, tel. {{ contact.telefoon }}",
                ),
            ),
            headings=("Partij", "Gegevens"),
            first=5.4,
        )
        otherwise(document)
        facts(
            document,
            (
                ("De gemeenten", "{{ gemeenten }}"),
                (
                    "Contactpunt van de gemeenten",
                    "{{ contact.naam }}, {{ contact.email }}, tel. {{ contact.telefoon }}",
                ),
                ("De aanbieder", "{{ aanbieder.naam }}"),
                ("Rechtsvorm", "{{ aanbieder_rechtsvorm }}"),
                ("KvK-nummer", "{{ aanbieder.kvk }}"),
                ("Adres", "{{ aanbieder.straat }}, {{ aanbieder.postcode }} {{ aanbieder.plaats }}"),
                ("Contactpersoon", "{{ aanbieder.contactpersoon }}"),
            ),
            headings=("Partij", "Gegevens"),
            first=5.4,
        )


def _lots(document: Document) -> None:
    with when(document, "concept"):
        notice_box(
            document,
            "In dit concept staan alle percelen en gemeenten van de procedure. In de definitieve overeenkomst staan "
            "alleen de percelen en gemeenten uit het besluit tot toelating.",
        ).paragraph_format.keep_with_next = True
    table(document, LOT_COLUMNS, "p in percelen", empty="De percelen staan in het besluit tot toelating.")


def _term(document: Document) -> None:
    facts(
        document,
        (
            ("Ingangsdatum", "{{ ingangsdatum }}"),
            ("Einddatum", "{{ einddatum }}"),
            ("Looptijd", "{{ looptijd }}"),
            ("Verlenging", "{{ verlenging }}"),
        ),
        headings=_DETAILS,
    )


def _thresholds(document: Document) -> None:
    table(
        document,
        (Column("Drempel", "{{ d.tekst }}", 10.0), Column("Gemeenten", "{{ d.gemeenten }}", 6.0)),
        "d in drempels",
        empty="Op dit moment gelden in geen enkele gemeente drempels.",
    )


def _changes(document: Document) -> None:
    changes_table(document, empty="Er zijn geen wijzigingen vastgesteld.", whole_rows=False)


def _annexes(document: Document) -> None:
    table(
        document,
        (
            Column("Bijlage", "{{ b.letter }}", 1.8),
            Column("Titel", "{{ b.titel }}", 7.4),
            Column("Versie", "{{ b.versie }}", 1.8),
            Column("Kenmerk", "{{ b.kenmerk }}", 5.0),
        ),
        "b in bijlagen",
        empty="Bij deze overeenkomst horen geen bijlagen.",
    )


def _signatures(document: Document) -> None:
    with when(document, "concept"):
        notice_box(
            document,
            "Dit concept wordt niet ondertekend. De definitieve overeenkomst wordt ondertekend door of namens:",
        ).paragraph_format.keep_with_next = True
        bullets_from(document, "o in ondertekenaars", "{{ o.partij }}")
        otherwise(document)
        signature_table(document)


def bridging_agreement() -> Document:
    """The bridging agreement for the clients whom a provider without a new agreement still helps."""
    document = new_document(BridgingAgreementDocument.title)
    dense(document)
    title_block(document, BridgingAgreementDocument.title)
    para(document, BRIDGING.introduction, "Inleiding")
    inserts = {
        "partijen": _bridging_parties,
        "clienten": _bridging_clients,
        "looptijd": _bridging_term,
        "ondertekening": signature_table,
    }
    draw_part(document, BRIDGING, references((BRIDGING,)), inserts)
    return document


def _bridging_parties(document: Document) -> None:
    facts(
        document,
        (
            ("De gemeenten", "{{ gemeenten }}"),
            ("Contactpunt van de gemeenten", "{{ contact.naam }}, {{ contact.email }}, tel. {{ contact.telefoon }}"),
            ("De aanbieder", "{{ aanbieder.naam }} (KvK-nummer {{ aanbieder.kvk }})"),
            ("Adres", "{{ aanbieder.straat }}, {{ aanbieder.postcode }} {{ aanbieder.plaats }}"),
            ("Contactpersoon", "{{ aanbieder.contactpersoon }}"),
        ),
        headings=("Partij", "Gegevens"),
        first=5.4,
    )


def _bridging_clients(document: Document) -> None:
    facts(
        document,
        (("Peildatum", "{{ peildatum }}"), ("Aantal op de peildatum", "{{ clienten }} (indicatie)")),
        headings=_DETAILS,
        first=5.4,
    )


def _bridging_term(document: Document) -> None:
    facts(
        document,
        (
            ("Ingangsdatum", "{{ ingangsdatum }}"),
            ("Einddatum", "{{ einddatum }}"),
            ("Waarom deze einddatum", "{{ einddatum_uitleg }}"),
        ),
        headings=_DETAILS,
    )


DRAWINGS: dict[str, Callable[[], Document]] = {
    FrameworkAgreementDocument.template: framework_agreement,
    LotsAnnex.template: annex_lots,
    RatesAnnex.template: annex_rates,
    ContactsAnnex.template: annex_contacts,
    PrivacyAnnex.template: annex_privacy,
    BridgingAgreementDocument.template: bridging_agreement,
}
