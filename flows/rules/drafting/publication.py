"""Notice, nota van inlichtingen and change index."""

from collections.abc import Mapping
from datetime import date

from flows.rules.drafting.common import change_rows, contact, head
from flows.rules.drafting.preparation import procedure_steps
from flows.rules.nota.questions import (
    Answers,
    change_label,
    change_labels,
    origin_of,
    printed_announcement,
    printed_place,
    printed_question,
)
from flows.rules.wording import at_time, plain_date
from schemas.clarification import NotaRound, Question
from schemas.document import Document
from schemas.documents import ChangeIndex, Nota, Notice
from schemas.documents.publication import Stuk, Veld, VraagAntwoord
from schemas.procedure import Procedure
from schemas.record import TenderRecord
from schemas.tender import Tender


def notice_data(tender: Tender, procedure: Procedure) -> dict[str, str]:
    """The notice, field by field (eForms business terms where they exist; domain B.12)."""
    return {
        "Kenmerk (BT-04)": tender.reference,
        "Titel (BT-21)": tender.title,
        "Opdrachtgevers (BT-500)": ", ".join(f"gemeente {name}" for name in tender.municipality_names),
        "Procedure (BT-88)": f"{procedure.name}. {procedure.legal_basis}",
        "Aard (BT-23)": "diensten",
        "Hoofd-CPV (BT-262)": "85311300 Welzijnszorg voor kinderen en jongeren",
        "Percelen (BT-137)": "; ".join(f"{lot.number}. {lot.name}" for lot in tender.lots),
        "Ingangsdatum (BT-536)": plain_date(tender.contract_start),
        "Aanmelden vanaf": plain_date(tender.applications_open_on),
        "Aanmelden tot en met (BT-131)": at_time(tender.applications_close_at),
        "Platform": tender.platform,
        "Taal (BT-97)": "Nederlands",
    }


def notice(record: TenderRecord, fields: Mapping[str, str], documents: tuple[Document, ...], today: date) -> Notice:
    return Notice(
        kop=head(record.tender, today, "definitief"),
        velden=tuple(Veld(naam=name, waarde=value) for name, value in fields.items()),
        stukken=tuple(
            Stuk(titel=row.title, versie=row.number, bestand=row.file_name, sha256=row.sha256) for row in documents
        ),
        contact=contact(record.tender),
    )


def nota(
    record: TenderRecord,
    round_: NotaRound,
    questions: tuple[Question, ...],
    announcements: tuple[str, ...],
    today: date,
    status: str,
) -> Nota:
    """The nota of one round. It is built without any field that tells who asked.

    ``announcements`` are those of the region's files; those that were read with the questions come after them.
    """
    origins = {origin_of(row) for row in questions}
    answers, labels = Answers((*questions, *record.questions)), change_labels(record.changes)
    read = (printed_announcement(row) for row in record.announcements if row.round == round_.number)
    return Nota(
        kop=head(record.tender, today, status),
        nummer=str(round_.number),
        periode=f"vragen die wij ontvingen tot en met {at_time(round_.questions_close_at)}",
        stukken=tuple(dict.fromkeys(f"{row.document}, versie {row.document_version}" for row in questions)),
        reeks=f"{questions[0].number} tot en met {questions[-1].number}" if questions else "geen",
        vragen=tuple(
            VraagAntwoord(
                nr=str(row.number),
                perceel=row.lot,
                vindplaats=printed_place(row),
                vraag=printed_question(row),
                antwoord=answers.of(row),
                wijziging=change_label(row, labels),
            )
            for row in questions
        ),
        wijzigingen=change_rows(row for row in record.changes if row.origin in origins),
        mededelingen=(*announcements, *read),
        stappen=procedure_steps(record, after=round_.publish_on),
        contact=contact(record.tender),
    )


def change_index(record: TenderRecord, today: date, status: str) -> ChangeIndex:
    return ChangeIndex(kop=head(record.tender, today, status), wijzigingen=change_rows(record.changes))
