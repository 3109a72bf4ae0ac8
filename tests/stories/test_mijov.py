"""The story of MIJ/OV: one whole tender, from draft strategy to contracts at the providers."""

import email
import email.policy
import io
import re
import zipfile
from collections import Counter
from email.message import EmailMessage
from itertools import pairwise

import pytest
from pypdf import PdfReader

from flows.rules.consultation import outcome_counts
from flows.tasks import pdf, word
from schemas.award import AdmissionKind
from schemas.consultation import Outcome
from schemas.document import Document
from schemas.message import MessageState
from schemas.screening import ApplicationStatus
from schemas.values import Stage
from tests.stories.playing import Ended

pytestmark = pytest.mark.story

STRANGE = ("Zorg & Co <BV>", "'t Hofje", "{{ 7*7 }} B.V.", "=Plus Jeugdzorg")


def text_of(ended: Ended, row: Document) -> str:
    return word.text((ended.folder / "uitvoer" / row.folder / row.file_name).read_bytes())


def mails(ended: Ended) -> list[EmailMessage]:
    policy = email.policy.default
    return [
        email.message_from_bytes(path.read_bytes(), policy=policy)  # type: ignore[arg-type,misc]
        for path in sorted((ended.folder / "post-uit").rglob("*.eml"))
    ]


def test_every_stage_was_opened_and_all_but_the_last_closed(rehearsed: Ended) -> None:
    stages = {row.stage: row for row in rehearsed.record.stages}
    assert set(stages) == set(Stage)
    assert [stage for stage, row in stages.items() if row.closed_on is None] == [Stage.EXECUTION]
    assert stages[Stage.SCREENING].closed_on <= stages[Stage.DIALOGUE].opened_on, "MIJ/OV screens before the dialogue"


def test_every_input_has_its_one_answer_in_the_note(rehearsed: Ended) -> None:
    record = rehearsed.record
    assert len(record.inputs) == 186
    assert sum(outcome_counts(record.inputs).values()) == 186
    assert Counter(row.group for row in record.inputs) == {"gemeenteraad": 74, "adviesraad": 59, "zorgaanbieder": 53}
    note = record.latest("response_note")
    assert note is not None and note.number == "1.0"
    text = text_of(rehearsed, note)
    rows = [line for line in text.splitlines() if re.match(r"S1-IN-\d{3} \|", line)]
    assert len(rows) == 186
    assert len({line.split(" | ")[0] for line in rows}) == 186
    assert "Inwoners: wij kregen geen reactie" in text
    carried = sum(row.disposition.outcome is Outcome.CARRIED for row in record.inputs if row.disposition)
    assert len(record.promises) == carried


def test_every_promise_and_action_was_kept_and_nothing_is_late_at_the_end(rehearsed: Ended) -> None:
    record = rehearsed.record
    assert all(row.done_on and row.done_note for row in record.promises)
    actions = [point for session in record.sessions for point in session.points if point.action]
    assert len(actions) == 9 and all(point.action_done for point in actions)


def test_eight_colleges_decided_each_on_its_own_day(rehearsed: Ended) -> None:
    decisions = Counter((row.subject, row.municipality) for row in rehearsed.record.decisions)
    assert len(decisions) == 3 * 8
    strategy = {row.decided_on for row in rehearsed.record.decisions if row.subject.name == "STRATEGY"}
    assert len(strategy) == 8


def test_the_numbers_of_the_notas_run_on(rehearsed: Ended) -> None:
    first, second = rehearsed.record.rounds
    assert first.first_number == 1
    assert first.last_number is not None and second.first_number == first.last_number + 1
    public = sorted(row.number for row in rehearsed.record.questions if row.number is not None)
    assert public == list(range(1, len(public) + 1))
    assert [row.number for row in rehearsed.record.questions if row.individual] == [None]
    index = rehearsed.record.latest("change_index")
    assert index is not None
    assert [row.sequence for row in rehearsed.record.changes] == list(range(1, len(rehearsed.record.changes) + 1))


def test_no_byte_of_a_nota_tells_who_asked(rehearsed: Ended) -> None:
    marks = [
        mark.casefold()
        for row in rehearsed.record.providers
        for mark in (row.name, row.email, row.kvk, row.contact_name, row.agb or row.kvk)
    ]
    notas = [row for row in rehearsed.record.documents if row.kind == "nota_van_inlichtingen"]
    assert len(notas) == 4
    for row in notas:
        path = rehearsed.folder / "uitvoer" / row.folder / row.file_name
        with zipfile.ZipFile(path) as package:
            content = "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
        folded = content.casefold() + word.text(path.read_bytes()).casefold()
        assert [mark for mark in marks if mark in folded] == []


def test_names_stand_unchanged_in_documents_and_mails(rehearsed: Ended) -> None:
    names = {row.id: row.name for row in rehearsed.record.providers}
    assert set(STRANGE) <= set(names.values())
    assert 120 in {len(name) for name in names.values()}
    personal = [row for row in rehearsed.record.documents if row.subject in names]
    assert len(personal) > 4 * 53
    for row in personal:
        assert names[row.subject] in text_of(rehearsed, row), f"{row.id}: {names[row.subject]}"
    for message in rehearsed.record.messages:
        if message.recipient in names:
            assert names[message.recipient] in message.text, message.id


def test_one_mail_per_recipient_and_kind(rehearsed: Ended) -> None:
    record = rehearsed.record
    assert {row.state for row in record.messages} == {MessageState.SENT}
    assert Counter((row.kind, row.recipient) for row in record.messages).most_common(1)[0][1] == 1
    found = mails(rehearsed)
    assert len(found) == len(record.messages)
    assert len({mail["Message-ID"] for mail in found}) == len(found)
    for mail in found:
        assert len(mail["To"].addresses) == 1
        assert mail["Bcc"] is None
        assert mail["From"].addresses[0].addr_spec == mail["Reply-To"].addresses[0].addr_spec
        assert "[MIJOV-J26]" in mail["Subject"]


def test_invitations_carry_an_appointment(rehearsed: Ended) -> None:
    invited = [row for row in rehearsed.record.messages if row.kind.startswith("dialoog-uitnodiging")]
    assert len(rehearsed.record.sessions) == 4
    assert invited and all(row.calendar and "METHOD:REQUEST" in row.calendar for row in invited)


def test_every_application_was_judged_and_decided_with_reasons(rehearsed: Ended) -> None:
    record = rehearsed.record
    assert len(record.applications) == 60
    judged = {ApplicationStatus.COMPLETE, ApplicationStatus.FAILED, ApplicationStatus.LATE}
    assert {row.status for row in record.applications} == judged
    kinds = Counter(row.kind for row in record.admissions)
    assert kinds == {AdmissionKind.ADMITTED: 53, AdmissionKind.REFUSED: 7}
    assert all(row.reasons for row in record.admissions if row.kind is AdmissionKind.REFUSED)
    assert all(str(row.objection_until.day) in row.objection_explanation for row in record.admissions)


def test_agreements_hold_the_hash_and_version_of_every_part(rehearsed: Ended) -> None:
    record = rehearsed.record
    documents = {row.id: row for row in record.documents}
    assert len(record.agreements) == 53
    for agreement in record.agreements:
        assert documents[agreement.document_id].sha256 == agreement.sha256
        assert [row.letter for row in agreement.annexes] == list("ABCDEF")
        for annex in agreement.annexes:
            assert (documents[annex.document_id].sha256, documents[annex.document_id].number) == (
                annex.sha256,
                annex.number,
            )
        assert agreement.in_execution_on == record.tender.contract_start


def test_no_client_is_left_without_agreement_or_bridging(rehearsed: Ended) -> None:
    record = rehearsed.record
    covered = {row.provider_id for row in record.agreements} | {row.provider_id for row in record.bridgings}
    left = [row.id for row in record.providers if row.contracted_now and row.clients_now and row.id not in covered]
    assert left == []
    assert len(record.bridgings) == 7


def test_the_innovation_agenda_counts_askers(rehearsed: Ended) -> None:
    assert len(rehearsed.record.innovation) == 10
    for item in rehearsed.record.innovation:
        if item.askers_printed is not None and item.theme is not None:
            assert item.askers == item.askers_printed


def test_no_document_uses_a_word_of_another_regime(rehearsed: Ended) -> None:
    from flows.rules.procedures import PROCEDURES

    words = PROCEDURES[rehearsed.record.tender.procedure].vocabulary
    wrong = {
        row.id: found for row in rehearsed.record.documents if (found := words.wrong_words(text_of(rehearsed, row)))
    }
    assert wrong == {}


def test_versions_count_up_and_same_content_makes_no_version(rehearsed: Ended) -> None:
    per_key: dict[tuple[str, str], list[Document]] = {}
    for row in rehearsed.record.documents:
        per_key.setdefault((row.kind, row.subject), []).append(row)
    for rows in per_key.values():
        ordered = sorted(rows, key=lambda row: row.sequence)
        assert [row.sequence for row in ordered] == list(range(1, len(rows) + 1))
        assert all(before.content_sha256 != after.content_sha256 for before, after in pairwise(ordered))


def test_the_journal_is_whole(rehearsed: Ended) -> None:
    entries = rehearsed.journal
    assert [row.sequence for row in entries] == list(range(1, len(entries) + 1))
    assert all(after.previous == before.sha256 for before, after in pairwise(entries))
    assert {"stage.opened", "stage.closed", "nota.published", "agreements.recorded"} <= {row.name for row in entries}


def test_the_page_to_click_through_reaches_every_document(rehearsed: Ended) -> None:
    from urllib.parse import unquote

    page = (rehearsed.folder / "index.html").read_text(encoding="utf-8")
    links = {unquote(link) for link in re.findall(r'href="([^"#]+)"', page)}
    assert all((rehearsed.folder / link).exists() for link in links)
    assert sum(link.endswith(".docx") for link in links) == len(rehearsed.record.documents)


@pytest.mark.libreoffice
def test_what_a_provider_receives_is_also_pdf(rehearsed: Ended) -> None:
    received = [row for row in rehearsed.record.documents if row.subject.startswith("ZA-")]
    assert received and all(row.pdf_sha256 for row in received)
    sample = received[0]
    data = (rehearsed.folder / "uitvoer" / sample.folder / sample.pdf_name).read_bytes()
    reader = PdfReader(io.BytesIO(data))
    assert pdf.page_count(data) == len(reader.pages) > 0
    assert reader.trailer["/Root"]["/Lang"].lower().startswith("nl")
